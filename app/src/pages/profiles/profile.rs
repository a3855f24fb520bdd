//! A released profile: first what the data say and how sure, then the figures, then what is not
//! shown and why, how to read it, and where it comes from.

use contract::accounts::Role;
use contract::locale::Lang;
use contract::profiles::Profile;
use contract::raters::Relation;
use leptos::prelude::*;

use super::emphasis::emphasised;
use super::{choices, comments, competency, notes, overall, provenance, reading};
use crate::charts::dumbbell::Dumbbell;
use crate::components::card::{Card, CardKind};
use crate::components::heading::PageHeading;
use crate::format;
use crate::page::{Frame, Page, PageContext};
use crate::words::common;
use crate::words::profiles as words;

/// The page.
pub fn page(context: &PageContext, profile: &Profile) -> Page {
    let lang = context.lang;
    let figures = &profile.figures;
    let competencies: Vec<AnyView> = figures
        .competencies
        .iter()
        .enumerate()
        .map(|(index, one)| competency::card(lang, figures, one, index))
        .collect();
    let json = format!(
        "{}.json",
        super::address(&profile.campaign.code, &profile.subject.staff_code)
    );
    let main = view! {
        {heading(context, profile)}
        <div class="stack profile">
            {says(lang, profile)}
            {compare(lang, profile)}
            {choices::card(lang, figures)}
            {competencies}
            {comments::card(lang, &figures.cells, &figures.comments)}
            <div class="columns">
                {notes::withheld_card(lang, figures)}
                {notes::reading_card(lang, figures)}
            </div>
            {provenance::card(lang, profile, json)}
        </div>
    };
    Page {
        title: words::title_of(lang, &profile.subject.full_name),
        frame: Frame::Staff,
        section: Some("/profiles"),
        islands: false,
        main: main.into_any(),
    }
}

fn heading(context: &PageContext, profile: &Profile) -> AnyView {
    let lang = context.lang;
    let (campaign, subject) = (&profile.campaign, &profile.subject);
    let purpose = common::purpose(lang, campaign.purpose);
    let released = campaign
        .released_on
        .as_deref()
        .map(|day| words::released_on(lang, &format::iso_date(lang, day)));
    let kicker: Vec<String> = [
        campaign.title.get(lang).to_owned(),
        words::purpose_is(lang, purpose),
    ]
    .into_iter()
    .chain(released)
    .collect();
    let n_ballots: u64 = profile
        .figures
        .cells
        .iter()
        .filter(|cell| cell.relations != [Relation::Oneself])
        .filter_map(|cell| cell.n.get().ok())
        .map(|n| u64::from(*n))
        .sum();
    let ballots = (n_ballots > 0).then(|| words::ballots(lang, n_ballots));
    let subtitle: Vec<String> = [subject.post.clone(), subject.unit_path.clone()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .chain(ballots)
        .collect();
    let back = match context.viewer.as_ref().map(|viewer| viewer.role) {
        Some(Role::Member) => ("/profiles".to_owned(), words::back_to_own(lang).to_owned()),
        _ => (
            format!("/profiles/{}", campaign.code),
            words::back_to_list(lang).to_owned(),
        ),
    };
    view! {
        <PageHeading
            title=words::title_of(lang, &subject.full_name)
            kicker=kicker
            subtitle=subtitle.join(" · ")
            back=Some(back)
        />
    }
    .into_any()
}

/// The first card: what the data say, in words.
fn says(lang: Lang, profile: &Profile) -> AnyView {
    let figures = &profile.figures;
    let sentences = emphasised(&reading::sentences(lang, profile).join(" "));
    let choices = reading::choice_sentences(lang, &figures.competencies, &figures.forced_choice);
    let choices = (!choices.is_empty())
        .then(|| view! { <p class="says-choices">{emphasised(&choices.join(" "))}</p> });
    let overall = figures
        .overall
        .as_ref()
        .filter(|_| profile.campaign.purpose.allows_overall())
        .map(|figure| overall::overall(lang, figure));
    view! {
        <Card id="says" title=words::says(lang) kind=CardKind::First>
            <p class="says">{sentences}</p>
            {choices}
            {overall}
        </Card>
    }
    .into_any()
}

/// The dumbbell.
fn compare(lang: Lang, profile: &Profile) -> AnyView {
    let figures = &profile.figures;
    let k = format::count(lang, profile.campaign.k.into());
    let has_self = figures
        .cells
        .iter()
        .any(|cell| cell.relations == [Relation::Oneself]);
    let (title, lead) = if has_self {
        (words::compare(lang), words::compare_lead(lang, &k))
    } else {
        (
            words::compare_without_self(lang),
            words::compare_lead_without_self(lang, &k),
        )
    };
    let chart = Dumbbell {
        lang,
        scale: figures.scale,
        cells: &figures.cells,
        competencies: &figures.competencies,
    }
    .view("compare-chart");
    view! { <Card id="compare" title=title lead=lead>{chart}</Card> }.into_any()
}
