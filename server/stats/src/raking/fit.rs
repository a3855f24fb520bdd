//! Iterative proportional fitting.

use super::{Margin, RakingError, check};

/// Sweeps before raking counts as not converging.
const MOST_SWEEPS: u32 = 200;

/// Largest relative change that any margin makes in the last sweep.
const CHANGE: f64 = 1e-10;

/// Weights that agree with the margins.
#[derive(Debug, Clone, PartialEq)]
pub struct Raked {
    /// One weight a row.
    pub weights: Vec<f64>,
    /// Whether no margin changed a weight by more than 1e-10 of itself in the last sweep.
    pub converged: bool,
    /// Sweeps over all margins.
    pub sweeps: u32,
    /// Largest |Σw − N_h|/N_h left.
    pub max_margin_error: f64,
}

/// Rakes: each margin in turn multiplies the weights of a level by N_h / Σ w, until a sweep changes
/// nothing (Deming & Stephan 1940, Ann. Math. Stat. 11:427). The result is the one that is nearest to
/// the base weights in Σ w log(w/d) among those that agree with every margin.
///
/// One margin needs one sweep: post-stratification, w = d N_h / Σ_h d. A base weight of zero stays
/// zero. Margins that no positive weights can meet do not converge, which is a result with
/// `converged` false. No margins at all leave the weights as they are.
///
/// # Errors
/// An empty sample, weights or totals that are negative or not finite, margins whose totals differ,
/// a level that has a total but no row.
pub fn rake(base: &[f64], margins: &[Margin]) -> Result<Raked, RakingError> {
    check(base, margins)?;
    let mut weights = base.to_vec();
    let (mut sweeps, mut converged) = (0, margins.is_empty());
    while !converged && sweeps < MOST_SWEEPS {
        let changes = margins.iter().map(|margin| meet(&mut weights, margin));
        // Contradictory margins can undo each other within a sweep, so each of them must rest.
        let change = changes.fold(0.0, f64::max);
        sweeps += 1;
        converged = margins.len() == 1 || change <= CHANGE;
    }
    let max_margin_error = margins
        .iter()
        .map(|m| miss(&weights, m))
        .fold(0.0, f64::max);
    Ok(Raked {
        weights,
        converged,
        sweeps,
        max_margin_error,
    })
}

/// Multiplies the weights of each level so that they add up to its total; gives the largest
/// relative change.
fn meet(weights: &mut [f64], margin: &Margin) -> f64 {
    let sums = margin.sums(weights);
    let factor = |(sum, total): (&f64, &f64)| if *sum > 0.0 { total / sum } else { 1.0 };
    let factors: Vec<f64> = sums.iter().zip(&margin.totals).map(factor).collect();
    for (weight, &level) in weights.iter_mut().zip(&margin.level) {
        *weight *= factors[level as usize];
    }
    factors
        .into_iter()
        .map(|factor| (factor - 1.0).abs())
        .fold(0.0, f64::max)
}

fn miss(weights: &[f64], margin: &Margin) -> f64 {
    let sums = margin.sums(weights).into_iter().zip(&margin.totals);
    let one = |(sum, total): (f64, &f64)| {
        if *total > 0.0 {
            (sum - total).abs() / total
        } else {
            0.0
        }
    };
    sums.map(one).fold(0.0, f64::max)
}
