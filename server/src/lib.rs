//! What runs: implements the use cases area by area, and wires them to HTTP and the command line.
//!
//! `http` and `cli` hold no rules: both call the areas with an actor. The areas hold the rules and
//! ask `store`; no area function hands rows of both vaults to the same query or log line.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]

pub mod accounts;
pub mod attempts;
pub mod audit;
mod backup;
pub mod ballots;
pub mod campaigns;
pub mod canonical;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
mod doctor;
#[cfg(test)]
pub(crate) mod fixture;
pub mod http;
pub mod instruments;
pub mod invitations;
pub mod keys;
pub mod people;
pub mod profiles;
pub mod raters;
pub mod ratings;
pub mod rng;
mod schema;
pub mod startup;
pub mod state;
