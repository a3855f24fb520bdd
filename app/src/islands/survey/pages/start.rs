//! The start page of a subject: how to answer, what is promised, and how well the rater knows him.
//! Who knows him little is offered a way out without blame.

use std::rc::Rc;

use contract::instruments::Familiarity;
use leptos::prelude::*;

use super::Subject;
use super::frame::{Progress, next, promise, top};
use super::item::{Choice, Question, question};
use super::trouble;
use crate::islands::survey::browser::dom::{El, button, el, p};
use crate::islands::survey::parts::asks_familiarity;
use crate::islands::survey::status::Status;
use crate::words::survey as words;

/// The id of the first question.
pub(super) const FAMILIARITY_ID: &str = "familiarity";

pub(super) fn start(subject: &Rc<Subject>) -> Vec<El> {
    let desk = subject.desk;
    let lang = desk.lang;
    let instrument = subject.instrument();
    let mut page = top(subject, Progress::None, words::start_title(lang));
    if matches!(
        desk.status(subject.task(), subject.at),
        Status::Sent | Status::Editing
    ) {
        page.push(p("notice survey-notice", words::edit_starts_empty(lang)));
    }
    let instruction = if subject.is_self() {
        &instrument.self_instruction
    } else {
        &instrument.instruction
    };
    if let Some(text) = instruction {
        page.push(p("", &subject.fill(text)));
    }
    page.push(promise(subject));
    if let Some(asked) = &instrument.familiarity
        && asks_familiarity(instrument, subject.task().relation)
    {
        page.push(familiarity(subject, asked));
        page.push(way_out(subject));
    }
    page.push(trouble::of_last_step(desk));
    page.extend(next(subject, words::begin(lang)));
    page
}

fn familiarity(subject: &Subject, asked: &Familiarity) -> El {
    let choices = asked
        .levels
        .iter()
        .zip(0..)
        .map(|(level, value)| Choice {
            value,
            label: subject.fill(&level.label),
            apart: false,
        })
        .collect();
    let asked = Question {
        id: FAMILIARITY_ID.to_owned(),
        legend: subject.fill(&asked.question),
        choices,
        chosen: Box::new(|answers| answers.familiarity.and_then(|level| level.try_into().ok())),
        choose: Box::new(|answers, value| {
            answers.familiarity = value.and_then(|value| value.try_into().ok());
        }),
    };
    question(subject.desk, asked)
}

/// What is offered to whom, by the level that was chosen.
fn way_out(subject: &Rc<Subject>) -> El {
    let subject = Rc::clone(subject);
    el("div", "").attr("role", "status").live(move || {
        let desk = subject.desk;
        let chosen = desk.answers.with(|answers| answers.familiarity);
        let asked = subject.instrument().familiarity.as_ref();
        let level = chosen
            .zip(asked)
            .and_then(|(at, asked)| asked.levels.get(usize::from(at)));
        let Some(text) = level.and_then(|level| level.way_out.as_ref()) else {
            return Vec::new();
        };
        let at = subject.at;
        let stop = button("button-secondary", words::stop_here(desk.lang), move || {
            desk.stop(at)
        });
        vec![
            el("div", "notice survey-notice")
                .with(p("", &subject.fill(text)))
                .with(stop),
        ]
    })
}
