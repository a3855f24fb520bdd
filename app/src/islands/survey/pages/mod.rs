//! The screens. Each is a function from the desk to elements; the desk decides everything else.

mod choices;
mod erase;
mod frame;
mod item;
mod prompts;
mod receipt;
mod review;
mod section;
mod start;
mod tasks;
mod trouble;

use std::rc::Rc;
use std::sync::Arc;

use contract::instruments::{Instrument, Wording};
use contract::invitations::{Task, TaskList};
use contract::locale::{Lang, Localized};
use contract::raters::Relation;
use leptos::prelude::*;

use super::browser::dom::{El, el, link, p, text_el};
use super::desk::{Desk, Phase};
use super::opening::PLAIN_FORM;
use super::parts::{Part, competency_of, parts};
use super::screen::Screen;
use crate::words::{common, survey as words};

/// Everything that a page about one task needs.
struct Subject {
    desk: Desk,
    list: Arc<TaskList>,
    at: usize,
}

impl Subject {
    fn task(&self) -> &Task {
        &self.list.tasks[self.at]
    }

    fn instrument(&self) -> &Instrument {
        &self.list.instrument
    }

    fn is_self(&self) -> bool {
        self.task().relation == Relation::Oneself
    }

    /// A wording of the instrument, with whom it is about.
    fn fill(&self, text: &Localized) -> String {
        let task = self.task();
        Wording {
            name: &task.name,
            full_name: &task.full_name,
            post: &task.post,
            lang: self.desk.lang,
        }
        .fill(text)
    }

    /// One of two wordings: about somebody else, or about oneself.
    fn fill_either(&self, other: &Localized, oneself: &Localized) -> String {
        self.fill(if self.is_self() { oneself } else { other })
    }
}

/// What the island shows.
pub fn survey(desk: Desk) -> Vec<El> {
    match desk.phase.get() {
        Phase::Opening => opening(desk.lang),
        Phase::Failed(trouble) => trouble::whole_page(desk, &trouble),
        Phase::Erased { signed_out } => erase::erased(desk.lang, signed_out),
        Phase::Ready(list) => {
            let screen = desk.screen.get();
            // A page follows changes by itself, where it says so.
            untrack(|| page(desk, list, screen))
        }
    }
}

/// The same as the server's, see [`super::opening`], so that nothing jumps.
fn opening(lang: Lang) -> Vec<El> {
    let way = link("", PLAIN_FORM, words::open_plain_form(lang));
    vec![
        text_el("h1", "", words::opening_title(lang)),
        p("", words::opening(lang)),
        el("div", "notice notice-quiet")
            .with(p("", words::plain_form_instead(lang)))
            .with(el("p", "").with(way)),
    ]
}

fn page(desk: Desk, list: Arc<TaskList>, screen: Screen) -> Vec<El> {
    let protocol = frame::protocol(desk.lang, &list);
    let mut page = match (screen, screen.task()) {
        (_, Some(at)) => page_of_task(desk, list, at, screen),
        (Screen::Erase, None) => erase::erase(desk, &list),
        // It has the hash in its own foot.
        (_, None) => return tasks::tasks(desk, &list),
    };
    page.push(protocol);
    page
}

fn page_of_task(desk: Desk, list: Arc<TaskList>, at: usize, screen: Screen) -> Vec<El> {
    let subject = Rc::new(Subject { desk, list, at });
    match screen {
        Screen::Start(_) => start::start(&subject),
        Screen::Receipt(_) => receipt::receipt(&subject),
        Screen::Part(_, part) => match parts(subject.instrument()).get(part) {
            Some(Part::Items(items)) => section::section(&subject, part, items.clone()),
            Some(Part::Choices) => choices::choices(&subject, part),
            Some(Part::Prompts) => prompts::prompts(&subject, part),
            None => review::review(&subject),
        },
        _ => review::review(&subject),
    }
}

/// The title of the browser's window on a screen.
pub fn title(desk: Desk, screen: Screen) -> String {
    let lang = desk.lang;
    let list = desk.list();
    let text = match (screen, list.as_deref()) {
        (Screen::Tasks, Some(list)) => list.campaign.title.get(lang).to_owned(),
        (Screen::Part(_, at), Some(list)) => part_title(lang, &list.instrument, at),
        (Screen::Start(_), _) => words::start_title(lang).to_owned(),
        (Screen::Review(_), _) => words::review_title(lang).to_owned(),
        (Screen::Receipt(_), _) => words::receipt_title(lang).to_owned(),
        (Screen::Erase, _) => words::erase_title(lang).to_owned(),
        (Screen::Tasks | Screen::Part(..), None) => words::page_title(lang).to_owned(),
    };
    [&text, " · ", common::product(lang)].concat()
}

/// What a part is called.
fn part_title(lang: Lang, instrument: &Instrument, at: usize) -> String {
    match parts(instrument).get(at) {
        Some(Part::Items(items)) => competency_of(instrument, items)
            .map_or_else(
                || words::questions_title(lang),
                |named| named.title.get(lang),
            )
            .to_owned(),
        Some(Part::Choices) => words::choices_title(lang).to_owned(),
        Some(Part::Prompts) => words::prompts_title(lang).to_owned(),
        None => String::new(),
    }
}
