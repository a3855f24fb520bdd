//! Ballot means as columns, checked once.

use rayon::prelude::*;
use thiserror::Error;

use super::small::MAX_RELATIONS;

/// One row per ballot. Lengths agree, positions are in range, values finite: [`BallotMeans::check`].
#[derive(Clone, Debug, Default)]
pub struct BallotMeans {
    /// Number of subjects.
    pub n_subjects: usize,
    /// Number of relations, at most [`MAX_RELATIONS`].
    pub n_relations: usize,
    /// The relation of each class; a class is a stratum of a relation, or a whole relation.
    pub class_relation: Vec<u8>,
    /// Subject of each ballot.
    pub subject: Vec<u32>,
    /// Class of each ballot.
    pub class: Vec<u16>,
    /// Rater of each ballot, from 0; empty where ballots are not linked.
    pub rater: Vec<u32>,
    /// Mean of the ballot's items, on their scale.
    pub value: Vec<f64>,
    /// Variance that unanswered items add, in squared points of the scale.
    pub extra_variance: Vec<f64>,
    /// Screening weight in [0, 1]; a ballot of weight 0 says nothing.
    pub weight: Vec<f64>,
}

/// Why columns were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BallotMeansError {
    /// More relations than the model takes, or none.
    #[error("{0} relations, but there can be 1 to {MAX_RELATIONS}")]
    Relations(usize),
    /// Columns of different lengths.
    #[error("the columns have different lengths")]
    Lengths,
    /// A subject, class or relation out of range, or a value, variance or weight that is none.
    #[error("ballot {0} has a value out of range")]
    Ballot(usize),
}

impl BallotMeans {
    /// Whether the ballots of a rater are linked.
    pub fn is_linked(&self) -> bool {
        !self.rater.is_empty()
    }

    /// Relation of a ballot.
    pub(super) fn relation(&self, ballot: usize) -> usize {
        usize::from(self.class_relation[usize::from(self.class[ballot])])
    }

    /// Checks the columns.
    ///
    /// # Errors
    /// [`BallotMeansError`] names the first thing that is wrong.
    pub fn check(&self) -> Result<(), BallotMeansError> {
        if self.n_relations == 0 || self.n_relations > MAX_RELATIONS {
            return Err(BallotMeansError::Relations(self.n_relations));
        }
        let n = self.subject.len();
        let lengths = [
            self.class.len(),
            self.value.len(),
            self.extra_variance.len(),
            self.weight.len(),
        ];
        if lengths.iter().any(|length| *length != n) || (self.is_linked() && self.rater.len() != n)
        {
            return Err(BallotMeansError::Lengths);
        }
        let relations_in_range = self
            .class_relation
            .iter()
            .all(|relation| usize::from(*relation) < self.n_relations);
        if !relations_in_range {
            return Err(BallotMeansError::Relations(self.n_relations));
        }
        let good = |b: usize| {
            (self.subject[b] as usize) < self.n_subjects
                && usize::from(self.class[b]) < self.class_relation.len()
                && self.value[b].is_finite()
                && (0.0..f64::INFINITY).contains(&self.extra_variance[b])
                && (0.0..=1.0).contains(&self.weight[b])
        };
        match (0..n).find(|b| !good(*b)) {
            Some(ballot) => Err(BallotMeansError::Ballot(ballot)),
            None => Ok(()),
        }
    }
}

/// Ids as positions among those that occur, and these in order: ids may have gaps, of people who were
/// invited and did not answer, who would otherwise cost time and memory.
pub(crate) fn compact(ids: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut occurring = ids.to_vec();
    occurring.sort_unstable();
    occurring.dedup();
    let place = |id: &u32| occurring.partition_point(|other| other < id) as u32;
    (ids.par_iter().map(place).collect(), occurring)
}
