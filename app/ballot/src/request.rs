//! What binds a retry of an issue request to its first try: a digest that only who holds the
//! request key can make. The key is kept by the browser and never stored by the server.

use subtle::ConstantTimeEq;
use uuid::Uuid;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::code::CodeHash;

/// Bytes of a request key: 256 random bits.
pub const KEY_BYTES: usize = 32;

/// The key of one issue request. It is never printed by `Debug`, and wiped when dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct RequestKey([u8; KEY_BYTES]);

impl RequestKey {
    /// A key from random bytes.
    pub const fn new(bytes: [u8; KEY_BYTES]) -> Self {
        Self(bytes)
    }

    /// Reads 64 hex digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = [0; KEY_BYTES];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        Some(Self(bytes))
    }
}

impl std::fmt::Debug for RequestKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RequestKey(…)")
    }
}

/// One code of a request: its hash, and the scope it is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Entry {
    /// The subject inside the campaign.
    pub subject: Uuid,
    /// The relation, as the byte that stands for it inside an envelope.
    pub relation: u8,
    /// The hash of the code.
    pub code_hash: CodeHash,
}

/// SHA-256(key ‖ canonical request). The canonical request is the campaign followed by its
/// entries in ascending order; every part has one length, so no two requests share their bytes.
#[derive(Debug, Clone, Copy)]
pub struct RequestDigest([u8; 32]);

impl RequestDigest {
    /// The digest of a request. The order of the entries does not matter.
    pub fn new(key: &RequestKey, campaign: Uuid, entries: &[Entry]) -> Self {
        let mut sorted = entries.to_vec();
        sorted.sort_unstable();
        let mut canonical = Vec::with_capacity(16 + sorted.len() * 49);
        canonical.extend_from_slice(campaign.as_bytes());
        for entry in &sorted {
            canonical.extend_from_slice(entry.subject.as_bytes());
            canonical.push(entry.relation);
            canonical.extend_from_slice(&entry.code_hash.0);
        }
        Self(crate::sha256(&[&key.0, &canonical]))
    }

    /// Its bytes, as the roster keeps them.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Whether these stored bytes are this digest, in constant time.
    pub fn is(&self, stored: &[u8]) -> bool {
        self.0.as_slice().ct_eq(stored).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(n: u8) -> Entry {
        Entry {
            subject: Uuid::from_bytes([n; 16]),
            relation: n % 4,
            code_hash: CodeHash([n; 32]),
        }
    }

    #[test]
    fn the_order_of_the_entries_does_not_matter_and_everything_else_does() {
        let campaign = Uuid::from_bytes([9; 16]);
        let key = RequestKey::new([1; 32]);
        let digest = RequestDigest::new(&key, campaign, &[entry(1), entry(2)]);
        let is = |key: &RequestKey, campaign, entries: &[Entry]| {
            digest.is(RequestDigest::new(key, campaign, entries).as_bytes())
        };
        assert!(is(&key, campaign, &[entry(2), entry(1)]));
        assert!(!is(&key, campaign, &[entry(1)]));
        assert!(!is(&key, campaign, &[entry(1), entry(3)]));
        assert!(!is(
            &RequestKey::new([2; 32]),
            campaign,
            &[entry(1), entry(2)]
        ));
        assert!(!is(&key, Uuid::nil(), &[entry(1), entry(2)]));
        assert!(!digest.is(&[]));
    }

    #[test]
    fn a_key_is_never_printed() {
        let key = RequestKey::new([0xCD; 32]);
        assert!(!format!("{key:?}").to_lowercase().contains("cd"));
    }
}
