//! Invitations: the codes that bring a rater in, and the one list of them that is handed out.

pub mod code;
mod csv_file;
#[cfg(test)]
pub(crate) mod fixture;
mod hand_out;
pub mod hash;
mod list_key;
mod qr;

pub use csv_file::csv_file;
pub use hand_out::{Before, hand_out, offer};
pub use list_key::ListKey;
