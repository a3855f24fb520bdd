//! A notice: something to know before going on.

use leptos::prelude::*;

/// What a notice says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NoticeKind {
    /// Good to know.
    #[default]
    Info,
    /// Small print that is always there, such as the promise of confidentiality.
    Quiet,
    /// Think before going on.
    Caution,
    /// Something cannot be undone, or went wrong.
    Danger,
    /// Something is done.
    Done,
}

/// A notice. One that appears in answer to what the person did is a status, and is read out.
#[component]
pub fn Notice(
    #[prop(optional)] kind: NoticeKind,
    #[prop(optional, into)] title: Option<String>,
    children: Children,
) -> impl IntoView {
    let class = match kind {
        NoticeKind::Info => "notice",
        NoticeKind::Quiet => "notice notice-quiet",
        NoticeKind::Caution => "notice notice-caution",
        NoticeKind::Danger => "notice notice-danger",
        NoticeKind::Done => "notice notice-done",
    };
    view! {
        <div class=class role=(kind == NoticeKind::Done).then_some("status")>
            {title.map(|title| view! { <p class="notice-title">{title}</p> })}
            {children()}
        </div>
    }
}
