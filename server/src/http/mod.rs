//! HTTP: which address leads to which use case, and how its answer becomes a page.
