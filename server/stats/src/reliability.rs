//! The reliability of a figure: how much of its variance between subjects is no error.
//!
//! In: θ̂_i and V_i of the subjects that have the figure. Out: τ̂² = max(0, s²(θ̂) − mean V), the
//! variance between subjects without the error, and for a subject ρ_i = τ̂²/(τ̂² + V_i)
//! (statistics.md §3 and §4: E ρ² of a composite by moments, DerSimonian & Laird 1986).
//!
//! Edges: fewer than [`MIN_SUBJECTS`] subjects give `None`; no spread between them beyond error gives
//! ρ = 0, which is a result.

use crate::estimate::Estimate;
use crate::numeric::{mean, variance};

/// Fewest subjects from which a variance between them is told.
pub(crate) const MIN_SUBJECTS: usize = 20;

/// τ̂² of a figure over the campaign.
pub(crate) fn between_variance(estimates: &[Estimate]) -> Option<f64> {
    if estimates.len() < MIN_SUBJECTS {
        return None;
    }
    let values: Vec<f64> = estimates.iter().map(|e| e.value).collect();
    let errors: Vec<f64> = estimates.iter().map(|e| e.variance).collect();
    Some((variance(&values)? - mean(&errors)?).max(0.0))
}

/// ρ of one subject's figure; `None` where neither it nor the campaign has any variance.
pub(crate) fn reliability(between: f64, error: f64) -> Option<f64> {
    let total = between + error;
    (total > 0.0).then(|| between / total)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimates(n: usize, error: f64) -> Vec<Estimate> {
        let one = |i: usize| Estimate {
            value: (i % 2) as f64,
            variance: error,
            ..Estimate::ZERO
        };
        (0..n).map(one).collect()
    }

    #[test]
    fn twenty_subjects_tell_and_nineteen_do_not() {
        assert_eq!(between_variance(&estimates(19, 0.1)), None);
        let between = between_variance(&estimates(20, 0.1)).unwrap();
        assert!((between - (5.0 / 19.0 - 0.1)).abs() < 1e-15);
    }

    #[test]
    fn error_beyond_the_spread_leaves_no_reliability() {
        assert_eq!(between_variance(&estimates(20, 4.0)), Some(0.0));
        assert_eq!(reliability(0.0, 4.0), Some(0.0));
        assert_eq!(reliability(1.0, 1.0), Some(0.5));
        assert_eq!(reliability(0.0, 0.0), None);
    }
}
