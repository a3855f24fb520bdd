//! One root of one increasing function: Newton's steps, kept inside a bracket by bisection.

/// Steps after which the bracket is as narrow as floating point lets it be: 64 halvings of any
/// bracket met here, and room for Newton's own.
const MOST_STEPS: usize = 200;

/// The x in `[lo, hi]` with f(x) = 0, where `f` gives a function that does not fall, and its slope.
///
/// A step that would leave the bracket, or that has no slope to go by, becomes a halving; the
/// search ends when a step no longer moves x by more than `resolution`, or by a few units in the last
/// place. Where f
/// has one sign on the whole bracket the end nearer to the root comes back.
pub(crate) fn increasing(
    start: f64,
    (mut lo, mut hi): (f64, f64),
    resolution: f64,
    mut f: impl FnMut(f64) -> (f64, f64),
) -> f64 {
    let mut x = start.clamp(lo, hi);
    for _ in 0..MOST_STEPS {
        let (value, slope) = f(x);
        if value == 0.0 {
            return x;
        }
        if value < 0.0 {
            lo = x;
        } else {
            hi = x;
        }
        let step = value / slope;
        let end = resolution.max(4.0 * f64::EPSILON * x.abs());
        if step.abs() <= end {
            return (x - step).clamp(lo, hi);
        }
        let newton = x - step;
        let next = if newton.is_finite() && newton > lo && newton < hi {
            newton
        } else {
            lo + (hi - lo) / 2.0
        };
        if (next - x).abs() <= end {
            return next;
        }
        x = next;
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newton_finds_a_square_root_and_bisection_a_step() {
        let root = increasing(1.0, (0.0, 2.0), 0.0, |x| (x * x - 2.0, 2.0 * x));
        assert!((root - std::f64::consts::SQRT_2).abs() < 1e-15);
        let step = increasing(0.9, (0.0, 1.0), 0.0, |x| {
            (if x < 0.3 { -1.0 } else { 1.0 }, 0.0)
        });
        assert!((step - 0.3).abs() < 1e-12);
    }

    #[test]
    fn without_a_root_the_nearer_end_comes_back() {
        assert!((increasing(0.5, (0.0, 1.0), 0.0, |x| (x + 1.0, 1.0))).abs() < 1e-12);
        assert!((increasing(0.5, (0.0, 1.0), 0.0, |x| (x - 2.0, 1.0)) - 1.0).abs() < 1e-12);
    }
}
