//! From the review to the receipt; stopping without an answer; erasing.

use contract::ballots::{Answers, Scope, SealError, ToSeal};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Desk, Memory, Phase, Saved};
use crate::islands::survey::answers;
use crate::islands::survey::browser::{api, history, tab};
use crate::islands::survey::screen::Screen;
use crate::islands::survey::seal;
use crate::islands::survey::shelf;
use crate::islands::survey::status::Ending;
use crate::islands::survey::trouble::Trouble;

impl Desk {
    /// Seals the draft and hands it to the box. Only when the box has confirmed the very envelope
    /// are the answers erased here.
    pub fn send(self, at: usize) {
        self.busy.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            let sent = self.deliver(at).await;
            self.busy.set(false);
            match sent {
                Ok(()) => {
                    let receipt = Screen::Receipt(at);
                    history::replace(receipt);
                    self.show(receipt);
                }
                Err(trouble) => self.fail(trouble),
            }
        });
    }

    async fn deliver(self, at: usize) -> Result<(), Trouble> {
        let list = self.list().ok_or(Trouble::Server)?;
        let task = list.tasks.get(at).ok_or(Trouble::Server)?;
        let storage = self.storage()?;
        let codes = shelf::codes(storage.get(shelf::CODES).await?.as_deref());
        let code = code_bytes(codes.of(task)).ok_or(Trouble::NoCode)?;
        let mut version = 0;
        let mut count_up = |last: Option<String>| {
            version = shelf::next_version(last.as_deref());
            version.to_string()
        };
        storage.update(&shelf::version(task), &mut count_up).await?;
        let answers = answers::ready(
            self.answers.get_untracked(),
            &list.instrument,
            task.relation,
        );
        let sealer = seal::sealer().ok_or(Trouble::Server)?;
        let envelope = sealer
            .seal(&ToSeal {
                code: &code,
                scope: Scope {
                    campaign: list.campaign.id,
                    subject: task.subject,
                    relation: task.relation,
                },
                version,
                answers: &answers,
                envelope_bytes: list.envelope_bytes,
            })
            .map_err(|error| match error {
                SealError::TooLong { .. } => Trouble::TooLong,
                SealError::NoRandomness => Trouble::Server,
            })?;
        let receipt = api::deposit(list.campaign.id, &envelope.bytes).await?;
        if receipt.envelope != envelope.receipt {
            return Err(Trouble::WrongReceipt);
        }
        self.end(at, Ending::Sent).await
    }

    /// Stops without an answer. What was sent before stays sent.
    pub fn stop(self, at: usize) {
        spawn_local(async move {
            let sent = self.kept.with_untracked(|kept| {
                kept.get(at)
                    .is_some_and(|kept| kept.ending == Some(Ending::Sent))
            });
            let ending = if sent { Ending::Sent } else { Ending::Stopped };
            match self.end(at, ending).await {
                Ok(()) => self.go(Screen::Tasks),
                Err(trouble) => self.fail(trouble),
            }
        });
    }

    /// Takes the draft away, here and in the storage; code and version stay for sending again.
    async fn end(self, at: usize, ending: Ending) -> Result<(), Trouble> {
        let list = self.list().ok_or(Trouble::Server)?;
        let task = list.tasks.get(at).ok_or(Trouble::Server)?;
        let changes = vec![
            (shelf::draft(task), None),
            (shelf::ending(task), Some(ending.as_str().to_owned())),
        ];
        self.storage()?.put(changes).await?;
        self.memory.update_value(|memory| memory.drafted = None);
        self.answers.set(answers::blank(&list.instrument));
        self.saved.set(Saved::Nothing);
        self.note(at, |kept| {
            kept.has_draft = false;
            kept.ending = Some(ending);
        });
        Ok(())
    }

    /// "Xóa khỏi máy này": drafts, codes and session.
    pub fn erase(self) {
        self.busy.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            let erased = match self.storage() {
                Ok(storage) => storage.erase().await,
                Err(blocked) => Err(blocked),
            };
            self.busy.set(false);
            if erased.is_err() {
                return self.fail(Trouble::NoStorage);
            }
            self.answers.set(Answers::default());
            self.memory.set_value(Memory::default());
            tab::forget();
            history::replace(Screen::Tasks);
            let signed_out = api::sign_out().await.is_ok();
            self.phase.set(Phase::Erased { signed_out });
        });
    }
}

fn code_bytes(code: Option<&str>) -> Option<[u8; 16]> {
    let mut bytes = [0; 16];
    hex::decode_to_slice(code?, &mut bytes).ok()?;
    Some(bytes)
}
