//! A card: one matter, with its heading.

use leptos::prelude::*;

/// How much weight a card has on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CardKind {
    /// One among others.
    #[default]
    Plain,
    /// What matters most: marked at its edge, larger text.
    First,
    /// A quiet panel.
    Quiet,
}

/// A section with its heading. `id` names the heading, for links to it.
#[component]
pub fn Card(
    #[prop(into)] id: String,
    #[prop(into)] title: String,
    /// A sentence below the title.
    #[prop(optional, into)]
    lead: Option<String>,
    #[prop(optional)] kind: CardKind,
    children: Children,
) -> impl IntoView {
    let class = match kind {
        CardKind::Plain => "card",
        CardKind::First => "card card-first",
        CardKind::Quiet => "card card-quiet",
    };
    let labelled_by = id.clone();
    view! {
        <section class=class aria-labelledby=labelled_by>
            <h2 id=id>{title}</h2>
            {lead.map(|lead| view! { <p class="card-lead-text">{lead}</p> })}
            {children()}
        </section>
    }
}
