//! What the box answers when an envelope is on the disk: the browser compares it with what it sent.

/// SHA-256 of an envelope.
pub fn receipt(envelope: &[u8]) -> [u8; 32] {
    crate::sha256(&[envelope])
}

/// SHA-256 of an envelope, as 64 hex digits.
pub fn receipt_hex(envelope: &[u8]) -> String {
    hex::encode(receipt(envelope))
}
