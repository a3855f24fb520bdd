//! What the pages of the form share: the way back and the progress above, the promise below.

use contract::invitations::TaskList;
use contract::locale::Lang;

use super::Subject;
use crate::islands::survey::browser::dom::{El, button, el, link, p, text_el};
use crate::islands::survey::browser::page::TITLE_ID;
use crate::islands::survey::desk::{Desk, Saved};
use crate::islands::survey::parts::parts;
use crate::words::{common, survey as words};

/// How far along a page of the form is.
#[derive(Clone, Copy)]
pub(super) enum Progress {
    /// Before the first part.
    None,
    /// In this part, counted from 0.
    Part(usize),
    /// After the last part.
    Review,
}

/// The bar above a page of the form, whom the page is about, and its heading.
pub(super) fn top(subject: &Subject, progress: Progress, title: &str) -> Vec<El> {
    vec![bar(subject, progress), about(subject), heading(title)]
}

fn bar(subject: &Subject, progress: Progress) -> El {
    let desk = subject.desk;
    let lang = desk.lang;
    let n_parts = parts(subject.instrument()).len();
    let (value, label) = match progress {
        Progress::None => (0, String::new()),
        Progress::Part(part) => (part + 1, words::part_of(lang, part + 1, n_parts)),
        Progress::Review => (n_parts, words::review_step(lang).to_owned()),
    };
    let back = button("back-link button-link", words::back(lang), move || {
        desk.back()
    });
    let bar = el("div", "survey-bar").with(
        el("div", "survey-bar-line")
            .with(back)
            .with(text_el("span", "", &label)),
    );
    if value == 0 {
        return bar;
    }
    bar.with(
        el("progress", "")
            .attr("max", &n_parts.to_string())
            .attr("value", &value.to_string())
            .attr("aria-label", &label),
    )
}

/// Whom the page is about and in which role.
fn about(subject: &Subject) -> El {
    let lang = subject.desk.lang;
    let task = subject.task();
    if subject.is_self() {
        return p("survey-about", words::you_about_yourself(lang));
    }
    p("survey-about", words::you_answer_about(lang))
        .text(" ")
        .with(text_el("strong", "", &task.full_name))
        .text(" ")
        .text(words::in_the_role(lang))
        .text(" ")
        .with(text_el("strong", "", words::role(lang, task.relation)))
}

/// The heading of a page. It takes the focus when the page appears.
pub(super) fn heading(title: &str) -> El {
    text_el("h1", "", title).id(TITLE_ID).attr("tabindex", "-1")
}

/// Whether the last change is saved. It changes at most once a minute, so it is read out quietly.
pub(super) fn saved(desk: Desk) -> El {
    let lang = desk.lang;
    el("p", "survey-saved")
        .attr("role", "status")
        .live_text(move || match desk.saved() {
            Saved::Nothing => String::new(),
            Saved::At(time) => words::saved_at(lang, &time),
            Saved::Failed => words::not_saved(lang).to_owned(),
        })
}

/// The one primary button of a page of the form, with what is saved above it and the promise below.
pub(super) fn next(subject: &Subject, label: &str) -> Vec<El> {
    let desk = subject.desk;
    vec![
        saved(desk),
        button("button survey-next", label, move || desk.next()),
    ]
}

/// Which frozen protocol all of this is about.
pub(super) fn protocol(lang: Lang, list: &TaskList) -> El {
    p("small muted", common::protocol_label(lang))
        .text(": ")
        .with(text_el("code", "", &list.campaign.protocol_hash))
}

/// What this campaign promises this rater.
pub(super) fn promise(subject: &Subject) -> El {
    let lang = subject.desk.lang;
    let task = subject.task();
    let (title, text) = if task.attributed {
        (
            words::shown_title(lang),
            words::shown_as(lang, task.relation).to_owned(),
        )
    } else {
        let k = subject.list.campaign.k;
        (
            words::promise_title(lang),
            words::promise(lang, task.n_invited, k),
        )
    };
    el("p", "notice notice-quiet survey-promise")
        .with(text_el("strong", "", title))
        .text(" ")
        .text(&text)
        .text(" ")
        .with(link("", "/privacy", words::learn_more(lang)))
}
