//! Turning factors: varimax (Kaiser 1958, Psychometrika 23:187, rows at unit length) and oblique
//! quartimin by gradient projection (Jennrich 2002, Psychometrika 67:7).

use faer::Mat;
use faer::linalg::solvers::DenseSolveCore;

use super::alpha::ItemsError;
use crate::numeric::sum;

/// Largest angle or projected gradient that counts as none.
const STILL: f64 = 1e-10;
const MOST_SWEEPS: usize = 1_000;
const MOST_STEPS: usize = 20_000;

/// Orthogonal factors with the most varied squared loadings, pair by pair of factors.
pub(super) fn varimax(loadings: &Mat<f64>) -> Mat<f64> {
    let (j, f) = (loadings.nrows(), loadings.ncols());
    let length = |row: usize| sum((0..f).map(|at| loadings[(row, at)].powi(2))).sqrt();
    let lengths: Vec<f64> = (0..j).map(length).collect();
    let mut turned = Mat::from_fn(j, f, |row, at| match lengths[row] {
        length if length > 0.0 => loadings[(row, at)] / length,
        _ => 0.0,
    });
    for _ in 0..MOST_SWEEPS {
        let mut most = 0.0_f64;
        for (p, q) in (0..f).flat_map(|q| (0..q).map(move |p| (p, q))) {
            let angle = varimax_angle(&turned, p, q);
            most = most.max(angle.abs());
            let (sin, cos) = angle.sin_cos();
            for row in 0..j {
                let (x, y) = (turned[(row, p)], turned[(row, q)]);
                turned[(row, p)] = cos * x + sin * y;
                turned[(row, q)] = cos * y - sin * x;
            }
        }
        if most < STILL {
            break;
        }
    }
    Mat::from_fn(j, f, |row, at| turned[(row, at)] * lengths[row])
}

/// The angle in the plane of two factors: tan 4φ = num/den of Kaiser 1958, eq. 20.
fn varimax_angle(loadings: &Mat<f64>, p: usize, q: usize) -> f64 {
    let j = loadings.nrows();
    let uv: Vec<(f64, f64)> = (0..j)
        .map(|row| {
            let (x, y) = (loadings[(row, p)], loadings[(row, q)]);
            (x * x - y * y, 2.0 * x * y)
        })
        .collect();
    let a = sum(uv.iter().map(|(u, _)| *u));
    let b = sum(uv.iter().map(|(_, v)| *v));
    let c = sum(uv.iter().map(|(u, v)| u * u - v * v));
    let d = 2.0 * sum(uv.iter().map(|(u, v)| u * v));
    let n = j as f64;
    let (top, bottom) = (d - 2.0 * a * b / n, c - (a * a - b * b) / n);
    if top.abs() + bottom.abs() < f64::EPSILON {
        0.0
    } else {
        top.atan2(bottom) / 4.0
    }
}

/// Oblique factors.
pub(super) struct Oblique {
    /// Pattern loadings, J × f.
    pub(super) loadings: Mat<f64>,
    /// Φ, f × f.
    pub(super) correlations: Mat<f64>,
}

/// The oblique turn with the least ¼ Σ_j Σ_{p≠q} λ²_jp λ²_jq, each factor with a sum of loadings that
/// is not negative.
pub(super) fn quartimin(start: &Mat<f64>) -> Result<Oblique, ItemsError> {
    let f = start.ncols();
    let mut turn: Mat<f64> = Mat::identity(f, f);
    let mut here = Turned::of(start, &turn);
    let mut length = 1.0_f64;
    for _ in 0..MOST_STEPS {
        let projected = here.projected_gradient(&turn);
        let size = norm(&projected);
        if size < STILL {
            return Ok(finish(&here, &turn));
        }
        length *= 2.0;
        let mut moved = false;
        for _ in 0..60 {
            let next = unit_columns(&(&turn - scale(&projected, length)));
            let there = Turned::of(start, &next);
            if there.value < here.value - 0.5 * size * size * length {
                (turn, here, moved) = (next, there, true);
                break;
            }
            length /= 2.0;
        }
        if !moved {
            // Rounding lets the criterion fall no further.
            return if size < 1e-6 {
                Ok(finish(&here, &turn))
            } else {
                Err(ItemsError::NotConverged)
            };
        }
    }
    Err(ItemsError::NotConverged)
}

struct Turned {
    value: f64,
    loadings: Mat<f64>,
    /// −(Λ' G T⁻¹)', the slope in T.
    slope: Mat<f64>,
}

impl Turned {
    fn of(start: &Mat<f64>, turn: &Mat<f64>) -> Self {
        let inverse = turn.partial_piv_lu().inverse();
        let loadings = start * inverse.transpose();
        let (j, f) = (loadings.nrows(), loadings.ncols());
        let others = |row: usize, at: usize| {
            sum((0..f)
                .filter(|q| *q != at)
                .map(|q| loadings[(row, q)].powi(2)))
        };
        let gradient = Mat::from_fn(j, f, |row, at| loadings[(row, at)] * others(row, at));
        let each = (0..j).flat_map(|row| (0..f).map(move |at| (row, at)));
        let value = sum(each.map(|(row, at)| loadings[(row, at)] * gradient[(row, at)])) / 4.0;
        let product = loadings.transpose() * &gradient * &inverse;
        let slope = Mat::from_fn(f, f, |row, column| -product[(column, row)]);
        Self {
            value,
            loadings,
            slope,
        }
    }

    /// The slope without its part along the columns of T, which have unit length.
    fn projected_gradient(&self, turn: &Mat<f64>) -> Mat<f64> {
        let f = turn.ncols();
        let along: Vec<f64> = (0..f)
            .map(|at| sum((0..f).map(|row| turn[(row, at)] * self.slope[(row, at)])))
            .collect();
        Mat::from_fn(f, f, |row, at| {
            self.slope[(row, at)] - turn[(row, at)] * along[at]
        })
    }
}

fn finish(here: &Turned, turn: &Mat<f64>) -> Oblique {
    let (j, f) = (here.loadings.nrows(), turn.ncols());
    let sign = |at: usize| {
        if sum((0..j).map(|row| here.loadings[(row, at)])) < 0.0 {
            -1.0
        } else {
            1.0
        }
    };
    let signs: Vec<f64> = (0..f).map(sign).collect();
    let cosine = |p: usize, q: usize| sum((0..f).map(|row| turn[(row, p)] * turn[(row, q)]));
    Oblique {
        loadings: Mat::from_fn(j, f, |row, at| signs[at] * here.loadings[(row, at)]),
        correlations: Mat::from_fn(f, f, |p, q| {
            if p == q {
                1.0
            } else {
                signs[p] * signs[q] * cosine(p, q)
            }
        }),
    }
}

fn scale(matrix: &Mat<f64>, by: f64) -> Mat<f64> {
    Mat::from_fn(matrix.nrows(), matrix.ncols(), |row, at| {
        by * matrix[(row, at)]
    })
}

fn unit_columns(matrix: &Mat<f64>) -> Mat<f64> {
    let length = |at: usize| sum((0..matrix.nrows()).map(|row| matrix[(row, at)].powi(2))).sqrt();
    let lengths: Vec<f64> = (0..matrix.ncols()).map(length).collect();
    Mat::from_fn(matrix.nrows(), matrix.ncols(), |row, at| {
        matrix[(row, at)] / lengths[at]
    })
}

fn norm(matrix: &Mat<f64>) -> f64 {
    let each = (0..matrix.nrows()).flat_map(|row| (0..matrix.ncols()).map(move |at| (row, at)));
    sum(each.map(|(row, at)| matrix[(row, at)].powi(2))).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two clusters on two factors that correlate .4, turned away by 30 degrees.
    #[test]
    fn simple_structure_is_found_again() {
        let pattern = Mat::from_fn(6, 2, |row, at| {
            if row / 3 == at {
                0.5 + 0.1 * row as f64 / 2.0
            } else {
                0.0
            }
        });
        let half = Mat::from_fn(2, 2, |row, at| match (row, at) {
            (0, 0) => 1.0,
            (1, 0) => 0.4,
            (1, 1) => (1.0_f64 - 0.16).sqrt(),
            _ => 0.0,
        });
        let (sin, cos) = 0.5_f64.sin_cos();
        let spin = Mat::from_fn(2, 2, |row, at| match (row, at) {
            (0, 1) => -sin,
            (1, 0) => sin,
            _ => cos,
        });
        let found = quartimin(&varimax(&(&pattern * &half * &spin))).unwrap();
        assert!((found.correlations[(0, 1)] - 0.4).abs() < 1e-7);
        for row in 0..6 {
            let mut ours = [
                found.loadings[(row, 0)].abs(),
                found.loadings[(row, 1)].abs(),
            ];
            ours.sort_by(f64::total_cmp);
            assert!(ours[0] < 1e-7 && (ours[1] - (0.5 + 0.05 * row as f64)).abs() < 1e-7);
        }
    }
}
