//! The heading of a page: the way back, where we are, the title, what it is about.

use leptos::prelude::*;

/// The heading.
#[component]
pub fn PageHeading(
    #[prop(into)] title: String,
    /// Where we are, above the title; parts are set apart by dots.
    #[prop(optional)]
    kicker: Vec<String>,
    /// What it is about, below the title.
    #[prop(optional, into)]
    subtitle: Option<String>,
    /// Address and words of the way back.
    #[prop(optional_no_strip)]
    back: Option<(String, String)>,
) -> impl IntoView {
    view! {
        {back.map(|(href, label)| view! { <a class="back-link" href=href>{label}</a> })}
        <div class="page-heading">
            {(!kicker.is_empty()).then(|| view! { <p class="page-kicker">{kicker.join(" · ")}</p> })}
            <h1>{title}</h1>
            {subtitle.map(|subtitle| view! { <p class="page-subtitle">{subtitle}</p> })}
        </div>
    }
}
