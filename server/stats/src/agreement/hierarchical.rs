//! ω hierarchical: how much of the total score is one general factor, by Schmid & Leiman.
//!
//! f factors by minimum residuals, turned obliquely by quartimin (direct oblimin with γ = 0; Jennrich
//! & Sampson 1966, Psychometrika 31:313) from a varimax start; one factor γ of their correlations Φ;
//! then g = Λγ are loadings on the general factor (Schmid & Leiman 1957, Psychometrika 22:53).
//! ω_h = (Σ g_j)²/ΣΣ r_jl, ω_t = 1 − Σ u²_j/ΣΣ r_jl, limit ω_h/ω_t (Zinbarg, Revelle, Yovel & Li 2005,
//! Psychometrika 70:123; psych::omega). Items are taken as they point: none is turned round.

use super::alpha::ItemsError;
use super::correlations::{correlations, total};
use super::factor::minres;
use super::rotation::{quartimin, varimax};
use crate::numeric::sum;

/// The general factor behind some group factors.
#[derive(Clone, Debug, PartialEq)]
pub struct Hierarchical {
    /// ω_h.
    pub omega_h: f64,
    /// ω_t, of all common factors together.
    pub omega_total: f64,
    /// ω_h/ω_t, what ω_h tends to with ever more such items; `None` where ω_t is 0.
    pub limit: Option<f64>,
    /// g_j, loadings of standardised items on the general factor.
    pub general: Vec<f64>,
    /// Whether a uniqueness, of an item or of a factor, ended at its bound.
    pub heywood: bool,
}

/// Schmid & Leiman's solution with `f` ≥ 2 group factors, from one column per item.
///
/// With two factors their correlation is shared out equally, since one number cannot tell two
/// loadings (as psych does).
///
/// # Errors
/// [`ItemsError::TooFewItems`] where the items are fewer than `f` factors need,
/// (J − f)² < J + f; [`ItemsError::Singular`] where the sum of the correlations is not positive;
/// else as [`super::one_factor_minres`].
pub fn omega_hierarchical(items: &[&[f64]], f: usize) -> Result<Hierarchical, ItemsError> {
    let (j, n) = (items.len(), items.first().map_or(0, |item| item.len()));
    if f < 2 || j <= f || (j - f).pow(2) < j + f {
        return Err(ItemsError::TooFewItems);
    }
    if items.iter().any(|item| item.len() != n) {
        return Err(ItemsError::UnequalColumns);
    }
    let r = correlations(items)?;
    let all = total(&r);
    if all <= 0.0 {
        return Err(ItemsError::Singular);
    }
    let factors = minres(&r, f)?;
    let oblique = quartimin(&varimax(&factors.loadings))?;
    let (of_factors, second) = if f == 2 {
        (vec![oblique.correlations[(1, 0)].abs().sqrt(); 2], false)
    } else {
        let found = minres(&oblique.correlations, 1)?;
        let loadings = (0..f).map(|at| found.loadings[(at, 0)]).collect();
        (loadings, found.heywood)
    };
    let of_items = |row: usize| sum((0..f).map(|at| oblique.loadings[(row, at)] * of_factors[at]));
    let general: Vec<f64> = (0..j).map(of_items).collect();
    let squares = (0..j).flat_map(|row| (0..f).map(move |at| (row, at)));
    let common = sum(squares.map(|(row, at)| factors.loadings[(row, at)].powi(2)));
    let (omega_h, omega_total) = (
        sum(general.iter().copied()).powi(2) / all,
        (all - (j as f64 - common)) / all,
    );
    Ok(Hierarchical {
        omega_h,
        omega_total,
        limit: (omega_total > 0.0).then(|| omega_h / omega_total),
        general,
        heywood: factors.heywood || second,
    })
}
