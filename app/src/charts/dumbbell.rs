//! Self against others by competency: a row each, sorted by the difference, a shape for each group,
//! whiskers of 95 %, and a word.

use contract::locale::Lang;
use contract::profiles::{Cell, CompetencyFigures, Disclosed, Figure, Gap, GapReading, Interval};
use contract::raters::Relation;
use leptos::prelude::*;

use super::axis::Axis;
use super::mark::{legend_mark, mark, whisker_class};
use crate::components::figure::{Reasons, figure_cell, gap_cell, with_interval};
use crate::components::twin::Twin;
use crate::format;
use crate::words::profiles as words;

/// Height of one lane: a shape and the air around it.
const LANE_PX: f64 = 22.0;
/// Air above the first and below the last lane.
const EDGE_PX: f64 = 12.0;
/// Half the height of the ends of a whisker.
const CAP_PX: f64 = 5.0;

/// What the chart shows.
#[derive(Debug, Clone, Copy)]
pub struct Dumbbell<'a> {
    /// Language.
    pub lang: Lang,
    /// Lowest and highest level.
    pub scale: Interval,
    /// The published cells, self first.
    pub cells: &'a [Cell],
    /// The competencies, in the instrument's order.
    pub competencies: &'a [CompetencyFigures],
}

/// Competencies by the difference between self and others, the leader's higher ones first; those
/// that cannot be compared come last, in the instrument's order.
pub fn by_gap(competencies: &[CompetencyFigures]) -> Vec<&CompetencyFigures> {
    let difference = |one: &CompetencyFigures| one.gap.get().ok().map(|gap| gap.difference);
    let mut sorted: Vec<&CompetencyFigures> = competencies.iter().collect();
    sorted.sort_by(|a, b| match (difference(a), difference(b)) {
        (Some(a), Some(b)) => b.total_cmp(&a),
        (Some(_), None) => std::cmp::Ordering::Less,
        (None, Some(_)) => std::cmp::Ordering::Greater,
        (None, None) => std::cmp::Ordering::Equal,
    });
    sorted
}

impl Dumbbell<'_> {
    /// The index of the cell that is the leader himself, if he answered.
    fn own(&self) -> Option<usize> {
        self.cells
            .iter()
            .position(|cell| cell.relations == [Relation::Oneself])
    }

    /// The cells of others, with their indices.
    fn others(&self) -> impl Iterator<Item = (usize, &Cell)> {
        let own = self.own();
        self.cells
            .iter()
            .enumerate()
            .filter(move |(index, _)| Some(*index) != own)
    }

    /// Whether the first lane says more than the lanes of the groups do.
    fn has_main_lane(&self) -> bool {
        self.own().is_some() || self.others().count() > 1
    }

    /// The chart with its legend and its table.
    pub fn view(&self, id: &str) -> AnyView {
        let axis = Axis::new(self.scale);
        let rows = by_gap(self.competencies);
        let twin = self.twin(id, &rows);
        let ticks = axis.ticks().into_iter().map(|tick| {
            view! {
                <text x=axis.place(tick) y="16" text-anchor="middle">
                    {format::number(self.lang, tick, 0)}
                </text>
            }
        });
        view! {
            <div class="chart">
                {self.legend()}
                <div class="dumbbell-row dumbbell-axis" aria-hidden="true">
                    <svg class="dumbbell-plot" width="100%" height="24">{ticks.collect_view()}</svg>
                </div>
                <ol class="dumbbell">
                    {rows.iter().enumerate().map(|(index, row)| {
                        self.row(&axis, row, &format!("{id}-{index}"))
                    }).collect_view()}
                </ol>
                {twin}
            </div>
        }
        .into_any()
    }

    fn legend(&self) -> AnyView {
        let shown = self.competencies.iter().any(|one| one.merged.get().is_ok());
        let merged = (shown && self.has_main_lane()).then(|| {
            view! {
                <li>
                    <svg class="legend-mark" width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true" focusable="false">
                        <rect class="mark mark-merged" x="-3" y="-8" width="6" height="16" rx="1" />
                    </svg>
                    {words::merged(self.lang)}
                </li>
            }
        });
        view! {
            <ul class="legend">
                {self.cells.iter().map(|cell| view! {
                    <li>{legend_mark(&cell.relations)}{words::cell(self.lang, cell)}</li>
                }).collect_view()}
                {merged}
            </ul>
        }
        .into_any()
    }

    fn row(&self, axis: &Axis, row: &CompetencyFigures, id: &str) -> AnyView {
        let title = row.title.get(self.lang).to_owned();
        let (difference, word, class) = gap_words(self.lang, &row.gap);
        let has_gap = self.own().is_some();
        view! {
            <li class="dumbbell-row">
                <p class="dumbbell-label">{title.clone()}</p>
                {self.plot(axis, row, id, title)}
                {has_gap.then(|| view! {
                    <p class="dumbbell-gap">
                        {difference.map(|text| view! { <span class="dumbbell-difference">{text}</span> " " })}
                        <span class=class>{word}</span>
                    </p>
                })}
            </li>
        }
        .into_any()
    }

    fn plot(&self, axis: &Axis, row: &CompetencyFigures, id: &str, title: String) -> AnyView {
        let (title_id, desc_id) = (format!("{id}-title"), format!("{id}-desc"));
        let labelled_by = format!("{title_id} {desc_id}");
        let main = self.has_main_lane();
        let lane = |index: usize| EDGE_PX + (index as f64 + 0.5) * LANE_PX;
        let first = usize::from(main);
        let height = 2.0 * EDGE_PX + LANE_PX * (first + self.others().count()) as f64;
        let grid = axis.ticks().into_iter().map(|tick| {
            view! { <line class="grid" x1=axis.place(tick) x2=axis.place(tick) y1="0" y2="100%" /> }
        });
        let groups = self.others().enumerate().map(|(index, (cell_index, cell))| {
            let y = lane(index + first);
            match row.cells[cell_index].get() {
                Ok(figure) => view! {
                    {whisker(axis, figure, y, whisker_class(&cell.relations))}
                    {mark(&cell.relations, axis.place(figure.estimate), y)}
                }
                .into_any(),
                Err(_) => view! {
                    <text class="withheld-text" x="4%" y=(y + 5.0).to_string()>{words::not_shown(self.lang)}</text>
                }
                .into_any(),
            }
        });
        let own = self.own().and_then(|index| row.cells[index].get().ok());
        view! {
            <svg class="dumbbell-plot" width="100%" height=height.to_string() role="img" aria-labelledby=labelled_by>
                <title id=title_id>{title}</title>
                <desc id=desc_id>{self.description(row)}</desc>
                {grid.collect_view()}
                {main.then(|| main_lane(axis, own, row.merged.get().ok(), lane(0)))}
                {groups.collect_view()}
            </svg>
        }
        .into_any()
    }

    /// Everything the row draws, in words.
    fn description(&self, row: &CompetencyFigures) -> String {
        let lang = self.lang;
        let value = |figure: &Disclosed<Figure>| match figure.get() {
            Ok(figure) => with_interval(lang, figure),
            Err(_) => words::not_shown(lang).to_lowercase(),
        };
        let mut parts: Vec<String> = self
            .cells
            .iter()
            .zip(&row.cells)
            .map(|(cell, figure)| words::mark(lang, &words::cell(lang, cell), &value(figure)))
            .collect();
        if self.has_main_lane() {
            parts.push(words::mark(lang, words::merged(lang), &value(&row.merged)));
        }
        format!("{}.", parts.join("; "))
    }

    fn twin(&self, id: &str, rows: &[&CompetencyFigures]) -> AnyView {
        let lang = self.lang;
        let has_gap = self.own().is_some();
        let caption = if has_gap {
            words::compare(lang)
        } else {
            words::compare_without_self(lang)
        };
        let mut reasons = Reasons::default();
        let body: Vec<AnyView> = rows
            .iter()
            .map(|row| {
                let cells: Vec<AnyView> = row
                    .cells
                    .iter()
                    .map(|figure| figure_cell(lang, figure, &mut reasons))
                    .collect();
                let merged = figure_cell(lang, &row.merged, &mut reasons);
                let gap = has_gap.then(|| {
                    let difference = gap_cell(lang, &row.gap, &mut reasons);
                    let (_, word, _) = gap_words(lang, &row.gap);
                    view! { {difference}<td>{word}</td> }
                });
                view! {
                    <tr>
                        <th scope="row">{row.title.get(lang).to_owned()}</th>
                        {cells}
                        {merged}
                        {gap}
                    </tr>
                }
                .into_any()
            })
            .collect();
        let head: Vec<AnyView> = self
            .cells
            .iter()
            .map(|cell| {
                view! { <th scope="col" class="number">{words::cell(lang, cell)}</th> }.into_any()
            })
            .collect();
        let gap_head = has_gap.then(|| {
            view! {
                <th scope="col" class="number">{words::difference(lang)}</th>
                <th scope="col">{words::reading(lang)}</th>
            }
        });
        view! {
            <Twin lang=lang id=format!("{id}-table") caption=caption notes=reasons.list(lang)>
                <thead>
                    <tr>
                        <th scope="col">{words::competency(lang)}</th>
                        {head}
                        <th scope="col" class="number">{words::merged(lang)}</th>
                        {gap_head}
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </Twin>
        }
        .into_any()
    }
}

/// The band from self to the merged figure, with both at its ends.
fn main_lane(axis: &Axis, own: Option<&Figure>, merged: Option<&Figure>, y: f64) -> AnyView {
    let band = own.zip(merged).map(|(own, merged)| {
        view! {
            <line
                class="band" y1=y.to_string() y2=y.to_string()
                x1=axis.place(own.estimate.min(merged.estimate))
                x2=axis.place(own.estimate.max(merged.estimate))
            />
        }
    });
    let merged = merged.map(|figure| {
        view! {
            {whisker(axis, figure, y, "whisker whisker-merged")}
            <svg x=axis.place(figure.estimate) y=y.to_string() overflow="visible">
                <rect class="mark mark-merged" x="-3" y="-8" width="6" height="16" rx="1" />
            </svg>
        }
    });
    let own = own.map(|figure| mark(&[Relation::Oneself], axis.place(figure.estimate), y));
    view! { {band}{merged}{own} }.into_any()
}

/// The 95 % interval of a figure; nothing for one attributed person.
fn whisker(axis: &Axis, figure: &Figure, y: f64, class: &'static str) -> Option<AnyView> {
    figure.ci95.map(|ci| {
        let (lo, hi) = (axis.place(ci.lo), axis.place(ci.hi));
        let (top, bottom) = ((y - CAP_PX).to_string(), (y + CAP_PX).to_string());
        let y = y.to_string();
        view! {
            <line class=class x1=lo.clone() x2=hi.clone() y1=y.clone() y2=y />
            <line class=class x1=lo.clone() x2=lo y1=top.clone() y2=bottom.clone() />
            <line class=class x1=hi.clone() x2=hi y1=top y2=bottom />
        }
        .into_any()
    })
}

/// The difference, its word, and the class of the word.
fn gap_words(lang: Lang, gap: &Disclosed<Gap>) -> (Option<String>, &'static str, &'static str) {
    match gap.get() {
        Ok(gap) => {
            let class = match gap.reading {
                GapReading::SelfHigher => "gap-self-higher",
                GapReading::SelfLower => "gap-self-lower",
                GapReading::Similar | GapReading::NotEnoughEvidence => "gap-open",
            };
            let difference = format::difference(lang, gap.difference);
            (Some(difference), words::gap(lang, gap.reading), class)
        }
        Err(_) => (None, words::gap_withheld(lang), "gap-open"),
    }
}
