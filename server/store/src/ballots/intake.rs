//! The way in: envelopes are written in batches, one commit for all that wait, and only after
//! that commit does anybody hear "received".
//!
//! One task writes. While a batch is on its way to the disk the next one gathers, so the more
//! arrives, the more shares a commit; nothing ever waits for a batch to fill.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use super::Ballots;
use super::boxes::{self, BoxState, Slot};
use super::envelopes::{self, Row, Table};
use crate::{StoreError, Vault};

/// Envelopes of one commit at most.
const BATCH: usize = 256;
/// Envelopes that may wait before senders are slowed down.
const WAITING: usize = 1_024;

/// An envelope that arrived.
#[derive(Debug, Clone)]
pub struct NewEnvelope {
    /// The campaign whose box it is for.
    pub campaign: Uuid,
    /// Random.
    pub id: Uuid,
    /// Opaque.
    pub bytes: Vec<u8>,
    /// What it has to begin with, as whoever makes envelopes says.
    pub mark: [u8; 4],
}

/// What became of an envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// It is on the disk.
    Stored,
    /// There is no such box.
    NoSuchBox,
    /// The box takes nothing any more.
    Closed,
    /// It is not of the box's one size.
    WrongSize {
        /// The one size.
        expected_bytes: u32,
    },
    /// It does not begin like an envelope.
    WrongShape,
}

impl Ballots {
    /// Puts an envelope into its box. Returns when it is on the disk, or when it never will be.
    pub async fn put(&self, envelope: NewEnvelope) -> Result<Put, StoreError> {
        let (answer, answered) = oneshot::channel();
        self.intake
            .0
            .send(Waiting { envelope, answer })
            .await
            .map_err(|_| StoreError::WriterStopped)?;
        answered.await.map_err(|_| StoreError::WriterStopped)?
    }

    /// Envelopes in the box of a campaign, versions and repeats included.
    pub async fn received(&self, campaign: Uuid) -> Result<u64, StoreError> {
        let mut n = 0;
        for table in Table::ALL {
            n += envelopes::count(self.vault.reader(), table, campaign).await?;
        }
        Ok(n)
    }
}

/// The way to the writing task. The task ends when the last sender is gone.
#[derive(Debug, Clone)]
pub(super) struct Queue(mpsc::Sender<Waiting>);

#[derive(Debug)]
struct Waiting {
    envelope: NewEnvelope,
    answer: oneshot::Sender<Result<Put, StoreError>>,
}

impl Queue {
    pub(super) fn start(vault: Vault) -> Self {
        let (sender, receiver) = mpsc::channel(WAITING);
        tokio::spawn(write_batches(vault, receiver));
        Self(sender)
    }
}

async fn write_batches(vault: Vault, mut receiver: mpsc::Receiver<Waiting>) {
    let mut waiting = Vec::with_capacity(BATCH);
    while receiver.recv_many(&mut waiting, BATCH).await > 0 {
        let (arrived, answers): (Vec<_>, Vec<_>) = waiting
            .drain(..)
            .map(|one| (one.envelope, one.answer))
            .unzip();
        match write(&vault, arrived).await {
            Ok(puts) => {
                for (answer, put) in answers.into_iter().zip(puts) {
                    // Who hung up meanwhile is not told; his envelope is in the box all the same.
                    let _ = answer.send(Ok(put));
                }
            }
            Err(error) => {
                let error = Arc::new(error);
                for answer in answers {
                    let _ = answer.send(Err(StoreError::BatchNotWritten(Arc::clone(&error))));
                }
            }
        }
    }
}

/// Writes a batch in one transaction. What cannot be taken is left out and told; a failure of the
/// vault fails the batch as a whole.
async fn write(vault: &Vault, arrived: Vec<NewEnvelope>) -> Result<Vec<Put>, StoreError> {
    let tx = vault.begin().await?;
    let mut slots: HashMap<Uuid, Option<Slot>> = HashMap::new();
    let mut accepted: HashMap<Uuid, Vec<Row>> = HashMap::new();
    let mut puts = Vec::with_capacity(arrived.len());
    for envelope in arrived {
        let slot = match slots.get(&envelope.campaign) {
            Some(slot) => *slot,
            None => {
                let slot = boxes::hold(&tx, envelope.campaign).await?;
                slots.insert(envelope.campaign, slot);
                slot
            }
        };
        let put = judge(slot, &envelope);
        if put == Put::Stored {
            accepted
                .entry(envelope.campaign)
                .or_default()
                .push((envelope.id, envelope.bytes));
        }
        puts.push(put);
    }
    for (campaign, rows) in accepted {
        envelopes::insert(&tx, Table::Intake, campaign, rows).await?;
    }
    tx.commit().await?;
    Ok(puts)
}

/// Size, shape, open or closed, and nothing else: of what an envelope holds, not a byte is read.
fn judge(slot: Option<Slot>, envelope: &NewEnvelope) -> Put {
    match judge_size(slot, envelope.bytes.len()) {
        Put::Stored if !envelope.bytes.starts_with(&envelope.mark) => Put::WrongShape,
        judged => judged,
    }
}

/// Size, and open or closed: all that is left to ask of an envelope that was made here.
pub(super) fn judge_size(slot: Option<Slot>, n_bytes: usize) -> Put {
    let Some(slot) = slot else {
        return Put::NoSuchBox;
    };
    if slot.state != BoxState::Open {
        return Put::Closed;
    }
    match u32::try_from(n_bytes) {
        Ok(n_bytes) if n_bytes == slot.envelope_bytes => Put::Stored,
        _ => Put::WrongSize {
            expected_bytes: slot.envelope_bytes,
        },
    }
}
