//! Elements, built directly and kept up to date by Leptos' signals and effects.
//!
//! Every use of `view!` has a type of its own, and each type brings its code: for the screens of the
//! survey that came to 60 KB gzipped, half of what its page may weigh. These functions are one code
//! for all screens.

use leptos::prelude::{RenderEffect, document, on_cleanup};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, UnwrapThrowExt};
use web_sys::{Element, Event, HtmlInputElement, Node};

/// An element under construction.
pub struct El(Element);

/// An element with its class; an empty class is none.
pub fn el(tag: &str, class: &str) -> El {
    let element = El(document()
        .create_element(tag)
        .expect_throw("no name of an element"));
    if class.is_empty() {
        element
    } else {
        element.attr("class", class)
    }
}

/// An element that holds a text.
pub fn text_el(tag: &str, class: &str, text: &str) -> El {
    el(tag, class).text(text)
}

/// A paragraph.
pub fn p(class: &str, text: &str) -> El {
    text_el("p", class, text)
}

/// A link.
pub fn link(class: &str, address: &str, text: &str) -> El {
    text_el("a", class, text).attr("href", address)
}

/// A button. It is of no form, so Enter sends nothing.
pub fn button(class: &str, text: &str, mut pressed: impl FnMut() + 'static) -> El {
    text_el("button", class, text)
        .attr("type", "button")
        .on("click", move |_| pressed())
}

/// Shows what `children` makes inside an element of the page, and makes it anew when a signal that
/// it read has changed.
pub fn fill(element: Element, children: impl FnMut() -> Vec<El> + 'static) {
    El(element).live(children);
}

impl El {
    /// Sets an attribute.
    pub fn attr(self, name: &str, value: &str) -> Self {
        // The names are our own constants, so this cannot fail.
        let _ = self.0.set_attribute(name, value);
        self
    }

    /// Sets the id.
    pub fn id(self, id: &str) -> Self {
        self.attr("id", id)
    }

    /// Adds a text.
    pub fn text(self, text: &str) -> Self {
        self.append(&document().create_text_node(text));
        self
    }

    /// Adds an element.
    pub fn with(self, child: Self) -> Self {
        self.append(&child.0);
        self
    }

    /// Adds elements.
    pub fn with_all(self, children: impl IntoIterator<Item = Self>) -> Self {
        for child in children {
            self.append(&child.0);
        }
        self
    }

    /// Listens to an event.
    pub fn on(self, event: &str, heard: impl FnMut(Event) + 'static) -> Self {
        self.listen(event, Box::new(heard));
        self
    }

    /// Adds a text that follows the signals it reads.
    pub fn live_text(self, mut text: impl FnMut() -> String + 'static) -> Self {
        let node = document().create_text_node("");
        self.append(&node);
        keep_up(Box::new(move || node.set_data(&text())));
        self
    }

    /// Holds elements that follow the signals they were made from, and nothing else.
    pub fn live(self, mut children: impl FnMut() -> Vec<Self> + 'static) -> Self {
        let element = self.0.clone();
        keep_up(Box::new(move || {
            element.set_text_content(None);
            for El(child) in children() {
                let _ = element.append_child(&child);
            }
        }));
        self
    }

    /// Has an attribute without a value, such as `disabled`, while `on` says so.
    pub fn live_flag(self, name: &'static str, mut on: impl FnMut() -> bool + 'static) -> Self {
        let element = self.0.clone();
        keep_up(Box::new(move || {
            let _ = element.toggle_attribute_with_force(name, on());
        }));
        self
    }

    /// Is ticked while `on` says so.
    pub fn live_checked(self, mut on: impl FnMut() -> bool + 'static) -> Self {
        let input: HtmlInputElement = self.0.clone().unchecked_into();
        keep_up(Box::new(move || input.set_checked(on())));
        self
    }

    fn append(&self, child: &Node) {
        // A new node has no place yet, so it can be put anywhere.
        let _ = self.0.append_child(child);
    }

    fn listen(&self, event: &str, heard: Box<dyn FnMut(Event)>) {
        // The browser owns the listener and frees it with the element.
        let listener = Closure::wrap(heard).into_js_value();
        let _ = self
            .0
            .add_event_listener_with_callback(event, listener.unchecked_ref());
    }
}

/// Draws now, and again when a signal that `draw` read has changed, until what holds it goes.
fn keep_up(mut draw: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_| draw());
    on_cleanup(move || drop(effect));
}
