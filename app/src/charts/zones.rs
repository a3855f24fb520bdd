//! How the answers of one group are spread over low, middle and high: a bar per item, drawn around
//! the middle of the middle zone, so that more high reaches further right.

use contract::locale::Lang;
use contract::profiles::{Disclosed, Interval, Zones, ZonesJoined};
use leptos::prelude::*;

use super::axis::percent;
use crate::components::figure::{Reasons, text_cell};
use crate::components::twin::Twin;
use crate::format;
use crate::words::profiles as words;

/// Top and height of a bar; above it is room for a number that does not fit inside.
const BAR_TOP_PX: f64 = 14.0;
const BAR_PX: f64 = 26.0;
/// Numbers of segments narrower than this share of the width stand above them.
const NARROW: f64 = 0.09;

/// One item of the chart.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Its short name.
    pub label: &'a str,
    /// Its distribution.
    pub zones: &'a Disclosed<Zones>,
    /// How many could not judge.
    pub cannot_judge: &'a Disclosed<u32>,
}

/// What the chart shows.
#[derive(Debug, Clone)]
pub struct ZonesChart<'a> {
    /// Language.
    pub lang: Lang,
    /// Lowest and highest level.
    pub scale: Interval,
    /// Caption of the table, which tells it apart from others of the page.
    pub caption: String,
    /// The items.
    pub rows: Vec<Row<'a>>,
}

/// A segment of a bar: which zone, its share, and where it begins relative to the middle.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Segment {
    class: &'static str,
    pct: u8,
    begins: f64,
}

/// The segments of a bar that are not empty, from left to right. A joined zone stands on its side of
/// the middle.
fn segments(zones: &Zones) -> Vec<Segment> {
    let share = |pct: Option<u8>| f64::from(pct.unwrap_or(0));
    let (low, middle) = (share(zones.low_pct), share(zones.middle_pct));
    let parts = match zones.joined {
        ZonesJoined::None => vec![
            ("zone-low", zones.low_pct, -low - middle / 2.0),
            ("zone-middle", zones.middle_pct, -middle / 2.0),
            ("zone-high", zones.high_pct, middle / 2.0),
        ],
        ZonesJoined::LowMiddle => vec![
            ("zone-low zone-joined", zones.low_pct, -low),
            ("zone-high", zones.high_pct, 0.0),
        ],
        ZonesJoined::MiddleHigh => vec![
            ("zone-low", zones.low_pct, -low),
            ("zone-high zone-joined", zones.high_pct, 0.0),
        ],
    };
    parts
        .into_iter()
        .filter_map(|(class, pct, begins)| {
            let pct = pct.filter(|pct| *pct > 0)?;
            Some(Segment { class, pct, begins })
        })
        .collect()
}

/// Left and right ends over all bars, in points of per cent around the middle.
fn extent(bars: &[Vec<Segment>]) -> (f64, f64) {
    let ends = bars.iter().flatten();
    ends.fold((0.0, 0.0), |(left, right): (f64, f64), segment| {
        (
            left.min(segment.begins),
            right.max(segment.begins + f64::from(segment.pct)),
        )
    })
}

impl ZonesChart<'_> {
    /// The chart with its legend and its table. Where no distribution may be shown, the table alone
    /// if it tells how many could not judge, and else `None`.
    pub fn view(&self, id: &str) -> Option<AnyView> {
        let shown: Vec<(&str, &Zones)> = self
            .rows
            .iter()
            .filter_map(|row| Some((row.label, row.zones.get().ok()?)))
            .collect();
        let bars: Vec<Vec<Segment>> = shown.iter().map(|(_, zones)| segments(zones)).collect();
        let (left, right) = extent(&bars);
        let width = right - left;
        if width <= 0.0 {
            let counts = self.rows.iter().any(|row| row.cannot_judge.get().is_ok());
            return counts.then(|| view! { <div class="chart">{self.twin(id)}</div> }.into_any());
        }
        let joined = shown
            .iter()
            .any(|(_, zones)| zones.joined != ZonesJoined::None);
        let rows: Vec<AnyView> = shown
            .iter()
            .zip(&bars)
            .enumerate()
            .map(|(index, ((label, zones), bar))| {
                let place = |points: f64| (points - left) / width;
                self.row(label, zones, bar, place, &format!("{id}-{index}"))
            })
            .collect();
        Some(
            view! {
                <div class="chart">
                    {self.legend(joined)}
                    <ol class="zones">{rows}</ol>
                    {self.twin(id)}
                </div>
            }
            .into_any(),
        )
    }

    /// The name of a zone with its levels, where the scale is the five levels of the house.
    fn zone(&self, name: &str, from: f64, to: f64) -> String {
        let lang = self.lang;
        if (self.scale.lo, self.scale.hi) != (1.0, 5.0) {
            name.to_owned()
        } else if from == to {
            words::zone_levels_one(lang, name, &format::number(lang, from, 0))
        } else {
            let (from, to) = (format::number(lang, from, 0), format::number(lang, to, 0));
            words::zone_levels(lang, name, &from, &to)
        }
    }

    fn zone_names(&self) -> [String; 3] {
        [
            self.zone(words::zone_low(self.lang), 1.0, 2.0),
            self.zone(words::zone_middle(self.lang), 3.0, 3.0),
            self.zone(words::zone_high(self.lang), 4.0, 5.0),
        ]
    }

    fn legend(&self, joined: bool) -> AnyView {
        let [low, middle, high] = self.zone_names();
        let mut entries = vec![
            ("zone-low", low),
            ("zone-middle", middle),
            ("zone-high", high),
        ];
        if joined {
            entries.push((
                "zone-middle zone-joined",
                words::zone_joined(self.lang).to_owned(),
            ));
        }
        view! {
            <ul class="legend">
                {entries.into_iter().map(|(class, name)| view! {
                    <li>
                        <svg class="legend-mark" width="18" height="18" aria-hidden="true" focusable="false">
                            <rect class=class x="1.5" y="1.5" width="15" height="15" />
                        </svg>
                        {name}
                    </li>
                }).collect_view()}
            </ul>
        }
        .into_any()
    }

    /// The shares of a distribution in words.
    fn description(&self, zones: &Zones) -> String {
        let lang = self.lang;
        let [low, middle, high] = self.zone_names();
        let share = |name: &str, pct: Option<u8>| {
            pct.map(|pct| words::mark(lang, name, &format::percent(lang, pct)))
        };
        let low_middle = words::zone_low_middle(lang);
        let middle_high = words::zone_middle_high(lang);
        let parts: Vec<String> = match zones.joined {
            ZonesJoined::None => vec![
                share(&low, zones.low_pct),
                share(&middle, zones.middle_pct),
                share(&high, zones.high_pct),
            ],
            ZonesJoined::LowMiddle => {
                vec![
                    share(low_middle, zones.low_pct),
                    share(&high, zones.high_pct),
                ]
            }
            ZonesJoined::MiddleHigh => {
                vec![
                    share(&low, zones.low_pct),
                    share(middle_high, zones.high_pct),
                ]
            }
        }
        .into_iter()
        .flatten()
        .collect();
        format!("{}.", parts.join("; "))
    }

    fn row(
        &self,
        label: &str,
        zones: &Zones,
        bar: &[Segment],
        place: impl Fn(f64) -> f64,
        id: &str,
    ) -> AnyView {
        let (title_id, desc_id) = (format!("{id}-title"), format!("{id}-desc"));
        let labelled_by = format!("{title_id} {desc_id}");
        let drawn: Vec<AnyView> = bar
            .iter()
            .map(|segment| {
                let (from, to) = (place(segment.begins), place(segment.begins + f64::from(segment.pct)));
                let y = if to - from < NARROW {
                    BAR_TOP_PX - 4.0
                } else {
                    BAR_TOP_PX + BAR_PX / 2.0 + 5.0
                };
                let text_class = if to - from < NARROW { "zone-number zone-number-above" } else { "zone-number" };
                view! {
                    <rect
                        class=segment.class x=percent(100.0 * from) y=BAR_TOP_PX.to_string()
                        width=percent(100.0 * (to - from)) height=BAR_PX.to_string()
                    />
                    <text class=text_class x=percent(50.0 * (from + to)) y=y.to_string() text-anchor="middle">
                        {segment.pct.to_string()}
                        <tspan class="zone-unit">"\u{a0}%"</tspan>
                    </text>
                }
                .into_any()
            })
            .collect();
        let height = BAR_TOP_PX + BAR_PX + 6.0;
        let label = label.to_owned();
        view! {
            <li class="zones-row">
                <p class="zones-label">{label.clone()}</p>
                <svg class="zones-plot" width="100%" height=height.to_string() role="img" aria-labelledby=labelled_by>
                    <title id=title_id>{label}</title>
                    <desc id=desc_id>{self.description(zones)}</desc>
                    {drawn}
                </svg>
            </li>
        }
        .into_any()
    }

    fn twin(&self, id: &str) -> AnyView {
        let lang = self.lang;
        let mut reasons = Reasons::default();
        let [low, middle, high] = self.zone_names();
        let body: Vec<AnyView> = self
            .rows
            .iter()
            .map(|row| {
                let mut zone = |share: fn(&Zones) -> Option<u8>| {
                    text_cell(lang, row.zones, &mut reasons, |zones| match share(zones) {
                        Some(pct) => format::percent(lang, pct),
                        None => words::zone_joined(lang).to_owned(),
                    })
                };
                let shares = [
                    zone(|zones| zones.low_pct),
                    zone(|zones| zones.middle_pct),
                    zone(|zones| zones.high_pct),
                ];
                let people = text_cell(lang, row.zones, &mut reasons, |zones| {
                    format::count(lang, zones.n.into())
                });
                let cannot_judge = text_cell(lang, row.cannot_judge, &mut reasons, |count| {
                    format::count(lang, (*count).into())
                });
                view! {
                    <tr>
                        <th scope="row">{row.label.to_owned()}</th>
                        {shares.into_iter().collect_view()}
                        {people}
                        {cannot_judge}
                    </tr>
                }
                .into_any()
            })
            .collect();
        let head = [low, middle, high]
            .into_iter()
            .chain([
                words::answers(lang).to_owned(),
                words::cannot_judge(lang).to_owned(),
            ])
            .map(|name| view! { <th scope="col" class="number">{name}</th> });
        view! {
            <Twin lang=lang id=format!("{id}-table") caption=self.caption.clone() notes=reasons.list(lang)>
                <thead>
                    <tr>
                        <th scope="col">{words::item(lang)}</th>
                        {head.collect_view()}
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </Twin>
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zones(low: Option<u8>, middle: Option<u8>, high: Option<u8>, joined: ZonesJoined) -> Zones {
        Zones {
            low_pct: low,
            middle_pct: middle,
            high_pct: high,
            joined,
            n: 20,
        }
    }

    #[test]
    fn three_zones_stand_around_the_middle_of_the_middle_one() {
        let bar = segments(&zones(Some(20), Some(30), Some(50), ZonesJoined::None));
        let begins: Vec<f64> = bar.iter().map(|segment| segment.begins).collect();
        assert_eq!(begins, [-35.0, -15.0, 15.0]);
        assert_eq!(extent(&[bar]), (-35.0, 65.0));
    }

    #[test]
    fn an_empty_zone_is_not_drawn() {
        let bar = segments(&zones(Some(0), Some(40), Some(60), ZonesJoined::None));
        assert_eq!(bar.len(), 2);
    }

    #[test]
    fn a_joined_zone_is_one_segment() {
        let bar = segments(&zones(Some(40), None, Some(60), ZonesJoined::LowMiddle));
        assert_eq!(bar.len(), 2);
        assert_eq!(extent(&[bar]), (-40.0, 60.0));
        let bar = segments(&zones(Some(30), None, Some(70), ZonesJoined::MiddleHigh));
        assert_eq!(extent(&[bar]), (-30.0, 70.0));
    }
}
