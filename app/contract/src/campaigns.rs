//! A campaign's life, its draft, and the protocol that the opening freezes.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::ids::{CampaignId, SubjectId};
use crate::locale::Localized;
use crate::raters::Relation;

/// Draft → open → closed → released → archived, and never back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CampaignState {
    /// Everything can still change.
    Draft,
    /// Raters answer; nobody sees a result.
    Open,
    /// The tally is done or under way; nobody sees a result.
    Closed,
    /// Profiles are shown to the leader and the analyst.
    Released,
    /// Kept, no longer listed first.
    Archived,
}

impl CampaignState {
    /// All states in their order.
    pub const ALL: [Self; 5] = [
        Self::Draft,
        Self::Open,
        Self::Closed,
        Self::Released,
        Self::Archived,
    ];

    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Released => "released",
            Self::Archived => "archived",
        }
    }

    /// The inverse of [`CampaignState::as_str`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// What the campaign is for. It binds: see [`Purpose::Development`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Để phát triển: no overall figure, no ranking, no export into classification or pay.
    Development,
    /// Tham khảo khi xếp loại: read by a person who writes his own reasoned conclusion.
    Reference,
}

/// How answers are protected while they travel and rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Bảo mật.
    Confidential,
}

/// The fewest people that k may ask for.
pub const K_FLOOR: u16 = 4;
/// What k is unless the organisation asks for more.
pub const K_DEFAULT: u16 = 5;
/// The fewest commenters of a shown cell, whatever k is.
pub const K_TEXT_FLOOR: u16 = 5;

/// The weight of one relation, in thousandths. Asked, never prefilled, never called law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Weights {
    /// Superiors.
    pub superior_permille: u16,
    /// Peers.
    pub peer_permille: u16,
    /// Subordinates.
    pub subordinate_permille: u16,
}

impl Weights {
    /// The weight of a relation in thousandths; the leader's own view weighs nothing.
    pub const fn of(&self, relation: Relation) -> u16 {
        match relation {
            Relation::Oneself => 0,
            Relation::Superior => self.superior_permille,
            Relation::Peer => self.peer_permille,
            Relation::Subordinate => self.subordinate_permille,
        }
    }

    /// What the three add up to; 1,000 when the draft is ready.
    pub const fn sum_permille(&self) -> u32 {
        self.superior_permille as u32 + self.peer_permille as u32 + self.subordinate_permille as u32
    }
}

/// One step of the merge path: a relation with fewer than k ballots joins these others,
/// and all of them are published as one cell. Steps are tried in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MergeStep {
    /// The relations that form one cell when this step applies.
    pub relations: Vec<Relation>,
}

/// Whom the campaign is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectChoice {
    /// Heads of these units (paths) and of the units below them.
    HeadsOf(Vec<String>),
    /// Everybody in these units whose post has one of these titles.
    PostsIn {
        /// Unit paths; units below belong to them.
        units: Vec<String>,
        /// Titles of posts, as on the roster.
        titles: Vec<String>,
    },
    /// People named by staff code.
    People(Vec<String>),
}

/// A campaign that is not open yet. Every field the organisation must decide is an `Option`:
/// the opening refuses what was not decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Short code for addresses and the command line, e.g. `2026-q3`.
    pub code: String,
    /// Title in both languages.
    pub title: Localized,
    /// What it is for.
    pub purpose: Option<Purpose>,
    /// Id of the instrument.
    pub instrument: Option<String>,
    /// Weights of the relations.
    pub weights: Option<Weights>,
    /// k for figures.
    pub k: u16,
    /// Merge path of small relations, tried in order. Empty: they are withheld. `None`: not
    /// decided yet.
    pub merge_path: Option<Vec<MergeStep>>,
    /// Whom it is about.
    pub subjects: Option<SubjectChoice>,
    /// First day.
    pub opens_on: Option<Date>,
    /// Last day; the campaign closes at its end, or by hand.
    pub closes_on: Option<Date>,
    /// Share of raters expected to answer, in thousandths: only for the forecast.
    pub expected_response_permille: u16,
}

/// Everything that decides a figure, frozen when the campaign opens.
/// Its canonical JSON (RFC 8785; no floats) is hashed by SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Protocol {
    /// `toancanh/protocol/1`.
    pub schema: String,
    /// The campaign.
    pub campaign: CampaignId,
    /// Short code.
    pub code: String,
    /// Title.
    pub title: Localized,
    /// What it is for.
    pub purpose: Purpose,
    /// How answers are protected.
    pub mode: Mode,
    /// Instrument id.
    pub instrument: String,
    /// Instrument version.
    pub instrument_version: u32,
    /// SHA-256 of the instrument's canonical JSON, hex.
    pub instrument_hash: String,
    /// Weights of the relations.
    pub weights: Weights,
    /// k for figures.
    pub k: u16,
    /// k for comments.
    pub k_text: u16,
    /// Merge path.
    pub merge_path: Vec<MergeStep>,
    /// The one size of an envelope, in bytes.
    pub envelope_bytes: u32,
    /// First day, yyyy-MM-dd.
    pub opens_on: String,
    /// Last day, yyyy-MM-dd.
    pub closes_on: String,
    /// Version of the statistical method.
    pub method_version: String,
    /// Seed of everything random in the statistics, hex. Never the order of answers.
    pub seed: String,
    /// Subjects and how many raters each relation has, sorted by subject.
    pub subjects: Vec<ProtocolSubject>,
}

/// One subject in the protocol: no name, only how many are invited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProtocolSubject {
    /// Random id of the subject inside this campaign.
    pub subject: SubjectId,
    /// Superiors invited; exactly one means attributed.
    pub n_superiors: u32,
    /// Peers invited.
    pub n_peers: u32,
    /// Subordinates invited.
    pub n_subordinates: u32,
}

impl ProtocolSubject {
    /// How many are invited in a relation; the leader himself counts as one.
    pub const fn n_invited(&self, relation: Relation) -> u32 {
        match relation {
            Relation::Oneself => 1,
            Relation::Superior => self.n_superiors,
            Relation::Peer => self.n_peers,
            Relation::Subordinate => self.n_subordinates,
        }
    }

    /// Whether a relation is attributed to one known person.
    pub const fn attributed(&self, relation: Relation) -> bool {
        match relation {
            Relation::Oneself => true,
            Relation::Superior => self.n_superiors == 1,
            Relation::Peer | Relation::Subordinate => false,
        }
    }
}

/// A campaign as every page about it names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CampaignHead {
    /// Id.
    pub id: CampaignId,
    /// Short code.
    pub code: String,
    /// Title.
    pub title: Localized,
    /// What it is for.
    pub purpose: Purpose,
    /// How answers are protected.
    pub mode: Mode,
    /// k for figures.
    pub k: u16,
    /// k for comments.
    pub k_text: u16,
    /// First day, yyyy-MM-dd.
    pub opens_on: String,
    /// Last day, yyyy-MM-dd.
    pub closes_on: String,
    /// Day of the release, yyyy-MM-dd.
    pub released_on: Option<String>,
    /// SHA-256 of the protocol, hex.
    pub protocol_hash: String,
}

/// One line of the list of campaigns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignLine {
    /// Short code.
    pub code: String,
    /// Title.
    pub title: Localized,
    /// State.
    pub state: CampaignState,
    /// Purpose, once decided.
    pub purpose: Option<Purpose>,
    /// First day, once decided.
    pub opens_on: Option<Date>,
    /// Last day, once decided.
    pub closes_on: Option<Date>,
    /// Whether it was imported from ratings collected elsewhere.
    pub imported: bool,
}

/// What will be visible for one leader at the expected response.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// Staff code.
    pub staff_code: String,
    /// Full name.
    pub full_name: String,
    /// Name as it stands in the questions: form of address and given name, or the full name.
    pub name: String,
    /// Post and unit.
    pub post: String,
    /// Unit path.
    pub unit_path: String,
    /// One entry per relation of others.
    pub relations: Vec<RelationForecast>,
    /// Three subordinates or fewer: a facilitated conversation serves better than a score.
    pub offer_conversation: bool,
}

/// The forecast of one relation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RelationForecast {
    /// The relation.
    pub relation: Relation,
    /// People invited.
    pub n_invited: u32,
    /// Attributed: shown, and told so.
    pub attributed: bool,
    /// Probability in per cent, rounded, that at least k answer (binomial at the expected response).
    pub alone_pct: u8,
    /// The same after the merge path.
    pub after_merge_pct: u8,
}

/// A running campaign as its page shows it: no result, no list of who has not answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Assignments issued by unit, only where at least k are invited.
    pub issued_by_unit: Vec<UnitProgress>,
    /// Envelopes received in the whole campaign, rounded down to tens.
    pub received_tens: u64,
    /// Assignments in all.
    pub n_assignments: u64,
}

/// Issued assignments of one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitProgress {
    /// Path of the unit.
    pub unit_path: String,
    /// Assignments of the unit's people.
    pub n_invited: u32,
    /// Of these, issued; `None` where fewer than k are invited.
    pub n_issued: Option<u32>,
}
