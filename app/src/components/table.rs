//! A table with its caption, in a region that scrolls by itself on a narrow screen.

use leptos::prelude::*;

/// The table around `<thead>` and `<tbody>`. The region takes focus, so that the keyboard scrolls it.
#[component]
pub fn Table(
    /// Names the caption; unique on the page.
    #[prop(into)]
    id: String,
    #[prop(into)] caption: String,
    /// The caption is there for those who hear the page, since a heading above says the same.
    #[prop(optional)]
    caption_hidden: bool,
    children: Children,
) -> impl IntoView {
    let labelled_by = id.clone();
    let caption_class = caption_hidden.then_some("visually-hidden");
    view! {
        <div class="table-region" role="region" aria-labelledby=labelled_by tabindex="0">
            <table>
                <caption id=id class=caption_class><span class="caption-text">{caption}</span></caption>
                {children()}
            </table>
        </div>
    }
}
