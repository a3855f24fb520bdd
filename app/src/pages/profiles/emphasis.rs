//! Sentences with parts that stand out.

use leptos::prelude::*;

/// Text in which what stands between two pairs of asterisks is strong.
pub fn emphasised(text: &str) -> AnyView {
    text.split("**")
        .enumerate()
        .map(|(index, part)| {
            let part = part.to_owned();
            if index % 2 == 1 {
                view! { <strong>{part}</strong> }.into_any()
            } else {
                part.into_any()
            }
        })
        .collect_view()
        .into_any()
}
