//! Pages about people: the list, the import, and what its dry run found.

pub mod dry_run;
pub mod import;
pub mod list;
