//! The roster vault: people, campaigns, assignments, accounts. It never holds an answer.

mod accounts;
pub mod assignments;
pub mod audit;
pub mod campaigns;
pub mod chart;
pub mod entities;
pub mod instruments;
pub mod invitations;
mod issue;
pub mod people;
mod rater_sessions;
mod settings;
pub mod subjects;
mod sweep;
mod wrong_codes;

pub use issue::StoredWay;
pub use rater_sessions::StoredRaterSession;

use crate::{StoreError, Vault};

/// The roster vault, area by area.
#[derive(Debug, Clone)]
pub struct Roster {
    vault: Vault,
}

impl Roster {
    /// Opens the vault behind a URL.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        Ok(Self {
            vault: Vault::open(url).await?,
        })
    }

    /// The connections, for migrations, backup and tests.
    pub const fn vault(&self) -> &Vault {
        &self.vault
    }
}
