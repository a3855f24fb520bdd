//! The result of a fit.

use std::sync::Arc;

use super::components::n_components;
use super::linear::{self, LinearFound};
use super::model::{Criterion, Method, MixedError, Model, Settings};
use super::prediction::{Kept, Solver};
use super::rows::Rows;
use super::search::{Found, bounds, search, start};
use super::structure::Structure;

/// An estimate with its standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub estimate: f64,
    /// Its standard error.
    pub se: f64,
}

/// The effects of a factor.
#[derive(Debug, Clone, PartialEq)]
pub struct Random {
    /// σ_m².
    pub variance: f64,
    /// Whether the variance is zero because the score points below it.
    pub at_zero: bool,
    /// For each level the BLUP b̂, and its conditional standard deviation given the variances and
    /// the fixed coefficients (lme4's `condVar`).
    pub levels: Vec<Estimate>,
}

/// How the equations were solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Solved {
    /// By Cholesky factors.
    Exact,
    /// By Monte Carlo steps and conjugate gradients.
    Linear,
}

/// A fitted model.
#[derive(Debug)]
pub struct Fit {
    /// Rows.
    pub n: usize,
    /// How the equations were solved.
    pub method: Solved,
    /// Which likelihood.
    pub criterion: Criterion,
    /// −2 log-likelihood, restricted or not, with all constants, as lme4 counts it; the linear method
    /// does not compute it.
    pub value: Option<f64>,
    /// Coefficients of the columns of X.
    pub fixed: Vec<Estimate>,
    /// Factors in the order of the model.
    pub random: Vec<Random>,
    /// σ².
    pub residual_variance: f64,
    /// Steps of the search.
    pub iterations: usize,
    /// Whether a further step would lower the criterion by less than 1e-13 (linear: 1e-4).
    pub converged: bool,
    /// Largest |γ_m ∂/∂γ_m| of the criterion over the variances that are not zero.
    pub gradient_norm: f64,
    /// Connected components of the graph of levels and rows; see [`fit`].
    pub components: usize,
    pub(super) kept: Kept,
}

/// Fits a model.
///
/// Restricted maximum likelihood (Patterson & Thompson 1971, Biometrika 58:545) or maximum
/// likelihood, with the criterion of Bates, Mächler, Bolker & Walker 2015 (JSS 67(1)), the
/// average information of Gilmour, Thompson & Cullis 1995 (Biometrics 51:1440) and
/// Henderson's equations (Robinson 1991, Stat. Sci. 6:15) for coefficients and effects.
///
/// Edges: a variance whose score at zero points below is 0, its effects 0 with SD 0. A model without
/// a factor is least squares. Everything that cannot be fitted has its own [`MixedError`]; not
/// converging is a result (`converged` is false), as where the residual variance runs to zero.
///
/// `components` counts connected components of the graph whose nodes are levels and whose edges are
/// rows; 1 without a factor. Effects of levels in different components compare only through the
/// assumption that the levels of each factor are exchangeable.
///
/// # Errors
/// See [`MixedError`].
pub fn fit(model: &Model<'_>, settings: &Settings) -> Result<Fit, MixedError> {
    model.check()?;
    let rows = Arc::new(Rows::new(model)?);
    let together = together(model, &rows);
    let bounds = bounds(&rows, model.factors.len());
    let from = start(&rows, &bounds);
    let criterion = settings.criterion;
    if settings.method != Method::Linear {
        match Structure::new(&rows, &together) {
            Ok(structure) => {
                let structure = Arc::new(structure);
                let found = search(&rows, &structure, criterion, from, &bounds)?;
                return Ok(exact(model, found));
            }
            Err(MixedError::TooLarge { .. }) if settings.method == Method::Auto => {}
            Err(error) => return Err(error),
        }
    }
    let found = linear::search(&rows, criterion, settings.seed, from, &bounds)?;
    Ok(approximate(model, criterion, found))
}

/// The sets of effects of a model as (is it of the rest, level).
fn together(model: &Model<'_>, rows: &Rows) -> Vec<Vec<(bool, u32)>> {
    let shared = |(factor, level): &(usize, u32)| {
        let at = rows.rest_factors.iter().position(|other| other == factor);
        at.map_or((false, *level), |at| {
            (true, level + rows.offsets[at] as u32)
        })
    };
    let sets = model.together.iter();
    sets.map(|set| set.iter().map(shared).collect()).collect()
}

fn exact(model: &Model<'_>, found: Found) -> Fit {
    let equations = found.equations;
    let rows = &equations.rows;
    let nu = equations.nu();
    let residual_variance = equations.squares / nu * rows.scale * rows.scale;
    let sigma = residual_variance.sqrt();
    let sums = equations.score_sums();
    let random = (0..model.factors.len())
        .map(|factor| {
            let gamma = equations.gamma[factor];
            let score = equations.of_factor(factor, (&sums.0, &sums.1));
            let (all, rest) = (&found.slope.diagonal, &found.slope.diagonal_rest);
            let diagonal = equations.of_factor(factor, (all, rest));
            Random {
                variance: gamma * residual_variance,
                at_zero: found.at_zero[factor],
                levels: score
                    .iter()
                    .zip(&diagonal)
                    .map(|(score, diagonal)| Estimate {
                        estimate: gamma * score * rows.scale,
                        se: sigma * (gamma * diagonal).sqrt(),
                    })
                    .collect(),
            }
        })
        .collect();
    let value = equations.value + 2.0 * nu * rows.scale.ln();
    let coefficients = coefficients(rows, &equations.coefficients);
    let rows = Arc::clone(rows);
    let u = equations
        .fixed
        .iter()
        .map(|s| (s.u.clone(), s.u_rest.clone()));
    let (u, f_inverse) = (u.collect(), equations.f_inverse.clone());
    let criterion = equations.criterion;
    let inverse = equations.inverse();
    let solver = Solver::Exact(Box::new(equations), inverse);
    let kept = Kept::new(&rows, solver, u, f_inverse, residual_variance);
    Fit {
        n: rows.n,
        method: Solved::Exact,
        criterion,
        value: Some(value),
        fixed: fixed(&coefficients, &kept),
        random,
        residual_variance,
        iterations: found.steps,
        converged: found.converged,
        gradient_norm: found.gradient_norm,
        components: n_components(model),
        kept,
    }
}

fn approximate(model: &Model<'_>, criterion: Criterion, found: LinearFound) -> Fit {
    let rows = Arc::clone(&found.operator.rows);
    let nu = match criterion {
        Criterion::Reml => (rows.n - rows.p()) as f64,
        Criterion::Ml => rows.n as f64,
    };
    let solved = found.solved;
    let residual_variance = solved.squares / nu * rows.scale * rows.scale;
    let sigma = residual_variance.sqrt();
    let random = (0..model.factors.len())
        .map(|factor| {
            let theta = found.gamma[factor].sqrt();
            let (u, u_rest) = (&solved.response.0, &solved.response.1);
            let effects = linear::of_factor(&rows, factor, (u, u_rest));
            let diagonal = linear::of_factor(&rows, factor, (&found.diagonal.0, &found.diagonal.1));
            Random {
                variance: found.gamma[factor] * residual_variance,
                at_zero: found.at_zero[factor],
                levels: effects
                    .iter()
                    .zip(diagonal)
                    .map(|(u, diagonal)| Estimate {
                        estimate: theta * u * rows.scale,
                        se: sigma * theta * diagonal.sqrt(),
                    })
                    .collect(),
            }
        })
        .collect();
    let coefficients = coefficients(&rows, &solved.coefficients);
    let solver = Solver::Linear(Box::new(found.operator));
    let (u, f_inverse) = (solved.fixed, solved.f_inverse);
    let kept = Kept::new(&rows, solver, u, f_inverse, residual_variance);
    Fit {
        n: rows.n,
        method: Solved::Linear,
        criterion,
        value: None,
        fixed: fixed(&coefficients, &kept),
        random,
        residual_variance,
        iterations: found.steps,
        converged: found.converged,
        gradient_norm: found.gradient_norm,
        components: n_components(model),
        kept,
    }
}

fn fixed(coefficients: &[f64], kept: &Kept) -> Vec<Estimate> {
    let coefficients = coefficients.iter().enumerate();
    coefficients
        .map(|(at, estimate)| Estimate {
            estimate: *estimate,
            se: kept.fixed_covariance(at, at).sqrt(),
        })
        .collect()
}

/// β̂ = R⁻¹ (least squares + what the effects change).
fn coefficients(rows: &Rows, more: &[f64]) -> Vec<f64> {
    let sums: Vec<f64> = rows
        .least_squares
        .iter()
        .zip(more)
        .map(|(least, more)| least + rows.scale * more)
        .collect();
    rows.basis.back(&sums)
}
