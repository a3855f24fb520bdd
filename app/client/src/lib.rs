//! The WASM module that hydrates the islands and makes the envelopes.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]

// The islands live in `app`; naming it links their exports in.
use app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by the page, before its islands are brought to life.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
