//! Collects what is wrong with files that are imported: all are counted, the first by their place
//! are kept, so that a file that is wrong throughout costs no memory.

use std::collections::BinaryHeap;

use contract::people::{Column, ImportFault, ImportFaultKind, ImportFile, Listed};

/// How many faults, additions, changes and so on a dry run lists. More than this nobody corrects
/// by hand before trying again.
pub const LISTED: usize = 500;

/// Faults so far, each with its place. Places say in which order people look for them.
#[derive(Debug, Clone)]
pub(crate) struct Faults<P = Place, K = ImportFaultKind> {
    n: u64,
    first: BinaryHeap<Ranked<P, K>>,
}

/// A place in the people files: file, row, column.
pub(crate) type Place = (ImportFile, Option<u32>, Option<Column>);

#[derive(Debug, Clone)]
struct Ranked<P, K> {
    rank: (P, u64),
    kind: K,
}

impl<P: Ord, K> PartialEq for Ranked<P, K> {
    fn eq(&self, other: &Self) -> bool {
        self.rank == other.rank
    }
}
impl<P: Ord, K> Eq for Ranked<P, K> {}
impl<P: Ord, K> PartialOrd for Ranked<P, K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<P: Ord, K> Ord for Ranked<P, K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.rank.cmp(&other.rank)
    }
}

impl<P: Ord, K> Default for Faults<P, K> {
    fn default() -> Self {
        Self {
            n: 0,
            first: BinaryHeap::new(),
        }
    }
}

impl<P: Ord, K> Faults<P, K> {
    /// Adds one.
    pub fn add(&mut self, place: P, kind: K) {
        self.n += 1;
        let rank = (place, self.n);
        if self.first.len() >= LISTED && self.first.peek().is_some_and(|last| last.rank < rank) {
            return;
        }
        self.first.push(Ranked { rank, kind });
        if self.first.len() > LISTED {
            self.first.pop();
        }
    }

    /// How many there are.
    pub const fn n(&self) -> u64 {
        self.n
    }

    /// All of them in the order of their places, each as `fault` writes it.
    pub fn list<F>(self, mut fault: impl FnMut(P, K) -> F) -> Listed<F> {
        Listed {
            n: self.n,
            first: self
                .first
                .into_sorted_vec()
                .into_iter()
                .map(|ranked| fault(ranked.rank.0, ranked.kind))
                .collect(),
        }
    }
}

impl Faults {
    /// Adds one of the people files.
    pub fn push(
        &mut self,
        file: ImportFile,
        row: Option<u32>,
        column: Option<Column>,
        kind: ImportFaultKind,
    ) {
        self.add((file, row, column), kind);
    }

    /// All of them, by file, row and column.
    pub fn into_list(self) -> Listed<ImportFault> {
        self.list(|(file, row, column), kind| ImportFault {
            file,
            row,
            column,
            kind,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_counted_and_the_first_rows_are_kept() {
        let mut faults = Faults::default();
        for row in (1..=2_000).rev() {
            faults.push(
                ImportFile::People,
                Some(row),
                Some(Column::Email),
                ImportFaultKind::Missing,
            );
            faults.push(
                ImportFile::People,
                Some(row),
                Some(Column::FullName),
                ImportFaultKind::Missing,
            );
        }
        let list = faults.into_list();
        assert_eq!(list.n, 4_000);
        assert_eq!(list.n_left_out(), 3_500);
        let places: Vec<_> = list
            .first
            .iter()
            .map(|fault| (fault.row, fault.column))
            .collect();
        assert_eq!(places.len(), LISTED);
        assert_eq!(places[0], (Some(1), Some(Column::FullName)));
        assert_eq!(places[1], (Some(1), Some(Column::Email)));
        assert_eq!(places[499], (Some(250), Some(Column::Email)));
    }
}
