//! A single factor of some items, and ω total.
//!
//! ω_t = (Σ λ_j)²/((Σ λ_j)² + Σ ψ_j) (McDonald 1999, Test Theory, ch. 6), by the criteria of
//! [`super::factor`].

use faer::Mat;

use super::alpha::ItemsError;
use super::box_newton::minimise;
use super::correlations::{correlations, uniquenesses};
use super::factor::{LEAST_UNIQUENESS, at_bound, eigen, likelihood, minres, scaled};
use crate::numeric::{mean, sum, sum_of_squares};

/// A single factor.
#[derive(Clone, Debug, PartialEq)]
pub struct OneFactor {
    /// λ_j. ML: in units of the items (variance with divisor n); minres: of standardised items.
    pub loadings: Vec<f64>,
    /// ψ_j, in the same units squared.
    pub uniquenesses: Vec<f64>,
    /// ω_t; `None` where loadings and uniquenesses are all zero.
    pub omega: Option<f64>,
    /// Likelihood-ratio statistic of the model, n times the criterion, and its degrees of freedom
    /// J(J − 3)/2; only for ML.
    pub fit: Option<(f64, u32)>,
    /// Whether a uniqueness ended at its bound.
    pub heywood: bool,
}

/// One factor by maximum likelihood, from one column per item, row by row the same ballots.
///
/// # Errors
/// [`ItemsError`] below three items, for constant items, singular correlations, and where the
/// iterations do not end.
pub fn one_factor_ml(items: &[&[f64]]) -> Result<OneFactor, ItemsError> {
    let r = checked(items)?;
    let start = uniquenesses(&r).ok_or(ItemsError::Singular)?;
    let start = start.into_iter().map(f64::ln).collect();
    let log = minimise(start, LEAST_UNIQUENESS.ln(), 0.0, |log| {
        likelihood(&r, log, 1)
    })?;
    let value = likelihood(&r, &log, 1)?.value;
    let psi: Vec<f64> = log.iter().map(|log| log.exp()).collect();
    let (theta, v) = eigen(&scaled(&r, &psi))?;
    let first = theta.len() - 1;
    let length = (theta[first] - 1.0).max(0.0).sqrt();
    let standardised: Vec<f64> = psi
        .iter()
        .enumerate()
        .map(|(row, psi)| psi.sqrt() * v[(row, first)] * length)
        .collect();
    let n = items[0].len() as f64;
    let deviations: Vec<f64> = items
        .iter()
        .map(|item| (sum_of_squares(item, mean(item).unwrap_or(0.0)) / n).sqrt())
        .collect();
    let j = items.len() as u32;
    let loadings = standardised.iter().zip(&deviations).map(|(l, sd)| l * sd);
    let unique = psi.iter().zip(&deviations).map(|(psi, sd)| psi * sd * sd);
    let df = j * (j - 3) / 2;
    Ok(OneFactor {
        fit: Some((n * value, df)),
        ..OneFactor::of(loadings.collect(), unique.collect(), at_bound(&psi))
    })
}

/// One factor of the correlations by minimum residuals.
///
/// # Errors
/// As [`one_factor_ml`], except that singular correlations are no hindrance.
pub fn one_factor_minres(items: &[&[f64]]) -> Result<OneFactor, ItemsError> {
    let r = checked(items)?;
    let factors = minres(&r, 1)?;
    let loadings: Vec<f64> = (0..items.len())
        .map(|row| factors.loadings[(row, 0)])
        .collect();
    let unique = loadings.iter().map(|l| 1.0 - l * l).collect();
    Ok(OneFactor::of(loadings, unique, factors.heywood))
}

impl OneFactor {
    fn of(mut loadings: Vec<f64>, uniquenesses: Vec<f64>, heywood: bool) -> Self {
        // The sign of a factor is free: most of the items point upward.
        if sum(loadings.iter().copied()) < 0.0 {
            loadings.iter_mut().for_each(|l| *l = -*l);
        }
        let common = sum(loadings.iter().copied()).powi(2);
        let all = common + sum(uniquenesses.iter().copied());
        Self {
            omega: (all > 0.0).then(|| common / all),
            loadings,
            uniquenesses,
            fit: None,
            heywood,
        }
    }
}

fn checked(items: &[&[f64]]) -> Result<Mat<f64>, ItemsError> {
    let n = items.first().map_or(0, |item| item.len());
    if items.len() < 3 {
        return Err(ItemsError::TooFewItems);
    }
    if items.iter().any(|item| item.len() != n) {
        return Err(ItemsError::UnequalColumns);
    }
    correlations(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_factor_has_a_name() {
        let two: [&[f64]; 2] = [&[1.0, 2.0], &[2.0, 1.0]];
        assert_eq!(one_factor_ml(&two), Err(ItemsError::TooFewItems));
        let constant: [&[f64]; 3] = [&[1.0, 2.0, 4.0], &[3.0; 3], &[2.0, 1.0, 5.0]];
        assert_eq!(
            one_factor_minres(&constant),
            Err(ItemsError::ConstantItem(1))
        );
        let few_rows: [&[f64]; 3] = [&[1.0, 2.0], &[2.0, 4.0], &[2.0, 1.0]];
        assert_eq!(one_factor_ml(&few_rows), Err(ItemsError::Singular));
    }
}
