//! Internal consistency of a set of items: Cronbach's α and what goes with it.

use thiserror::Error;

use super::correlations::{correlation, correlations, covariance, total, uniquenesses, varies};
use super::f_law;
use crate::numeric::{mean, median, sum, variance};

/// Cronbach's α = J/(J − 1) (1 − Σ s²_j / s²_total) (Cronbach 1951, Psychometrika 16:297) from one
/// column per item, row by row the same ballots.
///
/// `None` below two items or two ballots, for columns of different lengths, and where all totals are
/// equal.
pub fn cronbach_alpha(items: &[&[f64]]) -> Option<f64> {
    let rows = items.first()?.len();
    if items.len() < 2 || items.iter().any(|item| item.len() != rows) {
        return None;
    }
    let totals = totals(items, None);
    let variances: Option<Vec<f64>> = items.iter().map(|item| variance(item)).collect();
    let (parts, total) = (sum(variances?), variance(&totals)?);
    let j = items.len() as f64;
    varies(&totals).then(|| j / (j - 1.0) * (1.0 - parts / total))
}

/// Sums of the rows, without one item where it is named.
fn totals(items: &[&[f64]], without: Option<usize>) -> Vec<f64> {
    let rows = items.first().map_or(0, |item| item.len());
    let kept = || {
        items
            .iter()
            .enumerate()
            .filter(|(at, _)| Some(*at) != without)
    };
    (0..rows)
        .map(|row| sum(kept().map(|(_, item)| item[row])))
        .collect()
}

/// Why there is no analysis of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ItemsError {
    /// Below two, or for factors below three.
    #[error("too few items")]
    TooFewItems,
    /// Below two complete rows.
    #[error("fewer than two rows without a missing value")]
    TooFewRows,
    /// Columns of different lengths.
    #[error("the items have different numbers of rows")]
    UnequalColumns,
    /// The item at this position does not vary.
    #[error("item {0} is constant")]
    ConstantItem(usize),
    /// All totals are equal.
    #[error("the totals of all rows are equal")]
    ConstantTotal,
    /// An item is a combination of the others, or there are no more rows than items.
    #[error("the correlations are singular")]
    Singular,
    /// The iterations ended before the criterion stopped changing.
    #[error("the factors did not converge")]
    NotConverged,
}

/// What an item contributes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ItemStatistics {
    /// α of the other items; `None` where only one is left or their totals are equal.
    pub alpha_without: Option<f64>,
    /// Correlation with the sum of the other items; `None` where either does not vary.
    pub rest_correlation: Option<f64>,
    /// Correlation with the sum of all items; `None` where either does not vary.
    pub total_correlation: Option<f64>,
}

/// α and its companions, over complete rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Consistency {
    /// Rows.
    pub n: usize,
    /// α of the items as they are.
    pub alpha: f64,
    /// α of standardised items, J/(J − 1) (1 − J/ΣΣ r_jl); `None` where an item is constant.
    pub alpha_standardised: Option<f64>,
    /// Feldt's interval: 1 − α̂ is distributed as (1 − α) F(n − 1, (n − 1)(J − 1)) (Feldt, Woodruff
    /// & Salih 1987, Appl. Psychol. Meas. 11:93, eq. 5).
    pub interval: Option<(f64, f64)>,
    /// Guttman's λ₆ = 1 − Σ (1 − R²_j)/ΣΣ r_jl on correlations, R²_j that of item j on the others
    /// (Guttman 1945, Psychometrika 10:255); `None` where the correlations are singular.
    pub lambda6: Option<f64>,
    /// Mean correlation of two items; `None` where an item is constant.
    pub mean_inter_item: Option<f64>,
    /// Median correlation of two items.
    pub median_inter_item: Option<f64>,
    /// By item.
    pub items: Vec<ItemStatistics>,
}

impl Consistency {
    /// Of one column per item, row by row the same ballots, all finite.
    ///
    /// # Errors
    /// [`ItemsError`] below two items or rows, for columns of different lengths, and where all
    /// totals are equal.
    pub fn of(items: &[&[f64]], confidence: f64) -> Result<Self, ItemsError> {
        let n = items.first().map_or(0, |item| item.len());
        if items.iter().any(|item| item.len() != n) {
            return Err(ItemsError::UnequalColumns);
        }
        if items.len() < 2 {
            return Err(ItemsError::TooFewItems);
        }
        if n < 2 {
            return Err(ItemsError::TooFewRows);
        }
        let alpha = cronbach_alpha(items).ok_or(ItemsError::ConstantTotal)?;
        let j = items.len() as f64;
        let correlations = correlations(items).ok();
        let sum_of_correlations = correlations.as_ref().map(total);
        let pairs: Option<Vec<f64>> = correlations.as_ref().map(|r| {
            let below = |row: usize| (0..row).map(move |column| r[(row, column)]);
            (0..items.len()).flat_map(below).collect()
        });
        let positive = sum_of_correlations.filter(|total| *total > 0.0);
        let all = totals(items, None);
        let statistics = |at: usize| {
            let others: Vec<&[f64]> = without(items, at);
            ItemStatistics {
                alpha_without: cronbach_alpha(&others),
                rest_correlation: correlation(items[at], &totals(items, Some(at))),
                total_correlation: correlation(items[at], &all),
            }
        };
        let (df1, df2) = ((n - 1) as f64, (n - 1) as f64 * (j - 1.0));
        let tail = (1.0 - confidence) / 2.0;
        let limit = |p| f_law::quantile(p, df1, df2).map(|f| 1.0 - (1.0 - alpha) * f);
        Ok(Self {
            n,
            alpha,
            alpha_standardised: positive.map(|total| j / (j - 1.0) * (1.0 - j / total)),
            interval: limit(1.0 - tail).zip(limit(tail)),
            lambda6: correlations
                .as_ref()
                .and_then(uniquenesses)
                .zip(positive)
                .map(|(unique, total)| 1.0 - sum(unique) / total),
            mean_inter_item: pairs.as_deref().and_then(mean),
            median_inter_item: pairs.as_deref().and_then(median),
            items: (0..items.len()).map(statistics).collect(),
        })
    }
}

/// α from covariances over the rows that both items have, and the number of rows with any value:
/// what is left to do where few rows are complete. `None` where a pair has fewer than two rows in
/// common or the sum of the covariances is not positive.
///
/// Pairwise covariances need not fit together; with many holes α can leave its range.
pub fn cronbach_alpha_pairwise(items: &[&[Option<f64>]]) -> Option<(f64, usize)> {
    let rows = items.first()?.len();
    if items.len() < 2 || items.iter().any(|item| item.len() != rows) {
        return None;
    }
    let covariance = |a: &[Option<f64>], b: &[Option<f64>]| {
        let both = a.iter().zip(b).filter_map(|(a, b)| a.zip(*b));
        let (x, y): (Vec<f64>, Vec<f64>) = both.unzip();
        covariance(&x, &y)
    };
    let (mut diagonal, mut all) = (Vec::new(), Vec::new());
    for (at, item) in items.iter().enumerate() {
        for (other, column) in items.iter().enumerate() {
            let value = covariance(item, column)?;
            all.push(value);
            if at == other {
                diagonal.push(value);
            }
        }
    }
    let (parts, total, j) = (sum(diagonal), sum(all), items.len() as f64);
    let any = (0..rows).filter(|row| items.iter().any(|item| item[*row].is_some()));
    (total > 0.0).then(|| (j / (j - 1.0) * (1.0 - parts / total), any.count()))
}

fn without<'a>(items: &[&'a [f64]], dropped: usize) -> Vec<&'a [f64]> {
    let kept = items.iter().enumerate().filter(|(at, _)| *at != dropped);
    kept.map(|(_, item)| *item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_little_gives_a_name() {
        let of = |items: &[&[f64]]| Consistency::of(items, 0.95).map(|found| found.n);
        assert_eq!(of(&[]), Err(ItemsError::TooFewItems));
        assert_eq!(of(&[&[1.0, 2.0]]), Err(ItemsError::TooFewItems));
        assert_eq!(of(&[&[1.0], &[2.0]]), Err(ItemsError::TooFewRows));
        assert_eq!(of(&[&[1.0, 2.0], &[1.0]]), Err(ItemsError::UnequalColumns));
        assert_eq!(
            of(&[&[1.0, 2.0], &[2.0, 1.0]]),
            Err(ItemsError::ConstantTotal)
        );
        assert_eq!(cronbach_alpha(&[&[1.0, 2.0]]), None);
        assert_eq!(cronbach_alpha(&[&[1.0, 2.0], &[1.0]]), None);
    }

    #[test]
    fn parallel_items_have_alpha_one() {
        let alpha = cronbach_alpha(&[&[1.0, 2.0, 4.0], &[2.0, 3.0, 5.0]]).unwrap();
        assert!((alpha - 1.0).abs() < 1e-15);
    }

    #[test]
    fn a_constant_item_leaves_alpha_and_takes_what_needs_correlations() {
        let items: [&[f64]; 3] = [&[1.0, 2.0, 4.0, 3.0], &[2.0, 2.0, 5.0, 1.0], &[3.0; 4]];
        let found = Consistency::of(&items, 0.95).unwrap();
        assert!(found.alpha.is_finite() && found.alpha_standardised.is_none());
        assert_eq!(
            (found.lambda6, found.items[2].rest_correlation),
            (None, None)
        );
    }

    #[test]
    fn holes_are_left_out_pair_by_pair() {
        let full: [&[Option<f64>]; 2] = [
            &[Some(1.0), Some(2.0), Some(4.0), None],
            &[Some(2.0), Some(2.0), Some(5.0), None],
        ];
        let (alpha, n) = cronbach_alpha_pairwise(&full).unwrap();
        let complete = cronbach_alpha(&[&[1.0, 2.0, 4.0], &[2.0, 2.0, 5.0]]).unwrap();
        assert!((alpha - complete).abs() < 1e-14 && n == 3);
        let apart: [&[Option<f64>]; 2] = [&[Some(1.0), None], &[None, Some(2.0)]];
        assert_eq!(cronbach_alpha_pairwise(&apart), None);
    }
}
