//! Shares of the kinds of respondent, and each ballot's posterior, by EM.

use rayon::prelude::*;

use super::CHUNK;
use super::attentive::Attentive;
use super::kinds::Kinds;
use super::pace::PaceModel;
use crate::careless::sheet::Sheet;
use crate::numeric::sum;

/// Rounds of fitting the rating model to the ballots that look attentive.
const ROUNDS: usize = 3;
/// EM steps inside a round, at most.
const STEPS: usize = 60;
/// EM ends when no share moves by more than this.
const SETTLED: f64 = 1e-6;
/// Largest log ratio to the attentive likelihood: beyond it nothing changes.
const MOST: f64 = 300.0;
/// Share of careless ballots to start from: 10 to 12 % in Meade & Craig 2012.
const START: f64 = 0.12;
/// Ballots' worth of that start that stay in the shares, so that none becomes exactly 0.
const PRIOR_BALLOTS: f64 = 2.0;

/// Posterior of one ballot.
#[derive(Clone, Copy, Debug)]
pub(super) struct Posterior {
    /// P(kind | answers, time): attentive, straight, random, patterned.
    pub(super) kinds: [f64; 4],
    /// log P(answers | straight line or pattern)/P(answers | attentive).
    pub(super) sequence: f64,
    /// log P(answers | random)/P(answers | attentive).
    pub(super) misfit: f64,
    /// log P(time | careless)/P(time | attentive).
    pub(super) haste: f64,
}

/// Fitted shares and models.
#[derive(Clone, Debug)]
pub(super) struct Mixture {
    pub(super) attentive: Attentive,
    kinds: Kinds,
    pace: PaceModel,
    /// Share of attentive ballots, then of straight lines on each level, of random and of patterned.
    pub(super) shares: Vec<f64>,
    /// Ratios of likelihoods to the attentive one, in rows of levels + 2.
    ratios: Vec<f64>,
    pub(super) steps: usize,
}

impl Mixture {
    pub(super) fn fit(
        sheet: &Sheet,
        competencies: &[Vec<usize>],
        pace: PaceModel,
        only_lines: bool,
    ) -> Self {
        let mut weights = vec![1.0; sheet.n_ballots()];
        let attentive = Attentive::fit(sheet, competencies, &weights);
        let mut mixture = Self {
            shares: start(sheet.n_levels(), only_lines),
            kinds: Kinds::new(sheet.n_items(), sheet.n_levels()),
            attentive,
            pace,
            ratios: Vec::new(),
            steps: 0,
        };
        let patterned = patterned(sheet, &mixture.kinds);
        for round in 0..ROUNDS {
            if round > 0 {
                mixture.attentive = Attentive::fit(sheet, competencies, &weights);
            }
            mixture.ratios = ratios(sheet, &mixture.attentive, &mixture.kinds, &patterned);
            weights = mixture.settle();
        }
        mixture
    }

    /// EM over shares and pace with the likelihoods as they are; P(attentive) of each ballot.
    fn settle(&mut self) -> Vec<f64> {
        let n = self.ratios.len() / self.width();
        let prior = start_like(&self.shares);
        for _ in 0..STEPS {
            self.steps += 1;
            let (sums, careless) = self.expect();
            self.pace.fit(&careless);
            let mut moved = 0.0_f64;
            for ((share, sum), prior) in self.shares.iter_mut().zip(&sums).zip(&prior) {
                let next = (sum + PRIOR_BALLOTS * prior) / (n as f64 + PRIOR_BALLOTS);
                moved = moved.max((next - *share).abs());
                *share = next;
            }
            if moved < SETTLED {
                break;
            }
        }
        self.expect()
            .1
            .into_iter()
            .map(|careless| 1.0 - careless)
            .collect()
    }

    fn width(&self) -> usize {
        self.shares.len() - 1
    }

    /// Expected number of ballots of each kind, and P(careless) of each ballot.
    fn expect(&self) -> (Vec<f64>, Vec<f64>) {
        let width = self.width();
        let chunks = self.ratios.par_chunks(CHUNK * width).enumerate();
        let parts: Vec<(Vec<f64>, Vec<f64>)> = chunks
            .map(|(chunk, rows)| {
                let mut sums = vec![0.0; width + 1];
                let mut careless = Vec::with_capacity(CHUNK);
                for (at, row) in rows.chunks_exact(width).enumerate() {
                    let haste = self.pace.log_ratio(chunk * CHUNK + at).exp();
                    let weighed = row
                        .iter()
                        .zip(&self.shares[1..])
                        .map(|(r, share)| r * share);
                    let total = self.shares[0] + haste * weighed.sum::<f64>();
                    sums[0] += self.shares[0] / total;
                    for ((sum, r), share) in sums[1..].iter_mut().zip(row).zip(&self.shares[1..]) {
                        *sum += haste * r * share / total;
                    }
                    careless.push(1.0 - self.shares[0] / total);
                }
                (sums, careless)
            })
            .collect();
        let sums = (0..=width)
            .map(|at| sum(parts.iter().map(|part| part.0[at])))
            .collect();
        (sums, parts.into_iter().flat_map(|part| part.1).collect())
    }

    /// Posterior of a fitted ballot.
    pub(super) fn posterior(&self, ballot: usize) -> Posterior {
        let width = self.width();
        let row = &self.ratios[ballot * width..(ballot + 1) * width];
        let haste = self.pace.log_ratio(ballot);
        self.of(row, haste)
    }

    /// What the content of any complete ballot would say.
    pub(super) fn content(&self, answers: &[u8]) -> Posterior {
        let mut row = vec![0.0; self.width()];
        let patterned = self.kinds.patterned(answers);
        fill(&mut row, answers, patterned, &self.attentive, &self.kinds);
        self.of(&row, 0.0)
    }

    fn of(&self, row: &[f64], haste: f64) -> Posterior {
        let n_levels = row.len() - 2;
        let mut kinds = [self.shares[0], 0.0, 0.0, 0.0];
        for (at, (r, share)) in row.iter().zip(&self.shares[1..]).enumerate() {
            // Levels first, then random, then patterned.
            let kind = 1 + (at + 1).saturating_sub(n_levels);
            kinds[kind] += haste.exp() * r * share;
        }
        let total: f64 = kinds.iter().sum();
        let kinds = kinds.map(|kind| kind / total);
        // Lines and patterns by what they explain together, given that it is one of them.
        let sequences = || {
            row.iter()
                .zip(&self.shares[1..])
                .enumerate()
                .filter(|(at, _)| *at != n_levels)
        };
        let share: f64 = sequences().map(|(_, (_, share))| share).sum();
        let sequence: f64 = sequences().map(|(_, (r, share))| r * share).sum();
        Posterior {
            kinds,
            sequence: (sequence / share).max(f64::MIN_POSITIVE).ln(),
            misfit: row[n_levels].max(f64::MIN_POSITIVE).ln(),
            haste,
        }
    }
}

/// Shares before any ballot is seen: straight lines on each level, random, patterned.
fn start(n_levels: usize, only_lines: bool) -> Vec<f64> {
    let lines = if only_lines { START } else { START / 2.0 };
    let mut shares = vec![1.0 - START];
    shares.extend((0..n_levels).map(|_| lines / n_levels as f64));
    shares.extend([(START - lines) / 2.0; 2]);
    shares
}

/// The start that belongs to shares: kinds that are switched off stay so.
fn start_like(shares: &[f64]) -> Vec<f64> {
    let n_levels = shares.len() - 3;
    start(n_levels, shares[n_levels + 1] == 0.0)
}

fn fill(row: &mut [f64], ballot: &[u8], patterned: f64, attentive: &Attentive, kinds: &Kinds) {
    let honest = attentive.log_likelihood(ballot);
    let n_levels = row.len() - 2;
    let others = [kinds.random(ballot), patterned];
    let logs = kinds.straight(ballot).take(n_levels).chain(others);
    for (ratio, log) in row.iter_mut().zip(logs) {
        *ratio = (log - honest).clamp(-MOST, MOST).exp();
    }
}

/// Log-likelihood of a pattern by ballot; it stays the same in every round.
fn patterned(sheet: &Sheet, kinds: &Kinds) -> Vec<f64> {
    let ballots = sheet
        .levels()
        .par_chunks_exact(sheet.n_items())
        .with_min_len(CHUNK);
    ballots.map(|ballot| kinds.patterned(ballot)).collect()
}

fn ratios(sheet: &Sheet, attentive: &Attentive, kinds: &Kinds, patterned: &[f64]) -> Vec<f64> {
    let (k, width) = (sheet.n_items(), sheet.n_levels() + 2);
    let mut ratios = vec![0.0; sheet.n_ballots() * width];
    let rows = ratios.par_chunks_exact_mut(width).with_min_len(CHUNK);
    rows.zip(sheet.levels().par_chunks_exact(k))
        .zip(patterned)
        .for_each(|((row, ballot), patterned)| fill(row, ballot, *patterned, attentive, kinds));
    ratios
}
