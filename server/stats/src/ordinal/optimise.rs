//! The maximum of a smooth function with a known gradient, by Newton's method.

use faer::linalg::solvers::DenseSolveCore;
use faer::{Mat, Side};

/// Steps before a fit counts as not converging.
const MOST_STEPS: u32 = 100;

/// Half the Newton decrement is what one more step would gain in log-likelihood.
const GAIN: f64 = 1e-13;

/// Gain, relative to the value, that its rounding may hide: below it the gradient decides, and a
/// search that gets no further has arrived.
const GAIN_ROUNDED: f64 = 1e-13;

/// Step of the central differences of the gradient, relative to a parameter of size 1 or more.
const DIFFERENCE: f64 = 1e-5;

/// A value with its gradient.
pub(super) struct Height {
    pub(super) value: f64,
    pub(super) gradient: Vec<f64>,
}

/// The top, or where the search ended.
pub(super) struct Top {
    pub(super) at: Vec<f64>,
    pub(super) height: Height,
    /// Minus the matrix of second derivatives, inverted; `None` where it is not positive definite.
    pub(super) covariance: Option<Mat<f64>>,
    pub(super) iterations: u32,
    pub(super) converged: bool,
}

/// Climbs from `start`; `height` is `None` outside the domain.
///
/// The matrix of second derivatives is taken from central differences of the gradient. Where minus
/// that matrix is not positive definite it gets a ridge; a step that does not climb is halved.
pub(super) fn maximise(
    start: Vec<f64>,
    mut height: impl FnMut(&[f64]) -> Option<Height>,
) -> Option<Top> {
    let mut here = height(&start)?;
    let mut at = start;
    let (mut iterations, mut converged) = (0, false);
    let mut curvature = bend(&at, &mut height);
    while let Some(matrix) = &curvature {
        let step = newton_step(matrix, &here.gradient)?;
        let gain = dot(&step, &here.gradient);
        if gain < GAIN || iterations == MOST_STEPS {
            converged = gain < GAIN;
            break;
        }
        iterations += 1;
        let mut share = 1.0;
        let mut climbed = None;
        while share > 1e-10 && climbed.is_none() {
            let next: Vec<f64> = at.iter().zip(&step).map(|(x, s)| x + share * s).collect();
            // Where the gain is lost in the rounding of the value, the gradient still tells.
            let rounded = gain < GAIN_ROUNDED * (1.0 + here.value.abs());
            let flatter = |there: &Height| largest(&there.gradient) < largest(&here.gradient);
            climbed = height(&next)
                .filter(|there| there.value > here.value || (rounded && flatter(there)))
                .map(|there| (next, there));
            if rounded {
                break;
            }
            share /= 2.0;
        }
        match climbed {
            Some((next, there)) => (at, here) = (next, there),
            None => {
                converged = gain < GAIN_ROUNDED * (1.0 + here.value.abs());
                break;
            }
        }
        curvature = bend(&at, &mut height);
    }
    let covariance = curvature
        .and_then(|matrix| matrix.llt(Side::Lower).ok().map(|llt| llt.inverse()))
        .filter(|inverse| (0..at.len()).all(|a| inverse[(a, a)].is_finite()));
    Some(Top {
        at,
        height: here,
        covariance,
        iterations,
        converged,
    })
}

fn largest(gradient: &[f64]) -> f64 {
    gradient.iter().map(|by| by.abs()).fold(0.0, f64::max)
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Minus the second derivatives, made symmetric.
fn bend(at: &[f64], height: &mut impl FnMut(&[f64]) -> Option<Height>) -> Option<Mat<f64>> {
    let n = at.len();
    let mut columns = Vec::with_capacity(n);
    for j in 0..n {
        let step = DIFFERENCE * at[j].abs().max(1.0);
        let mut moved = at.to_vec();
        moved[j] = at[j] + step;
        let up = height(&moved)?;
        moved[j] = at[j] - step;
        let down = height(&moved)?;
        let pairs = up.gradient.iter().zip(&down.gradient);
        columns.push(
            pairs
                .map(|(u, d)| (d - u) / (2.0 * step))
                .collect::<Vec<f64>>(),
        );
    }
    let matrix = Mat::from_fn(n, n, |a, b| (columns[a][b] + columns[b][a]) / 2.0);
    (0..n)
        .all(|a| (0..n).all(|b| matrix[(a, b)].is_finite()))
        .then_some(matrix)
}

fn newton_step(matrix: &Mat<f64>, gradient: &[f64]) -> Option<Vec<f64>> {
    let n = gradient.len();
    let size = (0..n).map(|a| matrix[(a, a)].abs()).fold(1e-8, f64::max);
    let mut ridge = 0.0;
    for _ in 0..40 {
        let shifted = Mat::from_fn(n, n, |a, b| {
            matrix[(a, b)] + if a == b { ridge } else { 0.0 }
        });
        if let Ok(llt) = shifted.llt(Side::Lower) {
            let step = &llt.inverse() * &Mat::from_fn(n, 1, |a, _| gradient[a]);
            let step: Vec<f64> = (0..n).map(|a| step[(a, 0)]).collect();
            if step.iter().all(|s| s.is_finite()) {
                return Some(step);
            }
        }
        ridge = (10.0 * ridge).max(1e-6 * size);
    }
    None
}
