//! One page of a long list, and the way to the others.

use contract::locale::Lang;
use leptos::prelude::*;

use crate::format;
use crate::words::common as words;

/// Where in a list we are. Pages count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageOf {
    /// The page shown.
    pub page: u32,
    /// Lines on a page.
    pub per_page: u32,
    /// Lines in all.
    pub total: u64,
}

impl PageOf {
    /// How many pages there are; at least one.
    pub const fn pages(&self) -> u64 {
        let pages = self.total.div_ceil(self.per_page as u64);
        if pages == 0 { 1 } else { pages }
    }
}

/// Previous and next, and where we are. `address` makes the address of a page by its number.
#[component]
pub fn Pagination(lang: Lang, position: PageOf, address: impl Fn(u64) -> String) -> impl IntoView {
    let (page, pages) = (u64::from(position.page), position.pages());
    let previous = (page > 1).then(|| address(page - 1));
    let next = (page < pages).then(|| address(page + 1));
    let first = (page - 1) * u64::from(position.per_page) + 1;
    let last = (page * u64::from(position.per_page)).min(position.total);
    let range = words::page_range(
        lang,
        &format::count(lang, first),
        &format::count(lang, last),
        &format::count(lang, position.total),
    );
    (pages > 1).then(|| {
        view! {
            <nav class="pagination" aria-label=words::pages(lang)>
                <p>{range}</p>
                {previous.map(|href| view! { <a rel="prev" href=href>{words::page_previous(lang)}</a> })}
                {next.map(|href| view! { <a rel="next" href=href>{words::page_next(lang)}</a> })}
            </nav>
        }
    })
}
