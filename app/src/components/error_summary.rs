//! What is wrong with a form, at its top, with links to the fields.

use contract::locale::Lang;
use leptos::prelude::*;

use super::field::Faults;
use crate::words::common as words;

/// The summary; nothing when nothing is wrong. `label` names a field by the `name` of its input.
/// It takes focus when the page opens, so that it is read first.
#[component]
pub fn ErrorSummary(lang: Lang, faults: Faults, label: impl Fn(&str) -> String) -> impl IntoView {
    let entries: Vec<(String, String)> = faults
        .iter()
        .map(|(name, text)| (format!("#{name}"), format!("{}: {text}", label(name))))
        .collect();
    (!faults.is_empty()).then(|| {
        view! {
            <div class="error-summary" role="alert" tabindex="-1" autofocus aria-labelledby="error-summary-title">
                <h2 id="error-summary-title">{words::error_summary(lang)}</h2>
                <ul>
                    {entries.into_iter().map(|(href, text)| {
                        view! { <li><a href=href>{text}</a></li> }
                    }).collect_view()}
                </ul>
            </div>
        }
    })
}
