//! Terms and what they hold.

use leptos::prelude::*;

/// A list of terms, each with its value.
#[component]
pub fn DefinitionList(entries: Vec<(String, AnyView)>) -> impl IntoView {
    view! {
        <dl class="definitions">
            {entries.into_iter().map(|(term, value)| view! {
                <dt>{term}</dt>
                <dd>{value}</dd>
            }).collect_view()}
        </dl>
    }
}
