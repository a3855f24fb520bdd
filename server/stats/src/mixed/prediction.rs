//! Covariances of the errors of prediction: σ² K'C⁻¹K.
//!
//! C is the matrix of Henderson's equations, so that σ² C⁻¹ is the covariance of (β̂ − β, b̂ − b) at the
//! estimated variances (Robinson 1991, Stat. Sci. 6:15): it holds the error of the fixed
//! part, which conditional standard deviations leave out.
//!
//! ```
//! use stats::mixed::{Effect, Factor, Model, Settings, fit};
//!
//! let y = [3.0, 4.0, 2.0, 5.0, 4.5, 3.5];
//! let one = [1.0; 6];
//! let subject = Factor { levels: &[0, 0, 1, 1, 2, 2], n_levels: 3 };
//! let group = Factor { levels: &[0, 1, 0, 1, 0, 1], n_levels: 2 };
//! let fitted = fit(
//!     &Model { y: &y, x: &[&one], factors: &[subject, group], weights: None, together: &[] },
//!     &Settings::REML,
//! )?;
//! // The mean of subject 0: β_0 + b_0. Its variance, and the covariance matrix behind it.
//! let mean = [(Effect::Fixed(0), 1.0), (Effect::Random { factor: 0, level: 0 }, 1.0)];
//! let variance = fitted.prediction_variance(&mean);
//! let all = fitted.covariance(&mean.map(|(effect, _)| effect));
//! assert!((variance - (all[0][0] + 2.0 * all[0][1] + all[1][1])).abs() < 1e-12);
//! # Ok::<(), stats::mixed::MixedError>(())
//! ```
//!
//! For many blocks, one for each subject say, name the random effects of each block in
//! [`Model::together`](super::Model::together) and call [`Fit::covariance`] once a block with the
//! effects of the block and the fixed coefficients: the entries are then looked up. Without that hint
//! an entry that is not on the pattern of the factor costs a solution of the equations.

use std::sync::Arc;

use faer::Mat;

use super::equations::Equations;
use super::fit::Fit;
use super::inverse::Inverse;
use super::lanes::{Lane, Operator};
use super::linear::LAST;
use super::rows::Rows;

/// A coefficient or effect of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// A column of X.
    Fixed(usize),
    /// A level of a factor.
    Random {
        /// The factor, in the order of the model.
        factor: usize,
        /// The level.
        level: u32,
    },
}

/// A level of factor 0, or of the rest by its number in S.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Eliminated(usize),
    Rest(usize),
}

/// What solves the equations at the estimates.
pub(super) enum Solver {
    /// Factors, and S⁻¹ where it is known.
    Exact(Box<Equations>, Inverse),
    /// Conjugate gradients.
    Linear(Box<Operator>),
}

/// The effects of a column of Q: of factor 0 and of the rest.
type Effects = (Vec<f64>, Vec<f64>);

/// The equations at the estimates, kept for covariances.
pub(super) struct Kept {
    rows: Arc<Rows>,
    solver: Solver,
    residual_variance: f64,
    /// U.
    u: Vec<Effects>,
    f_inverse: Mat<f64>,
    /// R⁻¹ F⁻¹.
    half: Vec<Vec<f64>>,
    /// R⁻¹ F⁻¹ R⁻ᵀ.
    fixed: Vec<Vec<f64>>,
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Kept").finish_non_exhaustive()
    }
}

impl Kept {
    pub(super) fn new(
        rows: &Arc<Rows>,
        solver: Solver,
        u: Vec<Effects>,
        f_inverse: Mat<f64>,
        residual_variance: f64,
    ) -> Self {
        let basis = &rows.basis;
        let p = rows.p();
        let columns = |matrix: &dyn Fn(usize, usize) -> f64| -> Vec<Vec<f64>> {
            let solved: Vec<Vec<f64>> = (0..p)
                .map(|j| basis.back(&(0..p).map(|i| matrix(i, j)).collect::<Vec<_>>()))
                .collect();
            (0..p)
                .map(|i| (0..p).map(|j| solved[j][i]).collect())
                .collect()
        };
        let half = columns(&|i, j| f_inverse[(i, j)]);
        let fixed = columns(&|i, j| half[j][i]);
        Self {
            rows: Arc::clone(rows),
            solver,
            residual_variance,
            u,
            f_inverse,
            half,
            fixed,
        }
    }

    /// Covariance of two fixed coefficients.
    pub(super) fn fixed_covariance(&self, a: usize, b: usize) -> f64 {
        self.residual_variance * (self.fixed[a][b] + self.fixed[b][a]) / 2.0
    }

    fn place(&self, factor: usize, level: u32) -> Place {
        let rows = &self.rows;
        match rows.rest_factors.iter().position(|other| *other == factor) {
            Some(at) => {
                assert!((level as usize) < rows.offsets[at + 1] - rows.offsets[at]);
                let shared = level as usize + rows.offsets[at];
                Place::Rest(match &self.solver {
                    Solver::Exact(e, _) => e.structure.label[shared] as usize,
                    Solver::Linear(_) => shared,
                })
            }
            None => {
                assert_eq!(rows.eliminated, Some(factor), "the factor is of the model");
                Place::Eliminated(level as usize)
            }
        }
    }

    fn theta(&self, place: Place) -> f64 {
        let (theta, rest) = match &self.solver {
            Solver::Exact(e, _) => (e.theta, &e.theta_rest),
            Solver::Linear(operator) => (operator.theta, &operator.theta_rest),
        };
        match place {
            Place::Eliminated(_) => theta,
            Place::Rest(at) => rest[at],
        }
    }

    /// U of a level for each column of Q.
    fn fixed_part(&self, place: Place) -> Vec<f64> {
        let of = |u: &Effects| match place {
            Place::Eliminated(at) => u.0[at],
            Place::Rest(at) => u.1[at],
        };
        self.u.iter().map(of).collect()
    }

    /// Column of A⁻¹.
    fn column(&self, place: Place) -> Effects {
        let (rest, at) = match place {
            Place::Eliminated(at) => (false, at),
            Place::Rest(at) => (true, at),
        };
        match &self.solver {
            Solver::Exact(e, _) => e.column_of_inverse(rest, at),
            Solver::Linear(operator) => {
                let (u, u_rest) = operator.columns_of_inverse(&[(rest, at)], LAST);
                let first = |all: Vec<Lane>| all.into_iter().map(|lane| lane[0]).collect();
                (first(u), first(u_rest))
            }
        }
    }

    /// Entry of A⁻¹ by look-ups.
    fn known(&self, a: Place, b: Place) -> Option<f64> {
        let Solver::Exact(e, inverse) = &self.solver else {
            return None;
        };
        // A⁻¹ = [D⁻¹ + G S⁻¹ G', G S⁻¹; …] with G = −D⁻¹ A_0r.
        let g = |level: usize| {
            let (cols, w) = e.structure.links.of_level(level);
            cols.iter().zip(w).map(move |(col, w)| {
                let col = *col as usize;
                (col, -e.theta * e.theta_rest[col] * w / e.d[level])
            })
        };
        match (a, b) {
            (Place::Rest(a), Place::Rest(b)) => inverse.get(a, b),
            (Place::Eliminated(j), Place::Rest(b)) | (Place::Rest(b), Place::Eliminated(j)) => {
                let mut sum = 0.0;
                for (col, g) in g(j) {
                    sum += g * inverse.get(col, b)?;
                }
                Some(sum)
            }
            (Place::Eliminated(j), Place::Eliminated(k)) => {
                let mut sum = if j == k { 1.0 / e.d[j] } else { 0.0 };
                for (a, g_a) in g(j) {
                    for (b, g_b) in g(k) {
                        sum += g_a * g_b * inverse.get(a, b)?;
                    }
                }
                Some(sum)
            }
        }
    }

    /// Entries of A⁻¹ between some levels.
    fn block(&self, places: &[Place]) -> Vec<Vec<f64>> {
        let k = places.len();
        let mut block = vec![vec![0.0; k]; k];
        for (j, b) in places.iter().enumerate() {
            let mut column = None;
            for (i, a) in places[..=j].iter().enumerate() {
                let entry = self.known(*a, *b).unwrap_or_else(|| {
                    let column = column.get_or_insert_with(|| self.column(*b));
                    match a {
                        Place::Rest(at) => column.1[*at],
                        Place::Eliminated(at) => column.0[*at],
                    }
                });
                block[i][j] = entry;
                block[j][i] = entry;
            }
        }
        block
    }

    fn covariance(&self, effects: &[Effect]) -> Vec<Vec<f64>> {
        let p = self.rows.p();
        let random: Vec<(usize, Place)> = effects
            .iter()
            .enumerate()
            .filter_map(|(at, effect)| match effect {
                Effect::Fixed(_) => None,
                Effect::Random { factor, level } => Some((at, self.place(*factor, *level))),
            })
            .collect();
        let places: Vec<Place> = random.iter().map(|(_, place)| *place).collect();
        let block = self.block(&places);
        let theta: Vec<f64> = places.iter().map(|place| self.theta(*place)).collect();
        let parts: Vec<Vec<f64>> = places.iter().map(|place| self.fixed_part(*place)).collect();
        let k = effects.len();
        let mut all = vec![vec![0.0; k]; k];
        for (i, (row, _)) in random.iter().enumerate() {
            for (j, (col, _)) in random.iter().enumerate().take(i + 1) {
                let through_fixed: f64 = (0..p)
                    .map(|a| {
                        let with = (0..p).map(|b| self.f_inverse[(a, b)] * parts[j][b]);
                        parts[i][a] * with.sum::<f64>()
                    })
                    .sum();
                let entry = theta[i] * theta[j] * (block[i][j] + through_fixed);
                all[*row][*col] = self.residual_variance * entry;
                all[*col][*row] = all[*row][*col];
            }
        }
        for (a, first) in effects.iter().enumerate() {
            let Effect::Fixed(first) = first else {
                continue;
            };
            for (b, second) in effects.iter().enumerate() {
                if let Effect::Fixed(second) = second {
                    all[a][b] = self.fixed_covariance(*first, *second);
                }
            }
            for (i, (at, _)) in random.iter().enumerate() {
                let through: f64 = (0..p).map(|b| self.half[*first][b] * parts[i][b]).sum();
                all[a][*at] = -self.residual_variance * theta[i] * through;
                all[*at][a] = all[a][*at];
            }
        }
        all
    }
}

impl Fit {
    /// Covariance matrix of the prediction errors of some coefficients and effects, σ² times a block
    /// of C⁻¹. See the [module](self) for how to ask for many blocks.
    ///
    /// # Panics
    /// If an effect is not of the model.
    pub fn covariance(&self, effects: &[Effect]) -> Vec<Vec<f64>> {
        self.kept.covariance(effects)
    }

    /// σ² K'C⁻¹K: the variance of the error of the prediction Σ k (coefficient or effect).
    ///
    /// # Panics
    /// If an effect is not of the model.
    pub fn prediction_variance(&self, combination: &[(Effect, f64)]) -> f64 {
        let effects: Vec<Effect> = combination.iter().map(|(effect, _)| *effect).collect();
        let all = self.covariance(&effects);
        let pairs = all.iter().zip(combination).flat_map(|(row, (_, a))| {
            let row = row.iter().zip(combination);
            row.map(move |(entry, (_, b))| a * b * entry)
        });
        crate::numeric::sum(pairs).max(0.0)
    }
}
