//! The steps of a longer task.

use leptos::prelude::*;

/// The steps by name; those before `current` (from 0) are done.
#[component]
pub fn Steps(
    #[prop(into)] label: String,
    names: Vec<String>,
    current: usize,
    /// What a done step says to those who hear the page.
    #[prop(into)]
    done_word: String,
) -> impl IntoView {
    view! {
        <ol class="steps" aria-label=label>
            {names.into_iter().enumerate().map(|(index, name)| {
                let done = index < current;
                let done_word = done.then(|| {
                    view! { <span class="visually-hidden">{format!(" ({done_word})")}</span> }
                });
                view! {
                    <li
                        class=done.then_some("step-done")
                        aria-current=(index == current).then_some("step")
                    >
                        <span>{name}{done_word}</span>
                    </li>
                }
            }).collect_view()}
        </ol>
    }
}
