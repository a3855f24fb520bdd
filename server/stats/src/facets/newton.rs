//! Newton's method on the concave log-likelihood, halving steps that go too far.

use super::blocks::{Blocks, Vector};
use super::design::Design;
use super::likelihood::Scale;
use super::{FacetsError, Parameters};
use crate::numeric::{mean, sum};

/// Scores below this are as good as rounding allows.
const DONE: f64 = 1e-11;
/// Scores above this say that the maximum was not reached.
const CONVERGED: f64 = 1e-6;
const MOST_STEPS: usize = 100;
const MOST_HALVINGS: usize = 40;

/// Where the steps ended.
pub(super) struct Maximum {
    pub(super) parameters: Parameters,
    pub(super) blocks: Blocks,
    pub(super) log_likelihood: f64,
    pub(super) iterations: usize,
    pub(super) max_score: f64,
    pub(super) converged: bool,
}

pub(super) fn maximise(design: &Design) -> Result<Maximum, FacetsError> {
    let mut parameters = Parameters::zero(design);
    let mut log_likelihood = likelihood(design, &parameters);
    let mut blocks = Blocks::at(design, &parameters)?;
    let mut iterations = 0;
    while largest(&blocks.score) > DONE && iterations < MOST_STEPS {
        let step = blocks.solve(&blocks.score);
        let Some((next, there, further)) = ascend(design, &parameters, &step, log_likelihood)
        else {
            break;
        };
        (parameters, log_likelihood, blocks) = (next, there, further);
        iterations += 1;
    }
    centre(&mut parameters);
    let max_score = largest(&blocks.score);
    Ok(Maximum {
        parameters,
        blocks,
        log_likelihood,
        iterations,
        max_score,
        converged: max_score < CONVERGED,
    })
}

/// The first of the step, its half, its quarter, … that raises the likelihood, or lowers the score
/// where the likelihood is flat to rounding; `None` if none does.
fn ascend(
    design: &Design,
    from: &Parameters,
    step: &Vector,
    here: f64,
) -> Option<(Parameters, f64, Blocks)> {
    let rounding = 1e-14 * here.abs();
    let mut share = 1.0;
    for _ in 0..MOST_HALVINGS {
        let next = moved(from, step, share);
        let there = likelihood(design, &next);
        if there > here - rounding
            && let Ok(blocks) = Blocks::at(design, &next)
        {
            let flat = there <= here + rounding;
            let better = !flat || largest_at(design, from) > largest(&blocks.score);
            return better.then_some((next, there, blocks));
        }
        share /= 2.0;
    }
    None
}

fn largest_at(design: &Design, parameters: &Parameters) -> f64 {
    Blocks::at(design, parameters).map_or(0.0, |blocks| largest(&blocks.score))
}

fn moved(from: &Parameters, step: &Vector, share: f64) -> Parameters {
    let add = |(from, step): (&Vec<f64>, &Vec<f64>)| {
        from.iter()
            .zip(step)
            .map(|(from, step)| from + share * step)
            .collect()
    };
    Parameters {
        facets: from.facets.iter().zip(&step.facets).map(add).collect(),
        thresholds: add((&from.thresholds, &step.thresholds)),
    }
}

/// Moves every origin so that severities and thresholds sum to 0, which changes no probability.
fn centre(parameters: &mut Parameters) {
    let mut moved = 0.0;
    for severities in parameters.facets.iter_mut().skip(1) {
        let centre = mean(severities).unwrap_or(0.0);
        severities
            .iter_mut()
            .for_each(|severity| *severity -= centre);
        moved += centre;
    }
    let middle = mean(&parameters.thresholds).unwrap_or(0.0);
    parameters
        .thresholds
        .iter_mut()
        .for_each(|threshold| *threshold -= middle);
    moved += middle;
    parameters.facets[0]
        .iter_mut()
        .for_each(|measure| *measure -= moved);
}

fn likelihood(design: &Design, parameters: &Parameters) -> f64 {
    let scale = Scale::of(&parameters.thresholds);
    let row =
        |row: &super::design::Row| scale.log_probability(parameters.location(row), row.category);
    sum(design.rows.iter().map(row))
}

fn largest(score: &Vector) -> f64 {
    let facets = score.facets.iter().flatten();
    facets
        .chain(&score.thresholds)
        .fold(0.0, |most, score| most.max(score.abs()))
}
