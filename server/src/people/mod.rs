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

pub use dry_run::ImportFiles;
pub use faults::LISTED;
pub use import::{apply, apply_upload, dry_run, dry_run_of_upload, keep_upload};
pub use list::list;
pub use template::{people_template, units_template};
