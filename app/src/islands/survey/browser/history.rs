//! The browser's history: each screen is an entry, so that Back and Forward work, and the address
//! stays that of the page.

use leptos::prelude::window;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::PopStateEvent;

use crate::islands::survey::screen::Screen;

/// Takes what stands behind `#` out of the address, so that no bookmark, screenshot or later look
/// at the history shows it.
pub fn take_fragment() -> Option<String> {
    let location = window().location();
    let fragment = location.hash().ok()?;
    let code = fragment.trim_start_matches('#').trim().to_owned();
    if fragment.is_empty() {
        return None;
    }
    let address = location.pathname().ok()? + &location.search().ok()?;
    let history = window().history().ok()?;
    let _ = history.replace_state_with_url(&history.state().ok()?, "", Some(&address));
    (!code.is_empty()).then_some(code)
}

/// A new entry for this screen, which was reached from `from`.
pub fn push(screen: Screen, from: Screen) {
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&entry(screen, Some(from)), "", None);
    }
}

/// The current entry becomes that of this screen.
pub fn replace(screen: Screen) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&entry(screen, None), "", None);
    }
}

/// The screen of the current entry.
pub fn current() -> Option<Screen> {
    read(&window().history().ok()?.state().ok()?).0
}

/// Goes back by one entry, if that one is `target`; `false` when it is not.
pub fn back_to(target: Screen) -> bool {
    let Ok(history) = window().history() else {
        return false;
    };
    let from = history.state().ok().and_then(|state| read(&state).1);
    from == Some(target) && history.back().is_ok()
}

/// Calls `arrived` whenever the browser's own Back or Forward has led to an entry of ours. A link of
/// an invitation that is opened in this very tab changes what stands behind `#` and loads nothing;
/// the page then begins anew with it.
pub fn on_travel(arrived: impl Fn(Screen) + 'static) {
    let listener = Closure::<dyn Fn(PopStateEvent)>::new(move |event: PopStateEvent| {
        if let (Some(screen), _) = read(&event.state()) {
            arrived(screen);
        } else if window()
            .location()
            .hash()
            .is_ok_and(|code| !code.is_empty())
        {
            let _ = window().location().reload();
        }
    });
    window().set_onpopstate(Some(listener.as_ref().unchecked_ref()));
    // The page lives as long as its listener.
    listener.forget();
}

/// An entry is the screen, and the one it was reached from, with a space between them.
fn entry(screen: Screen, from: Option<Screen>) -> JsValue {
    let mut text = screen.token();
    if let Some(from) = from {
        text.push(' ');
        text.push_str(&from.token());
    }
    JsValue::from(text)
}

fn read(state: &JsValue) -> (Option<Screen>, Option<Screen>) {
    let text = state.as_string().unwrap_or_default();
    let mut words = text.split(' ').map(Screen::parse);
    (words.next().flatten(), words.next().flatten())
}
