//! The only place that asks the system for randomness: codes, ids, the order of answers.
//! What the statistics draw comes from the protocol's seed instead, never from here.

use rand::TryRng;
use rand::rngs::SysRng;
use uuid::Uuid;

/// The operating system gave no randomness; nothing that needs a secret may go on.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gave no randomness")]
pub struct NoRandomness(#[source] rand::rngs::SysError);

/// `N` random bytes.
pub fn bytes<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    SysRng.try_fill_bytes(&mut bytes).map_err(NoRandomness)?;
    Ok(bytes)
}

/// A random id (version 4).
pub fn id() -> Result<Uuid, NoRandomness> {
    Ok(uuid::Builder::from_random_bytes(bytes()?).into_uuid())
}

/// A generator seeded by the system, for shuffles whose order must never be told again.
pub fn generator() -> Result<rand_chacha::ChaCha20Rng, NoRandomness> {
    Ok(<rand_chacha::ChaCha20Rng as rand::SeedableRng>::from_seed(
        bytes()?,
    ))
}
