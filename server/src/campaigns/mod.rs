//! Campaigns: draft → open → closed → released → archived, and never back.
//!
//! The opening freezes the protocol. There is no function here or in the store that changes a
//! protocol afterwards; every step is compare-and-set on the state that it leaves.

mod decided;
mod drafts;
mod forecast;
mod forms;
pub mod jobs;
pub mod kept;
mod lifecycle;
mod opening;
pub mod protocol;
mod view;

pub use drafts::{change, create, discard, form, instruments, list};
pub use forms::{K_LIMIT, empty as empty_form, read as read_form};
pub use lifecycle::{archive, close, release, settle};
pub use opening::{Confirmed, open, plan};
pub use view::{Seen, protocol_by_hash, view};

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
