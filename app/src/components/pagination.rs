//! One page of a long list, and the way to the others.

use contract::locale::Lang;
use leptos::prelude::*;

use crate::format;
use crate::words::common as words;

/// Previous and next, and where we are; nothing when there is one page only. Pages count from 1.
/// `address` makes the address of a page by its number.
#[component]
pub fn Pagination(
    lang: Lang,
    page: u32,
    n_pages: u32,
    address: impl Fn(u32) -> String,
) -> impl IntoView {
    let previous = (page > 1).then(|| address(page - 1));
    let next = (page < n_pages).then(|| address(page + 1));
    let position = words::page_of(
        lang,
        &format::count(lang, page.into()),
        &format::count(lang, n_pages.into()),
    );
    (n_pages > 1).then(|| {
        view! {
            <nav class="pagination" aria-label=words::pages(lang)>
                <p>{position}</p>
                {previous.map(|href| view! { <a rel="prev" href=href>{words::page_previous(lang)}</a> })}
                {next.map(|href| view! { <a rel="next" href=href>{words::page_next(lang)}</a> })}
            </nav>
        }
    })
}
