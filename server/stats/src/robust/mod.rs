//! Location and scale that a few wild values cannot carry off.
//!
//! Notation: x₁ … x_n the values, x₍₁₎ ≤ … ≤ x₍ₙ₎ sorted, MAD = 1.4826 · median |x − median x|.
//! Values must be finite; their order does not matter.

mod huber;
mod pairwise;
mod scale;
mod trimmed;

pub use huber::{Huber, Proposal2, huber, huber_proposal_2};
pub use pairwise::hodges_lehmann;
pub use scale::{TauScale, mad, qn, sn, tau_scale};
pub use trimmed::{TrimmedMean, trimmed_mean, winsorised_mean};

use crate::numeric;

/// Makes the MAD of a normal sample estimate its standard deviation: 1/Φ⁻¹(¾), in the four digits
/// that the field's programs use.
pub(crate) const MAD_CONSISTENCY: f64 = 1.4826;

/// Why a robust figure does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RobustError {
    /// Fewer values than the estimator needs.
    #[error("{found} values where at least {needed} are needed")]
    TooFew {
        /// Values given.
        found: usize,
        /// Values needed.
        needed: usize,
    },
    /// A value is infinite or not a number.
    #[error("value {0} is not finite")]
    NotFinite(usize),
    /// The scale that the estimator leans on is zero: at least half of the values are equal.
    #[error("the scale is zero: at least half of the values are equal")]
    ScaleZero,
    /// A tuning constant is outside its range.
    #[error("the tuning constant is out of range")]
    Tuning,
}

/// The values in ascending order.
fn sorted(values: &[f64], needed: usize) -> Result<Vec<f64>, RobustError> {
    if let Some(at) = values.iter().position(|value| !value.is_finite()) {
        return Err(RobustError::NotFinite(at));
    }
    if values.len() < needed {
        return Err(RobustError::TooFew {
            found: values.len(),
            needed,
        });
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    Ok(sorted)
}

/// Median of sorted values.
fn middle(sorted: &[f64]) -> f64 {
    let n = sorted.len();
    let (low, high) = (sorted[(n - 1) / 2], sorted[n / 2]);
    low + (high - low) / 2.0
}

/// Median distance from `centre`, not rescaled.
fn median_distance(values: &[f64], centre: f64) -> f64 {
    let distances: Vec<f64> = values.iter().map(|x| (x - centre).abs()).collect();
    numeric::median(&distances).unwrap_or(0.0)
}
