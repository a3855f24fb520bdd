//! A released figure, and the place of one that is withheld: the same everywhere.

use contract::locale::Lang;
use contract::profiles::{Bound, Disclosed, Figure, Gap, Withheld};
use leptos::prelude::*;

use crate::format;
use crate::words::profiles as words;

/// The estimate as text, with its sign where it is a bound.
pub fn estimate(lang: Lang, figure: &Figure) -> String {
    let value = format::figure(lang, figure.estimate);
    match figure.bound {
        Bound::Exact => value,
        Bound::AtMost => words::at_most(lang, &value),
        Bound::AtLeast => words::at_least(lang, &value),
    }
}

/// The estimate with its interval in one line of text, for descriptions.
pub fn with_interval(lang: Lang, figure: &Figure) -> String {
    let estimate = estimate(lang, figure);
    match figure.ci95 {
        Some(ci) => format!("{estimate} ({})", format::interval(lang, ci.lo, ci.hi)),
        None => estimate,
    }
}

/// The reasons met in a table, numbered as they come: cells point at them, a list below tells them.
#[derive(Debug, Default)]
pub struct Reasons(Vec<Withheld>);

impl Reasons {
    fn number(&mut self, reason: &Withheld) -> usize {
        let known = self.0.iter().position(|known| known == reason);
        let index = known.unwrap_or_else(|| {
            self.0.push(reason.clone());
            self.0.len() - 1
        });
        index + 1
    }

    /// The list below the table; nothing when nothing was withheld.
    pub fn list(&self, lang: Lang) -> Option<AnyView> {
        (!self.0.is_empty()).then(|| {
            let reasons = self.0.iter().enumerate().map(|(index, reason)| {
                let number = (index + 1).to_string();
                let text = format!(
                    " {}. {}",
                    words::not_shown(lang),
                    words::withheld(lang, reason)
                );
                view! { <li><sup>{number}</sup>{text}</li> }
            });
            view! { <ul class="reasons">{reasons.collect_view()}</ul> }.into_any()
        })
    }
}

/// A cell with a figure and its interval, or the mark of a withheld one.
pub fn figure_cell(lang: Lang, figure: &Disclosed<Figure>, reasons: &mut Reasons) -> AnyView {
    let content = match figure.get() {
        Ok(figure) => {
            let interval = figure.ci95.map(|ci| {
                view! { <span class="cell-interval">{format::interval(lang, ci.lo, ci.hi)}</span> }
            });
            view! { <span class="cell-estimate">{estimate(lang, figure)}</span>{interval} }
                .into_any()
        }
        Err(reason) => withheld_mark(lang, reasons.number(reason)),
    };
    view! { <td class="number">{content}</td> }.into_any()
}

/// A cell with a difference and its interval, or the mark of a withheld one.
pub fn gap_cell(lang: Lang, gap: &Disclosed<Gap>, reasons: &mut Reasons) -> AnyView {
    let content = match gap.get() {
        Ok(gap) => {
            let difference = format::difference(lang, gap.difference);
            let interval = format::difference_interval(lang, gap.ci95.lo, gap.ci95.hi);
            view! {
                <span class="cell-estimate">{difference}</span>
                <span class="cell-interval">{interval}</span>
            }
            .into_any()
        }
        Err(reason) => withheld_mark(lang, reasons.number(reason)),
    };
    view! { <td class="number">{content}</td> }.into_any()
}

/// A cell with text made from a shown value, or the mark of a withheld one.
pub fn text_cell<T>(
    lang: Lang,
    value: &Disclosed<T>,
    reasons: &mut Reasons,
    text: impl Fn(&T) -> String,
) -> AnyView {
    let content = match value.get() {
        Ok(value) => text(value).into_any(),
        Err(reason) => withheld_mark(lang, reasons.number(reason)),
    };
    view! { <td class="number">{content}</td> }.into_any()
}

/// The place of a figure that is not shown, pointing at its reason.
fn withheld_mark(lang: Lang, number: usize) -> AnyView {
    view! {
        <span class="withheld">
            <span class="visually-hidden">{words::not_shown(lang)}</span>
        </span>
        <sup>{number.to_string()}</sup>
    }
    .into_any()
}
