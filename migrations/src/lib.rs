//! The schema of both vaults. Two migrators, because they are two databases that may have
//! two owners: nothing here ever names a table of the other.
//!
//! Dates are text (`yyyy-MM-dd`) and ids are 16 bytes, so that both engines sort and compare alike.
//! No table has an auto-increment key, a trigger or a time of day, save where a line says why.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]

mod ballots;
mod columns;
mod roster;

pub use ballots::BallotsMigrator;
pub use roster::RosterMigrator;
pub use sea_orm_migration::MigratorTrait;
