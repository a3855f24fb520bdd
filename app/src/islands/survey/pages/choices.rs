//! The choice that leniency cannot flatter: the strongest competencies, and the one to improve
//! first.

use contract::instruments::ChoiceQuestion;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::frame::{Progress, next, promise, top};
use super::item::{Choice, Question, question};
use super::{Subject, part_title};
use crate::islands::survey::answers::toggle_strongest;
use crate::islands::survey::browser::dom::{El, el, text_el};
use crate::words::survey as words;

/// The id of the question about the strongest competencies.
pub(super) const STRONGEST_ID: &str = "strongest";
/// The id of the question about the one to improve first.
pub(super) const IMPROVE_FIRST_ID: &str = "improve-first";

pub(super) fn choices(subject: &Subject, part: usize) -> Vec<El> {
    let lang = subject.desk.lang;
    let title = part_title(lang, subject.instrument(), part);
    let mut page = top(subject, Progress::Part(part), &title);
    if let Some(asked) = &subject.instrument().forced_choice {
        page.push(strongest(subject, &asked.strongest));
        page.push(improve_first(subject, &asked.improve_first));
    }
    page.extend(next(subject, words::next(lang)));
    page.push(promise(subject));
    page
}

/// A question about the competencies, in the words that fit this rater.
pub(super) fn wording(subject: &Subject, asked: &ChoiceQuestion) -> String {
    subject.fill_either(&asked.question, &asked.self_question)
}

fn strongest(subject: &Subject, asked: &ChoiceQuestion) -> El {
    let desk = subject.desk;
    let lang = desk.lang;
    let most = asked.count;
    // A choice beyond the last one is not taken, and the line below says how to change.
    let refused = RwSignal::new(false);
    let mut cards = el("div", "choice-list");
    for (competency, index) in subject.instrument().competencies.iter().zip(0_u8..) {
        let input = el("input", "")
            .attr("type", "checkbox")
            .live_checked(move || {
                desk.answers
                    .with(|answers| answers.strongest.contains(&index))
            })
            .on("change", move |event| {
                let mut taken = true;
                desk.change(|answers| taken = toggle_strongest(answers, index, most));
                refused.set(!taken);
                let input = event.target().and_then(|input| input.dyn_into().ok());
                if let Some(input) = input.filter(|_| !taken) {
                    // The browser has ticked it already.
                    HtmlInputElement::set_checked(&input, false);
                }
            });
        let text = text_el("span", "choice-text", competency.title.get(lang)).with(text_el(
            "span",
            "choice-hint",
            competency.about.get(lang),
        ));
        cards = cards.with(el("label", "choice-card").with(input).with(text));
    }
    let count = el("p", "survey-count")
        .attr("role", "status")
        .live_text(move || {
            if refused.get() {
                return words::strongest_full(lang, most);
            }
            words::chosen_of(
                lang,
                desk.answers.with(|answers| answers.strongest.len()),
                most,
            )
        });
    el("fieldset", "survey-question")
        .id(STRONGEST_ID)
        .with(text_el("legend", "", &wording(subject, asked)))
        .with(cards)
        .with(count)
}

fn improve_first(subject: &Subject, asked: &ChoiceQuestion) -> El {
    let lang = subject.desk.lang;
    let choices = subject
        .instrument()
        .competencies
        .iter()
        .zip(0..)
        .map(|(competency, value)| Choice {
            value,
            label: competency.title.get(lang).to_owned(),
            apart: false,
        })
        .collect();
    let asked = Question {
        id: IMPROVE_FIRST_ID.to_owned(),
        legend: wording(subject, asked),
        choices,
        chosen: Box::new(|answers| answers.improve_first.and_then(|at| at.try_into().ok())),
        choose: Box::new(|answers, value| {
            answers.improve_first = value.and_then(|value| value.try_into().ok());
        }),
    };
    question(subject.desk, asked)
}
