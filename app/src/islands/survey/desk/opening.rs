//! From the link to the tasks, and from a task to its first page.

use std::sync::Arc;

use contract::ballots::SealError;
use contract::invitations::TaskList;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Desk, Phase};
use crate::islands::survey::answers::{Gap, gaps};
use crate::islands::survey::browser::storage::{Blocked, Storage};
use crate::islands::survey::browser::{api, history, tab};
use crate::islands::survey::codes::{Codes, Drawn};
use crate::islands::survey::screen::Screen;
use crate::islands::survey::seal;
use crate::islands::survey::shelf;
use crate::islands::survey::trouble::Trouble;

impl Desk {
    /// Opens the invitation of the link, or the session of this tab.
    pub fn open(self) {
        if let Some(code) = history::take_fragment() {
            self.memory
                .update_value(|memory| memory.link_code = Some(code));
        }
        self.phase.set(Phase::Opening);
        spawn_local(async move {
            match self.fetch_tasks().await {
                Ok(list) => {
                    self.phase.set(Phase::Ready(Arc::new(list)));
                    let screen = history::current().or_else(tab::screen);
                    let screen = screen.unwrap_or(Screen::Tasks);
                    history::replace(screen);
                    self.arrive(screen);
                }
                Err(trouble) => self.phase.set(Phase::Failed(trouble)),
            }
        });
    }

    /// The tasks, and what this browser keeps of them.
    async fn fetch_tasks(self) -> Result<TaskList, Trouble> {
        let list = match self.memory.with_value(|memory| memory.link_code.clone()) {
            Some(code) => {
                let list = api::open(code).await?;
                if tab::rater()?.as_ref() != Some(&list.rater) {
                    // Another invitation than the one of before: its screens are not this one's.
                    tab::forget();
                    history::replace(Screen::Tasks);
                }
                tab::remember_rater(&list.rater)?;
                self.memory.update_value(|memory| memory.link_code = None);
                list
            }
            None => {
                let rater = tab::rater()?.ok_or(Trouble::NoInvitation)?;
                api::tasks(&rater).await?
            }
        };
        let storage = Storage::open(shelf::prefix(list.campaign.id, &list.rater)).await?;
        let entries = storage.all().await?;
        self.kept.set(shelf::kept(&entries, &list.tasks));
        self.memory
            .update_value(|memory| memory.storage = Some(storage));
        Ok(list)
    }

    /// "Bắt đầu", "Tiếp tục" and "Sửa" of the task list.
    pub fn start(self, at: usize) {
        self.busy.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            let started = self.register_codes().await;
            self.busy.set(false);
            if let Err(trouble) = started {
                return self.fail(trouble);
            }
            self.take_draft(at).await;
            if let Some(screen) = self.first_page(at) {
                self.go(screen);
            } else {
                self.fail(Trouble::NoCode);
            }
        });
    }

    /// Where answering begins: at the start, or where a draft has its first gap.
    fn first_page(self, at: usize) -> Option<Screen> {
        let list = self.list()?;
        let task = list.tasks.get(at)?;
        let status = untrack(|| self.status(task, at));
        if !status.may_answer() {
            return None;
        }
        if !status.has_draft() {
            return Some(Screen::Start(at));
        }
        let gaps = self
            .answers
            .with_untracked(|answers| gaps(&list.instrument, task.relation, answers));
        Some(match gaps.first() {
            None => Screen::Review(at),
            Some(Gap::Familiarity) => Screen::Start(at),
            Some(gap) => match gap.part(&list.instrument) {
                Some(part) => Screen::Part(at, part),
                None => Screen::Start(at),
            },
        })
    }

    /// Sees to it that the codes of all tasks are drawn, kept and registered.
    async fn register_codes(self) -> Result<(), Trouble> {
        let list = self.list().ok_or(Trouble::Server)?;
        let mut drawn = Ok(());
        let codes = self
            .change_codes(&mut |codes| drawn = draw_missing(codes, &list))
            .await?;
        drawn.map_err(|_| Trouble::Server)?;
        self.note_codes(&list, &codes);
        let Some(request) = codes.pending else {
            return Ok(());
        };
        let issued = api::issue(&list.rater, &request).await;
        match &issued {
            Ok(()) => {
                self.change_codes(&mut Codes::confirm).await?;
            }
            Err(Trouble::Taken | Trouble::Refused(_)) => {
                self.change_codes(&mut Codes::discard_pending).await?;
                // The list says which assignments were taken, and by which way.
                self.phase
                    .set(Phase::Ready(Arc::new(self.fetch_tasks().await?)));
            }
            Err(_) => {}
        }
        issued
    }

    /// Reads, changes and keeps the codes with no other tab in between.
    async fn change_codes(self, change: &mut dyn FnMut(&mut Codes)) -> Result<Codes, Blocked> {
        let mut changed = Codes::default();
        let mut keep = |kept: Option<String>| {
            changed = shelf::codes(kept.as_deref());
            change(&mut changed);
            serde_json::to_string(&changed).unwrap_or_default()
        };
        self.storage()?.update(shelf::CODES, &mut keep).await?;
        Ok(changed)
    }

    fn note_codes(self, list: &TaskList, codes: &Codes) {
        for (at, task) in list.tasks.iter().enumerate() {
            self.note(at, |kept| kept.has_code = codes.of(task).is_some());
        }
    }
}

/// Draws a code for each assignment that still lacks one. A request that waits for its answer comes
/// first: it is repeated as it is.
fn draw_missing(codes: &mut Codes, list: &TaskList) -> Result<(), SealError> {
    let missing = codes.missing(&list.tasks);
    if codes.pending.is_some() || missing.is_empty() {
        return Ok(());
    }
    let sealer = seal::sealer().ok_or(SealError::NoRandomness)?;
    let key = hex::encode(sealer.draw_key()?);
    let drawn = missing
        .iter()
        .map(|_| {
            let code = sealer.draw_code()?;
            Ok(Drawn {
                code: hex::encode(code),
                hash: sealer.hash_code(&code),
            })
        })
        .collect::<Result<Vec<_>, SealError>>()?;
    codes.take_up(key, &missing, drawn);
    Ok(())
}
