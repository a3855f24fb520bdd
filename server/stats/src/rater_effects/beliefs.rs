//! The messages between subjects and raters, and the beliefs they add up to.
//!
//! Symbols of a ballot b of rater r about subject i in relation g: v and m are the variance and mean of
//! θ_ig without this ballot (the cavity), q and l those of λ_r without it, s² = σ²_g/w + x its own
//! variance. It tells the subject y − μ − a l with precision t = 1/(s² + a² q), and the rater
//! y − μ − m with precision τ = 1/(s² + v).

use super::columns::BallotMeans;
use super::small::{MAX_RELATIONS, Square, Vector, inverse, times};

/// What the parameters are in this sweep.
#[derive(Clone, Debug)]
pub(super) struct Parameters {
    /// μ of each class.
    pub(super) class_mean: Vec<f64>,
    pub(super) sigma: Square,
    pub(super) residual: Vector,
    pub(super) severity_sd: Vector,
}

/// Messages and beliefs; rows of weight 0 take no part.
#[derive(Debug)]
pub(super) struct Beliefs {
    pub(super) mean: Vec<Vector>,
    pub(super) variance: Vec<Square>,
    /// Precision of what a subject's own ballots say in each relation.
    pub(super) precision: Vec<Vector>,
    /// 1/variance of λ_r, and that times its mean.
    rater_precision: Vec<f64>,
    rater_pull: Vec<f64>,
    to_subject: Vec<Message>,
    to_rater: Vec<Message>,
}

/// A Gaussian message: what was seen, and how precisely.
#[derive(Clone, Copy, Debug, Default)]
struct Message {
    precision: f64,
    value: f64,
}

/// What everything but a ballot itself expects of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cavity {
    /// Mean and variance of θ_ig.
    pub(super) m: f64,
    pub(super) v: f64,
    /// Mean and variance of λ_r.
    pub(super) l: f64,
    pub(super) q: f64,
}

impl Beliefs {
    pub(super) fn new(ballots: &BallotMeans, parameters: &Parameters) -> Self {
        let n_raters = ballots.rater.iter().max().map_or(0, |r| *r as usize + 1);
        let n = ballots.value.len();
        Self {
            mean: vec![Vector::default(); ballots.n_subjects],
            variance: vec![parameters.sigma; ballots.n_subjects],
            precision: vec![Vector::default(); ballots.n_subjects],
            rater_precision: vec![1.0; n_raters],
            rater_pull: vec![0.0; n_raters],
            to_subject: vec![Message::default(); n],
            to_rater: vec![Message::default(); n],
        }
    }

    /// Mean and variance of a rater's λ.
    pub(super) fn rater(&self, rater: usize) -> (f64, f64) {
        let variance = 1.0 / self.rater_precision[rater];
        (self.rater_pull[rater] * variance, variance)
    }

    pub(super) fn n_raters(&self) -> usize {
        self.rater_precision.len()
    }

    /// What is expected of ballot `b` without it.
    pub(super) fn cavity(
        &self,
        ballots: &BallotMeans,
        parameters: &Parameters,
        b: usize,
    ) -> Cavity {
        let (m, v) = self.subject_cavity(ballots, parameters, b);
        let a = parameters.severity_sd[ballots.relation(b)];
        let (l, q) = self.rater_cavity(ballots, a, b);
        Cavity { m, v, l, q }
    }

    /// One sweep: subjects tell raters, raters tell subjects, subjects make up their minds.
    pub(super) fn sweep(&mut self, ballots: &BallotMeans, parameters: &Parameters) {
        let centred: Vec<f64> = (ballots.value.iter().zip(&ballots.class))
            .map(|(value, class)| value - parameters.class_mean[usize::from(*class)])
            .collect();
        let spread = |b: usize, g: usize| {
            parameters.residual[g] / ballots.weight[b] + ballots.extra_variance[b]
        };
        let speaking: Vec<usize> = (0..centred.len())
            .filter(|b| ballots.weight[*b] > 0.0)
            .collect();
        if ballots.is_linked() {
            self.rater_precision.fill(1.0);
            let mut pulls = vec![0.0; self.rater_pull.len()];
            let mut said = std::mem::take(&mut self.to_rater);
            for &b in &speaking {
                let g = ballots.relation(b);
                let (m, v) = self.subject_cavity(ballots, parameters, b);
                let (a, r) = (parameters.severity_sd[g], ballots.rater[b] as usize);
                said[b] = Message {
                    precision: 1.0 / (spread(b, g) + v),
                    value: centred[b] - m,
                };
                self.rater_precision[r] += a * a * said[b].precision;
                pulls[r] += a * said[b].precision * said[b].value;
            }
            self.to_rater = said;
            self.rater_pull = pulls;
        }
        let mut precisions = vec![Vector::default(); ballots.n_subjects];
        let mut pulls = vec![Vector::default(); ballots.n_subjects];
        for &b in &speaking {
            let (i, g) = (ballots.subject[b] as usize, ballots.relation(b));
            let a = parameters.severity_sd[g];
            let (l, q) = self.rater_cavity(ballots, a, b);
            let message = Message {
                precision: 1.0 / (spread(b, g) + a * a * q),
                value: centred[b] - a * l,
            };
            precisions[i][g] += message.precision;
            pulls[i][g] += message.precision * message.value;
            self.to_subject[b] = message;
        }
        let n = ballots.n_relations;
        let Some(prior) = inverse(&parameters.sigma, n) else {
            return;
        };
        for i in 0..ballots.n_subjects {
            let mut precision = prior;
            for g in 0..n {
                precision[g][g] += precisions[i][g];
            }
            if let Some(variance) = inverse(&precision, n) {
                self.mean[i] = times(&variance, &pulls[i], n);
                self.variance[i] = variance;
            }
        }
        self.precision = precisions;
    }

    fn subject_cavity(
        &self,
        ballots: &BallotMeans,
        parameters: &Parameters,
        b: usize,
    ) -> (f64, f64) {
        let (i, g) = (ballots.subject[b] as usize, ballots.relation(b));
        let message = self.to_subject[b];
        let whole = self.variance[i][g][g];
        let v = (1.0 / (1.0 / whole - message.precision).max(f64::MIN_POSITIVE))
            .min(parameters.sigma[g][g]);
        let m = v * (self.mean[i][g] / whole - message.precision * message.value);
        (m, v)
    }

    fn rater_cavity(&self, ballots: &BallotMeans, a: f64, b: usize) -> (f64, f64) {
        if !ballots.is_linked() {
            return (0.0, 1.0);
        }
        let (r, said) = (ballots.rater[b] as usize, self.to_rater[b]);
        let precision = (self.rater_precision[r] - a * a * said.precision).max(1.0);
        (
            (self.rater_pull[r] - a * said.precision * said.value) / precision,
            1.0 / precision,
        )
    }

    /// Moves what all subjects have in common in a relation into μ, where it belongs.
    pub(super) fn recentre(&mut self, ballots: &BallotMeans, parameters: &mut Parameters) {
        let n = ballots.n_relations;
        let mut shift = [0.0; MAX_RELATIONS];
        for mean in &self.mean {
            for g in 0..n {
                shift[g] += mean[g] / self.mean.len() as f64;
            }
        }
        for mean in &mut self.mean {
            for g in 0..n {
                mean[g] -= shift[g];
            }
        }
        for b in 0..self.to_subject.len() {
            self.to_subject[b].value -= shift[ballots.relation(b)];
        }
        for (class, relation) in ballots.class_relation.iter().enumerate() {
            parameters.class_mean[class] += shift[usize::from(*relation)];
        }
    }
}
