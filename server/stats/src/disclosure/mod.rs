//! Stage 8, and the only maker of [`Released`].
//!
//! Rules: anonymity.md §4.1, numbered as there.

mod released;

pub use released::*;
