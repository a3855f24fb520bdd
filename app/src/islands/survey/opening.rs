//! What stands on the page until the island runs: the server renders it, the island takes it over.
//! There is nothing to fill in yet, and beside it the other way.

use contract::locale::Lang;
use leptos::prelude::*;

use crate::words::survey as words;

/// The address of the plain form.
pub const PLAIN_FORM: &str = "/confidential";

/// The page before it runs.
pub fn opening(lang: Lang) -> impl IntoView {
    view! {
        <h1>{words::opening_title(lang)}</h1>
        <p>{words::opening(lang)}</p>
        <div class="notice notice-quiet">
            <p>{words::plain_form_instead(lang)}</p>
            <p><a href=PLAIN_FORM>{words::open_plain_form(lang)}</a></p>
        </div>
    }
}
