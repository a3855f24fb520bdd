//! Where a value stands on an axis, in per cent of the width.

use contract::profiles::Interval;

/// Room left and right of the axis, so that a shape at its end is not cut off.
const MARGIN_PCT: f64 = 4.0;
/// More ticks than this would run into one another on a phone.
const MAX_TICKS: usize = 7;

/// A linear axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Axis(Interval);

impl Axis {
    /// An axis from the lowest to the highest level of a scale.
    pub const fn new(scale: Interval) -> Self {
        Self(scale)
    }

    /// The place of a value, as SVG wants it. What lies outside stands at the end.
    pub fn place(&self, value: f64) -> String {
        let span = self.0.hi - self.0.lo;
        let share = if span > 0.0 {
            ((value - self.0.lo) / span).clamp(0.0, 1.0)
        } else {
            0.5
        };
        percent(MARGIN_PCT + share * (100.0 - 2.0 * MARGIN_PCT))
    }

    /// Whole numbers to write below the axis.
    pub fn ticks(&self) -> Vec<f64> {
        let (lo, hi) = (self.0.lo.ceil(), self.0.hi.floor());
        let steps = [1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0];
        let fits = |step: &f64| (hi - lo) / step < MAX_TICKS as f64;
        let step = steps.into_iter().find(fits).unwrap_or(hi - lo);
        let n_ticks = if step > 0.0 && hi >= lo {
            ((hi - lo) / step).floor() as usize + 1
        } else {
            0
        };
        (0..n_ticks.min(MAX_TICKS))
            .map(|n| lo + n as f64 * step)
            .collect()
    }
}

/// A length in per cent, to a hundredth.
pub fn percent(value: f64) -> String {
    let text = format!("{value:.2}");
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(lo: f64, hi: f64) -> Axis {
        Axis::new(Interval { lo, hi })
    }

    #[test]
    fn the_ends_of_the_scale_stand_inside_the_drawing() {
        assert_eq!(axis(1.0, 5.0).place(1.0), "4%");
        assert_eq!(axis(1.0, 5.0).place(5.0), "96%");
        assert_eq!(axis(1.0, 5.0).place(3.0), "50%");
        assert_eq!(axis(1.0, 5.0).place(9.0), "96%");
    }

    #[test]
    fn a_scale_of_one_level_has_a_middle() {
        assert_eq!(axis(3.0, 3.0).place(3.0), "50%");
    }

    #[test]
    fn long_scales_get_few_ticks() {
        assert_eq!(axis(1.0, 5.0).ticks(), [1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(
            axis(0.0, 100.0).ticks(),
            [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
        );
        assert!(axis(0.0, 1e9).ticks().len() <= MAX_TICKS);
    }
}
