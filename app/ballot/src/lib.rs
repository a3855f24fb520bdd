//! The anonymity protocol, both halves, pure and without IO: the browser uses it through `client`,
//! the server directly.
//!
//! What stands here now is the confidential way: a one-time code per assignment, an opaque
//! envelope of one size, its receipt, and the rule by which the tally chooses among the versions
//! of one code. Blind tokens and sealing will take the places of `code` and `envelope` behind the
//! same three doors of the server: issue, submit, tally.
//!
//! Nothing here knows a relation, an instrument or a campaign by name: those are bytes to it.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]

pub mod code;
pub mod envelope;
pub mod issue;
pub mod receipt;
pub mod request;
pub mod tally;

use sha2::{Digest, Sha256};

/// SHA-256 over these parts, one after the other.
fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}
