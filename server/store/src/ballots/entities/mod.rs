//! One file per table of this vault.

pub mod ballot;
pub mod box_campaign;
pub mod code;
pub mod comment;
pub mod intake;
pub mod pool;
pub mod pool_day;
pub mod released_profile;
