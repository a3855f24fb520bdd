//! The rule by which the tally chooses: of all versions sent under one code the highest counts,
//! of equal versions the one with the lower hash. A fold over envelopes in any order.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde::{Deserialize, Serialize};

use crate::code::CodeHash;

/// What decides between two envelopes of the same code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Standing {
    /// The version inside.
    pub version: u32,
    /// SHA-256 of the envelope.
    pub receipt: [u8; 32],
}

impl Standing {
    /// Whether this one counts rather than the other. No standing beats itself.
    pub fn beats(&self, other: &Self) -> bool {
        self.version > other.version
            || (self.version == other.version && self.receipt < other.receipt)
    }
}

/// The chosen envelope of each code so far, with what the caller needs to find it again.
#[derive(Debug, Clone)]
pub struct Chosen<T> {
    by_code: HashMap<CodeHash, (Standing, T)>,
}

impl<T> Default for Chosen<T> {
    fn default() -> Self {
        Self {
            by_code: HashMap::new(),
        }
    }
}

impl<T> Chosen<T> {
    /// Offers an envelope. Answers whether an envelope of this code, this one or the one that
    /// stood before, is now out.
    pub fn offer(&mut self, code: CodeHash, standing: Standing, found: T) -> Offer {
        match self.by_code.entry(code) {
            Entry::Vacant(place) => {
                place.insert((standing, found));
                Offer::First
            }
            Entry::Occupied(mut place) => {
                if standing.beats(&place.get().0) {
                    place.insert((standing, found));
                }
                Offer::OneIsOut
            }
        }
    }

    /// Codes with an envelope.
    pub fn len(&self) -> usize {
        self.by_code.len()
    }

    /// Whether no envelope was offered.
    pub fn is_empty(&self) -> bool {
        self.by_code.is_empty()
    }

    /// What was chosen, without the codes and in no order that means anything.
    pub fn into_found(self) -> Vec<T> {
        self.by_code.into_values().map(|(_, found)| found).collect()
    }
}

/// What an offer did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// The first envelope of its code.
    First,
    /// One of two envelopes of the same code no longer counts.
    OneIsOut,
}

/// Why an envelope is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Discard {
    /// A later version stands, or the same envelope was sent twice.
    Replaced,
    /// No envelope at all.
    Malformed,
    /// A code that was never registered for this campaign.
    UnknownCode,
    /// A code that was registered for another subject or relation.
    OtherScope,
    /// The answers do not fit the instrument.
    UnfitAnswers,
}

/// What came of all envelopes of a campaign. No count is smaller than the campaign.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Envelopes in the box at the close.
    pub received: u64,
    /// Ballots written.
    pub counted: u64,
    /// See [`Discard::Replaced`].
    pub replaced: u64,
    /// See [`Discard::Malformed`].
    pub malformed: u64,
    /// See [`Discard::UnknownCode`].
    pub unknown_code: u64,
    /// See [`Discard::OtherScope`].
    pub other_scope: u64,
    /// See [`Discard::UnfitAnswers`].
    pub unfit_answers: u64,
}

impl Counts {
    /// Counts one envelope that is not counted as a ballot.
    pub fn discard(&mut self, reason: Discard) {
        *match reason {
            Discard::Replaced => &mut self.replaced,
            Discard::Malformed => &mut self.malformed,
            Discard::UnknownCode => &mut self.unknown_code,
            Discard::OtherScope => &mut self.other_scope,
            Discard::UnfitAnswers => &mut self.unfit_answers,
        } += 1;
    }

    /// Whether every envelope received is accounted for.
    pub const fn add_up(&self) -> bool {
        self.received
            == self.counted
                + self.replaced
                + self.malformed
                + self.unknown_code
                + self.other_scope
                + self.unfit_answers
    }
}
