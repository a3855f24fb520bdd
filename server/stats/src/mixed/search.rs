//! The search for the variance ratios: Newton steps with the average information, kept within
//! γ ≥ a floor that stands for zero, halved until the criterion falls.
//!
//! Near the optimum the information is corrected by one secant update (Broyden-Fletcher-Goldfarb-
//! Shanno) a step, which makes up for the difference between average and observed information where a
//! factor has few levels. A ratio at its floor with a score that points below stays there and is
//! reported as 0: its score has been checked.

use std::sync::Arc;

use faer::linalg::solvers::{Llt, Solve};
use faer::{Mat, Side};

use super::equations::Equations;
use super::model::{Criterion, MixedError};
use super::moments::moments;
use super::rows::Rows;
use super::slope::Slope;
use super::structure::Structure;

/// γ W/q at which a variance counts as zero: small enough that the criterion does not feel it, large
/// enough for the score to be exact to nine digits.
const FLOOR: f64 = 1e-7;

/// γ W/q beyond which the residual variance counts as zero.
const CEILING: f64 = 1e10;

/// The search ends when a Newton step would lower the criterion by less than this.
const DECREMENT: f64 = 1e-13;

/// A step that fails below this decrement fails by rounding.
const ROUNDING: f64 = 1e-7;

const MAX_STEPS: usize = 200;

/// Where the search ended.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) equations: Equations,
    pub(crate) slope: Slope,
    /// Factors whose variance is zero.
    pub(crate) at_zero: Vec<bool>,
    /// Steps taken.
    pub(crate) steps: usize,
    pub(crate) converged: bool,
    /// Largest |γ ∂/∂γ| of the criterion over the factors that are not at zero.
    pub(crate) gradient_norm: f64,
}

/// Lowest and highest γ of each factor.
pub(crate) fn bounds(rows: &Rows, n_factors: usize) -> Vec<(f64, f64)> {
    let total: f64 = rows.sums.iter().sum();
    (0..n_factors)
        .map(|factor| {
            let n_levels = match rows.rest_factors.iter().position(|other| *other == factor) {
                Some(at) => rows.offsets[at + 1] - rows.offsets[at],
                None => rows.n_levels(),
            };
            let mean = total / n_levels as f64;
            (FLOOR / mean, CEILING / mean)
        })
        .collect()
}

/// Where the search starts: the ratios of the moments, none of them near zero.
pub(crate) fn start(rows: &Rows, bounds: &[(f64, f64)]) -> Vec<f64> {
    let found = moments(rows);
    bounds
        .iter()
        .enumerate()
        .map(|(factor, (floor, ceiling))| {
            let ratio = found.as_ref().map_or(1.0, |(v, e)| v[factor] / e);
            ratio.clamp(floor * 1e5, ceiling * 1e-4)
        })
        .collect()
}

/// Searches from `gamma`.
pub(crate) fn search(
    rows: &Arc<Rows>,
    structure: &Arc<Structure>,
    criterion: Criterion,
    mut gamma: Vec<f64>,
    bounds: &[(f64, f64)],
) -> Result<Found, MixedError> {
    let at = |gamma: &[f64]| Equations::at(rows, structure, criterion, gamma);
    let mut equations = at(&gamma)?;
    let mut slope = equations.slope(&equations.inverse());
    let mut secant: Option<(Vec<f64>, Vec<f64>)> = None;
    let mut steps = 0;
    let (mut converged, mut stuck) = (false, false);
    loop {
        let free: Vec<usize> = (0..gamma.len())
            .filter(|m| gamma[*m] > bounds[*m].0 || slope.gradient[*m] < 0.0)
            .collect();
        let step = newton(
            &free,
            &gamma,
            &slope.gradient,
            &slope.information,
            secant.as_ref(),
        );
        let decrement =
            -0.5 * crate::numeric::sum(free.iter().map(|m| step[*m] * slope.gradient[*m]));
        if decrement < DECREMENT || (stuck && decrement < ROUNDING) {
            converged = !free.iter().any(|m| gamma[*m] >= bounds[*m].1);
            break;
        }
        if stuck || steps >= MAX_STEPS {
            break;
        }
        steps += 1;
        let mut length = 1.0;
        let tolerance = 1e-12 * (1.0 + equations.value.abs());
        stuck = true;
        for _ in 0..30 {
            let next: Vec<f64> = (0..gamma.len())
                .map(|m| {
                    let (floor, ceiling) = bounds[m];
                    let to = gamma[m] + length * step[m];
                    to.clamp((gamma[m] / 20.0).max(floor), (gamma[m] * 1e3).min(ceiling))
                })
                .collect();
            if next == gamma {
                break;
            }
            if let Ok(there) = at(&next)
                && there.value <= equations.value + tolerance
            {
                let new_slope = there.slope(&there.inverse());
                let difference =
                    |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a - b).collect();
                secant = (decrement < 0.1).then(|| {
                    (
                        difference(&next, &gamma),
                        difference(&new_slope.gradient, &slope.gradient),
                    )
                });
                (gamma, equations, slope, stuck) = (next, there, new_slope, false);
                break;
            }
            length /= 2.0;
        }
    }
    let at_zero: Vec<bool> = (0..gamma.len())
        .map(|m| gamma[m] <= bounds[m].0 && slope.gradient[m] >= 0.0)
        .collect();
    let scaled = |m: usize| (gamma[m] * slope.gradient[m]).abs();
    let inside = (0..gamma.len()).filter(|m| !at_zero[*m]);
    let gradient_norm = inside.map(scaled).fold(0.0, f64::max);
    if at_zero.contains(&true) {
        for (gamma, at_zero) in gamma.iter_mut().zip(&at_zero) {
            if *at_zero {
                *gamma = 0.0;
            }
        }
        equations = at(&gamma)?;
        let gradient = slope.gradient;
        slope = equations.slope(&equations.inverse());
        // The trace divides by γ: what was checked at the floor stands for the score at zero.
        slope.gradient = gradient;
    }
    Ok(Found {
        equations,
        slope,
        at_zero,
        steps,
        converged,
        gradient_norm,
    })
}

/// −H⁻¹ g over the free factors, 0 for the others.
pub(super) fn newton(
    free: &[usize],
    gamma: &[f64],
    gradient: &[f64],
    information: &[Vec<f64>],
    secant: Option<&(Vec<f64>, Vec<f64>)>,
) -> Vec<f64> {
    let k = free.len();
    let mut step = vec![0.0; gamma.len()];
    if k == 0 {
        return step;
    }
    // In units of γ the information has entries of one size.
    let scale = |i: usize| gamma[free[i]];
    let entry = |i: usize, j: usize| information[free[i]][free[j]] * scale(i) * scale(j);
    let mut h = Mat::from_fn(k, k, entry);
    if let Some((moved, change)) = secant {
        let s: Vec<f64> = (0..k).map(|i| moved[free[i]] / scale(i)).collect();
        let y: Vec<f64> = (0..k).map(|i| change[free[i]] * scale(i)).collect();
        let hs: Vec<f64> = (0..k)
            .map(|i| (0..k).map(|j| h[(i, j)] * s[j]).sum())
            .collect();
        let curvature: f64 = s.iter().zip(&hs).map(|(s, hs)| s * hs).sum();
        let found: f64 = s.iter().zip(&y).map(|(s, y)| s * y).sum();
        if found > 0.1 * curvature && found < 10.0 * curvature {
            for i in 0..k {
                for j in 0..k {
                    h[(i, j)] += y[i] * y[j] / found - hs[i] * hs[j] / curvature;
                }
            }
        }
    }
    let size = (0..k).map(|i| h[(i, i)]).fold(0.0, f64::max);
    let g = Mat::from_fn(k, 1, |i, _| -gradient[free[i]] * scale(i));
    let mut ridge = size * 1e-12;
    for _ in 0..12 {
        let ridged = Mat::from_fn(k, k, |i, j| h[(i, j)] + if i == j { ridge } else { 0.0 });
        if let Ok(llt) = Llt::new(ridged.as_ref(), Side::Lower) {
            let solved = llt.solve(&g);
            for i in 0..k {
                step[free[i]] = solved[(i, 0)] * scale(i);
            }
            return step;
        }
        ridge = ridge.max(f64::MIN_POSITIVE) * 100.0;
    }
    for i in 0..k {
        step[free[i]] = g[(i, 0)] / size.max(1.0) * scale(i);
    }
    step
}
