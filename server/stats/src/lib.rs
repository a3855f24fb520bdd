//! The mathematics of a 360-degree campaign: pure functions over columns of numbers.
//!
//! No input or output, no clock, no randomness of the operating system: a seed is an argument. Threads
//! only share out fixed chunks whose sums are taken in order, so that figures do not depend on their
//! number. In goes
//! [`Ratings`] (columns of answers) with [`Settings`] (what the frozen protocol decides); out comes,
//! for each subject, a [`SubjectRelease`](disclosure::SubjectRelease) in which every value is either
//! [`Released`](disclosure::Released) or withheld with a reason. Nothing else that is computed here
//! can be read from outside, except the plain estimators of agreement.
//!
//! ```
//! use stats::{
//!     Answer, Ballot, Choice, ChoiceQuestion, Instrument, Purpose, RatingsBuilder, Relation, Scale,
//!     Settings, SettingsParts, SoleSuperior,
//! };
//!
//! // One competency of two items, one leader, six peers invited, five of whom answer.
//! let instrument = Instrument {
//!     scale: Scale::new(1.0, 5.0)?,
//!     item_competency: vec![0, 0],
//!     n_competencies: 1,
//!     n_prompts: 0,
//!     choice: ChoiceQuestion::NotAsked,
//! };
//! let mut columns = RatingsBuilder::new(instrument, 1)?;
//! columns.invite(0, Relation::Peer, 6)?;
//! for (first, second) in [(4.0, 3.0), (3.0, 3.0), (5.0, 4.0), (2.0, 3.0), (4.0, 2.0)] {
//!     columns.push(Ballot {
//!         subject: 0,
//!         relation: Relation::Peer,
//!         answers: &[Answer::Value(first), Answer::Value(second)],
//!         choice: Choice::default(),
//!     })?;
//! }
//! let ratings = columns.build()?;
//! let settings = Settings::new(SettingsParts {
//!     k: 5,
//!     k_text: 5,
//!     weights_permille: [0, 0, 1000, 0],
//!     merge_path: vec![],
//!     sole_superior: SoleSuperior::Attributed,
//!     purpose: Purpose::Development,
//! })?;
//!
//! let analysis = stats::analyse(&ratings, &settings);
//! let leader = analysis.release(0).ok_or("no such subject")?;
//! let mean = leader.cells[0].competencies[0].mean.get().ok_or("withheld")?;
//! assert_eq!((mean.estimate, mean.n), (3.25, 5)); // the mean 3.3 in quarters, from five people
//! assert!(leader.cells[0].competencies[0].alpha.get().is_none()); // needs 2k ballots
//! assert!(leader.overall.is_none()); // never under *development*
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Notation as in the design: subject i, rater r, relation g, item j, competency k, ballot b, y the
//! value on the scale.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]
#![warn(missing_docs)]

pub mod agreement;
mod answers;
pub mod careless;
mod cells;
mod composite;
mod conditional;
pub mod disclosure;
pub mod distributions;
mod estimate;
pub mod facets;
mod forced_choice;
pub mod forecast;
pub mod gaps;
mod interval;
mod means;
mod merge;
pub mod mixed;
pub mod multiplicity;
mod numeric;
pub mod ordinal;
pub mod partition;
pub mod pipeline;
pub mod profiles;
mod protection;
pub mod raking;
pub mod randomised_response;
mod rank_correlation;
pub mod ranking;
pub mod rater_effects;
pub mod ratings;
mod regression;
pub mod relation;
mod reliability;
pub mod response_surface;
pub mod robust;
mod root;
mod rows;
mod self_other;
pub mod settings;
pub mod simulation;
pub mod synthesis;
mod variance;
mod zones;

pub use conditional::MIN_COHORT;
pub use pipeline::{Analysis, analyse};
pub use ratings::{
    Answer, Ballot, Choice, ChoiceQuestion, Instrument, Ratings, RatingsBuilder, Scale,
};
pub use relation::{N_RELATIONS, Relation, RelationSet};
pub use settings::{MergeStep, Purpose, Settings, SettingsParts, SoleSuperior};

/// Version of the method: changes whenever the same answers could give other figures.
pub const METHOD_VERSION: &str = "1.0";
