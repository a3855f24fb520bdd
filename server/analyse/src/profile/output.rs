//! What `analyse profile` prints.

use schemars::JsonSchema;
use serde::Serialize;
use stats::profiles::{CampaignProfile, Gate, SubjectProfile};

use super::arguments::Decided;
use super::hashes;
use super::input::File;
use crate::output::Warning;

/// The whole result.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Output {
    /// By number where all are numbers, else by bytes.
    pub(super) subjects: Vec<Subject>,
    /// About the campaign as a whole.
    pub(super) campaign: Campaign,
    /// With `--ballot-weights`.
    #[serde(skip_serializing_if = "Option::is_none")]
    ballots: Option<Vec<Ballot>>,
    /// What is odd.
    pub(super) warnings: Vec<Warning>,
}

/// A leader.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Subject {
    pub(super) subject: String,
    /// On the scale of the items.
    pub(super) estimate: f64,
    pub(super) se: f64,
    /// 95 % interval.
    pub(super) ci: [f64; 2],
    /// Probability of being among the best tenth.
    p_top_tenth: f64,
    /// `no_ballots:GROUP`, `collusion:GROUP`, `retaliation:GROUP`.
    pub(super) flags: Vec<String>,
    pub(super) relations: Vec<Relation>,
    /// The composite after each step, and what moved it.
    steps: Steps,
    /// The composite without what the signals point at, or with it where they lowered weights.
    other_on_signal: Option<f64>,
}

/// The composite after each step.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Steps {
    /// Policy-weighted plain means.
    raw: f64,
    /// What screening weights moved.
    screening: f64,
    /// What bringing strata to their shares moved.
    non_response: f64,
    /// What taking severity out moved.
    severity: f64,
    /// What shrinkage moved.
    shrinkage: f64,
}

/// One relation of a leader.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Relation {
    relation: String,
    /// Plain mean of its ballots.
    direct: Option<f64>,
    /// From the rater-effect model.
    adjusted: f64,
    se: f64,
    n: u32,
    n_eff: f64,
    reliability: f64,
    /// `score`, `indicative`, `too_few` or `disagree`.
    gate: &'static str,
}

/// About the campaign.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Campaign {
    pub(super) n_ballots: usize,
    variance_components: Vec<Component>,
    pub(super) screening: Screening,
    connectivity: Connectivity,
    sensitivity: Sensitivity,
    /// SHA-256 of the canonical protocol.
    protocol_hash: Option<String>,
    /// SHA-256 of what the engine read of the ballots.
    data_hash: String,
    method_version: &'static str,
}

/// A variance of the model.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Component {
    /// `subject:GROUP`, `subject:GROUP,GROUP` (a covariance), `severity:GROUP`, `residual:GROUP`.
    component: String,
    variance: f64,
}

/// What the screen did.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Screening {
    /// Ballots that lost weight.
    pub(super) flagged: usize,
    pub(super) share: f64,
    /// How many of these are attentive, by their own posterior.
    expected_false_positives: f64,
    /// Ballots whose weight a signal lowered.
    lowered_by_signals: usize,
}

/// How raters connect the subjects.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Connectivity {
    linked: bool,
    components: Option<usize>,
    lambda2: Option<f64>,
}

/// What the composite would be without a stage.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Sensitivity {
    without_screening: Option<Difference>,
    without_model: Option<Difference>,
}

/// How far two sets of composites lie apart.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Difference {
    /// Root mean square difference.
    rmsd: f64,
    /// Largest difference.
    max: f64,
    /// Rank correlation.
    spearman: Option<f64>,
}

/// Weight of a ballot.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Ballot {
    ballot: String,
    weight: f64,
    reason: String,
}

impl Output {
    pub(super) fn of(
        file: &File,
        protocol: &Decided,
        run: &CampaignProfile,
        ballots: bool,
    ) -> Self {
        let name = |at: usize| file.subjects[at].clone();
        let subjects = run.subjects.iter().enumerate();
        let difference = |of: &Option<stats::profiles::Difference>| {
            of.map(|of| Difference {
                rmsd: of.rmsd,
                max: of.max,
                spearman: of.spearman,
            })
        };
        let flagged = run.screening.flagged;
        let warnings = file
            .warnings
            .iter()
            .chain(&warnings(run))
            .cloned()
            .collect();
        Self {
            subjects: subjects
                .map(|(at, subject)| self::subject(name(at), file, subject))
                .collect(),
            campaign: Campaign {
                n_ballots: file.ballots.len(),
                variance_components: components(file, run),
                screening: Screening {
                    flagged,
                    share: flagged as f64 / file.ballots.len().max(1) as f64,
                    expected_false_positives: run.screening.expected_false_positives,
                    lowered_by_signals: run.screening.lowered_by_signals,
                },
                connectivity: Connectivity {
                    linked: run.connectivity.is_some(),
                    components: run.connectivity.map(|c| c.components),
                    lambda2: run.connectivity.and_then(|c| c.lambda2),
                },
                sensitivity: Sensitivity {
                    without_screening: difference(&run.without_screening),
                    without_model: difference(&run.without_model),
                },
                protocol_hash: hashes::protocol(protocol),
                data_hash: hashes::data(file),
                method_version: stats::METHOD_VERSION,
            },
            ballots: ballots.then(|| {
                let rows = file.names.iter().zip(&run.weights).zip(&run.reasons);
                rows.map(|((name, weight), reason)| Ballot {
                    ballot: name.clone(),
                    weight: *weight,
                    reason: reason.text(),
                })
                .collect()
            }),
            warnings,
        }
    }
}

fn subject(name: String, file: &File, of: &SubjectProfile) -> Subject {
    let steps = of.steps;
    let mut flags = Vec::new();
    for (relation, part) in file.relations.iter().zip(&of.relations) {
        if part.n == 0 {
            flags.push(format!("no_ballots:{relation}"));
        }
        if let Some(signal) = part.signal {
            flags.push(format!("{}:{relation}", signal.name()));
        }
    }
    Subject {
        subject: name,
        estimate: of.estimate,
        se: of.se,
        ci: [of.interval.0, of.interval.1],
        p_top_tenth: of.p_top_tenth,
        flags,
        relations: file
            .relations
            .iter()
            .zip(&of.relations)
            .map(|(relation, part)| Relation {
                relation: relation.clone(),
                direct: part.direct,
                adjusted: part.adjusted,
                se: part.se,
                n: part.n,
                n_eff: part.n_effective,
                reliability: part.reliability,
                gate: match part.gate {
                    Gate::Score => "score",
                    Gate::Indicative => "indicative",
                    Gate::TooFew => "too_few",
                    Gate::Disagree => "disagree",
                },
            })
            .collect(),
        steps: Steps {
            raw: steps.raw,
            screening: steps.screened - steps.raw,
            non_response: steps.represented - steps.screened,
            severity: steps.severity_free - steps.represented,
            shrinkage: steps.shrunk - steps.severity_free,
        },
        other_on_signal: of.other_on_signal,
    }
}

fn components(file: &File, run: &CampaignProfile) -> Vec<Component> {
    let Some(model) = &run.model else {
        return Vec::new();
    };
    let names = &file.relations;
    let mut components = Vec::new();
    let mut add = |component: String, variance: f64| {
        components.push(Component {
            component,
            variance,
        });
    };
    for (g, name) in names.iter().enumerate() {
        add(format!("subject:{name}"), model.sigma[g][g]);
        for (h, other) in names.iter().enumerate().skip(g + 1) {
            add(format!("subject:{name},{other}"), model.sigma[g][h]);
        }
    }
    for (g, name) in names.iter().enumerate() {
        if run.connectivity.is_some() {
            add(format!("severity:{name}"), model.severity_sd[g].powi(2));
        }
        add(format!("residual:{name}"), model.residual[g]);
    }
    components
}

/// λ₂ under this is weak (statistics.md §2.3, a rule of thumb).
const WEAK_CONNECTION: f64 = 0.05;

fn warnings(run: &CampaignProfile) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if run.model.is_none() {
        warnings.push(Warning::new(
            "no_ballots",
            "no ballot has both an answer and a weight",
        ));
    }
    if let Some(connection) = run.connectivity {
        if connection.components > 1 {
            warnings.push(Warning::new(
                "disconnected",
                format!(
                    "the raters leave the subjects in {} parts, which are compared only as if their \
                     raters were equally severe on average",
                    connection.components
                ),
            ));
        } else if connection
            .lambda2
            .is_some_and(|lambda2| lambda2 < WEAK_CONNECTION)
        {
            warnings.push(Warning::new(
                "weakly_connected",
                format!("few raters bridge the subjects: lambda2 is below {WEAK_CONNECTION}"),
            ));
        }
    }
    warnings
}
