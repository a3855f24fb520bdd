//! The conditional mean of relations that a subject lacks, given the cells that he has.
//!
//! In: for each subject of the campaign the published estimates of one composite. Out: the
//! regression (see [`crate::regression`]) of the absent relations' policy-weighted mean on the means
//! of the given cells, over the subjects that have both, at least [`MIN_COHORT`] of them.
//!
//! A subject counts as having a cell of several relations if some of his published cells make it up
//! exactly; its mean is then their mean over ballots. The absent relations must each stand alone.
//! Nothing but published figures enters.

use std::collections::BTreeMap;

use crate::cells::CellEstimate;
use crate::numeric::sum;
use crate::regression::Regression;
use crate::relation::RelationSet;
use crate::settings::Settings;

/// Fewest subjects that have the missing relation and the others.
pub const MIN_COHORT: usize = 20;

/// The regression of absent relations on given cells.
#[derive(Clone, Debug)]
pub(crate) struct Conditional {
    /// Its coefficients follow the given cells.
    pub(crate) fit: Regression,
    /// Mean over the cohort of the sampling variance of the response.
    pub(crate) sampling_variance: f64,
}

/// The cohort, and the regressions that were already needed.
pub(crate) struct Cohort<'a> {
    subjects: &'a [Vec<CellEstimate>],
    settings: &'a Settings,
    known: BTreeMap<(RelationSet, Vec<RelationSet>), Option<Conditional>>,
}

impl<'a> Cohort<'a> {
    /// `subjects` holds for each subject the cells in which the composite is published.
    pub(crate) fn new(subjects: &'a [Vec<CellEstimate>], settings: &'a Settings) -> Self {
        Self {
            subjects,
            settings,
            known: BTreeMap::new(),
        }
    }

    /// The cells of one subject.
    pub(crate) fn cells(&self, subject: u32) -> &'a [CellEstimate] {
        &self.subjects[subject as usize]
    }

    /// What the absent relations are, given the cells; `None` where too few subjects have both.
    pub(crate) fn given(
        &mut self,
        absent: RelationSet,
        given: &[RelationSet],
    ) -> Option<&Conditional> {
        let key = (absent, given.to_vec());
        let Self {
            subjects,
            settings,
            known,
        } = self;
        known
            .entry(key)
            .or_insert_with(|| fit(subjects, settings, absent, given))
            .as_ref()
    }
}

fn fit(
    subjects: &[Vec<CellEstimate>],
    settings: &Settings,
    absent: RelationSet,
    given: &[RelationSet],
) -> Option<Conditional> {
    let total = sum(absent.iter().map(|r| settings.weight(r)));
    let mut rows = Vec::new();
    let mut sampling = Vec::new();
    for cells in subjects {
        let alone = |relation| {
            let set = RelationSet::of(relation);
            let cell = cells.iter().find(|cell| cell.relations == set)?;
            Some((settings.weight(relation) / total, cell.estimate))
        };
        let responses: Option<Vec<_>> = absent.iter().map(alone).collect();
        let predictors: Option<Vec<f64>> =
            given.iter().map(|set| ballot_mean(cells, *set)).collect();
        if let (Some(responses), Some(x)) = (responses, predictors) {
            rows.push((x, sum(responses.iter().map(|(w, e)| w * e.value))));
            sampling.push(sum(responses.iter().map(|(w, e)| w * w * e.variance)));
        }
    }
    if rows.len() < MIN_COHORT {
        return None;
    }
    let sampling_variance = sum(sampling.iter().copied()) / rows.len() as f64;
    Some(Conditional {
        fit: Regression::fit(&rows, given.len())?,
        sampling_variance,
    })
}

/// Mean over the ballots of the published cells that make up `set` exactly.
fn ballot_mean(cells: &[CellEstimate], set: RelationSet) -> Option<f64> {
    let inside = || cells.iter().filter(|cell| cell.relations.is_subset_of(set));
    let covered = inside().fold(RelationSet::EMPTY, |sum, cell| sum.union(cell.relations));
    let ballots = |cell: &CellEstimate| f64::from(cell.mean.n_certain);
    (covered == set).then(|| {
        sum(inside().map(|cell| ballots(cell) * cell.estimate.value)) / sum(inside().map(ballots))
    })
}
