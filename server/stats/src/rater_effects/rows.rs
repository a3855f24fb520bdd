//! The ballots that have a weight, subject by subject, with the ballots of each rater.

use std::ops::Range;

use super::columns::{BallotMeans, compact};

/// Ballots in the order of their subjects.
#[derive(Debug)]
pub(super) struct Rows {
    n_relations: usize,
    /// First row of each subject, and the end.
    starts: Vec<usize>,
    relation: Vec<u8>,
    class: Vec<u16>,
    value: Vec<f64>,
    extra_variance: Vec<f64>,
    weight: Vec<f64>,
    rater: Vec<u32>,
    /// Id of each rater in the columns.
    rater_ids: Vec<u32>,
    /// First place of each rater in `by_rater`, and the end.
    rater_starts: Vec<usize>,
    by_rater: Vec<u32>,
}

impl Rows {
    pub(super) fn new(ballots: &BallotMeans) -> Self {
        let speaking: Vec<usize> = (0..ballots.value.len())
            .filter(|b| ballots.weight[*b] > 0.0)
            .collect();
        let (starts, order) = grouped(ballots.n_subjects, &speaking, |b| {
            ballots.subject[b] as usize
        });
        let ids: Vec<u32> = if ballots.is_linked() {
            order.iter().map(|b| ballots.rater[*b]).collect()
        } else {
            Vec::new()
        };
        let (rater, rater_ids) = compact(&ids);
        let n_raters = rater_ids.len();
        let places: Vec<usize> = (0..rater.len()).collect();
        let (rater_starts, by_rater) = grouped(n_raters, &places, |row| rater[row] as usize);
        Self {
            n_relations: ballots.n_relations,
            relation: order.iter().map(|b| ballots.relation(*b) as u8).collect(),
            class: order.iter().map(|b| ballots.class[*b]).collect(),
            value: order.iter().map(|b| ballots.value[*b]).collect(),
            extra_variance: order.iter().map(|b| ballots.extra_variance[*b]).collect(),
            weight: order.iter().map(|b| ballots.weight[*b]).collect(),
            by_rater: by_rater.into_iter().map(|row| row as u32).collect(),
            starts,
            rater,
            rater_ids,
            rater_starts,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.value.len()
    }

    pub(super) fn n_relations(&self) -> usize {
        self.n_relations
    }

    pub(super) fn n_subjects(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn n_raters(&self) -> usize {
        self.rater_starts.len() - 1
    }

    /// Ids of the raters with a ballot.
    pub(super) fn rater_ids(&self) -> &[u32] {
        &self.rater_ids
    }

    pub(super) fn is_linked(&self) -> bool {
        !self.rater.is_empty()
    }

    /// The rows of `n` subjects from `first` on.
    pub(super) fn of_subjects(&self, first: usize, n: usize) -> Range<usize> {
        self.starts[first]..self.starts[first + n]
    }

    pub(super) fn of_rater(&self, rater: usize) -> &[u32] {
        &self.by_rater[self.rater_starts[rater]..self.rater_starts[rater + 1]]
    }

    pub(super) fn relation(&self, row: usize) -> usize {
        usize::from(self.relation[row])
    }

    pub(super) fn class(&self, row: usize) -> usize {
        usize::from(self.class[row])
    }

    pub(super) fn value(&self, row: usize) -> f64 {
        self.value[row]
    }

    pub(super) fn weight(&self, row: usize) -> f64 {
        self.weight[row]
    }

    pub(super) fn extra_variance(&self, row: usize) -> f64 {
        self.extra_variance[row]
    }

    /// s² = σ²/w + x.
    pub(super) fn variance(&self, row: usize, residual: f64) -> f64 {
        residual / self.weight[row] + self.extra_variance[row]
    }

    pub(super) fn rater(&self, row: usize) -> Option<usize> {
        self.rater.get(row).map(|rater| *rater as usize)
    }
}

/// Items by group in their own order: the first place of each group, the end, and the items.
fn grouped(
    n_groups: usize,
    items: &[usize],
    group: impl Fn(usize) -> usize,
) -> (Vec<usize>, Vec<usize>) {
    let mut starts = vec![0; n_groups + 1];
    for item in items {
        starts[group(*item) + 1] += 1;
    }
    for at in 0..n_groups {
        starts[at + 1] += starts[at];
    }
    let mut next = starts.clone();
    let mut order = vec![0; items.len()];
    for item in items {
        let place = &mut next[group(*item)];
        order[*place] = *item;
        *place += 1;
    }
    (starts, order)
}
