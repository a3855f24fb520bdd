//! From answers in the ballot vault to a profile that somebody reads.

mod campaign;
pub(crate) mod reading;
mod reference;
mod releasing;
