//! Means and totals with weights, and their errors by linearisation.

use super::{Margin, RakingError};
use crate::interval::Z_95;
use crate::numeric;

/// Sweeps over the margins when residuals are taken inside them, as many as survey 4.1 makes: what
/// is left then is far below any error shown.
const RESIDUAL_SWEEPS: u32 = 10;

/// How the sample was drawn: without a stratum all rows are one, without a population it is infinite.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Design {
    /// Stratum of each row, 0 …; empty for one stratum.
    pub strata: Vec<u32>,
    /// Population of each stratum, for the finite population correction 1 − n_h/N_h.
    pub populations: Option<Vec<f64>>,
}

/// The margins that weights were made to meet, and the weights that met them.
#[derive(Debug, Clone, Copy)]
pub struct Calibration<'a> {
    /// One margin is post-stratification.
    pub margins: &'a [Margin],
    /// Weights that meet them; trimmed weights are made from these.
    pub weights: &'a [f64],
}

/// A mean and a total.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Σ wy / Σ w over the rows that have a value.
    pub mean: f64,
    /// Linearised standard error.
    pub se: f64,
    /// Variance over that of a simple random sample of the same n without replacement from Σ w:
    /// se² / (s²/n · (1 − n/Σw)); `None` where that is not positive.
    pub deff: Option<f64>,
    /// 95 % interval by the normal law.
    pub ci: (f64, f64),
    /// Σ wy.
    pub total: f64,
    /// Its linearised standard error.
    pub total_se: f64,
    /// Rows with a value and a positive weight.
    pub n: usize,
}

/// Mean and total of a variable: rows without a value are outside the domain, as `na.rm = TRUE` of
/// survey has it.
///
/// Linearised scores are zᵢ = wᵢ(yᵢ − m)/Σw for the mean, wᵢyᵢ for the total. Where weights were
/// raked or post-stratified, the scores per unit of weight lose their mean within each level of each
/// margin, in turn, over ten sweeps (Deville & Särndal 1992, JASA 87:376, §3; each row counts once
/// in such a mean, as in survey 4.1). Var = Σ_h (1 − n_h/N_h) n_h/(n_h − 1) Σ (zᵢ − z̄_h)².
///
/// # Errors
/// Fewer than two rows with a value and a weight, columns of unequal length, a stratum with one row
/// (unless that is its whole population) or more rows than people, a value that is not finite.
pub fn estimate(
    values: &[Option<f64>],
    weights: &[f64],
    design: &Design,
    calibration: Option<Calibration<'_>>,
) -> Result<Estimate, RakingError> {
    super::check(weights, &[])?;
    if values.len() != weights.len() {
        return Err(RakingError::Length(values.len(), weights.len()));
    }
    if let Some(row) = values
        .iter()
        .position(|y| y.is_some_and(|y| !y.is_finite()))
    {
        return Err(RakingError::Value(row));
    }
    let strata = Strata::of(design, weights.len())?;
    let rows = || {
        let rows = values.iter().zip(weights);
        rows.filter_map(|(y, w)| y.filter(|_| *w > 0.0).map(|y| (y, *w)))
    };
    let n = rows().count();
    if n < 2 {
        return Err(RakingError::TooFewValues);
    }
    let population = numeric::sum(rows().map(|(_, w)| w));
    let total = numeric::sum(rows().map(|(y, w)| w * y));
    let mean = total / population;
    let error = |score: &dyn Fn(f64) -> f64| {
        let scores = values.iter().zip(weights);
        let scores = scores.map(|(y, w)| y.map_or(0.0, |y| w * score(y)));
        let mut scores: Vec<f64> = scores.collect();
        if let Some(calibration) = calibration {
            within_margins(&mut scores, calibration);
        }
        strata.variance(&scores).sqrt()
    };
    let se = error(&|y| (y - mean) / population);
    let size = n as f64;
    let spread = numeric::sum(rows().map(|(y, w)| w * (y - mean).powi(2))) / population;
    let simple = spread / (size - 1.0) * (1.0 - size / population);
    Ok(Estimate {
        mean,
        se,
        deff: Some(se * se / simple).filter(|deff| simple > 0.0 && deff.is_finite()),
        ci: (mean - Z_95 * se, mean + Z_95 * se),
        total,
        total_se: error(&|y| y),
        n,
    })
}

/// Takes the mean score per unit of weight out of each level of each margin.
fn within_margins(scores: &mut [f64], calibration: Calibration<'_>) {
    let unit = |weight: f64| if weight > 0.0 { weight } else { 1.0 };
    let mut ratios: Vec<f64> = scores
        .iter()
        .zip(calibration.weights)
        .map(|(score, weight)| score / unit(*weight))
        .collect();
    let sweeps = if calibration.margins.len() == 1 {
        1
    } else {
        RESIDUAL_SWEEPS
    };
    for _ in 0..sweeps {
        for margin in calibration.margins {
            let sums = margin.sums(&ratios).into_iter().zip(margin.counts());
            let means: Vec<f64> = sums.map(|(sum, n)| sum / n.max(1) as f64).collect();
            for (ratio, &level) in ratios.iter_mut().zip(&margin.level) {
                *ratio -= means[level as usize];
            }
        }
    }
    for ((score, ratio), weight) in scores.iter_mut().zip(ratios).zip(calibration.weights) {
        *score = ratio * unit(*weight);
    }
}

/// Strata with their sizes.
struct Strata {
    of_row: Vec<u32>,
    n: Vec<usize>,
    /// 1 − n_h/N_h.
    left: Vec<f64>,
}

impl Strata {
    fn of(design: &Design, n_rows: usize) -> Result<Self, RakingError> {
        let of_row = if design.strata.is_empty() {
            vec![0; n_rows]
        } else {
            design.strata.clone()
        };
        if of_row.len() != n_rows {
            return Err(RakingError::Length(of_row.len(), n_rows));
        }
        let n_strata = of_row.iter().max().map_or(0, |most| *most as usize + 1);
        let mut n = vec![0; n_strata];
        of_row.iter().for_each(|&h| n[h as usize] += 1);
        let mut left = vec![1.0; n_strata];
        if let Some(populations) = &design.populations {
            if populations.len() < n_strata {
                return Err(RakingError::Length(populations.len(), n_strata));
            }
            for h in 0..n_strata {
                let rest = 1.0 - n[h] as f64 / populations[h];
                if !(rest >= 0.0 && populations[h].is_finite()) {
                    return Err(RakingError::Population(h));
                }
                left[h] = rest;
            }
        }
        match (0..n_strata).find(|&h| n[h] == 1 && left[h] > 0.0) {
            Some(lonely) => Err(RakingError::LonelyStratum(lonely)),
            None => Ok(Self { of_row, n, left }),
        }
    }

    fn variance(&self, scores: &[f64]) -> f64 {
        let mut sums = vec![numeric::Sum::default(); self.n.len()];
        for (&h, &score) in self.of_row.iter().zip(scores) {
            sums[h as usize].add(score);
        }
        let means = sums
            .iter()
            .zip(&self.n)
            .map(|(sum, n)| sum.total() / (*n).max(1) as f64);
        let means: Vec<f64> = means.collect();
        numeric::sum(self.of_row.iter().zip(scores).map(|(&h, score)| {
            let (h, n) = (h as usize, self.n[h as usize] as f64);
            let share = if n > 1.0 {
                self.left[h] * n / (n - 1.0)
            } else {
                0.0
            };
            share * (score - means[h]).powi(2)
        }))
    }
}
