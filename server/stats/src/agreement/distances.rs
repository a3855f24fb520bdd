//! Squared distances between values at each level of measurement, summed over pairs.

use super::krippendorff::Level;
use crate::numeric::{mean, sum, sum_of_squares};

/// δ² summed over ordered pairs.
pub(super) enum Distances<'a> {
    Nominal,
    /// Coordinates whose squared differences are the distances.
    Squares(Vec<f64>),
    Ratio(&'a [f64]),
}

impl<'a> Distances<'a> {
    /// For the values, rising, and how often each occurs, which only the ordinal level asks.
    pub(super) fn of(level: Level, values: &'a [f64], counts: &[f64]) -> Self {
        match level {
            Level::Nominal => Self::Nominal,
            Level::Interval => Self::Squares(values.to_vec()),
            Level::Ordinal => {
                let mut below = 0.0;
                let mid_rank = |count: &f64| {
                    let rank = below + count / 2.0;
                    below += count;
                    rank
                };
                Self::Squares(counts.iter().map(mid_rank).collect())
            }
            Level::Ratio => Self::Ratio(values),
        }
    }

    /// Over the pairs of one unit, divided by one less than its values.
    pub(super) fn mean_within(&self, unit: &[u32]) -> f64 {
        self.within(unit) / (unit.len() - 1) as f64
    }

    fn within(&self, unit: &[u32]) -> f64 {
        match self {
            Self::Nominal => {
                let mut sorted = unit.to_vec();
                sorted.sort_unstable();
                let same: usize = sorted
                    .chunk_by(u32::eq)
                    .map(|run| run.len() * run.len())
                    .sum();
                (unit.len() * unit.len() - same) as f64
            }
            Self::Squares(at) => {
                let values: Vec<f64> = unit.iter().map(|code| at[*code as usize]).collect();
                let centre = mean(&values).unwrap_or(0.0);
                2.0 * unit.len() as f64 * sum_of_squares(&values, centre)
            }
            Self::Ratio(values) => sum(unit.iter().flat_map(|a| {
                unit.iter()
                    .map(move |b| relative(values[*a as usize], values[*b as usize]))
            })),
        }
    }

    /// Over the pairs of all values, n of them.
    pub(super) fn total(&self, counts: &[f64], n: f64) -> f64 {
        match self {
            Self::Nominal => n * n - sum(counts.iter().map(|count| count * count)),
            Self::Squares(at) => {
                let centre = sum(at.iter().zip(counts).map(|(x, count)| x * count)) / n;
                let each = at
                    .iter()
                    .zip(counts)
                    .map(|(x, count)| count * (x - centre).powi(2));
                2.0 * n * sum(each)
            }
            Self::Ratio(values) => {
                let used = || values.iter().zip(counts).filter(|(_, count)| **count > 0.0);
                sum(used().flat_map(|(a, m)| used().map(move |(b, n)| m * n * relative(*a, *b))))
            }
        }
    }
}

/// ((a − b)/(a + b))² of two values that are not negative.
pub(super) fn relative(a: f64, b: f64) -> f64 {
    if a == b {
        0.0
    } else {
        ((a - b) / (a + b)).powi(2)
    }
}
