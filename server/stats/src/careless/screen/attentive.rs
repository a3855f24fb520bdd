//! What an attentive rater writes: an ordinal rating model with honest halo, of one ballot alone.
//!
//! ```text
//! x_j = m + d_k(j) + e_j,   m ~ N(0, τ²),  d_k ~ N(0, δ²),  e ~ N(0, 1 − τ² − δ²)
//! y_j > c  exactly if  s x_j > t_jc,   log s ~ N(0, .2²)
//! ```
//!
//! m holds everything that all answers of a ballot share: the leader, the rater's severity and the
//! halo of the pair. Nothing says whether other ballots agree, so that a lone opinion is as attentive
//! as a common one. Thresholds t match the share of every level of every item; τ² and τ² + δ² match
//! the mean covariance of items of different and of the same competency, through the tetrachoric
//! series (Pearson 1900, Philosophical Transactions A 195:1)
//! `cov_jl(ρ) = Σ_n ρⁿ/n! h_jn h_ln`, `h_jn = Σ_c φ(t_jc) He_{n−1}(t_jc)`.
//!
//! A ballot's likelihood integrates d, m and s by sums over a grid, whose error for such Gaussian
//! integrands is far below what a posterior can show.

use rayon::prelude::*;
use statrs::function::erf::erfc;

use super::CHUNK;
use crate::careless::sheet::Sheet;
use crate::numeric::sum;

/// Points of the grid of m and of m + d. A ballot of 20 items leaves m a spread of about .2; with
/// steps of .35 the sum is off by less than a thousandth of the likelihood.
const GRID: usize = 16;
/// The grid covers this many standard deviations to both sides.
const REACH: f64 = 3.3;
/// Terms of the tetrachoric series; at ρ = .95 the rest is below 1 % of the covariance.
const TERMS: usize = 24;
/// Three nodes of Gauss-Hermite over log style: (node, weight).
const STYLE_NODES: [(f64, f64); 3] = [
    (-1.732_050_807_568_877_2, 1.0 / 6.0),
    (0.0, 2.0 / 3.0),
    (1.732_050_807_568_877_2, 1.0 / 6.0),
];
/// Standard deviation of log style, that of the design (section 2.4).
const LOG_STYLE_SD: f64 = 0.2;
/// Highest correlation that is fitted: some of an answer is always its own.
const MOST_CORRELATION: f64 = 0.95;
/// No answer is less probable than this, whatever the rater thinks: people also slip.
const SLIP: f64 = 1e-5;
/// Answers that an item's shares are smoothed with, over all levels.
const SMOOTHING: f64 = 1.0;
/// Items after which a product is rescaled, long before it can underflow (`SLIP`^32).
const RESCALE: usize = 32;

fn style(node: f64) -> f64 {
    (LOG_STYLE_SD * node).exp()
}

fn cumulative(x: f64) -> f64 {
    0.5 * erfc(-x / std::f64::consts::SQRT_2)
}

/// Fitted thresholds and variances, with the tables that a likelihood reads.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Attentive {
    pub(super) n_levels: usize,
    pub(super) competencies: Vec<Vec<usize>>,
    /// Thresholds in rows of `n_levels − 1`, in units of the total standard deviation.
    pub(super) thresholds: Vec<f64>,
    /// τ².
    pub(super) shared: f64,
    /// δ².
    pub(super) dimension: f64,
    /// P(level | m + d) by style, item, level, grid point.
    table: Vec<[f64; GRID]>,
    /// Weights of m.
    prior: [f64; GRID],
    /// Weights of m + d (rows) given m, by m (columns of a row of the outer array being m + d).
    kernel: Vec<[f64; GRID]>,
}

/// Weighted sums of a chunk of ballots.
struct Moments {
    same: [f64; 2],
    other: [f64; 2],
}

impl Attentive {
    /// Fits the model to ballots with these weights.
    pub(crate) fn fit(sheet: &Sheet, competencies: &[Vec<usize>], weights: &[f64]) -> Self {
        let (k, a) = (sheet.n_items(), sheet.n_levels());
        let counts = counts(sheet, weights);
        let mut thresholds = Vec::with_capacity(k * (a - 1));
        let mut means = Vec::with_capacity(k);
        for item in counts.chunks_exact(a) {
            let total = sum(item.iter().copied()) + SMOOTHING;
            let mut below = 0.0;
            let mut mean = 0.0;
            for (level, n) in item.iter().enumerate() {
                let share = (n + SMOOTHING / a as f64) / total;
                mean += share * (level + 1) as f64;
                below += share;
                if level + 1 < a {
                    thresholds.push(threshold(below));
                }
            }
            means.push(mean);
        }
        let moments = moments(sheet, competencies, weights, &means);
        let series = |same: bool| Series::of(&thresholds, a - 1, competencies, same);
        let solve = |[products, pairs]: [f64; 2], same: bool| {
            let reached = (pairs > 0.0).then(|| products / pairs);
            reached.and_then(|mean| Some(series(same)?.correlation(mean)))
        };
        let other = solve(moments.other, false);
        let same = solve(moments.same, true).or(other).unwrap_or(0.0);
        let shared = other.unwrap_or(same).min(same);
        Self::with(competencies, a, thresholds, shared, same - shared)
    }

    fn with(
        competencies: &[Vec<usize>],
        n_levels: usize,
        thresholds: Vec<f64>,
        shared: f64,
        dimension: f64,
    ) -> Self {
        let (start, step) = grid(shared + dimension);
        let point = |at: usize| start + at as f64 * step;
        // A variance that falls between two points of the grid is that of the nearest points.
        let least = 0.16 * step * step;
        let gauss = |x: f64, variance: f64| (-x * x / (2.0 * variance.max(least))).exp();
        let mut prior = [0.0; GRID];
        for (at, weight) in prior.iter_mut().enumerate() {
            *weight = gauss(point(at), shared);
        }
        let total = sum(prior);
        prior.iter_mut().for_each(|weight| *weight /= total);
        let of_m = |m: usize| {
            let row: [f64; GRID] = std::array::from_fn(|at| gauss(point(at) - point(m), dimension));
            let total = sum(row);
            row.map(|weight| weight / total)
        };
        let of_m: Vec<[f64; GRID]> = (0..GRID).map(of_m).collect();
        let given = |at: usize| std::array::from_fn(|m| of_m[m][at]);
        let kernel: Vec<[f64; GRID]> = (0..GRID).map(given).collect();
        let own = (1.0 - shared - dimension)
            .max(1.0 - MOST_CORRELATION)
            .sqrt();
        let mut table = Vec::with_capacity(STYLE_NODES.len() * thresholds.len() * 2);
        for (node, _) in STYLE_NODES {
            for cuts in thresholds.chunks_exact(n_levels - 1) {
                for level in 0..n_levels {
                    let mut row = [0.0; GRID];
                    for (at, p) in row.iter_mut().enumerate() {
                        let below = |cut: Option<&f64>, end: f64| {
                            cut.map_or(end, |c| cumulative((c / style(node) - point(at)) / own))
                        };
                        let low = level
                            .checked_sub(1)
                            .map_or(0.0, |l| below(cuts.get(l), 0.0));
                        let inside = (below(cuts.get(level), 1.0) - low).max(0.0);
                        *p = SLIP + (1.0 - n_levels as f64 * SLIP) * inside;
                    }
                    table.push(row);
                }
            }
        }
        Self {
            n_levels,
            competencies: competencies.to_vec(),
            thresholds,
            shared,
            dimension,
            table,
            prior,
            kernel,
        }
    }

    /// Log-likelihood of one ballot; 0 for one without answers.
    pub(crate) fn log_likelihood(&self, ballot: &[u8]) -> f64 {
        let of_style = ballot.len() * self.n_levels;
        let mut logs = [0.0; STYLE_NODES.len()];
        for (at, log) in logs.iter_mut().enumerate() {
            let table = &self.table[at * of_style..(at + 1) * of_style];
            *log = self.log_given_style(table, ballot);
        }
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let parts = logs.iter().zip(STYLE_NODES);
        most + parts
            .map(|(log, (_, w))| w * (log - most).exp())
            .sum::<f64>()
            .ln()
    }

    fn log_given_style(&self, table: &[[f64; GRID]], ballot: &[u8]) -> f64 {
        let (given_m, scale) = self.given_style(table, ballot);
        let parts = given_m.iter().zip(&self.prior).map(|(p, prior)| p * prior);
        scale + parts.sum::<f64>().ln()
    }

    /// Likelihood of a ballot at each m, divided by the exponential of the scale beside it.
    fn given_style(&self, table: &[[f64; GRID]], ballot: &[u8]) -> ([f64; GRID], f64) {
        let mut likelihood = [1.0; GRID];
        let mut scale = 0.0;
        for competency in &self.competencies {
            let mut product = [1.0; GRID];
            for (n, &item) in competency.iter().enumerate() {
                let level = usize::from(ballot[item]);
                if level == 0 {
                    continue;
                }
                let row = &table[item * self.n_levels + level - 1];
                for (p, q) in product.iter_mut().zip(row) {
                    *p *= q;
                }
                if n % RESCALE == RESCALE - 1 {
                    scale += rescale(&mut product);
                }
            }
            let mut given_m = [0.0; GRID];
            for (p, row) in product.iter().zip(&self.kernel) {
                for (sum, weight) in given_m.iter_mut().zip(row) {
                    *sum += p * weight;
                }
            }
            for (p, q) in likelihood.iter_mut().zip(&given_m) {
                *p *= q;
            }
            scale += rescale(&mut likelihood);
        }
        (likelihood, scale)
    }

    /// The places m at which [`Self::by_location`] gives a likelihood, in total standard deviations.
    pub(crate) fn locations(&self) -> [f64; GRID] {
        let (start, step) = grid(self.shared + self.dimension);
        std::array::from_fn(|at| start + at as f64 * step)
    }

    /// τ², the variance that all answers of a ballot share.
    pub(crate) fn shared_variance(&self) -> f64 {
        self.shared
    }

    /// Likelihood of one ballot at each place m, style integrated, divided by the exponential of the
    /// scale beside it.
    pub(crate) fn by_location(&self, ballot: &[u8]) -> ([f64; GRID], f64) {
        let of_style = ballot.len() * self.n_levels;
        let parts: Vec<([f64; GRID], f64)> = (0..STYLE_NODES.len())
            .map(|at| self.given_style(&self.table[at * of_style..(at + 1) * of_style], ballot))
            .collect();
        let most = parts
            .iter()
            .map(|(_, scale)| *scale)
            .fold(f64::NEG_INFINITY, f64::max);
        let mut likelihood = [0.0; GRID];
        for ((of_style, scale), (_, weight)) in parts.iter().zip(STYLE_NODES) {
            for (sum, p) in likelihood.iter_mut().zip(of_style) {
                *sum += weight * (scale - most).exp() * p;
            }
        }
        (likelihood, most)
    }
}

/// First point and step of the grid of a variance.
fn grid(variance: f64) -> (f64, f64) {
    let reach = REACH * variance.max(1e-4).sqrt();
    (-reach, 2.0 * reach / (GRID - 1) as f64)
}

/// Divides by the largest value and returns its logarithm.
fn rescale(values: &mut [f64; GRID]) -> f64 {
    let most = values.iter().copied().fold(0.0, f64::max);
    values.iter_mut().for_each(|value| *value /= most);
    most.ln()
}

/// Weighted number of answers by item and level.
fn counts(sheet: &Sheet, weights: &[f64]) -> Vec<f64> {
    let (k, a) = (sheet.n_items(), sheet.n_levels());
    let chunks = sheet
        .levels()
        .par_chunks(CHUNK * k)
        .zip(weights.par_chunks(CHUNK));
    let parts: Vec<Vec<f64>> = chunks
        .map(|(levels, weights)| {
            let mut counts = vec![0.0; k * a];
            for (ballot, weight) in levels.chunks_exact(k).zip(weights) {
                for (item, level) in ballot.iter().enumerate().filter(|(_, level)| **level > 0) {
                    counts[item * a + usize::from(*level) - 1] += weight;
                }
            }
            counts
        })
        .collect();
    (0..k * a)
        .map(|at| sum(parts.iter().map(|part| part[at])))
        .collect()
}

/// Weighted sums of products of answers, about the means, over pairs of items.
fn moments(sheet: &Sheet, competencies: &[Vec<usize>], weights: &[f64], means: &[f64]) -> Moments {
    let k = sheet.n_items();
    let chunks = sheet
        .levels()
        .par_chunks(CHUNK * k)
        .zip(weights.par_chunks(CHUNK));
    let parts: Vec<Moments> = chunks
        .map(|(levels, weights)| {
            let mut moments = Moments {
                same: [0.0; 2],
                other: [0.0; 2],
            };
            for (ballot, weight) in levels.chunks_exact(k).zip(weights) {
                let (mut all, mut inside) = ([0.0; 3], [0.0; 2]);
                for competency in competencies {
                    let (mut sum, mut n, mut squares) = (0.0, 0.0, 0.0);
                    for &item in competency.iter().filter(|item| ballot[**item] > 0) {
                        let x = f64::from(ballot[item]) - means[item];
                        sum += x;
                        n += 1.0;
                        squares += x * x;
                    }
                    inside[0] += (sum * sum - squares) / 2.0;
                    inside[1] += (n * n - n) / 2.0;
                    all[0] += sum;
                    all[1] += n;
                    all[2] += squares;
                }
                let pairs = [
                    (all[0] * all[0] - all[2]) / 2.0,
                    (all[1] * all[1] - all[1]) / 2.0,
                ];
                for at in 0..2 {
                    moments.same[at] += weight * inside[at];
                    moments.other[at] += weight * (pairs[at] - inside[at]);
                }
            }
            moments
        })
        .collect();
    let total = |of: &dyn Fn(&Moments) -> f64| sum(parts.iter().map(of));
    Moments {
        same: [total(&|part| part.same[0]), total(&|part| part.same[1])],
        other: [total(&|part| part.other[0]), total(&|part| part.other[1])],
    }
}

/// Where a share of all answers lies below: the quantile of the normal mixed over style, by bisection.
fn threshold(share: f64) -> f64 {
    let below = |t: f64| -> f64 {
        STYLE_NODES
            .iter()
            .map(|(node, w)| w * cumulative(t / style(*node)))
            .sum()
    };
    let (mut low, mut high) = (-9.0, 9.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if below(middle) < share {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// Mean covariance over pairs of items as a power series of their latent correlation.
struct Series {
    coefficients: [f64; TERMS],
}

impl Series {
    /// `None` where there is no such pair of items.
    fn of(
        thresholds: &[f64],
        n_cuts: usize,
        competencies: &[Vec<usize>],
        same: bool,
    ) -> Option<Self> {
        let mut coefficients = [0.0; TERMS];
        let mut n_pairs = 0.0;
        for (node, weight) in STYLE_NODES {
            let hermite: Vec<[f64; TERMS]> = thresholds
                .chunks_exact(n_cuts)
                .map(|cuts| hermite(cuts, style(node)))
                .collect();
            for (n, coefficient) in coefficients.iter_mut().enumerate() {
                let (sum, pairs) = over_pairs(&hermite, competencies, same, n);
                *coefficient += weight * sum;
                n_pairs = pairs;
            }
        }
        // The mean of an item given style moves with style: its products, less those of the means.
        let overall: Vec<[f64; TERMS]> = thresholds
            .chunks_exact(n_cuts)
            .map(|cuts| {
                let mut mean = [0.0; TERMS];
                for (node, weight) in STYLE_NODES {
                    mean[0] += weight * hermite(cuts, style(node))[0];
                }
                mean
            })
            .collect();
        coefficients[0] -= over_pairs(&overall, competencies, same, 0).0;
        (n_pairs > 0.0).then(|| Self {
            coefficients: coefficients.map(|sum| sum / n_pairs),
        })
    }

    /// The correlation whose covariance is `mean`, between 0 and the most.
    fn correlation(&self, mean: f64) -> f64 {
        let value = |rho: f64| self.coefficients.iter().rev().fold(0.0, |v, c| v * rho + c);
        let (mut low, mut high) = (0.0, MOST_CORRELATION);
        for _ in 0..60 {
            let middle = 0.5 * (low + high);
            if value(middle) < mean {
                low = middle;
            } else {
                high = middle;
            }
        }
        0.5 * (low + high)
    }
}

/// h_n/√n! for n = 0.. of an item's score, which is the number of thresholds passed.
fn hermite(cuts: &[f64], style: f64) -> [f64; TERMS] {
    let mut h = [0.0; TERMS];
    for cut in cuts {
        let t = cut / style;
        h[0] += 1.0 - cumulative(t);
        let density = (-t * t / 2.0).exp() / std::f64::consts::TAU.sqrt();
        // Orthonormal Hermite polynomials: p_n = He_n/√n!, and h_n/√n! = φ p_{n−1}/√n.
        let (mut before, mut p) = (0.0, 1.0);
        for (n, h) in h.iter_mut().enumerate().skip(1) {
            *h += density * p / (n as f64).sqrt();
            let next = (t * p - ((n - 1) as f64).sqrt() * before) / (n as f64).sqrt();
            before = p;
            p = next;
        }
    }
    h
}

/// Sum over pairs of items, of the same competency or of different ones, of products of term n, and
/// the number of pairs.
fn over_pairs(h: &[[f64; TERMS]], competencies: &[Vec<usize>], same: bool, n: usize) -> (f64, f64) {
    let (mut all, mut inside) = ([0.0; 3], [0.0; 2]);
    for competency in competencies {
        let of =
            |power: i32| -> f64 { competency.iter().map(|item| h[*item][n].powi(power)).sum() };
        let (sum, squares, items) = (of(1), of(2), competency.len() as f64);
        inside[0] += (sum * sum - squares) / 2.0;
        inside[1] += (items * items - items) / 2.0;
        all[0] += sum;
        all[1] += items;
        all[2] += squares;
    }
    if same {
        return (inside[0], inside[1]);
    }
    let pairs = (all[1] * all[1] - all[1]) / 2.0;
    (
        (all[0] * all[0] - all[2]) / 2.0 - inside[0],
        pairs - inside[1],
    )
}
