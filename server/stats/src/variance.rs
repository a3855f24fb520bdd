//! What the campaign knows about spread: the pooled variance of one rater within a relation, and the
//! variance of the error of one item.
//!
//! A cell's own spread would tell single answers, so the standard error of every protected cell comes
//! from the pool σ̂² = Σ_c (n_c − 1) v_c / Σ_c (n_c − 1) over the published protected cells c, where
//! v_c is the variance per ballot of the figure in question: s² of an item, n·V of a composite
//! (see [`crate::composite`]). It needs [`MIN_CELLS`] cells of [`MIN_SUBJECTS`] subjects; else the
//! uniform null (A² − 1)/12 of the scale stands in, which is wider than ratings usually are.
//!
//! Assumes raters of all cells to spread alike. Where they do not, intervals hold on average over the
//! cells: those of a divided cell are too narrow and those of an agreeing one too wide.
//!
//! Item error σ²_e: residual mean square of ballots × items within a competency and a cell, pooled
//! over both, from ballots that answered all its published items (two-way ANOVA without
//! replication). It is what remains when the rater's view of the competency is taken away: how
//! far one person's mean over J items, σ²_e/J, is from the mean he would give over many such items.
//! Source: statistics.md §3 (G-theory, Brennan 2001).

use crate::answers::CellAnswers;
use crate::means::ItemMean;
use crate::numeric::{Sum, sum};
use crate::ratings::Instrument;

/// Fewest cells in a pool.
pub(crate) const MIN_CELLS: u32 = 5;
/// Fewest subjects they come from.
pub(crate) const MIN_SUBJECTS: u32 = 3;

/// A variance and its degrees of freedom; infinite for the stand-in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pooled {
    pub(crate) variance: f64,
    pub(crate) df: f64,
}

/// Collects the cells of a pool, subject by subject.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pool {
    sum_squares: Sum,
    df: f64,
    cells: u32,
    subjects: u32,
    last: Option<u32>,
}

impl Pool {
    /// Adds a cell: `df` > 0 degrees of freedom, variance per ballot. Subjects come in order.
    pub(crate) fn add(&mut self, subject: u32, df: f64, variance: f64) {
        self.sum_squares.add(df * variance);
        self.df += df;
        self.cells += 1;
        if self.last != Some(subject) {
            self.last = Some(subject);
            self.subjects += 1;
        }
    }

    /// The pooled variance, or the stand-in.
    pub(crate) fn pooled(&self, stand_in: f64) -> Pooled {
        if self.cells >= MIN_CELLS && self.subjects >= MIN_SUBJECTS {
            Pooled {
                variance: self.sum_squares.total() / self.df,
                df: self.df,
            }
        } else {
            Pooled {
                variance: stand_in,
                df: f64::INFINITY,
            }
        }
    }
}

/// Residual sum of squares and degrees of freedom of ballots × items in one competency of one cell;
/// `None` below two items or two complete ballots.
pub(crate) fn item_error(
    instrument: &Instrument,
    competency: u16,
    answers: &CellAnswers,
    items: &[Option<ItemMean>],
) -> Option<(f64, f64)> {
    let published: Vec<usize> = instrument
        .items_of(competency)
        .filter(|item| items[*item].is_some())
        .collect();
    let columns = answers.complete(&published);
    let (j, n) = (columns.len(), columns.first().map_or(0, Vec::len));
    if j < 2 || n < 2 {
        return None;
    }
    let item_means: Vec<f64> = columns
        .iter()
        .map(|column| sum(column.iter().copied()) / n as f64)
        .collect();
    let grand = sum(item_means.iter().copied()) / j as f64;
    let mut squares = Sum::default();
    for ballot in 0..n {
        let own = sum(columns.iter().map(|column| column[ballot])) / j as f64;
        for (column, mean) in columns.iter().zip(&item_means) {
            squares.add((column[ballot] - own - mean + grand).powi(2));
        }
    }
    Some((squares.total(), ((n - 1) * (j - 1)) as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAND_IN: f64 = 2.0;

    fn pool(cells: &[(u32, f64)]) -> Pooled {
        let mut pool = Pool::default();
        for &(subject, variance) in cells {
            pool.add(subject, 4.0, variance);
        }
        pool.pooled(STAND_IN)
    }

    #[test]
    fn five_cells_of_three_subjects_make_a_pool() {
        let cells = [0, 0, 1, 1, 2].map(|subject| (subject, 0.5));
        assert_eq!(
            pool(&cells),
            Pooled {
                variance: 0.5,
                df: 20.0
            }
        );
    }

    #[test]
    fn four_cells_or_two_subjects_fall_back_on_the_scale() {
        let four = [0, 1, 2, 3].map(|subject| (subject, 0.5));
        assert_eq!(
            pool(&four),
            Pooled {
                variance: STAND_IN,
                df: f64::INFINITY
            }
        );
        let two = [0, 0, 0, 1, 1].map(|subject| (subject, 0.5));
        assert_eq!(pool(&two).variance, STAND_IN);
        assert_eq!(pool(&[]).variance, STAND_IN);
    }

    #[test]
    fn pooling_weighs_by_degrees_of_freedom() {
        let mut pool = Pool::default();
        for subject in 0..5 {
            pool.add(subject, 1.0 + f64::from(subject), f64::from(subject));
        }
        let expected = (2.0 + 2.0 * 3.0 + 3.0 * 4.0 + 4.0 * 5.0) / 15.0;
        assert!((pool.pooled(STAND_IN).variance - expected).abs() < 1e-15);
    }
}
