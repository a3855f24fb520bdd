//! An estimate on its way through the pipeline, and sums of independent estimates.
//!
//! Symbols: value θ̂, variance V of its error, degrees of freedom ν of V (infinite for a known V).
//! `below` and `above` say how far the true mean may lie beyond the value because a nearly unanimous
//! item mean entered as its bound (rule 6 of anonymity.md §4.1).
//!
//! ν of a weighted sum: Satterthwaite 1946, Biometrics Bulletin 2:110,
//! ν = (Σ w²V)² / Σ (w²V)²/ν.

/// θ̂ with its error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Estimate {
    pub(crate) value: f64,
    pub(crate) variance: f64,
    pub(crate) df: f64,
    pub(crate) below: f64,
    pub(crate) above: f64,
}

impl Estimate {
    /// Nothing, without error: where a sum begins.
    pub(crate) const ZERO: Self = Self {
        value: 0.0,
        variance: 0.0,
        df: f64::INFINITY,
        below: 0.0,
        above: 0.0,
    };

    /// This plus `weight` times an independent other. The weight may be negative.
    pub(crate) fn plus(self, weight: f64, other: Self) -> Self {
        let added = weight * weight * other.variance;
        let (below, above) = if weight < 0.0 {
            (-weight * other.above, -weight * other.below)
        } else {
            (weight * other.below, weight * other.above)
        };
        Self {
            value: self.value + weight * other.value,
            variance: self.variance + added,
            df: satterthwaite(&[(self.variance, self.df), (added, other.df)]),
            below: self.below + below,
            above: self.above + above,
        }
    }
}

/// Degrees of freedom of a sum of independent variance estimates, given as (variance, ν).
pub(crate) fn satterthwaite(parts: &[(f64, f64)]) -> f64 {
    let total: f64 = parts.iter().map(|(variance, _)| variance).sum();
    let spread: f64 = parts
        .iter()
        .map(|(variance, df)| variance * variance / df)
        .sum();
    if spread > 0.0 {
        total * total / spread
    } else {
        f64::INFINITY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Estimate = Estimate {
        value: 4.0,
        variance: 0.2,
        df: 9.0,
        below: 0.0,
        above: 0.1,
    };

    #[test]
    fn a_sum_weighs_values_and_squares_weights_for_variances() {
        let sum = Estimate::ZERO
            .plus(0.5, ONE)
            .plus(0.5, Estimate { value: 2.0, ..ONE });
        assert_eq!(sum.value, 3.0);
        assert!((sum.variance - 0.1).abs() < 1e-15);
        assert!(
            (sum.df - 18.0).abs() < 1e-12,
            "two equal parts double the degrees of freedom"
        );
    }

    #[test]
    fn subtracting_turns_the_slack_around() {
        let gap = Estimate::ZERO.plus(-2.0, ONE);
        assert_eq!((gap.below, gap.above), (0.2, 0.0));
    }

    #[test]
    fn known_variances_have_infinite_degrees_of_freedom() {
        let known = Estimate {
            df: f64::INFINITY,
            ..ONE
        };
        assert_eq!(Estimate::ZERO.plus(1.0, known).df, f64::INFINITY);
        assert_eq!(Estimate::ZERO.df, f64::INFINITY);
    }
}
