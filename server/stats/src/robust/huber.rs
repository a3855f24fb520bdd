//! Huber's M-estimates of location: with the MAD as scale, and with the scale estimated beside it.

use super::{RobustError, mad, middle, sorted};
use crate::{distributions, numeric};

/// Steps before a fit counts as not converging; Newton needs a handful, proposal 2 some dozens.
const MOST_STEPS: usize = 1000;

/// Relative to the scale, a step this small ends the search.
const STEP_TOLERANCE: f64 = 1e-13;

/// A location with its standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Huber {
    /// μ.
    pub location: f64,
    /// Sandwich standard error.
    pub se: f64,
    /// The MAD held fixed.
    pub scale: f64,
}

/// Location and scale of proposal 2.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proposal2 {
    /// μ.
    pub location: f64,
    /// s, consistent for the standard deviation of a normal sample.
    pub scale: f64,
}

/// Huber's location: μ with Σ ψ_k((xᵢ − μ)/MAD) = 0, ψ_k(u) = max(−k, min(k, u)), the MAD held fixed
/// (Huber 1964, Ann. Math. Stat. 35:73).
///
/// Standard error, in units of x: MAD · √(mean ψ²) / mean 1[|u| ≤ k] / √n. k = 1.345 has 95 %
/// efficiency in a normal sample. Where all values are the same, μ is that value and the error 0;
/// where at least half are, the MAD is zero and [`RobustError::ScaleZero`] says so.
///
/// # Errors
/// No value, a value that is not finite, k ≤ 0, or a scale of zero.
pub fn huber(values: &[f64], k: f64) -> Result<Huber, RobustError> {
    let sorted = sorted(values, 1)?;
    check(k)?;
    let scale = mad(values)?;
    let mut location = middle(&sorted);
    if scale == 0.0 {
        return if sorted[0] == sorted[sorted.len() - 1] {
            Ok(Huber {
                location,
                se: 0.0,
                scale,
            })
        } else {
            Err(RobustError::ScaleZero)
        };
    }
    // The sum of ψ is piecewise linear in μ and its slope the number of values inside ±k, so that
    // Newton's method ends exactly once the set of values inside stands.
    for _ in 0..MOST_STEPS {
        let residuals = || sorted.iter().map(|x| (x - location) / scale);
        let score = numeric::sum(residuals().map(|u| u.clamp(-k, k)));
        let inside = residuals().filter(|u| u.abs() <= k).count().max(1) as f64;
        let step = scale * score / inside;
        location += step;
        if step.abs() <= STEP_TOLERANCE * scale {
            break;
        }
    }
    let n = sorted.len() as f64;
    let residuals = || sorted.iter().map(|x| (x - location) / scale);
    let square = numeric::sum(residuals().map(|u| u.clamp(-k, k).powi(2))) / n;
    let inside = residuals().filter(|u| u.abs() <= k).count().max(1) as f64 / n;
    Ok(Huber {
        location,
        se: scale * square.sqrt() / inside / n.sqrt(),
        scale,
    })
}

/// Huber's proposal 2: μ and s together from Σ ψ_k((xᵢ − μ)/s) = 0 and
/// Σ ψ_k²((xᵢ − μ)/s) = (n − 1) β, β = E ψ_k²(Z) = θ + k²(1 − θ) − 2kφ(k), θ = 2Φ(k) − 1
/// (Huber 1964; Venables & Ripley 2002, §5.5).
///
/// By the usual fixed-point iteration on winsorised values from median and MAD. Equal values give
/// that value and scale 0.
///
/// # Errors
/// Fewer than two values, one that is not finite, k ≤ 0, or a scale that goes to zero.
pub fn huber_proposal_2(values: &[f64], k: f64) -> Result<Proposal2, RobustError> {
    let sorted = sorted(values, 2)?;
    check(k)?;
    let n = sorted.len() as f64;
    let (mut location, mut scale) = (middle(&sorted), mad(values)?);
    if sorted[0] == sorted[sorted.len() - 1] {
        return Ok(Proposal2 {
            location,
            scale: 0.0,
        });
    }
    let theta = 1.0 - 2.0 * distributions::normal_sf(k).ok_or(RobustError::Tuning)?;
    let density = (-0.5 * k * k).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let beta = theta + k * k * (1.0 - theta) - 2.0 * k * density;
    for _ in 0..MOST_STEPS {
        if scale <= 0.0 {
            return Err(RobustError::ScaleZero);
        }
        let (low, high) = (location - k * scale, location + k * scale);
        let winsorised: Vec<f64> = sorted.iter().map(|x| x.clamp(low, high)).collect();
        let next = numeric::sum(winsorised.iter().copied()) / n;
        let squares = numeric::sum_of_squares(&winsorised, next);
        let next_scale = (squares / (n - 1.0) / beta).sqrt();
        let moved = (next - location).abs().max((next_scale - scale).abs());
        (location, scale) = (next, next_scale);
        if moved <= STEP_TOLERANCE * scale {
            break;
        }
    }
    Ok(Proposal2 { location, scale })
}

fn check(k: f64) -> Result<(), RobustError> {
    if k > 0.0 && k.is_finite() {
        Ok(())
    } else {
        Err(RobustError::Tuning)
    }
}
