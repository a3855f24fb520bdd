//! A fit at linear cost, for sizes where factors of S do not fit.
//!
//! From the moments (Gao & Owen 2017) Newton steps with the average information lead on, as in the exact
//! search, but tr_m A⁻¹ is estimated with fixed Rademacher probes z (Hutchinson 1990) of the rest:
//! tr_m S⁻¹ ≈ mean of Σ_{k in m} z_k (S⁻¹z)_k, and for factor 0 Σ 1/d_j + mean of (G S⁻¹z)'(G z),
//! G = −D⁻¹A_0r (Monte Carlo REML: Matilainen et al. 2013, PLoS ONE 8:e80821; Loh et al. 2015, Nat. Genet.
//! 47:1385). Solutions come from conjugate gradients. The probes are the same in every step, so that
//! the steps converge; their error stays in the variances, and falls with the number of levels.
//! Coefficients, effects and covariances at the variances found are solved to 1e-10. Conditional
//! standard deviations are estimated from the same probes and never below the bound
//! σ θ/√S_kk that holds the other effects known. The criterion is not computed.

use std::sync::Arc;

use faer::linalg::solvers::{Llt, Solve};
use faer::{Mat, Side};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::lanes::{LANES, Lane, Operator, Splits};
use super::model::{Criterion, MixedError};
use super::rows::Rows;
use super::search::newton;

/// Batches of [`LANES`] probes; one is enough where there are many levels, each of which averages.
const PROBE_BATCHES: usize = 2;

/// Levels of the rest from which one batch is enough.
const MANY_LEVELS: usize = 50_000;

/// The steps end when the next would lower the criterion by less: 1.5 % of a standard error.
const DECREMENT: f64 = 1e-4;

const MAX_STEPS: usize = 25;

/// Tolerance of the solutions for y and X on the way.
const ON_THE_WAY: f64 = 1e-6;

/// Tolerance of the solutions for probes, whose own error is far larger.
const PROBE: f64 = 1e-4;

/// Tolerance of the solutions for the information, which only steers.
const STEER: f64 = 1e-3;

/// Tolerance of the last solutions.
pub(super) const LAST: f64 = 1e-10;

/// Where the steps ended.
#[derive(Debug)]
pub(super) struct LinearFound {
    pub(super) operator: Operator,
    pub(super) gamma: Vec<f64>,
    pub(super) at_zero: Vec<bool>,
    pub(super) steps: usize,
    pub(super) converged: bool,
    pub(super) gradient_norm: f64,
    pub(super) solved: Solved,
    /// diag A⁻¹ of factor 0 and of the rest.
    pub(super) diagonal: (Vec<f64>, Vec<f64>),
}

/// The solution at one γ.
#[derive(Debug)]
pub(super) struct Solved {
    /// U of each column of Q: of factor 0 and of the rest.
    pub(super) fixed: Vec<(Vec<f64>, Vec<f64>)>,
    pub(super) f_inverse: Mat<f64>,
    pub(super) coefficients: Vec<f64>,
    /// u of y less its fixed part.
    pub(super) response: (Vec<f64>, Vec<f64>),
    pub(super) squares: f64,
    /// Solutions of the batches, to start the next from.
    batches: Vec<Vec<Lane>>,
}

/// Steps from `gamma`.
pub(super) fn search(
    rows: &Arc<Rows>,
    criterion: Criterion,
    seed: u64,
    mut gamma: Vec<f64>,
    bounds: &[(f64, f64)],
) -> Result<LinearFound, MixedError> {
    let probes = Probes::new(rows, seed);
    let mut start = (Vec::new(), Vec::new());
    let mut steps = 0;
    loop {
        let operator = Operator::new(rows, &gamma);
        let solved = solve(&operator, start.0, ON_THE_WAY)?;
        let traces = probes.traces(&operator, start.1);
        let (gradient, information) = slope(&operator, criterion, &gamma, &solved, &traces);
        let free: Vec<usize> = (0..gamma.len())
            .filter(|m| gamma[*m] > bounds[*m].0 || gradient[*m] < 0.0)
            .collect();
        let step = newton(&free, &gamma, &gradient, &information, None);
        let decrement = -0.5 * free.iter().map(|m| step[*m] * gradient[*m]).sum::<f64>();
        let done = decrement < DECREMENT;
        if !done && steps < MAX_STEPS {
            steps += 1;
            for (m, gamma) in gamma.iter_mut().enumerate() {
                let (floor, ceiling) = bounds[m];
                let (low, high) = ((*gamma / 5.0).max(floor), (*gamma * 5.0).min(ceiling));
                *gamma = (*gamma + step[m]).clamp(low, high);
            }
            start = (solved.batches, traces.batches);
            continue;
        }
        let at_zero: Vec<bool> = (0..gamma.len())
            .map(|m| gamma[m] <= bounds[m].0 && gradient[m] >= 0.0)
            .collect();
        let scaled = |m: usize| (gamma[m] * gradient[m]).abs();
        let inside = (0..gamma.len()).filter(|m| !at_zero[*m]);
        let gradient_norm = inside.map(scaled).fold(0.0, f64::max);
        let converged = done && !free.iter().any(|m| gamma[*m] >= bounds[*m].1);
        for (gamma, at_zero) in gamma.iter_mut().zip(&at_zero) {
            if *at_zero {
                *gamma = 0.0;
            }
        }
        let operator = Operator::new(rows, &gamma);
        let solved = solve(&operator, solved.batches, LAST)?;
        return Ok(LinearFound {
            diagonal: traces.diagonals(&operator),
            operator,
            gamma,
            at_zero,
            steps,
            converged,
            gradient_norm,
            solved,
        });
    }
}

/// Coefficients and effects.
fn solve(operator: &Operator, start: Vec<Vec<Lane>>, tolerance: f64) -> Result<Solved, MixedError> {
    let rows = &operator.rows;
    let p = rows.p();
    let columns: Vec<&[f64]> = rows.q.iter().chain([&rows.y]).map(Vec::as_slice).collect();
    let mut start = start.into_iter();
    let mut batches: Vec<Splits> = Vec::new();
    for batch in columns.chunks(LANES) {
        let v = |_: usize, row: usize| -> Lane {
            std::array::from_fn(|l| batch.get(l).map_or(0.0, |column| column[row]))
        };
        batches.push(operator.split(v, start.next(), tolerance));
    }
    let product = |i: usize, j: usize| batches[j / LANES].products[i][j % LANES];
    let effects = |j: usize| -> (Vec<f64>, Vec<f64>) {
        let lane = |all: &[Lane]| all.iter().map(|lane| lane[j % LANES]).collect();
        let batch = &batches[j / LANES];
        (lane(&batch.u), lane(&batch.u_rest))
    };
    let fixed: Vec<(Vec<f64>, Vec<f64>)> = (0..p).map(effects).collect();
    let mut response = effects(p);
    let mut squares = product(p, p);
    let (mut coefficients, mut f_inverse) = (Vec::new(), Mat::zeros(0, 0));
    if p > 0 {
        let f = Mat::from_fn(p, p, |i, j| (product(i, j) + product(j, i)) / 2.0);
        let llt = Llt::new(f.as_ref(), Side::Lower).map_err(|_| MixedError::Singular)?;
        let right = Mat::from_fn(p, 1, |i, _| product(i, p));
        let c = llt.solve(&right);
        coefficients = (0..p).map(|i| c[(i, 0)]).collect();
        f_inverse = llt.solve(Mat::<f64>::identity(p, p));
        for (at, c) in coefficients.iter().enumerate() {
            squares -= c * product(at, p);
            for (u, fixed) in response.0.iter_mut().zip(&fixed[at].0) {
                *u -= c * fixed;
            }
            for (u, fixed) in response.1.iter_mut().zip(&fixed[at].1) {
                *u -= c * fixed;
            }
        }
    }
    if squares.is_nan() || squares <= 0.0 {
        return Err(MixedError::Singular);
    }
    Ok(Solved {
        fixed,
        f_inverse,
        coefficients,
        response,
        squares,
        batches: batches.into_iter().map(|batch| batch.u_rest).collect(),
    })
}

/// Fixed signs on the levels of the rest.
struct Probes {
    batches: Vec<Vec<Lane>>,
}

/// What the probes say at one γ.
struct Traces<'a> {
    probes: &'a Probes,
    /// S⁻¹ z.
    batches: Vec<Vec<Lane>>,
    /// Mean of (G S⁻¹z)_j (G z)_j by level of factor 0.
    forms: Vec<f64>,
    /// Mean of z_k (S⁻¹z)_k by level of the rest.
    rest: Vec<f64>,
}

impl Probes {
    fn new(rows: &Rows, seed: u64) -> Self {
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        let mut batch = || -> Vec<Lane> {
            let mut sign = || {
                let bits: u8 = rng.random();
                std::array::from_fn(|l| if bits >> l & 1 == 0 { 1.0 } else { -1.0 })
            };
            (0..rows.n_rest()).map(|_| sign()).collect()
        };
        let n = if rows.n_rest() < MANY_LEVELS {
            PROBE_BATCHES
        } else {
            1
        };
        Self {
            batches: (0..n).map(|_| batch()).collect(),
        }
    }

    fn traces(&self, operator: &Operator, start: Vec<Vec<Lane>>) -> Traces<'_> {
        let n = (self.batches.len() * LANES) as f64;
        let mut start = start.into_iter();
        let (mut forms, mut rest) = (
            vec![0.0; operator.d.len()],
            vec![0.0; operator.diagonal.len()],
        );
        let mut batches = Vec::new();
        let mean = |a: &Lane, b: &Lane| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>() / n;
        for z in &self.batches {
            let x = operator.solve(z, start.next(), PROBE);
            let (gx, gz) = (operator.to_eliminated(&x), operator.to_eliminated(z));
            for ((form, gx), gz) in forms.iter_mut().zip(&gx).zip(&gz) {
                *form += mean(gx, gz);
            }
            for ((rest, x), z) in rest.iter_mut().zip(&x).zip(z) {
                *rest += mean(x, z);
            }
            batches.push(x);
        }
        Traces {
            probes: self,
            batches,
            forms,
            rest,
        }
    }
}

impl Traces<'_> {
    /// diag A⁻¹, each entry within the bounds that it must keep.
    fn diagonals(&self, operator: &Operator) -> (Vec<f64>, Vec<f64>) {
        debug_assert_eq!(self.probes.batches.len(), self.batches.len());
        let forms = self.forms.iter().zip(&operator.d);
        let rest = self.rest.iter().zip(&operator.diagonal);
        (
            forms
                .map(|(form, d)| (1.0 / d + form).clamp(1.0 / d, 1.0))
                .collect(),
            rest.map(|(own, s)| own.clamp(1.0 / s, 1.0)).collect(),
        )
    }
}

/// Levels of a factor of the model, as (is it of the rest, range).
fn levels_of(rows: &Rows, factor: usize) -> (bool, std::ops::Range<usize>) {
    match rows.rest_factors.iter().position(|other| *other == factor) {
        Some(at) => (true, rows.offsets[at]..rows.offsets[at + 1]),
        None => (false, 0..rows.n_levels()),
    }
}

/// The levels of a factor among those of factor 0 and of the rest.
pub(super) fn of_factor<'a, T>(rows: &Rows, factor: usize, all: (&'a [T], &'a [T])) -> &'a [T] {
    let (rest, range) = levels_of(rows, factor);
    if rest { &all.1[range] } else { &all.0[range] }
}

/// Score and information, with the traces of the probes.
fn slope(
    operator: &Operator,
    criterion: Criterion,
    gamma: &[f64],
    solved: &Solved,
    traces: &Traces<'_>,
) -> (Vec<f64>, Vec<Vec<f64>>) {
    let rows = &operator.rows;
    let (m, p) = (gamma.len(), rows.p());
    let nu = match criterion {
        Criterion::Reml => (rows.n - p) as f64,
        Criterion::Ml => rows.n as f64,
    };
    let diagonal: Vec<f64> = traces
        .forms
        .iter()
        .zip(&operator.d)
        .map(|(f, d)| 1.0 / d + f)
        .collect();
    let r2 = solved.squares;
    // Z_m'P y = u/θ.
    let scores: Vec<Vec<f64>> = (0..m)
        .map(|factor| {
            let u = of_factor(rows, factor, (&solved.response.0, &solved.response.1));
            u.iter().map(|u| u / gamma[factor].sqrt()).collect()
        })
        .collect();
    let squares: Vec<f64> = scores
        .iter()
        .map(|t| t.iter().map(|t| t * t).sum())
        .collect();
    let gradient = (0..m)
        .map(|factor| {
            let own = of_factor(rows, factor, (&diagonal, &traces.rest));
            let mut trace: f64 = own.iter().map(|d| 1.0 - d).sum();
            if criterion == Criterion::Reml {
                let u: Vec<&[f64]> = (0..p)
                    .map(|at| of_factor(rows, factor, (&solved.fixed[at].0, &solved.fixed[at].1)))
                    .collect();
                for i in 0..p {
                    for j in 0..p {
                        let both: f64 = u[i].iter().zip(u[j]).map(|(a, b)| a * b).sum();
                        trace -= solved.f_inverse[(i, j)] * both;
                    }
                }
            }
            trace / gamma[factor] - nu * squares[factor] / r2
        })
        .collect();
    let places: Vec<Option<usize>> = (0..m)
        .map(|factor| rows.rest_factors.iter().position(|other| *other == factor))
        .collect();
    let mut quadratic = vec![vec![0.0; m]; m];
    for first in (0..m).step_by(LANES) {
        let batch: Vec<usize> = (first..m.min(first + LANES)).collect();
        let v = |level: usize, row: usize| -> Lane {
            std::array::from_fn(|l| match batch.get(l) {
                None => 0.0,
                Some(factor) => match places[*factor] {
                    None => scores[*factor][level],
                    Some(at) => scores[*factor][rows.rest[at][row] as usize - rows.offsets[at]],
                },
            })
        };
        let splits = operator.split(v, None, STEER);
        for (lane, j) in batch.iter().enumerate() {
            for (i, score) in scores.iter().enumerate() {
                let u = of_factor(rows, i, (&splits.u, &splits.u_rest));
                let sums = u.iter().map(|u| u[lane] / gamma[i].sqrt());
                quadratic[i][*j] = score.iter().zip(sums).map(|(t, s)| t * s).sum();
            }
        }
        for (lane, j) in batch.iter().enumerate() {
            for i in 0..m {
                // Q'V⁻¹Z_i t_i = U_i' t_i/θ_i.
                let with = |at: usize| -> f64 {
                    let u = of_factor(rows, i, (&solved.fixed[at].0, &solved.fixed[at].1));
                    let both = u.iter().zip(&scores[i]).map(|(u, t)| u * t);
                    both.sum::<f64>() / gamma[i].sqrt()
                };
                for a in 0..p {
                    let through: f64 = (0..p)
                        .map(|b| solved.f_inverse[(a, b)] * splits.products[b][lane])
                        .sum();
                    quadratic[i][*j] -= with(a) * through;
                }
            }
        }
    }
    let entry = |i: usize, j: usize| {
        let both = (quadratic[i][j] + quadratic[j][i]) / 2.0;
        nu * both / r2 - nu * squares[i] * squares[j] / (r2 * r2)
    };
    let information = (0..m)
        .map(|i| (0..m).map(|j| entry(i, j)).collect())
        .collect();
    (gradient, information)
}
