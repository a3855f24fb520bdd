//! The run: each step in its order, and what it left.

use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::ballots::{CampaignBallots, CampaignBallotsError, Strata};
use super::cells::{self, Cell};
use super::connectivity::{self, Connectivity};
use super::difference::{self, Difference};
use super::gate::{Gate, gate};
use super::means;
use super::protocol::Protocol;
use super::screening::{self, Reason, Screening};
use super::signals::{self, Signal, Signals};
use super::top_tenth;
use super::vignettes;
use crate::careless::Attentive;
use crate::interval::Z_95;
use crate::rater_effects::{BallotMeans, Fit, MAX_RELATIONS, Vector, fit, refit};

/// One relation of one subject.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RelationProfile {
    /// Plain mean of its ballots; `None` without one.
    pub direct: Option<f64>,
    /// μ_g + θ̂_ig, at population shares of the strata.
    pub adjusted: f64,
    /// √V of θ_ig.
    pub se: f64,
    /// Ballots with an answer.
    pub n: u32,
    /// (Σw)²/Σw² of the screening weights.
    pub n_effective: f64,
    /// Σ_gg P/(1 + Σ_gg P), P the precision of its own ballots.
    pub reliability: f64,
    /// What the figure is good for.
    pub gate: Gate,
    /// What its ballots look like.
    pub signal: Option<Signal>,
}

/// The composite of a subject after each step; the differences say what moved it. A relation without
/// ballots has its conditional mean in all of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Steps {
    /// Policy-weighted plain means.
    pub raw: f64,
    /// After screening weights.
    pub screened: f64,
    /// After strata were brought to their shares of the population.
    pub represented: f64,
    /// After the raters' severity was taken out.
    pub severity_free: f64,
    /// After shrinkage: the composite.
    pub shrunk: f64,
}

/// A subject.
#[derive(Clone, Debug, PartialEq)]
pub struct SubjectProfile {
    /// w'(μ + θ̂_i) on the scale of the items.
    pub estimate: f64,
    /// Its standard error, with that of the estimated μ.
    pub se: f64,
    /// 95 % interval.
    pub interval: (f64, f64),
    /// Probability of being among the best tenth.
    pub p_top_tenth: f64,
    /// One per relation.
    pub relations: Vec<RelationProfile>,
    /// What moved the composite.
    pub steps: Steps,
    /// The composite as it would be if signals did the other thing; `None` without a signal.
    pub other_on_signal: Option<f64>,
}

/// A campaign.
#[derive(Clone, Debug)]
pub struct CampaignProfile {
    /// One per subject.
    pub subjects: Vec<SubjectProfile>,
    /// Weight of each ballot.
    pub weights: Vec<f64>,
    /// Why it has it.
    pub reasons: Vec<Reason>,
    /// What the screen and the signals did.
    pub screening: Screening,
    /// Composites against those with every weight 1.
    pub without_screening: Option<Difference>,
    /// Composites against policy-weighted means of the weighted ballots.
    pub without_model: Option<Difference>,
    /// The rater-effect model; `None` where no ballot has a mean and a weight.
    pub model: Option<Fit>,
    /// Connection through raters; `None` where ballots are not linked.
    pub connectivity: Option<Connectivity>,
}

/// Runs a campaign. `competencies` are the positions of the items of each; each item is in one.
///
/// # Errors
/// [`CampaignBallotsError`] when the columns contradict each other.
pub fn run(
    ballots: &CampaignBallots,
    competencies: &[Vec<usize>],
    protocol: &Protocol,
) -> Result<CampaignProfile, CampaignBallotsError> {
    ballots.check()?;
    if protocol.weights().len() != ballots.n_relations() {
        return Err(CampaignBallotsError::Weights);
    }
    let means = means::of(ballots);
    let screened =
        screening::screen(ballots, competencies, protocol).map_err(CampaignBallotsError::Screen)?;
    let careful: Vec<f64> = screened
        .verdicts
        .iter()
        .map(|verdict| verdict.weight)
        .collect();
    let signals = match &screened.attentive {
        Some(attentive) => {
            let find = |attentive: &Attentive, weights: &[f64]| {
                let within = cells::within_shares(ballots, &means.value, weights);
                signals::find(ballots, attentive, &careful, &within)
            };
            let first = find(attentive, &careful);
            // What was found has widened the model of what honest raters write: once more without.
            let honest: Vec<f64> = (careful.iter().zip(&first.extreme))
                .map(|(weight, extreme)| weight * (1.0 - extreme))
                .collect();
            let cleaned = Attentive::fit(&ballots.sheet, competencies, &honest);
            find(&cleaned, &honest)
        }
        None => Signals::none(ballots),
    };
    let kept = signals.kept(ballots, protocol.weigh_cap());
    let on_signal = protocol.on_signal();
    let (weights, reasons, screening) = screening::weigh(&screened, &signals, &kept, on_signal);

    let main = Fitted::new(ballots, &means, &weights, None)?;
    let again = |weights: &[f64]| {
        let like = main.as_ref().map(|main| &main.model);
        Fitted::new(ballots, &means, weights, like)
    };
    let other = if signals.cells.iter().any(Option::is_some) {
        let (other, ..) = screening::weigh(&screened, &signals, &kept, on_signal.other());
        again(&other)?.map(|fitted| fitted.estimates(ballots, protocol))
    } else {
        None
    };
    let unscreened = if weights.iter().all(|weight| *weight == 1.0) {
        main.as_ref().map(|main| main.estimates(ballots, protocol))
    } else {
        again(&vec![1.0; ballots.len()])?.map(|fitted| fitted.estimates(ballots, protocol))
    };
    let connectivity = (!ballots.rater.is_empty())
        .then(|| connectivity::of(&ballots.subject, &ballots.rater, ballots.n_subjects));
    let mut subjects = match &main {
        Some(main) => {
            Assessment::new(ballots, protocol, &means, &weights, &main.rows, &main.model).subjects()
        }
        None => Vec::new(),
    };
    let n_relations = ballots.n_relations();
    for (i, subject) in subjects.iter_mut().enumerate() {
        let cells = &signals.cells[i * n_relations..][..n_relations];
        for (relation, signal) in subject.relations.iter_mut().zip(cells) {
            relation.signal = *signal;
        }
        let concerned = cells.iter().any(Option::is_some);
        subject.other_on_signal = other.as_ref().filter(|_| concerned).map(|other| other[i]);
    }
    let estimates: Vec<f64> = subjects.iter().map(|subject| subject.estimate).collect();
    let plain: Vec<f64> = subjects
        .iter()
        .map(|subject| subject.steps.screened)
        .collect();
    Ok(CampaignProfile {
        without_screening: unscreened
            .as_ref()
            .and_then(|other| difference::between(&estimates, other)),
        without_model: difference::between(&estimates, &plain),
        subjects,
        weights,
        reasons,
        screening,
        model: main.map(|main| main.model),
        connectivity,
    })
}

/// A fit with the rows that it took.
struct Fitted {
    rows: BallotMeans,
    model: Fit,
}

impl Fitted {
    fn new(
        ballots: &CampaignBallots,
        means: &means::Means,
        weights: &[f64],
        like: Option<&Fit>,
    ) -> Result<Option<Self>, CampaignBallotsError> {
        let severity = vignettes::read(ballots, &means.value, weights);
        let rows = rows(ballots, means, weights, severity.as_ref());
        let model = match like {
            Some(like) => refit(&rows, like),
            None => fit(&rows),
        };
        let model = model.map_err(CampaignBallotsError::Means)?;
        Ok(model.map(|model| Self { rows, model }))
    }

    /// Composites alone.
    fn estimates(&self, ballots: &CampaignBallots, protocol: &Protocol) -> Vec<f64> {
        let centre = centre(ballots, &self.rows, &self.model);
        let composite = |mean: &Vector| {
            let parts = protocol.weights().iter().zip(centre.iter().zip(mean));
            parts
                .map(|(weight, (centre, mean))| weight * (centre + mean))
                .sum()
        };
        self.model.mean.iter().map(composite).collect()
    }
}

/// Ballots as the model takes them.
fn rows(
    ballots: &CampaignBallots,
    means: &means::Means,
    weights: &[f64],
    severity: Option<&vignettes::Severity>,
) -> BallotMeans {
    let offsets = vignettes::offsets(ballots);
    let class_relation = ballots
        .strata
        .iter()
        .enumerate()
        .flat_map(|(g, strata)| std::iter::repeat_n(g as u8, strata.len()))
        .collect();
    let shift = |b: usize| severity.map_or(0.0, |severity| severity.shift[b]);
    let more = |b: usize| severity.map_or(0.0, |severity| severity.extra_variance[b]);
    let n = ballots.len();
    BallotMeans {
        n_subjects: ballots.n_subjects,
        n_relations: ballots.n_relations(),
        class_relation,
        subject: ballots.subject.clone(),
        class: (0..n)
            .map(|b| {
                let class = offsets[usize::from(ballots.relation[b])];
                class as u16 + ballots.stratum[b]
            })
            .collect(),
        rater: ballots.rater.clone(),
        value: (0..n)
            .map(|b| means.value[b].map_or(0.0, |value| value - shift(b)))
            .collect(),
        extra_variance: (0..n).map(|b| means.extra_variance[b] + more(b)).collect(),
        weight: (0..n)
            .map(|b| means.value[b].map_or(0.0, |_| weights[b]))
            .collect(),
    }
}

/// A fitted campaign on its way to the profiles of its subjects.
struct Assessment<'a> {
    ballots: &'a CampaignBallots,
    protocol: &'a Protocol,

    model: &'a Fit,
    /// μ of each relation at the population shares of its strata.
    centre: Vector,
    policy: Vector,
    per_subject: Vector,
    /// Cells of the plain, the screened, the represented and the severity-free values.
    stages: [Vec<Cell>; 4],
}

impl<'a> Assessment<'a> {
    fn new(
        ballots: &'a CampaignBallots,
        protocol: &'a Protocol,
        means: &means::Means,
        weights: &[f64],
        rows: &BallotMeans,
        model: &'a Fit,
    ) -> Self {
        let n_relations = ballots.n_relations();
        let centre = centre(ballots, rows, model);
        let mut policy = [0.0; MAX_RELATIONS];
        for (to, from) in policy.iter_mut().zip(protocol.weights()) {
            *to = *from;
        }
        let mut per_subject = [0.0; MAX_RELATIONS];
        for relation in &ballots.relation {
            per_subject[usize::from(*relation)] += 1.0 / ballots.n_subjects as f64;
        }
        let relation = |b: usize| usize::from(ballots.relation[b]);
        let represented = |value: f64, b: usize| {
            value - model.class_mean[usize::from(rows.class[b])] + centre[relation(b)]
        };
        let severity = |b: usize| {
            let own = ballots
                .rater
                .get(b)
                .map_or(0.0, |r| model.raters[*r as usize].0);
            model.severity_sd[relation(b)] * own
        };
        let stages = [
            cells::of(ballots, |b| means.value[b], |_| 1.0),
            cells::of(ballots, |b| means.value[b], |b| weights[b]),
            cells::of(
                ballots,
                |b| means.value[b].map(|y| represented(y, b)),
                |b| weights[b],
            ),
            cells::of(
                ballots,
                |b| means.value[b].map(|_| represented(rows.value[b], b) - severity(b)),
                |b| weights[b],
            ),
        ];
        debug_assert!(
            stages
                .iter()
                .all(|cells| cells.len() == ballots.n_subjects * n_relations)
        );
        Self {
            ballots,
            protocol,
            model,
            centre,
            policy,
            per_subject,
            stages,
        }
    }

    fn subjects(&self) -> Vec<SubjectProfile> {
        let mut subjects: Vec<SubjectProfile> = (0..self.ballots.n_subjects)
            .map(|i| self.subject(i))
            .collect();
        let estimates: Vec<f64> = subjects.iter().map(|s| s.estimate).collect();
        let errors: Vec<f64> = subjects.iter().map(|s| s.se).collect();
        let tops = top_tenth::probabilities(&estimates, &errors, self.protocol.seed());
        for (subject, p) in subjects.iter_mut().zip(tops) {
            subject.p_top_tenth = p;
        }
        subjects
    }

    fn subject(&self, i: usize) -> SubjectProfile {
        let (n, model) = (self.ballots.n_relations(), self.model);
        let mut estimate = 0.0;
        let mut variance = model.mean_variance(i, &self.policy, &self.per_subject, n);
        let mut steps = [0.0; 4];
        for g in 0..n {
            let adjusted = self.centre[g] + model.mean[i][g];
            estimate += self.policy[g] * adjusted;
            for h in 0..n {
                variance += self.policy[g] * self.policy[h] * model.variance[i][g][h];
            }
            for (step, cells) in steps.iter_mut().zip(&self.stages) {
                *step += self.policy[g] * cells[i * n + g].mean().unwrap_or(adjusted);
            }
        }
        let se = variance.max(0.0).sqrt();
        SubjectProfile {
            estimate,
            se,
            interval: (estimate - Z_95 * se, estimate + Z_95 * se),
            p_top_tenth: 0.0,
            relations: (0..n).map(|g| self.relation(i, g)).collect(),
            steps: Steps {
                raw: steps[0],
                screened: steps[1],
                represented: steps[2],
                severity_free: steps[3],
                shrunk: estimate,
            },
            other_on_signal: None,
        }
    }

    fn relation(&self, i: usize, g: usize) -> RelationProfile {
        let (n, model) = (self.ballots.n_relations(), self.model);
        let at = i * n + g;
        let plain = &self.stages[0][at];
        let own = &self.stages[3][at];
        let spread = model.sigma[g][g];
        let of = |precision: f64| spread * precision / (1.0 + spread * precision);
        let usual = of(model.precision[i][g]);
        let expected = model.residual[g] + model.severity_sd[g].powi(2);
        let (own_reliability, p_more) = match own.variance() {
            Some((variance, df)) if variance > 0.0 => {
                let p = ChiSquared::new(df).map_or(1.0, |law| law.sf(df * variance / expected));
                (Some(of(own.weight / variance)), p)
            }
            _ => (None, 1.0),
        };
        RelationProfile {
            direct: plain.mean(),
            adjusted: self.centre[g] + model.mean[i][g],
            se: model.variance[i][g][g].max(0.0).sqrt(),
            n: plain.n,
            n_effective: self.stages[1][at].n_effective(),
            reliability: usual,
            gate: gate(usual, own_reliability, p_more),
            signal: None,
        }
    }
}

/// μ of each relation at the shares of its strata: of the population where known, else of the ballots.
fn centre(ballots: &CampaignBallots, rows: &BallotMeans, model: &Fit) -> Vector {
    let offsets = vignettes::offsets(ballots);
    let mut weight = vec![0.0; rows.class_relation.len()];
    for (class, own) in rows.class.iter().zip(&rows.weight) {
        weight[usize::from(*class)] += own;
    }
    let mut centre = [0.0; MAX_RELATIONS];
    for (g, strata) in ballots.strata.iter().enumerate() {
        let classes = offsets[g]..offsets[g + 1];
        let shares: Vec<f64> = match strata {
            Strata::Shares(shares) => shares.clone(),
            Strata::Unknown(n) => {
                let total: f64 = weight[classes.clone()].iter().sum();
                let share = |class: usize| {
                    if total > 0.0 {
                        weight[class] / total
                    } else {
                        1.0 / *n as f64
                    }
                };
                classes.clone().map(share).collect()
            }
        };
        let means = classes.map(|class| model.class_mean[class]);
        centre[g] = shares
            .iter()
            .zip(means)
            .map(|(share, mean)| share * mean)
            .sum();
    }
    centre
}
