//! Snedecor's F law to the precision that intervals of reliability need, from `statrs`' incomplete
//! beta function.

use statrs::distribution::{Continuous, ContinuousCDF, FisherSnedecor};
use statrs::function::beta::beta_reg;

/// P(F > `f`) with `df1` and `df2` degrees of freedom.
///
/// By the tail's own incomplete beta integral: 1 − P would lose the digits of small tails.
pub(super) fn upper_tail(f: f64, df1: f64, df2: f64) -> f64 {
    if f <= 0.0 {
        1.0
    } else if f.is_finite() {
        beta_reg(df2 / 2.0, df1 / 2.0, df2 / (df2 + df1 * f))
    } else {
        0.0
    }
}

/// The point with P(F ≤ x) = `p`, 0 < `p` < 1; `None` where a degree of freedom is not positive.
///
/// The library's inverse is a start; Newton steps on the distribution function bring it to the
/// precision of that function.
pub(super) fn quantile(p: f64, df1: f64, df2: f64) -> Option<f64> {
    let law = FisherSnedecor::new(df1, df2).ok()?;
    let mut x = law.inverse_cdf(p);
    for _ in 0..4 {
        // From the smaller side, which keeps its digits.
        let excess = if p < 0.5 {
            law.cdf(x) - p
        } else {
            (1.0 - p) - upper_tail(x, df1, df2)
        };
        let next = x - excess / law.pdf(x);
        if !(next.is_finite() && next > 0.0) {
            break;
        }
        x = next;
    }
    (x.is_finite() && x > 0.0).then_some(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// F(2, d) has the closed tail (1 + 2x/d)^(−d/2).
    #[test]
    fn two_degrees_of_freedom_agree_with_the_closed_form() {
        for d in [1.0_f64, 3.0, 18.0, 240.0] {
            for p in [0.001_f64, 0.025, 0.5, 0.975, 0.9999] {
                let exact = d / 2.0 * (-2.0 / d * (-p).ln_1p()).exp_m1();
                let ours = quantile(p, 2.0, d).unwrap();
                assert!(
                    (ours - exact).abs() < 1e-11 * exact,
                    "{d} {p} {ours} {exact}"
                );
                let tail = upper_tail(exact, 2.0, d);
                assert!((tail - (1.0 - p)).abs() < 1e-12 * (1.0 - p), "{d} {p}");
            }
        }
    }

    #[test]
    fn a_quantile_is_the_inverse_of_that_of_the_swapped_law() {
        let (ours, swapped) = (
            quantile(0.975, 3.7, 11.2).unwrap(),
            quantile(0.025, 11.2, 3.7).unwrap(),
        );
        assert!((ours * swapped - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_ends_are_no_nan() {
        assert_eq!(upper_tail(-1.0, 2.0, 3.0), 1.0);
        assert_eq!(upper_tail(f64::INFINITY, 2.0, 3.0), 0.0);
        assert_eq!(quantile(0.5, 0.0, 3.0), None);
    }
}
