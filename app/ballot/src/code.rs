//! The one-time code of an assignment: who knows it may answer, once, and change that answer.
//! The server keeps only its hash, and that only until the tally.

use zeroize::{Zeroize, ZeroizeOnDrop};

/// Bytes of a code: 128 random bits.
pub const CODE_BYTES: usize = 16;

/// A one-time code. It is never printed by `Debug`, and wiped when dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct OneTimeCode([u8; CODE_BYTES]);

impl OneTimeCode {
    /// A code from random bytes.
    pub const fn new(bytes: [u8; CODE_BYTES]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; CODE_BYTES] {
        &self.0
    }

    /// What the server keeps of it.
    pub fn hash(&self) -> CodeHash {
        CodeHash(crate::sha256(&[&self.0]))
    }
}

impl std::fmt::Debug for OneTimeCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OneTimeCode(…)")
    }
}

/// SHA-256 of a one-time code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CodeHash(pub [u8; 32]);

impl CodeHash {
    /// Reads 64 hex digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        Some(Self(bytes))
    }

    /// As 64 hex digits.
    pub fn to_hex(self) -> String {
        hex::encode(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_never_printed() {
        let code = OneTimeCode::new([0xAB; 16]);
        assert!(!format!("{code:?}").to_lowercase().contains("ab"));
    }

    #[test]
    fn the_hash_is_sha_256_of_the_sixteen_bytes() {
        // FIPS 180-4 over sixteen zero bytes, as any sha256sum gives it.
        assert_eq!(
            OneTimeCode::new([0; 16]).hash().to_hex(),
            "374708fff7719dd5979ec875d56cd2286f6d3cf7ec317a3b25632aab28ec37bb"
        );
    }

    #[test]
    fn a_hash_of_a_wrong_length_is_none() {
        assert_eq!(CodeHash::from_hex("00"), None);
        assert_eq!(CodeHash::from_hex(&"0".repeat(66)), None);
        assert_eq!(CodeHash::from_hex(&"g".repeat(64)), None);
        assert!(CodeHash::from_hex(&"0".repeat(64)).is_some());
    }
}
