//! The rows in the order of the factor with most levels, on a scale where least squares leaves a
//! residual variance of 1.
//!
//! The factor with most levels (factor 0 here) is eliminated: its block of the equations is diagonal.
//! The levels of the others share one numbering, `rest`.

use super::model::{MixedError, Model};
use super::orthonormal::{Orthonormal, dot};

/// Residual sums of squares below this share of the total count as no variation.
const NO_VARIATION: f64 = 1e-22;

/// The data of a model, ready for its equations.
#[derive(Debug)]
pub(crate) struct Rows {
    /// Rows, in the order of factor 0.
    pub(crate) n: usize,
    /// Which factor of the model is eliminated; `None` where there is no factor at all, and then
    /// factor 0 is a stand-in of one level and variance 0.
    pub(crate) eliminated: Option<usize>,
    /// Where the rows of each level of factor 0 begin, and the end.
    pub(crate) ptr: Vec<usize>,
    /// The other factors of the model, in the order of [`Self::rest`].
    pub(crate) rest_factors: Vec<usize>,
    /// Where the levels of each other factor begin in the shared numbering, and the end.
    pub(crate) offsets: Vec<usize>,
    /// For each other factor the level of each row, in the shared numbering.
    pub(crate) rest: Vec<Vec<u32>>,
    /// Precisions.
    pub(crate) w: Vec<f64>,
    /// Response less its least-squares fit, divided by `scale`.
    pub(crate) y: Vec<f64>,
    /// Orthonormal columns of X.
    pub(crate) q: Vec<Vec<f64>>,
    /// Sums of weights by level of factor 0.
    pub(crate) sums: Vec<f64>,
    /// Sums of weights by level of the rest.
    pub(crate) rest_sums: Vec<f64>,
    /// Residual standard deviation of least squares.
    pub(crate) scale: f64,
    /// Least-squares coefficients of the columns of Q, on the scale of the response.
    pub(crate) least_squares: Vec<f64>,
    /// X = Q R; its Q is in [`Self::q`].
    pub(crate) basis: Orthonormal,
    /// Σ log w.
    pub(crate) log_weights: f64,
}

impl Rows {
    /// Sorts and scales the rows of a model that was checked.
    pub(crate) fn new(model: &Model<'_>) -> Result<Self, MixedError> {
        let n = model.n();
        let mut basis = Orthonormal::of(model.x, model.weights);
        if let Some(column) = basis
            .independent
            .iter()
            .position(|independent| !independent)
        {
            return Err(MixedError::Dependent { column });
        }
        let least_squares: Vec<f64> = basis
            .q
            .iter()
            .map(|q| dot(q, model.y, model.weights))
            .collect();
        let mut y = model.y.to_vec();
        for (q, c) in basis.q.iter().zip(&least_squares) {
            for (y, q) in y.iter_mut().zip(q) {
                *y -= c * q;
            }
        }
        let squares = dot(&y, &y, model.weights);
        if squares <= NO_VARIATION * dot(model.y, model.y, model.weights) {
            return Err(MixedError::NoVariation);
        }
        let scale = (squares / (n - basis.q.len()) as f64).sqrt();
        for y in &mut y {
            *y /= scale;
        }

        let eliminated = (0..model.factors.len())
            .max_by_key(|at| (model.factors[*at].n_levels, std::cmp::Reverse(*at)));
        let stand_in = vec![0; n];
        let (levels, n_levels) = eliminated.map_or((stand_in.as_slice(), 1), |at| {
            (model.factors[at].levels, model.factors[at].n_levels)
        });
        let (ptr, order) = by_level(levels, n_levels);
        let rest_factors: Vec<usize> = (0..model.factors.len())
            .filter(|at| Some(*at) != eliminated)
            .collect();
        let mut offsets = vec![0];
        for at in &rest_factors {
            let last = offsets[offsets.len() - 1];
            offsets.push(last + model.factors[*at].n_levels);
        }
        let rest: Vec<Vec<u32>> = rest_factors
            .iter()
            .zip(&offsets)
            .map(|(at, offset)| {
                let levels = model.factors[*at].levels;
                let shared = |row: &u32| levels[*row as usize] + *offset as u32;
                order.iter().map(shared).collect()
            })
            .collect();
        let ordered = |values: &[f64]| -> Vec<f64> {
            order.iter().map(|row| values[*row as usize]).collect()
        };
        let w = model.weights.map_or_else(|| vec![1.0; n], ordered);
        let q = std::mem::take(&mut basis.q);
        let mut sums = vec![0.0; n_levels];
        for (level, sum) in sums.iter_mut().enumerate() {
            *sum = w[ptr[level]..ptr[level + 1]].iter().sum();
        }
        let mut rest_sums = vec![0.0; offsets[offsets.len() - 1]];
        for levels in &rest {
            for (level, w) in levels.iter().zip(&w) {
                rest_sums[*level as usize] += w;
            }
        }
        Ok(Self {
            n,
            eliminated,
            ptr,
            rest_factors,
            offsets,
            rest,
            y: ordered(&y),
            q: q.iter().map(|q| ordered(q)).collect(),
            log_weights: crate::numeric::sum(w.iter().map(|w| w.ln())),
            w,
            sums,
            rest_sums,
            scale,
            least_squares,
            basis,
        })
    }

    /// Columns of X.
    pub(crate) fn p(&self) -> usize {
        self.q.len()
    }

    /// Levels of factor 0.
    pub(crate) fn n_levels(&self) -> usize {
        self.sums.len()
    }

    /// Levels of the rest.
    pub(crate) fn n_rest(&self) -> usize {
        self.rest_sums.len()
    }
}

/// The rows of each level, in their order: where each level begins, and the rows.
pub(crate) fn by_level(levels: &[u32], n_levels: usize) -> (Vec<usize>, Vec<u32>) {
    let mut ptr = vec![0_usize; n_levels + 1];
    for level in levels {
        ptr[*level as usize + 1] += 1;
    }
    for level in 0..n_levels {
        ptr[level + 1] += ptr[level];
    }
    let mut next = ptr.clone();
    let mut order = vec![0_u32; levels.len()];
    for (row, level) in levels.iter().enumerate() {
        let at = &mut next[*level as usize];
        order[*at] = row as u32;
        *at += 1;
    }
    (ptr, order)
}
