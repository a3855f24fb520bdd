//! Invitations: the codes that bring a rater in, and the one list of them that is handed out.

pub mod code;
pub mod hash;
