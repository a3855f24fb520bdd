//! Synthesis of estimates that come with known sampling variances: fixed effect, random effects,
//! several outcomes.
//!
//! Notation: yᵢ the estimate of study (or group of raters) i = 1 … k, vᵢ its sampling variance,
//! μ the common mean, τ² the variance of the true values around it, wᵢ = 1/(vᵢ + τ²).

mod fit;
mod heterogeneity;
mod multivariate;
mod restricted;

pub use fit::{Shrunk, Synthesis, Test, synthesise};
pub use heterogeneity::{Estimator, Tau2};
pub use multivariate::{Arm, JointSynthesis, OutcomeMean, synthesise_jointly};

use crate::numeric;

/// One estimate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Study {
    /// yᵢ.
    pub estimate: f64,
    /// vᵢ > 0, in squared units of y.
    pub variance: f64,
}

/// Why estimates cannot be merged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SynthesisError {
    /// Fewer estimates than the model needs.
    #[error("{found} estimates where at least {needed} are needed")]
    TooFew {
        /// Estimates given.
        found: usize,
        /// Estimates needed.
        needed: usize,
    },
    /// An estimate that is not finite.
    #[error("estimate {0} is not finite")]
    Estimate(usize),
    /// A variance that is not finite and positive.
    #[error("variance {0} is not finite and positive")]
    Variance(usize),
    /// The sampling covariance of one study is not symmetric and positive definite.
    #[error("the covariance of study {0} is not symmetric and positive definite")]
    Covariance(usize),
    /// An outcome that no study or only one has.
    #[error("outcome {0} has fewer than two studies")]
    Outcome(usize),
    /// Study names one outcome twice.
    #[error("study {0} has one outcome twice")]
    Repeated(usize),
    /// Rounding left nothing to work with: the variances differ by more than floating point holds.
    #[error("the weights cannot be computed in floating point")]
    Numeric,
}

pub(crate) fn check(studies: &[Study], needed: usize) -> Result<(), SynthesisError> {
    if studies.len() < needed {
        return Err(SynthesisError::TooFew {
            found: studies.len(),
            needed,
        });
    }
    for (at, study) in studies.iter().enumerate() {
        if !study.estimate.is_finite() {
            return Err(SynthesisError::Estimate(at));
        }
        // A variance so small that its inverse is infinite counts as zero.
        if !(study.variance.is_finite()
            && study.variance > 0.0
            && (1.0 / study.variance).is_finite())
        {
            return Err(SynthesisError::Variance(at));
        }
    }
    Ok(())
}

/// What weighting by 1/(v + τ²) gives.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weighted {
    /// μ = Σ w y / Σ w.
    pub(crate) mean: f64,
    /// Σ w.
    pub(crate) total: f64,
    /// Σ w².
    pub(crate) squares: f64,
    /// Σ w (y − μ)².
    pub(crate) q: f64,
    /// Σ w² (y − μ)².
    pub(crate) q2: f64,
}

impl Weighted {
    pub(crate) fn at(studies: &[Study], tau2: f64) -> Self {
        let weight = |study: &Study| 1.0 / (study.variance + tau2);
        let over = |term: &dyn Fn(&Study) -> f64| numeric::sum(studies.iter().map(term));
        let total = over(&weight);
        let mean = over(&|study| weight(study) * study.estimate) / total;
        let square = |study: &Study| (study.estimate - mean).powi(2);
        Self {
            mean,
            total,
            squares: over(&|study| weight(study).powi(2)),
            q: over(&|study| weight(study) * square(study)),
            q2: over(&|study| weight(study).powi(2) * square(study)),
        }
    }
}
