//! Robust scales: MAD, Rousseeuw and Croux's Qn and Sn, the τ-scale.

use super::pairwise::kth_difference;
use super::{MAD_CONSISTENCY, RobustError, median_distance, middle, sorted};
use crate::{distributions, numeric};

/// Median absolute deviation from the median, times 1.4826: estimates the standard deviation of a
/// normal sample (Hampel 1974, JASA 69:383). Units of x; 0 where at least half of the values agree.
///
/// # Errors
/// No value, or one that is not finite.
pub fn mad(values: &[f64]) -> Result<f64, RobustError> {
    let sorted = sorted(values, 1)?;
    Ok(MAD_CONSISTENCY * median_distance(&sorted, middle(&sorted)))
}

/// Q_n: 2.21914 times the k-th smallest of the distances |xᵢ − xⱼ|, i < j, with k = C(h, 2),
/// h = ⌊n/2⌋ + 1, and the finite-sample factor of robustbase (Rousseeuw & Croux 1993, JASA 88:1273,
/// eq. 3.4; Croux & Rousseeuw 1992 for the factors).
///
/// # Errors
/// Fewer than two values, or one that is not finite.
pub fn qn(values: &[f64]) -> Result<f64, RobustError> {
    /// Factors for n = 2 … 12.
    const SMALL: [f64; 11] = [
        0.399356, 0.99365, 0.51321, 0.84401, 0.61220, 0.85877, 0.66993, 0.87344, 0.72014, 0.88906,
        0.75743,
    ];
    let sorted = sorted(values, 2)?;
    let n = sorted.len();
    let h = n / 2 + 1;
    let size = n as f64;
    let factor = match SMALL.get(n - 2) {
        Some(factor) => *factor,
        None if n % 2 == 1 => 1.0 / (1.0 + (1.60188 + (-2.1284 - 5.172 / size) / size) / size),
        None => 1.0 / (1.0 + (3.67561 + (1.9654 + (6.987 - 77.0 / size) / size) / size) / size),
    };
    Ok(factor * 2.21914 * kth_difference(&sorted, (h * (h - 1) / 2) as u64))
}

/// S_n: 1.1926 times the low median over i of the high median over j of |xᵢ − xⱼ|, with the
/// finite-sample factor of robustbase (Rousseeuw & Croux 1993, JASA 88:1273, eq. 2.1).
///
/// # Errors
/// Fewer than two values, or one that is not finite.
pub fn sn(values: &[f64]) -> Result<f64, RobustError> {
    /// Factors for n = 2 … 9.
    const SMALL: [f64; 8] = [0.743, 1.851, 0.954, 1.351, 0.993, 1.198, 1.005, 1.131];
    let sorted = sorted(values, 2)?;
    let n = sorted.len();
    let mut medians: Vec<f64> = (0..n).map(|i| kth_nearest(&sorted, i, n / 2 + 1)).collect();
    medians.sort_by(f64::total_cmp);
    let factor = match SMALL.get(n - 2) {
        Some(factor) => *factor,
        None if n % 2 == 1 => n as f64 / (n as f64 - 0.9),
        None => 1.0,
    };
    Ok(factor * 1.1926 * medians[n.div_ceil(2) - 1])
}

/// The k-th smallest distance from sorted\[i\], itself included: the k nearest values are neighbours
/// in the sorted order, so the best window of k is found by halving.
fn kth_nearest(sorted: &[f64], i: usize, k: usize) -> f64 {
    let x = sorted[i];
    let (mut low, mut high) = ((i + 1).saturating_sub(k), i.min(sorted.len() - k));
    while low < high {
        let start = (low + high) / 2;
        if x - sorted[start] > sorted[start + k - 1] - x {
            low = start + 1;
        } else {
            high = start;
        }
    }
    let reach = |start: usize| (x - sorted[start]).max(sorted[start + k - 1] - x);
    match low {
        0 => reach(0),
        start => reach(start).min(reach(start - 1)),
    }
}

/// Location and scale of the τ-estimate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TauScale {
    /// The weighted mean that the scale is around.
    pub location: f64,
    /// σ.
    pub scale: f64,
}

/// τ-scale (Yohai & Zamar 1988, JASA 83:406; univariate form of Maronna & Zamar 2002, Technometrics
/// 44:307): σ₀ = median |x − median|; weights w(u) = (1 − (u/4.5)²)²₊ of u = (x − median)/σ₀ give the
/// location, and σ² = σ₀² Σ min(((x − μ)/σ₀)², 3²) / (n E), E = E min(Z², b²), b = 3 Φ⁻¹(¾), Z
/// normal, which makes it consistent there.
///
/// # Errors
/// No value, one that is not finite, or σ₀ = 0 while the values differ (equal values: scale 0).
pub fn tau_scale(values: &[f64]) -> Result<TauScale, RobustError> {
    /// Beyond so many σ₀ a value has no say in the location (c₁), and counts as that far in the
    /// scale (c₂).
    const REACH: (f64, f64) = (4.5, 3.0);
    let sorted = sorted(values, 1)?;
    let centre = middle(&sorted);
    let start = median_distance(&sorted, centre);
    if start == 0.0 {
        return if sorted[0] == sorted[sorted.len() - 1] {
            Ok(TauScale {
                location: centre,
                scale: 0.0,
            })
        } else {
            Err(RobustError::ScaleZero)
        };
    }
    let weight = |x: f64| {
        let u = (x - centre) / (start * REACH.0);
        (1.0 - u * u).max(0.0).powi(2)
    };
    let total = numeric::sum(sorted.iter().map(|&x| weight(x)));
    let location = numeric::sum(sorted.iter().map(|&x| weight(x) * x)) / total;
    let square = |x: f64| ((x - location) / start).powi(2).min(REACH.1 * REACH.1);
    let squares = numeric::sum(sorted.iter().map(|&x| square(x)));
    let quartile = distributions::normal_quantile(0.75).ok_or(RobustError::Tuning)?;
    let bound = REACH.1 * quartile;
    let tail = distributions::normal_sf(bound).ok_or(RobustError::Tuning)?;
    let density = (-0.5 * bound * bound).exp() / (2.0 * std::f64::consts::PI).sqrt();
    // E min(Z², b²), the reach measured in standard deviations instead of σ₀.
    let expected =
        2.0 * ((1.0 - bound * bound) * (1.0 - tail) - bound * density + bound * bound) - 1.0;
    Ok(TauScale {
        location,
        scale: start * (squares / (sorted.len() as f64 * expected)).sqrt(),
    })
}
