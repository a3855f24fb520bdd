//! Islands: the parts that run in the browser.

pub mod survey;
