//! A copy of the secret that a passphrase seals, for a custodian.
//!
//! Argon2id makes a key of the passphrase (RFC 9106, second recommended option: 64 MiB, 3 passes),
//! XChaCha20-Poly1305 seals with it. The format is a small JSON document that says so, so that
//! another program could open it too. `age` has such a format as well; it would bring some sixty
//! crates for this one command, among them parsers and post-quantum keys that nothing here uses.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::Zeroizing;

use super::{Keys, LEN};
use crate::rng::{self, NoRandomness};

const SCHEMA: &str = "toancanh/keys/1";
const MEMORY_KIB: u32 = 64 * 1_024;
const PASSES: u32 = 3;
const LANES: u32 = 4;
/// What an opener accepts at most: a forged file must not eat the machine.
const MEMORY_KIB_LIMIT: u32 = 1_024 * 1_024;
const PASSES_LIMIT: u32 = 16;

/// A passphrase that is long enough to seal with.
pub struct Passphrase(Zeroizing<String>);

/// The fewest characters of a passphrase.
pub const PASSPHRASE_CHARS: usize = 12;

/// The passphrase is shorter than [`PASSPHRASE_CHARS`].
#[derive(Debug, Error)]
#[error("the passphrase has fewer than {PASSPHRASE_CHARS} characters")]
pub struct WeakPassphrase;

impl Passphrase {
    /// Takes a passphrase, without the line end that files and terminals add.
    pub fn new(text: String) -> Result<Self, WeakPassphrase> {
        let text = Zeroizing::new(text);
        let trimmed = text.trim_end_matches(['\r', '\n']);
        if trimmed.chars().count() < PASSPHRASE_CHARS {
            return Err(WeakPassphrase);
        }
        Ok(Self(Zeroizing::new(trimmed.to_owned())))
    }
}

/// Why sealing or opening failed.
#[derive(Debug, Error)]
pub enum SealedError {
    /// Not a file that `keys export` wrote.
    #[error("not a sealed copy of the keys")]
    NotSealed(#[source] Option<serde_json::Error>),
    /// The passphrase is wrong, or the file was changed.
    #[error("the passphrase does not open it")]
    WrongPassphrase,
    /// The passphrase could not be stretched or the secret not be sealed.
    #[error("the cryptography refused: {0}")]
    Refused(String),
    /// No randomness.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema: String,
    kdf: String,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: String,
    cipher: String,
    nonce: String,
    sealed: String,
}

const KDF: &str = "argon2id";
const CIPHER: &str = "xchacha20-poly1305";

impl Keys {
    /// The secret, sealed: the text of the file.
    pub fn seal(&self, passphrase: &Passphrase) -> Result<String, SealedError> {
        let salt: [u8; 16] = rng::bytes()?;
        let nonce: [u8; 24] = rng::bytes()?;
        let mut file = File {
            schema: SCHEMA.to_owned(),
            kdf: KDF.to_owned(),
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            lanes: LANES,
            salt: hex::encode(salt),
            cipher: CIPHER.to_owned(),
            nonce: hex::encode(nonce),
            sealed: String::new(),
        };
        let sealed = cipher(&file, &salt, passphrase)?
            .encrypt(&XNonce::from(nonce), payload(&*self.secret))
            .map_err(|error| SealedError::Refused(error.to_string()))?;
        file.sealed = hex::encode(sealed);
        let text = serde_json::to_string_pretty(&file);
        text.map(|text| format!("{text}\n"))
            .map_err(|error| SealedError::Refused(error.to_string()))
    }

    /// Opens what [`Keys::seal`] made.
    pub fn open_sealed(text: &str, passphrase: &Passphrase) -> Result<Self, SealedError> {
        let file: File =
            serde_json::from_str(text).map_err(|error| SealedError::NotSealed(Some(error)))?;
        let fits = file.schema == SCHEMA
            && file.kdf == KDF
            && file.cipher == CIPHER
            && file.memory_kib <= MEMORY_KIB_LIMIT
            && file.passes <= PASSES_LIMIT;
        let (Ok(salt), Ok(nonce), Ok(sealed)) = (
            hex::decode(&file.salt),
            hex::decode(&file.nonce),
            hex::decode(&file.sealed),
        ) else {
            return Err(SealedError::NotSealed(None));
        };
        let Ok(nonce) = <[u8; 24]>::try_from(nonce) else {
            return Err(SealedError::NotSealed(None));
        };
        if !fits {
            return Err(SealedError::NotSealed(None));
        }
        let opened = cipher(&file, &salt, passphrase)?
            .decrypt(&XNonce::from(nonce), payload(&sealed))
            .map(Zeroizing::new)
            .map_err(|_| SealedError::WrongPassphrase)?;
        let secret = <[u8; LEN]>::try_from(opened.as_slice());
        Ok(Self {
            secret: Zeroizing::new(secret.map_err(|_| SealedError::NotSealed(None))?),
        })
    }
}

/// The schema is authenticated with the secret: a later format cannot be passed off as this one.
const fn payload(message: &[u8]) -> Payload<'_, '_> {
    Payload {
        msg: message,
        aad: SCHEMA.as_bytes(),
    }
}

fn cipher(
    file: &File,
    salt: &[u8],
    passphrase: &Passphrase,
) -> Result<XChaCha20Poly1305, SealedError> {
    let refused = |error: argon2::Error| SealedError::Refused(error.to_string());
    let params =
        Params::new(file.memory_kib, file.passes, file.lanes, Some(LEN)).map_err(refused)?;
    let mut key = Zeroizing::new([0; LEN]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.0.as_bytes(), salt, &mut *key)
        .map_err(refused)?;
    Ok(XChaCha20Poly1305::new(&(*key).into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passphrase(text: &str) -> Passphrase {
        Passphrase::new(text.to_owned()).unwrap()
    }

    #[test]
    fn the_right_passphrase_opens_the_copy_and_a_wrong_one_does_not() {
        let keys = Keys::draw().unwrap();
        let text = keys.seal(&passphrase("mùa thu Hà Nội\n")).unwrap();
        let opened = Keys::open_sealed(&text, &passphrase("mùa thu Hà Nội")).unwrap();
        assert!(opened == keys);
        let wrong = Keys::open_sealed(&text, &passphrase("mùa xuân Huế êm"));
        assert!(matches!(wrong, Err(SealedError::WrongPassphrase)));
    }

    #[test]
    fn a_copy_that_was_changed_does_not_open() {
        let keys = Keys::draw().unwrap();
        let text = keys.seal(&passphrase("mùa thu Hà Nội")).unwrap();
        let mut file: File = serde_json::from_str(&text).unwrap();
        let flipped = if file.sealed.starts_with('0') {
            "1"
        } else {
            "0"
        };
        file.sealed.replace_range(..1, flipped);
        let changed = serde_json::to_string(&file).unwrap();
        let opened = Keys::open_sealed(&changed, &passphrase("mùa thu Hà Nội"));
        assert!(matches!(opened, Err(SealedError::WrongPassphrase)));
    }

    #[test]
    fn what_is_no_copy_or_asks_for_too_much_is_refused() {
        let open = |text: &str| Keys::open_sealed(text, &passphrase("mùa thu Hà Nội"));
        assert!(matches!(open("hello"), Err(SealedError::NotSealed(_))));
        let text = Keys::draw().unwrap().seal(&passphrase("mùa thu Hà Nội"));
        let greedy = text.unwrap().replace("65536", "4000000000");
        assert!(matches!(open(&greedy), Err(SealedError::NotSealed(_))));
    }

    #[test]
    fn a_short_passphrase_is_refused() {
        assert!(Passphrase::new("mùa thu\n".to_owned()).is_err());
    }
}
