//! Sweeps of messages, each followed by an EM step of the parameters.

use super::PRIOR_SUBJECTS;
use super::beliefs::{Beliefs, Parameters};
use super::columns::{BallotMeans, BallotMeansError};
use super::small::{MAX_RELATIONS, Square, Vector, inverse, made_definite};
use super::start::{VARIANCE_FLOOR, moments};

/// Sweeps with an EM step. A fixed number, since a rule for stopping could differ by one sweep
/// between two orders of the same rows.
const EM_SWEEPS: usize = 120;

/// Sweeps after that, in which only the messages settle.
const LAST_SWEEPS: usize = 40;

/// How much farther than EM the slowest parameter, a, is moved: below 2 the fixed point is the same
/// and is still approached (Salakhutdinov & Roweis 2003, "Adaptive overrelaxed bound optimization
/// methods", ICML).
const OVERRELAXATION: f64 = 1.8;

/// What the model found.
#[derive(Clone, Debug)]
pub struct Fit {
    /// μ_f of each class, on the scale of the items.
    pub class_mean: Vec<f64>,
    /// Σ, covariance of θ between relations.
    pub sigma: Square,
    /// σ²_g, variance of a full ballot around severity and subject.
    pub residual: Vector,
    /// a_g, standard deviation of severity; 0 where ballots are not linked.
    pub severity_sd: Vector,
    /// θ̂_i, the deviation of each subject from μ in each relation.
    pub mean: Vec<Vector>,
    /// Posterior covariance of θ_i given the parameters.
    pub variance: Vec<Square>,
    /// Precision of what each subject's own ballots say in each relation: n/(σ²_g + a²_g) if unlinked.
    pub precision: Vec<Vector>,
    /// λ̂_r with its variance; empty where ballots are not linked.
    pub raters: Vec<(f64, f64)>,
    /// Largest relative change of a parameter in the last EM step.
    pub last_change: f64,
}

/// Fits the model.
///
/// # Errors
/// [`BallotMeansError`] when the columns contradict each other. `Ok(None)` where no ballot has a
/// weight.
pub fn fit(ballots: &BallotMeans) -> Result<Option<Fit>, BallotMeansError> {
    ballots.check()?;
    if ballots.weight.iter().all(|weight| *weight == 0.0) {
        return Ok(None);
    }
    let start = moments(ballots);
    let mut parameters = Parameters {
        class_mean: start.class_mean,
        sigma: start.sigma,
        residual: start.residual,
        severity_sd: start.severity_sd,
    };
    let mut beliefs = Beliefs::new(ballots, &parameters);
    let mut last_change = 0.0;
    for _ in 0..EM_SWEEPS {
        beliefs.sweep(ballots, &parameters);
        beliefs.recentre(ballots, &mut parameters);
        let next = maximise(ballots, &beliefs, &parameters);
        last_change = change(&parameters, &next, ballots.n_relations);
        parameters = next;
    }
    for _ in 0..LAST_SWEEPS {
        beliefs.sweep(ballots, &parameters);
    }
    let raters = (0..beliefs.n_raters()).map(|r| beliefs.rater(r)).collect();
    Ok(Some(Fit {
        class_mean: parameters.class_mean,
        sigma: parameters.sigma,
        residual: parameters.residual,
        severity_sd: parameters.severity_sd,
        mean: beliefs.mean,
        variance: beliefs.variance,
        precision: beliefs.precision,
        raters,
        last_change,
    }))
}

/// Sums of the EM step for one relation.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    weight: f64,
    residual: f64,
    severity: f64,
    severity_square: f64,
}

fn maximise(ballots: &BallotMeans, beliefs: &Beliefs, now: &Parameters) -> Parameters {
    let mut sums = [Sums::default(); MAX_RELATIONS];
    let mut classes = vec![(0.0, 0.0); now.class_mean.len()];
    for b in (0..ballots.value.len()).filter(|b| ballots.weight[*b] > 0.0) {
        let (g, f) = (ballots.relation(b), usize::from(ballots.class[b]));
        let cavity = beliefs.cavity(ballots, now, b);
        let (a, weight) = (now.severity_sd[g], ballots.weight[b]);
        let own = now.residual[g];
        // The ballot as if it had full weight: its weight says how much it counts, not how it varies.
        let total = own + ballots.extra_variance[b] + cavity.v + a * a * cavity.q;
        let surprise = ballots.value[b] - now.class_mean[f] - cavity.m - a * cavity.l;
        let error = own / total * surprise;
        let severity = cavity.l + a * cavity.q * surprise / total;
        let severity_square =
            severity * severity + cavity.q - (a * cavity.q) * (a * cavity.q) / total;
        let sum = &mut sums[g];
        sum.weight += weight;
        sum.residual += weight * (error * error + own * (1.0 - own / total));
        sum.severity +=
            weight * (a * severity_square + severity * error - a * cavity.q * own / total);
        sum.severity_square += weight * severity_square;
        classes[f].0 += weight * surprise / total;
        classes[f].1 += weight / total;
    }
    let mut next = now.clone();
    for (mean, (pull, weight)) in next.class_mean.iter_mut().zip(&classes) {
        if *weight > 0.0 {
            *mean += pull / weight;
        }
    }
    let whole = (0..ballots.n_relations)
        .map(|g| now.sigma[g][g] + now.residual[g])
        .fold(0.0, f64::max);
    let floor = VARIANCE_FLOOR * whole;
    let expansion = expansion(beliefs);
    for g in 0..ballots.n_relations {
        let sum = sums[g];
        if sum.weight > 0.0 {
            next.residual[g] = (sum.residual / sum.weight).max(floor);
        }
        if now.severity_sd[g] > 0.0 && sum.severity_square > 0.0 {
            let step =
                (sum.severity / sum.severity_square).max(0.0) * expansion / now.severity_sd[g];
            next.severity_sd[g] = now.severity_sd[g] * step.powf(OVERRELAXATION);
        }
    }
    next.sigma = covariance(ballots, beliefs, floor);
    next
}

/// √ of the mean of E λ²: 1 once the scale of λ is right.
fn expansion(beliefs: &Beliefs) -> f64 {
    let n = beliefs.n_raters();
    if n == 0 {
        return 1.0;
    }
    let square = |r: usize| {
        let (mean, variance) = beliefs.rater(r);
        mean * mean + variance
    };
    ((0..n).map(square).sum::<f64>() / n as f64).sqrt()
}

/// Σ from the beliefs about all subjects, with [`PRIOR_SUBJECTS`] subjects' worth of its own compound
/// symmetry.
fn covariance(ballots: &BallotMeans, beliefs: &Beliefs, floor: f64) -> Square {
    let (n, subjects) = (ballots.n_relations, beliefs.mean.len() as f64);
    let mut sigma = Square::default();
    for (mean, variance) in beliefs.mean.iter().zip(&beliefs.variance) {
        for g in 0..n {
            for h in 0..n {
                sigma[g][h] += (mean[g] * mean[h] + variance[g][h]) / subjects;
            }
        }
    }
    let diagonal = (0..n).map(|g| sigma[g][g]).sum::<f64>() / n as f64;
    let pairs = (n * (n - 1)).max(1) as f64;
    let off: f64 = (0..n)
        .flat_map(|g| (0..n).filter(move |h| *h != g).map(move |h| (g, h)))
        .map(|(g, h)| sigma[g][h] / pairs)
        .sum();
    let share = PRIOR_SUBJECTS / (subjects + PRIOR_SUBJECTS);
    for (g, row) in sigma.iter_mut().enumerate().take(n) {
        for (h, cell) in row.iter_mut().enumerate().take(n) {
            let prior = if g == h { diagonal } else { off };
            *cell = (1.0 - share) * *cell + share * prior;
        }
    }
    made_definite(&sigma, n, floor)
}

fn change(before: &Parameters, after: &Parameters, n: usize) -> f64 {
    let relative = |old: f64, new: f64| (new - old).abs() / old.abs().max(1e-12);
    let mut largest = 0.0_f64;
    for g in 0..n {
        largest = largest
            .max(relative(before.residual[g], after.residual[g]))
            .max(relative(before.sigma[g][g], after.sigma[g][g]));
        if before.severity_sd[g] > 0.0 {
            largest = largest.max(relative(before.severity_sd[g], after.severity_sd[g]));
        }
    }
    largest
}

impl Fit {
    /// How much of Σ's diagonal the ballots of a subject have explained in a relation:
    /// 1 − V_gg/Σ_gg, in [0, 1].
    pub fn reliability(&self, subject: usize, relation: usize) -> f64 {
        let prior = self.sigma[relation][relation];
        (1.0 - self.variance[subject][relation][relation] / prior).clamp(0.0, 1.0)
    }

    /// Variance of w'(μ + θ_i) that the estimated μ adds: (w'VΣ⁻¹) C (w'VΣ⁻¹)', C = (Σ + σ²/n̄)/N,
    /// since only what is shrunk leans on μ. `per_subject` is the mean number of ballots in each
    /// relation.
    pub fn mean_variance(
        &self,
        subject: usize,
        weights: &Vector,
        per_subject: &Vector,
        n: usize,
    ) -> f64 {
        let Some(prior) = inverse(&self.sigma, n) else {
            return 0.0;
        };
        let variance = &self.variance[subject];
        let mut lean = Vector::default();
        for (h, lean) in lean.iter_mut().enumerate().take(n) {
            for g in 0..n {
                let product: f64 = (0..n).map(|m| variance[g][m] * prior[m][h]).sum();
                *lean += weights[g] * product;
            }
        }
        let subjects = self.mean.len() as f64;
        let mut total = 0.0;
        for g in 0..n {
            for h in 0..n {
                let own = if g == h {
                    (self.residual[g] + self.severity_sd[g].powi(2)) / per_subject[g].max(1.0)
                } else {
                    0.0
                };
                total += lean[g] * lean[h] * (self.sigma[g][h] + own) / subjects;
            }
        }
        total
    }
}
