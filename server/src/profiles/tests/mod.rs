//! From answers in the ballot vault to a profile that somebody reads.

pub(crate) mod campaign;
pub(crate) mod reading;
mod reference;
pub(crate) mod releasing;
mod schema;
