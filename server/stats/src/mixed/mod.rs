//! Linear mixed models with any number of crossed or nested random intercepts.

mod orthonormal;

pub use orthonormal::independent_columns;
