//! From ballots to released profiles.
//!
//! [`load`] reads the ballot vault into columns, `stats` computes, [`publish`] discloses and writes
//! the release ledger, [`read`] joins a line of the [`ledger`] with the name of its [`subjects`] when
//! somebody asks. Nothing is computed when a profile is read: everybody sees the same frozen figures.
//!
//! Each file works on one vault, but for [`read`], which asks one after the other.

mod convert;
mod data_hash;
mod ledger;
mod load;
mod publish;
mod read;
pub mod schema;
mod subjects;

#[cfg(test)]
pub(crate) mod tests;

pub use load::LoadError;
pub use publish::{PublishError, Published, publish};
pub use read::{find, home, list, profile};

/// The schema that a released profile names.
pub const SCHEMA: &str = "toancanh/profile/1";
