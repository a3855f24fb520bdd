//! The part of S⁻¹ that the equations need: S⁻¹ on the pattern of the factor of S.
//!
//! For a dense factor that is all of it. For a sparse one it is Takahashi's recursion (Takahashi, Fagan
//! & Chin 1973; Erisman & Tinney 1975, CACM 18:177) by supernodes: with L_JJ the diagonal block of a
//! supernode, L_RJ the rows R below it and Y = L_RJ L_JJ⁻¹,
//! Z_RJ = −Z_RR Y and Z_JJ = (L_JJ L_JJ')⁻¹ − Y' Z_RJ, from the last supernode to the first.

use std::sync::Arc;

use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::cholesky::llt;
use faer::linalg::matmul::matmul;
use faer::linalg::triangular_solve::solve_upper_triangular_in_place;
use faer::sparse::linalg::cholesky::supernodal::SupernodalLltRef;
use faer::{Accum, Mat, MatMut, MatRef};
use rayon::prelude::*;

use super::cholesky::par;
use super::structure::{Shape, Sparse, Structure, supernodal};

fn dense_inverse(n: usize, factor: &[f64]) -> Vec<f64> {
    let mut inverse = vec![0.0; n * n];
    if n > 0 {
        let par = par(n);
        let mut memory = MemBuffer::new(llt::inverse::inverse_scratch::<f64>(n, par));
        llt::inverse::inverse(
            MatMut::from_column_major_slice_mut(&mut inverse, n, n),
            MatRef::from_column_major_slice(factor, n, n),
            par,
            MemStack::new(&mut memory),
        );
    }
    inverse
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
    /// From the values of the factor.
    pub(super) fn new(structure: &Arc<Structure>, factor: &[f64]) -> Self {
        let values = match &structure.shape {
            Shape::Dense => dense_inverse(structure.links.n_rest, factor),
            Shape::Sparse(sparse) => selected_inverse(sparse, factor),
        };
        Self {
            structure: Arc::clone(structure),
            values,
        }
    }

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
