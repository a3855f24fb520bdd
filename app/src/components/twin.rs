//! The table twin of a chart: the same figures as text, folded away. It needs no script.

use contract::locale::Lang;
use leptos::prelude::*;

use super::table::Table;
use crate::words::common as words;

/// A folded table. The caption tells it apart from the twins of other charts.
#[component]
pub fn Twin(
    lang: Lang,
    #[prop(into)] id: String,
    #[prop(into)] caption: String,
    /// Why some of its cells are empty.
    #[prop(optional_no_strip)]
    notes: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    let which = format!(": {caption}");
    view! {
        <details class="twin">
            <summary>
                <span>{words::as_a_table(lang)}<span class="visually-hidden">{which}</span></span>
            </summary>
            <Table id=id caption=caption>{children()}</Table>
            {notes}
        </details>
    }
}
