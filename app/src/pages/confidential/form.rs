//! One page of the form: what it carries hidden, what it asks, and its buttons.

use contract::answers::AnswerFault;
use contract::instruments::Instrument;
use contract::invitations::{Task, TaskList};
use contract::locale::Lang;
use contract::raters::Relation;
use leptos::prelude::*;

use super::carried::Carried;
use super::step::{Go, Step};
use super::{FORM, TASKS, promise, questions, rater_page, review};
use crate::components::notice::{Notice, NoticeKind};
use crate::components::protocol_hash::ProtocolHash;
use crate::islands::survey::parts::{Part, competency_of, parts};
use crate::page::{Page, PageContext};
use crate::words::{common, confidential as words};

/// What a page of the form is made of.
#[derive(Clone, Copy)]
pub struct Showing<'a> {
    /// The campaign and its instrument.
    pub list: &'a TaskList,
    /// Whom it is about.
    pub task: &'a Task,
    /// What was answered so far.
    pub carried: &'a Carried,
    /// Which page.
    pub step: Step,
    /// What must be corrected on this page first.
    pub fault: Option<&'a str>,
}

/// The page.
pub fn page(context: &PageContext, showing: Showing<'_>) -> Page {
    let lang = context.lang;
    let title = title(lang, showing);
    let asked = match showing.step {
        Step::Start => questions::start(lang, showing),
        Step::WayOut => questions::way_out(lang, showing),
        Step::Part(nth) => questions::part(lang, showing, nth),
        Step::Review => review::review(lang, showing),
    };
    let shown = shown_names(showing);
    let hidden = showing
        .carried
        .fields()
        .into_iter()
        .filter(|(name, _)| !shown.contains(name))
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view();
    let main = view! {
        {progress(lang, showing)}
        <h1>{title.clone()}</h1>
        {showing.fault.map(|fault| {
            let fault = fault.to_owned();
            view! {
                <div role="alert">
                    <Notice kind=NoticeKind::Danger title=common::error_summary(lang)>
                        <p>{fault}</p>
                    </Notice>
                </div>
            }
        })}
        {showing.carried.edit.then(|| view! {
            <Notice><p>{words::editing(lang)}</p></Notice>
        })}
        <form method="post" action=FORM autocomplete="off">
            {hidden}
            <input type="hidden" name="step" value=showing.step.name() />
            {asked}
            {buttons(lang, showing)}
        </form>
        {promise(lang, &showing.list.campaign, showing.task)}
        <ProtocolHash lang=lang hash=showing.list.campaign.protocol_hash.clone() />
    };
    rater_page(title, main.into_any())
}

/// What must be corrected before the form goes on, in words.
pub fn fault_text(lang: Lang, instrument: &Instrument, fault: AnswerFault) -> String {
    match (fault, &instrument.forced_choice) {
        (AnswerFault::Choice, Some(asked)) => words::too_many_chosen(lang, asked.strongest.count),
        (AnswerFault::CommentLength, _) => words::comment_too_long(lang).to_owned(),
        _ => words::unfit(lang).to_owned(),
    }
}

/// The title of a part of the questions.
pub(super) fn part_title(lang: Lang, showing: Showing<'_>, part: &Part) -> String {
    let instrument = &showing.list.instrument;
    match part {
        Part::Items(items) => competency_of(instrument, items).map_or_else(
            || words::questions_title(lang).to_owned(),
            |competency| competency.title.get(lang).to_owned(),
        ),
        Part::Choices => words::choices_title(lang).to_owned(),
        Part::Prompts => words::prompts_title(lang).to_owned(),
    }
}

/// A button that sends the form on.
pub(super) fn button(class: &'static str, go: Go, label: impl Into<String>) -> AnyView {
    let label = label.into();
    view! { <button class=class type="submit" name="go" value=go.name()>{label}</button> }
        .into_any()
}

fn title(lang: Lang, showing: Showing<'_>) -> String {
    match showing.step {
        Step::Start => words::start_title(lang).to_owned(),
        Step::WayOut => words::way_out_title(lang).to_owned(),
        Step::Part(nth) => parts(&showing.list.instrument)
            .get(nth)
            .map(|part| part_title(lang, showing, part))
            .unwrap_or_default(),
        Step::Review => words::review_title(lang).to_owned(),
    }
}

/// The names of the inputs that stand open on this page; the others are carried hidden.
fn shown_names(showing: Showing<'_>) -> Vec<String> {
    match showing.step {
        Step::Start => questions::start_names(),
        Step::Part(nth) => parts(&showing.list.instrument)
            .get(nth)
            .map(|part| questions::part_names(showing, part))
            .unwrap_or_default(),
        Step::WayOut | Step::Review => Vec::new(),
    }
}

fn progress(lang: Lang, showing: Showing<'_>) -> impl IntoView {
    let n_parts = parts(&showing.list.instrument).len();
    let (done, label) = match showing.step {
        Step::Start | Step::WayOut => (0, None),
        Step::Part(nth) => (nth + 1, Some(words::part_of(lang, nth + 1, n_parts))),
        Step::Review => (n_parts, Some(words::review_step(lang).to_owned())),
    };
    let task = showing.task;
    let about = if task.relation == Relation::Oneself {
        words::you_about_yourself(lang).to_owned()
    } else {
        words::you_answer_about(lang, &task.full_name, words::role(lang, task.relation))
    };
    view! {
        <div class="survey-bar">
            <div class="survey-bar-line">
                <span class="survey-about">{about}</span>
                {label.clone().map(|label| view! { <span>{label}</span> })}
            </div>
            {label.map(|label| view! {
                <progress max=n_parts.to_string() value=done.to_string() aria-label=label></progress>
            })}
        </div>
    }
}

fn buttons(lang: Lang, showing: Showing<'_>) -> impl IntoView {
    // The first button is the one that Enter presses; on the review it is the only one that sends.
    let first = match showing.step {
        Step::Start | Step::Part(_) => button("button", Go::Next, words::next(lang)),
        Step::WayOut => button("button", Go::Next, words::answer_on(lang)),
        Step::Review => button("button", Go::Send, words::send(lang)),
    };
    let back = (showing.step != Step::Start)
        .then(|| button("button-secondary", Go::Back, words::back(lang)));
    let to_review = matches!(showing.step, Step::Part(_))
        .then(|| button("button-link", Go::To(Step::Review), words::to_review(lang)));
    let leave = match showing.step {
        Step::WayOut => words::stop_here(lang),
        Step::Start | Step::Part(_) | Step::Review => words::leave(lang),
    };
    let leave_class = match showing.step {
        Step::WayOut => "button-secondary",
        Step::Start | Step::Part(_) | Step::Review => "button-link",
    };
    let other = lang.other();
    view! {
        <div class="button-row">{first}{back}{to_review}</div>
        <p class="survey-saved">{words::keep_the_page(lang)}</p>
        <div class="button-row">
            <a class=leave_class href=TASKS>{leave}</a>
            <button
                class="button-link" type="submit" name="go" value=Go::Language.name()
                lang=other.tag()
            >
                {common::other_language(lang)}
            </button>
        </div>
    }
}
