//! People, units and dated posts: they come in from a file, in two steps, and are listed.
//!
//! [`dry_run`] reads the file, compares it with the roster and says what would happen and what is
//! wrong. [`apply`] does it, if it gets the hash of that dry run and neither file nor roster nor
//! day changed since. In between, a page keeps the upload in the roster vault.

mod apply;
mod columns;
pub(crate) mod csv_rows;
mod cycles;
mod dry_run;
mod duplicates;
mod encoding;
mod faults;
mod fields;
mod hash;
mod heads;
mod held;
mod import;
mod legacy_fonts;
mod list;
pub mod names;
mod plan;
mod roster;
mod superiors;
mod table;
mod template;
#[cfg(test)]
mod tests;
mod units;

/// What every import of a file needs, whatever the file holds.
pub(crate) use columns::{excerpt, separator};
pub use dry_run::ImportFiles;
pub(crate) use encoding::decode;
pub(crate) use faults::Faults;
pub use faults::LISTED;
pub(crate) use fields::date;
pub use import::{apply, apply_upload, dry_run, dry_run_of_upload, keep_upload};
pub use list::list;
pub(crate) use table::{checked_text, field_count};
pub use template::{people_template, units_template};
