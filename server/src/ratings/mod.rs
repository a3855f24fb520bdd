//! Ratings collected elsewhere: a file of them becomes a closed campaign with an instrument of its
//! own, which is released and read like any other.
//!
//! [`dry_run`] reads the file and says what it would become and what is wrong. [`apply`] does it, if
//! it gets the hash of that dry run and neither file nor form nor the people it names changed since.
//! Who rated is only looked at for repeats; it is kept in neither vault, so that no pseudonym of a
//! rater stands beside an answer.

mod answers;
mod columns;
mod decisions;
mod import;
mod instrument;
mod keep;
mod place;
mod read;
mod report;
mod subjects;
mod table;
#[cfg(test)]
mod tests;

pub use import::{apply, dry_run};
pub use read::RatingsFile;
