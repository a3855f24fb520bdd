//! Product-moment correlation of a few pairs, rounded once.
//!
//! Answers are small whole numbers, so that correlations inside a ballot have many exact ties: −1/3 is
//! where even-odd consistency meets its floor. Twice the working precision (Dekker 1971, "A
//! floating-point technique for extending the available precision", Numerische Mathematik 18:224)
//! leaves these to the values and not to the order of operations.

use crate::numeric::VARIANCE_ZERO;

/// Correlation; `None` below two pairs or where a side does not vary.
pub(super) fn correlation(pairs: impl Iterator<Item = (f64, f64)> + Clone) -> Option<f64> {
    let (mut n, mut x_sum, mut y_sum) = (0.0, Double::ZERO, Double::ZERO);
    for (x, y) in pairs.clone() {
        n += 1.0;
        x_sum = x_sum.plus(Double::of(x));
        y_sum = y_sum.plus(Double::of(y));
    }
    if n < 2.0 {
        return None;
    }
    let (x_mean, y_mean) = (x_sum.over(Double::of(n)), y_sum.over(Double::of(n)));
    let (mut xx, mut yy, mut xy) = (Double::ZERO, Double::ZERO, Double::ZERO);
    for (x, y) in pairs {
        let (dx, dy) = (Double::of(x).minus(x_mean), Double::of(y).minus(y_mean));
        xx = xx.plus(dx.times(dx));
        yy = yy.plus(dy.times(dy));
        xy = xy.plus(dx.times(dy));
    }
    let varies = xx.high > VARIANCE_ZERO && yy.high > VARIANCE_ZERO;
    varies.then(|| xy.over(xx.times(yy).root()).high.clamp(-1.0, 1.0))
}

/// A number as the unevaluated sum of two.
#[derive(Clone, Copy)]
struct Double {
    high: f64,
    low: f64,
}

/// 2²⁷ + 1: parts a 53-bit number into halves whose products are exact.
const SPLITTER: f64 = 134_217_729.0;

impl Double {
    const ZERO: Self = Self::of(0.0);

    const fn of(value: f64) -> Self {
        Self {
            high: value,
            low: 0.0,
        }
    }

    /// The sum of two numbers, exactly (Knuth's two-sum).
    fn sum(a: f64, b: f64) -> Self {
        let high = a + b;
        let part = high - a;
        Self {
            high,
            low: (a - (high - part)) + (b - part),
        }
    }

    /// The product of two numbers, exactly (Dekker).
    fn product(a: f64, b: f64) -> Self {
        let split = |value: f64| {
            let scaled = SPLITTER * value;
            let high = scaled - (scaled - value);
            (high, value - high)
        };
        let ((a_high, a_low), (b_high, b_low)) = (split(a), split(b));
        let high = a * b;
        let low = ((a_high * b_high - high) + a_high * b_low + a_low * b_high) + a_low * b_low;
        Self { high, low }
    }

    fn plus(self, other: Self) -> Self {
        let sum = Self::sum(self.high, other.high);
        Self::sum(sum.high, sum.low + (self.low + other.low))
    }

    fn minus(self, other: Self) -> Self {
        self.plus(Self {
            high: -other.high,
            low: -other.low,
        })
    }

    fn times(self, other: Self) -> Self {
        let product = Self::product(self.high, other.high);
        let cross = self.high * other.low + self.low * other.high;
        Self::sum(product.high, product.low + cross)
    }

    fn over(self, other: Self) -> Self {
        let first = self.high / other.high;
        let left = self.minus(other.times(Self::of(first)));
        Self::sum(first, left.high / other.high)
    }

    /// Square root of a positive number.
    fn root(self) -> Self {
        let first = self.high.sqrt();
        let left = self.minus(Self::product(first, first));
        Self::sum(first, left.high / (2.0 * first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_is_a_third_in_any_order() {
        let pairs = [(4.0, 13.0 / 3.0), (4.0, 4.0), (4.0, 4.0), (11.0 / 3.0, 4.0)];
        for turn in 0..4 {
            let mut turned = pairs;
            turned.rotate_left(turn);
            assert_eq!(correlation(turned.into_iter()), Some(1.0 / 3.0));
        }
    }

    #[test]
    fn one_pair_or_a_constant_side_has_no_correlation() {
        assert_eq!(correlation([(1.0, 2.0)].into_iter()), None);
        assert_eq!(correlation([(1.0, 2.0), (1.0, 3.0)].into_iter()), None);
        let rising = [(1.0, 0.1), (2.0, 0.2), (3.0, 0.3)];
        assert_eq!(correlation(rising.into_iter()), Some(1.0));
    }
}
