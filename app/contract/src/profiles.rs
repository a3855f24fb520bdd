//! What a released profile is made of, and the type that every shown figure travels in.

use serde::{Deserialize, Serialize};

use crate::campaigns::{CampaignHead, Purpose, Weights};
use crate::ids::SubjectId;
use crate::locale::Localized;
use crate::raters::Relation;

/// A figure that went through disclosure control: shown, or withheld with the reason.
///
/// Only `profiles::publish` in `server` makes a shown one; a lint forbids it anywhere else.
/// It is read back from the release ledger by serde.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Disclosed<T>(Inner<T>);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
enum Inner<T> {
    Shown(T),
    Withheld(Withheld),
}

impl<T> Disclosed<T> {
    /// A figure that may be seen. Forbidden outside `profiles::publish` (clippy `disallowed_methods`).
    pub const fn shown(value: T) -> Self {
        Self(Inner::Shown(value))
    }

    /// A place where a figure would stand.
    pub const fn withheld(reason: Withheld) -> Self {
        Self(Inner::Withheld(reason))
    }

    /// The figure, or why it is not there.
    pub const fn get(&self) -> Result<&T, &Withheld> {
        match &self.0 {
            Inner::Shown(value) => Ok(value),
            Inner::Withheld(reason) => Err(reason),
        }
    }
}

/// Why a place is empty. Each reason is one sentence on the page, and none tells a small count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Withheld {
    /// Fewer than k ballots, and the merge path did not help.
    TooFew {
        /// The threshold.
        k: u16,
    },
    /// Fewer than k answers to this item inside its cell.
    ItemTooFew {
        /// The threshold.
        k: u16,
    },
    /// Fewer than k people said that they cannot judge, or so few left a blank beside them that
    /// their number would follow. Which of the two is not told.
    CountHidden {
        /// The threshold.
        k: u16,
    },
    /// Nothing from which this could be computed was published.
    NothingPublished,
    /// Distributions and choices are shown from 2k people on, agreement and alpha from 4k on.
    BelowDouble {
        /// The threshold.
        n: u32,
    },
    /// Fewer than two zones of at least three people would remain, or beside the mean they would tell
    /// single answers.
    ZonesTooSmall,
    /// The answers are so much alike that their spread would tell single ones.
    SpreadTooSmall,
    /// Agreement between items needs at least two of them.
    OneItem,
    /// A relation is missing, and too few leaders have both to stand in for it.
    NotEnoughToMerge {
        /// Leaders that would be needed.
        subjects: u32,
    },
    /// Nobody was invited in this relation.
    NotInvited,
    /// The one attributed person did not answer.
    NoAnswers,
    /// Fewer commenters than comments need.
    TooFewComments {
        /// The threshold.
        k_text: u16,
    },
    /// The instrument does not ask this.
    NotAsked,
}

/// An estimate with what makes it honest. Already rounded for display.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Figure {
    /// The estimate, on the scale of the items.
    pub estimate: f64,
    /// Whether it is censored: a unanimous mean is shown as a bound.
    pub bound: Bound,
    /// 95 % interval; `None` for one attributed person.
    pub ci95: Option<Interval>,
    /// People behind it. Where one to k − 1 people of a cell left something out, this is the
    /// smallest number that is still certain, so that nobody can count them.
    pub n: u32,
    /// Reliability of the figure in 0..1, where it can be computed.
    pub reliability: Option<f64>,
}

/// Whether a figure is exact or a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// The rounded estimate itself.
    Exact,
    /// At most this ("≤ 1,4").
    AtMost,
    /// At least this ("≥ 4,6").
    AtLeast,
}

/// An interval on the scale of the items.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Interval {
    /// Lower end.
    pub lo: f64,
    /// Upper end.
    pub hi: f64,
}

/// Self minus others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gap {
    /// The difference; positive: the leader rates himself higher.
    pub difference: f64,
    /// 95 % interval.
    pub ci95: Interval,
    /// What may be said about it.
    pub reading: GapReading,
}

/// What may be said about a gap: never a trait of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum GapReading {
    /// Tự đánh giá cao hơn.
    SelfHigher,
    /// Tự đánh giá thấp hơn.
    SelfLower,
    /// Tương đồng.
    Similar,
    /// Chưa đủ căn cứ.
    NotEnoughEvidence,
}

/// One published cell of a subject: one relation, or several merged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cell {
    /// The relations in it, in the order of [`Relation::ALL`].
    pub relations: Vec<Relation>,
    /// One known person, told so before answering.
    pub attributed: bool,
    /// Ballots in it.
    pub n: Disclosed<u32>,
}

/// The figures of one competency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CompetencyFigures {
    /// Id in the instrument.
    pub id: String,
    /// Title.
    pub title: Localized,
    /// Short title.
    pub short: Localized,
    /// One figure per cell, in the order of [`ProfileFigures::cells`].
    pub cells: Vec<Disclosed<Figure>>,
    /// The policy-weighted merge of the others.
    pub merged: Disclosed<Figure>,
    /// Self minus the merged figure.
    pub gap: Disclosed<Gap>,
    /// Cronbach's alpha over ballots, from 4k on; one per cell.
    pub alpha: Vec<Disclosed<f64>>,
    /// r_wg(j) of at least two items, from 4k on; one per cell.
    pub rwg_j: Vec<Disclosed<f64>>,
    /// Its items.
    pub items: Vec<ItemFigures>,
}

/// The figures of one item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ItemFigures {
    /// Id in the instrument.
    pub id: String,
    /// Short name.
    pub short: Localized,
    /// One figure per cell.
    pub cells: Vec<Disclosed<Figure>>,
    /// One distribution per cell.
    pub zones: Vec<Disclosed<Zones>>,
    /// "Cannot judge", one count per cell, from k on.
    pub cannot_judge: Vec<Disclosed<u32>>,
}

/// A distribution in three zones, in per cent on a grid of at least two people. A zone that joined its neighbour is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Zones {
    /// Levels 1–2.
    pub low_pct: Option<u8>,
    /// Level 3.
    pub middle_pct: Option<u8>,
    /// Levels 4–5.
    pub high_pct: Option<u8>,
    /// Which zones were joined.
    pub joined: ZonesJoined,
    /// Answers behind it.
    pub n: u32,
}

/// Which zones of a distribution were joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ZonesJoined {
    /// None: three zones stand.
    None,
    /// Low and middle are one; its share stands in `low_pct`.
    LowMiddle,
    /// Middle and high are one; its share stands in `high_pct`.
    MiddleHigh,
}

/// The forced choice over all published cells that are not attributed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ForcedChoiceFigures {
    /// How often each competency was named among the strongest, in the instrument's order.
    pub strongest: Vec<ChoiceShare>,
    /// How often each was named as the one to improve first.
    pub improve_first: Vec<ChoiceShare>,
    /// Ballots behind it.
    pub n: u32,
}

/// The share of ballots that made a choice.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ChoiceShare {
    /// Nobody or one or two people: "ít".
    Few,
    /// All but one or two, or all: "hầu hết".
    NearlyAll,
    /// A share in whole per cent with its 95 % Wilson interval.
    Share {
        /// Per cent.
        pct: u8,
        /// Lower end in per cent.
        lo_pct: u8,
        /// Upper end in per cent.
        hi_pct: u8,
    },
    /// Not told, because with it one could count the one or two people behind another share.
    Covered,
}

/// Comments on one prompt from one cell, or from all cells pooled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comments {
    /// Id of the prompt.
    pub prompt: String,
    /// The question, without a name in it.
    pub question: Localized,
    /// The relations the commenters come from.
    pub relations: Vec<Relation>,
    /// The texts, shuffled.
    pub texts: Disclosed<Vec<String>>,
}

/// All figures of one subject: what the release ledger keeps. No name stands here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProfileFigures {
    /// `toancanh/profile/1`.
    pub schema: String,
    /// The subject inside the campaign.
    pub subject: SubjectId,
    /// The frozen partition: self first, then the others. Every list of cells follows it.
    pub cells: Vec<Cell>,
    /// Relations of others that are not shown anywhere, and why.
    pub withheld: Vec<WithheldRelation>,
    /// Competencies in the instrument's order.
    pub competencies: Vec<CompetencyFigures>,
    /// Only under [`Purpose::Reference`]; under development the field does not exist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overall: Option<Overall>,
    /// The forced choice.
    pub forced_choice: Disclosed<ForcedChoiceFigures>,
    /// Comments.
    pub comments: Vec<Comments>,
    /// Weights of the relations, as the protocol has them.
    pub weights: Weights,
    /// Salted SHA-256 of the data it was computed from, hex.
    pub data_hash: String,
    /// SHA-256 of the protocol, hex.
    pub protocol_hash: String,
    /// Version of the method.
    pub method_version: String,
    /// The scale: lowest and highest level.
    pub scale: Interval,
}

/// A relation that is not shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WithheldRelation {
    /// The relation.
    pub relation: Relation,
    /// Why.
    pub reason: Withheld,
}

/// The overall figures, under purpose *reference* only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Overall {
    /// One figure per cell.
    pub cells: Vec<Disclosed<Figure>>,
    /// The policy-weighted merge.
    pub merged: Disclosed<Figure>,
}

/// Whom a profile is about: joined from the roster when the page is made, never stored beside figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SubjectHead {
    /// Staff code.
    pub staff_code: String,
    /// Full name.
    pub full_name: String,
    /// How the wording calls him.
    pub name: String,
    /// Post.
    pub post: String,
    /// Unit path.
    pub unit_path: String,
}

/// A released profile as pages and files get it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Profile {
    /// The campaign.
    pub campaign: CampaignHead,
    /// The person.
    pub subject: SubjectHead,
    /// The figures.
    pub figures: ProfileFigures,
}

/// The analyst's list: by unit and name, never by a score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProfileList {
    /// The campaign.
    pub campaign: CampaignHead,
    /// Short titles of the competencies.
    pub competencies: Vec<Localized>,
    /// What was searched for in names, staff codes and unit paths; empty for everybody.
    pub search: String,
    /// Leaders found in all.
    pub n_total: u64,
    /// Page, counted from 1.
    pub page: u32,
    /// Pages in all; at least 1.
    pub n_pages: u32,
    /// The leaders of this page, by unit, then by name.
    pub lines: Vec<ProfileLine>,
}

/// What `/profiles` offers the one who asks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfilesHome {
    /// Released and archived campaigns, latest first: for the analyst, else empty.
    pub campaigns: Vec<CampaignHead>,
    /// The asking person's own results, latest first.
    pub own: Vec<OwnProfile>,
}

/// A released profile of the person who asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnProfile {
    /// The campaign.
    pub campaign: CampaignHead,
    /// Staff code, as in the address of the profile.
    pub staff_code: String,
}

/// One leader in the analyst's list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProfileLine {
    /// The person.
    pub subject: SubjectHead,
    /// Merged figure of each competency.
    pub merged: Vec<Disclosed<Figure>>,
    /// Overall merged figure, under purpose *reference* only.
    pub overall: Option<Disclosed<Figure>>,
}

impl Purpose {
    /// Whether an overall figure may exist at all.
    pub const fn allows_overall(self) -> bool {
        match self {
            Self::Development => false,
            Self::Reference => true,
        }
    }
}
