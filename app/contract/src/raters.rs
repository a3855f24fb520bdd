//! How a rater stands to a subject.

use serde::{Deserialize, Serialize};

/// A relation of raters to a subject (also called rater group).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The leader himself.
    #[serde(rename = "self")]
    Oneself,
    /// Line and functional superiors.
    Superior,
    /// Those who report to the same head.
    Peer,
    /// Direct reports.
    Subordinate,
}

impl Relation {
    /// All relations, in the order in which every page shows them.
    pub const ALL: [Self; 4] = [Self::Oneself, Self::Superior, Self::Peer, Self::Subordinate];
    /// The relations that carry a policy weight.
    pub const OTHERS: [Self; 3] = [Self::Superior, Self::Peer, Self::Subordinate];

    /// As stored, and as written in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Oneself => "self",
            Self::Superior => "superior",
            Self::Peer => "peer",
            Self::Subordinate => "subordinate",
        }
    }

    /// The inverse of [`Relation::as_str`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|relation| relation.as_str() == text)
    }

    /// The byte that stands for it inside an envelope.
    pub const fn code(self) -> u8 {
        match self {
            Self::Oneself => 0,
            Self::Superior => 1,
            Self::Peer => 2,
            Self::Subordinate => 3,
        }
    }

    /// The inverse of [`Relation::code`].
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|relation| relation.code() == code)
    }
}
