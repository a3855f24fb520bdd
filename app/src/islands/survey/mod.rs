//! The survey: from the invitation's link to the receipt, in the browser.
//!
//! What is decided stands in pure files, tested natively: [`parts`], [`screen`], [`status`],
//! [`answers`], [`codes`], [`shelf`], [`hints`]. Behind them come `browser` (storage, history,
//! network), `desk` (the state and every step) and `pages` (the screens), which only the browser
//! has. The server renders what stands there until the island runs.

use contract::locale::Lang;
use leptos::prelude::*;
use leptos::tachys::html::islands::Island;

pub mod answers;
pub mod codes;
pub mod hints;
pub mod opening;
pub mod parts;
pub mod screen;
pub mod seal;
pub mod shelf;
pub mod status;
pub mod trouble;
pub mod wire;

// A build of the whole workspace has both features; the server's side is the one that runs then.
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
pub mod browser;
#[cfg(test)]
pub(crate) mod builders;
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
mod desk;
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
mod pages;

/// The export of the client module that brings the island to life.
pub const EXPORT: &str = "survey";

/// The survey as the server renders it: what stands there until the browser has loaded the rest.
///
/// The macro for islands would name the export by a hash that changes with the compiler, and adopt
/// the server's elements one by one; this island is named plainly and draws its screens anew.
#[component]
pub fn Survey(lang: Lang) -> impl IntoView {
    Island::new(EXPORT, opening::opening(lang).into_any())
}

/// Draws the survey in place of what the server wrote into the island's element.
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
pub fn start(island: web_sys::Element, lang: Lang) {
    // The executor is there already where another island was first.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let owner = Owner::new();
    owner.with(|| {
        let desk = desk::Desk::new(lang);
        browser::history::on_travel(move |screen| desk.arrive(screen));
        desk.open();
        browser::dom::fill(island, move || pages::survey(desk));
    });
    // It lives as long as the page.
    std::mem::forget(owner);
}
