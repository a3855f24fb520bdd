//! Beside the figures: what is not shown and why, and how to read what is.

use contract::locale::Lang;
use contract::profiles::{Bound, Disclosed, Figure, ProfileFigures, Withheld};
use contract::raters::Relation;
use leptos::prelude::*;

use super::reading::is_missing_self;
use crate::components::card::Card;
use crate::format;
use crate::words::common::relation as relation_name;
use crate::words::profiles as words;

/// What is not shown: relations first, then kinds of figures, each reason once.
pub fn withheld_card(lang: Lang, figures: &ProfileFigures) -> AnyView {
    let lines = withheld_lines(lang, figures);
    let content = if lines.is_empty() {
        view! { <p>{words::withheld_none(lang)}</p> }.into_any()
    } else {
        let lines = lines.into_iter().map(|(place, reason)| {
            view! { <li><strong>{format!("{place}.")}</strong>" "{reason}</li> }
        });
        view! { <ul class="notes">{lines.collect_view()}</ul> }.into_any()
    };
    view! {
        <Card id="withheld" title=words::withheld_heading(lang)>{content}</Card>
    }
    .into_any()
}

/// The same as places and reasons.
pub fn withheld_lines(lang: Lang, figures: &ProfileFigures) -> Vec<(String, String)> {
    let mut lines: Vec<(String, String)> = figures
        .withheld
        .iter()
        .map(|withheld| {
            let reason = if withheld.relation == Relation::Oneself {
                words::withheld_no_self(lang).to_owned()
            } else {
                words::withheld(lang, &withheld.reason)
            };
            (relation_name(lang, withheld.relation).to_owned(), reason)
        })
        .collect();
    let mut add = |place: &str, reason: Option<&Withheld>| {
        let Some(reason) = reason.filter(|reason| **reason != Withheld::NotAsked) else {
            return;
        };
        let line = (place.to_owned(), words::withheld(lang, reason));
        if !lines.contains(&line) {
            lines.push(line);
        }
    };
    for competency in &figures.competencies {
        add(words::where_merged(lang), competency.merged.get().err());
        let gap = competency.gap.get().err();
        // The missing self-rating stands among the relations already.
        add(
            words::where_gap(lang),
            gap.filter(|reason| !is_missing_self(reason)),
        );
        let items = competency.items.iter().flat_map(|item| &item.cells);
        for figure in competency.cells.iter().chain(items) {
            add(words::where_figures(lang), figure.get().err());
        }
        for (index, cell) in figures.cells.iter().enumerate() {
            if cell.attributed {
                continue;
            }
            for item in &competency.items {
                add(
                    words::where_distribution(lang),
                    item.zones[index].get().err(),
                );
            }
            add(
                words::where_agreement(lang),
                competency.rwg_j[index].get().err(),
            );
            add(
                words::where_agreement(lang),
                competency.alpha[index].get().err(),
            );
        }
    }
    if let Some(overall) = &figures.overall {
        add(words::where_overall(lang), overall.merged.get().err());
    }
    add(
        words::where_choices(lang),
        figures.forced_choice.get().err(),
    );
    for comments in &figures.comments {
        add(words::where_comments(lang), comments.texts.get().err());
    }
    lines
}

/// How to read the figures: only what this profile needs.
pub fn reading_card(lang: Lang, figures: &ProfileFigures) -> AnyView {
    let lines = reading_lines(lang, figures)
        .into_iter()
        .map(|line| view! { <li>{line}</li> });
    view! {
        <Card id="how-to-read" title=words::how_to_read(lang)>
            <ul class="notes">{lines.collect_view()}</ul>
            <ul class="link-list small"><li><a href="/method">{words::read_more(lang)}</a></li></ul>
        </Card>
    }
    .into_any()
}

/// The same as sentences.
pub fn reading_lines(lang: Lang, figures: &ProfileFigures) -> Vec<String> {
    let level = |value: f64| format::number(lang, value, 0);
    let mut lines = vec![
        words::read_scale(lang, &level(figures.scale.lo), &level(figures.scale.hi)),
        words::read_interval(lang).to_owned(),
        words::read_weights(lang, &words::weights(lang, &figures.weights)),
    ];
    if figures.cells.iter().any(|cell| cell.relations.len() > 1) {
        lines.push(words::read_merged_groups(lang).to_owned());
    }
    let imputed: Vec<Relation> = figures
        .withheld
        .iter()
        .map(|withheld| withheld.relation)
        .filter(|relation| figures.weights.of(*relation) > 0)
        .collect();
    let has_merged = figures.competencies.iter().any(|c| c.merged.get().is_ok());
    if has_merged && !imputed.is_empty() {
        let groups = words::relations(lang, &imputed).to_lowercase();
        lines.push(words::read_imputed(lang, &groups));
    }
    if all_figures(figures).any(|figure| figure.bound != Bound::Exact) {
        lines.push(words::read_bound(lang).to_owned());
    }
    let small = |n: &Disclosed<u32>| n.get().is_ok_and(|n| *n < 10);
    if figures
        .cells
        .iter()
        .any(|cell| !cell.attributed && small(&cell.n))
    {
        lines.push(words::read_rounding(lang).to_owned());
    }
    if figures
        .competencies
        .iter()
        .flat_map(|c| &c.rwg_j)
        .any(|rwg_j| rwg_j.get().is_ok())
    {
        lines.push(words::read_agreement(lang).to_owned());
    }
    lines
}

/// Every shown figure of the profile.
fn all_figures(figures: &ProfileFigures) -> impl Iterator<Item = &Figure> {
    figures
        .competencies
        .iter()
        .flat_map(|competency| {
            let items = competency.items.iter().flat_map(|item| &item.cells);
            competency
                .cells
                .iter()
                .chain([&competency.merged])
                .chain(items)
        })
        .filter_map(|figure| figure.get().ok())
}
