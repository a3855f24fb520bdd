//! Stage 0: which cells a subject has. The partition is fixed per subject, from the counts of
//! ballots alone, and holds for all items.
//!
//! In: people invited and ballots received of one subject by relation (counts). Out: disjoint cells
//! and the fate of each relation. Sources: anonymity.md §4.1 rules 1 to 3.
//!
//! Rules, in this order:
//! 1. The self rating, and the only invited superior where the protocol attributes him, stand
//!    alone as *attributed* cells and never merge.
//! 2. Every other relation with somebody invited starts as a cell of its own, also with no ballot:
//!    "nobody answered" and "three answered" must look alike.
//! 3. The steps of the merge path are taken in their order, once. Where a cell that holds one of the
//!    step's relations has fewer than k ballots, all cells that hold one of them become one.
//! 4. A cell that still has fewer than k ballots is withheld.
//!
//! Edges: a relation without invitations has no cell and is *missing*, which is public; an
//! attributed rater who did not answer has no cell either.

use crate::relation::{N_RELATIONS, Relation, RelationSet};
use crate::settings::{Settings, SoleSuperior};

/// Counts of people by relation, indexed by [`Relation::index`].
pub type Counts = [u32; N_RELATIONS];

/// Whether the people of a cell are protected by their number or named by their role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CellKind {
    /// One person who was told beforehand that the answers are shown as his.
    Attributed,
    /// At least k people.
    Group,
}

/// Ballots that are published together: the base of every figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The relations whose ballots it holds.
    pub relations: RelationSet,
    /// Attributed or protected.
    pub kind: CellKind,
    /// Ballots in it: 1 if attributed, else at least k.
    pub n_ballots: u32,
}

/// What became of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationFate {
    /// Nobody was invited in this relation.
    NotInvited,
    /// It is the cell at this position, alone.
    Alone(usize),
    /// It shares the cell at this position with other relations.
    Merged(usize),
    /// It has fewer than k ballots, after the merge path too.
    TooFew,
    /// The attributed rater did not answer.
    NoAnswer,
}

/// The cells of one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    cells: Vec<Cell>,
    fates: [RelationFate; N_RELATIONS],
}

impl Partition {
    /// The published cells, ordered by their first relation. They are disjoint.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// What became of a relation.
    pub fn fate(&self, relation: Relation) -> RelationFate {
        self.fates[relation.index()]
    }

    /// Position of the cell that holds the ballots of a relation, if they are published.
    pub fn cell_of(&self, relation: Relation) -> Option<usize> {
        match self.fate(relation) {
            RelationFate::Alone(cell) | RelationFate::Merged(cell) => Some(cell),
            RelationFate::NotInvited | RelationFate::TooFew | RelationFate::NoAnswer => None,
        }
    }
}

/// The partition of one subject.
pub fn partition(invited: &Counts, ballots: &Counts, settings: &Settings) -> Partition {
    let is_attributed = |relation: Relation| match relation {
        Relation::Oneself => true,
        Relation::Superior => {
            settings.sole_superior() == SoleSuperior::Attributed && invited[relation.index()] == 1
        }
        Relation::Peer | Relation::Subordinate => false,
    };

    // `home[r]` is the set of relations that share a cell with r; empty where r has none to share.
    let mut home = [RelationSet::EMPTY; N_RELATIONS];
    for relation in Relation::ALL {
        if invited[relation.index()] > 0 && !is_attributed(relation) {
            home[relation.index()] = RelationSet::of(relation);
        }
    }
    let count = |cell: RelationSet| cell.iter().map(|r| ballots[r.index()]).sum::<u32>();
    for step in settings.merge_path() {
        let touched = || {
            step.relations
                .iter()
                .map(|r| home[r.index()])
                .filter(|c| !c.is_empty())
        };
        if touched().any(|cell| count(cell) < settings.k()) {
            let joined = touched().fold(RelationSet::EMPTY, RelationSet::union);
            for relation in joined.iter() {
                home[relation.index()] = joined;
            }
        }
    }

    let mut cells: Vec<Cell> = Vec::new();
    let fates = Relation::ALL.map(|relation| {
        let at = relation.index();
        if invited[at] == 0 {
            return RelationFate::NotInvited;
        }
        let (relations, kind, enough) = if is_attributed(relation) {
            (
                RelationSet::of(relation),
                CellKind::Attributed,
                ballots[at] > 0,
            )
        } else {
            (home[at], CellKind::Group, count(home[at]) >= settings.k())
        };
        match (enough, kind) {
            (false, CellKind::Attributed) => return RelationFate::NoAnswer,
            (false, CellKind::Group) => return RelationFate::TooFew,
            (true, _) => {}
        }
        let known = cells.iter().position(|cell| cell.relations == relations);
        let cell = known.unwrap_or_else(|| {
            cells.push(Cell {
                relations,
                kind,
                n_ballots: count(relations),
            });
            cells.len() - 1
        });
        if relations.len() == 1 {
            RelationFate::Alone(cell)
        } else {
            RelationFate::Merged(cell)
        }
    });
    Partition { cells, fates }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{MergeStep, Purpose, SettingsParts};

    const OTHERS: [Relation; 2] = [Relation::Peer, Relation::Subordinate];
    const ALL_OTHERS: [Relation; 3] = Relation::OTHERS;

    fn settings(path: &[&[Relation]], sole_superior: SoleSuperior) -> Settings {
        let step = |relations: &&[Relation]| MergeStep {
            relations: relations.iter().copied().collect(),
        };
        Settings::new(SettingsParts {
            k: 5,
            k_text: 5,
            weights_permille: [0, 400, 300, 300],
            merge_path: path.iter().map(step).collect(),
            sole_superior,
            purpose: Purpose::Development,
        })
        .unwrap()
    }

    fn fates(invited: Counts, ballots: Counts) -> (Partition, [RelationFate; N_RELATIONS]) {
        let settings = settings(&[&OTHERS, &ALL_OTHERS], SoleSuperior::Attributed);
        let made = partition(&invited, &ballots, &settings);
        (made.clone(), Relation::ALL.map(|r| made.fate(r)))
    }

    #[test]
    fn relations_with_k_ballots_stand_alone() {
        let (made, fates) = fates([1, 1, 6, 9], [1, 1, 5, 8]);
        assert_eq!(fates, [0, 1, 2, 3].map(RelationFate::Alone));
        assert_eq!(made.cells()[1].kind, CellKind::Attributed);
        assert_eq!(made.cells()[2].kind, CellKind::Group);
        assert_eq!(made.cells()[3].n_ballots, 8);
    }

    #[test]
    fn two_raters_in_a_group_are_withheld_without_a_path() {
        let made = partition(
            &[1, 2, 3, 9],
            &[1, 2, 2, 8],
            &settings(&[], SoleSuperior::Attributed),
        );
        assert_eq!(made.fate(Relation::Superior), RelationFate::TooFew);
        assert_eq!(made.fate(Relation::Peer), RelationFate::TooFew);
        assert_eq!(made.cells().len(), 2);
    }

    #[test]
    fn a_small_relation_joins_along_the_path_and_takes_its_ballots_with_it() {
        let (made, fates) = fates([1, 1, 4, 9], [1, 1, 3, 8]);
        assert_eq!(fates[2], RelationFate::Merged(2));
        assert_eq!(fates[3], RelationFate::Merged(2));
        assert_eq!(made.cells()[2].n_ballots, 11);
    }

    #[test]
    fn a_later_step_is_taken_only_where_the_earlier_ones_left_a_small_cell() {
        let (made, _) = fates([0, 2, 4, 4], [0, 2, 3, 3]);
        assert_eq!(
            made.cells()[0].n_ballots,
            8,
            "two superiors stay small: all three join"
        );
        let (made, fates) = fates([0, 6, 4, 4], [0, 5, 3, 3]);
        assert_eq!(fates[1], RelationFate::Alone(0));
        assert_eq!(
            made.cells()[1].n_ballots,
            6,
            "peers and subordinates suffice"
        );
    }

    #[test]
    fn one_answer_of_two_invited_superiors_is_not_attributed() {
        let (made, fates) = fates([1, 2, 6, 9], [1, 1, 6, 9]);
        assert_eq!(fates[1], RelationFate::Merged(1));
        assert_eq!(made.cells()[1].kind, CellKind::Group);
        assert_eq!(made.cells()[1].n_ballots, 16);
    }

    #[test]
    fn an_imported_sole_superior_whom_nobody_told_is_protected() {
        let made = partition(
            &[1, 1, 6, 9],
            &[1, 1, 6, 9],
            &settings(&[], SoleSuperior::Protected),
        );
        assert_eq!(made.fate(Relation::Superior), RelationFate::TooFew);
    }

    #[test]
    fn a_cell_that_stays_small_after_the_path_is_withheld_with_all_its_relations() {
        let (made, fates) = fates([1, 2, 1, 1], [0, 2, 1, 1]);
        assert_eq!(fates[0], RelationFate::NoAnswer);
        assert_eq!(fates[1..], [RelationFate::TooFew; 3]);
        assert!(made.cells().is_empty());
    }

    #[test]
    fn no_answer_at_all_looks_like_too_few() {
        let (_, none) = fates([1, 1, 3, 3], [1, 1, 0, 0]);
        let (_, some) = fates([1, 1, 3, 3], [1, 1, 2, 2]);
        assert_eq!(none, some);
    }

    #[test]
    fn nobody_joins_an_attributed_superior_or_a_relation_without_invitations() {
        let path: [&[Relation]; 2] = [&[Relation::Superior, Relation::Peer], &OTHERS];
        let made = partition(
            &[1, 1, 4, 0],
            &[1, 1, 4, 0],
            &settings(&path, SoleSuperior::Attributed),
        );
        assert_eq!(made.fate(Relation::Peer), RelationFate::TooFew);
        assert_eq!(made.fate(Relation::Subordinate), RelationFate::NotInvited);
        assert_eq!(made.cells().len(), 2);
    }
}
