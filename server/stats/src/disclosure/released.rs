//! What may leave this crate, and why a place is empty.

use crate::relation::{Relation, RelationSet};
pub use crate::self_other::GapWord;

/// A value that passed disclosure control. Only [`crate::disclosure`] makes one, and nothing here
/// can be serialised: what shows it has to take it apart in one known place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Released<T>(T);

impl<T> Released<T> {
    pub(super) const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value.
    pub const fn get(&self) -> &T {
        &self.0
    }

    /// The value, taken out.
    pub fn into_inner(self) -> T {
        self.0
    }
}

/// A place on a profile: a value, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome<T> {
    /// It may be seen.
    Released(Released<T>),
    /// It may not, or does not exist.
    Withheld(Withheld),
}

impl<T> Outcome<T> {
    pub(super) const fn released(value: T) -> Self {
        Self::Released(Released::new(value))
    }

    /// The value, if it may be seen.
    pub const fn get(&self) -> Option<&T> {
        match self {
            Self::Released(value) => Some(value.get()),
            Self::Withheld(_) => None,
        }
    }

    /// Why it may not be seen.
    pub const fn reason(&self) -> Option<Withheld> {
        match self {
            Self::Released(_) => None,
            Self::Withheld(reason) => Some(*reason),
        }
    }
}

/// Why a place is empty. No reason tells a count below its threshold: "nobody" and "k − 1 people"
/// give the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Withheld {
    /// Fewer than k ballots, after the merge path too.
    TooFew {
        /// The threshold.
        k: u32,
    },
    /// Nobody was invited in this relation.
    NotInvited,
    /// The one attributed person did not answer.
    NoAnswer,
    /// Fewer than k answers to an item inside its cell.
    ItemTooFew {
        /// The threshold.
        k: u32,
    },
    /// Fewer than k people said that they cannot judge, or so few left a blank beside them that
    /// their number would follow. One reason for both: told apart, the second would say that at
    /// least k could not judge, and from the number of values the blanks could be counted.
    CountHidden {
        /// The threshold.
        k: u32,
    },
    /// Nothing from which it could be computed was published.
    NothingPublished,
    /// A relation is missing, and too few subjects have both to stand in for it.
    NotEnoughToMerge {
        /// Subjects that would be needed.
        subjects: u32,
    },
    /// Distributions and choices need twice k people that may be named, agreement and alpha four
    /// times k.
    BelowDouble {
        /// The threshold, 2k or 4k.
        n: u32,
    },
    /// Fewer than two zones of at least three people would remain, or beside the mean they would tell
    /// single answers. One reason for both: told apart, each would say more.
    ZonesTooSmall,
    /// The answers are so much alike that their spread would tell single answers.
    SpreadTooSmall,
    /// Agreement between items needs at least two of them.
    OneItem,
    /// Fewer commenters than comments need.
    TooFewComments {
        /// The threshold.
        k_text: u32,
    },
}

/// 95 % interval on the scale of the figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub lo: f64,
    /// Upper end.
    pub hi: f64,
}

/// Whether an estimate stands for itself or bounds a nearly unanimous one (rule 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The rounded estimate.
    Exact,
    /// The mean is at most this.
    AtMost,
    /// The mean is at least this.
    AtLeast,
}

/// How sure an estimate is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uncertainty {
    /// Standard error, the error of rounding included, rounded up to 0.01.
    pub se: f64,
    /// 95 % interval around the rounded estimate, within the scale.
    pub ci95: Interval,
}

/// An estimate on the scale of the items, rounded as it is shown: to 0.1 from ten people on and for
/// attributed people, else to 0.25 (rule 5).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// The estimate.
    pub estimate: f64,
    /// Whether it is a bound.
    pub bound: Bound,
    /// Standard error and interval; `None` for one attributed person.
    pub uncertainty: Option<Uncertainty>,
    /// People behind it. Where one to k − 1 people of the cell left something out, this is the
    /// smallest number that is still certain, so that nobody can count them.
    pub n: u32,
    /// Share of the variance between subjects that is no error, 0 to 1; `None` where the campaign
    /// is too small to tell.
    pub reliability: Option<f64>,
}

/// Self rating minus the merged figure of the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// The difference in units of the scale, rounded like the merged figure.
    pub difference: f64,
    /// Standard error and interval.
    pub uncertainty: Uncertainty,
    /// p value of "no difference", adjusted by Holm over the competencies of this subject, rounded
    /// up to 0.001.
    pub p_holm: f64,
    /// What may be said.
    pub word: GapWord,
}

/// The answers of a cell to an item in three zones, in per cent of those who gave a value, on a grid
/// on which each share stands for at least two numbers of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zones {
    /// Levels 1–2, 3, 4–5 of five.
    Three {
        /// Low.
        low_pct: u8,
        /// Middle.
        middle_pct: u8,
        /// High.
        high_pct: u8,
    },
    /// Low and middle joined.
    LowMiddle {
        /// Low and middle.
        low_middle_pct: u8,
        /// High.
        high_pct: u8,
    },
    /// Middle and high joined.
    MiddleHigh {
        /// Low.
        low_pct: u8,
        /// Middle and high.
        middle_high_pct: u8,
    },
}

/// The zones of an item, and how many people they are made of (see [`Figure::n`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Distribution {
    /// The zones.
    pub zones: Zones,
    /// People behind them.
    pub n: u32,
}

/// The share of ballots that made a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceShare {
    /// Nobody, or one or two people.
    Few,
    /// All, or all but one or two people.
    NearlyAll,
    /// A share in whole per cent with its 95 % Wilson interval.
    Share {
        /// Share.
        pct: u8,
        /// Lower end.
        lo_pct: u8,
        /// Upper end.
        hi_pct: u8,
    },
    /// Not told, because with it one could count the one or two people behind another share.
    Covered,
}

/// The forced choice over all published cells that are not attributed.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceFigures {
    /// How often each competency was named among the strongest.
    pub strongest: Vec<ChoiceShare>,
    /// How often each was named as the one to improve first.
    pub improve_first: Vec<ChoiceShare>,
    /// People behind it (see [`Figure::n`]).
    pub n: u32,
}

/// The figures of one item in one cell.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemRelease {
    /// Mean.
    pub mean: Outcome<Figure>,
    /// Distribution, from 2k values on.
    pub distribution: Outcome<Distribution>,
    /// How many said "cannot judge", from k on.
    pub cannot_judge: Outcome<u32>,
}

/// The figures of one competency in one cell.
#[derive(Clone, Debug, PartialEq)]
pub struct CompetencyRelease {
    /// Mean over the published items.
    pub mean: Outcome<Figure>,
    /// Agreement of the raters over at least two items, from 4k ballots on, rounded to 0.01 from 100
    /// people on and more coarsely below.
    pub rwg_j: Outcome<f64>,
    /// Cronbach's alpha over the ballots of the cell, from 4k on, rounded like the agreement.
    pub alpha: Outcome<f64>,
}

/// The figures of one cell.
#[derive(Clone, Debug, PartialEq)]
pub struct CellRelease {
    /// Whose ballots it holds.
    pub relations: RelationSet,
    /// One person who was told that the answers are shown as his.
    pub attributed: bool,
    /// Ballots in it.
    pub n: Released<u32>,
    /// One entry per item.
    pub items: Vec<ItemRelease>,
    /// One entry per competency.
    pub competencies: Vec<CompetencyRelease>,
}

/// Which comments on a prompt may be shown together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentLabel {
    /// As coming from these relations: one cell with enough commenters, or one attributed person.
    From(RelationSet),
    /// From these relations, without saying which comment comes from which.
    Pooled(RelationSet),
}

/// What may be shown of the comments on one prompt.
#[derive(Clone, Debug, PartialEq)]
pub struct CommentRelease {
    /// Groups of comments; each is shown shuffled, and they are disjoint.
    pub groups: Vec<Released<CommentLabel>>,
    /// The protected relations that are in no group, if any, and why. They are named whether or not
    /// they wrote anything.
    pub rest: Option<(RelationSet, Withheld)>,
}

/// The overall figures of a subject: made under purpose *reference* only.
#[derive(Clone, Debug, PartialEq)]
pub struct OverallRelease {
    /// One per cell, in the order of [`SubjectRelease::cells`].
    pub cells: Vec<Outcome<Figure>>,
    /// The policy-weighted merge.
    pub merged: Outcome<Figure>,
}

/// Everything that may be seen of one subject.
#[derive(Clone, Debug, PartialEq)]
pub struct SubjectRelease {
    /// The published cells: self first, then the others in the order of [`Relation::ALL`].
    pub cells: Vec<CellRelease>,
    /// Relations that stand in no cell, and why.
    pub withheld: Vec<(Relation, Withheld)>,
    /// The policy-weighted merge of the others, one per competency.
    pub merged: Vec<Outcome<Figure>>,
    /// Self minus the merge, one per competency.
    pub gaps: Vec<Outcome<Gap>>,
    /// The forced choice; `None` where the instrument does not ask.
    pub choices: Option<Outcome<ChoiceFigures>>,
    /// One entry per prompt.
    pub comments: Vec<CommentRelease>,
    /// `None` under purpose *development*, always.
    pub overall: Option<OverallRelease>,
}
