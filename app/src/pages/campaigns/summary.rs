//! What a draft or a protocol decides, as terms and values.

use contract::campaigns::{MergeStep, Purpose, Weights};
use contract::drafts::MergeChoice;
use contract::locale::Lang;
use leptos::prelude::*;

use crate::components::definition_list::DefinitionList;
use crate::words::campaigns as words;

/// The decisions. What is `None` is not decided yet.
#[derive(Debug, Clone)]
pub(super) struct Decisions {
    pub purpose: Option<Purpose>,
    pub instrument: Option<String>,
    pub weights: Option<Weights>,
    pub k: u16,
    pub k_text: u16,
    pub merge_path: Option<Vec<MergeStep>>,
    /// Further terms at the end.
    pub more: Vec<(String, String)>,
}

/// The list of them.
pub(super) fn list(lang: Lang, decisions: Decisions) -> impl IntoView {
    let open = || words::not_decided(lang).to_owned();
    let weights = decisions.weights.map_or_else(open, |weights| {
        let percent = |permille| words::percent(lang, permille);
        words::weights_line(
            lang,
            &percent(weights.superior_permille),
            &percent(weights.peer_permille),
            &percent(weights.subordinate_permille),
        )
    });
    let merge = decisions
        .merge_path
        .map_or_else(open, |path| match MergeChoice::of(&path) {
            Some(choice) => words::merge(lang, choice).to_owned(),
            None => words::merge_imported(lang).to_owned(),
        });
    let k = format!(
        "{}; {}",
        words::k_line(lang, decisions.k),
        words::k_text_line(lang, decisions.k_text)
    );
    let mut terms = vec![
        (
            words::column_purpose(lang).to_owned(),
            decisions
                .purpose
                .map_or_else(open, |purpose| words::purpose(lang, purpose).to_owned()),
        ),
        (
            words::field_instrument(lang).to_owned(),
            decisions.instrument.unwrap_or_else(open),
        ),
        (words::section_weights(lang).to_owned(), weights),
        (words::field_k(lang).to_owned(), k),
        (words::field_merge(lang).to_owned(), merge),
    ];
    terms.extend(decisions.more);
    let entries = terms
        .into_iter()
        .map(|(term, value)| (term, value.into_any()))
        .collect();
    view! { <DefinitionList entries=entries /> }
}
