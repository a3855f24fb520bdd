//! Pages, one folder or file per area.

pub mod error;
pub mod profiles;
