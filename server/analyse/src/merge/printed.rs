//! Merged estimates as JSON and as text.

use contract::locale::Lang;
use schemars::JsonSchema;
use serde::Serialize;
use stats::synthesis::{Estimator, JointSynthesis, Shrunk, Synthesis, Test};

use crate::output::{self, Aligned, Warning, figure, figure_or_dash};

/// What `analyse merge` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MergeResult {
    /// Estimates used; studies where there are several outcomes.
    pub(super) k: usize,
    /// Rows left out because a value is missing.
    pub(super) n_dropped: usize,
    pub(super) methods: Vec<MethodRow>,
    /// Method that the estimates were drawn together by: the last one, REML where all are asked for.
    pub(super) shrunk_by: Option<&'static str>,
    pub(super) shrunk: Vec<ShrunkRow>,
    pub(super) multivariate: Option<Multivariate>,
    pub(super) warnings: Vec<Warning>,
}

/// The letters that the field knows a method by.
pub(super) fn letters(estimator: Estimator) -> &'static str {
    match estimator {
        Estimator::Fixed => "FE",
        Estimator::DerSimonianLaird => "DL",
        Estimator::Hedges => "HE",
        Estimator::PauleMandel => "PM",
        Estimator::Reml => "REML",
    }
}

/// One method.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct MethodRow {
    /// `FE`, `DL`, `HE`, `PM` or `REML`.
    method: &'static str,
    knapp_hartung: bool,
    estimate: f64,
    se: f64,
    /// z, or t with k − 1 degrees of freedom.
    statistic: Option<f64>,
    p: Option<f64>,
    ci: [f64; 2],
    /// Interval of the true value of one more study; `null` with FE.
    prediction: Option<[f64; 2]>,
    tau2: f64,
    /// REML only.
    se_tau2: Option<f64>,
    /// Q-profile; `null` with FE, or where Q is too small for one.
    tau2_ci: Option<[f64; 2]>,
    /// Percent.
    i2: Option<f64>,
    h2: Option<f64>,
    q: f64,
    q_df: u32,
    q_p: Option<f64>,
    /// Restricted, REML only.
    log_likelihood: Option<f64>,
}

impl MethodRow {
    pub(super) fn new(fit: &Synthesis) -> Self {
        let pair = |(low, high): (f64, f64)| [low, high];
        Self {
            method: letters(fit.estimator),
            knapp_hartung: fit.test == Test::KnappHartung,
            estimate: fit.mean,
            se: fit.se,
            statistic: fit.statistic,
            p: fit.p,
            ci: pair(fit.ci),
            prediction: fit.prediction.map(pair),
            tau2: fit.tau2.value,
            se_tau2: fit.tau2.se,
            tau2_ci: fit.tau2_ci.map(pair),
            i2: fit.i2,
            h2: fit.h2,
            q: fit.q,
            q_df: fit.q_df,
            q_p: fit.q_p,
            log_likelihood: fit.log_likelihood,
        }
    }

    /// Whether Q is too small for an interval of τ².
    pub(super) fn is_closer_than_chance(&self) -> bool {
        self.prediction.is_some() && self.tau2_ci.is_none()
    }
}

/// An estimate drawn towards the mean.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ShrunkRow {
    label: String,
    estimate: f64,
    se: f64,
}

impl ShrunkRow {
    pub(super) fn new(label: &str, shrunk: &Shrunk) -> Self {
        Self {
            label: label.to_owned(),
            estimate: shrunk.estimate,
            se: shrunk.se,
        }
    }
}

/// Several outcomes at once.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Multivariate {
    outcomes: Vec<OutcomeRow>,
    /// Covariance of the means, in the order of the outcomes.
    covariance: Vec<Vec<f64>>,
    /// Covariance of true values between studies.
    between: Vec<Vec<f64>>,
    /// Its correlations; `null` where no study has both outcomes or a variance is zero.
    correlation: Vec<Vec<Option<f64>>>,
    /// Restricted.
    log_likelihood: f64,
    q: f64,
    q_df: u32,
    q_p: Option<f64>,
    iterations: u32,
    converged: bool,
    gradient_norm: f64,
}

/// The mean of one outcome.
#[derive(Debug, Serialize, JsonSchema)]
struct OutcomeRow {
    outcome: String,
    estimate: f64,
    se: f64,
    ci: [f64; 2],
    tau2: f64,
    /// Studies that have the outcome.
    n: usize,
}

impl Multivariate {
    pub(super) fn new(names: Vec<String>, fit: &JointSynthesis) -> Self {
        let p = names.len();
        let square = |flat: &[f64]| flat.chunks(p).map(<[f64]>::to_vec).collect();
        let outcomes = names.into_iter().zip(&fit.means).enumerate();
        Self {
            outcomes: outcomes
                .map(|(j, (outcome, mean))| OutcomeRow {
                    outcome,
                    estimate: mean.mean,
                    se: mean.se,
                    ci: [mean.ci.0, mean.ci.1],
                    tau2: fit.between[j * p + j],
                    n: mean.n,
                })
                .collect(),
            covariance: square(&fit.covariance),
            between: square(&fit.between),
            correlation: fit.correlation.chunks(p).map(<[_]>::to_vec).collect(),
            log_likelihood: fit.log_likelihood,
            q: fit.q,
            q_df: fit.q_df,
            q_p: fit.q_p,
            iterations: fit.iterations,
            converged: fit.converged,
            gradient_norm: fit.gradient,
        }
    }
}

fn interval(ci: [f64; 2]) -> String {
    format!("{} … {}", figure(ci[0]), figure(ci[1]))
}

impl MergeResult {
    /// For people, rounded.
    pub(super) fn text(&self, lang: Lang) -> String {
        let say = output::words(lang);
        let mut text = format!(
            "k = {} · {} {}\n\n",
            self.k,
            self.n_dropped,
            say(
                "dòng thiếu giá trị bị bỏ",
                "rows dropped for a missing value"
            ),
        );
        let ci = say("khoảng 95 %", "95 % interval");
        if !self.methods.is_empty() {
            let prediction = say("khoảng dự báo", "prediction");
            let mut table = Aligned::new([
                say("cách", "method"),
                say("ước lượng", "estimate"),
                "SE",
                ci,
                prediction,
                "p",
                "τ²",
                "I² %",
            ]);
            for row in &self.methods {
                let hartung = if row.knapp_hartung { " + KH" } else { "" };
                table.row(vec![
                    format!("{}{hartung}", row.method),
                    figure(row.estimate),
                    figure(row.se),
                    interval(row.ci),
                    row.prediction.map_or_else(|| "–".to_owned(), interval),
                    figure_or_dash(row.p),
                    figure(row.tau2),
                    figure_or_dash(row.i2),
                ]);
            }
            text += &table.text();
            if let Some(row) = self.methods.first() {
                let (q, df, p) = (figure(row.q), row.q_df, figure_or_dash(row.q_p));
                text += &format!("Q = {q}, df = {df}, p = {p}\n");
            }
        }
        if let Some(by) = self.shrunk_by {
            let name = format!("{} ({by})", say("kéo về trung bình", "drawn to the mean"));
            let mut table = Aligned::new([name.as_str(), say("ước lượng", "estimate"), "SE"]);
            for row in &self.shrunk {
                table.row(vec![
                    row.label.clone(),
                    figure(row.estimate),
                    figure(row.se),
                ]);
            }
            text += &format!("\n{}", table.text());
        }
        if let Some(joint) = &self.multivariate {
            let outcome = say("đại lượng", "outcome");
            let mut table =
                Aligned::new([outcome, say("ước lượng", "estimate"), "SE", ci, "τ²", "n"]);
            for row in &joint.outcomes {
                table.row(vec![
                    row.outcome.clone(),
                    figure(row.estimate),
                    figure(row.se),
                    interval(row.ci),
                    figure(row.tau2),
                    row.n.to_string(),
                ]);
            }
            text += &table.text();
            for (a, row) in joint.correlation.iter().enumerate() {
                for (b, rho) in row.iter().enumerate().take(a) {
                    let (first, second) = (&joint.outcomes[b].outcome, &joint.outcomes[a].outcome);
                    text += &format!("ρ({first}, {second}) = {}\n", figure_or_dash(*rho));
                }
            }
            let (q, df, p) = (figure(joint.q), joint.q_df, figure_or_dash(joint.q_p));
            text += &format!("Q = {q}, df = {df}, p = {p}\n");
        }
        text += &output::warnings(&self.warnings);
        text
    }
}
