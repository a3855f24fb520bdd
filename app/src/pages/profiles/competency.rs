//! One competency of a profile: its items by group, how far the raters of a group agree, and how
//! the answers are spread where that may be shown.

use contract::locale::Lang;
use contract::profiles::{CompetencyFigures, ProfileFigures};
use contract::raters::Relation;
use leptos::prelude::*;

use crate::charts::zones::{Row, ZonesChart};
use crate::components::card::Card;
use crate::components::figure::{Reasons, estimate, figure_cell};
use crate::components::table::Table;
use crate::format;
use crate::words::profiles as words;

/// The card. `index` counts the competencies and keeps the ids of the page apart.
pub fn card(
    lang: Lang,
    figures: &ProfileFigures,
    competency: &CompetencyFigures,
    index: usize,
) -> AnyView {
    let id = format!("competency-{index}");
    let merged = merged(lang, figures, competency);
    let table = items(lang, figures, competency, &id);
    let agreement = agreement(lang, figures, competency);
    let distributions = distributions(lang, figures, competency, &id);
    view! {
        <Card id=id title=competency.title.get(lang)>
            {merged}
            {table}
            {agreement}
            {distributions}
        </Card>
    }
    .into_any()
}

/// The policy-weighted figure, how sure it is, and what it is made of.
fn merged(lang: Lang, figures: &ProfileFigures, competency: &CompetencyFigures) -> AnyView {
    let label = words::merged_from(lang, &words::weights(lang, &figures.weights));
    match competency.merged.get() {
        Ok(merged) => {
            let interval = merged
                .ci95
                .map(|ci| words::interval_of(lang, &format::interval(lang, ci.lo, ci.hi)));
            let reliability = merged
                .reliability
                .map(|value| words::reliability_of(lang, &format::number(lang, value, 2)));
            let people = words::from_people(lang, merged.n.into());
            let sure: Vec<String> = interval
                .into_iter()
                .chain([people])
                .chain(reliability)
                .collect();
            view! {
                <p class="merged-line">
                    <span class="merged-estimate">{estimate(lang, merged)}</span>
                    <span>{label}</span>
                    <span class="merged-sure">{sure.join(" · ")}</span>
                </p>
            }
            .into_any()
        }
        Err(reason) => {
            let text = format!(
                "{label}: {}. {}",
                words::not_shown(lang).to_lowercase(),
                words::withheld(lang, reason)
            );
            view! { <p class="card-lead-text">{text}</p> }.into_any()
        }
    }
}

fn items(
    lang: Lang,
    figures: &ProfileFigures,
    competency: &CompetencyFigures,
    id: &str,
) -> AnyView {
    let mut reasons = Reasons::default();
    let body: Vec<AnyView> = competency
        .items
        .iter()
        .map(|item| {
            let cells: Vec<AnyView> = item
                .cells
                .iter()
                .map(|figure| figure_cell(lang, figure, &mut reasons))
                .collect();
            view! { <tr><th scope="row">{item.short.get(lang).to_owned()}</th>{cells}</tr> }
                .into_any()
        })
        .collect();
    let whole: Vec<AnyView> = competency
        .cells
        .iter()
        .map(|figure| figure_cell(lang, figure, &mut reasons))
        .collect();
    let head: Vec<AnyView> = figures
        .cells
        .iter()
        .map(|cell| {
            let n = cell.n.get().ok().filter(|_| !cell.attributed).map(|n| {
                let n = words::ballots(lang, u64::from(*n));
                view! { <span class="cell-interval">{n}</span> }
            });
            view! { <th scope="col" class="number">{words::cell(lang, cell)}{n}</th> }.into_any()
        })
        .collect();
    let caption = words::items_caption(lang, competency.title.get(lang));
    view! {
        <Table id=format!("{id}-items") caption=caption caption_hidden=true>
            <thead>
                <tr>
                    <th scope="col">{words::item(lang)}</th>
                    {head}
                </tr>
            </thead>
            <tbody>{body}</tbody>
            <tfoot>
                <tr><th scope="row">{words::whole_competency(lang)}</th>{whole}</tr>
            </tfoot>
        </Table>
        {reasons.list(lang)}
    }
    .into_any()
}

/// How far the raters of each group agree; nothing where no group is large enough.
fn agreement(
    lang: Lang,
    figures: &ProfileFigures,
    competency: &CompetencyFigures,
) -> Option<AnyView> {
    let lines = agreement_lines(lang, figures, competency);
    (!lines.is_empty()).then(|| {
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> });
        view! { <ul class="agreement">{lines.collect_view()}</ul> }.into_any()
    })
}

/// The same as sentences, one for each group that is large enough.
pub fn agreement_lines(
    lang: Lang,
    figures: &ProfileFigures,
    competency: &CompetencyFigures,
) -> Vec<String> {
    figures
        .cells
        .iter()
        .zip(competency.rwg_j.iter().zip(&competency.alpha))
        .filter_map(|(cell, (rwg_j, alpha))| {
            let rwg_j = *rwg_j.get().ok()?;
            let group = words::cell(lang, cell);
            let value = format::number(lang, rwg_j, 2);
            let agreement =
                words::agreement(lang, &group, &value, words::agreement_word(lang, rwg_j));
            Some(match alpha.get() {
                Ok(alpha) => {
                    let alpha = words::alpha(lang, &format::number(lang, *alpha, 2));
                    format!("{agreement}; {alpha}.")
                }
                Err(_) => format!("{agreement}."),
            })
        })
        .collect()
}

/// A chart or a table for each group with a distribution or a count of "cannot judge" that may be
/// shown.
fn distributions(
    lang: Lang,
    figures: &ProfileFigures,
    competency: &CompetencyFigures,
    id: &str,
) -> Option<AnyView> {
    let charts: Vec<AnyView> = figures
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.attributed && cell.relations != [Relation::Oneself])
        .filter_map(|(index, cell)| {
            let group = words::cell(lang, cell);
            let rows = competency
                .items
                .iter()
                .map(|item| Row {
                    label: item.short.get(lang),
                    zones: &item.zones[index],
                    cannot_judge: &item.cannot_judge[index],
                })
                .collect();
            let chart = ZonesChart {
                lang,
                scale: figures.scale,
                caption: words::distribution_caption(lang, competency.title.get(lang), &group),
                rows,
            }
            .view(&format!("{id}-zones-{index}"))?;
            let heading = words::answered_by(lang, &group);
            Some(view! { <h4>{heading}</h4>{chart} }.into_any())
        })
        .collect();
    (!charts.is_empty()).then(|| {
        view! {
            <div class="distributions">
                <h3>{words::distribution(lang)}</h3>
                <p class="card-lead-text">{words::distribution_lead(lang)}</p>
                {charts}
            </div>
        }
        .into_any()
    })
}
