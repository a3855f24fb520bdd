//! Sweeps of messages, each followed by an EM step of the parameters.

use super::PRIOR_SUBJECTS;
use super::beliefs::{Beliefs, Parameters, Sums};
use super::columns::{BallotMeans, BallotMeansError};
use super::rows::Rows;
use super::small::{Square, Vector, inverse, made_definite};
use super::start::{VARIANCE_FLOOR, moments};

/// Sweeps with an EM step. A fixed number for a size, since a rule for stopping could differ by one
/// sweep between two orders of the same rows. Few ballots say little about a parameter, so that EM
/// takes longer, and cost little.
fn em_sweeps(n_ballots: usize) -> usize {
    if n_ballots <= 20_000 { 200 } else { 48 }
}

/// Sweeps after that, in which only the messages settle.
const LAST_SWEEPS: usize = 15;

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
    /// λ̂_r with its variance, by the raters' ids; (0, 1) of one without a ballot. Empty where ballots are
    /// not linked.
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
    let parameters = Parameters {
        class_mean: start.class_mean,
        sigma: start.sigma,
        residual: start.residual,
        severity_sd: start.severity_sd,
    };
    Ok(Some(settle(
        ballots,
        parameters,
        em_sweeps(ballots.value.len()),
    )))
}

/// Fits the model to the same ballots with other weights or values, from where `like` ended.
///
/// # Errors
/// As [`fit`], and [`BallotMeansError::Lengths`] where the classes are others.
pub fn refit(ballots: &BallotMeans, like: &Fit) -> Result<Option<Fit>, BallotMeansError> {
    ballots.check()?;
    if like.class_mean.len() != ballots.class_relation.len() {
        return Err(BallotMeansError::Lengths);
    }
    if ballots.weight.iter().all(|weight| *weight == 0.0) {
        return Ok(None);
    }
    let parameters = Parameters {
        class_mean: like.class_mean.clone(),
        sigma: like.sigma,
        residual: like.residual,
        severity_sd: like.severity_sd,
    };
    Ok(Some(settle(
        ballots,
        parameters,
        em_sweeps(ballots.value.len()) / 2,
    )))
}

fn settle(ballots: &BallotMeans, mut parameters: Parameters, em_sweeps: usize) -> Fit {
    let rows = Rows::new(ballots);
    let mut beliefs = Beliefs::new(&rows, &parameters);
    let mut last_change = 0.0;
    for _ in 0..em_sweeps {
        let sums = beliefs.sweep(&rows, &parameters);
        let next = maximise(&rows, &ballots.class_relation, &sums, &beliefs, &parameters);
        last_change = change(&parameters, &next, ballots.n_relations);
        parameters = next;
    }
    for _ in 0..LAST_SWEEPS {
        beliefs.sweep(&rows, &parameters);
    }
    let n_ids = ballots.rater.iter().max().map_or(0, |id| *id as usize + 1);
    let mut raters = vec![(0.0, 1.0); n_ids];
    for (r, id) in rows.rater_ids().iter().enumerate() {
        raters[*id as usize] = beliefs.rater(r);
    }
    Fit {
        class_mean: parameters.class_mean,
        sigma: parameters.sigma,
        residual: parameters.residual,
        severity_sd: parameters.severity_sd,
        mean: beliefs.subjects.iter().map(|belief| belief.mean).collect(),
        variance: beliefs
            .subjects
            .iter()
            .map(|belief| belief.variance)
            .collect(),
        precision: beliefs
            .subjects
            .iter()
            .map(|belief| belief.precision)
            .collect(),
        raters,
        last_change,
    }
}

fn maximise(
    rows: &Rows,
    class_relation: &[u8],
    sums: &Sums,
    beliefs: &Beliefs,
    now: &Parameters,
) -> Parameters {
    let (n, subjects) = (rows.n_relations(), rows.n_subjects() as f64);
    let mut next = now.clone();
    // What all subjects have in common in a relation belongs to μ.
    let shift: Vector = std::array::from_fn(|g| sums.mean[g] / subjects);
    for (class, mean) in next.class_mean.iter_mut().enumerate() {
        let (pull, weight) = sums.classes[class];
        *mean += shift[usize::from(class_relation[class])];
        if weight > 0.0 {
            *mean += pull / weight;
        }
    }
    let whole = (0..n)
        .map(|g| now.sigma[g][g] + now.residual[g])
        .fold(0.0, f64::max);
    let floor = VARIANCE_FLOOR * whole;
    let expansion = expansion(beliefs);
    for g in 0..n {
        let sum = sums.relations[g];
        if sum.weight > 0.0 {
            next.residual[g] = (sum.residual / sum.weight).max(floor);
        }
        if now.severity_sd[g] > 0.0 && sum.severity_square > 0.0 {
            let step =
                (sum.severity / sum.severity_square).max(0.0) * expansion / now.severity_sd[g];
            next.severity_sd[g] = now.severity_sd[g] * step.powf(OVERRELAXATION);
        }
    }
    let mut second = sums.second;
    for g in 0..n {
        for h in 0..n {
            second[g][h] = second[g][h] / subjects - shift[g] * shift[h];
        }
    }
    next.sigma = covariance(&second, n, subjects, floor);
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

/// Σ from the second moments of the beliefs, with [`PRIOR_SUBJECTS`] subjects' worth of its own
/// compound symmetry.
fn covariance(second: &Square, n: usize, subjects: f64, floor: f64) -> Square {
    let mut sigma = *second;
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
