//! Covariances and correlations of items.

use faer::linalg::solvers::DenseSolveCore;
use faer::{Mat, Side};

use super::alpha::ItemsError;
use crate::numeric::{mean, sum, variance};

/// Differences below this share of the largest value count as rounding.
pub(super) const ROUNDING: f64 = 1e-13;

/// Eigenvalues below this share of the largest count as zero.
const SINGULAR: f64 = 1e-10;

/// Sample covariance, divisor n − 1; `None` below two rows.
pub(super) fn covariance(x: &[f64], y: &[f64]) -> Option<f64> {
    let (mx, my) = (mean(x)?, mean(y)?);
    let products = x.iter().zip(y).map(|(x, y)| (x - mx) * (y - my));
    (x.len() > 1).then(|| sum(products) / (x.len() - 1) as f64)
}

/// Whether values differ by more than the rounding of sums of them.
pub(super) fn varies(values: &[f64]) -> bool {
    let (least, most) = values
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), y| {
            (lo.min(*y), hi.max(*y))
        });
    most - least > ROUNDING * most.abs().max(least.abs())
}

/// Pearson's r; `None` where either does not vary.
pub(super) fn correlation(x: &[f64], y: &[f64]) -> Option<f64> {
    if !(varies(x) && varies(y)) {
        return None;
    }
    let r = covariance(x, y)? / (variance(x)? * variance(y)?).sqrt();
    r.is_finite().then(|| r.clamp(-1.0, 1.0))
}

/// Covariances of the items, divisor n − 1.
fn covariances(items: &[&[f64]]) -> Result<Mat<f64>, ItemsError> {
    let n = items.first().map_or(0, |item| item.len());
    if n < 2 {
        return Err(ItemsError::TooFewRows);
    }
    let each = |row: usize, column: usize| covariance(items[row], items[column]).unwrap_or(0.0);
    Ok(Mat::from_fn(items.len(), items.len(), each))
}

/// Correlations of the items; an error names the first constant one.
pub(super) fn correlations(items: &[&[f64]]) -> Result<Mat<f64>, ItemsError> {
    let s = covariances(items)?;
    if let Some(at) = items.iter().position(|item| !varies(item)) {
        return Err(ItemsError::ConstantItem(at));
    }
    let r = |row: usize, column: usize| {
        if row == column {
            1.0
        } else {
            s[(row, column)] / (s[(row, row)] * s[(column, column)]).sqrt()
        }
    };
    Ok(Mat::from_fn(items.len(), items.len(), r))
}

/// Sum of all elements.
pub(super) fn total(matrix: &Mat<f64>) -> f64 {
    let row = |row: usize| (0..matrix.ncols()).map(move |column| matrix[(row, column)]);
    sum((0..matrix.nrows()).flat_map(row))
}

/// 1 − R²_j = 1/(R⁻¹)_jj of each item on the others; `None` where R is singular.
pub(super) fn uniquenesses(correlations: &Mat<f64>) -> Option<Vec<f64>> {
    let values = correlations.self_adjoint_eigenvalues(Side::Lower).ok()?;
    let (least, most) = (values.first()?, values.last()?);
    if *least <= SINGULAR * most {
        return None;
    }
    let inverse = correlations.llt(Side::Lower).ok()?.inverse();
    Some(
        (0..correlations.nrows())
            .map(|at| 1.0 / inverse[(at, at)])
            .collect(),
    )
}
