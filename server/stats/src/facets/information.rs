//! What one rating adds to the score and to the information matrix, and where it stands there.

use faer::Mat;

use super::blocks::Vector;
use super::design::{Design, Row};
use super::likelihood::Moments;
use crate::numeric::Sum;

/// Where each parameter stands.
#[derive(Debug)]
pub(super) struct Places {
    pub(super) eliminated: usize,
    /// Of each facet in the dense block; unused for the eliminated one.
    pub(super) offsets: Vec<usize>,
    pub(super) thresholds: usize,
    pub(super) n_dense: usize,
}

impl Places {
    pub(super) fn of(design: &Design) -> Self {
        let largest = design.sizes.iter().max().copied().unwrap_or(0);
        let eliminated = design.sizes.iter().position(|n| *n == largest).unwrap_or(0);
        let mut next = 0;
        let mut offsets = Vec::new();
        for (facet, n) in design.sizes.iter().enumerate() {
            offsets.push(next);
            next += if facet == eliminated { 0 } else { *n };
        }
        Self {
            eliminated,
            offsets,
            thresholds: next,
            n_dense: next + design.categories.len() - 1,
        }
    }
}

/// Adds one rating's information: into the dense block, and the rest of the eliminated row by `own`.
pub(super) fn add_row(
    places: &Places,
    row: &Row,
    moments: &Moments,
    dense: &mut Mat<f64>,
    mut own: impl FnMut(usize, f64),
) {
    let sign = |facet: usize| if facet == 0 { 1.0 } else { -1.0 };
    let own_sign = sign(places.eliminated);
    let others = || {
        row.elements
            .iter()
            .enumerate()
            .filter(|(facet, _)| *facet != places.eliminated)
    };
    let place = |facet: usize, element: &u32| places.offsets[facet] + *element as usize;
    let mut add = |a: usize, b: usize, value: f64| dense[(a.max(b), a.min(b))] += value;
    for (facet, element) in others() {
        let at = place(facet, element);
        own(at, own_sign * sign(facet) * moments.variance);
        for (other, element) in others().take_while(|(other, _)| *other <= facet) {
            add(
                at,
                place(other, element),
                sign(facet) * sign(other) * moments.variance,
            );
        }
    }
    for (h, covariance) in moments.covariances.iter().enumerate() {
        let at = places.thresholds + h;
        own(at, -own_sign * covariance);
        for (facet, element) in others() {
            add(at, place(facet, element), -sign(facet) * covariance);
        }
        for l in 0..=h {
            let (upper, lower) = (moments.at_least[h], moments.at_least[l]);
            add(at, places.thresholds + l, upper - upper * lower);
        }
    }
}

/// Adds the square of a sum of parameters that stand side by side.
pub(super) fn add_ones(dense: &mut Mat<f64>, from: usize, n: usize) {
    for row in from..from + n {
        for column in from..=row {
            dense[(row, column)] += 1.0;
        }
    }
}

/// Observed minus expected, by parameter.
pub(super) struct Score {
    facets: Vec<Vec<Sum>>,
    thresholds: Vec<Sum>,
}

impl Score {
    pub(super) fn zero(design: &Design) -> Self {
        Self {
            facets: design
                .sizes
                .iter()
                .map(|n| vec![Sum::default(); *n])
                .collect(),
            thresholds: vec![Sum::default(); design.categories.len() - 1],
        }
    }

    pub(super) fn add(&mut self, row: &Row, moments: &Moments) {
        let residual = f64::from(row.category) - moments.expected;
        for (facet, element) in row.elements.iter().enumerate() {
            let residual = if facet == 0 { residual } else { -residual };
            self.facets[facet][*element as usize].add(residual);
        }
        for (h, sum) in self.thresholds.iter_mut().enumerate() {
            let reached = f64::from(u32::from(row.category as usize > h));
            sum.add(moments.at_least[h] - reached);
        }
    }

    pub(super) fn total(self) -> Vector {
        let totals = |list: Vec<Sum>| list.into_iter().map(Sum::total).collect();
        Vector {
            facets: self.facets.into_iter().map(totals).collect(),
            thresholds: totals(self.thresholds),
        }
    }
}
