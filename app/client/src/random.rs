//! Random bytes, from the browser's own generator.

use contract::ballots::SealError;

/// Fresh random bytes.
pub fn bytes<const N: usize>() -> Result<[u8; N], SealError> {
    let mut bytes = [0; N];
    web_sys::window()
        .and_then(|window| window.crypto().ok())
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok())
        .map(|_| bytes)
        .ok_or(SealError::NoRandomness)
}
