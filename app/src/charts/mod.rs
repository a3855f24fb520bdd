//! Charts: plain functions to HTML and SVG, each with a title, a description and a table twin.
//!
//! A chart is a list of rows. Words stand in HTML, so that they wrap on a phone and are read out in
//! order; each row has one small SVG as wide as the room. Across, everything is placed in per cent;
//! shapes and type keep their size. Colours come from classes, since they follow light, dark and
//! paper; shapes and numbers say the same without them.

pub mod axis;
pub mod choices;
pub mod dumbbell;
pub mod mark;
pub mod zones;
