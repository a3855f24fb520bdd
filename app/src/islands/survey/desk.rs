//! The state of the survey and everything that changes it. Pages read it and call it; they decide
//! nothing themselves.

mod opening;
mod sending;

use std::sync::Arc;

use contract::ballots::Answers;
use contract::invitations::{Task, TaskList};
use contract::locale::Lang;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::answers;
use super::browser::storage::{Blocked, Storage};
use super::browser::{clock, history, page, tab};
use super::pages::title;
use super::parts::parts;
use super::screen::Screen;
use super::shelf;
use super::status::{Kept, Status};
use super::trouble::Trouble;
use super::wire;

/// How far the page as a whole has come.
#[derive(Debug, Clone)]
pub enum Phase {
    /// The invitation is being opened.
    Opening,
    /// Nothing can be shown.
    Failed(Trouble),
    /// The tasks are here.
    Ready(Arc<TaskList>),
    /// This browser keeps nothing any more.
    Erased {
        /// Whether the session could be ended too.
        signed_out: bool,
    },
}

/// What the last change of the draft came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// Nothing was changed on this screen yet.
    Nothing,
    /// Saved at this time of day.
    At(String),
    /// The browser did not keep it.
    Failed,
}

/// The state. A handle: copies share it.
#[derive(Clone, Copy)]
pub struct Desk {
    /// Language of the page.
    pub lang: Lang,
    /// How far the page has come.
    pub phase: RwSignal<Phase>,
    /// What is shown once the tasks are here.
    pub screen: RwSignal<Screen>,
    /// What is kept of each task.
    pub kept: RwSignal<Vec<Kept>>,
    /// The draft of the task on the screen.
    pub answers: RwSignal<Answers>,
    saved: RwSignal<Saved>,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
    memory: StoredValue<Memory, LocalStorage>,
}

/// What is remembered and not shown.
#[derive(Default)]
struct Memory {
    /// Whose draft is on the desk.
    drafted: Option<usize>,
    /// Where this rater's drafts and codes are kept.
    storage: Option<Storage>,
    /// The link's code, until the invitation is open.
    link_code: Option<String>,
}

impl Desk {
    /// A desk with nothing on it.
    pub fn new(lang: Lang) -> Self {
        Self {
            lang,
            phase: RwSignal::new(Phase::Opening),
            screen: RwSignal::new(Screen::Tasks),
            kept: RwSignal::new(Vec::new()),
            answers: RwSignal::new(Answers::default()),
            saved: RwSignal::new(Saved::Nothing),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            memory: StoredValue::new_local(Memory::default()),
        }
    }

    /// The tasks and the questions, once they are here.
    pub fn list(self) -> Option<Arc<TaskList>> {
        match self.phase.get_untracked() {
            Phase::Ready(list) => Some(list),
            Phase::Opening | Phase::Failed(_) | Phase::Erased { .. } => None,
        }
    }

    /// What the last change came to.
    pub fn saved(self) -> Saved {
        self.saved.get()
    }

    /// A step is under way, and its button waits.
    pub fn is_busy(self) -> bool {
        self.busy.get()
    }

    /// What went wrong with the last step.
    pub fn trouble(self) -> Option<Trouble> {
        self.trouble.get()
    }

    /// How far a task has come.
    pub fn status(self, task: &Task, at: usize) -> Status {
        let kept = self
            .kept
            .with(|kept| kept.get(at).copied().unwrap_or_default());
        Status::of(task.way, kept)
    }

    /// Tasks that still wait for this rater's answer here.
    pub fn n_waiting(self, list: &TaskList) -> usize {
        let waits = |(at, task): (usize, &Task)| self.status(task, at).is_waiting();
        list.tasks
            .iter()
            .enumerate()
            .filter(|task| waits(*task))
            .count()
    }

    /// Tasks whose answer nobody could give any more after erasing: their codes are registered, and
    /// only here.
    pub fn n_lost_by_erasing(self, list: &TaskList) -> usize {
        let lost = |(at, task): (usize, &Task)| {
            let has_code = self
                .kept
                .with(|kept| kept.get(at).is_some_and(|kept| kept.has_code));
            has_code && self.status(task, at).is_waiting()
        };
        list.tasks
            .iter()
            .enumerate()
            .filter(|task| lost(*task))
            .count()
    }

    /// Leads to a screen, as a new entry of the browser's history.
    pub fn go(self, screen: Screen) {
        history::push(screen, self.screen.get_untracked());
        self.show(screen);
    }

    /// What "Quay lại" does: where the browser's own Back leads to the same screen, that.
    pub fn back(self) {
        let screen = self.screen.get_untracked();
        let target = screen.back(self.n_parts());
        if !history::back_to(target) {
            self.go(target);
        }
    }

    /// What "Tiếp tục" does. The draft is kept even if it is empty: from here on there is one.
    pub fn next(self) {
        let next = self.screen.get_untracked().next(self.n_parts());
        spawn_local(async move {
            self.save().await;
            self.go(next);
        });
    }

    /// Leads from the review to a question.
    pub fn go_to_question(self, screen: Screen, id: String) {
        history::push(screen, self.screen.get_untracked());
        self.screen.set(screen);
        tab::remember_screen(screen);
        page::show_question(id, title(self, screen));
    }

    /// Shows the screen of an entry of the history, if it may be shown.
    pub fn arrive(self, asked: Screen) {
        let Some(list) = self.list() else { return };
        let status = asked.task().and_then(|at| {
            let task = list.tasks.get(at)?;
            Some(untrack(|| self.status(task, at)))
        });
        let screen = asked.admit(status, self.n_parts());
        if screen != asked {
            history::replace(screen);
        }
        spawn_local(async move {
            if let Some(task) = screen.task() {
                self.take_draft(task).await;
            }
            self.show(screen);
        });
    }

    /// Changes the draft and keeps it.
    pub fn change(self, change: impl FnOnce(&mut Answers)) {
        self.answers.update(change);
        spawn_local(self.save());
    }

    /// Something went wrong with a step.
    fn fail(self, trouble: Trouble) {
        if trouble.ends_the_visit() {
            self.phase.set(Phase::Failed(trouble));
        } else {
            self.trouble.set(Some(trouble));
        }
    }

    fn show(self, screen: Screen) {
        self.trouble.set(None);
        self.saved.set(Saved::Nothing);
        self.screen.set(screen);
        tab::remember_screen(screen);
        page::show_from_the_top(title(self, screen));
    }

    fn n_parts(self) -> usize {
        self.list().map_or(0, |list| parts(&list.instrument).len())
    }

    /// Keeps the draft of the task it belongs to.
    async fn save(self) {
        let drafted = self.memory.with_value(|memory| memory.drafted);
        let Some((list, at)) = self.list().zip(drafted) else {
            return;
        };
        let Some(task) = list.tasks.get(at) else {
            return;
        };
        let answers = self
            .answers
            .with_untracked(serde_json::to_string)
            .unwrap_or_default();
        let kept = match self.storage() {
            Ok(storage) => storage.put(vec![(shelf::draft(task), Some(answers))]).await,
            Err(blocked) => Err(blocked),
        };
        self.saved.set(match kept {
            Ok(()) => {
                self.note(at, |kept| kept.has_draft = true);
                Saved::At(clock::time_of_day())
            }
            Err(Blocked) => Saved::Failed,
        });
    }

    /// Brings the draft of a task onto the desk.
    async fn take_draft(self, at: usize) {
        if self.memory.with_value(|memory| memory.drafted) == Some(at) {
            return;
        }
        let Some(list) = self.list() else { return };
        let Some(task) = list.tasks.get(at) else {
            return;
        };
        let kept = match self.storage() {
            Ok(storage) => storage.get(&shelf::draft(task)).await.ok().flatten(),
            Err(Blocked) => None,
        };
        let draft = kept.and_then(|text| wire::read(&text, wire::answers));
        let draft = draft.unwrap_or_else(|| answers::blank(&list.instrument));
        self.answers
            .set(answers::fit(draft, &list.instrument, task.relation));
        self.memory.update_value(|memory| memory.drafted = Some(at));
    }

    /// Notes what is kept of a task now.
    fn note(self, at: usize, change: impl FnOnce(&mut Kept)) {
        let before = self
            .kept
            .with_untracked(|kept| kept.get(at).copied().unwrap_or_default());
        let mut after = before;
        change(&mut after);
        if after != before {
            self.kept.update(|kept| kept[at] = after);
        }
    }

    fn storage(self) -> Result<Storage, Blocked> {
        self.memory
            .with_value(|memory| memory.storage.clone())
            .ok_or(Blocked)
    }
}
