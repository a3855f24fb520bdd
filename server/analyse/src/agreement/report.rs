//! What the command says.

use schemars::JsonSchema;
use serde::Serialize;

use crate::output::Warning;

/// Agreement and reliability of ratings.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Report {
    /// Ballots with at least one value.
    pub n_ballots: usize,
    /// Rows without a subject, a rater, a relation or any value.
    pub n_dropped: usize,
    /// Subjects with a ballot.
    pub n_subjects: usize,
    /// Raters, where they are linked.
    pub n_raters: Option<usize>,
    /// `one_way`, `crossed` or `crossed_incomplete`; `null` below two subjects with a second ballot.
    pub design: Option<String>,
    /// Of the ballots' means.
    pub mean_squares: Option<MeanSquares>,
    /// Variance components of the ballots' means, negative ones at 0.
    pub components: Option<Components>,
    /// Intraclass correlations of the ballots' means.
    pub icc: Vec<Icc>,
    /// By item.
    pub items: Vec<Item>,
    /// Agreement over all items, by subject, and by relation where one is named.
    pub subjects: Vec<Subject>,
    /// Consistency of the items over complete ballots; `null` with one item.
    pub alpha: Option<Alpha>,
    /// One factor over complete ballots; `null` below three items.
    pub omega: Option<Omega>,
    /// Krippendorff's alpha of the ballots' means; units are subjects.
    pub krippendorff: Vec<Krippendorff>,
    /// How many raters it takes, over all ballots and by relation.
    pub d_study: Vec<DStudy>,
    /// What is odd.
    pub warnings: Vec<Warning>,
}

/// Mean squares of the analysis of variance.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MeanSquares {
    pub between_subjects: f64,
    pub within_subjects: f64,
    /// Only where every rater rates every subject.
    pub between_raters: Option<f64>,
    /// Only where every rater rates every subject.
    pub residual: Option<f64>,
}

/// Variance components.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Components {
    /// `anova` or, for linked raters who do not rate everybody, `moments`.
    pub method: String,
    pub subject: f64,
    /// Severity; `null` where raters are not linked.
    pub rater: Option<f64>,
    pub residual: f64,
    /// Reliability of one rating for comparing subjects.
    pub single_relative: Option<f64>,
    /// Reliability of one rating for its level; `null` where raters are not linked.
    pub single_absolute: Option<f64>,
}

/// One coefficient.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Icc {
    pub name: String,
    pub value: Option<f64>,
    pub f: Option<f64>,
    pub df1: f64,
    pub df2: f64,
    pub p: Option<f64>,
    pub ci: Option<(f64, f64)>,
}

/// One item.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Item {
    pub item: String,
    pub n: usize,
    /// With the mean number of raters, as multilevel::ICC1.
    pub icc1: Option<f64>,
    pub icc2: Option<f64>,
    pub krippendorff: Vec<Krippendorff>,
    pub subjects: Vec<ItemSubject>,
}

/// Agreement about one subject on one item.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ItemSubject {
    pub subject: String,
    pub relation: Option<String>,
    pub n: usize,
    pub rwg: Option<f64>,
    pub ad_mean: Option<f64>,
    pub ad_median: Option<f64>,
}

/// Agreement about one subject over all items.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Subject {
    pub subject: String,
    pub relation: Option<String>,
    pub n: usize,
    pub rwg_j: Option<f64>,
    pub rwg_j_lindell: Option<f64>,
    pub ad_j_mean: Option<f64>,
    pub ad_j_median: Option<f64>,
}

/// Cronbach's alpha.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Alpha {
    pub raw: f64,
    pub standardised: Option<f64>,
    pub ci: Option<(f64, f64)>,
    /// Ballots with every item.
    pub n: usize,
    pub mean_inter_item_r: Option<f64>,
    pub median_inter_item_r: Option<f64>,
    pub lambda6: Option<f64>,
    /// Alpha of the subjects' means.
    pub between_subjects: Option<f64>,
    /// Alpha of the ballots as deviations from their subject's mean.
    pub within_subjects: Option<f64>,
    pub if_dropped: Vec<Dropped>,
}

/// The other items.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Dropped {
    pub item: String,
    pub alpha: Option<f64>,
    pub item_rest_r: Option<f64>,
    pub item_total_r: Option<f64>,
}

/// One factor.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Omega {
    /// `ml`, or `minres` (standardised items) where ML has no solution.
    pub method: String,
    pub total: Option<f64>,
    /// By Schmid and Leiman with three group factors; `null` below six items.
    pub hierarchical: Option<f64>,
    pub loadings: Vec<f64>,
    pub uniquenesses: Vec<f64>,
    pub chi_square: Option<f64>,
    pub df: Option<u32>,
}

/// Krippendorff's alpha at one level of measurement.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Krippendorff {
    pub level: String,
    pub alpha: Option<f64>,
    pub n_units: usize,
    pub n_pairable: usize,
    /// Percentile interval over samples of units.
    pub ci: Option<(f64, f64)>,
}

/// How many raters it takes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DStudy {
    /// `all`, or a relation.
    pub relation: String,
    pub n_subjects: usize,
    pub n_ballots: usize,
    /// `one_way`, `crossed`, `crossed_incomplete`.
    pub design: Option<String>,
    /// For comparing subjects.
    pub single_rater_reliability: Option<f64>,
    /// For the level itself; `null` where raters are not linked.
    pub single_rater_absolute: Option<f64>,
    pub raters_for: Vec<RatersFor>,
}

/// Raters for a reliability; `null` where no number reaches it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RatersFor {
    pub reliability: f64,
    pub n: Option<u32>,
    /// For the level itself; `null` where raters are not linked.
    pub n_absolute: Option<u32>,
}
