//! What people see: pages, components, charts and islands, as functions from views to HTML.
//!
//! A page takes the view that a port of `server` made and returns HTML; it fetches nothing.
//! So every page works without JavaScript, is rendered in one go, and is tested as a function.
//! Islands are the exception where the browser itself must work: the survey, which draws codes,
//! keeps drafts and makes envelopes.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]

pub mod charts;
pub mod components;
pub mod format;
pub mod islands;
pub mod page;
pub mod pages;
pub mod words;
