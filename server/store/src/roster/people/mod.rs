//! People, units and dated posts on the roster: read them in one piece, change them in one
//! transaction, list them page by page, and keep an upload until it is applied.

mod change;
mod interner;
mod list;
mod snapshot;
#[cfg(test)]
mod tests;
mod upload;

pub use change::{PeopleChange, ReplacedLines};
pub use interner::Interner;
pub use list::{ListedPerson, ListedPost, PeopleList, PeopleQuery};
pub use snapshot::{PeopleSnapshot, PersonState, PostState, UnitState};
pub use upload::Upload;
