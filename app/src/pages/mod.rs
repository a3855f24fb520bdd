//! Pages, one folder or file per area.

pub mod accounts;
pub mod campaigns;
pub mod confidential;
pub mod error;
pub mod method;
pub mod people;
pub mod privacy;
pub mod profiles;
pub mod survey;
mod text;
