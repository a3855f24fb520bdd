//! Ballots sorted by subject and relation, inside them by what they say.
//!
//! Ties are ballots that say the same, so every sum over the rows of a group meets the same terms in
//! the same order, however the ballots came in.

use crate::ratings::Ratings;
use crate::relation::{N_RELATIONS, Relation, RelationSet};

/// Positions of ballots in canonical order.
#[derive(Debug)]
pub(crate) struct Rows {
    order: Vec<u32>,
    /// Where the rows of subject × relation begin; one more at the end.
    begins: Vec<u32>,
}

impl Rows {
    /// Sorts the ballots: O(ballots) to group them, O(n log n) inside a group.
    pub(crate) fn new(ratings: &Ratings) -> Self {
        let group = |ballot: usize| {
            ratings.subject_of(ballot) as usize * N_RELATIONS + ratings.relation_of(ballot).index()
        };
        let n_groups = ratings.n_subjects() as usize * N_RELATIONS;
        let mut begins = vec![0_u32; n_groups + 1];
        for ballot in 0..ratings.n_ballots() {
            begins[group(ballot) + 1] += 1;
        }
        for at in 0..n_groups {
            begins[at + 1] += begins[at];
        }
        let mut next = begins.clone();
        let mut order = vec![0_u32; ratings.n_ballots()];
        for ballot in 0..ratings.n_ballots() {
            let place = &mut next[group(ballot)];
            order[*place as usize] = ballot as u32;
            *place += 1;
        }
        for at in 0..n_groups {
            order[begins[at] as usize..begins[at + 1] as usize]
                .sort_unstable_by(|a, b| ratings.by_content(*a as usize, *b as usize));
        }
        Self { order, begins }
    }

    /// The ballots about a subject in one relation.
    fn group(&self, subject: u32, relation: Relation) -> &[u32] {
        let at = subject as usize * N_RELATIONS + relation.index();
        &self.order[self.begins[at] as usize..self.begins[at + 1] as usize]
    }

    /// The ballots of a cell, relation after relation.
    pub(crate) fn of(
        &self,
        subject: u32,
        cell: RelationSet,
    ) -> impl Iterator<Item = usize> + Clone {
        let relations = Relation::ALL.into_iter().filter(move |r| cell.contains(*r));
        relations
            .flat_map(move |r| self.group(subject, r))
            .map(|ballot| *ballot as usize)
    }
}
