//! A tag: the state of a thing, in one or two words.

use leptos::prelude::*;

/// How a tag is coloured. The words carry the meaning, the colour only repeats it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TagKind {
    /// Neither good nor bad.
    #[default]
    Plain,
    /// Going on now.
    Brand,
    /// Finished.
    Done,
    /// Waits for somebody.
    Caution,
    /// Went wrong.
    Danger,
}

/// A tag.
#[component]
pub fn Tag(#[prop(into)] label: String, #[prop(optional)] kind: TagKind) -> impl IntoView {
    let class = match kind {
        TagKind::Plain => "tag",
        TagKind::Brand => "tag tag-brand",
        TagKind::Done => "tag tag-done",
        TagKind::Caution => "tag tag-caution",
        TagKind::Danger => "tag tag-danger",
    };
    view! { <span class=class>{label}</span> }
}
