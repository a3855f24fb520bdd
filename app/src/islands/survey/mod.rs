//! The survey: from the invitation's link to the receipt.

pub mod answers;
pub mod codes;
pub mod hints;
pub mod parts;
pub mod screen;
pub mod status;

#[cfg(test)]
mod builders;
