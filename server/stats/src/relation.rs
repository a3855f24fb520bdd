//! The relations between rater and subject, and sets of them.

/// In which role a rater rates a subject (g in the formulas).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The subject himself.
    Oneself,
    /// Line or functional superior.
    Superior,
    /// Under the same head.
    Peer,
    /// Direct report.
    Subordinate,
}

/// How many relations there are: the length of every per-relation array.
pub const N_RELATIONS: usize = 4;

impl Relation {
    /// All relations in canonical order; `ALL[r.index()] == r`.
    pub const ALL: [Self; N_RELATIONS] =
        [Self::Oneself, Self::Superior, Self::Peer, Self::Subordinate];

    /// The relations of other people: those that carry a policy weight.
    pub const OTHERS: [Self; N_RELATIONS - 1] = [Self::Superior, Self::Peer, Self::Subordinate];

    /// Position in per-relation arrays.
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// A set of relations: the ones whose ballots share a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationSet(u8);

impl RelationSet {
    /// The empty set.
    pub const EMPTY: Self = Self(0);

    /// The set of one relation.
    pub const fn of(relation: Relation) -> Self {
        Self(1 << relation.index())
    }

    /// This set and the other together.
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether `relation` is in the set.
    pub const fn contains(self, relation: Relation) -> bool {
        self.0 & (1 << relation.index()) != 0
    }

    /// Whether every relation of `self` is in `other`.
    pub const fn is_subset_of(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// Number of relations in the set.
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether the set is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The relations of the set in canonical order.
    pub fn iter(self) -> impl Iterator<Item = Relation> {
        Relation::ALL.into_iter().filter(move |r| self.contains(*r))
    }
}

impl FromIterator<Relation> for RelationSet {
    fn from_iter<I: IntoIterator<Item = Relation>>(relations: I) -> Self {
        relations
            .into_iter()
            .fold(Self::EMPTY, |set, r| set.union(Self::of(r)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relation_stands_at_its_index() {
        for (index, relation) in Relation::ALL.into_iter().enumerate() {
            assert_eq!(relation.index(), index);
        }
    }

    #[test]
    fn a_set_lists_its_relations_once_in_canonical_order() {
        let set: RelationSet = [Relation::Subordinate, Relation::Peer, Relation::Peer]
            .into_iter()
            .collect();
        assert_eq!(
            set.iter().collect::<Vec<_>>(),
            [Relation::Peer, Relation::Subordinate]
        );
        assert_eq!(set.len(), 2);
        assert!(RelationSet::of(Relation::Peer).is_subset_of(set));
        assert!(!set.is_subset_of(RelationSet::of(Relation::Peer)));
    }
}
