//! Stage 5: the policy-weighted merge of the relations of other people.
//!
//! In: for each subject the estimates of one composite in its published cells. Out: θ̂ = Σ_g w_g θ̂_g
//! with the weights of the protocol, which are never renormalised.
//! - A cell of several relations weighs the sum of their weights.
//! - Relations that are missing or withheld, together of weight w_H, are replaced by their
//!   conditional mean given the cells that are there (see [`crate::conditional`]); where too few
//!   subjects of the campaign have both there is no merged figure.
//!
//! Error of the merge, with V_c of the cells, b_c the coefficient of cell c, σ² the residual variance
//! of the regression, h the leverage of this subject and V̄_H the mean sampling variance of the
//! response:
//! V = Σ W_c² V_c + w_H² (max(σ² − V̄_H, 0) + σ² h) + max(2 w_H Σ W_c b_c V_c, 0).
//! The middle term is the conditional variance of the missing view itself plus that of the fitted
//! plane; the last one says that an error in c moves both c and the conditional mean.
//!
//! Source: statistics.md §4 and §5; the conditional mean as best linear predictor, Robinson 1991,
//! Stat. Sci. 6:15. Assumes that a relation is not missing because of what it would have said.
//!
//! Edges: no published cell of other people gives no merge; a conditional mean needs at least one
//! protected cell to stand on; if too few subjects have all the cells that this one has, the largest
//! part of them that enough subjects share is used.

use crate::cells::CellEstimate;
use crate::conditional::{Cohort, Conditional};
use crate::estimate::{Estimate, satterthwaite};
use crate::numeric::sum;
use crate::partition::CellKind;
use crate::protection::Side;
use crate::relation::{Relation, RelationSet};
use crate::settings::Settings;

/// A merged figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Merged {
    pub(crate) estimate: Estimate,
    /// People behind it that may be named.
    pub(crate) n: u32,
    /// Of these, the ones who are protected by their number.
    pub(crate) n_protected: u32,
    /// Low or high if every part of it is a bound on that side.
    pub(crate) side: Side,
}

/// Why there is no merged figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoMerge {
    /// No cell is published that it could be made of.
    NothingPublished,
    /// A relation is missing and too few subjects have both.
    NotEnough,
}

/// A published cell and its policy weight W_c.
type Part<'a> = (&'a CellEstimate, f64);

/// The merged figure of one subject.
pub(crate) fn merge(
    subject: u32,
    cohort: &mut Cohort<'_>,
    settings: &Settings,
) -> Result<Merged, NoMerge> {
    let weight_of = |set: RelationSet| sum(set.iter().map(|r| settings.weight(r)));
    let present: Vec<Part<'_>> = cohort
        .cells(subject)
        .iter()
        .map(|cell| (cell, weight_of(cell.relations)))
        .filter(|(_, weight)| *weight > 0.0)
        .collect();
    let covered = present
        .iter()
        .fold(RelationSet::EMPTY, |s, (cell, _)| s.union(cell.relations));
    let absent: RelationSet = Relation::OTHERS
        .into_iter()
        .filter(|r| settings.weight(*r) > 0.0 && !covered.contains(*r))
        .collect();
    let protected = present
        .iter()
        .filter(|(cell, _)| cell.kind == CellKind::Group);
    let n_protected: u32 = protected.map(|(cell, _)| cell.mean.n_certain).sum();
    let Some((first, _)) = present.first() else {
        return Err(NoMerge::NothingPublished);
    };

    let measured = present
        .iter()
        .fold(Estimate::ZERO, |sum, (cell, w)| sum.plus(*w, cell.estimate));
    let estimate = if absent.is_empty() {
        measured
    } else if n_protected == 0 {
        return Err(NoMerge::NothingPublished);
    } else {
        subsets(&present)
            .into_iter()
            .find_map(|given| {
                let sets: Vec<RelationSet> = given.iter().map(|(cell, _)| cell.relations).collect();
                let conditional = cohort.given(absent, &sets)?;
                Some(with_conditional(
                    measured,
                    &given,
                    conditional,
                    weight_of(absent),
                ))
            })
            .ok_or(NoMerge::NotEnough)?
    };
    let one_side = absent.is_empty() && present.iter().all(|(c, _)| c.mean.side == first.mean.side);
    Ok(Merged {
        estimate,
        n: present.iter().map(|(cell, _)| cell.mean.n_certain).sum(),
        n_protected,
        side: if one_side {
            first.mean.side
        } else {
            Side::Inside
        },
    })
}

/// The non-empty parts of what is present: the largest first, among those the heaviest.
fn subsets<'a>(present: &[Part<'a>]) -> Vec<Vec<Part<'a>>> {
    let part = |mask: u32| -> Vec<Part<'a>> {
        (0..present.len())
            .filter(|at| mask >> at & 1 == 1)
            .map(|at| present[at])
            .collect()
    };
    let weight = |part: &[Part<'_>]| sum(part.iter().map(|(_, w)| *w));
    let mut parts: Vec<_> = (1..1_u32 << present.len()).map(part).collect();
    parts.sort_by(|a, b| b.len().cmp(&a.len()).then(weight(b).total_cmp(&weight(a))));
    parts
}

/// Adds the conditional mean of what is absent to what was measured.
fn with_conditional(
    measured: Estimate,
    given: &[Part<'_>],
    conditional: &Conditional,
    w_absent: f64,
) -> Estimate {
    let Conditional {
        fit,
        sampling_variance,
    } = conditional;
    let x: Vec<f64> = given.iter().map(|(cell, _)| cell.estimate.value).collect();
    let predicted = fit.predict(&x);
    let view = (fit.residual_variance - sampling_variance).max(0.0);
    let plane = fit.residual_variance * predicted.leverage;
    let added = w_absent * w_absent * (view + plane);
    let by_cell = || given.iter().zip(&fit.beta);
    let shared = sum(by_cell().map(|((cell, w), b)| w * b * cell.estimate.variance));
    let slack = by_cell().fold(measured, |sum, ((cell, _), b)| {
        sum.plus(w_absent * b, cell.estimate)
    });
    Estimate {
        value: measured.value + w_absent * predicted.value,
        variance: measured.variance + added + (2.0 * w_absent * shared).max(0.0),
        df: satterthwaite(&[(measured.variance, measured.df), (added, fit.df)]),
        below: slack.below,
        above: slack.above,
    }
}
