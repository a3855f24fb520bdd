//! What is kept of the codes of an invitation: one place, for who hands them out and for who
//! opens by them.

use super::code::{LinkCode, ShortCode};
use crate::keys::{CodeKind, Keys};

/// What is kept of a link code. 128 random bits need no secret: nobody can try them all.
pub fn link_hash(code: &LinkCode) -> [u8; 32] {
    code.hash()
}

/// What is kept of a short code. Whoever stole the roster alone could try 60 bits out, so its hash
/// is made under the secret of the installation.
pub fn short_hash(keys: &Keys, code: &ShortCode) -> [u8; 32] {
    keys.code_hash(CodeKind::ShortCode, &code.bytes())
}
