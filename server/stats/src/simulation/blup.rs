//! B3, B4 and the oracle: BLUPs of the plain linear mixed model.
//!
//! y_b = μ_g + u_i + p_ig (+ l_r where linked) + ε_b on ballot means, one residual variance, REML; the
//! composite of a leader is Σ_g w_g (μ̂_g + û_i + p̂_ig) with its prediction error (statistics.md §10;
//! lme4's `y ~ 0 + group + (1|subject) + (1|subject:group) + (1|rater)`).

use super::baselines::{ballot_mean, post_stratified};
use super::parameters::{Group, N_GROUPS, POLICY};
use super::score::Estimated;
use super::world::World;
use crate::mixed::{Effect, Factor, MixedError, Model, Settings, fit};

/// Whether raters are in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raters {
    /// With a random effect each.
    Linked,
    /// Not known.
    Unlinked,
}

/// B3 and B3u: all ballots.
///
/// # Errors
/// [`MixedError`] where the world is too small for the model.
pub fn blup(world: &World, raters: Raters) -> Result<Vec<Option<Estimated>>, MixedError> {
    composites(world, &vec![1.0; world.n_ballots()], raters)
}

/// B4 and B4u: without the ballots that are flagged, citizens post-stratified by precision weights.
///
/// # Errors
/// [`MixedError`] where what is left is too small for the model.
pub fn screened_blup(
    world: &World,
    flagged: &[bool],
    raters: Raters,
) -> Result<Vec<Option<Estimated>>, MixedError> {
    let kept: Vec<f64> = flagged
        .iter()
        .map(|out| f64::from(u8::from(!out)))
        .collect();
    composites(
        world,
        &scaled(world, &post_stratified(world, &kept)),
        raters,
    )
}

/// The oracle: B3 without what is no honest ballot, by its label.
///
/// # Errors
/// [`MixedError`] where what is left is too small for the model.
pub fn oracle(world: &World, raters: Raters) -> Result<Vec<Option<Estimated>>, MixedError> {
    let kept: Vec<f64> = world
        .kind
        .iter()
        .map(|kind| f64::from(u8::from(kind.is_honest())))
        .collect();
    composites(world, &kept, raters)
}

/// Weights with mean 1 within each leader's group, so that precision stays that of the ballots.
fn scaled(world: &World, weights: &[f64]) -> Vec<f64> {
    let at = |b: usize| world.subject[b] as usize * N_GROUPS + world.group[b].index();
    let mut sums = vec![(0.0, 0.0); world.truth.len() * N_GROUPS];
    for (b, weight) in weights
        .iter()
        .enumerate()
        .filter(|(_, weight)| **weight > 0.0)
    {
        let (sum, n) = &mut sums[at(b)];
        *sum += weight;
        *n += 1.0;
    }
    let scale = |b: usize| sums[at(b)].1 / sums[at(b)].0;
    weights
        .iter()
        .enumerate()
        .map(|(b, weight)| {
            if *weight > 0.0 {
                weight * scale(b)
            } else {
                0.0
            }
        })
        .collect()
}

fn composites(
    world: &World,
    weights: &[f64],
    raters: Raters,
) -> Result<Vec<Option<Estimated>>, MixedError> {
    let rows: Vec<usize> = (0..world.n_ballots())
        .filter(|b| weights[*b] > 0.0)
        .collect();
    let n_subjects = world.truth.len();
    let y: Vec<f64> = rows.iter().map(|b| ballot_mean(world, *b)).collect();
    let columns: Vec<Vec<f64>> = Group::ALL
        .map(|group| {
            let is = |b: &usize| f64::from(u8::from(world.group[*b] == group));
            rows.iter().map(is).collect()
        })
        .to_vec();
    let x: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let subject: Vec<u32> = rows.iter().map(|b| world.subject[*b]).collect();
    let cell: Vec<u32> = rows
        .iter()
        .map(|b| world.subject[*b] * N_GROUPS as u32 + world.group[*b].index() as u32)
        .collect();
    let rater: Vec<u32> = rows.iter().map(|b| world.rater[*b]).collect();
    let n_raters = world.rater.iter().max().map_or(0, |r| *r as usize + 1);
    let mut factors = vec![
        Factor {
            levels: &subject,
            n_levels: n_subjects,
        },
        Factor {
            levels: &cell,
            n_levels: n_subjects * N_GROUPS,
        },
    ];
    if raters == Raters::Linked {
        factors.push(Factor {
            levels: &rater,
            n_levels: n_raters,
        });
    }
    let precision: Vec<f64> = rows.iter().map(|b| weights[*b]).collect();
    let together: Vec<Vec<(usize, u32)>> = (0..n_subjects as u32)
        .map(|i| {
            let cells = (0..N_GROUPS as u32).map(|g| (1, i * N_GROUPS as u32 + g));
            std::iter::once((0, i)).chain(cells).collect()
        })
        .collect();
    let model = Model {
        y: &y,
        x: &x,
        factors: &factors,
        weights: Some(&precision),
        together: &together,
    };
    let fitted = fit(&model, &Settings::REML)?;
    let of = |i: u32| {
        let mut combination = vec![(
            Effect::Random {
                factor: 0,
                level: i,
            },
            1.0,
        )];
        for (g, weight) in POLICY.into_iter().enumerate() {
            let level = i * N_GROUPS as u32 + g as u32;
            combination.push((Effect::Fixed(g), weight));
            combination.push((Effect::Random { factor: 1, level }, weight));
        }
        let value = |effect: &Effect| match *effect {
            Effect::Fixed(g) => fitted.fixed[g].estimate,
            Effect::Random { factor, level } => {
                fitted.random[factor].levels[level as usize].estimate
            }
        };
        Some(Estimated {
            estimate: combination
                .iter()
                .map(|(effect, weight)| weight * value(effect))
                .sum(),
            se: Some(fitted.prediction_variance(&combination).max(0.0).sqrt()),
        })
    };
    Ok((0..n_subjects as u32).map(of).collect())
}
