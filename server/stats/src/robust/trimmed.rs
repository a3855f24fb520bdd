//! Means without, or with drawn in, the outermost values.

use super::{RobustError, sorted};
use crate::{distributions, numeric};

/// A trimmed mean with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrimmedMean {
    /// Mean of the values left.
    pub mean: f64,
    /// Standard deviation of the winsorised sample.
    pub winsorised_sd: f64,
    /// Standard error.
    pub se: f64,
    /// Degrees of freedom: n − 2g − 1.
    pub df: f64,
    /// 95 % interval by Student's t.
    pub ci: (f64, f64),
}

/// Trimmed mean: the mean without the g = ⌊γn⌋ smallest and largest values. Its standard error is
/// s_w / ((1 − 2γ)√n), s_w the standard deviation of the winsorised sample, with n − 2g − 1 degrees
/// of freedom (Tukey & McLaughlin 1963, Sankhyā A 25:331).
///
/// # Errors
/// Fewer than two values left, one that is not finite, or γ outside [0, ½).
pub fn trimmed_mean(values: &[f64], gamma: f64) -> Result<TrimmedMean, RobustError> {
    let (sorted, g) = prepared(values, gamma)?;
    let n = sorted.len();
    if n - 2 * g < 2 {
        return Err(RobustError::TooFew {
            found: n,
            needed: 2 * g + 2,
        });
    }
    let mean = numeric::mean(&sorted[g..n - g]).unwrap_or(sorted[g]);
    let winsorised = winsorise(&sorted, g);
    let winsorised_sd = numeric::variance(&winsorised).unwrap_or(0.0).sqrt();
    let se = winsorised_sd / ((1.0 - 2.0 * gamma) * (n as f64).sqrt());
    let df = (n - 2 * g - 1) as f64;
    let t = distributions::t_quantile(0.975, df).ok_or(RobustError::Tuning)?;
    Ok(TrimmedMean {
        mean,
        winsorised_sd,
        se,
        df,
        ci: (mean - t * se, mean + t * se),
    })
}

/// Winsorised mean: the g = ⌊γn⌋ smallest values count as x₍g₊₁₎, the g largest as x₍n₋g₎
/// (Dixon 1960, Ann. Math. Stat. 31:385).
///
/// # Errors
/// No value, one that is not finite, or γ outside [0, ½).
pub fn winsorised_mean(values: &[f64], gamma: f64) -> Result<f64, RobustError> {
    let (sorted, g) = prepared(values, gamma)?;
    Ok(numeric::mean(&winsorise(&sorted, g)).unwrap_or(sorted[g]))
}

/// Sorted values and how many are cut on each side, which leaves at least one.
fn prepared(values: &[f64], gamma: f64) -> Result<(Vec<f64>, usize), RobustError> {
    if !(0.0..0.5).contains(&gamma) {
        return Err(RobustError::Tuning);
    }
    let sorted = sorted(values, 1)?;
    // 0.2 · 5 must cut one value, whatever the last bit of the product.
    let cut = gamma * sorted.len() as f64 * (1.0 + 1e-12);
    let g = (cut as usize).min((sorted.len() - 1) / 2);
    Ok((sorted, g))
}

fn winsorise(sorted: &[f64], g: usize) -> Vec<f64> {
    let (low, high) = (sorted[g], sorted[sorted.len() - 1 - g]);
    sorted.iter().map(|x| x.clamp(low, high)).collect()
}
