//! Pages, one folder or file per area.

pub mod accounts;
pub mod confidential;
pub mod campaigns;
pub mod error;
pub mod method;
pub mod privacy;
pub mod profiles;
mod text;
