//! Self ratings against others over a family of gaps, for a statistician: every number, no word.
//!
//! d_k = self_k − others_k, SE = √(V_others + V_self), z = d/SE, p two-sided normal, adjusted over the
//! family (Holm within one person, Benjamini-Hochberg over a cohort). A *blind spot* is a significant gap
//! above 0, a *hidden strength* one below (Luft & Ingham 1955). What a reader may be told is decided
//! elsewhere, with the size of the gap and what may be shown.
//!
//! Edges: variances of 0 make a gap certain, a gap of 0 with no variance has p = 1. Negative or
//! non-finite numbers are an error.

use thiserror::Error;

use crate::interval::p_two_sided;
use crate::multiplicity::{Adjustment, adjust};

/// A rating of oneself beside that of others. Units: the scale's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SelfOther {
    /// Of oneself.
    pub own: f64,
    /// Its variance.
    pub own_variance: f64,
    /// Of the others.
    pub others: f64,
    /// Its variance.
    pub others_variance: f64,
}

/// One gap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// d.
    pub gap: f64,
    /// Standard error.
    pub se: f64,
    /// d/SE; `None` where SE is 0.
    pub z: Option<f64>,
    /// Two-sided.
    pub p: f64,
    /// Adjusted over the family.
    pub p_adjusted: f64,
}

impl Gap {
    /// Whether the person rates himself higher, at this level.
    pub fn is_blind_spot(&self, level: f64) -> bool {
        self.p_adjusted < level && self.gap > 0.0
    }

    /// Whether the person rates himself lower, at this level.
    pub fn is_hidden_strength(&self, level: f64) -> bool {
        self.p_adjusted < level && self.gap < 0.0
    }
}

/// A value or variance that cannot be, at this position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("pair {0} has a number that is not finite, or a negative variance")]
pub struct GapError(pub usize);

/// The gaps of a family.
///
/// # Errors
/// [`GapError`] names the first pair with a number that cannot be.
pub fn gaps(pairs: &[SelfOther], adjustment: Adjustment) -> Result<Vec<Gap>, GapError> {
    let legal = |pair: &SelfOther| {
        let numbers = [
            pair.own,
            pair.others,
            pair.own_variance,
            pair.others_variance,
        ];
        numbers.iter().all(|n| n.is_finite())
            && pair.own_variance >= 0.0
            && pair.others_variance >= 0.0
    };
    if let Some(at) = pairs.iter().position(|pair| !legal(pair)) {
        return Err(GapError(at));
    }
    let plain = |pair: &SelfOther| {
        let (gap, se) = (
            pair.own - pair.others,
            (pair.own_variance + pair.others_variance).sqrt(),
        );
        let z = (se > 0.0).then(|| gap / se);
        let certain = if gap == 0.0 { 1.0 } else { 0.0 };
        Gap {
            gap,
            se,
            z,
            p: z.map_or(certain, |z| p_two_sided(z, f64::INFINITY)),
            p_adjusted: 1.0,
        }
    };
    let mut found: Vec<Gap> = pairs.iter().map(plain).collect();
    let p_values: Vec<f64> = found.iter().map(|gap| gap.p).collect();
    for (gap, p) in found.iter_mut().zip(adjust(&p_values, adjustment)) {
        gap.p_adjusted = p;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(own: f64, others: f64, variance: f64) -> SelfOther {
        SelfOther {
            own,
            own_variance: 0.0,
            others,
            others_variance: variance,
        }
    }

    #[test]
    fn certain_gaps_are_certain_and_none_is_none() {
        let found = gaps(
            &[pair(3.0, 3.0, 0.0), pair(4.0, 3.0, 0.0)],
            Adjustment::Holm,
        )
        .unwrap();
        assert_eq!((found[0].p, found[0].z), (1.0, None));
        assert_eq!(found[1].p, 0.0);
        assert!(found[1].is_blind_spot(0.05) && !found[1].is_hidden_strength(0.05));
        assert_eq!(gaps(&[], Adjustment::Holm), Ok(vec![]));
    }

    #[test]
    fn impossible_numbers_are_named() {
        let bad = [pair(3.0, 3.0, 0.1), pair(3.0, 3.0, -0.1)];
        assert_eq!(gaps(&bad, Adjustment::Holm), Err(GapError(1)));
        assert_eq!(
            gaps(&[pair(f64::NAN, 3.0, 0.1)], Adjustment::Holm),
            Err(GapError(0))
        );
    }
}
