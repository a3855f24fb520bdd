//! Factors of a correlation matrix by maximum likelihood and by minimum residuals.
//!
//! Model R = ΛΛ' + Ψ, Ψ diagonal. Both criteria are functions of Ψ alone, since Λ is known given Ψ;
//! with θ_m, v_m eigenvalues and vectors in falling order and f factors (Jöreskog 1967,
//! Psychometrika 32:443; Harman & Jones 1966, Psychometrika 31:351; derivatives by perturbation of
//! the eigenvalues):
//! - ML: Σ_{m>f} (θ_m − ln θ_m − 1), θ of Ψ^(−1/2) R Ψ^(−1/2); Λ = Ψ^(1/2) v (θ − 1)^(1/2).
//! - minres: ½ Σ_{m>f} θ_m², θ of R − Ψ; Λ = v θ^(1/2).
//!
//! A uniqueness is kept at or above .005, as R's factanal does; a fit that ends there is a Heywood
//! case.

use faer::{Mat, Side};

use super::alpha::ItemsError;
use super::box_newton::{Criterion, minimise};
use super::correlations::uniquenesses;
use crate::numeric::sum;

/// The least share of an item's variance that a fit may leave to the item.
pub const LEAST_UNIQUENESS: f64 = 0.005;

/// Unrotated factors.
#[derive(Clone, Debug)]
pub(super) struct Factors {
    /// J × f, each column with a sum that is not negative.
    pub(super) loadings: Mat<f64>,
    pub(super) heywood: bool,
}

/// f factors of a correlation matrix by minimum residuals.
pub(super) fn minres(r: &Mat<f64>, f: usize) -> Result<Factors, ItemsError> {
    let j = r.nrows();
    let start = uniquenesses(r).unwrap_or_else(|| vec![0.5; j]);
    let psi = minimise(start, LEAST_UNIQUENESS, 1.0, |psi| residuals(r, psi, f))?;
    let (theta, v) = eigen(&reduced(r, &psi))?;
    let loadings = Mat::from_fn(j, f, |row, factor| {
        let at = j - 1 - factor;
        let sign = if sum((0..j).map(|row| v[(row, at)])) < 0.0 {
            -1.0
        } else {
            1.0
        };
        sign * v[(row, at)] * theta[at].max(0.0).sqrt()
    });
    Ok(Factors {
        loadings,
        heywood: at_bound(&psi),
    })
}

pub(super) fn at_bound(psi: &[f64]) -> bool {
    psi.iter()
        .any(|psi| *psi <= LEAST_UNIQUENESS * (1.0 + 1e-9))
}

fn reduced(r: &Mat<f64>, psi: &[f64]) -> Mat<f64> {
    let element = |row: usize, column: usize| {
        let unique = if row == column { psi[row] } else { 0.0 };
        r[(row, column)] - unique
    };
    Mat::from_fn(r.nrows(), r.ncols(), element)
}

pub(super) fn scaled(r: &Mat<f64>, psi: &[f64]) -> Mat<f64> {
    let element = |row: usize, column: usize| r[(row, column)] / (psi[row] * psi[column]).sqrt();
    Mat::from_fn(r.nrows(), r.ncols(), element)
}

/// Eigenvalues in rising order with their vectors in columns.
pub(super) fn eigen(matrix: &Mat<f64>) -> Result<(Vec<f64>, Mat<f64>), ItemsError> {
    let found = matrix
        .self_adjoint_eigen(Side::Lower)
        .map_err(|_| ItemsError::NotConverged)?;
    let values = found.S().column_vector();
    Ok((
        (0..values.nrows()).map(|at| values[at]).collect(),
        found.U().to_owned(),
    ))
}

/// Σ_{m>f} g(θ_m) by perturbation: dθ_m/dx_i = −s_m v_im², with the weight of every pair of
/// eigenvectors in the Hessian given by `pair(m, n)`, n a factor, or both residual.
fn curvature(
    v: &Mat<f64>,
    f: usize,
    residual_pair: impl Fn(usize, usize) -> f64,
    factor_pair: impl Fn(usize, usize) -> f64,
) -> Mat<f64> {
    let j = v.nrows();
    let rest = j - f;
    let product = |m: usize, row: usize, column: usize| v[(row, m)] * v[(column, m)];
    Mat::from_fn(j, j, |row, column| {
        let within = (0..rest).flat_map(|m| {
            let residual_pair = &residual_pair;
            (0..rest).map(move |n| {
                residual_pair(m, n) * product(m, row, column) * product(n, row, column)
            })
        });
        let between = (0..rest).flat_map(|m| {
            let factor_pair = &factor_pair;
            (rest..j)
                .map(move |n| factor_pair(m, n) * product(m, row, column) * product(n, row, column))
        });
        sum(within) + sum(between)
    })
}

/// A gap between eigenvalues below this counts as none: the step is then that of Gauss and Newton.
const NO_GAP: f64 = 1e-9;

/// The minres criterion in ψ.
fn residuals(r: &Mat<f64>, psi: &[f64], f: usize) -> Result<Criterion, ItemsError> {
    let (theta, v) = eigen(&reduced(r, psi))?;
    let rest = psi.len() - f;
    let slope = |row: usize| -sum((0..rest).map(|m| theta[m] * v[(row, m)].powi(2)));
    let across = |m: usize, n: usize| match theta[m] - theta[n] {
        gap if gap.abs() < NO_GAP => 0.0,
        gap => 2.0 * theta[m] / gap,
    };
    Ok(Criterion {
        value: 0.5 * sum((0..rest).map(|m| theta[m] * theta[m])),
        gradient: (0..psi.len()).map(slope).collect(),
        hessian: curvature(&v, f, |_, _| 1.0, across),
    })
}

/// The likelihood criterion in ln ψ.
pub(super) fn likelihood(r: &Mat<f64>, log: &[f64], f: usize) -> Result<Criterion, ItemsError> {
    let psi: Vec<f64> = log.iter().map(|log| log.exp()).collect();
    let (theta, v) = eigen(&scaled(r, &psi))?;
    let rest = psi.len() - f;
    if theta[0] <= 0.0 {
        return Err(ItemsError::Singular);
    }
    let slope = |row: usize| -sum((0..rest).map(|m| (theta[m] - 1.0) * v[(row, m)].powi(2)));
    let across = |m: usize, n: usize| match theta[m] - theta[n] {
        gap if gap.abs() < NO_GAP => 0.0,
        gap => (theta[m] - 1.0) * (theta[m] + theta[n]) / gap,
    };
    Ok(Criterion {
        value: sum((0..rest).map(|m| theta[m] - theta[m].ln() - 1.0)),
        gradient: (0..psi.len()).map(slope).collect(),
        hessian: curvature(&v, f, |m, n| 0.5 * (theta[m] + theta[n]), across),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A correlation matrix with exactly these loadings on one factor.
    fn exact(loadings: &[f64]) -> Mat<f64> {
        Mat::from_fn(loadings.len(), loadings.len(), |i, j| {
            if i == j {
                1.0
            } else {
                loadings[i] * loadings[j]
            }
        })
    }

    #[test]
    fn an_exact_factor_is_found_by_minimum_residuals() {
        let truth = [0.8, 0.7, 0.6, 0.5, 0.3];
        let found = minres(&exact(&truth), 1).unwrap();
        for (row, truth) in truth.iter().enumerate() {
            assert!((found.loadings[(row, 0)] - truth).abs() < 1e-9);
        }
        assert!(!found.heywood);
    }

    #[test]
    fn derivatives_agree_with_differences() {
        let r = Mat::from_fn(5, 5, |i, j| {
            if i == j {
                1.0
            } else {
                0.3 + 0.05 * ((i * j) % 4) as f64
            }
        });
        type Of = fn(&Mat<f64>, &[f64], usize) -> Result<Criterion, ItemsError>;
        let cases: [(Of, [f64; 5]); 2] = [
            (residuals, [0.4, 0.5, 0.6, 0.7, 0.5]),
            (likelihood, [-0.9, -0.7, -0.4, -0.3, -0.6]),
        ];
        for (of, at) in cases {
            let here = of(&r, &at, 2).unwrap();
            for i in 0..5 {
                let moved = |by: f64| {
                    let mut x = at;
                    x[i] += by;
                    of(&r, &x, 2).unwrap()
                };
                let (up, down) = (moved(1e-5), moved(-1e-5));
                let slope = (up.value - down.value) / 2e-5;
                assert!((slope - here.gradient[i]).abs() < 1e-8, "{i}");
                for j in 0..5 {
                    let curve = (up.gradient[j] - down.gradient[j]) / 2e-5;
                    assert!((curve - here.hessian[(i, j)]).abs() < 1e-6, "{i} {j}");
                }
            }
        }
    }
}
