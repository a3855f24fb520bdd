//! Pages, one folder or file per area.

pub mod accounts;
pub mod error;
pub mod profiles;
