//! Who acts, and what each role may do.

mod actor;
mod links;
pub mod permissions;
mod session;
mod settings;

pub use actor::{Actor, Staff};
pub use links::{LinkFor, SignInLink, make, make_set_up, redeem};
pub use session::{actor_of_session, end};
pub use settings::{
    is_fictitious, is_marked_as_fictitious, is_set_up, mark_as_fictitious, organisation, set_up,
};
