//! Everything once more before it is sent: what is unanswered, with the way back to it, and what
//! was answered, part by part.

use contract::ballots::ItemAnswer;
use contract::instruments::Instrument;
use contract::locale::Lang;
use leptos::prelude::*;

use super::FORM;
use super::carried::{self, FAMILIARITY, IMPROVE_FIRST, STRONGEST};
use super::form::{Showing, button, part_title};
use super::step::{Go, Step};
use crate::components::notice::{Notice, NoticeKind};
use crate::islands::survey::answers::{Gap, gaps, is_empty};
use crate::islands::survey::parts::{Part, asks_familiarity, parts};
use crate::words::confidential as words;

pub(super) fn review(lang: Lang, showing: Showing<'_>) -> AnyView {
    let instrument = &showing.list.instrument;
    let answers = &showing.carried.answers;
    let open = gaps(instrument, showing.task.relation, answers);
    let summary = if is_empty(answers) {
        view! {
            <Notice kind=NoticeKind::Caution><p>{words::nothing_answered(lang)}</p></Notice>
        }
        .into_any()
    } else if open.is_empty() {
        view! { <p>{words::no_gaps(lang)}</p> }.into_any()
    } else {
        ().into_any()
    };
    let list = (!open.is_empty()).then(|| {
        view! {
            <h2>{words::gaps_title(lang, open.len())}</h2>
            <p>{words::gaps_are_fine(lang)}</p>
            <ul>
                {open.iter().map(|gap| view! { <li>{way_back(lang, showing, *gap)}</li> }).collect_view()}
            </ul>
        }
    });
    let familiarity = familiarity(lang, showing);
    let answered = parts(instrument)
        .iter()
        .enumerate()
        .map(|(nth, part)| {
            let title = part_title(lang, showing, part);
            let change = words::change_part(lang, &title);
            view! {
                <h3>{title}</h3>
                {given(lang, showing, part)}
                {button("button-link", Go::To(Step::Part(nth)), change)}
            }
        })
        .collect_view();
    view! {
        {summary}
        {list}
        <h2>{words::your_answers(lang)}</h2>
        {familiarity}
        {answered}
    }
    .into_any()
}

/// A button that leads back to an unanswered question and scrolls to it.
fn way_back(lang: Lang, showing: Showing<'_>, gap: Gap) -> impl IntoView {
    let instrument = &showing.list.instrument;
    let step = gap.part(instrument).map_or(Step::Start, Step::Part);
    let (label, place) = match gap {
        Gap::Familiarity => (
            words::familiarity_title(lang).to_owned(),
            FAMILIARITY.to_owned(),
        ),
        Gap::Item(item) => (
            instrument.items[item].short.get(lang).to_owned(),
            carried::item(item),
        ),
        Gap::Strongest => (
            choice_label(lang, showing, instrument, true),
            STRONGEST.to_owned(),
        ),
        Gap::ImproveFirst => (
            choice_label(lang, showing, instrument, false),
            IMPROVE_FIRST.to_owned(),
        ),
    };
    view! {
        <button
            class="button-link" type="submit" name="go" value=Go::To(step).name()
            formaction=format!("{FORM}#{place}")
        >
            {label}
        </button>
    }
}

fn choice_label(
    lang: Lang,
    showing: Showing<'_>,
    instrument: &Instrument,
    strongest: bool,
) -> String {
    instrument
        .forced_choice
        .as_ref()
        .map(|asked| {
            let asked = if strongest {
                &asked.strongest
            } else {
                &asked.improve_first
            };
            showing.choice_question(lang, asked)
        })
        .unwrap_or_default()
}

/// The first question, where it is asked, and what was answered to it.
fn familiarity(lang: Lang, showing: Showing<'_>) -> Option<AnyView> {
    let instrument = &showing.list.instrument;
    let asked = instrument.familiarity.as_ref()?;
    if !asks_familiarity(instrument, showing.task.relation) {
        return None;
    }
    let level = showing.carried.answers.familiarity;
    let level = level.and_then(|level| asked.levels.get(usize::from(level)));
    let answer = level.map(|level| showing.fill(lang, &level.label));
    let entry = (
        showing.fill(lang, &asked.question),
        or_blank(lang, answer.unwrap_or_default()),
    );
    let title = words::familiarity_title(lang);
    let change = words::change_part(lang, title);
    Some(
        view! {
            <h3>{title}</h3>
            {definitions(vec![entry])}
            {button("button-link", Go::To(Step::Start), change)}
        }
        .into_any(),
    )
}

/// What was answered in a part.
fn given(lang: Lang, showing: Showing<'_>, part: &Part) -> AnyView {
    let entries: Vec<(String, String)> = match part {
        Part::Items(items) => items
            .clone()
            .map(|place| {
                let short = &showing.list.instrument.items[place].short;
                (short.get(lang).to_owned(), given_item(lang, showing, place))
            })
            .collect(),
        Part::Choices => given_choices(lang, showing),
        Part::Prompts => showing
            .list
            .instrument
            .prompts
            .iter()
            .zip(&showing.carried.answers.comments)
            .map(|(prompt, text)| {
                let asked = if showing.is_self() {
                    &prompt.self_question
                } else {
                    &prompt.question
                };
                (showing.fill(lang, asked), or_blank(lang, text.clone()))
            })
            .collect(),
    };
    definitions(entries)
}

/// Questions and answers.
fn definitions(entries: Vec<(String, String)>) -> AnyView {
    view! {
        <dl class="definitions">
            {entries.into_iter().map(|(term, value)| view! {
                <dt>{term}</dt>
                <dd>{value}</dd>
            }).collect_view()}
        </dl>
    }
    .into_any()
}

fn given_item(lang: Lang, showing: Showing<'_>, place: usize) -> String {
    let instrument = &showing.list.instrument;
    match showing.carried.answers.items.get(place) {
        Some(ItemAnswer::Level(level)) => level
            .checked_sub(instrument.scale.min)
            .and_then(|nth| instrument.items[place].anchors.get(usize::from(nth)))
            .map(|anchor| showing.fill(lang, anchor))
            .unwrap_or_default(),
        Some(ItemAnswer::CannotJudge) => showing.cannot_judge(lang),
        Some(ItemAnswer::Blank) | None => words::not_answered(lang).to_owned(),
    }
}

fn given_choices(lang: Lang, showing: Showing<'_>) -> Vec<(String, String)> {
    let instrument = &showing.list.instrument;
    let answers = &showing.carried.answers;
    let title = |place: u8| {
        instrument
            .competencies
            .get(usize::from(place))
            .map(|competency| competency.title.get(lang).to_owned())
    };
    let strongest: Vec<String> = answers
        .strongest
        .iter()
        .filter_map(|&place| title(place))
        .collect();
    let improve = answers.improve_first.and_then(title).unwrap_or_default();
    vec![
        (
            choice_label(lang, showing, instrument, true),
            or_blank(lang, strongest.join("; ")),
        ),
        (
            choice_label(lang, showing, instrument, false),
            or_blank(lang, improve),
        ),
    ]
}

fn or_blank(lang: Lang, text: String) -> String {
    if text.is_empty() {
        words::not_answered(lang).to_owned()
    } else {
        text
    }
}
