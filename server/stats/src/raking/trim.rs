//! Bounds on weights.

use super::{Margin, Raked, RakingError, rake};
use crate::numeric;

/// Weights between bounds.
#[derive(Debug, Clone, PartialEq)]
pub struct Trimmed {
    /// One weight a row.
    pub weights: Vec<f64>,
    /// Rows that a bound holds.
    pub n_bounded: usize,
}

/// Clips the weights at `low` and `high` times their median and rakes once more; the median is over
/// positive weights. Raking may carry a few weights past the bounds again: that is the price of
/// meeting the margins, and [`Raked`] is what comes of it. Gives the number of rows clipped too.
///
/// # Errors
/// Those of [`rake`], and bounds that are not 0 ≤ low ≤ 1 ≤ high.
pub fn trim_and_rake(
    weights: &[f64],
    margins: &[Margin],
    (low, high): (f64, f64),
) -> Result<(Raked, usize), RakingError> {
    if !((0.0..=1.0).contains(&low) && high >= 1.0) {
        return Err(RakingError::Bounds);
    }
    let positive: Vec<f64> = weights.iter().copied().filter(|w| *w > 0.0).collect();
    let median = numeric::median(&positive).ok_or(RakingError::Empty)?;
    let (low, high) = (low * median, high * median);
    let outside = |w: &f64| *w > 0.0 && (*w < low || *w > high);
    let n_clipped = weights.iter().filter(|w| outside(w)).count();
    // A weight of zero was set aside on purpose: a lower bound does not call it back.
    let clip = |w: &f64| if *w > 0.0 { w.clamp(low, high) } else { 0.0 };
    let clipped: Vec<f64> = weights.iter().map(clip).collect();
    Ok((rake(&clipped, margins)?, n_clipped))
}

/// Clips the weights at `low` and `high`, spreads what was cut off equally over the weights that no
/// bound holds, and goes on until none is outside: the sum stays as it was (survey::trimWeights with
/// `strict = TRUE`). Weights of zero stay zero.
///
/// # Errors
/// Bounds between which the sum cannot be kept, or that are in the wrong order.
pub fn trim_at(weights: &[f64], (low, high): (f64, f64)) -> Result<Trimmed, RakingError> {
    if low > high || low.is_nan() || high.is_nan() {
        return Err(RakingError::Bounds);
    }
    let mut trimmed = weights.to_vec();
    let mut held = vec![false; weights.len()];
    loop {
        let mut excess = numeric::Sum::default();
        for (weight, held) in trimmed.iter_mut().zip(&mut held) {
            let inside = weight.clamp(low, high);
            if *weight > 0.0 && inside != *weight {
                excess.add(*weight - inside);
                (*weight, *held) = (inside, true);
            }
        }
        let excess = excess.total();
        if excess == 0.0 {
            break;
        }
        let free = |(weight, held): (&f64, &bool)| *weight > 0.0 && !held;
        let n_free = trimmed
            .iter()
            .zip(&held)
            .filter(|(w, h)| free((w, h)))
            .count();
        if n_free == 0 {
            return Err(RakingError::Bounds);
        }
        let share = excess / n_free as f64;
        for (weight, held) in trimmed.iter_mut().zip(&held) {
            if free((weight, held)) {
                *weight += share;
            }
        }
        if trimmed.iter().any(|weight| *weight < 0.0) {
            return Err(RakingError::Bounds);
        }
    }
    Ok(Trimmed {
        n_bounded: held.iter().filter(|held| **held).count(),
        weights: trimmed,
    })
}
