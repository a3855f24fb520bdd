//! Rules of the import, from bytes to rows of the vault, on both engines where rows matter.

mod changes;
mod faults;
mod laws;
mod leaving;
mod steps;
mod uses;
