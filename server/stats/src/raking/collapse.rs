//! Levels with too few rows are joined to a neighbour before weights are made.

use super::Margin;

/// Rows below which a level is joined to a neighbour.
pub const MIN_CELL: usize = 5;

/// Levels of a margin that became one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collapse {
    /// The old levels, in order.
    pub levels: Vec<u32>,
    /// Rows of the new level.
    pub n: usize,
}

/// Joins levels until each has at least `min` rows or one is left: the smallest level (the first of
/// equals) goes to that neighbour in the order of levels that has fewer rows (the earlier of equals).
/// So the order of levels says what may be joined with what. Totals add up.
///
/// A level that the sample lacks and whose total is zero is nobody's, and no reason to join.
/// Gives the new margin and what was joined.
pub fn collapse(margin: &Margin, min: usize) -> (Margin, Vec<Collapse>) {
    let mut cells: Vec<(Vec<u32>, usize, f64)> = margin
        .counts()
        .into_iter()
        .zip(&margin.totals)
        .zip(0..)
        .map(|((n, total), level)| (vec![level], n, *total))
        .collect();
    loop {
        let small = |cell: &(Vec<u32>, usize, f64)| cell.1 < min && (cell.1 > 0 || cell.2 > 0.0);
        let smallest = (0..cells.len())
            .filter(|at| small(&cells[*at]))
            .min_by_key(|at| cells[*at].1);
        let Some(at) = smallest.filter(|_| cells.len() > 1) else {
            break;
        };
        let before = at.checked_sub(1);
        let after = Some(at + 1).filter(|next| *next < cells.len());
        let neighbour = match (before, after) {
            (Some(before), Some(after)) if cells[after].1 < cells[before].1 => after,
            (Some(before), _) => before,
            (None, Some(after)) => after,
            (None, None) => break,
        };
        let (first, second) = (at.min(neighbour), at.max(neighbour));
        let (levels, n, total) = cells.remove(second);
        cells[first].0.extend(levels);
        cells[first].1 += n;
        cells[first].2 += total;
    }
    let mut new_level = vec![0; margin.totals.len()];
    for (at, (levels, _, _)) in (0..).zip(&cells) {
        for &level in levels {
            new_level[level as usize] = at;
        }
    }
    let joined = cells
        .iter()
        .filter(|(levels, _, _)| levels.len() > 1)
        .map(|(levels, n, _)| Collapse {
            levels: levels.clone(),
            n: *n,
        })
        .collect();
    let margin = Margin {
        level: margin
            .level
            .iter()
            .map(|level| new_level[*level as usize])
            .collect(),
        totals: cells.iter().map(|(_, _, total)| *total).collect(),
    };
    (margin, joined)
}
