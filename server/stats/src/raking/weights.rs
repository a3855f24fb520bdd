//! How unequal weights are, and what that costs.

use super::RakingError;
use crate::numeric;

/// Weights with a larger design effect than this are not to be used: two thirds of the sample would
/// be lost to them.
pub const MOST_DESIGN_EFFECT: f64 = 3.0;

/// Spread of weights.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// Σ w.
    pub sum: f64,
    /// Smallest weight.
    pub min: f64,
    /// Largest weight.
    pub max: f64,
    /// Squared coefficient of variation, divisor n: deff − 1.
    pub cv2: f64,
    /// n Σw²/(Σw)², n the rows with a positive weight (Kish 1965, §11.2C).
    pub kish_deff: f64,
    /// (Σw)²/Σw², in rows.
    pub n_eff: f64,
}

impl Spread {
    /// Of some weights.
    ///
    /// # Errors
    /// No positive weight, or one that is negative or not finite.
    pub fn of(weights: &[f64]) -> Result<Self, RakingError> {
        if let Some(row) = weights.iter().position(|w| !(w.is_finite() && *w >= 0.0)) {
            return Err(RakingError::Weight(row));
        }
        let n = weights.iter().filter(|w| **w > 0.0).count() as f64;
        let max = weights.iter().copied().fold(0.0, f64::max);
        if max == 0.0 {
            return Err(RakingError::Empty);
        }
        // In units of the largest weight no square can leave the range of numbers.
        let sum = numeric::sum(weights.iter().map(|w| w / max));
        let squares = numeric::sum(weights.iter().map(|w| (w / max).powi(2)));
        let n_eff = sum * sum / squares;
        Ok(Self {
            sum: numeric::sum(weights.iter().copied()),
            min: weights.iter().copied().fold(f64::INFINITY, f64::min),
            max,
            cv2: (n / n_eff - 1.0).max(0.0),
            kish_deff: n / n_eff,
            n_eff,
        })
    }

    /// Whether the weights may be used.
    ///
    /// # Errors
    /// A design effect above [`MOST_DESIGN_EFFECT`].
    pub fn usable(&self) -> Result<(), RakingError> {
        if self.kish_deff > MOST_DESIGN_EFFECT {
            Err(RakingError::DesignEffect(self.kish_deff))
        } else {
            Ok(())
        }
    }
}
