//! The secret of this installation, in a folder of its own, outside the data folder and outside
//! every backup.
//!
//! Codes are stored as HMAC-SHA256 under this secret ([`Keys::code_hash`]). A short code has only
//! 60 random bits: whoever stole the database alone could otherwise try them all against its hash.
//! Without the key folder the stored hashes tell nothing.
//!
//! A burnt disk takes the secret with it, and with it every invitation that is still out. So
//! `toancanh keys export` writes a copy that a passphrase seals, for somebody to keep elsewhere.

mod folder;
mod sealed;

use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

pub use folder::FILE;
pub use sealed::{PASSPHRASE_CHARS, Passphrase, SealedError, WeakPassphrase};

use crate::rng::{self, NoRandomness};

/// Bytes of the secret.
const LEN: usize = 32;
/// Bytes of a block of SHA-256.
const BLOCK: usize = 64;

/// The secret of this installation.
#[derive(Clone, PartialEq, Eq)]
pub struct Keys {
    secret: Zeroizing<[u8; LEN]>,
}

/// What a code is for. A hash of one kind says nothing about a code of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeKind {
    /// The code in the link of an invitation.
    InvitationLink,
    /// The short code printed in an invitation.
    ShortCode,
    /// The code of a one-time sign-in link.
    SignInLink,
    /// Not a code that is stored: the key of a list of the demo.
    DemoList,
}

impl CodeKind {
    /// Never changes: it is part of every stored hash.
    const fn label(self) -> &'static [u8] {
        match self {
            Self::InvitationLink => b"toancanh/code/invitation-link",
            Self::ShortCode => b"toancanh/code/short",
            Self::SignInLink => b"toancanh/code/sign-in-link",
            Self::DemoList => b"toancanh/demo/list",
        }
    }
}

impl Keys {
    /// Draws a fresh secret.
    pub fn draw() -> Result<Self, NoRandomness> {
        Ok(Self {
            secret: Zeroizing::new(rng::bytes()?),
        })
    }

    /// What is stored of a code: HMAC-SHA256(secret, label ‖ 0 ‖ code). `code` is the random bytes
    /// themselves, not the way they are written.
    pub fn code_hash(&self, kind: CodeKind, code: &[u8]) -> [u8; 32] {
        self.mac(kind.label(), code)
    }

    /// A name for a person in one campaign that tells nothing of him and comes out the same each
    /// time, so that it need not be stored: the first half of
    /// HMAC-SHA256(secret, label ‖ 0 ‖ campaign ‖ person).
    pub fn rater_name(&self, campaign: &[u8; 16], person: &[u8; 16]) -> [u8; 16] {
        let whole = self.mac(b"toancanh/rater", &[*campaign, *person].concat());
        let mut name = [0; 16];
        name.copy_from_slice(&whole[..16]);
        name
    }

    /// Names the secret without telling anything of it: the roster vault keeps this, so that a
    /// start with another secret is noticed instead of refusing every code.
    pub fn fingerprint(&self) -> String {
        hex::encode(&self.mac(b"toancanh/fingerprint", b"")[..8])
    }

    fn mac(&self, label: &[u8], message: &[u8]) -> [u8; 32] {
        // HMAC fills a shorter key up with zeros to the block of its hash. Doing so here leaves no
        // length that could be refused.
        let mut block = Zeroizing::new([0; BLOCK]);
        block[..LEN].copy_from_slice(&*self.secret);
        let mut mac = <Hmac<Sha256> as Mac>::new(&(*block).into());
        mac.update(label);
        mac.update(&[0]);
        mac.update(message);
        mac.finalize().into_bytes().into()
    }
}

/// The secret never reaches a log by way of `{:?}`.
impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(byte: u8) -> Keys {
        Keys {
            secret: Zeroizing::new([byte; LEN]),
        }
    }

    #[test]
    fn a_hash_depends_on_the_secret_the_kind_and_the_code() {
        let hash = keys(1).code_hash(CodeKind::ShortCode, b"code");
        assert_eq!(hash, keys(1).code_hash(CodeKind::ShortCode, b"code"));
        assert_ne!(hash, keys(2).code_hash(CodeKind::ShortCode, b"code"));
        assert_ne!(hash, keys(1).code_hash(CodeKind::InvitationLink, b"code"));
        assert_ne!(hash, keys(1).code_hash(CodeKind::ShortCode, b"c0de"));
    }

    #[test]
    fn a_hash_is_hmac_sha256_as_another_program_computes_it() {
        // printf 'toancanh/code/short\0code' | openssl dgst -sha256 -mac HMAC -macopt hexkey:01…01
        let hash = keys(1).code_hash(CodeKind::ShortCode, b"code");
        assert_eq!(hex::encode(hash), EXPECTED);
    }
    const EXPECTED: &str = "0d33e943ff77e8222120be5ce43c483a57896c5db98917d4cb0a944ff613bbd8";

    #[test]
    fn a_rater_has_another_name_in_every_campaign_and_under_every_secret() {
        let name = keys(1).rater_name(&[3; 16], &[4; 16]);
        assert_eq!(name, keys(1).rater_name(&[3; 16], &[4; 16]));
        for other in [
            keys(2).rater_name(&[3; 16], &[4; 16]),
            keys(1).rater_name(&[5; 16], &[4; 16]),
            keys(1).rater_name(&[3; 16], &[5; 16]),
            keys(1).rater_name(&[4; 16], &[3; 16]),
        ] {
            assert_ne!(name, other);
        }
    }

    #[test]
    fn the_secret_does_not_show_in_a_log() {
        assert_eq!(format!("{:?}", keys(7)), "Keys(…)");
    }
}
