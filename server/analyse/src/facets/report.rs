//! What the command says.

use schemars::JsonSchema;
use serde::Serialize;

use crate::output::Warning;

/// A many-facet rating-scale model.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Report {
    /// Ratings in the fit.
    pub n: usize,
    /// Ratings without a subject, a rater, an item or a value.
    pub n_dropped: usize,
    pub converged: bool,
    pub iterations: usize,
    /// Largest |observed − expected|.
    pub max_score: f64,
    /// Connected subsets: always 1, since more are an error.
    pub subsets: usize,
    pub subjects: Vec<Element>,
    pub raters: Vec<Element>,
    pub items: Vec<Element>,
    pub thresholds: Vec<Threshold>,
    pub log_likelihood: f64,
    /// Elements without a finite measure.
    pub extreme: Vec<Extreme>,
    pub warnings: Vec<Warning>,
}

/// A subject, a rater or an item.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Element {
    pub element: String,
    /// Of a subject; of a rater or an item its severity. Logits.
    pub measure: f64,
    pub se: f64,
    pub infit: f64,
    pub outfit: f64,
    pub n: usize,
    pub observed_average: f64,
    /// What is expected with the other facets at their mean.
    pub fair_average: f64,
}

/// Between two levels.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Threshold {
    /// The upper level.
    pub category: i64,
    pub threshold: f64,
    pub se: f64,
}

/// An element with all its ratings at one end.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Extreme {
    /// `subject`, `rater` or `item`.
    pub facet: String,
    pub element: String,
    /// `lowest` or `highest`.
    pub end: String,
    pub n: usize,
}
