//! The rater-effect model: from ballots to what each relation thinks of each subject, with the
//! raters' severity taken out where ballots of one rater are linked.
//!
//! Model of the mean y_b of ballot b, which rater r gave subject i in relation g and class f (a
//! stratum of g, or g itself):
//!
//! y_b = μ_f + θ_ig + a_g λ_r + ε_b,  θ_i ~ N(0, Σ),  λ_r ~ N(0, 1),  ε_b ~ N(0, σ²_g/w_b + x_b)
//!
//! Σ is unstructured over relations (statistics.md §2.1: real perspectives differ and correlate), a_g
//! the spread of severity in relation g, σ²_g what a dyad and its items add, w_b a screening weight
//! in (0, 1], x_b the variance that unanswered items add. Unlinked ballots have no λ: its variance is
//! then part of σ²_g.
//!
//! Method: Gaussian belief propagation between subjects and raters (Weiss & Freeman 2001, Neural
//! Computation 13:2173: where it settles, the means are the exact BLUPs), with an EM step for μ, Σ, a
//! and σ² in each sweep (Dempster, Laird & Rubin 1977; the scale of λ is expanded as in Liu, Rubin &
//! Wu 1998, Biometrika 85:755). Cost: one pass over the ballots a sweep. Variances are exact where no
//! two raters share two subjects, else slightly small; `tests` hold them against the dense inverse.
//!
//! Edges: a subject without ballots has θ̂ = 0 and variance Σ, which is the forecast from nothing; a
//! relation without ballots anywhere has θ̂ from the others only through Σ's prior; no ballot at all
//! gives `None`. Few subjects pull Σ towards compound symmetry by [`PRIOR_SUBJECTS`] subjects' worth.

mod beliefs;
mod columns;
mod fit;
mod rows;
mod small;
mod start;

pub(crate) use columns::compact;
pub use columns::{BallotMeans, BallotMeansError};
pub use fit::{Fit, fit, refit};
pub use small::{MAX_RELATIONS, Square, Vector};

/// How many subjects' worth of compound symmetry is added to Σ: two more than a 4 × 4 covariance
/// needs to have a mean under the inverse Wishart law.
pub const PRIOR_SUBJECTS: f64 = 6.0;
