//! Who rates whom, from the posts that are held on the first day of a campaign.
//!
//! `chart`, `subjects` and `relations` are pure; `load` reads the part of the roster that a choice
//! of subjects needs.

mod chart;
#[cfg(test)]
pub(crate) mod fixture;
mod load;
mod names;
mod relations;
mod subjects;

pub use chart::{Chart, Person, Post, Unit};
pub use load::{load, load_people, unknown_names};
pub use names::call_name;
pub use relations::{Rater, raters_of};
pub use subjects::{Asked, Selection, select};
