//! The mean of several estimates, its interval, and what each estimate becomes in their light.

use super::heterogeneity::{Estimator, Tau2, log_likelihood, tau2, tau2_interval};
use super::{Study, SynthesisError, Weighted};
use crate::distributions;

/// How the mean is tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    /// Standard error 1/√Σw and the normal law.
    Normal,
    /// Standard error √(Σ w(y − μ)² / ((k − 1) Σw)) and Student's t with k − 1 degrees of freedom
    /// (Knapp & Hartung 2003, Stat. Med. 22:2693, eq. 5).
    KnappHartung,
}

/// An estimate drawn towards the mean: λy + (1 − λ)μ, λ = τ²/(τ² + v).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shrunk {
    /// In units of y.
    pub estimate: f64,
    /// √(λv + (1 − λ)² se(μ)²), so that the error of μ counts.
    pub se: f64,
}

/// A synthesis.
#[derive(Debug, Clone, PartialEq)]
pub struct Synthesis {
    /// How τ² was found.
    pub estimator: Estimator,
    /// How μ was tested.
    pub test: Test,
    /// μ.
    pub mean: f64,
    /// Its standard error.
    pub se: f64,
    /// μ / se; `None` where the error is zero.
    pub statistic: Option<f64>,
    /// Two-sided p value of μ = 0.
    pub p: Option<f64>,
    /// 95 % interval of μ.
    pub ci: (f64, f64),
    /// 95 % interval of the true value of one more study: μ ± crit √(se² + τ²), crit of the same law
    /// as for μ. `None` with a fixed effect.
    pub prediction: Option<(f64, f64)>,
    /// τ².
    pub tau2: Tau2,
    /// 95 % Q-profile interval of τ²; the same for every estimator, `None` with a fixed effect.
    pub tau2_ci: Option<(f64, f64)>,
    /// I² = 100 τ²/(τ² + ṽ), percent, ṽ the typical variance (Higgins & Thompson 2002, Stat. Med.
    /// 21:1539, eq. 9 and 12); with a fixed effect 100 (Q − (k − 1))/Q, at least 0. `None` with one study.
    pub i2: Option<f64>,
    /// H² = τ²/ṽ + 1; with a fixed effect Q/(k − 1).
    pub h2: Option<f64>,
    /// Q = Σ (y − μ̂)²/v around the fixed-effect mean (Cochran 1954).
    pub q: f64,
    /// Its degrees of freedom, k − 1.
    pub q_df: u32,
    /// P(χ² > Q); `None` with one study.
    pub q_p: Option<f64>,
    /// Restricted log-likelihood with every constant, REML only.
    pub log_likelihood: Option<f64>,
    /// Each study drawn towards μ.
    pub shrunk: Vec<Shrunk>,
}

/// Merges k estimates: μ = Σ wᵢyᵢ/Σ wᵢ, wᵢ = 1/(vᵢ + τ²).
///
/// Two equal estimates, or one study with [`Estimator::Fixed`], are ordinary cases; Knapp and
/// Hartung's error is then zero, and statistic and p value are `None`.
///
/// # Errors
/// Too few studies (two; one with a fixed effect and a normal test), an estimate that is not finite,
/// a variance that is not finite and positive.
pub fn synthesise(
    studies: &[Study],
    estimator: Estimator,
    test: Test,
) -> Result<Synthesis, SynthesisError> {
    let needed = match test {
        Test::Normal => estimator.needs(),
        Test::KnappHartung => 2,
    };
    super::check(studies, needed)?;
    let tau2 = tau2(studies, estimator)?;
    let at = Weighted::at(studies, tau2.value);
    let fixed = Weighted::at(studies, 0.0);
    let df = (studies.len() - 1) as f64;
    let (se, law_df) = match test {
        Test::Normal => ((1.0 / at.total).sqrt(), f64::INFINITY),
        Test::KnappHartung => ((at.q / (df * at.total)).sqrt(), df),
    };
    if !(at.mean.is_finite() && se.is_finite() && fixed.q.is_finite()) {
        return Err(SynthesisError::Numeric);
    }
    let crit = distributions::t_quantile(0.975, law_df).ok_or(SynthesisError::Numeric)?;
    let around = |half: f64| (at.mean - half, at.mean + half);
    let statistic = Some(at.mean / se).filter(|statistic| statistic.is_finite());
    let random = estimator != Estimator::Fixed;
    let typical = df / (fixed.total - fixed.squares / fixed.total);
    let (i2, h2) = heterogeneity(random.then_some(tau2.value), typical, fixed.q, df);
    Ok(Synthesis {
        estimator,
        test,
        mean: at.mean,
        se,
        statistic,
        p: statistic.and_then(|statistic| distributions::t_two_sided(statistic, law_df)),
        ci: around(crit * se),
        prediction: random.then(|| around(crit * (se * se + tau2.value).sqrt())),
        tau2,
        tau2_ci: if random { tau2_interval(studies) } else { None },
        i2,
        h2,
        q: fixed.q,
        q_df: u32::try_from(studies.len() - 1).unwrap_or(u32::MAX),
        q_p: distributions::chi_squared_sf(fixed.q, df),
        log_likelihood: (estimator == Estimator::Reml).then(|| log_likelihood(studies, tau2.value)),
        shrunk: shrunk(studies, tau2.value, at.mean, se),
    })
}

/// I² in percent and H²; neither exists with one study.
fn heterogeneity(tau2: Option<f64>, typical: f64, q: f64, df: f64) -> (Option<f64>, Option<f64>) {
    if df < 1.0 {
        return (None, None);
    }
    let (i2, h2) = match tau2 {
        Some(tau2) => (tau2 / (tau2 + typical), tau2 / typical + 1.0),
        None if q > 0.0 => (((q - df) / q).max(0.0), q / df),
        None => (0.0, 0.0),
    };
    let real = |value: f64| Some(value).filter(|value| value.is_finite());
    (real(100.0 * i2), real(h2))
}

fn shrunk(studies: &[Study], tau2: f64, mean: f64, se: f64) -> Vec<Shrunk> {
    let one = |study: &Study| {
        let lambda = tau2 / (tau2 + study.variance);
        Shrunk {
            estimate: lambda * study.estimate + (1.0 - lambda) * mean,
            se: (lambda * study.variance + ((1.0 - lambda) * se).powi(2)).sqrt(),
        }
    };
    studies.iter().map(one).collect()
}
