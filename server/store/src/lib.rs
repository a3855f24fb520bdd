//! The only code that speaks SQL. Two vaults, two modules: no function here holds both,
//! no query joins them, no transaction spans them.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]

pub mod ballots;
mod error;
#[cfg(feature = "fixture")]
pub mod fixture;
pub mod roster;
mod upkeep;
mod vault;

pub use ballots::Ballots;
pub use error::StoreError;
pub use roster::Roster;
pub use upkeep::SqliteHealth;
pub use vault::{Engine, Vault};
