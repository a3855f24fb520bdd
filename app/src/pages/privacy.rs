//! What is stored, what is not, who sees what.

use super::text::{Section, text_page};
use crate::page::{Page, PageContext};
use crate::words::privacy as words;

/// The page.
pub fn page(context: &PageContext) -> Page {
    let lang = context.lang;
    let sections = vec![
        Section::new("promise", words::promise(lang))
            .line(words::promise_1(lang))
            .line(words::promise_2(lang))
            .line(words::promise_3(lang))
            .first(),
        Section::new("stored", words::stored(lang))
            .line(words::stored_1(lang))
            .line(words::stored_2(lang))
            .line(words::stored_3(lang)),
        Section::new("not-stored", words::not_stored(lang))
            .line(words::not_stored_1(lang))
            .line(words::not_stored_2(lang))
            .line(words::not_stored_3(lang)),
        Section::new("who", words::who(lang))
            .line(words::who_running(lang))
            .line(words::who_leader(lang))
            .line(words::who_admin(lang))
            .line(words::who_nobody(lang))
            .line(words::who_attributed(lang)),
        Section::new("beware", words::beware(lang))
            .line(words::beware_1(lang))
            .line(words::beware_2(lang))
            .line(words::beware_3(lang))
            .line(words::beware_4(lang)),
        Section::new("cookies", words::cookies(lang)).line(words::cookies_1(lang)),
    ];
    text_page(
        context,
        words::title(lang),
        words::lead(lang),
        None,
        sections,
        None,
    )
}
