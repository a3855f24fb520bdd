//! Variance components by the method of moments: where the search starts.
//!
//! With U_m the weighted sum of squares within the levels of factor m and U the total one,
//! E U_m = σ²(n − q_m) + Σ_{m'≠m} σ_m'² (W − Σ_j Σ_k W_jk²/W_j) and
//! E U = σ²(n − 1) + Σ_m σ_m² (W − Σ_j W_j²/W), where W are sums of weights over rows, levels j of m and
//! cells jk of m and m'. For two factors and one rating a cell these are the equations of Gao & Owen
//! 2017 (EJS 11:1235). They use the residuals of least squares as if there were no fixed
//! part, so they are a little low where the fixed part is large. Cost: n for each pair of factors.

use faer::Mat;
use faer::linalg::solvers::Solve;

use super::rows::{Rows, by_level};
use crate::numeric::{Sum, sum};

/// (σ_m² by factor of the model, σ²), on the scale of the rows; negative ones are 0.
pub(crate) fn moments(rows: &Rows) -> Option<(Vec<f64>, f64)> {
    let factors = factors(rows);
    let m = factors.len();
    let total = sum(rows.w.iter().copied());
    let mut left = Mat::<f64>::zeros(m + 1, m + 1);
    let mut right = Mat::<f64>::zeros(m + 1, 1);
    for (at, own) in factors.iter().enumerate() {
        let (ptr, order) = by_level(&own.levels, own.n_levels);
        let within = Within::new(rows, &ptr, &order);
        right[(at, 0)] = within.squares;
        left[(at, m)] = rows.n as f64 - within.n_used;
        for (other, factor) in factors.iter().enumerate() {
            if other != at {
                let shared = concentration(rows, &ptr, &order, factor);
                left[(at, other)] = total - shared;
            }
        }
    }
    let all: Vec<u32> = (0..rows.n as u32).collect();
    let whole = Within::new(rows, &[0, rows.n], &all);
    right[(m, 0)] = whole.squares;
    left[(m, m)] = rows.n as f64 - 1.0;
    for (other, factor) in factors.iter().enumerate() {
        left[(m, other)] = total - concentration(rows, &[0, rows.n], &all, factor);
    }
    let solved = left.full_piv_lu().solve(&right);
    let mut variances = vec![0.0; m];
    for (at, factor) in factors.iter().enumerate() {
        variances[factor.model] = solved[(at, 0)].max(0.0);
    }
    let finite = (0..=m).all(|at| solved[(at, 0)].is_finite());
    (finite && solved[(m, 0)] > 0.0).then(|| (variances, solved[(m, 0)]))
}

struct Levels {
    model: usize,
    levels: Vec<u32>,
    n_levels: usize,
}

fn factors(rows: &Rows) -> Vec<Levels> {
    let mut factors = Vec::new();
    if let Some(model) = rows.eliminated {
        let mut levels = Vec::with_capacity(rows.n);
        for level in 0..rows.n_levels() {
            levels.resize(rows.ptr[level + 1], level as u32);
        }
        factors.push(Levels {
            model,
            levels,
            n_levels: rows.n_levels(),
        });
    }
    for (at, model) in rows.rest_factors.iter().enumerate() {
        let offset = rows.offsets[at] as u32;
        factors.push(Levels {
            model: *model,
            levels: rows.rest[at].iter().map(|level| level - offset).collect(),
            n_levels: rows.offsets[at + 1] - rows.offsets[at],
        });
    }
    factors
}

struct Within {
    squares: f64,
    n_used: f64,
}

impl Within {
    fn new(rows: &Rows, ptr: &[usize], order: &[u32]) -> Self {
        let (mut squares, mut n_used) = (Sum::default(), 0.0);
        for range in ptr.windows(2).filter(|range| range[1] > range[0]) {
            let own = &order[range[0]..range[1]];
            let weight: f64 = own.iter().map(|row| rows.w[*row as usize]).sum();
            let weighted = |row: &u32| rows.w[*row as usize] * rows.y[*row as usize];
            let mean = own.iter().map(weighted).sum::<f64>() / weight;
            let square = |row: &u32| {
                let from_mean = rows.y[*row as usize] - mean;
                rows.w[*row as usize] * from_mean * from_mean
            };
            squares.add(own.iter().map(square).sum());
            n_used += 1.0;
        }
        Self {
            squares: squares.total(),
            n_used,
        }
    }
}

/// Σ_j Σ_k W_jk²/W_j.
fn concentration(rows: &Rows, ptr: &[usize], order: &[u32], other: &Levels) -> f64 {
    let mut found = vec![0.0; other.n_levels];
    let mut total = Sum::default();
    for range in ptr.windows(2).filter(|range| range[1] > range[0]) {
        let own = &order[range[0]..range[1]];
        let mut weight = 0.0;
        for row in own {
            let w = rows.w[*row as usize];
            found[other.levels[*row as usize] as usize] += w;
            weight += w;
        }
        let mut squares = 0.0;
        for row in own {
            let w = std::mem::take(&mut found[other.levels[*row as usize] as usize]);
            squares += w * w;
        }
        total.add(squares / weight);
    }
    total.total()
}
