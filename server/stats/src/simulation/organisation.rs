//! Who leads, who rates and who is asked about whom.

use rand::seq::SliceRandom;
use rand::{Rng, RngExt};
use rand_distr::{Distribution, StandardNormal};

use super::parameters::{self as p, Group, N_DIMENSIONS, N_GROUPS, N_ITEMS};
use super::world::Design;

/// A standard normal variable.
pub(super) fn normal(rng: &mut impl Rng) -> f64 {
    StandardNormal.sample(rng)
}

/// What is true of a leader, before anybody rates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leader {
    pub(super) g: f64,
    pub(super) dimensions: [f64; N_DIMENSIONS],
    pub(super) perspectives: [f64; N_GROUPS],
}

/// A person who rates; all ballots of one share severity, style and the reading of vignettes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rater {
    pub(super) group: Group,
    /// Severity L_r, standard normal: high is lenient.
    pub(super) severity: f64,
    pub(super) style: f64,
    /// Stratum of a citizen.
    pub(super) stratum: Option<u8>,
}

/// An invitation to rate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Invitation {
    pub(super) subject: u32,
    pub(super) rater: u32,
}

/// Leaders, raters, items and invitations.
#[derive(Debug)]
pub(super) struct Organisation {
    pub(super) leaders: Vec<Leader>,
    pub(super) raters: Vec<Rater>,
    pub(super) invitations: Vec<Invitation>,
    pub(super) difficulties: [f64; N_ITEMS],
}

impl Organisation {
    pub(super) fn draw(design: &Design, rng: &mut impl Rng) -> Self {
        let n = design.units * design.leaders_per_unit;
        let mut organisation = Self {
            leaders: (0..n).map(|_| leader(rng)).collect(),
            raters: Vec::new(),
            invitations: Vec::new(),
            difficulties: [0.0; N_ITEMS].map(|_| p::ITEM_DIFFICULTY_SD * normal(rng)),
        };
        for unit in 0..design.units {
            organisation.invite_unit(unit * design.leaders_per_unit, design.leaders_per_unit, rng);
        }
        organisation.invite_citizens(n, rng);
        organisation
    }

    fn rater(&mut self, group: Group, rng: &mut impl Rng) -> u32 {
        let stratum = (group == Group::Citizen).then(|| stratum(rng.random()));
        self.raters.push(Rater {
            group,
            severity: normal(rng),
            style: (p::LOG_STYLE_SD * normal(rng)).exp(),
            stratum,
        });
        self.raters.len() as u32 - 1
    }

    fn invite(&mut self, subject: u32, rater: u32) {
        self.invitations.push(Invitation { subject, rater });
    }

    /// Superiors rate everybody, peers six each at most, half of the subordinates rate a second one.
    fn invite_unit(&mut self, first: u32, n: u32, rng: &mut impl Rng) {
        for _ in 0..p::SUPERIORS {
            let rater = self.rater(Group::Superior, rng);
            (first..first + n).for_each(|subject| self.invite(subject, rater));
        }
        let peers: Vec<u32> = (0..n).map(|_| self.rater(Group::Peer, rng)).collect();
        for at in 0..n {
            let mut others: Vec<u32> = peers.clone();
            others.remove(at as usize);
            others.shuffle(rng);
            for &rater in others.iter().take(p::PEERS as usize) {
                self.invite(first + at, rater);
            }
        }
        for at in 0..n {
            let log = p::SUBORDINATES_MEDIAN.ln() + p::SUBORDINATES_LOG_SD * normal(rng);
            let (least, most) = p::SUBORDINATES_RANGE;
            for _ in 0..log.exp().round().clamp(least, most) as u32 {
                let rater = self.rater(Group::Subordinate, rng);
                self.invite(first + at, rater);
                if n > 1 && rng.random_bool(p::SUBORDINATES_TWICE) {
                    self.invite(first + other(at, n, rng), rater);
                }
            }
        }
    }

    fn invite_citizens(&mut self, n: u32, rng: &mut impl Rng) {
        for subject in 0..n {
            for _ in 0..p::CITIZENS {
                let rater = self.rater(Group::Citizen, rng);
                self.invite(subject, rater);
                if n > 1 && rng.random_bool(p::CITIZENS_TWICE) {
                    self.invite(other(subject, n, rng), rater);
                }
            }
        }
    }
}

fn leader(rng: &mut impl Rng) -> Leader {
    Leader {
        g: normal(rng),
        dimensions: [0.0; N_DIMENSIONS].map(|_| normal(rng)),
        perspectives: [0.0; N_GROUPS].map(|_| normal(rng)),
    }
}

/// Someone of 0..n but `at`.
fn other(at: u32, n: u32, rng: &mut impl Rng) -> u32 {
    let drawn = rng.random_range(0..n - 1);
    drawn + u32::from(drawn >= at)
}

fn stratum(uniform: f64) -> u8 {
    let mut below = 0.0;
    for (at, (_, share, _)) in p::STRATA.iter().enumerate() {
        below += share;
        if uniform < below {
            return at as u8;
        }
    }
    p::STRATA.len() as u8 - 1
}
