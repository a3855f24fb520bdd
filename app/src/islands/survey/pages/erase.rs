//! "Xóa khỏi máy này": what it does and what it costs, before and after.

use contract::invitations::TaskList;
use contract::locale::Lang;

use super::frame::heading;
use super::trouble;
use crate::islands::survey::browser::dom::{El, button, el, p};
use crate::islands::survey::desk::Desk;
use crate::words::survey as words;

pub(super) fn erase(desk: Desk, list: &TaskList) -> Vec<El> {
    let lang = desk.lang;
    let mut page = vec![
        heading(words::erase_title(lang)),
        p("", words::erase_what(lang)),
        p("", words::erase_sent(lang)),
    ];
    let n_lost = desk.n_lost_by_erasing(list);
    if n_lost > 0 {
        page.push(
            el("div", "notice notice-danger survey-notice")
                .with(p("notice-title", words::erase_waiting_label(lang)))
                .with(p("", &words::erase_waiting(lang, n_lost))),
        );
    }
    page.push(trouble::of_last_step(desk));
    page.push(
        el("div", "button-row")
            .with(
                button("button-danger", words::erase_do(lang), move || desk.erase())
                    .live_flag("disabled", move || desk.is_busy()),
            )
            .with(button(
                "button-secondary",
                words::erase_cancel(lang),
                move || desk.back(),
            )),
    );
    page
}

pub(super) fn erased(lang: Lang, signed_out: bool) -> Vec<El> {
    let mut page = vec![
        heading(words::erased_title(lang)),
        p("", words::erased(lang)),
    ];
    if !signed_out {
        page.push(p(
            "notice notice-danger survey-notice",
            words::erased_not_signed_out(lang),
        ));
    }
    page
}
