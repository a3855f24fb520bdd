//! The open prompts, with a counter, and a reminder where a text could tell who wrote it.

use std::rc::Rc;

use contract::ballots::COMMENT_LIMIT_CHARS;
use contract::instruments::Prompt;
use contract::locale::Lang;
use leptos::prelude::*;

use super::frame::{Progress, next, promise, top};
use super::{Subject, part_title};
use crate::format::count;
use crate::islands::survey::answers::shorten;
use crate::islands::survey::browser::dom::{El, el, p, text_el};
use crate::islands::survey::hints::{Hint, hints};
use crate::words::survey as words;

pub(super) fn prompts(subject: &Rc<Subject>, part: usize) -> Vec<El> {
    let lang = subject.desk.lang;
    let title = part_title(lang, subject.instrument(), part);
    let mut page = top(subject, Progress::Part(part), &title);
    page.push(p("", words::prompts_note(lang)));
    for (at, prompt) in subject.instrument().prompts.iter().enumerate() {
        page.push(field(subject, prompt, at));
    }
    page.extend(next(subject, words::next(lang)));
    page.push(promise(subject));
    page
}

/// A prompt, in the words that fit this rater.
pub(super) fn wording(subject: &Subject, prompt: &Prompt) -> String {
    subject.fill_either(&prompt.question, &prompt.self_question)
}

fn field(subject: &Rc<Subject>, prompt: &Prompt, at: usize) -> El {
    let desk = subject.desk;
    let lang = desk.lang;
    let id = ["prompt-", &prompt.id].concat();
    let count_id = [&id, "-count"].concat();
    let text = move || {
        let comment = desk
            .answers
            .with(|answers| answers.comments.get(at).cloned());
        comment.unwrap_or_default()
    };
    let most = count(lang, COMMENT_LIMIT_CHARS as u64);
    let names = Rc::clone(subject);
    let remind = move |text: &str| reminder(lang, &hints(text, &names.task().full_name));
    let text_now = untrack(text);
    // It changes only with its words, or it would be read out at every letter.
    let shown = RwSignal::new(remind(&text_now));
    let input = text_el("textarea", "input", &text_now)
        .id(&id)
        .attr("rows", "4")
        .attr("maxlength", &COMMENT_LIMIT_CHARS.to_string())
        .attr("aria-describedby", &count_id)
        .on("input", move |event| {
            let mut text = event_target_value(&event);
            shorten(&mut text);
            let reminder = remind(&text);
            if shown.with_untracked(|before| *before != reminder) {
                shown.set(reminder);
            }
            desk.change(|answers| answers.comments[at] = text);
        });
    let counter = el("p", "survey-count").id(&count_id).live_text(move || {
        words::letters_of(lang, &count(lang, text().chars().count() as u64), &most)
    });
    let reminder = el("div", "").attr("role", "status").live(move || {
        let hint = shown.get();
        if hint.is_empty() {
            return Vec::new();
        }
        vec![p("notice notice-caution survey-hint", &hint)]
    });
    el("div", "field survey-prompt")
        .with(text_el("label", "field-label", &wording(subject, prompt)).attr("for", &id))
        .with(input)
        .with(counter)
        .with(reminder)
}

fn reminder(lang: Lang, found: &[Hint]) -> String {
    let things: Vec<&str> = found
        .iter()
        .map(|hint| match hint {
            Hint::Number => words::hint_number(lang),
            Hint::Email => words::hint_email(lang),
            Hint::Name => words::hint_name(lang),
        })
        .collect();
    if things.is_empty() {
        return String::new();
    }
    words::hint(lang, &things.join(", "))
}
