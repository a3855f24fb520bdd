//! The estimate of a composite in one cell, with the standard error that may be told.
//!
//! In: θ̂ of the cell and what the campaign knows about spread. Out: an [`Estimate`].
//! - A protected cell of any size: V = σ̂²/m, σ̂² pooled over the campaign (see [`crate::variance`]),
//!   m the fewest people that may be named behind one of its items. Its own V (see
//!   [`crate::composite`]) only enters the pool: beside the mean and the zones it would tell Σ y²,
//!   and with that, in small cells, who answered what.
//! - An attributed person: he is all there is of his relation, so only his items vary,
//!   V = σ²_e Σ a_j² (= σ²_e/J for a competency).
//!
//! No V of a protected cell lies below that of a single answer two points away from the others, see
//! [`variance_floor`].

use crate::composite::CompositeMean;
use crate::estimate::Estimate;
use crate::partition::CellKind;
use crate::protection::variance_floor;
use crate::ratings::Scale;
use crate::relation::RelationSet;
use crate::variance::Pooled;

/// The estimate of a composite in one cell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CellEstimate {
    pub(crate) relations: RelationSet,
    pub(crate) kind: CellKind,
    pub(crate) mean: CompositeMean,
    pub(crate) estimate: Estimate,
}

/// The estimate of a composite, from the pool of its kind and the item error.
pub(crate) fn cell_estimate(
    relations: RelationSet,
    kind: CellKind,
    mean: CompositeMean,
    pooled: Pooled,
    item_error: Pooled,
    scale: Scale,
) -> CellEstimate {
    let m = f64::from(mean.least_certain);
    // One answer moves θ̂ by a_j/n, so the floor of an item's s²/n shrinks by a_j².
    let floor =
        variance_floor(mean.least_certain, scale) / m * mean.least_weight * mean.least_weight;
    let (variance, df) = match kind {
        CellKind::Attributed => (item_error.variance * mean.weight_squares, item_error.df),
        CellKind::Group => ((pooled.variance / m).max(floor), pooled.df),
    };
    let CompositeMean {
        value,
        below,
        above,
        ..
    } = mean;
    CellEstimate {
        relations,
        kind,
        mean,
        estimate: Estimate {
            value,
            variance,
            df,
            below,
            above,
        },
    }
}
