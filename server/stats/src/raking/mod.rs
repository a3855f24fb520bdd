//! Weights that make a sample agree with known totals: post-stratification, raking, trimming, and
//! the errors of means and totals that come with them.
//!
//! Notation: row i = 1 … n of the sample, wᵢ its weight, N_h the known total of level h of a margin.

mod collapse;
mod design;
mod fit;
mod trim;
mod weights;

pub use collapse::{Collapse, MIN_CELL, collapse};
pub use design::{Calibration, Design, Estimate, estimate};
pub use fit::{Raked, rake};
pub use trim::{Trimmed, trim_and_rake, trim_at};
pub use weights::{MOST_DESIGN_EFFECT, Spread};

/// Totals of margins may differ from each other by this much, relative: files round them.
pub(crate) const TOTALS_AGREE: f64 = 1e-6;

/// A variable whose totals are known: one margin is post-stratification, several are raked.
#[derive(Debug, Clone, PartialEq)]
pub struct Margin {
    /// Level of each row of the sample, 0 …
    pub level: Vec<u32>,
    /// N_h ≥ 0 of each level, in the units of the weights.
    pub totals: Vec<f64>,
}

impl Margin {
    /// Rows of each level.
    pub(crate) fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.totals.len()];
        for &level in &self.level {
            if let Some(count) = counts.get_mut(level as usize) {
                *count += 1;
            }
        }
        counts
    }

    /// Compensated sums of `values` by level.
    pub(crate) fn sums(&self, values: &[f64]) -> Vec<f64> {
        let mut sums = vec![crate::numeric::Sum::default(); self.totals.len()];
        for (&level, &value) in self.level.iter().zip(values) {
            sums[level as usize].add(value);
        }
        sums.into_iter().map(crate::numeric::Sum::total).collect()
    }
}

/// Why weights cannot be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RakingError {
    /// A sample without rows.
    #[error("the sample is empty")]
    Empty,
    /// Columns of unequal length.
    #[error("columns of {0} and {1} rows")]
    Length(usize, usize),
    /// A base weight that is negative or not finite.
    #[error("weight {0} is negative or not finite")]
    Weight(usize),
    /// A total that is negative or not finite, or totals that are all zero.
    #[error("total {level} of margin {margin} is negative, not finite, or all are zero")]
    Total {
        /// Which margin.
        margin: usize,
        /// Which level.
        level: usize,
    },
    /// A row whose level the margin does not have.
    #[error("row {row} has a level that margin {margin} does not have")]
    Level {
        /// Which margin.
        margin: usize,
        /// Which row.
        row: usize,
    },
    /// No row with a positive weight is in a level whose total is positive.
    #[error("nobody in the sample stands for level {level} of margin {margin}")]
    EmptyLevel {
        /// Which margin.
        margin: usize,
        /// Which level.
        level: usize,
    },
    /// The totals of two margins add up to different populations.
    #[error("margin {margin} adds up to {sum}, the first one to {first}")]
    TotalsDisagree {
        /// Which margin.
        margin: usize,
        /// Its population.
        sum: f64,
        /// The population of the first margin.
        first: f64,
    },
    /// Bounds between which the sum of the weights cannot be kept.
    #[error("no weights between these bounds keep their sum")]
    Bounds,
    /// Weights so unequal that they are not to be used.
    #[error("design effect {0} of the weights is above the most that is used")]
    DesignEffect(f64),
    /// A stratum with one row, whose variance cannot be seen.
    #[error("stratum {0} has one row only")]
    LonelyStratum(usize),
    /// A stratum with more rows than its population.
    #[error("stratum {0} has more rows than its population")]
    Population(usize),
    /// A variable without two rows that have a value and a weight.
    #[error("fewer than two rows have a value and a positive weight")]
    TooFewValues,
    /// A value that is not finite.
    #[error("value {0} is not finite")]
    Value(usize),
}

/// Checks base weights and margins together.
pub(crate) fn check(base: &[f64], margins: &[Margin]) -> Result<(), RakingError> {
    if base.is_empty() {
        return Err(RakingError::Empty);
    }
    if let Some(row) = base.iter().position(|w| !(w.is_finite() && *w >= 0.0)) {
        return Err(RakingError::Weight(row));
    }
    let mut first = None;
    for (at, margin) in margins.iter().enumerate() {
        if margin.level.len() != base.len() {
            return Err(RakingError::Length(margin.level.len(), base.len()));
        }
        let bad = |total: &f64| !(total.is_finite() && *total >= 0.0);
        let sum = crate::numeric::sum(margin.totals.iter().copied());
        let level = margin.totals.iter().position(bad);
        if level.is_some() || sum <= 0.0 {
            return Err(RakingError::Total {
                margin: at,
                level: level.unwrap_or(0),
            });
        }
        let outside = |level: &u32| *level as usize >= margin.totals.len();
        if let Some(row) = margin.level.iter().position(outside) {
            return Err(RakingError::Level { margin: at, row });
        }
        let mut seen = margin.sums(base).into_iter().zip(&margin.totals);
        if let Some(level) = seen.position(|(sum, total)| sum <= 0.0 && *total > 0.0) {
            return Err(RakingError::EmptyLevel { margin: at, level });
        }
        let first = *first.get_or_insert(sum);
        if (sum - first).abs() > TOTALS_AGREE * first {
            return Err(RakingError::TotalsDisagree {
                margin: at,
                sum,
                first,
            });
        }
    }
    Ok(())
}
