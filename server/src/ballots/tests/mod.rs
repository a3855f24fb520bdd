//! The three doors against real vaults on both engines.

mod api;
mod confidential;
mod crash;
mod forgotten;
mod issue;
mod model;
mod salt;
mod shape;
mod sweep;
mod traces;
mod world;
