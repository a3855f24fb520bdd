//! Collects what is wrong with the files: all are counted, the first by file, row and column are
//! kept, so that a file that is wrong throughout costs no memory.

use std::collections::BinaryHeap;

use contract::people::{Column, ImportFault, ImportFaultKind, ImportFile, Listed};

/// How many faults, additions, changes and so on a dry run lists. More than this nobody corrects
/// by hand before trying again.
pub const LISTED: usize = 500;

/// Faults so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Faults {
    n: u64,
    first: BinaryHeap<Ranked>,
}

type Rank = (ImportFile, Option<u32>, Option<Column>, u64);

#[derive(Debug, Clone)]
struct Ranked {
    rank: Rank,
    fault: ImportFault,
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.rank == other.rank
    }
}
impl Eq for Ranked {}
impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.rank.cmp(&other.rank)
    }
}

impl Faults {
    /// Adds one.
    pub fn push(
        &mut self,
        file: ImportFile,
        row: Option<u32>,
        column: Option<Column>,
        kind: ImportFaultKind,
    ) {
        self.n += 1;
        let rank = (file, row, column, self.n);
        if self.first.len() >= LISTED && self.first.peek().is_some_and(|last| last.rank < rank) {
            return;
        }
        self.first.push(Ranked {
            rank,
            fault: ImportFault {
                file,
                row,
                column,
                kind,
            },
        });
        if self.first.len() > LISTED {
            self.first.pop();
        }
    }

    /// All of them, by file, row and column.
    pub fn into_list(self) -> Listed<ImportFault> {
        Listed {
            n: self.n,
            first: self
                .first
                .into_sorted_vec()
                .into_iter()
                .map(|ranked| ranked.fault)
                .collect(),
        }
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
