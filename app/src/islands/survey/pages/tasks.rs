//! The task list: what this campaign is, whom the rater is asked about, how far he has come.

use std::sync::Arc;

use contract::invitations::{Task, TaskList};
use contract::locale::Lang;

use super::frame::{heading, protocol};
use super::trouble;
use crate::format::iso_date;
use crate::islands::survey::browser::dom::{El, button, el, link, p, text_el};
use crate::islands::survey::desk::Desk;
use crate::islands::survey::opening::PLAIN_FORM;
use crate::islands::survey::parts::{minutes, n_questions};
use crate::islands::survey::screen::Screen;
use crate::islands::survey::status::Status;
use crate::words::survey as words;

pub(super) fn tasks(desk: Desk, list: &Arc<TaskList>) -> Vec<El> {
    let lang = desk.lang;
    let of_cards = Arc::clone(list);
    let erase = button("button-link", words::erase_link(lang), move || {
        desk.go(Screen::Erase)
    });
    let foot = el("div", "survey-foot")
        .with(
            p("small", words::erase_link_why(lang))
                .text(" ")
                .with(erase),
        )
        .with(protocol(lang, list));
    vec![
        heading(list.campaign.title.get(lang)),
        p("", &words::tasks_intro(lang, list.tasks.len())),
        facts(lang, list),
        trouble::of_last_step(desk),
        text_el("h2", "survey-tasks-title", words::tasks_title(lang)),
        el("ul", "survey-tasks").live(move || cards(desk, &of_cards)),
        p("small muted", words::status_is_local(lang)),
        foot,
    ]
}

fn facts(lang: Lang, list: &TaskList) -> El {
    let campaign = &list.campaign;
    // Every relation gets the same questions save for one; the longest form is told.
    let relations = list.tasks.iter().map(|task| task.relation);
    let longest = relations.max_by_key(|relation| n_questions(&list.instrument, *relation));
    let length = longest.map(|relation| {
        let n_questions = n_questions(&list.instrument, relation);
        words::length(lang, n_questions, minutes(&list.instrument, relation))
    });
    let deadline = words::deadline(lang, &iso_date(lang, &campaign.closes_on));
    let audience = words::audience(lang, campaign.k_text);
    let entries = [
        (
            words::purpose_label(lang),
            words::purpose(lang, campaign.purpose),
        ),
        (words::audience_label(lang), &audience),
        (words::deadline_label(lang), &deadline),
        (
            words::length_label(lang),
            length.as_deref().unwrap_or_default(),
        ),
    ];
    let mut facts = el("dl", "card card-quiet definitions survey-facts");
    for (term, text) in entries {
        facts = facts
            .with(text_el("dt", "", term))
            .with(text_el("dd", "", text));
    }
    facts
}

fn cards(desk: Desk, list: &TaskList) -> Vec<El> {
    let mut cards = Vec::new();
    // One primary button on the page: where to go on.
    let mut primary = true;
    for (at, task) in list.tasks.iter().enumerate() {
        let status = desk.status(task, at);
        let first = primary && status.is_waiting();
        primary &= !first;
        cards.push(card(desk, list, task, at, status, first));
    }
    cards
}

fn card(desk: Desk, list: &TaskList, task: &Task, at: usize, status: Status, primary: bool) -> El {
    let lang = desk.lang;
    let (tag_class, tag) = tag(lang, status);
    let shown = if task.attributed {
        words::shown_as(lang, task.relation).to_owned()
    } else {
        words::shown_from(lang, task.n_invited, list.campaign.k)
    };
    let head = el("div", "survey-task-head")
        .with(text_el("h3", "", &task.full_name))
        .with(text_el("span", tag_class, tag));
    el("li", "card survey-task")
        .with(head)
        .with(p("muted", &task.post).text(", ").text(&task.unit))
        .with(p(
            "",
            &words::your_role(lang, words::role(lang, task.relation)),
        ))
        .with(p("small", &shown))
        .with(way_on(desk, task, at, status, primary))
}

/// The button of a task, or why it has none.
fn way_on(desk: Desk, task: &Task, at: usize, status: Status, primary: bool) -> El {
    let lang = desk.lang;
    let label = match status {
        Status::NotStarted => words::start(lang),
        Status::Doing | Status::Editing => words::resume(lang),
        Status::Sent => words::edit_sent(lang),
        Status::Stopped => words::answer_after_all(lang),
        Status::OtherBrowser => return p("notice notice-quiet", words::other_browser(lang)),
        Status::Form => {
            return p("notice notice-quiet", words::answered_with_form(lang))
                .text(" ")
                .with(link("", PLAIN_FORM, words::open_plain_form(lang)));
        }
    };
    let class = if primary {
        "button"
    } else {
        "button-secondary"
    };
    let about = words::about_name(lang, &task.full_name);
    button(class, "", move || desk.start(at))
        .live_flag("disabled", move || desk.is_busy())
        .live_text(move || {
            let label = if desk.is_busy() {
                words::wait(lang)
            } else {
                label
            };
            label.to_owned()
        })
        .with(text_el("span", "visually-hidden", " ").text(&about))
}

fn tag(lang: Lang, status: Status) -> (&'static str, &'static str) {
    match status {
        Status::NotStarted => ("tag", words::status_not_started(lang)),
        Status::Doing => ("tag tag-brand", words::status_doing(lang)),
        Status::Sent => ("tag tag-done", words::status_sent(lang)),
        Status::Editing => ("tag tag-brand", words::status_editing(lang)),
        Status::Stopped => ("tag", words::status_stopped(lang)),
        Status::OtherBrowser => ("tag tag-caution", words::status_other_browser(lang)),
        Status::Form => ("tag", words::status_form(lang)),
    }
}
