//! What the time of a ballot says.
//!
//! Seconds an item are log-normal for attentive and for careless people, with one variance, so that
//! slower is never more careless. Where a campaign keeps only a class of speed, each side has three
//! shares. Both sides learn from the posterior, and both start from a few ballots' worth of what is
//! known: under 2 s an item nobody reads (Huang, Curran, Keeney, Poposki & DeShon 2012, Journal of
//! Business and Psychology 27:99).

use rayon::prelude::*;

use super::CHUNK;
use crate::numeric::{median, sum};

/// Ballots' worth of prior knowledge on each side.
const PRIOR_BALLOTS: f64 = 5.0;
/// Prior of careless log seconds an item: 1.4 s.
const CARELESS_SECONDS: f64 = 1.4;
/// Prior standard deviation of log seconds.
const LOG_SD: f64 = 0.35;
/// Prior shares of the three classes, careless and attentive.
const CLASSES: [[f64; 3]; 2] = [[0.80, 0.15, 0.05], [0.02, 0.28, 0.70]];
/// A time alone is never worth more than this, in log-odds.
const MOST: f64 = 10.0;
/// Shortest time that counts, in seconds an item.
const SHORTEST: f64 = 0.05;
/// Interruptions are no pace: log seconds end this many robust standard deviations above the median.
const LONGEST_SDS: f64 = 2.5;

/// What a campaign knows about the time of its ballots, one entry a ballot.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Pace {
    /// Nothing.
    #[default]
    Unknown,
    /// Seconds an item; `None` or a number that is not positive and finite counts as unknown.
    Seconds(Vec<Option<f64>>),
    /// Class of speed: 1 under 2 s an item, 2 from 2 to 4, 3 above; anything else is unknown.
    Classes(Vec<u8>),
}

/// Times made ready, and how careless and attentive people spread over them.
#[derive(Clone, Debug)]
pub(super) enum PaceModel {
    Unknown,
    Seconds {
        logs: Vec<Option<f64>>,
        careless: f64,
        attentive: f64,
        variance: f64,
    },
    Classes {
        classes: Vec<u8>,
        log_ratios: [f64; 3],
    },
}

impl PaceModel {
    /// The model before any ballot is known to be careless.
    pub(super) fn new(pace: &Pace) -> Self {
        match pace {
            Pace::Unknown => Self::Unknown,
            Pace::Seconds(seconds) => {
                let log = |of: &Option<f64>| {
                    of.filter(|s| s.is_finite() && *s > 0.0)
                        .map(|s| s.max(SHORTEST).ln())
                };
                let mut logs: Vec<Option<f64>> = seconds.iter().map(log).collect();
                let known: Vec<f64> = logs.iter().copied().flatten().collect();
                let Some(centre) = median(&known) else {
                    return Self::Unknown;
                };
                let deviations: Vec<f64> = known.iter().map(|x| (x - centre).abs()).collect();
                let spread = 1.4826 * median(&deviations).unwrap_or(0.0);
                let longest = centre + LONGEST_SDS * spread.max(LOG_SD);
                for log in logs.iter_mut().flatten() {
                    *log = log.min(longest);
                }
                Self::Seconds {
                    logs,
                    careless: CARELESS_SECONDS.ln(),
                    attentive: centre,
                    variance: LOG_SD * LOG_SD,
                }
            }
            Pace::Classes(classes) => {
                let [careless, attentive] = CLASSES;
                Self::Classes {
                    classes: classes.to_vec(),
                    log_ratios: ratios(careless, attentive),
                }
            }
        }
    }

    /// Log of f(time | careless)/f(time | attentive); 0 where the time is unknown.
    pub(super) fn log_ratio(&self, ballot: usize) -> f64 {
        match self {
            Self::Unknown => 0.0,
            Self::Seconds {
                logs,
                careless,
                attentive,
                variance,
            } => match logs[ballot] {
                // Where careless people are not faster, time says nothing.
                Some(x) if careless < attentive => {
                    let middle = 0.5 * (careless + attentive);
                    ((careless - attentive) * (x - middle) / variance).clamp(-MOST, MOST)
                }
                _ => 0.0,
            },
            Self::Classes {
                classes,
                log_ratios,
            } => match classes[ballot] {
                class @ 1..=3 => log_ratios[usize::from(class) - 1],
                _ => 0.0,
            },
        }
    }

    /// Fits both sides to the posterior of carelessness.
    pub(super) fn fit(&mut self, p_careless: &[f64]) {
        match self {
            Self::Unknown => {}
            Self::Seconds {
                logs,
                careless,
                attentive,
                variance,
            } => {
                let moments = sums(p_careless, |at, p| {
                    logs[at].map_or([0.0; 6], |x| {
                        let q = 1.0 - p;
                        [p, p * x, p * x * x, q, q * x, q * x * x]
                    })
                });
                let side =
                    |n: f64, x: f64, prior: f64| (x + PRIOR_BALLOTS * prior) / (n + PRIOR_BALLOTS);
                let [n, x, xx, m, y, yy] = moments;
                *careless = side(n, x, CARELESS_SECONDS.ln());
                *attentive = side(m, y, *attentive);
                let about = |n: f64, x: f64, xx: f64, c: f64| xx - 2.0 * c * x + n * c * c;
                let squares = about(n, x, xx, *careless) + about(m, y, yy, *attentive);
                let prior = 2.0 * PRIOR_BALLOTS * LOG_SD * LOG_SD;
                *variance = ((squares + prior) / (n + m + 2.0 * PRIOR_BALLOTS)).max(1e-4);
            }
            Self::Classes {
                classes,
                log_ratios,
            } => {
                let counts = sums(p_careless, |at, p| {
                    let mut counts = [0.0; 6];
                    if let class @ 1..=3 = classes[at] {
                        counts[usize::from(class) - 1] = p;
                        counts[usize::from(class) + 2] = 1.0 - p;
                    }
                    counts
                });
                let shares = |at: usize| {
                    let mut shares = CLASSES[at];
                    let n = sum(counts[3 * at..3 * at + 3].iter().copied()) + PRIOR_BALLOTS;
                    for (class, share) in shares.iter_mut().enumerate() {
                        *share = (counts[3 * at + class] + PRIOR_BALLOTS * *share) / n;
                    }
                    shares
                };
                *log_ratios = ratios(shares(0), shares(1));
            }
        }
    }
}

/// Log ratios of the classes; a slower class is never more careless than a faster one.
fn ratios(careless: [f64; 3], attentive: [f64; 3]) -> [f64; 3] {
    let mut ratios = [0.0; 3];
    let mut most = MOST;
    for (at, ratio) in ratios.iter_mut().enumerate() {
        most = (careless[at] / attentive[at]).ln().clamp(-MOST, most);
        *ratio = most;
    }
    ratios
}

/// Six sums over the ballots, in chunks of fixed size.
fn sums(p_careless: &[f64], terms: impl Fn(usize, f64) -> [f64; 6] + Sync) -> [f64; 6] {
    let parts: Vec<[f64; 6]> = p_careless
        .par_chunks(CHUNK)
        .enumerate()
        .map(|(chunk, ps)| {
            let mut sums = [0.0; 6];
            for (at, p) in ps.iter().enumerate() {
                for (sum, term) in sums.iter_mut().zip(terms(chunk * CHUNK + at, *p)) {
                    *sum += term;
                }
            }
            sums
        })
        .collect();
    let mut totals = [0.0; 6];
    for (at, total) in totals.iter_mut().enumerate() {
        *total = sum(parts.iter().map(|part| part[at]));
    }
    totals
}
