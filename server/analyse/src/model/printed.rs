//! A fitted model as JSON and as text.

use contract::locale::Lang;
use schemars::JsonSchema;
use serde::Serialize;
use stats::mixed::{Criterion, Fit, Solved};

use crate::formula::Design;
use crate::output::{self, Aligned, Warning, figure};

/// Levels that the text names for each group.
const SHOWN: usize = 10;

/// What `analyse model` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ModelResult {
    /// Rows used.
    n: usize,
    /// Rows left out because a value is missing.
    n_dropped: usize,
    /// `exact` or `linear`.
    method: &'static str,
    criterion: CriterionValue,
    fixed: Vec<Term>,
    random: Vec<Group>,
    residual: Residual,
    /// Steps of the search.
    iterations: usize,
    converged: bool,
    /// Largest derivative of the criterion by the logarithm of a variance ratio, variances at zero
    /// left out.
    gradient_norm: f64,
    /// Connected components of the graph of levels and rows.
    components: usize,
    warnings: Vec<Warning>,
}

/// −2 log-likelihood.
#[derive(Debug, Serialize, JsonSchema)]
struct CriterionValue {
    /// `REML` or `-2logLik`.
    name: &'static str,
    /// As lme4 counts it; `null` where the method does not compute it.
    value: Option<f64>,
}

/// A fixed coefficient.
#[derive(Debug, Serialize, JsonSchema)]
struct Term {
    term: String,
    estimate: f64,
    se: f64,
}

/// A factor with a random intercept.
#[derive(Debug, Serialize, JsonSchema)]
struct Group {
    group: String,
    variance: f64,
    sd: f64,
    n_levels: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    levels: Option<Vec<Level>>,
}

/// The effect of a level.
#[derive(Debug, Serialize, JsonSchema)]
struct Level {
    level: String,
    estimate: f64,
    /// Conditional standard deviation given the variances.
    se: f64,
}

/// The residual.
#[derive(Debug, Serialize, JsonSchema)]
struct Residual {
    variance: f64,
    sd: f64,
}

impl ModelResult {
    /// A fit in the names of its design.
    pub(super) fn new(design: &Design, fit: &Fit, with_levels: bool) -> Self {
        let groups = design.groups.iter().zip(&fit.random);
        let mut warnings = design.warnings.clone();
        for (group, random) in groups.clone() {
            if random.at_zero {
                warnings.push(Warning::new(
                    "variance_at_zero",
                    format!("the variance of {} is zero", group.name),
                ));
            }
        }
        if !fit.converged {
            warnings.push(Warning::new(
                "not_converged",
                "the search ended before the criterion stood still",
            ));
        }
        if fit.components > 1 && fit.random.len() > 1 {
            warnings.push(Warning::new(
                "disconnected",
                format!(
                    "the design falls into {} components; effects in different ones compare only \
                     if levels are exchangeable",
                    fit.components
                ),
            ));
        }
        let level = |(name, level): (&String, &stats::mixed::Estimate)| Level {
            level: name.clone(),
            estimate: level.estimate,
            se: level.se,
        };
        Self {
            n: fit.n,
            n_dropped: design.n_dropped,
            method: match fit.method {
                Solved::Exact => "exact",
                Solved::Linear => "linear",
            },
            criterion: CriterionValue {
                name: match fit.criterion {
                    Criterion::Reml => "REML",
                    Criterion::Ml => "-2logLik",
                },
                value: fit.value,
            },
            fixed: design
                .fixed
                .iter()
                .zip(&fit.fixed)
                .map(|(column, fixed)| Term {
                    term: column.term.clone(),
                    estimate: fixed.estimate,
                    se: fixed.se,
                })
                .collect(),
            random: groups
                .map(|(group, random)| Group {
                    group: group.name.clone(),
                    variance: random.variance,
                    sd: random.variance.sqrt(),
                    n_levels: group.levels.len(),
                    levels: with_levels.then(|| {
                        let levels = group.levels.iter().zip(&random.levels);
                        levels.map(level).collect()
                    }),
                })
                .collect(),
            residual: Residual {
                variance: fit.residual_variance,
                sd: fit.residual_variance.sqrt(),
            },
            iterations: fit.iterations,
            converged: fit.converged,
            gradient_norm: fit.gradient_norm,
            components: fit.components,
            warnings,
        }
    }

    /// For people, rounded.
    pub(super) fn text(&self, lang: Lang) -> String {
        let say = output::words(lang);
        let mut text = format!(
            "{} {} · {} {}",
            self.n,
            say("dòng", "rows"),
            self.n_dropped,
            say("dòng thiếu giá trị bị bỏ", "dropped for a missing value"),
        );
        if let Some(value) = self.criterion.value {
            text += &format!(" · {} {value:.4}", self.criterion.name);
        }
        let how = match self.method {
            "exact" => say("chính xác", "exact"),
            _ => say("tuyến tính (xấp xỉ)", "linear (approximate)"),
        };
        let ended = if self.converged {
            say("đã hội tụ", "converged")
        } else {
            say("chưa hội tụ", "not converged")
        };
        text += &format!(
            "\n{how}, {} {}, {ended}, {} {}\n\n",
            self.iterations,
            say("bước", "steps"),
            self.components,
            say("thành phần liên thông", "connected components"),
        );
        let mut fixed = Aligned::new([say("hệ số", "term"), say("ước lượng", "estimate"), "SE"]);
        for term in &self.fixed {
            fixed.row(vec![
                term.term.clone(),
                figure(term.estimate),
                figure(term.se),
            ]);
        }
        let mut random = Aligned::new([
            say("nhóm", "group"),
            say("phương sai", "variance"),
            say("độ lệch", "SD"),
            say("số mức", "levels"),
        ]);
        for group in &self.random {
            let n = group.n_levels.to_string();
            random.row(vec![
                group.group.clone(),
                figure(group.variance),
                figure(group.sd),
                n,
            ]);
        }
        let residual = &self.residual;
        random.row(vec![
            say("sai số", "residual").to_owned(),
            figure(residual.variance),
            figure(residual.sd),
        ]);
        text += &format!("{}\n{}", fixed.text(), random.text());
        for group in &self.random {
            let Some(levels) = &group.levels else {
                continue;
            };
            let mut table = Aligned::new([&group.group, say("hiệu ứng", "effect"), "SD"]);
            for level in levels.iter().take(SHOWN) {
                table.row(vec![
                    level.level.clone(),
                    figure(level.estimate),
                    figure(level.se),
                ]);
            }
            text += &format!("\n{}", table.text());
            if levels.len() > SHOWN {
                let more = levels.len() - SHOWN;
                text += &match lang {
                    Lang::Vi => format!("… còn {more} mức nữa, xem đủ với --json\n"),
                    Lang::En => format!("… {more} more, all with --json\n"),
                };
            }
        }
        text += &output::warnings(&self.warnings);
        text
    }
}
