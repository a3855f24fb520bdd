//! The review: what has no answer, with a way back to it, and all that was answered.

use contract::ballots::{Answers, ItemAnswer};
use leptos::prelude::*;

use super::choices::{IMPROVE_FIRST_ID, STRONGEST_ID};
use super::frame::{Progress, promise, top};
use super::section::{cannot_judge, question_id, stem};
use super::start::FAMILIARITY_ID;
use super::{Subject, choices, part_title, prompts, trouble};
use crate::islands::survey::answers::{Gap, gaps, is_empty};
use crate::islands::survey::browser::dom::{El, button, el, p, text_el};
use crate::islands::survey::parts::{Part, asks_familiarity, parts};
use crate::islands::survey::screen::Screen;
use crate::words::survey as words;

/// A question and what was answered, if anything.
type Entry = (String, Option<String>);

pub(super) fn review(subject: &Subject) -> Vec<El> {
    let desk = subject.desk;
    let lang = desk.lang;
    let at = subject.at;
    let answers = desk.answers.get_untracked();
    let mut page = top(subject, Progress::Review, words::review_title(lang));
    page.push(unanswered(subject, &answers));
    page.extend(summary(subject, &answers));
    page.push(p("", words::what_sending_does(lang)));
    page.push(trouble::of_last_step(desk));
    page.push(
        button("button survey-next", "", move || desk.send(at))
            .live_flag("disabled", move || desk.is_busy())
            .live_text(move || {
                let label = match (desk.is_busy(), desk.trouble().is_some()) {
                    (true, _) => words::sending(lang),
                    (false, true) => words::send_again(lang),
                    (false, false) => words::send(lang),
                };
                label.to_owned()
            }),
    );
    page.push(promise(subject));
    page
}

fn unanswered(subject: &Subject, answers: &Answers) -> El {
    let lang = subject.desk.lang;
    if is_empty(answers) {
        return p(
            "notice notice-caution survey-notice",
            words::nothing_answered(lang),
        );
    }
    let gaps = gaps(subject.instrument(), subject.task().relation, answers);
    if gaps.is_empty() {
        return p("notice notice-done survey-notice", words::no_gaps(lang));
    }
    let title = words::gaps_title(lang, gaps.len());
    el("div", "notice notice-caution survey-notice")
        .with(p("notice-title", &title))
        .with(p("", words::gaps_are_fine(lang)))
        .with(el("ul", "survey-gaps").with_all(gaps.into_iter().map(|gap| link_to(subject, gap))))
}

/// A way back to a question without an answer.
fn link_to(subject: &Subject, gap: Gap) -> El {
    let desk = subject.desk;
    let instrument = subject.instrument();
    let screen = match gap.part(instrument) {
        Some(part) => Screen::Part(subject.at, part),
        None => Screen::Start(subject.at),
    };
    let (id, text) = match (gap, &instrument.forced_choice, &instrument.familiarity) {
        (Gap::Item(item), _, _) => (question_id(item), stem(subject, item)),
        (Gap::Familiarity, _, Some(asked)) => {
            (FAMILIARITY_ID.to_owned(), subject.fill(&asked.question))
        }
        (Gap::Strongest, Some(asked), _) => (
            STRONGEST_ID.to_owned(),
            choices::wording(subject, &asked.strongest),
        ),
        (Gap::ImproveFirst, Some(asked), _) => (
            IMPROVE_FIRST_ID.to_owned(),
            choices::wording(subject, &asked.improve_first),
        ),
        // A gap in what is not asked does not exist.
        _ => (String::new(), String::new()),
    };
    let link = button("button-link", &text, move || {
        desk.go_to_question(screen, id.clone())
    });
    el("li", "").with(link)
}

/// Everything that was answered, part by part.
fn summary(subject: &Subject, answers: &Answers) -> Vec<El> {
    let lang = subject.desk.lang;
    let at = subject.at;
    let instrument = subject.instrument();
    let mut blocks = Vec::new();
    if let Some(asked) = &instrument.familiarity
        && asks_familiarity(instrument, subject.task().relation)
    {
        let level = answers
            .familiarity
            .and_then(|level| asked.levels.get(usize::from(level)));
        let answer = level.map(|level| subject.fill(&level.label));
        let entries = vec![(subject.fill(&asked.question), answer)];
        blocks.push(block(
            subject,
            words::familiarity_title(lang),
            Screen::Start(at),
            entries,
        ));
    }
    for (place, part) in parts(instrument).into_iter().enumerate() {
        let mut entries: Vec<Entry> = Vec::new();
        match part {
            Part::Items(items) => {
                for item in items {
                    entries.push((stem(subject, item), item_answer(subject, item, answers)));
                }
            }
            Part::Choices => choice_entries(subject, answers, &mut entries),
            Part::Prompts => {
                for (prompt, text) in instrument.prompts.iter().zip(&answers.comments) {
                    let text = text.trim();
                    let answer = (!text.is_empty()).then(|| text.to_owned());
                    entries.push((prompts::wording(subject, prompt), answer));
                }
            }
        }
        let title = part_title(lang, instrument, place);
        blocks.push(block(subject, &title, Screen::Part(at, place), entries));
    }
    blocks
}

fn item_answer(subject: &Subject, item: usize, answers: &Answers) -> Option<String> {
    match answers.items.get(item)? {
        ItemAnswer::Blank => None,
        ItemAnswer::CannotJudge => Some(cannot_judge(subject)),
        ItemAnswer::Level(level) => {
            let place = level.checked_sub(subject.instrument().scale.min)?;
            let anchor = subject.instrument().items[item]
                .anchors
                .get(usize::from(place))?;
            Some(subject.fill(anchor))
        }
    }
}

fn choice_entries(subject: &Subject, answers: &Answers, entries: &mut Vec<Entry>) {
    let Some(asked) = &subject.instrument().forced_choice else {
        return;
    };
    let title = |index: &u8| {
        let competency = subject.instrument().competencies.get(usize::from(*index))?;
        Some(competency.title.get(subject.desk.lang))
    };
    let strongest: Vec<&str> = answers.strongest.iter().filter_map(title).collect();
    let strongest = (!strongest.is_empty()).then(|| strongest.join("; "));
    let improve_first = answers
        .improve_first
        .as_ref()
        .and_then(title)
        .map(str::to_owned);
    entries.push((choices::wording(subject, &asked.strongest), strongest));
    entries.push((
        choices::wording(subject, &asked.improve_first),
        improve_first,
    ));
}

fn block(subject: &Subject, title: &str, screen: Screen, entries: Vec<Entry>) -> El {
    let desk = subject.desk;
    let lang = desk.lang;
    let edit = button("button-link", words::edit(lang), move || desk.go(screen))
        .attr("aria-label", &words::edit_part(lang, title));
    let mut list = el("dl", "");
    for (question, answer) in entries {
        let answer = match answer {
            Some(answer) => text_el("dd", "", &answer),
            None => text_el("dd", "muted", words::not_answered(lang)),
        };
        list = list.with(
            el("div", "")
                .with(text_el("dt", "", &question))
                .with(answer),
        );
    }
    el("section", "card survey-review")
        .with(
            el("div", "survey-task-head")
                .with(text_el("h2", "", title))
                .with(edit),
        )
        .with(list)
}
