//! Charts: plain functions to SVG, each with a title, a description and a table twin.
