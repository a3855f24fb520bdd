//! The mathematics of a 360-degree campaign: pure functions over columns of numbers.
//!
//! No input or output, no clock, no randomness of the operating system, no threads. In goes
//! [`Ratings`] (columns of answers) with [`Settings`] (what the frozen protocol decides); out comes,
//! for each subject, a [`SubjectRelease`](disclosure::SubjectRelease) in which every value is either
//! [`Released`](disclosure::Released) or withheld with a reason. Nothing else that is computed here
//! can be read from outside, except the plain estimators of agreement.
//!
//! Notation as in the design: subject i, rater r, relation g, item j, competency k, ballot b, y the
//! value on the scale.

#![warn(missing_docs)]

pub mod disclosure;
mod numeric;
pub mod partition;
pub mod ratings;
pub mod relation;
pub mod settings;

pub use ratings::{
    Answer, Ballot, Choice, ChoiceQuestion, Instrument, Ratings, RatingsBuilder, Scale,
};
pub use relation::{N_RELATIONS, Relation, RelationSet};
pub use settings::{MergeStep, Purpose, Settings, SettingsParts, SoleSuperior};

/// Version of the method: changes whenever the same answers could give other figures.
pub const METHOD_VERSION: &str = "1.0";
