//! Linear mixed models with any number of crossed or nested random intercepts.
//!
//! y = Xβ + Σ_m Z_m b_m + ε, b_m ~ N(0, σ_m² I), ε_i ~ N(0, σ²/w_i). In: columns of numbers and, for each
//! factor, the level of each row ([`Model`]); out: a [`Fit`] with variances, coefficients, BLUPs with
//! conditional standard deviations, and covariances of prediction errors (see [`prediction`] for how
//! to ask for those of every subject).
//!
//! ```
//! use stats::mixed::{Factor, Model, Settings, fit};
//!
//! let y = [27.0, 23.0, 26.0, 23.0, 28.0, 22.0, 25.0, 21.0];
//! let one = [1.0; 8];
//! let plate = Factor { levels: &[0, 0, 1, 1, 2, 2, 3, 3], n_levels: 4 };
//! let sample = Factor { levels: &[0, 1, 0, 1, 0, 1, 0, 1], n_levels: 2 };
//! let model = Model { y: &y, x: &[&one], factors: &[plate, sample], weights: None, together: &[] };
//! let fitted = fit(&model, &Settings::REML)?;
//! assert!(fitted.converged);
//! assert!((fitted.fixed[0].estimate - 24.375).abs() < 1e-9); // balanced: the mean
//! assert!(fitted.random[1].levels[0].estimate > 0.0);
//! # Ok::<(), stats::mixed::MixedError>(())
//! ```
//!
//! The factor with most levels is eliminated, because its block of the equations is diagonal; what
//! remains, S, has one row a level of the other factors and is factorised dense or sparse by faer. A
//! nested design without linked raters leaves a diagonal S, so that it costs no more than its rows.
//! Where the factor of S does not fit, moments and Monte Carlo steps at linear cost take over, and
//! [`Fit::method`] says so. Two things follow from that: their variances hold the error of the probes,
//! and relabelling the levels moves them by that error (for the same labels and seed they are the same).
//!
//! Accuracy against lme4 1.1-31 at a tightened optimum: criterion to 1e-8, variances and effects to
//! 1e-6 (`tests/mixed.rs`). Order of rows and names of levels change no figure of the exact method
//! beyond 1e-9 (`tests/mixed_laws.rs`).

mod cholesky;
mod components;
mod equations;
mod fit;
mod inverse;
mod lanes;
mod linear;
mod links;
mod model;
mod moments;
mod orthonormal;
pub mod prediction;
mod rows;
mod search;
mod slope;
mod structure;

pub use fit::{Estimate, Fit, Random, Solved, fit};
pub use model::{Criterion, Factor, Method, MixedError, Model, Settings};
pub use orthonormal::independent_columns;
pub use prediction::Effect;
