//! Pieces of pages. Each takes props and returns HTML; its styles stand in `style/_<name>.scss`.

pub mod layout;
