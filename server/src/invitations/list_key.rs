//! The key of one list of links and codes.
//!
//! All codes of a list follow from one random key, which stands in the page that hands the list out
//! and nowhere else. The server keeps hashes of the codes and never the key. So whoever has the page
//! can take the list in both forms, and again if a download breaks off, without the server ever
//! holding a code that opens something.

use std::fmt;

use contract::error::AppError;
use contract::ids::{CampaignId, PersonId};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::code::{LinkCode, ShortCode};
use crate::keys::{CodeKind, Keys};
use crate::rng::{self, NoRandomness};

/// 256 random bits.
#[derive(Clone, PartialEq, Eq)]
pub struct ListKey([u8; 32]);

impl ListKey {
    /// Draws one.
    pub fn draw() -> Result<Self, NoRandomness> {
        Ok(Self(rng::bytes()?))
    }

    /// The key of a campaign of the demo, which shows the same made-up people's links at every
    /// start. Any other list has a key that nobody can work out.
    pub fn of_the_demo(keys: &Keys, campaign: &str) -> Self {
        Self(keys.code_hash(CodeKind::DemoList, campaign.as_bytes()))
    }

    /// Reads one back from the page.
    pub fn parse(text: &str) -> Option<Self> {
        let mut key = [0; 32];
        hex::decode_to_slice(text, &mut key).ok()?;
        Some(Self(key))
    }

    /// The codes of one person in one campaign.
    pub fn codes(
        &self,
        campaign: CampaignId,
        person: PersonId,
    ) -> Result<(LinkCode, ShortCode), AppError> {
        let link = self.derive(b"toancanh/list/link", campaign, person)?;
        let short = self.derive(b"toancanh/list/short", campaign, person)?;
        Ok((LinkCode::from_random(&link), ShortCode::from_random(&short)))
    }

    /// HMAC-SHA256(key, label ‖ 0 ‖ campaign ‖ person).
    fn derive(
        &self,
        label: &[u8],
        campaign: CampaignId,
        person: PersonId,
    ) -> Result<[u8; 32], AppError> {
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&self.0).map_err(AppError::internal)?;
        mac.update(label);
        mac.update(&[0]);
        mac.update(campaign.0.as_bytes());
        mac.update(person.0.as_bytes());
        Ok(mac.finalize().into_bytes().into())
    }
}

/// As it stands in the page.
impl fmt::Display for ListKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

/// The key never reaches a log by way of `{:?}`.
impl fmt::Debug for ListKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ListKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn codes(key: &ListKey, campaign: u128, person: u128) -> (String, String) {
        let (link, short) = key
            .codes(
                CampaignId(Uuid::from_u128(campaign)),
                PersonId(Uuid::from_u128(person)),
            )
            .unwrap();
        (link.to_string(), short.to_string())
    }

    #[test]
    fn the_same_key_gives_the_same_codes_and_everybody_others() {
        let key = ListKey::draw().unwrap();
        let again = ListKey::parse(&key.to_string()).unwrap();
        assert_eq!(codes(&key, 1, 1), codes(&again, 1, 1));
        for other in [
            codes(&key, 1, 2),
            codes(&key, 2, 1),
            codes(&ListKey::draw().unwrap(), 1, 1),
        ] {
            assert_ne!(codes(&key, 1, 1).0, other.0);
            assert_ne!(codes(&key, 1, 1).1, other.1);
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "00", "zz", &"0".repeat(63), &"0".repeat(66)] {
            assert_eq!(ListKey::parse(text), None);
        }
    }
}
