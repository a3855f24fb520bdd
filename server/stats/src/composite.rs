//! Means over items: a competency, or all competencies together, in one cell.
//!
//! In: the published item means of a cell and its answers. Out: θ̂ = Σ_j a_j ȳ_j with a_j = 1/J over
//! the J published items of a competency; overall a_j = 1/(K J_k), the mean of the K competencies.
//!
//! Several items come from one rater, so their errors go together. The variance treats the rater as
//! the cluster (linearised; Binder 1983, Int. Stat. Rev. 51:279): with
//! e_b = Σ_j a_j (y_bj − ȳ_j)/n_j over the items that ballot b answered and n contributing ballots,
//! V = n/(n − 1) Σ_b e_b². Where nothing is missing this is the variance of the ballot means over n.
//! Taking the n·J answers for independent understates V by about 1 + (J − 1)ρ, ρ the correlation of
//! two items of one ballot.
//!
//! Assumes ballots of a cell independent of each other. Edges: a competency without a published item
//! has no mean, and then there is no overall mean either (it would mean something else); one ballot
//! (attributed) has no own variance.

use crate::answers::CellAnswers;
use crate::means::ItemMean;
use crate::numeric::sum;
use crate::partition::{Cell, CellKind};
use crate::protection::{Side, certain};
use crate::ratings::Instrument;
use crate::settings::Settings;

/// Which items a composite is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Composite {
    /// The items of one competency.
    Competency(u16),
    /// All competencies, with equal weights.
    Overall,
}

/// θ̂ of a composite in one cell, and what its error is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct CompositeMean {
    /// n, ballots that answered at least one of its items.
    pub(crate) n: u32,
    /// The number of people that may be named.
    pub(crate) n_certain: u32,
    /// The fewest people that may be named behind one of its items.
    pub(crate) least_certain: u32,
    /// θ̂ from the protected item means.
    pub(crate) value: f64,
    /// How far the true θ̂ may lie below it.
    pub(crate) below: f64,
    /// How far the true θ̂ may lie above it.
    pub(crate) above: f64,
    /// Low or high if every item mean is a bound on that side.
    pub(crate) side: Side,
    /// V of this cell's own ballots; 0 for one ballot.
    pub(crate) own_variance: f64,
    /// min a_j: what one answer moves θ̂ by at least, times n.
    pub(crate) least_weight: f64,
    /// Σ a_j², times the item error variance the error of one person's θ̂.
    pub(crate) weight_squares: f64,
}

/// The composites of an instrument, in a fixed order: competencies, then perhaps overall.
pub(crate) fn composites(instrument: &Instrument, with_overall: bool) -> Vec<Composite> {
    let competencies = (0..instrument.n_competencies).map(Composite::Competency);
    competencies
        .chain(with_overall.then_some(Composite::Overall))
        .collect()
}

/// a_j of each published item that belongs to the composite; `None` where it has no mean.
fn weights(
    composite: Composite,
    instrument: &Instrument,
    items: &[Option<ItemMean>],
) -> Option<Vec<(usize, f64)>> {
    let published = |competency| -> Option<Vec<usize>> {
        let items: Vec<usize> = instrument
            .items_of(competency)
            .filter(|item| items[*item].is_some())
            .collect();
        (!items.is_empty()).then_some(items)
    };
    let competencies = match composite {
        Composite::Competency(competency) => competency..competency + 1,
        Composite::Overall => 0..instrument.n_competencies,
    };
    let share = 1.0 / competencies.len() as f64;
    let mut weights = Vec::new();
    for competency in competencies {
        let of = published(competency)?;
        let weight = share / of.len() as f64;
        weights.extend(of.into_iter().map(|item| (item, weight)));
    }
    (!weights.is_empty()).then_some(weights)
}

/// θ̂ of one composite in one cell, from its published item means.
pub(crate) fn composite_mean(
    composite: Composite,
    instrument: &Instrument,
    answers: &CellAnswers,
    cell: &Cell,
    items: &[Option<ItemMean>],
    settings: &Settings,
) -> Option<CompositeMean> {
    let parts: Vec<(usize, f64, ItemMean)> = weights(composite, instrument, items)?
        .into_iter()
        .filter_map(|(j, a)| Some((j, a, items[j]?)))
        .collect();

    // e_b, for ballots that answered anything.
    let mut residuals: Vec<Option<f64>> = vec![None; answers.n_ballots()];
    for (j, a, item) in &parts {
        let weight = a / f64::from(item.n);
        for (residual, value) in residuals.iter_mut().zip(answers.column(*j)) {
            if let Some(value) = value {
                *residual = Some(residual.unwrap_or(0.0) + weight * (value - item.mean));
            }
        }
    }
    let n = residuals.iter().flatten().count() as u32;
    let own_variance = match n {
        0 | 1 => 0.0,
        _ => f64::from(n) / f64::from(n - 1) * sum(residuals.iter().flatten().map(|e| e * e)),
    };
    let n_certain = match cell.kind {
        CellKind::Attributed => n,
        CellKind::Group => certain(n, cell.n_ballots, settings.k()),
    };
    let first = parts.first()?.2.protected.side;
    let same_side = parts
        .iter()
        .all(|(_, _, item)| item.protected.side == first);
    let total = |part: fn(&ItemMean) -> f64| sum(parts.iter().map(|(_, a, item)| a * part(item)));
    Some(CompositeMean {
        n,
        n_certain,
        least_certain: parts.iter().map(|(_, _, item)| item.n_certain).min()?,
        value: total(|item| item.protected.value),
        below: total(|item| item.protected.below),
        above: total(|item| item.protected.above),
        side: if same_side { first } else { Side::Inside },
        own_variance,
        least_weight: parts
            .iter()
            .map(|(_, a, _)| *a)
            .fold(f64::INFINITY, f64::min),
        weight_squares: sum(parts.iter().map(|(_, a, _)| a * a)),
    })
}
