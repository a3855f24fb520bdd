//! What this tab remembers until it is closed: whose tasks it shows, and which screen.
//! Another tab, and another person at the same computer, needs the link again.

use leptos::prelude::window;
use web_sys::Storage;

use super::storage::Blocked;
use crate::islands::survey::screen::Screen;

const RATER: &str = "toancanh.rater";
const SCREEN: &str = "toancanh.screen";

/// The server's name of the rater, if this tab has opened an invitation.
pub fn rater() -> Result<Option<String>, Blocked> {
    tab()?.get_item(RATER).map_err(|_| Blocked)
}

/// Remembers it.
pub fn remember_rater(rater: &str) -> Result<(), Blocked> {
    tab()?.set_item(RATER, rater).map_err(|_| Blocked)
}

/// The screen that was shown last, for a reload and for the switch of the language.
pub fn screen() -> Option<Screen> {
    Screen::parse(&tab().ok()?.get_item(SCREEN).ok()??)
}

/// Remembers it. Where this fails, a reload begins at the task list and loses nothing.
pub fn remember_screen(screen: Screen) {
    if let Ok(tab) = tab() {
        let _ = tab.set_item(SCREEN, &screen.token());
    }
}

/// Forgets both.
pub fn forget() {
    if let Ok(tab) = tab() {
        let _ = tab.remove_item(RATER);
        let _ = tab.remove_item(SCREEN);
    }
}

fn tab() -> Result<Storage, Blocked> {
    window().session_storage().ok().flatten().ok_or(Blocked)
}
