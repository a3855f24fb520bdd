//! Questions answered by one choice: native radio buttons as cards, nothing chosen beforehand, and
//! a chosen answer can be taken back.

use std::rc::Rc;

use contract::ballots::Answers;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use crate::islands::survey::browser::dom::{El, button, el, text_el};
use crate::islands::survey::browser::page;
use crate::islands::survey::desk::Desk;
use crate::words::survey as words;

/// One of the choices: its value, what is read, and whether it is no point of the scale and stands
/// apart.
pub(super) struct Choice {
    pub value: i8,
    pub label: String,
    pub apart: bool,
}

/// A question with one answer.
pub(super) struct Question {
    /// Its id on the page.
    pub id: String,
    /// What is asked.
    pub legend: String,
    /// What can be answered.
    pub choices: Vec<Choice>,
    /// Reads the answer; `None` while it is blank.
    pub chosen: Box<Reads>,
    /// Writes the answer; `None` clears it.
    pub choose: Box<Writes>,
}

impl Question {
    fn is(&self, desk: Desk, value: Option<i8>) -> bool {
        desk.answers.with(|answers| (self.chosen)(answers) == value)
    }

    fn set(&self, desk: Desk, value: Option<i8>) {
        desk.change(|answers| (self.choose)(answers, value));
    }
}

/// The question on the page. The digits choose by place while it has the focus.
pub(super) fn question(desk: Desk, question: Question) -> El {
    let question = Rc::new(question);
    let cards = question
        .choices
        .iter()
        .map(|choice| card(desk, &question, choice));
    let on_key = Rc::clone(&question);
    let (clear, idle) = (Rc::clone(&question), Rc::clone(&question));
    el("fieldset", "survey-question")
        .id(&question.id)
        .on("keydown", move |event| by_digit(desk, &on_key, &event))
        .with(text_el("legend", "", &question.legend))
        .with(el("div", "choice-list").with_all(cards))
        .with(
            button(
                "button-link survey-clear",
                words::clear(desk.lang),
                move || {
                    clear.set(desk, None);
                    page::focus_first_input(&clear.id);
                },
            )
            .live_flag("data-idle", move || idle.is(desk, None)),
        )
}

fn card(desk: Desk, question: &Rc<Question>, choice: &Choice) -> El {
    let value = choice.value;
    let (chosen, choose) = (Rc::clone(question), Rc::clone(question));
    let class = if choice.apart {
        "choice-card choice-card-apart"
    } else {
        "choice-card"
    };
    let input = el("input", "")
        .attr("type", "radio")
        .attr("name", &question.id)
        .attr("value", &value.to_string())
        .live_checked(move || chosen.is(desk, Some(value)))
        .on("change", move |_| choose.set(desk, Some(value)));
    el("label", class)
        .with(input)
        .with(text_el("span", "choice-text", &choice.label))
}

fn by_digit(desk: Desk, question: &Question, event: &Event) {
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
        return;
    };
    if key.ctrl_key() || key.alt_key() || key.meta_key() {
        return;
    }
    let place = key
        .key()
        .parse::<usize>()
        .ok()
        .and_then(|digit| digit.checked_sub(1));
    if let Some(choice) = place.and_then(|place| question.choices.get(place)) {
        question.set(desk, Some(choice.value));
        event.prevent_default();
    }
}

/// Reads the answer to one question.
pub type Reads = dyn Fn(&Answers) -> Option<i8>;
/// Writes the answer to one question.
pub type Writes = dyn Fn(&mut Answers, Option<i8>);
