//! How an estimate is shown: rounded once, with an interval that tells no more than it (rules 5, 6).
//!
//! The interval is drawn around the *rounded* estimate, since the middle of an interval around the
//! unrounded one would give that away; it is widened by the variance of rounding, step²/12
//! (statistics.md §9), and by what the bounds of unanimous means leave open. Half-width: t_ν · SE.

use super::released::{Bound, Figure, Interval, Uncertainty};
use crate::estimate::Estimate;
use crate::numeric::ROUNDING_TIE;
use crate::protection::{Side, Step};
use crate::ratings::Scale;

/// Decimals of standard errors and interval ends: hundredths.
const HUNDREDTHS: f64 = 100.0;

/// What else a figure carries.
pub(super) struct About {
    /// People behind it that may be named.
    pub(super) n: u32,
    /// The grid it is rounded to.
    pub(super) step: Step,
    /// Whether it is a bound.
    pub(super) side: Side,
    /// Half-width of its interval in standard errors, t_ν.
    pub(super) t: f64,
    /// ρ, if the campaign tells.
    pub(super) reliability: Option<f64>,
}

/// The figure of an estimate of protected people.
pub(super) fn figure(estimate: &Estimate, about: &About, scale: Scale) -> Figure {
    let (shown, bound) = match about.side {
        Side::Inside => (about.step.nearest(estimate.value), Bound::Exact),
        Side::Low => (up(estimate.value), Bound::AtMost),
        Side::High => (down(estimate.value), Bound::AtLeast),
    };
    let Uncertainty { se, ci95 } = uncertainty(shown, estimate, about.step, about.t);
    let ci95 = Interval {
        lo: ci95.lo.max(scale.min()),
        hi: ci95.hi.min(scale.max()),
    };
    Figure {
        estimate: shown,
        bound,
        uncertainty: Some(Uncertainty { se, ci95 }),
        n: about.n,
        reliability: about.reliability.map(down),
    }
}

/// The figure of one attributed person: what he said, without a standard error.
pub(super) fn attributed(value: f64) -> Figure {
    Figure {
        estimate: Step::of(0).nearest(value),
        bound: Bound::Exact,
        uncertainty: None,
        n: 1,
        reliability: None,
    }
}

/// Standard error and interval around a value that was rounded to `step`.
pub(super) fn uncertainty(shown: f64, estimate: &Estimate, step: Step, t: f64) -> Uncertainty {
    let se = (estimate.variance + step.rounding_variance()).sqrt();
    let half = t * se;
    let ci95 = Interval {
        lo: down(shown - half - estimate.below),
        hi: up(shown + half + estimate.above),
    };
    Uncertainty { se: up(se), ci95 }
}

/// A difference to the nearest step, halves away from zero: neither side is favoured.
pub(super) fn rounded_difference(value: f64, step: Step) -> f64 {
    value.signum() * step.nearest(value.abs()) + 0.0
}

/// Agreement or alpha of `n` people that may be named: to 0.01 from 100 people on, to 0.02 from 50 on,
/// else to 0.1. Hundredths would tell the sum of the squares of the items, and with the zones the
/// answers to one.
pub(super) fn index(value: f64, n: u32) -> f64 {
    let per_unit = match n {
        100.. => 100.0,
        50.. => 50.0,
        _ => 10.0,
    };
    (value * per_unit + ROUNDING_TIE).round() / per_unit + 0.0
}

/// The hundredth above.
pub(super) fn up(value: f64) -> f64 {
    (value * HUNDREDTHS - ROUNDING_TIE).ceil() / HUNDREDTHS + 0.0
}

/// The hundredth below.
pub(super) fn down(value: f64) -> f64 {
    (value * HUNDREDTHS + ROUNDING_TIE).floor() / HUNDREDTHS + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn five() -> Scale {
        Scale::new(1.0, 5.0).unwrap()
    }

    fn estimate(value: f64, variance: f64) -> Estimate {
        Estimate {
            value,
            variance,
            ..Estimate::ZERO
        }
    }

    fn about(n: u32, side: Side) -> About {
        About {
            n,
            step: Step::of(n),
            side,
            t: 1.96,
            reliability: None,
        }
    }

    #[test]
    fn nine_people_are_rounded_to_quarters_and_ten_to_tenths() {
        assert_eq!(
            figure(&estimate(3.43, 0.1), &about(9, Side::Inside), five()).estimate,
            3.5
        );
        assert_eq!(
            figure(&estimate(3.43, 0.1), &about(10, Side::Inside), five()).estimate,
            3.4
        );
    }

    #[test]
    fn means_round_halves_upwards_and_differences_away_from_zero() {
        assert_eq!(Step::Tenth.nearest(3.25), 3.3);
        assert_eq!(Step::Tenth.nearest(3.25 - 1e-12), 3.3);
        assert_eq!(Step::Tenth.nearest(-0.25), -0.2);
        assert_eq!(rounded_difference(0.25, Step::Tenth), 0.3);
        assert_eq!(rounded_difference(-0.25, Step::Tenth), -0.3);
    }

    #[test]
    fn agreement_is_rounded_the_more_coarsely_the_fewer_people_there_are() {
        let shown = [100, 99, 50, 49, 20].map(|n| index(0.8572, n));
        assert_eq!(shown, [0.86, 0.86, 0.86, 0.9, 0.9]);
        assert_eq!([100, 99].map(|n| index(0.8472, n)), [0.85, 0.84]);
    }

    #[test]
    fn nothing_is_minus_zero() {
        for zero in [
            Step::Tenth.nearest(-0.04),
            rounded_difference(-0.04, Step::Tenth),
        ] {
            assert_eq!(zero.to_bits(), 0.0_f64.to_bits());
        }
    }

    /// The interval may not depend on where inside its step the estimate lies.
    #[test]
    fn the_interval_does_not_give_the_unrounded_estimate_away() {
        let shown = |value| figure(&estimate(value, 0.04), &about(12, Side::Inside), five());
        assert_eq!(shown(3.451), shown(3.549));
    }

    #[test]
    fn an_interval_stays_on_the_scale_and_covers_the_rounding() {
        let shown = figure(&estimate(4.6, 0.25), &about(5, Side::Inside), five());
        let Uncertainty { se, ci95 } = shown.uncertainty.unwrap();
        assert_eq!(ci95.hi, 5.0);
        assert_eq!(se, 0.51, "0.25 + 0.25²/12 under the root, rounded up");
    }

    #[test]
    fn a_unanimous_mean_is_shown_as_a_bound_whose_interval_reaches_the_end() {
        let high = Estimate {
            above: 0.4,
            ..estimate(4.6, 0.16)
        };
        let shown = figure(&high, &about(5, Side::High), five());
        assert_eq!((shown.estimate, shown.bound), (4.6, Bound::AtLeast));
        assert_eq!(shown.uncertainty.unwrap().ci95.hi, 5.0);
        let low = Estimate {
            below: 0.4,
            ..estimate(1.4, 0.16)
        };
        let shown = figure(&low, &about(5, Side::Low), five());
        assert_eq!((shown.estimate, shown.bound), (1.4, Bound::AtMost));
    }
}
