//! Where the indices of attentive ballots lie in this campaign.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};

use super::attentive::Attentive;
use super::mixture::{Mixture, Posterior};
use crate::careless::mahalanobis::Mahalanobis;
use crate::careless::runs::{irv, longstring};

/// Style's standard deviation is that of the fitted model.
const LOG_STYLE_SD: f64 = 0.2;
/// Upper point of the null that an index must pass to speak alone of its kind.
const POINT: f64 = 0.995;
/// Upper point of the null that a likelihood ratio must pass: it says which way to look, so that
/// less is asked of it; a second kind of evidence and the posterior must follow.
const RATIO_POINT: f64 = 0.95;

/// Points of the indices over simulated attentive ballots.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Null {
    /// 99.5 % point of the longest run.
    pub longstring: f64,
    /// 99.5 % point of the IRV.
    pub irv: f64,
    /// 0.5 % point of the IRV.
    pub irv_low: f64,
    /// 99.5 % point of D²; `None` where the covariance of the campaign has no inverse.
    pub mahalanobis: Option<f64>,
    /// 95 % point of log P(answers | line or pattern)/P(answers | attentive).
    pub sequence: f64,
    /// 95 % point of log P(answers | random)/P(answers | attentive).
    pub misfit: f64,
    /// Ballots simulated.
    pub n: usize,
}

/// Complete ballots of the fitted model.
pub(super) fn simulate(model: &Attentive, n: usize, seed: u64) -> Vec<Vec<u8>> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut normal = |variance: f64| -> f64 {
        let z: f64 = StandardNormal.sample(&mut rng);
        variance.max(0.0).sqrt() * z
    };
    let n_items = model.competencies.iter().map(|items| items.len()).sum();
    let own = 1.0 - model.shared - model.dimension;
    let mut ballots = Vec::with_capacity(n);
    for _ in 0..n {
        let style = normal(LOG_STYLE_SD * LOG_STYLE_SD).exp();
        let shared = normal(model.shared);
        let mut ballot = vec![0; n_items];
        for competency in &model.competencies {
            let opinion = shared + normal(model.dimension);
            for &item in competency {
                let latent = style * (opinion + normal(own));
                let cuts = &model.thresholds[item * (model.n_levels - 1)..];
                let passed = cuts[..model.n_levels - 1]
                    .iter()
                    .filter(|cut| latent > **cut);
                ballot[item] = 1 + passed.count() as u8;
            }
        }
        ballots.push(ballot);
    }
    ballots
}

impl Null {
    pub(super) fn of(
        ballots: &[Vec<u8>],
        distance: Option<&Mahalanobis>,
        mixture: &Mixture,
    ) -> Self {
        let sorted = |values: Vec<f64>| {
            let mut values = values;
            values.sort_by(f64::total_cmp);
            values
        };
        let each = |index: &dyn Fn(&[u8]) -> Option<f64>| {
            sorted(ballots.iter().filter_map(|ballot| index(ballot)).collect())
        };
        let spread = each(&|ballot| irv(ballot));
        let ratios: Vec<Posterior> = ballots.iter().map(|b| mixture.content(b)).collect();
        let ratio = |of: &dyn Fn(&Posterior) -> f64| {
            point(&sorted(ratios.iter().map(of).collect()), RATIO_POINT)
        };
        Self {
            sequence: ratio(&|of| of.sequence),
            misfit: ratio(&|of| of.misfit),
            longstring: point(&each(&|ballot| Some(longstring(ballot) as f64)), POINT),
            irv: point(&spread, POINT),
            irv_low: point(&spread, 1.0 - POINT),
            mahalanobis: distance.map(|d| point(&each(&|ballot| d.distance(ballot)), POINT)),
            n: ballots.len(),
        }
    }
}

/// The value with a share `p` of the others at or below it; 0 without values.
fn point(sorted: &[f64], p: f64) -> f64 {
    let at = (p * sorted.len() as f64).ceil() as usize;
    sorted.get(at.max(1) - 1).copied().unwrap_or(0.0)
}
