//! Agreement, reliability and consistency of raters, as plain estimators over columns.
//!
//! Nothing here is protected: what of it may be shown is decided in [`crate::disclosure`]. Values are
//! finite; what is missing is left out by the caller. An index that does not exist is `None` or an
//! error with its reason, never NaN.
//!
//! - Raters of one subject: [`rwg`], [`rwg_j`], [`rwg_j_lindell`], [`average_deviation`].
//! - Raters who are not linked: [`OneWay`], ICC(1) and ICC(k).
//! - Raters who all rate every subject: [`TwoWay`], the six ICCs. With holes: [`CrossedComponents`].
//! - How many raters it takes: [`GStudy`], [`raters_needed`].
//! - Any number of raters, any level of measurement, missing values: [`krippendorff()`].
//! - Items: [`cronbach_alpha`], [`Consistency`], [`one_factor_ml`], [`one_factor_minres`],
//!   [`omega_hierarchical`].

mod alpha;
mod box_newton;
mod correlations;
mod crossed;
mod distances;
mod f_law;
mod factor;
mod generalizability;
mod hierarchical;
mod icc;
mod krippendorff;
mod one_factor;
mod one_way;
mod rotation;
mod within;

pub use alpha::{Consistency, ItemStatistics, ItemsError, cronbach_alpha, cronbach_alpha_pairwise};
pub use crossed::{CrossedComponents, CrossedError, CrossedRating};
pub use factor::LEAST_UNIQUENESS;
pub use generalizability::{DStudy, GStudy, raters_needed};
pub use hierarchical::{Hierarchical, omega_hierarchical};
pub use icc::{Icc, IccKind, TwoWay, TwoWayError};
pub use krippendorff::{
    Krippendorff, KrippendorffError, Level, krippendorff, krippendorff_interval,
};
pub use one_factor::{OneFactor, one_factor_minres, one_factor_ml};
pub use one_way::OneWay;
pub(crate) use within::rwg_j_of;
pub use within::{
    Centre, average_deviation, average_deviation_cutoff, average_deviation_j, rwg, rwg_j,
    rwg_j_lindell,
};
