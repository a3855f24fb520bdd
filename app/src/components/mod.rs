//! Pieces of pages. Each takes props and returns HTML; its styles stand in `style/_<name>.scss`.
//!
//! Buttons are plain elements with a class (`button`, `button-secondary`, `button-danger`,
//! `button-link`, in a `button-row`); so are `stack`, `columns` and `measure` of the layout.

pub mod card;
pub mod choice_card;
pub mod definition_list;
pub mod empty_state;
pub mod error_summary;
pub mod field;
pub mod figure;
pub mod heading;
pub mod layout;
pub mod notice;
pub mod pagination;
pub mod protocol_hash;
pub mod steps;
pub mod table;
pub mod tag;
pub mod twin;
