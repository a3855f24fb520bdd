//! Fitting: thresholds, fixed effects and variances at the top of the likelihood.

use super::crossed::Crossed;
use super::grouped::Grouped;
use super::optimise::{Top, maximise};
use super::quadrature::gauss_hermite;
use super::{MOST_CROSSED_LEVELS, MOST_NODES, OrdinalData, OrdinalError, single};

/// Standard deviation of the effects from which the search begins.
const START: f64 = 0.7;

/// Standard deviations below this are a variance at zero.
const ZERO: f64 = 1e-5;

/// An estimate; the error is missing where the likelihood is flat in some direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// On the scale of the logit.
    pub estimate: f64,
    /// From the observed information of all parameters together.
    pub se: Option<f64>,
}

/// The effects of one factor.
#[derive(Debug, Clone, PartialEq)]
pub struct RandomFit {
    /// σ²; exactly 0 where the likelihood is highest there.
    pub variance: f64,
    /// Conditional mode of each level, σû; a level without rows has 0.
    pub modes: Vec<f64>,
    /// Conditional variance of each level, σ² (H⁻¹)ⱼⱼ.
    pub variances: Vec<f64>,
}

/// A fitted model.
#[derive(Debug, Clone, PartialEq)]
pub struct OrdinalFit {
    /// τ₁ … τ_{C−1}.
    pub thresholds: Vec<Effect>,
    /// β.
    pub fixed: Vec<Effect>,
    /// One for each factor.
    pub random: Vec<RandomFit>,
    /// Log-likelihood, marginal over the random effects.
    pub log_likelihood: f64,
    /// Newton steps.
    pub iterations: u32,
    /// Whether one more step would gain nothing.
    pub converged: bool,
    /// Largest derivative of the log-likelihood by a parameter at the end.
    pub gradient: f64,
}

/// Fits the model by maximum likelihood: without factors exactly, with one by adaptive Gauss-Hermite
/// quadrature of `nodes` nodes (1: Laplace), with several by Laplace.
///
/// Answers that a column separates perfectly drive its effect to infinity: the fit then does not
/// converge, or has no errors. A level with one row is an ordinary case.
///
/// # Errors
/// No rows, one category or an empty one, a column that is constant or depends on others, values that
/// are not finite, several factors with more than one node or more than 4,000 levels.
pub fn fit(data: &OrdinalData, nodes: usize) -> Result<OrdinalFit, OrdinalError> {
    data.check()?;
    let n_factors = data.factors.len();
    if !(1..=MOST_NODES).contains(&nodes) || (nodes > 1 && n_factors != 1) {
        return Err(OrdinalError::Quadrature);
    }
    let n_levels: usize = data.factors.iter().map(|factor| factor.n_levels).sum();
    if n_factors > 1 && n_levels > MOST_CROSSED_LEVELS {
        return Err(OrdinalError::TooManyLevels(n_levels));
    }
    let alone = maximise(start(data), |at| single::height(data, at));
    let alone = alone.ok_or(OrdinalError::Numeric)?;
    if n_factors == 0 {
        return Ok(result(data, alone, Vec::new()));
    }
    let mut from = alone.at;
    from.resize(data.n_parameters(), START);
    let first = data.n_parameters() - n_factors;
    if n_factors == 1 {
        let mut grouped = Grouped::new(data, gauss_hermite(nodes).ok_or(OrdinalError::Numeric)?);
        let top = maximise(from, |at| grouped.height(at)).ok_or(OrdinalError::Numeric)?;
        let modes = grouped.modes(&top.at).unwrap_or_default();
        let sigma = top.at[first];
        let random = RandomFit {
            variance: variance(sigma),
            modes: modes.iter().map(|mode| sigma * mode.at).collect(),
            variances: modes
                .iter()
                .map(|mode| sigma * sigma / mode.curvature)
                .collect(),
        };
        Ok(result(data, top, vec![random]))
    } else {
        let mut crossed = Crossed::new(data);
        let top = maximise(from, |at| crossed.height(at)).ok_or(OrdinalError::Numeric)?;
        let modes = crossed.modes(&top.at).ok_or(OrdinalError::Numeric)?;
        let random = data.factors.iter().enumerate().map(|(m, factor)| {
            let (sigma, offset) = (top.at[first + m], crossed.offset(m));
            let levels = offset..offset + factor.n_levels;
            let square = sigma * sigma;
            RandomFit {
                variance: variance(sigma),
                modes: levels.clone().map(|j| sigma * modes.at[j]).collect(),
                variances: levels.map(|j| square * modes.inverse[(j, j)]).collect(),
            }
        });
        let random = random.collect();
        Ok(result(data, top, random))
    }
}

/// σ enters squared only, so that its sign means nothing and zero is no boundary.
fn variance(sigma: f64) -> f64 {
    if sigma.abs() < ZERO {
        0.0
    } else {
        sigma * sigma
    }
}

/// Thresholds at the shares of the answers, no effects.
fn start(data: &OrdinalData) -> Vec<f64> {
    let mut counts = vec![0.0; data.n_categories];
    data.category
        .iter()
        .for_each(|c| counts[*c as usize] += 1.0);
    let n = data.n() as f64;
    let mut below = 0.0;
    let mut parameters: Vec<f64> = counts[..data.n_thresholds()]
        .iter()
        .map(|count| {
            below += count;
            (below / (n - below)).ln()
        })
        .collect();
    parameters.resize(data.n_thresholds() + data.fixed.len(), 0.0);
    parameters
}

fn result(data: &OrdinalData, top: Top, random: Vec<RandomFit>) -> OrdinalFit {
    let effect = |at: usize| Effect {
        estimate: top.at[at],
        se: top
            .covariance
            .as_ref()
            .map(|c| c[(at, at)].sqrt())
            .filter(|se| se.is_finite()),
    };
    let (n_thresholds, n_fixed) = (data.n_thresholds(), data.fixed.len());
    OrdinalFit {
        thresholds: (0..n_thresholds).map(effect).collect(),
        fixed: (n_thresholds..n_thresholds + n_fixed).map(effect).collect(),
        random,
        log_likelihood: top.height.value,
        iterations: top.iterations,
        converged: top.converged,
        gradient: top
            .height
            .gradient
            .iter()
            .map(|by| by.abs())
            .fold(0.0, f64::max),
    }
}
