//! Canonical JSON (RFC 8785) and its SHA-256: what is frozen is frozen byte by byte, and the same
//! content has the same hash on every machine.

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// A document in its one canonical form, with its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canonical {
    text: String,
    hash: [u8; 32],
}

/// Why a document has no canonical form.
#[derive(Debug, thiserror::Error)]
pub enum CanonicalError {
    /// It cannot be written as JSON at all.
    #[error("not writable as canonical JSON")]
    Json(#[from] serde_json::Error),
    /// It holds a number with a fraction. How those are written is where implementations differ,
    /// so a frozen document counts in thousandths instead.
    #[error("a number that is not whole, at {place}")]
    Float {
        /// JSON pointer to the number.
        place: String,
    },
}

impl Canonical {
    /// The canonical form of a document without fractions.
    pub fn of<T: Serialize>(document: &T) -> Result<Self, CanonicalError> {
        let value = serde_json::to_value(document)?;
        if let Some(place) = first_fraction(&value, String::new()) {
            return Err(CanonicalError::Float { place });
        }
        let text = serde_json_canonicalizer::to_string(&value)?;
        let hash = sha256(text.as_bytes());
        Ok(Self { text, hash })
    }

    /// The document.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The document, given away.
    pub fn into_text(self) -> String {
        self.text
    }

    /// SHA-256 of the text.
    pub const fn hash(&self) -> &[u8; 32] {
        &self.hash
    }

    /// SHA-256 of the text, in the form in which people compare it.
    pub fn hash_hex(&self) -> String {
        hex::encode(self.hash)
    }
}

/// SHA-256.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The largest whole number that every JSON reader keeps exactly.
const LARGEST_EXACT: u64 = (1 << 53) - 1;

fn first_fraction(value: &Value, place: String) -> Option<String> {
    match value {
        Value::Number(number) => {
            let exact = number
                .as_u64()
                .or_else(|| number.as_i64().map(i64::unsigned_abs))
                .is_some_and(|magnitude| magnitude <= LARGEST_EXACT);
            (!exact).then_some(place)
        }
        Value::Array(values) => values
            .iter()
            .enumerate()
            .find_map(|(index, value)| first_fraction(value, format!("{place}/{index}"))),
        Value::Object(fields) => fields
            .iter()
            .find_map(|(name, value)| first_fraction(value, format!("{place}/{name}"))),
        Value::Null | Value::Bool(_) | Value::String(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn members_are_sorted_and_spaces_go() {
        let canonical = Canonical::of(&json!({ "b": [1, "é\u{1}"], "a": null })).unwrap();
        // RFC 8785, section 3.2.2: the shortest escapes, everything else as it is.
        assert_eq!(canonical.text(), "{\"a\":null,\"b\":[1,\"é\\u0001\"]}");
    }

    #[test]
    fn the_hash_is_that_of_the_bytes_shown() {
        let canonical = Canonical::of(&json!({})).unwrap();
        // printf '{}' | sha256sum
        assert_eq!(
            canonical.hash_hex(),
            "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
        );
    }

    #[test]
    fn a_fraction_is_refused_with_its_place() {
        let error = Canonical::of(&json!({ "weights": [1, 0.5] })).unwrap_err();
        assert!(matches!(error, CanonicalError::Float { place } if place == "/weights/1"));
    }

    #[test]
    fn a_number_beyond_what_every_reader_keeps_is_refused() {
        assert!(Canonical::of(&json!({ "n": 9_007_199_254_740_993_u64 })).is_err());
        assert!(Canonical::of(&json!({ "n": 9_007_199_254_740_991_u64 })).is_ok());
    }
}
