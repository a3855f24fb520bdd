//! An answer on its way: the codes registered, the answers sealed, and the port that seals them.

use serde::{Deserialize, Serialize};

use crate::ids::{CampaignId, SubjectId};
use crate::raters::Relation;

/// The public scope: the only thing that stands in both vaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Scope {
    /// The campaign.
    pub campaign: CampaignId,
    /// The subject inside this campaign.
    pub subject: SubjectId,
    /// The relation.
    pub relation: Relation,
}

/// `POST /api/ballots/issue`: registers the hashes of all one-time codes of this browser at once.
/// The same request is accepted again; a different one is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueRequest {
    /// 256 random bits, hex, kept only in the browser; the server keeps SHA-256(key ‖ request).
    pub key: String,
    /// One entry per assignment that is not issued yet.
    pub codes: Vec<CodeHash>,
}

/// The hash of one one-time code and the scope it is good for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CodeHash {
    /// The subject.
    pub subject: SubjectId,
    /// The relation.
    pub relation: Relation,
    /// SHA-256 of the 16 bytes of the code, hex.
    pub hash: String,
}

/// The answers of one ballot. The encoder checks them before sealing, the tally after opening.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    /// Index into the instrument's familiarity levels; `None` when not asked or blank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub familiarity: Option<u8>,
    /// One entry per item, in the instrument's order.
    pub items: Vec<ItemAnswer>,
    /// Indices of the strongest competencies; empty when blank.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strongest: Vec<u8>,
    /// Index of the competency to improve first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub improve_first: Option<u8>,
    /// One text per prompt, in the instrument's order; empty text when blank.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<String>,
}

/// The answer to one item.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "i8", try_from = "i8")]
pub enum ItemAnswer {
    /// Left blank, which is legal.
    #[default]
    Blank,
    /// "Không đủ thông tin để đánh giá": not a point of the scale.
    CannotJudge,
    /// A level of the scale.
    Level(u8),
}

impl From<ItemAnswer> for i8 {
    fn from(answer: ItemAnswer) -> Self {
        match answer {
            ItemAnswer::Blank => -1,
            ItemAnswer::CannotJudge => 0,
            ItemAnswer::Level(level) => level.min(i8::MAX as u8) as Self,
        }
    }
}

impl TryFrom<i8> for ItemAnswer {
    type Error = String;
    fn try_from(code: i8) -> Result<Self, String> {
        match code {
            -1 => Ok(Self::Blank),
            0 => Ok(Self::CannotJudge),
            level if level > 0 => Ok(Self::Level(level as u8)),
            other => Err(format!("{other} is no answer")),
        }
    }
}

/// The most characters of one comment.
pub const COMMENT_LIMIT_CHARS: usize = 1_000;

/// Envelope size of an instrument without comments, in bytes.
pub const ENVELOPE_BYTES: u32 = 4 * 1_024;
/// Envelope size of an instrument with comments, in bytes.
pub const ENVELOPE_WITH_COMMENTS_BYTES: u32 = 16 * 1_024;

/// `POST /box/{campaign}` answers with this, after the commit and not before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// SHA-256 of the envelope, hex: the browser compares it with what it sent.
    pub envelope: String,
}

/// The sealing port: what the survey island needs of the protocol.
/// `client` implements it over `ballot` and sets it before hydrating.
pub trait Sealer: Send + Sync {
    /// A fresh one-time code: 16 random bytes.
    fn draw_code(&self) -> Result<[u8; 16], SealError>;
    /// A fresh request key: 32 random bytes.
    fn draw_key(&self) -> Result<[u8; 32], SealError>;
    /// SHA-256 of a code, as [`CodeHash::hash`] wants it.
    fn hash_code(&self, code: &[u8; 16]) -> String;
    /// An envelope of exactly `envelope_bytes`, and what its receipt must say.
    fn seal(&self, sealed: &ToSeal<'_>) -> Result<SealedEnvelope, SealError>;
}

/// What goes into an envelope.
#[derive(Debug, Clone, Copy)]
pub struct ToSeal<'a> {
    /// The one-time code of this assignment.
    pub code: &'a [u8; 16],
    /// Where the answers belong.
    pub scope: Scope,
    /// Counts up with each edit; the highest is counted.
    pub version: u32,
    /// The answers, checked against the instrument.
    pub answers: &'a Answers,
    /// The one size of this campaign, in bytes.
    pub envelope_bytes: u32,
}

/// An envelope, ready to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedEnvelope {
    /// The bytes for the box.
    pub bytes: Vec<u8>,
    /// What the receipt must say: SHA-256 of the bytes, hex.
    pub receipt: String,
}

/// Why an envelope could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The answers do not fit into the campaign's one size.
    #[error("the answers need {needed_bytes} bytes, the envelope holds {held_bytes}")]
    TooLong {
        /// Bytes needed.
        needed_bytes: usize,
        /// Bytes held.
        held_bytes: usize,
    },
    /// The browser gave no randomness.
    #[error("no randomness")]
    NoRandomness,
}
