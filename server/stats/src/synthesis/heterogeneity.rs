//! τ², the variance of true values between studies: five estimators and the Q-profile interval.

use super::{Study, SynthesisError, Weighted, check};
use crate::{distributions, numeric, root};

/// Points of the grid on which the restricted likelihood is looked at before its score is solved:
/// it may have two peaks, and one of them may be at zero.
const GRID: i32 = 96;

/// How τ² is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Estimator {
    /// τ² = 0: one true value.
    Fixed,
    /// Moments of Q with weights 1/v, not iterated (DerSimonian & Laird 1986, Control. Clin. Trials
    /// 7:177, eq. 6).
    DerSimonianLaird,
    /// Moments of the plain variance (Hedges 1983, Psych. Bull. 93:388).
    Hedges,
    /// Q(τ²) = k − 1 (Paule & Mandel 1982, J. Res. NBS 87:377).
    PauleMandel,
    /// Restricted maximum likelihood (Viechtbauer 2005, J. Educ. Behav. Stat. 30:261, eq. 13).
    Reml,
}

impl Estimator {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Fixed,
        Self::DerSimonianLaird,
        Self::Hedges,
        Self::PauleMandel,
        Self::Reml,
    ];

    /// Studies that it needs.
    pub fn needs(self) -> usize {
        if self == Self::Fixed { 1 } else { 2 }
    }
}

/// An estimate of τ².
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tau2 {
    /// τ² ≥ 0, in squared units of y.
    pub value: f64,
    /// Standard error from the expected information, √(2 / tr PP); REML only.
    pub se: Option<f64>,
}

/// τ² by one estimator; negative moment estimates count as 0.
///
/// # Errors
/// Fewer than two studies (one for [`Estimator::Fixed`]), or a figure that is not finite.
pub(super) fn tau2(studies: &[Study], estimator: Estimator) -> Result<Tau2, SynthesisError> {
    check(studies, estimator.needs())?;
    let k = studies.len() as f64;
    let value = match estimator {
        Estimator::Fixed => 0.0,
        Estimator::DerSimonianLaird => {
            let fixed = Weighted::at(studies, 0.0);
            (fixed.q - (k - 1.0)) / (fixed.total - fixed.squares / fixed.total)
        }
        Estimator::Hedges => hedges(studies),
        Estimator::PauleMandel => q_profile(studies, k - 1.0),
        Estimator::Reml => reml(studies),
    };
    if !value.is_finite() {
        return Err(SynthesisError::Numeric);
    }
    let value = value.max(0.0);
    let se = (estimator == Estimator::Reml).then(|| (1.0 / information(studies, value)).sqrt());
    Ok(Tau2 { value, se })
}

fn hedges(studies: &[Study]) -> f64 {
    let estimates: Vec<f64> = studies.iter().map(|study| study.estimate).collect();
    let variances: Vec<f64> = studies.iter().map(|study| study.variance).collect();
    let spread = numeric::variance(&estimates).unwrap_or(0.0);
    spread - numeric::mean(&variances).unwrap_or(0.0)
}

/// A τ² that is surely too large: there every weight is so small that Q is below any target used
/// here (targets are at least `target`).
fn bound(studies: &[Study], target: f64) -> f64 {
    let estimates: Vec<f64> = studies.iter().map(|study| study.estimate).collect();
    let centre = numeric::mean(&estimates).unwrap_or(0.0);
    let squares = numeric::sum_of_squares(&estimates, centre);
    squares / target.max(f64::MIN_POSITIVE)
}

/// τ² with Q(τ²) = Σ (y − μ)²/(v + τ²) = `target`, 0 where Q(0) is below it. Q falls and is convex.
fn q_profile(studies: &[Study], target: f64) -> f64 {
    if Weighted::at(studies, 0.0).q <= target {
        return 0.0;
    }
    root::increasing(0.0, (0.0, bound(studies, target)), 0.0, |tau2| {
        let at = Weighted::at(studies, tau2);
        (target - at.q, at.q2)
    })
}

/// 95 % interval of τ²: the values at which Q(τ²) is the 97.5 % and the 2.5 % point of χ² with
/// k − 1 degrees of freedom (Viechtbauer 2007, Stat. Med. 26:37). `None` where even Q(0) is below
/// the 2.5 % point: the estimates are closer together than their variances allow.
pub(super) fn tau2_interval(studies: &[Study]) -> Option<(f64, f64)> {
    let df = studies.len().checked_sub(1).filter(|df| *df > 0)? as f64;
    let lowest = distributions::chi_squared_quantile(0.025, df)?;
    let highest = distributions::chi_squared_quantile(0.975, df)?;
    if Weighted::at(studies, 0.0).q < lowest {
        return None;
    }
    Some((q_profile(studies, highest), q_profile(studies, lowest)))
}

/// Restricted log-likelihood: −½ [(k − 1) log 2π − log k + Σ log(v + τ²) + log Σw + Q(τ²)].
pub(super) fn log_likelihood(studies: &[Study], tau2: f64) -> f64 {
    let at = Weighted::at(studies, tau2);
    let k = studies.len() as f64;
    let logs = numeric::sum(studies.iter().map(|study| (study.variance + tau2).ln()));
    let constant = (k - 1.0) * (2.0 * std::f64::consts::PI).ln() - k.ln();
    -0.5 * (constant + logs + at.total.ln() + at.q)
}

/// dl/dτ² = ½ [Σ w²(y − μ)² − Σw + Σw²/Σw].
fn score(studies: &[Study], tau2: f64) -> f64 {
    let at = Weighted::at(studies, tau2);
    0.5 * (at.q2 - at.total + at.squares / at.total)
}

/// Expected information ½ tr PP = ½ [Σw² − 2 Σw³/Σw + (Σw²/Σw)²].
fn information(studies: &[Study], tau2: f64) -> f64 {
    let at = Weighted::at(studies, tau2);
    let cubes = numeric::sum(studies.iter().map(|s| (s.variance + tau2).powi(-3)));
    0.5 * (at.squares - 2.0 * cubes / at.total + (at.squares / at.total).powi(2))
}

/// The highest peak of the restricted likelihood: the best point of a geometric grid from far below
/// the smallest variance to the largest possible τ², then the zero of the score beside it.
fn reml(studies: &[Study]) -> f64 {
    let smallest = studies
        .iter()
        .map(|s| s.variance)
        .fold(f64::INFINITY, f64::min);
    // The peak lies where Q is near k − 1 at most, or lower where the weights differ: half of one
    // degree of freedom is beyond it.
    let top = bound(studies, 0.5).max(smallest);
    let lowest = 1e-4 * smallest;
    let ratio = (top / lowest).powf(1.0 / f64::from(GRID - 1));
    let point = |at: i32| if at < 0 { 0.0 } else { lowest * ratio.powi(at) };
    let mut best = (-1, log_likelihood(studies, 0.0));
    for at in 0..GRID {
        let height = log_likelihood(studies, point(at));
        if height > best.1 {
            best = (at, height);
        }
    }
    if best.0 < 0 && score(studies, 0.0) <= 0.0 {
        return 0.0;
    }
    let bracket = (point((best.0 - 1).max(-1)), point(best.0 + 1));
    root::increasing(point(best.0), bracket, 0.0, |tau2| {
        (-score(studies, tau2), information(studies, tau2))
    })
}
