//! The ballot vault: the box, the answers, the release ledger. It never holds a person.
//!
//! The box is three tables deep, see [`shuffle`]: what arrived since the last full hour, what
//! arrived today, and everything before.

mod answers;
mod boxes;
mod codes;
pub mod entities;
mod envelopes;
mod form;
mod intake;
mod released;
mod shuffle;
mod sweep;
mod tally;

pub use answers::{StoredBallot, StoredComment};
pub use boxes::{BallotBox, BoxState, NewBox};
pub use codes::{Code, NewCode, Registered};
pub use form::FormPut;
pub use intake::{NewEnvelope, Put};
pub use released::ReleasedProfile;
pub use shuffle::Reach;
pub use tally::{Envelope, TallyWriter};

use crate::{StoreError, Vault};

/// The ballot vault, area by area.
#[derive(Debug, Clone)]
pub struct Ballots {
    vault: Vault,
    intake: intake::Queue,
}

impl Ballots {
    /// Opens the vault behind a URL, and starts the task that writes what arrives.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let vault = Vault::open(url).await?;
        Ok(Self {
            intake: intake::Queue::start(vault.clone()),
            vault,
        })
    }

    /// The connections, for migrations, backup and tests.
    pub const fn vault(&self) -> &Vault {
        &self.vault
    }
}
