//! Every word a person reads, in both languages, one file per area.
//!
//! A message is a function: `words::common::sign_in(lang)`. Both languages stand side by side, the
//! compiler checks that neither is missing and that every argument is used in the right place, and
//! a message that no page uses does not reach the browser.

mod messages;

pub mod accounts;
pub mod campaigns;
pub mod cli;
pub mod common;
pub mod confidential;
pub mod demo;
pub mod doctor;
pub mod faults;
pub mod import_faults;
pub mod instruments;
pub mod method;
pub mod people;
pub mod privacy;
pub mod profiles;
pub mod ratings;
pub mod survey;

pub(crate) use messages::messages;
