//! The mixed-model equations at given variance ratios γ_m = σ_m²/σ² = θ_m²: effects and criterion.
//!
//! With A = I + Θ Z'W Z Θ (factor 0 eliminated, S = what remains) a column v of the rows gives
//! u = A⁻¹ Θ Z'W v and e = v − Z Θ u, so that V⁻¹ v = W e for V = W⁻¹ + Σ γ_m Z_m Z_m'. With
//! F = Q'V⁻¹Q, P = V⁻¹ − V⁻¹ Q F⁻¹ Q'V⁻¹, r² = y'P y:
//!
//! −2 l_R = log|A| + log|X'V⁻¹X| − Σ log w + (n − p)(1 + log(2π r²/(n − p))) (Bates, Mächler, Bolker &
//! Walker 2015, JSS 67(1), the REML criterion); −2 l has n for n − p and no log|X'V⁻¹X| (the
//! profiled deviance there).

use std::sync::Arc;

use faer::linalg::solvers::{Llt, Solve};
use faer::{Mat, Side};
use rayon::prelude::*;

use super::cholesky::Cholesky;
use super::inverse::Inverse;
use super::model::{Criterion, MixedError};
use super::orthonormal::dot;
use super::rows::Rows;
use super::structure::Structure;

/// What stays of a column of the rows, and its effects.
#[derive(Debug, Clone)]
pub(crate) struct Split {
    /// e.
    pub(crate) rest: Vec<f64>,
    /// u of factor 0.
    pub(crate) u: Vec<f64>,
    /// u of the rest, in the numbering of S.
    pub(crate) u_rest: Vec<f64>,
}

/// The equations at one γ.
#[derive(Debug)]
pub(crate) struct Equations {
    pub(crate) rows: Arc<Rows>,
    pub(crate) structure: Arc<Structure>,
    pub(crate) criterion: Criterion,
    /// γ by factor of the model.
    pub(crate) gamma: Vec<f64>,
    /// θ of factor 0.
    pub(crate) theta: f64,
    /// θ by level of the rest, in the numbering of S.
    pub(crate) theta_rest: Vec<f64>,
    /// Diagonal block of factor 0.
    pub(crate) d: Vec<f64>,
    cholesky: Cholesky,
    /// The columns of Q.
    pub(crate) fixed: Vec<Split>,
    /// F⁻¹ of order p.
    pub(crate) f_inverse: Mat<f64>,
    /// F⁻¹ Q'V⁻¹y.
    pub(crate) coefficients: Vec<f64>,
    /// y less its fixed part.
    pub(crate) response: Split,
    /// r².
    pub(crate) squares: f64,
    /// −2 l or −2 l_R, on the scale of the rows.
    pub(crate) value: f64,
}

impl Equations {
    /// Factorises and solves at γ.
    pub(crate) fn at(
        rows: &Arc<Rows>,
        structure: &Arc<Structure>,
        criterion: Criterion,
        gamma: &[f64],
    ) -> Result<Self, MixedError> {
        let theta = rows.eliminated.map_or(0.0, |at| gamma[at].sqrt());
        let (mut theta_rest, mut weight) = (vec![0.0; rows.n_rest()], vec![0.0; rows.n_rest()]);
        for (factor, at) in rows.rest_factors.iter().enumerate() {
            for level in rows.offsets[factor]..rows.offsets[factor + 1] {
                let label = structure.label[level] as usize;
                theta_rest[label] = gamma[*at].sqrt();
                weight[label] = rows.rest_sums[level];
            }
        }
        let d: Vec<f64> = rows.sums.iter().map(|w| 1.0 + theta * theta * w).collect();
        let ratio: Vec<f64> = d.iter().map(|d| theta * theta / d).collect();
        let cholesky = Cholesky::new(structure, &theta_rest, &weight, &ratio)?;
        let empty = Split {
            rest: Vec::new(),
            u: Vec::new(),
            u_rest: Vec::new(),
        };
        let mut equations = Self {
            rows: Arc::clone(rows),
            structure: Arc::clone(structure),
            criterion,
            gamma: gamma.to_vec(),
            theta,
            theta_rest,
            d,
            cholesky,
            fixed: Vec::new(),
            f_inverse: Mat::zeros(0, 0),
            coefficients: Vec::new(),
            response: empty,
            squares: 0.0,
            value: 0.0,
        };
        equations.solve_fixed()?;
        Ok(equations)
    }

    /// ν: n − p, or n for maximum likelihood.
    pub(crate) fn nu(&self) -> f64 {
        match self.criterion {
            Criterion::Reml => (self.rows.n - self.rows.p()) as f64,
            Criterion::Ml => self.rows.n as f64,
        }
    }

    fn solve_fixed(&mut self) -> Result<(), MixedError> {
        let (rows, p) = (Arc::clone(&self.rows), self.rows.p());
        let w = Some(rows.w.as_slice());
        let mut columns: Vec<&[f64]> = rows.q.iter().map(Vec::as_slice).collect();
        columns.push(&rows.y);
        let mut splits = self.split(&columns);
        let Some(mut response) = splits.pop() else {
            return Err(MixedError::Singular);
        };
        let mut log_f = 0.0;
        if p > 0 {
            let f = Mat::from_fn(p, p, |i, j| product(&splits[i], &splits[j], w));
            let llt = Llt::new(f.as_ref(), Side::Lower).map_err(|_| MixedError::Singular)?;
            log_f = (0..p).map(|i| 2.0 * llt.L()[(i, i)].ln()).sum();
            let right = Mat::from_fn(p, 1, |i, _| product(&splits[i], &response, w));
            let solved = llt.solve(&right);
            self.coefficients = (0..p).map(|i| solved[(i, 0)]).collect();
            self.f_inverse = llt.solve(Mat::<f64>::identity(p, p));
            for (split, c) in splits.iter().zip(&self.coefficients) {
                subtract(&mut response, split, *c);
            }
        }
        self.squares = product(&response, &response, w);
        self.fixed = splits;
        self.response = response;
        let nu = self.nu();
        let log_a = self.d.iter().map(|d| d.ln()).sum::<f64>() + self.cholesky.log_det();
        let log_x = match self.criterion {
            Criterion::Reml => log_f + rows.basis.log_det(),
            Criterion::Ml => 0.0,
        };
        self.value = log_a + log_x - rows.log_weights
            + nu * (1.0 + (std::f64::consts::TAU * self.squares / nu).ln());
        if self.value.is_finite() {
            Ok(())
        } else {
            Err(MixedError::Singular)
        }
    }

    /// u and e of each column.
    pub(crate) fn split(&self, columns: &[&[f64]]) -> Vec<Split> {
        let rows = &self.rows;
        let n_rest = rows.n_rest();
        let right: Vec<(Vec<f64>, Vec<f64>)> = columns
            .par_iter()
            .map(|v| {
                let (mut b, mut b_rest) = self.transposed(v);
                for (b, d) in b.iter_mut().zip(&self.d) {
                    *b /= d;
                }
                for (level, b) in b.iter().enumerate() {
                    let (cols, w) = self.structure.links.of_level(level);
                    for (col, w) in cols.iter().zip(w) {
                        let col = *col as usize;
                        b_rest[col] -= self.theta * self.theta_rest[col] * w * b;
                    }
                }
                (b, b_rest)
            })
            .collect();
        let mut stacked = Vec::with_capacity(n_rest * columns.len());
        for (_, b_rest) in &right {
            stacked.extend_from_slice(b_rest);
        }
        self.cholesky.solve(&mut stacked, columns.len());
        right
            .into_par_iter()
            .zip(columns)
            .enumerate()
            .map(|(at, ((mut u, mut u_rest), v))| {
                u_rest.copy_from_slice(&stacked[at * n_rest..(at + 1) * n_rest]);
                self.back(&mut u, &u_rest);
                let rest = self.remainder(v, &u, &u_rest);
                Split { rest, u, u_rest }
            })
            .collect()
    }

    /// From D⁻¹ b_0 and the solution of the rest: u_0 = D⁻¹(b_0 − A_0r u_r).
    fn back(&self, u: &mut [f64], u_rest: &[f64]) {
        for (level, u) in u.iter_mut().enumerate() {
            let (cols, w) = self.structure.links.of_level(level);
            let linked: f64 = cols
                .iter()
                .zip(w)
                .map(|(col, w)| self.theta_rest[*col as usize] * w * u_rest[*col as usize])
                .sum();
            *u -= self.theta * linked / self.d[level];
        }
    }

    /// Θ Z'W v: of factor 0, and of the rest.
    pub(crate) fn transposed(&self, v: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let (mut b, mut b_rest) = self.level_sums(v);
        for b in &mut b {
            *b *= self.theta;
        }
        for (b, theta) in b_rest.iter_mut().zip(&self.theta_rest) {
            *b *= theta;
        }
        (b, b_rest)
    }

    /// Z'W v.
    fn level_sums(&self, v: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let rows = &self.rows;
        let mut b = vec![0.0; rows.n_levels()];
        for (level, b) in b.iter_mut().enumerate() {
            let range = rows.ptr[level]..rows.ptr[level + 1];
            *b = v[range.clone()]
                .iter()
                .zip(&rows.w[range])
                .map(|(v, w)| v * w)
                .sum();
        }
        let mut b_rest = vec![0.0; rows.n_rest()];
        for levels in &rows.rest {
            for ((level, v), w) in levels.iter().zip(v).zip(&rows.w) {
                b_rest[self.structure.label[*level as usize] as usize] += v * w;
            }
        }
        (b, b_rest)
    }

    /// v − Z Θ u.
    fn remainder(&self, v: &[f64], u: &[f64], u_rest: &[f64]) -> Vec<f64> {
        let rows = &self.rows;
        let mut rest = v.to_vec();
        for (level, u) in u.iter().enumerate() {
            for rest in &mut rest[rows.ptr[level]..rows.ptr[level + 1]] {
                *rest -= self.theta * u;
            }
        }
        for levels in &rows.rest {
            for (rest, level) in rest.iter_mut().zip(levels) {
                let label = self.structure.label[*level as usize] as usize;
                *rest -= self.theta_rest[label] * u_rest[label];
            }
        }
        rest
    }

    /// S⁻¹ on its pattern.
    pub(crate) fn inverse(&self) -> Inverse {
        self.cholesky.inverse()
    }

    /// A⁻¹ times a unit vector: of factor 0 and of the rest.
    pub(crate) fn column_of_inverse(&self, rest: bool, at: usize) -> (Vec<f64>, Vec<f64>) {
        let mut u = vec![0.0; self.d.len()];
        let mut u_rest = vec![0.0; self.theta_rest.len()];
        if rest {
            u_rest[at] = 1.0;
        } else {
            u[at] = 1.0 / self.d[at];
            let (cols, w) = self.structure.links.of_level(at);
            for (col, w) in cols.iter().zip(w) {
                let col = *col as usize;
                u_rest[col] -= self.theta * self.theta_rest[col] * w * u[at];
            }
        }
        self.cholesky.solve(&mut u_rest, 1);
        self.back(&mut u, &u_rest);
        (u, u_rest)
    }

    /// b_m/γ_m = Z_m'P y: of factor 0 and of the rest.
    pub(crate) fn score_sums(&self) -> (Vec<f64>, Vec<f64>) {
        self.level_sums(&self.response.rest)
    }

    /// The levels of a factor of the model among `(factor 0, rest)`.
    pub(crate) fn of_factor(&self, factor: usize, all: (&[f64], &[f64])) -> Vec<f64> {
        if self.rows.eliminated == Some(factor) {
            return all.0.to_vec();
        }
        let at = self
            .rows
            .rest_factors
            .iter()
            .position(|other| *other == factor);
        let Some(at) = at else {
            return Vec::new();
        };
        let levels = self.rows.offsets[at]..self.rows.offsets[at + 1];
        let own = |level: usize| all.1[self.structure.label[level] as usize];
        levels.map(own).collect()
    }
}

/// a'V⁻¹b = e_a'W e_b + u_a'u_b.
pub(super) fn product(a: &Split, b: &Split, w: Option<&[f64]>) -> f64 {
    dot(&a.rest, &b.rest, w) + dot(&a.u, &b.u, None) + dot(&a.u_rest, &b.u_rest, None)
}

/// a − c b.
pub(super) fn subtract(a: &mut Split, b: &Split, c: f64) {
    let pairs = [
        (&mut a.rest, &b.rest),
        (&mut a.u, &b.u),
        (&mut a.u_rest, &b.u_rest),
    ];
    for (a, b) in pairs {
        for (a, b) in a.iter_mut().zip(b) {
            *a -= c * b;
        }
    }
}
