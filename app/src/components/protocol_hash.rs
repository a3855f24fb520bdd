//! Which frozen protocol a page is about, for its foot.

use contract::locale::Lang;
use leptos::prelude::*;

use crate::words::common as words;

/// The whole hash, to be compared with the one of any other page of the campaign.
#[component]
pub fn ProtocolHash(lang: Lang, #[prop(into)] hash: String) -> impl IntoView {
    view! {
        <p class="small muted">
            {words::protocol_label(lang)}": "<code>{hash}</code>
        </p>
    }
}
