//! The ballot vault: the box, the answers, the release ledger. It never holds a person.

pub mod entities;

use crate::{StoreError, Vault};

/// The ballot vault, area by area.
#[derive(Debug, Clone)]
pub struct Ballots {
    vault: Vault,
}

impl Ballots {
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
