//! Who acts, and what each role may do.

mod actor;
pub mod permissions;
mod session;
mod settings;

pub use actor::{Actor, Staff};
pub use session::actor_of_session;
pub use settings::organisation;
