//! "Does it matter that self and others agree?": an outcome as a quadratic surface over both ratings.
//!
//! y = b0 + b1 S + b2 O + b3 S² + b4 S O + b5 O² + e, least squares over a cohort (Edwards & Parry 1993,
//! Acad. Manage. J. 36:1577). Along S = O the surface has slope a1 = b1 + b2 and curvature
//! a2 = b3 + b4 + b5, along S = −O slope a3 = b1 − b2 and curvature a4 = b3 − b4 + b5 (Shanock et al. 2010,
//! J. Bus. Psychol. 25:543, table 2). A difference score would force a1 = a2 = a4 = 0.
//! Centre both ratings at the middle of the scale first, so that S = O = 0 means something.
//!
//! Edges: fewer than seven rows, or ratings on which the six terms are not independent, are errors.

use faer::linalg::solvers::{DenseSolveCore, Solve};
use faer::{Mat, Side};
use thiserror::Error;

use crate::interval::p_two_sided;
use crate::numeric::{mean, sum, sum_of_squares};

/// Terms of the surface.
const TERMS: usize = 6;
/// A pivot below this share of the largest says that terms are not independent.
const NO_PIVOT: f64 = 1e-12;

/// Why there is no surface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SurfaceError {
    /// Columns of different lengths, or with a number that is not finite.
    #[error("the three columns need the same number of finite values")]
    Shape,
    /// Below seven.
    #[error("a surface of six terms needs at least seven rows")]
    TooFewRows,
    /// The six terms are not independent.
    #[error("the ratings vary too little to tell the six terms apart")]
    Collinear,
}

/// A coefficient with its error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coefficient {
    /// Estimate.
    pub estimate: f64,
    /// Standard error.
    pub se: f64,
    /// Two-sided, t with n − 6 degrees of freedom.
    pub p: f64,
}

/// A fitted surface.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseSurface {
    /// b0 … b5, of 1, S, O, S², S·O, O².
    pub coefficients: [Coefficient; TERMS],
    /// a1 … a4.
    pub surface: [Coefficient; 4],
    /// √(RSS/(n − 6)).
    pub sigma: f64,
    /// 1 − RSS/TSS; `None` where the outcome does not vary.
    pub r2: Option<f64>,
    /// n − 6.
    pub df: f64,
}

/// Fits the surface to one row per person.
///
/// # Errors
/// [`SurfaceError`] for columns that do not fit together, too few rows, and terms that are not
/// independent.
pub fn response_surface(
    own: &[f64],
    others: &[f64],
    outcome: &[f64],
) -> Result<ResponseSurface, SurfaceError> {
    let n = own.len();
    let finite = |column: &[f64]| column.len() == n && column.iter().all(|v| v.is_finite());
    if !(finite(own) && finite(others) && finite(outcome)) {
        return Err(SurfaceError::Shape);
    }
    if n <= TERMS {
        return Err(SurfaceError::TooFewRows);
    }
    let term = |row: usize, at: usize| {
        let (s, o) = (own[row], others[row]);
        [1.0, s, o, s * s, s * o, o * o][at]
    };
    let design = Mat::from_fn(n, TERMS, term);
    let qr = design.qr();
    let r = qr.thin_R().to_owned();
    let size = |at: usize| sum((0..n).map(|row| design[(row, at)].powi(2))).sqrt();
    if (0..TERMS).any(|at| r[(at, at)].abs() <= NO_PIVOT.sqrt() * size(at)) {
        return Err(SurfaceError::Collinear);
    }
    let y = Mat::from_fn(n, 1, |row, _| outcome[row]);
    let gram = r.transpose() * &r;
    let factor = gram.llt(Side::Lower).map_err(|_| SurfaceError::Collinear)?;
    let mut b = factor.solve(design.transpose() * &y);
    // A second pass on the residuals brings back the digits that squaring the design costs.
    for _ in 0..2 {
        let rest = &y - &design * &b;
        b += factor.solve(design.transpose() * &rest);
    }
    let covariance = factor.inverse();
    let residual = &y - &design * &b;
    let rss = sum((0..n).map(|row| residual[(row, 0)].powi(2)));
    let df = (n - TERMS) as f64;
    let variance = rss / df;
    let combination = |weights: [f64; TERMS]| {
        let estimate = sum((0..TERMS).map(|at| weights[at] * b[(at, 0)]));
        let pairs = (0..TERMS).flat_map(|i| (0..TERMS).map(move |j| (i, j)));
        let spread = sum(pairs.map(|(i, j)| weights[i] * weights[j] * covariance[(i, j)]));
        let se = (variance * spread).max(0.0).sqrt();
        let p = match estimate / se {
            t if t.is_finite() => p_two_sided(t, df),
            _ => f64::from(u8::from(estimate == 0.0)),
        };
        Coefficient { estimate, se, p }
    };
    let single = |at: usize| {
        let mut weights = [0.0; TERMS];
        weights[at] = 1.0;
        combination(weights)
    };
    let total = sum_of_squares(outcome, mean(outcome).unwrap_or(0.0));
    Ok(ResponseSurface {
        coefficients: std::array::from_fn(single),
        surface: [
            combination([0.0, 1.0, 1.0, 0.0, 0.0, 0.0]),
            combination([0.0, 0.0, 0.0, 1.0, 1.0, 1.0]),
            combination([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]),
            combination([0.0, 0.0, 0.0, 1.0, -1.0, 1.0]),
        ],
        sigma: variance.sqrt(),
        r2: (total > 0.0).then(|| 1.0 - rss / total),
        df,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> (Vec<f64>, Vec<f64>) {
        (0..25)
            .map(|at| (f64::from(at / 5) - 2.0, f64::from(at % 5) - 2.0))
            .unzip()
    }

    #[test]
    fn a_surface_without_error_is_found_exactly() {
        let (s, o) = grid();
        let y: Vec<f64> = s
            .iter()
            .zip(&o)
            .map(|(s, o)| 1.0 + s - 2.0 * o + 0.5 * s * s - s * o)
            .collect();
        let found = response_surface(&s, &o, &y).unwrap();
        for (found, truth) in found
            .coefficients
            .iter()
            .zip([1.0, 1.0, -2.0, 0.5, -1.0, 0.0])
        {
            assert!((found.estimate - truth).abs() < 1e-12);
        }
        for (found, truth) in found.surface.iter().zip([-1.0, -0.5, 3.0, 1.5]) {
            assert!((found.estimate - truth).abs() < 1e-12);
        }
    }

    #[test]
    fn what_gives_no_surface_is_named() {
        let (s, o) = grid();
        assert_eq!(
            response_surface(&s, &s, &o).err(),
            Some(SurfaceError::Collinear)
        );
        assert_eq!(
            response_surface(&s[..6], &o[..6], &o[..6]).err(),
            Some(SurfaceError::TooFewRows)
        );
        assert_eq!(
            response_surface(&s, &o[1..], &o).err(),
            Some(SurfaceError::Shape)
        );
        let flat = response_surface(&s, &o, &[3.0; 25]).unwrap();
        assert_eq!(flat.r2, None);
        assert!(
            flat.coefficients
                .iter()
                .all(|b| b.p.is_finite() && b.se.is_finite())
        );
    }
}
