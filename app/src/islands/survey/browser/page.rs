//! Small movements on the page: where the eye and the screen reader go next.

use leptos::prelude::{document, request_animation_frame, window};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The heading of every screen, which takes the focus when the screen appears.
pub const TITLE_ID: &str = "survey-title";

/// After the next drawing: to the top of a new screen.
pub fn show_from_the_top(title: String) {
    document().set_title(&title);
    request_animation_frame(|| {
        window().scroll_to_with_x_and_y(0.0, 0.0);
        focus(TITLE_ID);
    });
}

/// After the next drawing: to the question with this id, at its first input.
pub fn show_question(id: String, title: String) {
    document().set_title(&title);
    request_animation_frame(move || {
        if let Some(question) = document().get_element_by_id(&id) {
            question.scroll_into_view();
        }
        focus_first_input(&id);
    });
}

/// To the first input of the question with this id.
pub fn focus_first_input(id: &str) {
    if let Some(question) = document().get_element_by_id(id)
        && let Ok(Some(input)) = question.query_selector("input")
        && let Ok(input) = input.dyn_into::<HtmlElement>()
    {
        let _ = input.focus();
    }
}

fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id)
        && let Ok(element) = element.dyn_into::<HtmlElement>()
    {
        let _ = element.focus();
    }
}
