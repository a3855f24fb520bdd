//! Item means of one cell, as far as they may be used.
//!
//! In: the answers of a published cell. Out: for each item the
//! mean ȳ_j over the n_j ballots that give it a value, and Σ(y − ȳ_j)², both in the units of the
//! scale. A blank and "cannot judge" are no values.
//!
//! Rule 7 of anonymity.md §4.1: an item with fewer than k values inside the cell has no mean, and is
//! not merged again. An attributed cell has the one value of its person.
//!
//! Edges: no value gives `None`; one value (attributed) has Σ(y − ȳ)² = 0; a constant item too.

use crate::answers::CellAnswers;
use crate::numeric::{mean, sum_of_squares};
use crate::partition::{Cell, CellKind};
use crate::protection::{Protected, Side, certain, unanimity};
use crate::ratings::Instrument;
use crate::settings::Settings;

/// The published mean of an item in a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ItemMean {
    /// n_j, values.
    pub(crate) n: u32,
    /// The number of people that may be named, see [`certain`].
    pub(crate) n_certain: u32,
    /// ȳ_j.
    pub(crate) mean: f64,
    /// ȳ_j as derived figures may use it.
    pub(crate) protected: Protected,
    /// Σ(y − ȳ_j)².
    pub(crate) sum_squares: f64,
}

impl ItemMean {
    /// Sample variance s², divisor n − 1; `None` for one value.
    pub(crate) fn variance(&self) -> Option<f64> {
        (self.n > 1).then(|| self.sum_squares / f64::from(self.n - 1))
    }
}

/// One entry per item.
pub(crate) fn item_means(
    answers: &CellAnswers,
    cell: &Cell,
    instrument: &Instrument,
    settings: &Settings,
) -> Vec<Option<ItemMean>> {
    let mut values = Vec::with_capacity(answers.n_ballots());
    let item_mean = |item| {
        values.clear();
        values.extend(answers.values(item));
        let n = values.len() as u32;
        let mean = mean(&values)?;
        let (n_certain, protected) = match cell.kind {
            CellKind::Group if n < settings.k() => return None,
            CellKind::Group => {
                let n_certain = certain(n, cell.n_ballots, settings.k());
                (n_certain, unanimity(mean, n_certain, instrument.scale))
            }
            CellKind::Attributed => (
                n,
                Protected {
                    value: mean,
                    below: 0.0,
                    above: 0.0,
                    side: Side::Inside,
                },
            ),
        };
        let sum_squares = sum_of_squares(&values, mean);
        Some(ItemMean {
            n,
            n_certain,
            mean,
            protected,
            sum_squares,
        })
    };
    (0..instrument.item_competency.len())
        .map(item_mean)
        .collect()
}
