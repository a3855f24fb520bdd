//! One file per table of this vault.

pub mod account;
pub mod assignment;
pub mod audit;
pub mod campaign;
pub mod import_file;
pub mod instrument;
pub mod invitation;
pub mod person;
pub mod post;
pub mod rater_session;
pub mod reporting_line;
pub mod setting;
pub mod sign_in_link;
pub mod staff_session;
pub mod subject;
pub mod unit;
pub mod unit_predecessor;
pub mod wrong_code;
