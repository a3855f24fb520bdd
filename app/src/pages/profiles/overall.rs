//! The overall figure of a profile: under purpose *reference* only, with its interval, its
//! reliability, and what it is for. Under *development* the view holds none.

use contract::locale::Lang;
use contract::profiles::Overall;
use leptos::prelude::*;

use crate::components::figure;
use crate::format;
use crate::words::profiles as words;

/// One figure for the first card.
pub fn overall(lang: Lang, overall: &Overall) -> AnyView {
    let content = match overall.merged.get() {
        Ok(merged) => {
            let interval = merged
                .ci95
                .map(|ci| words::interval_of(lang, &format::interval(lang, ci.lo, ci.hi)));
            let reliability = merged
                .reliability
                .map(|value| words::reliability_of(lang, &format::number(lang, value, 2)));
            let sure: Vec<String> = interval.into_iter().chain(reliability).collect();
            view! {
                <p class="overall">
                    <span class="overall-label">{words::overall(lang)}</span>
                    <span class="overall-estimate">{figure::estimate(lang, merged)}</span>
                    <span class="overall-sure">{sure.join(" · ")}</span>
                </p>
            }
            .into_any()
        }
        Err(reason) => {
            let text = format!(
                "{}: {}. {}",
                words::overall(lang),
                words::not_shown(lang).to_lowercase(),
                words::withheld(lang, reason)
            );
            view! { <p>{text}</p> }.into_any()
        }
    };
    view! {
        {content}
        <p class="small muted">{words::overall_note(lang)}</p>
    }
    .into_any()
}
