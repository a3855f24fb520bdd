//! A fitted cumulative logit model as JSON and as text.

use contract::locale::Lang;
use schemars::JsonSchema;
use serde::Serialize;
use stats::ordinal::{Effect, OrdinalFit, RandomFit};

use crate::formula::{Design, Grouping};
use crate::output::{self, Aligned, Warning, figure, figure_or_dash};

/// Levels that the text names for each group.
const SHOWN: usize = 10;

/// What `analyse ordinal` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrdinalResult {
    /// Rows used.
    n: usize,
    /// Rows left out because a value is missing.
    n_dropped: usize,
    log_likelihood: f64,
    /// `fixed`, `laplace` or `quadrature`.
    method: &'static str,
    /// Nodes of the quadrature.
    nodes: Option<usize>,
    thresholds: Vec<Threshold>,
    fixed: Vec<Term>,
    random: Vec<Group>,
    /// Steps of the search.
    iterations: u32,
    converged: bool,
    /// Largest derivative of the log-likelihood by a parameter.
    gradient_norm: f64,
    warnings: Vec<Warning>,
}

/// A threshold between two levels.
#[derive(Debug, Serialize, JsonSchema)]
struct Threshold {
    /// `1|2`.
    between: String,
    estimate: f64,
    se: Option<f64>,
}

/// A fixed effect on the logit.
#[derive(Debug, Serialize, JsonSchema)]
struct Term {
    term: String,
    estimate: f64,
    se: Option<f64>,
}

/// A factor with a random intercept.
#[derive(Debug, Serialize, JsonSchema)]
struct Group {
    group: String,
    variance: f64,
    sd: f64,
    n_levels: usize,
    levels: Vec<Level>,
}

/// The effect of a level.
#[derive(Debug, Serialize, JsonSchema)]
struct Level {
    level: String,
    /// Conditional mode.
    estimate: f64,
    /// Root of the conditional variance given the parameters.
    se: f64,
}

impl Group {
    fn new(group: &Grouping, random: &RandomFit) -> Self {
        let effects = random.modes.iter().zip(&random.variances);
        let level = |(name, (mode, variance)): (&String, (&f64, &f64))| Level {
            level: name.clone(),
            estimate: *mode,
            se: variance.sqrt(),
        };
        Self {
            group: group.name.clone(),
            variance: random.variance,
            sd: random.variance.sqrt(),
            n_levels: group.levels.len(),
            levels: group.levels.iter().zip(effects).map(level).collect(),
        }
    }
}

impl OrdinalResult {
    /// A fit in the names of its design.
    pub(super) fn new(design: &Design, fit: &OrdinalFit, nodes: usize) -> Self {
        let mut warnings = design.warnings.clone();
        for (group, random) in design.groups.iter().zip(&fit.random) {
            if random.variance == 0.0 {
                let text = format!("the variance of {} is zero", group.name);
                warnings.push(Warning::new("variance_at_zero", text));
            }
        }
        if !fit.converged {
            warnings.push(Warning::new(
                "not_converged",
                "the search ended before the likelihood stood still: a column may separate the levels",
            ));
        }
        if fit
            .thresholds
            .iter()
            .chain(&fit.fixed)
            .any(|effect| effect.se.is_none())
        {
            warnings.push(Warning::new(
                "no_errors",
                "the likelihood is flat in some direction, so there are no standard errors",
            ));
        }
        let pairs = design.response_levels.windows(2).map(|pair| pair.join("|"));
        let threshold = |(between, effect): (String, &Effect)| Threshold {
            between,
            estimate: effect.estimate,
            se: effect.se,
        };
        let quadrature = fit.random.len() == 1 && nodes > 1;
        Self {
            n: design.n(),
            n_dropped: design.n_dropped,
            log_likelihood: fit.log_likelihood,
            method: match (fit.random.is_empty(), quadrature) {
                (true, _) => "fixed",
                (false, true) => "quadrature",
                (false, false) => "laplace",
            },
            nodes: quadrature.then_some(nodes),
            thresholds: pairs.zip(&fit.thresholds).map(threshold).collect(),
            fixed: design
                .fixed
                .iter()
                .zip(&fit.fixed)
                .map(|(column, effect)| Term {
                    term: column.term.clone(),
                    estimate: effect.estimate,
                    se: effect.se,
                })
                .collect(),
            random: design
                .groups
                .iter()
                .zip(&fit.random)
                .map(|(group, random)| Group::new(group, random))
                .collect(),
            iterations: fit.iterations,
            converged: fit.converged,
            gradient_norm: fit.gradient,
            warnings,
        }
    }

    /// For people, rounded.
    pub(super) fn text(&self, lang: Lang) -> String {
        let say = output::words(lang);
        let ended = if self.converged {
            say("đã hội tụ", "converged")
        } else {
            say("chưa hội tụ", "not converged")
        };
        let mut text = format!(
            "{} {} · {} {} · logLik {:.4}\n{}, {} {}, {ended}\n\n",
            self.n,
            say("dòng", "rows"),
            self.n_dropped,
            say("dòng thiếu giá trị bị bỏ", "dropped for a missing value"),
            self.log_likelihood,
            self.method,
            self.iterations,
            say("bước", "steps"),
        );
        let mut table = Aligned::new([
            say("ngưỡng hoặc hệ số", "threshold or term"),
            say("ước lượng", "estimate"),
            "SE",
        ]);
        for row in &self.thresholds {
            table.row(vec![
                row.between.clone(),
                figure(row.estimate),
                figure_or_dash(row.se),
            ]);
        }
        for row in &self.fixed {
            table.row(vec![
                row.term.clone(),
                figure(row.estimate),
                figure_or_dash(row.se),
            ]);
        }
        text += &table.text();
        for group in &self.random {
            let (variance, sd) = (figure(group.variance), figure(group.sd));
            let heading = format!("{} ({})", group.group, group.n_levels);
            let mut table = Aligned::new([heading.as_str(), say("hiệu ứng", "effect"), "SD"]);
            for level in group.levels.iter().take(SHOWN) {
                table.row(vec![
                    level.level.clone(),
                    figure(level.estimate),
                    figure(level.se),
                ]);
            }
            let name = say("phương sai", "variance");
            text += &format!(
                "\n{}: {name} {variance}, SD {sd}\n{}",
                group.group,
                table.text()
            );
            if group.levels.len() > SHOWN {
                let more = group.levels.len() - SHOWN;
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
