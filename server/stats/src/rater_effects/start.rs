//! Where the sweeps begin: moments within and between cells.

use super::columns::BallotMeans;
use super::small::{MAX_RELATIONS, Square, Vector, made_definite};

/// μ, Σ, σ² and a before the first sweep.
pub(super) struct Start {
    pub(super) class_mean: Vec<f64>,
    pub(super) sigma: Square,
    pub(super) residual: Vector,
    pub(super) severity_sd: Vector,
}

/// Share of the variance within cells that a sweep first takes for severity (Scullen, Mount & Goff
/// 2000: idiosyncratic rater effects are most of it).
const SEVERITY_SHARE: f64 = 0.3;

/// Fewest ballots of raters with two or more from which severity in a relation can be told.
const MIN_LINKED_BALLOTS: usize = 20;

/// Variance that stands where there is none, relative to the whole: keeps every matrix definite.
pub(super) const VARIANCE_FLOOR: f64 = 1e-8;

pub(super) fn moments(ballots: &BallotMeans) -> Start {
    let (n_classes, n_relations) = (ballots.class_relation.len(), ballots.n_relations);
    let mut sums = vec![(0.0, 0.0); n_classes];
    for b in 0..ballots.value.len() {
        let (sum, weight) = &mut sums[usize::from(ballots.class[b])];
        *sum += ballots.weight[b] * ballots.value[b];
        *weight += ballots.weight[b];
    }
    let overall = {
        let (sum, weight) = sums
            .iter()
            .fold((0.0, 0.0), |(s, w), (sum, weight)| (s + sum, w + weight));
        if weight > 0.0 { sum / weight } else { 0.0 }
    };
    let class_mean: Vec<f64> = sums
        .iter()
        .map(|(sum, weight)| if *weight > 0.0 { sum / weight } else { overall })
        .collect();

    // Cell sums of deviations: Σw, Σwd, Σwd².
    let mut cells = vec![[0.0; 3]; ballots.n_subjects * n_relations];
    let mut total = (0.0, 0.0);
    for b in 0..ballots.value.len() {
        let deviation = ballots.value[b] - class_mean[usize::from(ballots.class[b])];
        let weight = ballots.weight[b];
        let cell = &mut cells[ballots.subject[b] as usize * n_relations + ballots.relation(b)];
        cell[0] += weight;
        cell[1] += weight * deviation;
        cell[2] += weight * deviation * deviation;
        total = (total.0 + weight * deviation * deviation, total.1 + weight);
    }
    let whole = if total.1 > 0.0 && total.0 > 0.0 {
        total.0 / total.1
    } else {
        1.0
    };
    let floor = VARIANCE_FLOOR * whole;

    let mut residual = [0.0; MAX_RELATIONS];
    let mut sigma = Square::default();
    for g in 0..n_relations {
        let of = |i: usize| &cells[i * n_relations + g];
        let (mut within, mut df, mut between, mut noise, mut n) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for [weight, sum, squares] in (0..ballots.n_subjects).map(of) {
            // A cell of careless ballots has a mean, but 1/weight would drown all others.
            if *weight >= 0.5 {
                within += squares - sum * sum / weight;
                df += (weight - 1.0).max(0.0);
                between += (sum / weight) * (sum / weight);
                noise += 1.0 / weight;
                n += 1.0;
            }
        }
        residual[g] = if df > 0.0 { within / df } else { 0.5 * whole };
        residual[g] = residual[g].max(floor);
        let spread = if n > 0.0 {
            (between - residual[g] * noise) / n
        } else {
            0.0
        };
        sigma[g][g] = spread.max(0.05 * whole);
    }
    for g in 0..n_relations {
        for h in 0..g {
            let (mut products, mut n) = (0.0, 0.0);
            for i in 0..ballots.n_subjects {
                let (one, other) = (&cells[i * n_relations + g], &cells[i * n_relations + h]);
                if one[0] >= 0.5 && other[0] >= 0.5 {
                    products += one[1] / one[0] * (other[1] / other[0]);
                    n += 1.0;
                }
            }
            let limit = 0.9 * (sigma[g][g] * sigma[h][h]).sqrt();
            let covariance = if n > 0.0 {
                (products / n).clamp(-limit, limit)
            } else {
                0.0
            };
            sigma[g][h] = covariance;
            sigma[h][g] = covariance;
        }
    }
    let severity_sd = severity(ballots, &mut residual);
    Start {
        class_mean,
        sigma: made_definite(&sigma, n_relations, floor),
        residual,
        severity_sd,
    }
}

/// Splits severity off the residual of each relation whose ballots are linked enough.
fn severity(ballots: &BallotMeans, residual: &mut Vector) -> Vector {
    let mut severity_sd = [0.0; MAX_RELATIONS];
    if !ballots.is_linked() {
        return severity_sd;
    }
    let n_raters = ballots.rater.iter().max().map_or(0, |r| *r as usize + 1);
    let mut of_rater = vec![0_u32; n_raters];
    for b in (0..ballots.value.len()).filter(|b| ballots.weight[*b] > 0.0) {
        of_rater[ballots.rater[b] as usize] += 1;
    }
    let mut linked = [0; MAX_RELATIONS];
    for b in (0..ballots.value.len()).filter(|b| ballots.weight[*b] > 0.0) {
        linked[ballots.relation(b)] += usize::from(of_rater[ballots.rater[b] as usize] > 1);
    }
    for g in 0..ballots.n_relations {
        if linked[g] >= MIN_LINKED_BALLOTS {
            severity_sd[g] = (SEVERITY_SHARE * residual[g]).sqrt();
            residual[g] *= 1.0 - SEVERITY_SHARE;
        }
    }
    severity_sd
}
