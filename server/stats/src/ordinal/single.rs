//! The likelihood without random effects.

use super::OrdinalData;
use super::link::{Thresholds, add_by_threshold};
use super::optimise::Height;
use crate::numeric;

/// Σ log P and its gradient by thresholds and fixed effects.
pub(super) fn height(data: &OrdinalData, parameters: &[f64]) -> Option<Height> {
    let n_thresholds = data.n_thresholds();
    let thresholds = Thresholds::of(&parameters[..n_thresholds])?;
    let eta = data.fixed_part(parameters);
    let mut gradient = vec![0.0; n_thresholds + data.fixed.len()];
    let mut value = numeric::Sum::default();
    for (row, (&category, &eta)) in data.category.iter().zip(&eta).enumerate() {
        let answer = thresholds.answer(category, eta);
        value.add(answer.log_p);
        let (by_threshold, by_fixed) = gradient.split_at_mut(n_thresholds);
        add_by_threshold(by_threshold, category, answer.by_upper, answer.by_lower);
        for (by, column) in by_fixed.iter_mut().zip(&data.fixed) {
            *by -= answer.residual * column[row];
        }
    }
    let value = value.total();
    value.is_finite().then_some(Height { value, gradient })
}
