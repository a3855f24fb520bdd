//! Several correlated outcomes: random effects with an unstructured covariance, by REML.
//!
//! yᵢ ~ N(Xᵢβ, Vᵢ + ZᵢTZᵢ'), β the mean of each outcome, T (p × p) the covariance of true values
//! between studies; a study may lack outcomes (Jackson, Riley & White 2011, Stat. Med. 30:2481).

use faer::linalg::solvers::DenseSolveCore;
use faer::{Mat, Side};

use super::restricted::{State, parameters};
use super::{Estimator, Study, SynthesisError, heterogeneity};
use crate::interval::Z_95;
use crate::{distributions, numeric};

/// Steps before the search counts as not converging.
const MOST_STEPS: u32 = 500;

/// Largest derivative of the restricted likelihood by a Cholesky factor of T at which it counts as
/// flat, relative to the scale of that factor.
const FLAT: f64 = 1e-8;

/// The outcomes of one study.
#[derive(Debug, Clone, PartialEq)]
pub struct Arm {
    /// Index of each outcome, 0 … p − 1.
    pub outcomes: Vec<usize>,
    /// Their estimates.
    pub estimates: Vec<f64>,
    /// Their sampling covariance, row by row.
    pub covariance: Vec<f64>,
}

/// The mean of one outcome.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OutcomeMean {
    /// β_j.
    pub mean: f64,
    /// Its standard error.
    pub se: f64,
    /// 95 % interval by the normal law.
    pub ci: (f64, f64),
    /// Studies that have the outcome.
    pub n: usize,
}

/// A synthesis of several outcomes. Matrices are row by row, p × p.
#[derive(Debug, Clone, PartialEq)]
pub struct JointSynthesis {
    /// Of each outcome.
    pub means: Vec<OutcomeMean>,
    /// Covariance of the means.
    pub covariance: Vec<f64>,
    /// T.
    pub between: Vec<f64>,
    /// Correlations in T; `None` where no study has both outcomes or a variance is zero.
    pub correlation: Vec<Option<f64>>,
    /// Restricted log-likelihood with every constant.
    pub log_likelihood: f64,
    /// Σ (y − Xβ̂)'V⁻¹(y − Xβ̂) at T = 0.
    pub q: f64,
    /// N − p.
    pub q_df: u32,
    /// P(χ² > Q).
    pub q_p: Option<f64>,
    /// Steps taken.
    pub iterations: u32,
    /// Whether the likelihood was flat at the end.
    pub converged: bool,
    /// Largest scaled derivative at the end.
    pub gradient: f64,
}

/// Fits the model by Fisher scoring on the Cholesky factor of T, damped so that the restricted
/// likelihood never falls. A T without full rank is a result.
///
/// # Errors
/// A study whose covariance is not positive definite, an outcome with fewer than two studies, an
/// outcome twice in a study, a figure that is not finite.
pub fn synthesise_jointly(arms: &[Arm], p: usize) -> Result<JointSynthesis, SynthesisError> {
    check(arms, p)?;
    let mut factor = start(arms, p)?;
    let mut here = State::at(arms, &factor).ok_or(SynthesisError::Numeric)?;
    let (mut damping, mut iterations, mut gradient) = (1e-3, 0, f64::INFINITY);
    while iterations < MOST_STEPS {
        let (score, information) = here.derivatives(arms, &factor);
        let q = score.len();
        let size = here.curvature(&information);
        gradient = scaled(&score, &size);
        if gradient < FLAT {
            break;
        }
        iterations += 1;
        let mut climbed = false;
        while damping < 1e12 {
            let damped = Mat::from_fn(q, q, |a, b| {
                let ridge = if a == b { damping * size[a] } else { 0.0 };
                information[(a, b)] + ridge
            });
            let step = damped
                .llt(Side::Lower)
                .ok()
                .map(|llt| &llt.inverse() * &Mat::from_fn(q, 1, |a, _| score[a]));
            let next = step.map(|step| moved(&factor, &step));
            let there = next.and_then(|next| State::at(arms, &next).map(|state| (next, state)));
            match there {
                Some((next, state)) if state.log_likelihood >= here.log_likelihood => {
                    (factor, here, climbed) = (next, state, true);
                    damping = (damping / 10.0).max(1e-12);
                    break;
                }
                _ => damping *= 10.0,
            }
        }
        if !climbed {
            break;
        }
    }
    Ok(result(arms, &factor, &here, iterations, gradient))
}

fn check(arms: &[Arm], p: usize) -> Result<(), SynthesisError> {
    let mut n = vec![0; p];
    for (i, arm) in arms.iter().enumerate() {
        let size = arm.outcomes.len();
        if arm.estimates.len() != size || arm.covariance.len() != size * size {
            return Err(SynthesisError::Covariance(i));
        }
        if arm.estimates.iter().any(|y| !y.is_finite()) {
            return Err(SynthesisError::Estimate(i));
        }
        for (at, &outcome) in arm.outcomes.iter().enumerate() {
            if outcome >= p {
                return Err(SynthesisError::Outcome(outcome));
            }
            if arm.outcomes[..at].contains(&outcome) {
                return Err(SynthesisError::Repeated(i));
            }
            n[outcome] += 1;
        }
        let v = arm.sampling();
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * (a.abs() + b.abs());
        let symmetric = (0..size).all(|a| (0..a).all(|b| near(v[(a, b)], v[(b, a)])));
        let finite = arm.covariance.iter().all(|v| v.is_finite());
        if !(symmetric && finite && v.llt(Side::Lower).is_ok()) {
            return Err(SynthesisError::Covariance(i));
        }
    }
    match n.iter().position(|&n| n < 2) {
        Some(outcome) => Err(SynthesisError::Outcome(outcome)),
        None if p == 0 => Err(SynthesisError::TooFew {
            found: 0,
            needed: 2,
        }),
        None => Ok(()),
    }
}

impl Arm {
    pub(super) fn sampling(&self) -> Mat<f64> {
        let size = self.outcomes.len();
        Mat::from_fn(size, size, |a, b| self.covariance[a * size + b])
    }

    /// Rows and columns of a p × p matrix that the study has.
    pub(super) fn part(&self, whole: &Mat<f64>) -> Mat<f64> {
        let at = &self.outcomes;
        Mat::from_fn(at.len(), at.len(), |a, b| whole[(at[a], at[b])])
    }
}

/// Diagonal start: the square root of each outcome's own τ², kept off zero, where the likelihood
/// would be flat in the factor without being at its top.
fn start(arms: &[Arm], p: usize) -> Result<Mat<f64>, SynthesisError> {
    let mut factor = Mat::zeros(p, p);
    for outcome in 0..p {
        let alone: Vec<Study> = arms
            .iter()
            .filter_map(|arm| {
                let at = arm.outcomes.iter().position(|&other| other == outcome)?;
                let size = arm.outcomes.len();
                Some(Study {
                    estimate: arm.estimates[at],
                    variance: arm.covariance[at * size + at],
                })
            })
            .collect();
        let tau2 = heterogeneity::tau2(&alone, Estimator::DerSimonianLaird)?.value;
        let typical = numeric::sum(alone.iter().map(|s| s.variance)) / alone.len() as f64;
        factor[(outcome, outcome)] = tau2.max(0.05 * typical).sqrt();
    }
    Ok(factor)
}

fn moved(factor: &Mat<f64>, step: &Mat<f64>) -> Mat<f64> {
    let mut next = factor.clone();
    for (at, (a, b)) in parameters(factor.nrows()).into_iter().enumerate() {
        next[(a, b)] += step[(at, 0)];
    }
    next
}

/// The largest score in units of its own standard deviation.
fn scaled(score: &[f64], size: &[f64]) -> f64 {
    let one = |(score, size): (&f64, &f64)| score.abs() / size.sqrt();
    score.iter().zip(size).map(one).fold(0.0, f64::max)
}

fn result(
    arms: &[Arm],
    factor: &Mat<f64>,
    state: &State,
    iterations: u32,
    gradient: f64,
) -> JointSynthesis {
    let p = factor.nrows();
    let between = factor * factor.transpose();
    let together = |a: usize, b: usize| {
        arms.iter()
            .any(|arm| arm.outcomes.contains(&a) && arm.outcomes.contains(&b))
    };
    let correlation = |a: usize, b: usize| {
        let size = (between[(a, a)] * between[(b, b)]).sqrt();
        let rho = (between[(a, b)] / size).clamp(-1.0, 1.0);
        Some(rho).filter(|rho| rho.is_finite() && together(a, b))
    };
    let all = || (0..p).flat_map(|a| (0..p).map(move |b| (a, b)));
    let mean = |j: usize| {
        let (mean, se) = (state.means[(j, 0)], state.covariance[(j, j)].sqrt());
        OutcomeMean {
            mean,
            se,
            ci: (mean - Z_95 * se, mean + Z_95 * se),
            n: arms.iter().filter(|arm| arm.outcomes.contains(&j)).count(),
        }
    };
    let n: usize = arms.iter().map(|arm| arm.outcomes.len()).sum();
    let q = State::at(arms, &Mat::zeros(p, p)).map_or(state.q, |fixed| fixed.q);
    JointSynthesis {
        means: (0..p).map(mean).collect(),
        covariance: all().map(|at| state.covariance[at]).collect(),
        between: all().map(|at| between[at]).collect(),
        correlation: all().map(|(a, b)| correlation(a, b)).collect(),
        log_likelihood: state.log_likelihood,
        q,
        q_df: u32::try_from(n - p).unwrap_or(u32::MAX),
        q_p: distributions::chi_squared_sf(q, (n - p) as f64),
        iterations,
        converged: gradient < FLAT,
        gradient,
    }
}
