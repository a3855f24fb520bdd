//! The WASM module that runs the islands and makes the envelopes. Each island of a page names one
//! export of this file in its `data-component`; `loader.js` calls it with the island's element.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]

mod random;
mod sealer;

use app::islands::survey;
use contract::locale::Lang;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

/// The survey, see [`survey::EXPORT`]. It speaks the language of the page.
#[wasm_bindgen(js_name = survey)]
pub fn start_survey(island: Element) {
    let page = island
        .owner_document()
        .and_then(|page| page.document_element());
    let tag = page
        .and_then(|page| page.get_attribute("lang"))
        .unwrap_or_default();
    survey::seal::set(Box::new(sealer::BallotSealer));
    survey::start(island, Lang::from_tag(&tag).unwrap_or_default());
}
