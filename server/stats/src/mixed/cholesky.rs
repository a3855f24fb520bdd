//! The Cholesky factor of S and the part of S⁻¹ that the equations need.
//!
//! Dense and sparse factors are faer's. The inverse on the pattern of the factor is Takahashi's (Takahashi,
//! Fagan & Chin 1973; Erisman & Tinney 1975, CACM 18:177), by supernodes: with L_JJ the diagonal
//! block of a supernode, L_RJ the rows R below it and Y = L_RJ L_JJ⁻¹,
//! Z_RJ = −Z_RR Y and Z_JJ = (L_JJ L_JJ')⁻¹ − Y' Z_RJ, from the last supernode to the first.

use std::sync::Arc;

use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::cholesky::llt;
use faer::linalg::matmul::matmul;
use faer::linalg::triangular_solve::solve_upper_triangular_in_place;
use faer::sparse::SparseColMatRef;
use faer::sparse::linalg::cholesky::LltRef;
use faer::sparse::linalg::cholesky::supernodal::SupernodalLltRef;
use faer::{Accum, Conj, Mat, MatMut, MatRef, Par, Side};
use rayon::prelude::*;

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

fn par(n: usize) -> Par {
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
        let n = self.n();
        let values = match &self.structure.shape {
            Shape::Dense => {
                let mut inverse = vec![0.0; n * n];
                if n > 0 {
                    let par = par(n);
                    let mut memory = MemBuffer::new(llt::inverse::inverse_scratch::<f64>(n, par));
                    llt::inverse::inverse(
                        MatMut::from_column_major_slice_mut(&mut inverse, n, n),
                        MatRef::from_column_major_slice(&self.values, n, n),
                        par,
                        MemStack::new(&mut memory),
                    );
                }
                inverse
            }
            Shape::Sparse(sparse) => selected_inverse(sparse, &self.values),
        };
        Inverse {
            structure: Arc::clone(&self.structure),
            values,
        }
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
    use faer::sparse::SymbolicSparseColMatRef;
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

/// Takahashi's recursion, in the storage of the factor.
fn selected_inverse(sparse: &Sparse, factor: &[f64]) -> Vec<f64> {
    let nodes = supernodal(&sparse.symbolic);
    let l = SupernodalLltRef::new(nodes, factor);
    let mut z = vec![0.0; factor.len()];
    for s in (0..nodes.n_supernodes()).rev() {
        let block = l.supernode(s).val();
        let below: Vec<u32> = nodes.supernode(s).pattern().to_vec();
        let (n_cols, n_below) = (block.ncols(), below.len());
        let start = nodes.col_ptr_for_val()[s] as usize;
        let length = nodes.col_ptr_for_val()[s + 1] as usize - start;
        let par = par(n_cols + n_below);
        let (l_jj, l_rj) = block.split_at_row(n_cols);

        let mut diagonal = Mat::<f64>::zeros(n_cols, n_cols);
        let mut memory = MemBuffer::new(llt::inverse::inverse_scratch::<f64>(n_cols, par));
        let stack = MemStack::new(&mut memory);
        llt::inverse::inverse(diagonal.as_mut(), l_jj, par, stack);
        let mut off = Mat::<f64>::zeros(n_below, n_cols);
        if n_below > 0 {
            // Y' solves L_JJ' Y' = L_RJ'.
            let mut y_t = l_rj.transpose().to_owned();
            solve_upper_triangular_in_place(l_jj.transpose(), y_t.as_mut(), par);
            let z_rr = gather(sparse, &z, &below);
            matmul(
                off.as_mut(),
                Accum::Replace,
                &z_rr,
                y_t.transpose(),
                -1.0,
                par,
            );
            matmul(diagonal.as_mut(), Accum::Add, &y_t, &off, -1.0, par);
        }
        let own = &mut z[start..start + length];
        for col in 0..n_cols {
            let column = &mut own[col * (n_cols + n_below)..(col + 1) * (n_cols + n_below)];
            for row in col..n_cols {
                column[row] = diagonal[(row, col)];
            }
            for row in 0..n_below {
                column[n_cols + row] = off[(row, col)];
            }
        }
    }
    z
}

/// The square of Z between some rows, all of whose pairs are in the pattern.
fn gather(sparse: &Sparse, z: &[f64], rows: &[u32]) -> Mat<f64> {
    let n = rows.len();
    let mut square = Mat::<f64>::zeros(n, n);
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_unstable_by_key(|at| rows[*at]);
    for (first, a) in order.iter().enumerate() {
        let mut column = Column::of(sparse, rows[*a] as usize);
        for b in &order[first..] {
            if let Some(at) = column.next_place(rows[*b]) {
                square[(*a, *b)] = z[at];
                square[(*b, *a)] = z[at];
            }
        }
    }
    square
}

/// A column of the factor's storage, walked downwards.
struct Column<'a> {
    /// Place of the first row of the supernode in this column.
    base: usize,
    begin: usize,
    end: usize,
    places: &'a [(u32, u32)],
}

impl<'a> Column<'a> {
    fn of(sparse: &'a Sparse, col: usize) -> Self {
        let nodes = supernodal(&sparse.symbolic);
        let s = sparse.node[col] as usize;
        let (begin, end) = (
            nodes.supernode_begin()[s] as usize,
            nodes.supernode_end()[s] as usize,
        );
        let n_below = nodes.supernode(s).pattern().len();
        let start = nodes.col_ptr_for_row_idx()[s] as usize;
        Self {
            base: nodes.col_ptr_for_val()[s] as usize + (col - begin) * (end - begin + n_below),
            begin,
            end,
            places: &sparse.places[start..start + n_below],
        }
    }

    /// Place of a row, at or below all asked for before.
    fn next_place(&mut self, row: u32) -> Option<usize> {
        if (row as usize) < self.end {
            return Some(self.base + row as usize - self.begin);
        }
        let skip = self
            .places
            .iter()
            .take_while(|(other, _)| *other < row)
            .count();
        self.places = &self.places[skip..];
        let (other, at) = self.places.first()?;
        (*other == row).then(|| self.base + self.end - self.begin + *at as usize)
    }
}

/// S⁻¹ where it is known.
#[derive(Debug)]
pub(crate) struct Inverse {
    structure: Arc<Structure>,
    values: Vec<f64>,
}

impl Inverse {
    /// An entry, if it is known.
    pub(crate) fn get(&self, a: usize, b: usize) -> Option<f64> {
        let (col, row) = (a.min(b), a.max(b));
        match &self.structure.shape {
            Shape::Dense => Some(self.values[col * self.structure.links.n_rest + row]),
            Shape::Sparse(sparse) => {
                let mut column = Column::of(sparse, col);
                if row >= column.end {
                    let skip = column
                        .places
                        .partition_point(|(other, _)| (*other as usize) < row);
                    column.places = &column.places[skip..];
                }
                column.next_place(row as u32).map(|at| self.values[at])
            }
        }
    }

    /// Writes the known entries of a column from the diagonal down; the others are left alone.
    fn scatter(&self, col: usize, out: &mut [f64]) {
        let n = self.structure.links.n_rest;
        match &self.structure.shape {
            Shape::Dense => out[col..].copy_from_slice(&self.values[col * n + col..(col + 1) * n]),
            Shape::Sparse(sparse) => {
                let column = Column::of(sparse, col);
                let place = column.base + col - column.begin;
                let own = &self.values[place..place + column.end - col];
                out[col..column.end].copy_from_slice(own);
                let below = column.base + column.end - column.begin;
                for (row, at) in column.places {
                    out[*row as usize] = self.values[below + *at as usize];
                }
            }
        }
    }

    /// diag S⁻¹.
    pub(crate) fn diagonal(&self) -> Vec<f64> {
        let known = |at| self.get(at, at).unwrap_or(0.0);
        (0..self.structure.links.n_rest).map(known).collect()
    }

    /// For each level j of factor 0: Σ_ab θ_a θ_b W_ja W_jb (S⁻¹)_ab.
    pub(crate) fn forms(&self, theta: &[f64], n_levels: usize) -> Vec<f64> {
        let links = &self.structure.links;
        let columns: Vec<usize> = (0..links.n_rest).collect();
        // Chunks of fixed size, summed in order: the result does not depend on the threads.
        let chunk = links.n_rest.div_ceil(8).max(1);
        let parts: Vec<Vec<f64>> = columns
            .par_chunks(chunk)
            .map(|cols| {
                let mut forms = vec![0.0; n_levels];
                let mut column = vec![0.0; links.n_rest];
                for col in cols {
                    self.scatter(*col, &mut column);
                    for (level, others, w) in links.of_col(*col) {
                        let weighted = |(other, w): (&u32, &f64)| {
                            theta[*other as usize] * w * column[*other as usize]
                        };
                        let below: f64 = others.iter().zip(w).skip(1).map(weighted).sum();
                        let own = theta[*col] * w[0];
                        forms[level] += own * (2.0 * below + own * column[*col]);
                    }
                }
                forms
            })
            .collect();
        let mut forms = vec![0.0; n_levels];
        for part in &parts {
            for (form, part) in forms.iter_mut().zip(part) {
                *form += part;
            }
        }
        forms
    }
}
