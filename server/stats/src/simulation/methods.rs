//! The methods that are compared, by name.

use super::baselines::{group_means, pooled_mean, screened_means};
use super::blup::{Raters, blup, oracle, screened_blup};
use super::campaign::{Clock, Linkage};
use super::parameters::{N_DIMENSIONS, N_ITEMS, POLICY};
use super::rules::rule_flags;
use super::score::Estimated;
use super::world::World;
use crate::careless::{Pace, Sheet};
use crate::profiles::{self, CampaignBallots, OnSignal, Protocol};

/// A way from ballots to composites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// B0: pooled raw mean.
    Pooled,
    /// B1: policy-weighted group means.
    GroupMeans,
    /// B2: B1 with rules of thumb and post-stratification.
    ScreenedMeans,
    /// B3 and B3u: BLUP of the plain mixed model.
    Blup(Raters),
    /// B4 and B4u: B3 with rules of thumb and weights.
    ScreenedBlup(Raters),
    /// B3 on the honest ballots alone, known by their labels.
    Oracle(Raters),
    /// This engine, on what an anonymous campaign has: no minutes, three classes of speed.
    Engine(Linkage, OnSignal),
    /// The same with seconds.
    EngineWithSeconds(Linkage, OnSignal),
    /// The same, signals weighed, on the cells that may be published: those of at least five ballots.
    /// The other relations have their conditional means.
    Published(Linkage),
}

/// What a method gives.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// One per leader.
    pub estimates: Vec<Option<Estimated>>,
    /// Weight of each ballot; empty for a method without.
    pub weights: Vec<f64>,
}

impl Method {
    /// Every method, baselines first.
    pub const ALL: [Self; 19] = [
        Self::Pooled,
        Self::GroupMeans,
        Self::ScreenedMeans,
        Self::Blup(Raters::Unlinked),
        Self::Blup(Raters::Linked),
        Self::ScreenedBlup(Raters::Unlinked),
        Self::ScreenedBlup(Raters::Linked),
        Self::Oracle(Raters::Unlinked),
        Self::Oracle(Raters::Linked),
        Self::Engine(Linkage::Unlinked, OnSignal::Report),
        Self::Engine(Linkage::Vignettes, OnSignal::Report),
        Self::Engine(Linkage::Linked, OnSignal::Report),
        Self::Engine(Linkage::Unlinked, OnSignal::Weigh),
        Self::Engine(Linkage::Vignettes, OnSignal::Weigh),
        Self::Engine(Linkage::Linked, OnSignal::Weigh),
        Self::EngineWithSeconds(Linkage::Unlinked, OnSignal::Weigh),
        Self::EngineWithSeconds(Linkage::Linked, OnSignal::Weigh),
        Self::Published(Linkage::Unlinked),
        Self::Published(Linkage::Linked),
    ];

    /// As tables name it.
    pub fn name(self) -> String {
        let raters = |raters: Raters| match raters {
            Raters::Linked => "",
            Raters::Unlinked => "u",
        };
        let engine = |linkage: Linkage, on_signal: OnSignal| {
            let linkage = match linkage {
                Linkage::Linked => "linked",
                Linkage::Unlinked => "unlinked",
                Linkage::Vignettes => "vignettes",
            };
            let on_signal = match on_signal {
                OnSignal::Report => "report",
                OnSignal::Weigh => "weigh",
            };
            format!("engine-{linkage}-{on_signal}")
        };
        match self {
            Self::Pooled => "B0".to_owned(),
            Self::GroupMeans => "B1".to_owned(),
            Self::ScreenedMeans => "B2".to_owned(),
            Self::Blup(of) => format!("B3{}", raters(of)),
            Self::ScreenedBlup(of) => format!("B4{}", raters(of)),
            Self::Oracle(of) => format!("oracle{}", raters(of)),
            Self::Engine(linkage, on_signal) => engine(linkage, on_signal),
            Self::EngineWithSeconds(linkage, on_signal) => {
                format!("{}-seconds", engine(linkage, on_signal))
            }
            Self::Published(linkage) => format!("{}-published", engine(linkage, OnSignal::Weigh)),
        }
    }

    /// Runs it on a world.
    ///
    /// # Errors
    /// A sentence where the world is too small for the method.
    pub fn run(self, world: &World) -> Result<Outcome, String> {
        let plain = |estimates| Outcome {
            estimates,
            weights: Vec::new(),
        };
        let flags = || rule_flags(world);
        let kept = |flags: &[bool]| -> Vec<f64> {
            flags.iter().map(|out| f64::from(u8::from(!out))).collect()
        };
        let words = |error: crate::mixed::MixedError| error.to_string();
        match self {
            Self::Pooled => Ok(plain(pooled_mean(world))),
            Self::GroupMeans => Ok(plain(group_means(world))),
            Self::ScreenedMeans => {
                let weights = kept(&flags());
                let estimates = screened_means(world, &weights);
                Ok(Outcome { estimates, weights })
            }
            Self::Blup(raters) => blup(world, raters).map(plain).map_err(words),
            Self::ScreenedBlup(raters) => {
                let flags = flags();
                let estimates = screened_blup(world, &flags, raters).map_err(words)?;
                Ok(Outcome {
                    estimates,
                    weights: kept(&flags),
                })
            }
            Self::Oracle(raters) => oracle(world, raters).map(plain).map_err(words),
            Self::Engine(linkage, on_signal) => {
                engine(&campaign(world, linkage, Clock::Classes)?, on_signal)
            }
            Self::EngineWithSeconds(linkage, on_signal) => {
                engine(&campaign(world, linkage, Clock::Seconds)?, on_signal)
            }
            Self::Published(linkage) => {
                let all = campaign(world, linkage, Clock::Classes)?;
                let mut outcome = engine(&published(&all)?, OnSignal::Weigh)?;
                // Its weights are those of fewer ballots.
                outcome.weights = Vec::new();
                Ok(outcome)
            }
        }
    }
}

/// The cap on what signals may take, as the exam sets it.
const WEIGH_CAP: f64 = 0.9;

fn campaign(world: &World, linkage: Linkage, clock: Clock) -> Result<CampaignBallots, String> {
    world
        .campaign(linkage, clock)
        .map_err(|error| error.to_string())
}

/// Fewest ballots of a published cell.
const PUBLISHED: u32 = 5;

/// The ballots of the cells that may be published.
fn published(ballots: &CampaignBallots) -> Result<CampaignBallots, String> {
    let mut counts = vec![0; ballots.n_subjects * ballots.n_relations()];
    for b in 0..ballots.len() {
        counts[ballots.cell(b)] += 1;
    }
    let rows: Vec<usize> = (0..ballots.len())
        .filter(|b| counts[ballots.cell(*b)] >= PUBLISHED)
        .collect();
    let sheet = |of: &Sheet| {
        let levels = rows.iter().flat_map(|b| of.ballot(*b).to_vec()).collect();
        Sheet::new(of.n_items(), of.n_levels(), levels).map_err(|error| error.to_string())
    };
    let pace = match &ballots.pace {
        Pace::Unknown => Pace::Unknown,
        Pace::Seconds(seconds) => Pace::Seconds(rows.iter().map(|b| seconds[*b]).collect()),
        Pace::Classes(classes) => Pace::Classes(rows.iter().map(|b| classes[*b]).collect()),
    };
    Ok(CampaignBallots {
        sheet: sheet(&ballots.sheet)?,
        lowest: ballots.lowest,
        n_subjects: ballots.n_subjects,
        subject: rows.iter().map(|b| ballots.subject[*b]).collect(),
        relation: rows.iter().map(|b| ballots.relation[*b]).collect(),
        strata: ballots.strata.clone(),
        stratum: rows.iter().map(|b| ballots.stratum[*b]).collect(),
        rater: rows
            .iter()
            .filter_map(|b| ballots.rater.get(*b))
            .copied()
            .collect(),
        vignettes: ballots.vignettes.as_ref().map(sheet).transpose()?,
        pace,
    })
}

fn engine(ballots: &CampaignBallots, on_signal: OnSignal) -> Result<Outcome, String> {
    let protocol = Protocol::new(POLICY.to_vec(), on_signal, WEIGH_CAP, 1);
    let protocol = protocol.map_err(|error| error.to_string())?;
    let of = N_ITEMS / N_DIMENSIONS;
    let competencies: Vec<Vec<usize>> = (0..N_DIMENSIONS)
        .map(|k| (of * k..of * (k + 1)).collect())
        .collect();
    let profile = profiles::run(ballots, &competencies, &protocol);
    let profile = profile.map_err(|error| error.to_string())?;
    Ok(Outcome {
        estimates: profile
            .subjects
            .iter()
            .map(|subject| {
                Some(Estimated {
                    estimate: subject.estimate,
                    se: Some(subject.se),
                })
            })
            .collect(),
        weights: profile.weights,
    })
}
