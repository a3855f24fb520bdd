//! Simple methods to be beaten, by name.
//!
//! Each returns an estimate a leader on the scale of the items, or `None` for a leader without
//! ballots. The mean of a ballot is that of its answers.

use super::parameters::{Group, N_GROUPS, N_ITEMS, POLICY, STRATA};
use super::score::Estimated;
use super::world::{Population, World};
use crate::numeric::mean;

/// B0: the mean of all ballots of a leader, whoever wrote them; no standard error.
pub fn pooled_mean(world: &World) -> Vec<Option<Estimated>> {
    let mut sums = vec![(0.0, 0.0); world.truth.len()];
    for ballot in 0..world.n_ballots() {
        let cell = &mut sums[world.subject[ballot] as usize];
        *cell = (cell.0 + ballot_mean(world, ballot), cell.1 + 1.0);
    }
    let each = sums.into_iter();
    each.map(|(sum, n)| {
        (n > 0.0).then(|| Estimated {
            estimate: sum / n,
            se: None,
        })
    })
    .collect()
}

/// B1: means of the groups, weighted by policy: `θ = Σ w_g ȳ_g`, `Var = Σ w_g² s_g²/n_g`, with s_g²
/// the variance of the leader's own ballots of the group; for a single ballot, the mean of these
/// variances over the leaders that have more. Where a leader has no ballot of a group, the other
/// weights are scaled up.
pub fn group_means(world: &World) -> Vec<Option<Estimated>> {
    let weights = vec![1.0; world.n_ballots()];
    weighted_means(world, &weights)
}

/// B2: B1 with the weights of a screen (one a ballot, 0 to 1), and citizens post-stratified: within a
/// leader each stratum present counts with its share of the population.
pub fn screened_means(world: &World, screen: &[f64]) -> Vec<Option<Estimated>> {
    weighted_means(world, &post_stratified(world, screen))
}

/// Screening weights with those of citizens brought to the shares of their strata within each leader.
pub(super) fn post_stratified(world: &World, screen: &[f64]) -> Vec<f64> {
    let mut totals = vec![[0.0; STRATA.len()]; world.truth.len()];
    let stratum = |ballot: usize| match (world.group[ballot], world.stratum[ballot]) {
        (Group::Citizen, Some(stratum)) => Some(usize::from(stratum)),
        _ => None,
    };
    for (ballot, weight) in screen.iter().enumerate() {
        if let Some(stratum) = stratum(ballot) {
            totals[world.subject[ballot] as usize][stratum] += weight;
        }
    }
    let each = screen.iter().enumerate();
    each.map(|(ballot, weight)| match stratum(ballot) {
        Some(stratum) if *weight > 0.0 => {
            let total = totals[world.subject[ballot] as usize][stratum];
            weight * share(&world.population, stratum) / total
        }
        _ => *weight,
    })
    .collect()
}

fn share(population: &[Population], stratum: usize) -> f64 {
    let of = population
        .iter()
        .find(|row| usize::from(row.stratum) == stratum);
    of.map_or(0.0, |row| row.share)
}

pub(super) fn ballot_mean(world: &World, ballot: usize) -> f64 {
    let answers = world.ballot(ballot).iter().copied().map(u32::from);
    f64::from(answers.sum::<u32>()) / N_ITEMS as f64
}

/// Weighted sums of one leader and group.
#[derive(Clone, Copy, Default)]
struct Cell {
    weight: f64,
    squared_weight: f64,
    sum: f64,
    /// Of deviations from the mean.
    squares: f64,
}

/// Share of a cell's weight that one ballot may have before its variance counts as unknown.
const NEARLY_ALONE: f64 = 0.999;

impl Cell {
    fn mean(&self) -> f64 {
        self.sum / self.weight
    }

    /// 1/n of Kish 1965: `Σw²/(Σw)²`.
    fn inverse_n(&self) -> f64 {
        self.squared_weight / (self.weight * self.weight)
    }

    /// Variance of a ballot, unbiased where weights say nothing about values; `None` for one ballot.
    fn variance(&self) -> Option<f64> {
        let known = self.weight > 0.0 && self.inverse_n() < NEARLY_ALONE;
        known.then(|| self.squares / self.weight / (1.0 - self.inverse_n()))
    }
}

fn cells(world: &World, weights: &[f64]) -> Vec<[Cell; N_GROUPS]> {
    let mut cells = vec![[Cell::default(); N_GROUPS]; world.truth.len()];
    let counted = || {
        weights
            .iter()
            .enumerate()
            .filter(|(_, weight)| **weight > 0.0)
    };
    let at = |ballot: usize| (world.subject[ballot] as usize, world.group[ballot].index());
    for (ballot, &weight) in counted() {
        let (subject, group) = at(ballot);
        let cell = &mut cells[subject][group];
        cell.weight += weight;
        cell.squared_weight += weight * weight;
        cell.sum += weight * ballot_mean(world, ballot);
    }
    for (ballot, &weight) in counted() {
        let (subject, group) = at(ballot);
        let cell = &mut cells[subject][group];
        let gap = ballot_mean(world, ballot) - cell.mean();
        cell.squares += weight * gap * gap;
    }
    cells
}

fn weighted_means(world: &World, weights: &[f64]) -> Vec<Option<Estimated>> {
    let cells = cells(world, weights);
    let usual = Group::ALL.map(|group| {
        let variances = cells
            .iter()
            .filter_map(|cells| cells[group.index()].variance());
        mean(&variances.collect::<Vec<f64>>())
    });
    let of = |cells: &[Cell; N_GROUPS]| {
        let (mut policy, mut estimate, mut variance) = (0.0, 0.0, Some(0.0));
        for group in Group::ALL {
            let (cell, w) = (&cells[group.index()], POLICY[group.index()]);
            if cell.weight > 0.0 {
                policy += w;
                estimate += w * cell.mean();
                let of_ballot = cell.variance().or(usual[group.index()]);
                variance = variance
                    .zip(of_ballot)
                    .map(|(sum, of_ballot)| sum + w * w * of_ballot * cell.inverse_n());
            }
        }
        (policy > 0.0).then(|| Estimated {
            estimate: estimate / policy,
            se: variance.map(|variance| variance.sqrt() / policy),
        })
    };
    cells.iter().map(of).collect()
}
