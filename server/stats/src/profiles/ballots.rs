//! The ballots of a campaign as columns, with what a campaign may or may not have beside the answers.

use thiserror::Error;

use crate::careless::{Pace, ScreenError, Sheet};
use crate::rater_effects::{BallotMeansError, MAX_RELATIONS};

/// One row per ballot.
#[derive(Clone, Debug)]
pub struct CampaignBallots {
    /// Answers, levels 1..A.
    pub sheet: Sheet,
    /// Value of level 1 on the scale of the items; levels are one apart.
    pub lowest: f64,
    /// Number of subjects.
    pub n_subjects: usize,
    /// Subject of each ballot, from 0.
    pub subject: Vec<u32>,
    /// Relation of each ballot, from 0.
    pub relation: Vec<u8>,
    /// Strata of each relation, with their shares of its population where known. A relation without
    /// strata has one.
    pub strata: Vec<Strata>,
    /// Stratum of each ballot within its relation.
    pub stratum: Vec<u16>,
    /// Rater of each ballot, from 0; empty where ballots are not linked.
    pub rater: Vec<u32>,
    /// Ratings of the vignettes, where the form has them.
    pub vignettes: Option<Sheet>,
    /// How long ballots took.
    pub pace: Pace,
}

/// Shares of the strata of one relation.
#[derive(Clone, Debug, PartialEq)]
pub enum Strata {
    /// Known shares of the population, summing to 1.
    Shares(Vec<f64>),
    /// That many strata whose shares nobody knows: those of the ballots stand in.
    Unknown(usize),
}

impl Strata {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Shares(shares) => shares.len(),
            Self::Unknown(n) => *n,
        }
    }

    /// Never true of a relation that was checked.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Why ballots were refused. Positions count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CampaignBallotsError {
    /// No relation, or more than the model takes.
    #[error("{0} relations, but there can be 1 to {MAX_RELATIONS}")]
    Relations(usize),
    /// Columns of different lengths.
    #[error("the columns have different lengths")]
    Lengths,
    /// A subject, relation, stratum or pace out of range.
    #[error("ballot {0} has a subject, relation, stratum or pace that does not exist")]
    Ballot(usize),
    /// Not one policy weight for each relation.
    #[error("there must be one policy weight for each relation")]
    Weights,
    /// The screen cannot read them.
    #[error(transparent)]
    Screen(ScreenError),
    /// The model cannot read them.
    #[error(transparent)]
    Means(BallotMeansError),
    /// Shares that are negative or do not sum to 1.
    #[error("the shares of the strata of relation {0} are not all positive with the sum 1")]
    Shares(usize),
}

/// How far the sum of shares may lie from 1: files carry few digits.
const SHARE_TOLERANCE: f64 = 1e-6;

impl CampaignBallots {
    /// Number of ballots.
    pub fn len(&self) -> usize {
        self.subject.len()
    }

    /// Whether there is no ballot.
    pub fn is_empty(&self) -> bool {
        self.subject.is_empty()
    }

    /// Number of relations.
    pub fn n_relations(&self) -> usize {
        self.strata.len()
    }

    /// Position of a ballot's cell, subjects outside and relations inside.
    pub(crate) fn cell(&self, ballot: usize) -> usize {
        self.subject[ballot] as usize * self.n_relations() + usize::from(self.relation[ballot])
    }

    /// Checks the columns.
    ///
    /// # Errors
    /// [`CampaignBallotsError`] names the first thing that is wrong.
    pub fn check(&self) -> Result<(), CampaignBallotsError> {
        let (n, relations) = (self.len(), self.n_relations());
        if relations == 0 || relations > MAX_RELATIONS {
            return Err(CampaignBallotsError::Relations(relations));
        }
        let paces = match &self.pace {
            Pace::Unknown => n,
            Pace::Seconds(seconds) => seconds.len(),
            Pace::Classes(classes) => classes.len(),
        };
        let linked = if self.rater.is_empty() {
            n
        } else {
            self.rater.len()
        };
        let vignettes = self.vignettes.as_ref().map_or(n, Sheet::n_ballots);
        let lengths = [
            self.sheet.n_ballots(),
            self.relation.len(),
            self.stratum.len(),
            linked,
            paces,
            vignettes,
        ];
        if lengths.iter().any(|length| *length != n) {
            return Err(CampaignBallotsError::Lengths);
        }
        for (relation, strata) in self.strata.iter().enumerate() {
            let good = match strata {
                Strata::Shares(shares) => {
                    let sum: f64 = shares.iter().sum();
                    shares.iter().all(|share| *share >= 0.0) && (sum - 1.0).abs() < SHARE_TOLERANCE
                }
                Strata::Unknown(n) => *n > 0,
            };
            if !good {
                return Err(CampaignBallotsError::Shares(relation));
            }
        }
        let good = |b: usize| {
            let strata = self.strata.get(usize::from(self.relation[b]));
            (self.subject[b] as usize) < self.n_subjects
                && strata.is_some_and(|strata| usize::from(self.stratum[b]) < strata.len())
                && match &self.pace {
                    Pace::Classes(classes) => classes[b] <= 3,
                    Pace::Seconds(seconds) => seconds[b].is_none_or(|s| s >= 0.0 && s.is_finite()),
                    Pace::Unknown => true,
                }
        };
        match (0..n).find(|b| !good(*b)) {
            Some(ballot) => Err(CampaignBallotsError::Ballot(ballot)),
            None => Ok(()),
        }
    }
}
