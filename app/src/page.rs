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
    /// Path and query of the page, for the language switch. Empty: the page has no address of its
    /// own and brings its own switch.
    pub path: String,
    /// Who is signed in.
    pub viewer: Option<Viewer>,
    /// Name of the organisation, as set up; empty before.
    pub organisation: String,
    /// Whether everybody and everything here was made up for the demo. Every page then says so.
    pub fictitious: bool,
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
    format!("<!DOCTYPE html>{}", without_markers(&html))
}

/// Takes out the renderer's markers (`<!>`, which is no valid HTML). They tell the client where texts
/// meet, and it looks for them in islands only: there they become the comments that a browser reads
/// them as.
#[cfg(feature = "ssr")]
fn without_markers(html: &str) -> String {
    let mut clean = String::with_capacity(html.len());
    let mut islands = 0_usize;
    for part in html.split_inclusive("<!>") {
        let (text, marked) = match part.strip_suffix("<!>") {
            Some(text) => (text, true),
            None => (part, false),
        };
        clean.push_str(text);
        islands += text.matches("<leptos-island").count();
        islands = islands.saturating_sub(text.matches("</leptos-island>").count());
        if marked && islands > 0 {
            clean.push_str("<!---->");
        }
    }
    clean
}

/// Percent-encodes what would end or split a query value.
pub fn encode_query_value(text: &str) -> String {
    percent_encode(text, b"/-_.")
}

/// Percent-encodes what would end or split one segment of a path, such as a staff code.
pub fn encode_path_segment(text: &str) -> String {
    percent_encode(text, b"-_.")
}

fn percent_encode(text: &str, kept: &[u8]) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn markers_go_from_pages_and_become_comments_in_islands() {
        let html = "<p>a<!>b<!></p><leptos-island>c<!>d</leptos-island><p>e<!></p>";
        assert_eq!(
            without_markers(html),
            "<p>ab</p><leptos-island>c<!---->d</leptos-island><p>e</p>"
        );
    }

    #[test]
    fn an_address_keeps_what_a_path_may_hold() {
        assert_eq!(encode_query_value("/a b&c=ễ"), "/a%20b%26c%3D%E1%BB%85");
        assert_eq!(encode_path_segment("CB/12"), "CB%2F12");
    }
}
