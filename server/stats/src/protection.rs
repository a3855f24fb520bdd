//! The arithmetic of the disclosure rules, applied before anything is derived: a figure computed
//! from protected means cannot tell more than they do.
//!
//! Rules are numbered as in anonymity.md §4.1. Their numbers are made for five levels; other scales
//! use a quarter of their range in place of one level ([`Scale::point`]).

use crate::numeric::ROUNDING_TIE;
use crate::ratings::Scale;

/// Below this many people a figure is shown in quarters (rule 5).
const TENTHS_FROM: u32 = 10;

/// The number of people that may be named beside a figure to which `n` of the cell's `n_cell`
/// ballots contribute (rules 5 and 7).
///
/// It is `n` where nobody or at least k people left the item out. In between, the exact number would
/// let a reader count one to k − 1 people who could not judge, so it is the least that is certain:
/// max(k, n_cell − (k − 1)). In a cell of k + 1 that leaves one number only, so k is named there even
/// if nobody left the item out. Standard errors, bounds, grids and thresholds are computed from this
/// number too, since they would tell the exact one.
pub(crate) fn certain(n: u32, n_cell: u32, k: u32) -> u32 {
    let missing = n_cell.saturating_sub(n);
    if n_cell == k + 1 {
        n.min(k)
    } else if missing == 0 || missing >= k {
        n
    } else {
        k.max(n_cell + 1 - k).min(n)
    }
}

/// A mean as it may be used, and how far the true one may lie beyond it (rule 6): strictly within
/// [min + 2/n, max − 2/n] points it is itself, else the nearer bound.
///
/// The bounds themselves belong to the bound: beyond them all answers lie on two neighbouring levels,
/// at them one may lie two levels away. A step that has less than one point of one answer inside the
/// bound is not used, its means are moved to the next step inside: only one number of answers may
/// have such a mean, so it would tell that number.
pub(crate) fn unanimity(mean: f64, n: u32, scale: Scale) -> Protected {
    let reach = 2.0 * scale.point() / f64::from(n);
    let (lowest, highest) = (scale.min() + reach, scale.max() - reach);
    let at = |value, below, above, side| Protected {
        value,
        below,
        above,
        side,
    };
    if mean <= lowest + ROUNDING_TIE {
        return at(lowest, reach, 0.0, Side::Low);
    }
    if mean >= highest - ROUNDING_TIE {
        return at(highest, 0.0, reach, Side::High);
    }
    let step = Step::of(n);
    let (nearest, size) = (step.nearest(mean), 1.0 / step.per_unit());
    let least = scale.point() / f64::from(n) - size / 2.0 + ROUNDING_TIE;
    let value = if nearest - lowest <= least {
        nearest + size
    } else if highest - nearest <= least {
        nearest - size
    } else {
        mean
    };
    at(value, 0.0, 0.0, Side::Inside)
}

/// A mean after [`unanimity`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Protected {
    pub(crate) value: f64,
    pub(crate) below: f64,
    pub(crate) above: f64,
    pub(crate) side: Side,
}

/// On which side of a bound a mean lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    /// Beyond the lower bound.
    Low,
    /// Between the bounds.
    Inside,
    /// Beyond the upper bound.
    High,
}

/// The smallest variance of `n` answers that may be told: that of one answer two points away from
/// all others, (2 points)²/n. A smaller one would say that everybody said nearly the same, which
/// rule 6 keeps from the mean and this from the standard error and the agreement.
pub(crate) fn variance_floor(n: u32, scale: Scale) -> f64 {
    (2.0 * scale.point()).powi(2) / f64::from(n)
}

/// The grid on which a figure is shown (rule 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// 0.1
    Tenth,
    /// 0.25
    Quarter,
}

impl Step {
    /// For a figure of `n` protected people; 0 where all people behind it are attributed.
    pub(crate) fn of(n: u32) -> Self {
        if n == 0 || n >= TENTHS_FROM {
            Self::Tenth
        } else {
            Self::Quarter
        }
    }

    /// Steps in one unit of the scale.
    pub(crate) fn per_unit(self) -> f64 {
        match self {
            Self::Tenth => 10.0,
            Self::Quarter => 4.0,
        }
    }

    /// The nearest step, halves upwards: a scale that begins elsewhere is rounded in the same way.
    pub(crate) fn nearest(self, value: f64) -> f64 {
        // Adding zero turns −0 into 0.
        (value * self.per_unit() + 0.5 + ROUNDING_TIE).floor() / self.per_unit() + 0.0
    }

    /// Variance of the error of rounding, step²/12.
    pub(crate) fn rounding_variance(self) -> f64 {
        1.0 / (12.0 * self.per_unit() * self.per_unit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn five() -> Scale {
        Scale::new(1.0, 5.0).unwrap()
    }

    #[test]
    fn the_exact_count_is_named_only_if_it_counts_nobody_who_left_out() {
        assert_eq!(certain(30, 30, 5), 30);
        assert_eq!(certain(29, 30, 5), 26);
        assert_eq!(certain(26, 30, 5), 26);
        assert_eq!(certain(25, 30, 5), 25);
        assert_eq!(certain(7, 8, 5), 5);
        assert_eq!([certain(6, 6, 5), certain(5, 6, 5)], [5, 5]);
        assert_eq!(certain(5, 8, 5), 5);
        assert_eq!(certain(1, 1, 5), 1);
    }

    #[test]
    fn one_to_k_minus_one_missing_answers_look_alike() {
        for k in 4..8 {
            for n_cell in 2 * k..40 {
                let named: Vec<u32> = (1..k).map(|out| certain(n_cell - out, n_cell, k)).collect();
                assert!(
                    named.windows(2).all(|w| w[0] == w[1]),
                    "{n_cell} {k}: {named:?}"
                );
                assert!(named[0] <= n_cell - (k - 1));
            }
        }
    }

    #[test]
    fn a_unanimous_mean_of_five_people_is_a_bound() {
        let low = unanimity(1.0, 5, five());
        assert!((low.value - 1.4).abs() < 1e-15 && low.side == Side::Low);
        let high = unanimity(4.8, 5, five());
        assert!((high.value - 4.6).abs() < 1e-15 && high.side == Side::High);
        assert!((high.above - 0.4).abs() < 1e-15 && high.below == 0.0);
        assert_eq!(
            unanimity(4.6, 5, five()).side,
            Side::High,
            "the bound itself"
        );
        assert_eq!(unanimity(4.5, 5, five()).side, Side::Inside);
        assert_eq!(unanimity(3.0, 5, five()).value, 3.0);
    }

    #[test]
    fn what_is_shown_as_a_mean_lies_inside_the_bounds() {
        // 16 of 13 people of 14: 1.23 would be 1.2, the bound of the ten who may be named.
        assert!((unanimity(16.0 / 13.0, 10, five()).value - 1.3).abs() < 1e-12);
        assert!((unanimity(62.0 / 13.0, 10, five()).value - 4.7).abs() < 1e-12);
        // Of eleven the bound is 1.18, and 1.2 has too little room above it.
        assert!((unanimity(16.0 / 13.0, 11, five()).value - 1.3).abs() < 1e-12);
        assert_eq!(unanimity(1.26, 10, five()).value, 1.26);
    }

    #[test]
    fn quarters_below_ten_people_and_tenths_from_ten_on() {
        assert_eq!(
            [0, 1, 9, 10].map(Step::of),
            [Step::Tenth, Step::Quarter, Step::Quarter, Step::Tenth]
        );
    }

    #[test]
    fn the_floor_is_one_answer_two_levels_away() {
        let answers = [3.0, 3.0, 3.0, 3.0, 5.0];
        let variance = crate::numeric::variance(&answers).unwrap();
        assert!((variance_floor(5, five()) - variance).abs() < 1e-15);
    }
}
