//! The Cholesky factor of S, dense or sparse: both are faer's.

use std::sync::Arc;

use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::cholesky::llt;
use faer::sparse::linalg::cholesky::LltRef;
use faer::sparse::linalg::cholesky::supernodal::SupernodalLltRef;
use faer::sparse::{SparseColMatRef, SymbolicSparseColMatRef};
use faer::{Conj, MatMut, MatRef, Par, Side};
use rayon::prelude::*;

use super::inverse::Inverse;
use super::model::MixedError;
use super::structure::{Shape, Sparse, Structure, supernodal};

/// Below this size threads cost more than they bring.
const PARALLEL_FROM: usize = 256;

/// The factor L of S = L L'.
#[derive(Debug)]
pub(crate) struct Cholesky {
    structure: Arc<Structure>,
    /// Dense: the square by columns, L below the diagonal. Sparse: faer's supernodes.
    values: Vec<f64>,
}

/// Threads for a matrix of some size.
pub(super) fn par(n: usize) -> Par {
    if n < PARALLEL_FROM {
        Par::Seq
    } else {
        Par::rayon(0)
    }
}

impl Cholesky {
    /// Assembles S = I + θ_a θ_b (W_ab − Σ_j θ_0² W_ja W_jb / d_j) and factorises it.
    ///
    /// `theta` by level of the rest in the numbering of S, `weight` the diagonal W_aa, `ratio`
    /// θ_0²/d_j by level of factor 0.
    pub(crate) fn new(
        structure: &Arc<Structure>,
        theta: &[f64],
        weight: &[f64],
        ratio: &[f64],
    ) -> Result<Self, MixedError> {
        let n = theta.len();
        let links = &structure.links;
        let fill = |col: usize, column: &mut [f64]| {
            for (level, others, w) in links.of_col(col) {
                let share = ratio[level] * w[0];
                for (other, w) in others.iter().zip(w) {
                    column[*other as usize] -= share * w;
                }
            }
            for (other, w) in links.pairs(col) {
                column[other] += w;
            }
            column[col] += weight[col];
        };
        let values = match &structure.shape {
            Shape::Dense => {
                let mut values = vec![0.0; n * n];
                let columns = values.par_chunks_mut(n.max(1)).enumerate();
                columns.for_each(|(col, column)| {
                    fill(col, column);
                    let own = theta[col];
                    for (s, theta) in column[col..].iter_mut().zip(&theta[col..]) {
                        *s *= own * theta;
                    }
                    column[col] += 1.0;
                });
                dense_factor(&mut values, n)?;
                values
            }
            Shape::Sparse(sparse) => {
                let columns: Vec<usize> = (0..n).collect();
                let parts: Vec<Vec<f64>> = columns
                    .par_chunks(256)
                    .map_init(
                        || vec![0.0; n],
                        |column, cols| {
                            let mut part = Vec::new();
                            for col in cols {
                                fill(*col, column);
                                let range =
                                    sparse.ptr[*col] as usize..sparse.ptr[*col + 1] as usize;
                                for row in &sparse.row[range] {
                                    let row = *row as usize;
                                    let s = std::mem::take(&mut column[row]);
                                    let unit = if row == *col { 1.0 } else { 0.0 };
                                    part.push(unit + theta[*col] * theta[row] * s);
                                }
                            }
                            part
                        },
                    )
                    .collect();
                sparse_factor(sparse, n, &parts.concat())?
            }
        };
        Ok(Self {
            structure: Arc::clone(structure),
            values,
        })
    }

    fn n(&self) -> usize {
        self.structure.links.n_rest
    }

    /// log|S|.
    pub(crate) fn log_det(&self) -> f64 {
        let n = self.n();
        match &self.structure.shape {
            Shape::Dense => (0..n).map(|i| 2.0 * self.values[i * n + i].ln()).sum(),
            Shape::Sparse(sparse) => {
                let factor = SupernodalLltRef::new(supernodal(&sparse.symbolic), &self.values);
                let nodes = factor.symbolic().n_supernodes();
                let node = |s: usize| {
                    let values = factor.supernode(s).val();
                    let diagonal = (0..values.ncols()).map(|i| 2.0 * values[(i, i)].ln());
                    diagonal.sum::<f64>()
                };
                (0..nodes).map(node).sum()
            }
        }
    }

    /// S⁻¹ times `k` columns, in place.
    pub(crate) fn solve(&self, columns: &mut [f64], k: usize) {
        let n = self.n();
        if n == 0 || k == 0 {
            return;
        }
        let rhs = MatMut::from_column_major_slice_mut(columns, n, k);
        match &self.structure.shape {
            Shape::Dense => {
                let factor = MatRef::from_column_major_slice(&self.values, n, n);
                let par = par(n);
                let need = llt::solve::solve_in_place_scratch::<f64>(n, k, par);
                let mut memory = MemBuffer::new(need);
                llt::solve::solve_in_place(factor, rhs, par, MemStack::new(&mut memory));
            }
            Shape::Sparse(sparse) => {
                let symbolic = &sparse.symbolic;
                let need = symbolic.solve_in_place_scratch::<f64>(k, Par::Seq);
                let mut memory = MemBuffer::new(need);
                let factor = LltRef::new(symbolic, &self.values);
                let stack = MemStack::new(&mut memory);
                factor.solve_in_place_with_conj(Conj::No, rhs, Par::Seq, stack);
            }
        }
    }

    /// S⁻¹ on the pattern of the factor.
    pub(crate) fn inverse(&self) -> Inverse {
        Inverse::new(&self.structure, &self.values)
    }
}

fn dense_factor(values: &mut [f64], n: usize) -> Result<(), MixedError> {
    if n == 0 {
        return Ok(());
    }
    let par = par(n);
    let parameters = Default::default();
    let need = llt::factor::cholesky_in_place_scratch::<f64>(n, par, parameters);
    let mut memory = MemBuffer::new(need);
    let matrix = MatMut::from_column_major_slice_mut(values, n, n);
    let stack = MemStack::new(&mut memory);
    llt::factor::cholesky_in_place(matrix, Default::default(), par, stack, parameters)
        .map(|_| ())
        .map_err(|_| MixedError::Singular)
}

fn sparse_factor(sparse: &Sparse, n: usize, entries: &[f64]) -> Result<Vec<f64>, MixedError> {
    let pattern = SymbolicSparseColMatRef::new_checked(n, n, &sparse.ptr, None, &sparse.row);
    let matrix = SparseColMatRef::new(pattern, entries);
    let symbolic = &sparse.symbolic;
    let mut values = vec![0.0; symbolic.len_val()];
    let parameters = Default::default();
    let need = symbolic.factorize_numeric_llt_scratch::<f64>(par(n), parameters);
    let mut memory = MemBuffer::new(need);
    let stack = MemStack::new(&mut memory);
    symbolic
        .factorize_numeric_llt(
            &mut values,
            matrix,
            Side::Lower,
            Default::default(),
            par(n),
            stack,
            parameters,
        )
        .map_err(|_| MixedError::Singular)?;
    Ok(values)
}
