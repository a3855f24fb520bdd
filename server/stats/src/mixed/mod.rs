//! Linear mixed models with any number of crossed or nested random intercepts.
//!
//! y = Xβ + Σ_m Z_m b_m + ε, b_m ~ N(0, σ_m² I), ε_i ~ N(0, σ²/w_i). In: columns of numbers and, for each
//! factor, the level of each row ([`Model`]); out: a [`Fit`] with variances, coefficients, BLUPs with
//! conditional standard deviations, and covariances of prediction errors (see [`prediction`] for how
//! to ask for those of every subject).
//!
//! The factor with most levels is eliminated, because its block of the equations is diagonal; what
//! remains, S, has one row a level of the other factors and is factorised dense or sparse by faer. A
//! nested design without linked raters leaves a diagonal S, so that it costs no more than its rows.

mod cholesky;
mod components;
mod equations;
mod fit;
mod lanes;
mod linear;
mod links;
mod model;
mod moments;
mod orthonormal;
pub mod prediction;
mod rows;
mod search;
mod structure;

pub use fit::{Estimate, Fit, Random, Solved, fit};
pub use model::{Criterion, Factor, Method, MixedError, Model, Settings};
pub use orthonormal::independent_columns;
pub use prediction::Effect;
