//! Something went wrong: as a page of its own, or above the button that may be pressed again.

use super::frame::heading;
use crate::islands::survey::browser::dom::{El, button, el, link, p};
use crate::islands::survey::desk::Desk;
use crate::islands::survey::opening::PLAIN_FORM;
use crate::islands::survey::trouble::Trouble;
use crate::words::survey as words;

/// Nothing else can be shown.
pub(super) fn whole_page(desk: Desk, trouble: &Trouble) -> Vec<El> {
    let lang = desk.lang;
    let (title, text) = trouble.explain(lang);
    let mut ways = Vec::new();
    if trouble.may_pass() {
        ways.push(button("button", words::try_again(lang), move || {
            desk.open()
        }));
    }
    if trouble.offers_the_form() {
        ways.push(link(
            "button-secondary",
            PLAIN_FORM,
            words::open_plain_form(lang),
        ));
    }
    vec![
        el("div", "survey-trouble")
            .attr("role", "alert")
            .with(heading(title))
            .with(p("", &text)),
        el("div", "button-row").with_all(ways),
    ]
}

/// What went wrong with the last step, where the step was taken.
pub(super) fn of_last_step(desk: Desk) -> El {
    el("div", "")
        .attr("role", "alert")
        .live(move || match desk.trouble() {
            Some(trouble) => {
                let (title, text) = trouble.explain(desk.lang);
                vec![
                    el("div", "notice notice-danger survey-notice")
                        .with(p("notice-title", title))
                        .with(p("", &text)),
                ]
            }
            None => Vec::new(),
        })
}
