//! Newton's method between bounds, for the uniquenesses of a factor model.

use faer::linalg::solvers::Solve;
use faer::{Mat, Side};

use super::alpha::ItemsError;

/// The criterion at a point, with its derivatives.
pub(super) struct Criterion {
    pub(super) value: f64,
    pub(super) gradient: Vec<f64>,
    pub(super) hessian: Mat<f64>,
}

/// Largest free element of the gradient that counts as zero.
const FLAT: f64 = 1e-11;
/// The same where rounding lets no step go further down.
const NEARLY_FLAT: f64 = 1e-7;
const MOST_STEPS: usize = 500;

/// A local minimum of `criterion` with every coordinate between `lower` and `upper`.
///
/// Coordinates at a bound that the gradient pushes outward are held; the others take a Newton step,
/// damped as far as it takes to make the Hessian positive definite and the criterion fall
/// (Levenberg 1944, Marquardt 1963).
pub(super) fn minimise(
    start: Vec<f64>,
    lower: f64,
    upper: f64,
    criterion: impl Fn(&[f64]) -> Result<Criterion, ItemsError>,
) -> Result<Vec<f64>, ItemsError> {
    let mut x: Vec<f64> = start.into_iter().map(|x| x.clamp(lower, upper)).collect();
    let mut here = criterion(&x)?;
    let mut damping = 0.0_f64;
    for _ in 0..MOST_STEPS {
        let free: Vec<usize> = (0..x.len())
            .filter(|&at| {
                let outward = (x[at] <= lower && here.gradient[at] > 0.0)
                    || (x[at] >= upper && here.gradient[at] < 0.0);
                !outward
            })
            .collect();
        let steepest = free
            .iter()
            .fold(0.0_f64, |most, at| most.max(here.gradient[*at].abs()));
        if steepest < FLAT {
            return Ok(x);
        }
        let size = free
            .iter()
            .fold(0.0_f64, |most, at| most.max(here.hessian[(*at, *at)].abs()))
            .max(f64::MIN_POSITIVE);
        let next = step(&here, &free, damping * size).and_then(|step| {
            let mut next = x.clone();
            for (at, step) in free.iter().zip(&step) {
                next[*at] = (next[*at] + step).clamp(lower, upper);
            }
            let there = criterion(&next).ok()?;
            (there.value < here.value).then_some((next, there))
        });
        match next {
            Some((next, there)) => {
                (x, here) = (next, there);
                damping = if damping < 1e-8 { 0.0 } else { damping / 10.0 };
            }
            None if damping > 1e12 && steepest < NEARLY_FLAT => return Ok(x),
            None if damping > 1e12 => return Err(ItemsError::NotConverged),
            None => damping = (damping * 10.0).max(1e-6),
        }
    }
    Err(ItemsError::NotConverged)
}

/// −(H + damping·I)⁻¹ g over the free coordinates; `None` where that matrix is not positive.
fn step(here: &Criterion, free: &[usize], damping: f64) -> Option<Vec<f64>> {
    let damped = Mat::from_fn(free.len(), free.len(), |row, column| {
        let diagonal = if row == column { damping } else { 0.0 };
        here.hessian[(free[row], free[column])] + diagonal
    });
    let downhill = Mat::from_fn(free.len(), 1, |row, _| -here.gradient[free[row]]);
    let solved = damped.llt(Side::Lower).ok()?.solve(&downhill);
    let step: Vec<f64> = (0..free.len()).map(|row| solved[(row, 0)]).collect();
    step.iter().all(|step| step.is_finite()).then_some(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// (x − 2)² + (y + 1)² + xy/2 with both in [0, 1]: x ends at 1 and y at 0.
    #[test]
    fn a_minimum_outside_ends_at_the_bounds() {
        let found = minimise(vec![0.5, 0.5], 0.0, 1.0, |x| {
            Ok(Criterion {
                value: (x[0] - 2.0).powi(2) + (x[1] + 1.0).powi(2) + x[0] * x[1] / 2.0,
                gradient: vec![
                    2.0 * (x[0] - 2.0) + x[1] / 2.0,
                    2.0 * (x[1] + 1.0) + x[0] / 2.0,
                ],
                hessian: Mat::from_fn(2, 2, |i, j| if i == j { 2.0 } else { 0.5 }),
            })
        });
        assert_eq!(found, Ok(vec![1.0, 0.0]));
    }

    /// A double well, started where the curvature is negative.
    #[test]
    fn negative_curvature_is_walked_out_of() {
        let found = minimise(vec![0.1], -3.0, 3.0, |x| {
            Ok(Criterion {
                value: (x[0] * x[0] - 1.0).powi(2),
                gradient: vec![4.0 * x[0] * (x[0] * x[0] - 1.0)],
                hessian: Mat::from_fn(1, 1, |_, _| 12.0 * x[0] * x[0] - 4.0),
            })
        });
        assert!((found.unwrap()[0] - 1.0).abs() < 1e-9);
    }
}
