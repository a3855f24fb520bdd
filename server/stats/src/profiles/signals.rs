//! Signals of collusion and retaliation: ballots of one cell that are all praise or all blame, among
//! others that are not.
//!
//! In a cell c of n ballots, H₀: all are attentive, m_b ~ N(μ_c, τ²_w), μ_c from a law with heavy tails,
//! so that a group which agrees, however harshly, is one group. H₁: a share π of them comes from the
//! extreme, f_e(b) = Π_j p(y_bj) with p of [`EXTREME`] on the end of the scale. With f(b | μ) from the
//! attentive model of the screen,
//!
//! L(π) = Σ_μ p(μ) Π_b {(1 − π) f(b | μ) + π f_e(b)},  LR = 2 log(max L/L(0)).
//!
//! A signal is LR > 10.8 (at the boundary p = .0005; Self & Liang 1987, JASA 82:605) with π ≥ .1
//! (statistics.md §6). It is shown to a person. Ballots lose weight only where the protocol says so,
//! by their posterior, and together no more than its cap. Honest people who agree are not a signal:
//! μ_c moves with them. Single extreme opinions of honest people can be one, which is why the default
//! only reports.

use super::ballots::CampaignBallots;
use crate::careless::Attentive;

/// What a cell looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// All praise, apart from the others.
    Collusion,
    /// All blame, apart from the others.
    Retaliation,
}

impl Signal {
    /// As results name it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Collusion => "collusion",
            Self::Retaliation => "retaliation",
        }
    }
}

/// What was found.
#[derive(Clone, Debug)]
pub(super) struct Signals {
    /// One per cell, subject by subject.
    pub(super) cells: Vec<Option<Signal>>,
    /// P(extreme | ballot, cell) where the cell has a signal, else 0.
    pub(super) extreme: Vec<f64>,
}

/// Probabilities of the end of the scale, of its neighbour and of all other levels together.
const EXTREME: [f64; 3] = [0.92, 0.07, 0.01];

/// LR of a signal.
const LIKELIHOOD_RATIO: f64 = 10.8;

/// Shares that are tried: .05 to .95.
const SHARES: usize = 19;

/// Smallest share of a signal.
const SMALLEST_SHARE: f64 = 0.1;

/// A ballot this careless already says nothing.
const HALF: f64 = 0.5;

/// Looks through all cells. `within`: the share of the variance of ballot means that lies within
/// cells, by relation.
pub(super) fn find(
    ballots: &CampaignBallots,
    attentive: &Attentive,
    weights: &[f64],
    within: &[f64],
) -> Signals {
    let n_relations = ballots.n_relations();
    let n_cells = ballots.n_subjects * n_relations;
    let n_levels = ballots.sheet.n_levels();
    let mut signals = Signals {
        cells: vec![None; n_cells],
        extreme: vec![0.0; ballots.len()],
    };
    let mut suspects = vec![[false; 2]; n_cells];
    let cell_of = |b: usize| {
        ballots.subject[b] as usize * n_relations + usize::from(ballots.relation[b])
    };
    let speaks = |b: usize| {
        weights[b] >= HALF && ballots.sheet.ballot(b).iter().any(|level| *level > 0)
    };
    for b in (0..ballots.len()).filter(|b| speaks(*b)) {
        let ballot = ballots.sheet.ballot(b);
        for (end, suspect) in suspects[cell_of(b)].iter_mut().enumerate() {
            *suspect |= !*suspect
                && near_end(ballot, end, n_levels)
                && log_extreme(ballot, end, n_levels) > attentive.log_likelihood(ballot);
        }
    }
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); n_cells];
    for b in (0..ballots.len()).filter(|b| speaks(*b)) {
        if suspects[cell_of(b)].iter().any(|suspect| *suspect) {
            members[cell_of(b)].push(b);
        }
    }
    for (cell, members) in members.iter().enumerate().filter(|(_, m)| !m.is_empty()) {
        let law = Law::new(attentive, within[cell % n_relations]);
        let located: Vec<Vec<f64>> = members
            .iter()
            .map(|b| law.log_given(&attentive.by_location(ballots.sheet.ballot(*b))))
            .collect();
        let mut best: Option<(f64, Signal, Vec<f64>)> = None;
        for (end, signal) in [Signal::Retaliation, Signal::Collusion].into_iter().enumerate() {
            if !suspects[cell][end] {
                continue;
            }
            let extreme: Vec<f64> = members
                .iter()
                .map(|b| log_extreme(ballots.sheet.ballot(*b), end, n_levels))
                .collect();
            let (ratio, share, posterior) = mixture(&law, &located, &extreme);
            let better = best.as_ref().is_none_or(|(other, ..)| ratio > *other);
            if ratio > LIKELIHOOD_RATIO && share >= SMALLEST_SHARE && better {
                best = Some((ratio, signal, posterior));
            }
        }
        if let Some((_, signal, posterior)) = best {
            signals.cells[cell] = Some(signal);
            for (b, p) in members.iter().zip(posterior) {
                signals.extreme[*b] = p;
            }
        }
    }
    signals
}

impl Signals {
    /// What weights the ballots keep: 1 − P(extreme), with no more than `cap` of a cell's ballots
    /// taken.
    pub(super) fn kept(&self, ballots: &CampaignBallots, cap: f64) -> Vec<f64> {
        let n_relations = ballots.n_relations();
        let cell_of = |b: usize| {
            ballots.subject[b] as usize * n_relations + usize::from(ballots.relation[b])
        };
        let mut taken = vec![(0.0, 0.0); self.cells.len()];
        for b in 0..ballots.len() {
            let (taken, n) = &mut taken[cell_of(b)];
            *taken += self.extreme[b];
            *n += 1.0;
        }
        (0..ballots.len())
            .map(|b| {
                let (taken, n) = taken[cell_of(b)];
                let most = cap * n;
                let share = if taken > most { most / taken } else { 1.0 };
                1.0 - share * self.extreme[b]
            })
            .collect()
    }
}

/// Whether the mean answer lies in the outer quarter of the scale: all others need no likelihood.
fn near_end(ballot: &[u8], end: usize, n_levels: usize) -> bool {
    let answered = ballot.iter().filter(|level| **level > 0);
    let (sum, n) = answered.fold((0.0, 0.0), |(s, n), level| (s + f64::from(*level) - 1.0, n + 1.0));
    let place = sum / n / (n_levels - 1) as f64;
    if end == 0 { place < 0.25 } else { place > 0.75 }
}

fn log_extreme(ballot: &[u8], end: usize, n_levels: usize) -> f64 {
    let others = (n_levels.max(3) - 2) as f64;
    let mut log = 0.0;
    for level in ballot.iter().filter(|level| **level > 0) {
        let distance = if end == 0 {
            usize::from(*level) - 1
        } else {
            n_levels - usize::from(*level)
        };
        log += match distance {
            0 => EXTREME[0],
            1 => EXTREME[1],
            _ => EXTREME[2] / others,
        }
        .ln();
    }
    log
}

/// The laws of a cell: of its place, and of a ballot given that.
struct Law {
    log_prior: Vec<f64>,
    /// Weight of m given μ, row by μ.
    kernel: Vec<Vec<f64>>,
}

/// Share of cells with a place far from the others, and how many times as far they reach.
const FAR: (f64, f64) = (0.1, 2.0);

impl Law {
    fn new(attentive: &Attentive, within: f64) -> Self {
        let points = attentive.locations();
        let spread = attentive.shared_variance().max(1e-4);
        let gauss = |x: f64, variance: f64| (-x * x / (2.0 * variance)).exp() / variance.sqrt();
        let normal = |variance: f64| {
            let raw: Vec<f64> = points.iter().map(|x| gauss(*x, variance)).collect();
            let total: f64 = raw.iter().sum();
            raw.into_iter().map(move |weight| weight / total)
        };
        let (share, reach) = FAR;
        let prior = normal(spread)
            .zip(normal(reach * reach * spread))
            .map(|(near, far)| ((1.0 - share) * near + share * far).ln())
            .collect();
        let kernel = points.iter().map(|centre| {
            let raw: Vec<f64> = points
                .iter()
                .map(|x| gauss(x - centre, (within * spread).max(1e-4)))
                .collect();
            let total: f64 = raw.iter().sum();
            raw.into_iter().map(|weight| weight / total).collect()
        });
        Self {
            kernel: kernel.collect(),
            log_prior: prior,
        }
    }

    /// log f(b | μ) at each μ, from the ballot's likelihood at each m and its logarithmic scale.
    fn log_given(&self, (likelihood, scale): &(Vec<f64>, f64)) -> Vec<f64> {
        let at = |row: &Vec<f64>| -> f64 { row.iter().zip(likelihood).map(|(w, l)| w * l).sum() };
        self.kernel.iter().map(|row| scale + at(row).max(f64::MIN_POSITIVE).ln()).collect()
    }
}

/// LR, the share π and the posterior of each ballot.
fn mixture(law: &Law, located: &[Vec<f64>], extreme: &[f64]) -> (f64, f64, Vec<f64>) {
    // log{(1 − π) f + π f_e} without leaving the range of doubles.
    let blend = |share: f64, log_f: f64, log_e: f64| {
        let (a, b) = ((1.0 - share).ln() + log_f, share.ln() + log_e);
        let most = a.max(b);
        most + ((a - most).exp() + (b - most).exp()).ln()
    };
    let places = |share: f64| -> Vec<f64> {
        let at = |place: usize| {
            let terms = located.iter().zip(extreme);
            law.log_prior[place] + terms.map(|(f, e)| blend(share, f[place], *e)).sum::<f64>()
        };
        (0..law.log_prior.len()).map(at).collect()
    };
    let log_sum = |logs: &[f64]| {
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        most + logs.iter().map(|log| (log - most).exp()).sum::<f64>().ln()
    };
    let none = log_sum(&places(0.0));
    let mut best = (none, 0.0);
    for step in 1..=SHARES {
        let share = step as f64 / (SHARES + 1) as f64;
        let value = log_sum(&places(share));
        if value > best.0 {
            best = (value, share);
        }
    }
    let (value, share) = best;
    let posterior = if share == 0.0 {
        vec![0.0; located.len()]
    } else {
        let logs = places(share);
        located
            .iter()
            .zip(extreme)
            .map(|(f, e)| {
                let at = |place: usize| {
                    let of_place = (logs[place] - value).exp();
                    of_place * (share.ln() + e - blend(share, f[place], *e)).exp()
                };
                (0..logs.len()).map(at).sum::<f64>().clamp(0.0, 1.0)
            })
            .collect()
    };
    (2.0 * (value - none), share, posterior)
}
