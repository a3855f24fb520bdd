//! Signals of collusion and retaliation: ballots of one cell that are all praise or all blame, among
//! others that are not.
//!
//! In a cell c of n ballots, H₀: all are attentive, m_b ~ N(μ_c, τ²_w), μ_c from a law with heavy tails,
//! so that a group which agrees, however harshly, is one group. H₁: a share π of them comes from the
//! extreme, f_e(b) = Π_j p(y_bj) with p of [`EXTREME`] on the end of the scale. With f(b | μ) from the
//! attentive model of the screen,
//!
//! L(π) = Σ_μ p(μ) Π_b {(1 − π) f(b | μ) + π f_e(b)},  B_c = mean of L(π)/L(0) over π.
//!
//! A campaign has a share ω of subjects under attack from one end of the scale; if one is, each of his
//! cells takes part with probability ½: B_i = Π_c (1 + B_c)/2. EM gives ω (from [`PRIOR_SUBJECTS`]
//! subjects without attack, so that a clean campaign has none), and with it the posterior of a subject,
//! ω B_i/(1 − ω + ω B_i), of a cell, times B_c/(1 + B_c), and of a ballot. A signal is a cell with a
//! posterior above ½. It is shown to a person; ballots lose weight only where the protocol says so,
//! by their posterior, and together no more than its cap. Honest people who agree are not a signal:
//! μ_c moves with them. Single extreme opinions of honest people can be one, which is why the default
//! only reports. What a first look finds has widened the model of honest raters, so that `run` looks a
//! second time without it. Mixtures with an extreme class: statistics.md §6.

use rayon::prelude::*;

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
    /// P(extreme | ballot, cell); 0 where it is below doubt.
    pub(super) extreme: Vec<f64>,
}

/// Probabilities of the end of the scale, of its neighbour and of all other levels together.
const EXTREME: [f64; 3] = [0.93, 0.065, 0.005];

/// Shares that are tried: .1 to .9.
const SHARES: [f64; 9] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/// Subjects without attack that the estimate of ω starts from.
const PRIOR_SUBJECTS: f64 = 20.0;

/// ω before the first step of EM, and steps.
const START: (f64, usize) = (0.02, 50);

/// A cell has a signal, which is shown, above this posterior.
const SIGNAL: f64 = 0.5;

/// Above this one its ballots lose weight by their posterior, where the protocol weighs signals: to
/// wait for ½ would let half of a doubtful ballot pass as if nothing spoke against it.
const DOUBT: f64 = 0.2;

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
    let speaks =
        |b: usize| weights[b] >= HALF && ballots.sheet.ballot(b).iter().any(|level| *level > 0);
    let suspect = |b: usize| -> [bool; 2] {
        let ballot = ballots.sheet.ballot(b);
        std::array::from_fn(|end| {
            speaks(b)
                && near_end(ballot, end, n_levels)
                && log_extreme(ballot, end, n_levels) > attentive.log_likelihood(ballot)
        })
    };
    let alone: Vec<[bool; 2]> = (0..ballots.len()).into_par_iter().map(suspect).collect();
    let mut suspects = vec![[false; 2]; n_cells];
    for (b, alone) in alone.iter().enumerate() {
        for (end, alone) in alone.iter().enumerate() {
            suspects[ballots.cell(b)][end] |= alone;
        }
    }
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); n_cells];
    for b in (0..ballots.len()).filter(|b| speaks(*b)) {
        if suspects[ballots.cell(b)].iter().any(|suspect| *suspect) {
            members[ballots.cell(b)].push(b);
        }
    }
    let laws: Vec<Law> = within
        .iter()
        .map(|within| Law::new(attentive, *within))
        .collect();
    let look = |(cell, members): (usize, &Vec<usize>)| -> [Option<Found>; 2] {
        if members.is_empty() {
            return [None, None];
        }
        let law = &laws[cell % n_relations];
        let located: Vec<Vec<f64>> = members
            .iter()
            .map(|b| {
                let (likelihood, scale) = attentive.by_location(ballots.sheet.ballot(*b));
                law.log_given(&likelihood, scale)
            })
            .collect();
        std::array::from_fn(|end| {
            let extreme = |b: &usize| log_extreme(ballots.sheet.ballot(*b), end, n_levels);
            let logs: Vec<f64> = members.iter().map(extreme).collect();
            suspects[cell][end].then(|| mixture(law, &located, &logs))
        })
    };
    let found: Vec<[Option<Found>; 2]> = members.par_iter().enumerate().map(look).collect();
    for (end, signal) in ENDS.into_iter().enumerate() {
        let log_factor = |cell: usize| found[cell][end].as_ref().map_or(0.0, |of| of.log_factor);
        let attacked = attacked(ballots.n_subjects, |i| {
            let cells = i * n_relations..(i + 1) * n_relations;
            cells.map(|cell| half_and(log_factor(cell))).sum()
        });
        for (cell, members) in members.iter().enumerate() {
            let Some(of) = &found[cell][end] else {
                continue;
            };
            let taking_part = 1.0 / (1.0 + (-of.log_factor).exp());
            let p = attacked[cell / n_relations] * taking_part;
            if p <= DOUBT {
                continue;
            }
            if p > SIGNAL {
                signals.cells[cell] = Some(signal);
            }
            for (b, extreme) in members.iter().zip(&of.posterior) {
                signals.extreme[*b] = signals.extreme[*b].max(p * extreme);
            }
        }
    }
    signals
}

/// The low end of the scale and the high one.
const ENDS: [Signal; 2] = [Signal::Retaliation, Signal::Collusion];

/// What the mixture finds in a cell at one end.
struct Found {
    /// log B_c.
    log_factor: f64,
    /// P(extreme | ballot) if the cell takes part.
    posterior: Vec<f64>,
}

/// log (1 + B)/2 from log B.
fn half_and(log_factor: f64) -> f64 {
    let most = log_factor.max(0.0);
    most + (0.5 * ((-most).exp() + (log_factor - most).exp())).ln()
}

/// P(attacked) of each subject, with ω by EM.
fn attacked(n_subjects: usize, log_factor: impl Fn(usize) -> f64) -> Vec<f64> {
    let logs: Vec<f64> = (0..n_subjects).map(log_factor).collect();
    let (mut share, steps) = START;
    let posterior = |share: f64, log: f64| 1.0 / (1.0 + (1.0 - share) / share * (-log).exp());
    for _ in 0..steps {
        let sum: f64 = logs.iter().map(|log| posterior(share, *log)).sum();
        share = (sum / (n_subjects as f64 + PRIOR_SUBJECTS)).max(1e-9);
    }
    logs.iter().map(|log| posterior(share, *log)).collect()
}

impl Signals {
    /// No signal anywhere.
    pub(super) fn none(ballots: &CampaignBallots) -> Self {
        Self {
            cells: vec![None; ballots.n_subjects * ballots.n_relations()],
            extreme: vec![0.0; ballots.len()],
        }
    }

    /// What weights the ballots keep: 1 − P(extreme), with no more than `cap` of a cell's ballots
    /// taken.
    pub(super) fn kept(&self, ballots: &CampaignBallots, cap: f64) -> Vec<f64> {
        let mut taken = vec![(0.0, 0.0); self.cells.len()];
        for b in 0..ballots.len() {
            let (taken, n) = &mut taken[ballots.cell(b)];
            *taken += self.extreme[b];
            *n += 1.0;
        }
        (0..ballots.len())
            .map(|b| {
                let (taken, n) = taken[ballots.cell(b)];
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
    let (sum, n) = answered.fold((0.0, 0.0), |(s, n), level| {
        (s + f64::from(*level) - 1.0, n + 1.0)
    });
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
    fn log_given(&self, likelihood: &[f64], scale: f64) -> Vec<f64> {
        let at = |row: &Vec<f64>| -> f64 { row.iter().zip(likelihood).map(|(w, l)| w * l).sum() };
        self.kernel
            .iter()
            .map(|row| scale + at(row).max(f64::MIN_POSITIVE).ln())
            .collect()
    }
}

/// B_c and the posterior of each ballot, averaged over shares and places.
fn mixture(law: &Law, located: &[Vec<f64>], extreme: &[f64]) -> Found {
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
    let none = log_sum(&places(0.0));
    let logs: Vec<(f64, Vec<f64>)> = SHARES
        .into_iter()
        .map(|share| (share, places(share)))
        .collect();
    let all: Vec<f64> = logs.iter().map(|(_, logs)| log_sum(logs)).collect();
    let total = log_sum(&all);
    let posterior = (0..located.len()).map(|b| {
        let mut p = 0.0;
        for (share, logs) in &logs {
            for (place, log) in logs.iter().enumerate() {
                let here =
                    (share.ln() + extreme[b] - blend(*share, located[b][place], extreme[b])).exp();
                p += (log - total).exp() * here;
            }
        }
        p.clamp(0.0, 1.0)
    });
    Found {
        log_factor: total - (SHARES.len() as f64).ln() - none,
        posterior: posterior.collect(),
    }
}

fn log_sum(logs: &[f64]) -> f64 {
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    most + logs.iter().map(|log| (log - most).exp()).sum::<f64>().ln()
}
