//! The messages between subjects and raters, and the beliefs they add up to.
//!
//! Symbols of a ballot b of rater r about subject i in relation g: v and m are the variance and mean of
//! θ_ig without this ballot (the cavity), q and l those of λ_r without it, s² = σ²_g/w + x its own
//! variance. It tells the subject y − μ − a l with precision t = 1/(s² + a² q), and the rater
//! y − μ − m with precision τ = 1/(s² + v).
//!
//! A sweep goes once over the raters and once over the subjects; on the second way it also collects
//! what the EM step needs. Subjects are shared out in chunks of [`CHUNK`], whose sums are added in
//! order, so that figures do not depend on threads.

use rayon::prelude::*;

use super::rows::Rows;
use super::small::{MAX_RELATIONS, Square, Vector, inverse, times};

/// Subjects that one thread takes at a time.
const CHUNK: usize = 256;

/// What the parameters are in this sweep.
#[derive(Clone, Debug)]
pub(super) struct Parameters {
    /// μ of each class.
    pub(super) class_mean: Vec<f64>,
    pub(super) sigma: Square,
    pub(super) residual: Vector,
    pub(super) severity_sd: Vector,
}

/// A Gaussian message: what was seen, and how precisely.
#[derive(Clone, Copy, Debug, Default)]
struct Message {
    precision: f64,
    value: f64,
}

/// What is believed of a subject.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Belief {
    pub(super) mean: Vector,
    pub(super) variance: Square,
    /// Precision of what its own ballots say in each relation.
    pub(super) precision: Vector,
}

/// What is believed of a rater: 1/variance of λ_r, and that times its mean.
#[derive(Clone, Copy, Debug)]
struct RaterBelief {
    precision: f64,
    pull: f64,
}

/// Messages and beliefs.
#[derive(Debug)]
pub(super) struct Beliefs {
    pub(super) subjects: Vec<Belief>,
    raters: Vec<RaterBelief>,
    to_rater: Vec<Message>,
}

/// Sums for the EM step.
#[derive(Clone, Debug)]
pub(super) struct Sums {
    pub(super) relations: [RelationSums; MAX_RELATIONS],
    /// Pull and weight on μ of each class.
    pub(super) classes: Vec<(f64, f64)>,
    pub(super) mean: Vector,
    pub(super) second: Square,
}

/// Sums over the ballots of a relation, weighted by their screening weights.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RelationSums {
    pub(super) weight: f64,
    /// E ε².
    pub(super) residual: f64,
    /// E λ(aλ + ε).
    pub(super) severity: f64,
    /// E λ².
    pub(super) severity_square: f64,
}

impl Sums {
    fn new(n_classes: usize) -> Self {
        Self {
            relations: Default::default(),
            classes: vec![(0.0, 0.0); n_classes],
            mean: Vector::default(),
            second: Square::default(),
        }
    }

    fn add(&mut self, other: &Self) {
        for (sum, more) in self.relations.iter_mut().zip(&other.relations) {
            sum.weight += more.weight;
            sum.residual += more.residual;
            sum.severity += more.severity;
            sum.severity_square += more.severity_square;
        }
        for (sum, more) in self.classes.iter_mut().zip(&other.classes) {
            sum.0 += more.0;
            sum.1 += more.1;
        }
        for g in 0..MAX_RELATIONS {
            self.mean[g] += other.mean[g];
            for h in 0..MAX_RELATIONS {
                self.second[g][h] += other.second[g][h];
            }
        }
    }
}

impl Beliefs {
    pub(super) fn new(rows: &Rows, parameters: &Parameters) -> Self {
        let unknown = Belief {
            variance: parameters.sigma,
            ..Belief::default()
        };
        Self {
            subjects: vec![unknown; rows.n_subjects()],
            raters: vec![
                RaterBelief {
                    precision: 1.0,
                    pull: 0.0
                };
                rows.n_raters()
            ],
            to_rater: vec![Message::default(); rows.len()],
        }
    }

    /// Mean and variance of a rater's λ.
    pub(super) fn rater(&self, rater: usize) -> (f64, f64) {
        let belief = self.raters[rater];
        (belief.pull / belief.precision, 1.0 / belief.precision)
    }

    pub(super) fn n_raters(&self) -> usize {
        self.raters.len()
    }

    /// One sweep: raters make up their minds, then subjects, who tell the raters for the next.
    pub(super) fn sweep(&mut self, rows: &Rows, parameters: &Parameters) -> Sums {
        let n_classes = parameters.class_mean.len();
        if rows.is_linked() {
            let to_rater = &self.to_rater;
            self.raters
                .par_iter_mut()
                .enumerate()
                .with_min_len(CHUNK)
                .for_each(|(r, belief)| {
                    *belief = RaterBelief {
                        precision: 1.0,
                        pull: 0.0,
                    };
                    for &b in rows.of_rater(r) {
                        let b = b as usize;
                        let a = parameters.severity_sd[rows.relation(b)];
                        let message = to_rater[b];
                        belief.precision += a * a * message.precision;
                        belief.pull += a * message.precision * message.value;
                    }
                });
        }
        let Some(prior) = inverse(&parameters.sigma, rows.n_relations()) else {
            return Sums::new(n_classes);
        };
        let raters = &self.raters;
        let mut rest = self.to_rater.as_mut_slice();
        let mut chunks = Vec::new();
        for (at, subjects) in self.subjects.chunks_mut(CHUNK).enumerate() {
            let first = at * CHUNK;
            let n: usize = rows.of_subjects(first, subjects.len()).len();
            let (messages, later) = rest.split_at_mut(n);
            rest = later;
            chunks.push((first, subjects, messages));
        }
        let parts: Vec<Sums> = chunks
            .into_par_iter()
            .map(|(first, subjects, messages)| {
                let mut sums = Sums::new(n_classes);
                let mut heard = Vec::new();
                let start = rows.of_subjects(first, 0).start;
                for (at, belief) in subjects.iter_mut().enumerate() {
                    let ballots = rows.of_subjects(first + at, 1);
                    let messages = &mut messages[ballots.start - start..ballots.end - start];
                    let step = Step {
                        rows,
                        parameters,
                        raters,
                        prior: &prior,
                    };
                    step.subject(ballots.start, belief, messages, &mut heard, &mut sums);
                }
                sums
            })
            .collect();
        let mut sums = Sums::new(n_classes);
        for part in &parts {
            sums.add(part);
        }
        sums
    }
}

/// What a subject needs to know of the rest.
struct Step<'a> {
    rows: &'a Rows,
    parameters: &'a Parameters,
    raters: &'a [RaterBelief],
    prior: &'a Square,
}

impl Step<'_> {
    /// Mean and variance of λ without a ballot that told the rater `said`.
    fn rater(&self, b: usize, a: f64, said: Message) -> (f64, f64) {
        let Some(r) = self.rows.rater(b) else {
            return (0.0, 1.0);
        };
        let belief = self.raters[r];
        let precision = (belief.precision - a * a * said.precision).max(1.0);
        (
            (belief.pull - a * said.precision * said.value) / precision,
            1.0 / precision,
        )
    }

    /// `heard` holds what each ballot told, to be taken out again for its cavity.
    fn subject(
        &self,
        first: usize,
        belief: &mut Belief,
        told: &mut [Message],
        heard: &mut Vec<(Message, f64, f64)>,
        sums: &mut Sums,
    ) {
        let (rows, parameters, n) = (self.rows, self.parameters, self.rows.n_relations());
        let mut pulls = Vector::default();
        belief.precision = Vector::default();
        heard.clear();
        for (at, said) in told.iter().enumerate() {
            let b = first + at;
            let g = rows.relation(b);
            let a = parameters.severity_sd[g];
            let (l, q) = self.rater(b, a, *said);
            let message = Message {
                precision: 1.0 / (rows.variance(b, parameters.residual[g]) + a * a * q),
                value: rows.value(b) - parameters.class_mean[rows.class(b)] - a * l,
            };
            belief.precision[g] += message.precision;
            pulls[g] += message.precision * message.value;
            heard.push((message, l, q));
        }
        let mut precision = *self.prior;
        for (g, row) in precision.iter_mut().enumerate().take(n) {
            row[g] += belief.precision[g];
        }
        if let Some(variance) = inverse(&precision, n) {
            belief.mean = times(&variance, &pulls, n);
            belief.variance = variance;
        }
        for g in 0..n {
            sums.mean[g] += belief.mean[g];
            for h in 0..n {
                sums.second[g][h] += belief.mean[g] * belief.mean[h] + belief.variance[g][h];
            }
        }
        for (at, (message, l, q)) in heard.iter().copied().enumerate() {
            let b = first + at;
            let (g, class) = (rows.relation(b), rows.class(b));
            let whole = belief.variance[g][g];
            let v = (1.0 / (1.0 / whole - message.precision).max(f64::MIN_POSITIVE))
                .min(parameters.sigma[g][g]);
            let m = v * (belief.mean[g] / whole - message.precision * message.value);
            let own = parameters.residual[g];
            let centred = rows.value(b) - parameters.class_mean[class];
            told[at] = Message {
                precision: 1.0 / (rows.variance(b, own) + v),
                value: centred - m,
            };
            // The ballot as if it had full weight: its weight says how much it counts, not how it
            // varies.
            let (a, weight) = (parameters.severity_sd[g], rows.weight(b));
            let total = own + rows.extra_variance(b) + v + a * a * q;
            let surprise = centred - m - a * l;
            let error = own / total * surprise;
            let severity = l + a * q * surprise / total;
            let square = severity * severity + q - (a * q) * (a * q) / total;
            let of = &mut sums.relations[g];
            of.weight += weight;
            of.residual += weight * (error * error + own * (1.0 - own / total));
            of.severity += weight * (a * square + severity * error - a * q * own / total);
            of.severity_square += weight * square;
            sums.classes[class].0 += weight * surprise / total;
            sums.classes[class].1 += weight / total;
        }
    }
}
