//! Ratings from a file to a campaign.

mod applying;
mod cut;
mod faults;
mod finding;
mod people;
mod uses;
