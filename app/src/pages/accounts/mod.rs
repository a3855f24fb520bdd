//! The way in: start page, sign-in, set-up.

pub mod set_up;
pub mod sign_in;
pub mod start;
