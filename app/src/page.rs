//! One whole HTML document around a page: head, header, navigation, language switch, footer.

use contract::accounts::Viewer;
use contract::locale::Lang;
use leptos::prelude::*;

/// Where the files of the client bundle lie. Empty when the server was built without it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bundle {
    /// Address of the style sheet.
    pub css: Option<String>,
    /// Address of the script that loads the client and hydrates the islands.
    pub loader: Option<String>,
}

/// What every page knows about the request that asked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageContext {
    /// Language of the page.
    pub lang: Lang,
    /// Path and query of the page, for the language switch.
    pub path: String,
    /// Who is signed in.
    pub viewer: Option<Viewer>,
    /// Name of the organisation, as set up; empty before.
    pub organisation: String,
    /// The client bundle.
    pub bundle: Bundle,
}

/// How much of the frame a page gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frame {
    /// Header with navigation: staff.
    Staff,
    /// Only the name of the product and the language switch: raters.
    Rater,
    /// For paper.
    Print,
}

/// A page, ready for its frame.
pub struct Page {
    /// Title, without the name of the product.
    pub title: String,
    /// The frame.
    pub frame: Frame,
    /// Address of the section of the navigation it belongs to, e.g. `/campaigns`.
    pub section: Option<&'static str>,
    /// Whether it holds an island and so needs the client bundle.
    pub islands: bool,
    /// What stands in `<main>`.
    pub main: AnyView,
}

/// Renders a document. `page` runs inside a reactive owner, so it may build islands.
#[cfg(feature = "ssr")]
pub fn render(context: &PageContext, page: impl FnOnce(&PageContext) -> Page) -> String {
    use std::sync::Arc;

    use crate::components::layout::Layout;

    let shared = hydration_context::SsrSharedContext::new_islands();
    let owner = Owner::new_root(Some(Arc::new(shared)));
    let html = owner.with(|| {
        let page = page(context);
        view! { <Layout context=context.clone() page=page /> }.to_html()
    });
    owner.unset_with_forced_cleanup();
    format!("<!DOCTYPE html>{html}")
}
