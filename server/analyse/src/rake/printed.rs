//! Weights and estimates as JSON and as text.

use contract::locale::Lang;
use schemars::JsonSchema;
use serde::Serialize;
use stats::raking::{Estimate, Spread};

use crate::output::{self, Aligned, Warning, figure, figure_or_dash};

/// What `analyse rake` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RakeResult {
    /// Rows of the sample.
    pub(super) n: usize,
    /// Whether no margin changed a weight by more than 1e-10 of itself in the last sweep.
    pub(super) converged: bool,
    /// Sweeps over all margins; of the last raking where the weights were bounded by `--trim`.
    pub(super) sweeps: u32,
    /// Largest |Σw − total|/total after raking, before `--trim-at`.
    pub(super) max_margin_error: f64,
    /// Rows that a bound of `--trim` or `--trim-at` moved.
    pub(super) n_trimmed: usize,
    pub(super) weights: WeightsRow,
    pub(super) estimates: Vec<EstimateRow>,
    /// Levels that were joined because they had too few rows.
    pub(super) collapsed: Vec<Collapsed>,
    pub(super) warnings: Vec<Warning>,
}

/// The weights.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct WeightsRow {
    sum: f64,
    min: f64,
    max: f64,
    /// Squared coefficient of variation.
    cv2: f64,
    /// n Σw²/(Σw)².
    kish_deff: f64,
    /// (Σw)²/Σw².
    n_eff: f64,
    /// In the order of the file.
    each: Vec<f64>,
}

impl WeightsRow {
    pub(super) fn new(spread: &Spread, each: Vec<f64>) -> Self {
        Self {
            sum: spread.sum,
            min: spread.min,
            max: spread.max,
            cv2: spread.cv2,
            kish_deff: spread.kish_deff,
            n_eff: spread.n_eff,
            each,
        }
    }
}

/// A mean and a total.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct EstimateRow {
    variable: String,
    mean: f64,
    /// Linearised.
    se: f64,
    /// Variance over that of a simple random sample of the same size.
    deff: Option<f64>,
    ci: [f64; 2],
    total: f64,
    total_se: f64,
    /// Rows with a value and a positive weight.
    n: usize,
}

impl EstimateRow {
    pub(super) fn new(variable: String, fit: &Estimate) -> Self {
        Self {
            variable,
            mean: fit.mean,
            se: fit.se,
            deff: fit.deff,
            ci: [fit.ci.0, fit.ci.1],
            total: fit.total,
            total_se: fit.total_se,
            n: fit.n,
        }
    }
}

/// Levels that became one.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Collapsed {
    pub(super) variable: String,
    pub(super) levels: Vec<String>,
    pub(super) n: usize,
}

impl RakeResult {
    /// For people, rounded; the weights of single rows are in the JSON.
    pub(super) fn text(&self, lang: Lang) -> String {
        let say = output::words(lang);
        let ended = if self.converged {
            say("đã hội tụ", "converged")
        } else {
            say("chưa hội tụ", "not converged")
        };
        let mut text = format!(
            "{} {} · {} {}, {ended} · {} {:.1e}\n\n",
            self.n,
            say("dòng", "rows"),
            self.sweeps,
            say("vòng", "sweeps"),
            say("lệch lớn nhất so với tổng", "largest miss of a total"),
            self.max_margin_error,
        );
        let weights = &self.weights;
        let mut table = Aligned::new([say("trọng số", "weights"), ""]);
        for (name, value) in [
            (say("tổng", "sum"), weights.sum),
            (say("nhỏ nhất", "smallest"), weights.min),
            (say("lớn nhất", "largest"), weights.max),
            (
                say("hiệu ứng thiết kế (Kish)", "design effect (Kish)"),
                weights.kish_deff,
            ),
            (say("cỡ mẫu hiệu dụng", "effective n"), weights.n_eff),
        ] {
            table.row(vec![name.to_owned(), figure(value)]);
        }
        text += &table.text();
        if !self.estimates.is_empty() {
            let mut table = Aligned::new([
                say("cột", "column"),
                say("trung bình", "mean"),
                "SE",
                say("khoảng 95 %", "95 % interval"),
                "deff",
                say("tổng", "total"),
                "SE",
            ]);
            for row in &self.estimates {
                table.row(vec![
                    row.variable.clone(),
                    figure(row.mean),
                    figure(row.se),
                    format!("{} … {}", figure(row.ci[0]), figure(row.ci[1])),
                    figure_or_dash(row.deff),
                    figure(row.total),
                    figure(row.total_se),
                ]);
            }
            text += &format!("\n{}", table.text());
        }
        for joined in &self.collapsed {
            let (variable, levels, n) = (&joined.variable, joined.levels.join(" + "), joined.n);
            text += &match lang {
                Lang::Vi => format!("\n{variable}: gộp {levels} ({n} dòng)"),
                Lang::En => format!("\n{variable}: joined {levels} ({n} rows)"),
            };
        }
        for warning in &self.warnings {
            text += &format!("\n! {}: {}", warning.code, warning.text);
        }
        if !(self.collapsed.is_empty() && self.warnings.is_empty()) {
            text.push('\n');
        }
        text
    }
}
