//! Shares of a forced choice: a bar per competency with its interval, or a word where one or two
//! people would be told.

use contract::locale::Lang;
use contract::profiles::ChoiceShare;
use leptos::prelude::*;

use super::axis::percent;
use crate::components::twin::Twin;
use crate::format;
use crate::words::profiles as words;

/// Height of the drawing, and top and height of the bar in it.
const HEIGHT_PX: f64 = 22.0;
const BAR_TOP_PX: f64 = 4.0;
const BAR_PX: f64 = 14.0;

/// What the chart shows.
#[derive(Debug, Clone, Copy)]
pub struct ChoiceChart<'a> {
    /// Language.
    pub lang: Lang,
    /// The question in a few words.
    pub title: &'static str,
    /// Titles of the competencies.
    pub labels: &'a [String],
    /// Their shares.
    pub shares: &'a [ChoiceShare],
}

/// A share as text: per cent, or the word that hides one or two people.
pub fn share_text(lang: Lang, share: ChoiceShare) -> String {
    match share {
        ChoiceShare::Few => words::few(lang).to_owned(),
        ChoiceShare::NearlyAll => words::nearly_all(lang).to_owned(),
        ChoiceShare::Covered => words::covered(lang).to_owned(),
        ChoiceShare::Share { pct, .. } => format::percent(lang, pct),
    }
}

/// Its interval as text, where it has one.
pub fn interval_text(lang: Lang, share: ChoiceShare) -> Option<String> {
    match share {
        ChoiceShare::Share { lo_pct, hi_pct, .. } => {
            Some(format!("{lo_pct}–{}", format::percent(lang, hi_pct)))
        }
        ChoiceShare::Few | ChoiceShare::NearlyAll | ChoiceShare::Covered => None,
    }
}

impl ChoiceChart<'_> {
    /// The chart with its table.
    pub fn view(&self, id: &str) -> AnyView {
        let rows = self
            .labels
            .iter()
            .zip(self.shares)
            .enumerate()
            .map(|(index, (label, share))| self.row(label, *share, &format!("{id}-{index}")));
        view! {
            <div class="chart">
                <h3>{self.title}</h3>
                <ol class="choices">{rows.collect_view()}</ol>
                {self.twin(id)}
            </div>
        }
        .into_any()
    }

    fn row(&self, label: &str, share: ChoiceShare, id: &str) -> AnyView {
        let lang = self.lang;
        let (title_id, desc_id) = (format!("{id}-title"), format!("{id}-desc"));
        let labelled_by = format!("{title_id} {desc_id}");
        let value = share_text(lang, share);
        let interval = interval_text(lang, share);
        let description = match &interval {
            Some(interval) => format!("{value} ({})", words::interval_of(lang, interval)),
            None => value.clone(),
        };
        let drawing = match share {
            ChoiceShare::Share { pct, lo_pct, hi_pct } => {
                let middle = (BAR_TOP_PX + BAR_PX / 2.0).to_string();
                let (lo, hi) = (percent(lo_pct.into()), percent(hi_pct.into()));
                view! {
                    <rect class="choice-bar" x="0" y=BAR_TOP_PX.to_string() width=percent(pct.into()) height=BAR_PX.to_string() />
                    <line class="whisker" x1=lo.clone() x2=hi.clone() y1=middle.clone() y2=middle />
                    <line class="whisker" x1=lo.clone() x2=lo y1="7" y2="15" />
                    <line class="whisker" x1=hi.clone() x2=hi y1="7" y2="15" />
                }
                .into_any()
            }
            ChoiceShare::NearlyAll => view! {
                <rect class="choice-bar" x="0" y=BAR_TOP_PX.to_string() width="100%" height=BAR_PX.to_string() />
            }
            .into_any(),
            ChoiceShare::Few | ChoiceShare::Covered => ().into_any(),
        };
        let label = label.to_owned();
        view! {
            <li class="choices-row">
                <p class="choices-label">{label.clone()}</p>
                <svg class="choices-plot" width="100%" height=HEIGHT_PX.to_string() role="img" aria-labelledby=labelled_by>
                    <title id=title_id>{label}</title>
                    <desc id=desc_id>{description}</desc>
                    <rect class="choice-track" x="0" y=BAR_TOP_PX.to_string() width="100%" height=BAR_PX.to_string() />
                    {drawing}
                </svg>
                <p class="choices-value">
                    <span class="figure">{value}</span>
                    {interval.map(|interval| view! { " " <span class="cell-interval">{interval}</span> })}
                </p>
            </li>
        }
        .into_any()
    }

    fn twin(&self, id: &str) -> AnyView {
        let lang = self.lang;
        let row = |(label, share): (&String, &ChoiceShare)| {
            view! {
                <tr>
                    <th scope="row">{label.clone()}</th>
                    <td class="number">{share_text(lang, *share)}</td>
                    <td class="number">{interval_text(lang, *share).unwrap_or_else(|| "–".to_owned())}</td>
                </tr>
            }
            .into_any()
        };
        let body: Vec<AnyView> = self.labels.iter().zip(self.shares).map(row).collect();
        view! {
            <Twin lang=lang id=format!("{id}-table") caption=self.title>
                <thead>
                    <tr>
                        <th scope="col">{words::competency(lang)}</th>
                        <th scope="col" class="number">{words::share(lang)}</th>
                        <th scope="col" class="number">{words::interval(lang)}</th>
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </Twin>
        }
        .into_any()
    }
}
