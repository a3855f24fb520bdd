//! Worlds with known truth: who leads how well, who rates whom, and what they write.
//!
//! A world answers the question that real campaigns cannot: how far is an estimate from what it
//! should be? [`World::draw`] makes the ballots that an engine would see, the shares of the
//! population, the truth of every leader and the kind of every ballot, all from one seed.
//!
//! Item j of dimension k by rater r of group g about leader i:
//!
//! ```text
//! y* = style_r [ c_g G_i + √.10 D_ik + p_g P_ig + shift_g + shift_stratum
//!                + l_g L_r + h_g I_ri + √.15 H_rik + β_j + √.60 e_rij ]
//! ```
//!
//! G, D, P, L, I, H, e standard normal; log style_r ~ N(0, .2²); β_j ~ N(0, .25²); y* is cut at
//! −1.8, −.9, .1, 1.2 into 1..5. Constants and their reasons: [`parameters`].
//!
//! Every part draws from its own ChaCha stream, so that worlds of one seed share their leaders,
//! raters and opinions in every scenario, and vignettes change nothing else. `libm` gives the
//! normals: the same world on any machine.

mod answers;
mod attacks;
pub mod baselines;
mod blup;
mod campaign;
mod methods;
mod organisation;
pub mod parameters;
mod quadrature;
mod response;
mod rules;
mod scenario;
mod score;
mod truth;
mod world;

pub use blup::{Raters, blup, oracle, screened_blup};
pub use campaign::{Clock, Linkage};
pub use methods::{Method, Outcome};
pub use parameters::{Group, N_GROUPS, N_ITEMS, N_VIGNETTES, STRATA};
pub use rules::rule_flags;
pub use scenario::Scenario;
pub use score::{Estimated, Flags, Score, flags, score};
pub use truth::LeaderTruth;
pub use world::{Design, Kind, Population, SimulationError, World};
