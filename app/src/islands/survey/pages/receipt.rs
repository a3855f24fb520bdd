//! The receipt. It names nobody: neither the rater nor whom he answered about.

use super::Subject;
use super::frame::heading;
use crate::format::iso_date;
use crate::islands::survey::browser::dom::{El, button, el, p, text_el};
use crate::islands::survey::screen::Screen;
use crate::words::survey as words;

pub(super) fn receipt(subject: &Subject) -> Vec<El> {
    let desk = subject.desk;
    let lang = desk.lang;
    let closes_on = iso_date(lang, &subject.list.campaign.closes_on);
    let mut page = vec![
        el("div", "survey-receipt")
            .with(el("span", "survey-receipt-mark").attr("aria-hidden", "true"))
            .with(heading(words::receipt_title(lang)))
            .with(p("", words::receipt_text(lang))),
        el("ul", "survey-receipt-notes")
            .with(text_el("li", "", words::receipt_erased(lang)))
            .with(text_el("li", "", &words::receipt_edit(lang, &closes_on)))
            .with(text_el("li", "", words::receipt_shared(lang))),
    ];
    let n_waiting = desk.n_waiting(&subject.list);
    if n_waiting > 0 {
        page.push(p("", &words::receipt_left(lang, n_waiting)));
    }
    page.push(
        el("div", "button-row")
            .with(button("button", words::to_tasks(lang), move || {
                desk.go(Screen::Tasks)
            }))
            .with(button("button-link", words::erase_link(lang), move || {
                desk.go(Screen::Erase)
            })),
    );
    page
}
