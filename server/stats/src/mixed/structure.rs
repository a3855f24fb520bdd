//! The shape of S, the equations of the rest once factor 0 is eliminated: dense, or sparse in an order
//! that keeps its factor sparse (approximate minimum degree; Amestoy, Davis & Duff 1996, SIAM J.
//! Matrix Anal. 17:886), as faer computes it.

use faer::Side;
use faer::dyn_stack::{MemBuffer, MemStack};
use faer::sparse::SymbolicSparseColMatRef;
use faer::sparse::linalg::SupernodalThreshold;
use faer::sparse::linalg::amd;
use faer::sparse::linalg::cholesky::supernodal::SymbolicSupernodalCholesky;
use faer::sparse::linalg::cholesky::{
    CholeskySymbolicParams, SymbolicCholesky, SymbolicCholeskyRaw, SymmetricOrdering,
    factorize_symbolic_cholesky,
};

use super::links::Links;
use super::model::MixedError;
use super::rows::Rows;

/// Up to this size S is dense: its factor takes microseconds.
const SMALL: usize = 64;

/// A sparse factor has to be this much smaller than a dense one.
const SPARSE_SHARE: f64 = 0.3;

/// Numbers that a factor may have: 512 MiB.
pub(crate) const LARGEST_FACTOR: usize = 1 << 26;

/// Operations that a factor may take: about those of the largest dense one.
const LARGEST_WORK: f64 = 2e11;

/// Dense or sparse.
#[derive(Debug)]
pub(crate) enum Shape {
    /// All of the lower triangle.
    Dense,
    /// The lower triangle by columns, and what its factor looks like.
    Sparse(Box<Sparse>),
}

/// A sparse lower triangle.
#[derive(Debug)]
pub(crate) struct Sparse {
    pub(crate) ptr: Vec<u32>,
    pub(crate) row: Vec<u32>,
    pub(crate) symbolic: SymbolicCholesky<u32>,
    /// The supernode of each column.
    pub(crate) node: Vec<u32>,
    /// For each supernode, its rows below the diagonal block in ascending order, with their places.
    pub(crate) places: Vec<(u32, u32)>,
}

/// The shape of S with the blocks in its numbering.
#[derive(Debug)]
pub(crate) struct Structure {
    pub(crate) links: Links,
    /// The number in S of each level of the rest.
    pub(crate) label: Vec<u32>,
    pub(crate) shape: Shape,
}

impl Structure {
    /// The shape for some rows. `together` are sets of levels, as (is it of the rest, level), whose
    /// covariances will be wanted.
    pub(crate) fn new(rows: &Rows, together: &[Vec<(bool, u32)>]) -> Result<Self, MixedError> {
        let n = rows.n_rest();
        let label: Vec<u32> = (0..n as u32).collect();
        let links = Links::new(rows, &label);
        let dense_length = n * (n + 1) / 2;
        let dense = |links, label| {
            if n * n > LARGEST_FACTOR {
                return Err(MixedError::TooLarge { levels: n });
            }
            Ok(Self {
                links,
                label,
                shape: Shape::Dense,
            })
        };
        if n <= SMALL {
            return dense(links, label);
        }
        let limit = ((SPARSE_SHARE * dense_length as f64) as usize).min(LARGEST_FACTOR);
        let Some((ptr, row)) = pattern(&links, &label, together, limit) else {
            return dense(links, label);
        };
        let order = minimum_degree(n, &ptr, &row)?;
        let mut new_label = vec![0; n];
        for (new, old) in order.iter().enumerate() {
            new_label[*old as usize] = new as u32;
        }
        let sorted = Links::new(rows, &new_label);
        let Some((ptr, row)) = pattern(&sorted, &new_label, together, limit) else {
            return dense(links, label);
        };
        let symbolic = symbolic(n, &ptr, &row)?;
        if symbolic.len_val() > limit || work(&symbolic) > LARGEST_WORK {
            return dense(links, label);
        }
        let (node, places) = supernodes(n, &symbolic);
        Ok(Self {
            links: sorted,
            label: new_label,
            shape: Shape::Sparse(Box::new(Sparse {
                ptr,
                row,
                symbolic,
                node,
                places,
            })),
        })
    }
}

/// The lower triangle of S by columns, unless it has more entries than `limit`.
fn pattern(
    links: &Links,
    label: &[u32],
    together: &[Vec<(bool, u32)>],
    limit: usize,
) -> Option<(Vec<u32>, Vec<u32>)> {
    let n = links.n_rest;
    let wanted = wanted(links, label, together);
    let mut wanted = wanted.iter().peekable();
    let mut seen = vec![u32::MAX; n];
    let (mut ptr, mut row) = (vec![0], Vec::new());
    for col in 0..n {
        let own = col as u32;
        let start = row.len();
        seen[col] = own;
        row.push(own);
        let mut see = |other: u32| {
            if seen[other as usize] != own {
                seen[other as usize] = own;
                row.push(other);
            }
        };
        for (_, levels, _) in links.of_col(col) {
            levels.iter().for_each(|other| see(*other));
        }
        for (other, _) in links.pairs(col) {
            see(other as u32);
        }
        while let Some((_, other)) = wanted.next_if(|(first, _)| *first == own) {
            see(*other);
        }
        row[start..].sort_unstable();
        if row.len() > limit {
            return None;
        }
        ptr.push(row.len() as u32);
    }
    Some((ptr, row))
}

/// Pairs of S that covariances within the sets of `together` need, sorted.
fn wanted(links: &Links, label: &[u32], together: &[Vec<(bool, u32)>]) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    let mut all: Vec<u32> = Vec::new();
    for set in together {
        all.clear();
        for (rest, level) in set {
            if *rest {
                all.push(label[*level as usize]);
            } else {
                all.extend(links.of_level(*level as usize).0);
            }
        }
        all.sort_unstable();
        all.dedup();
        for (at, first) in all.iter().enumerate() {
            pairs.extend(all[at + 1..].iter().map(|second| (*first, *second)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn minimum_degree(n: usize, ptr: &[u32], row: &[u32]) -> Result<Vec<u32>, MixedError> {
    let matrix = SymbolicSparseColMatRef::new_checked(n, n, ptr, None, row);
    let (mut order, mut inverse) = (vec![0; n], vec![0; n]);
    let mut memory = MemBuffer::new(amd::order_maybe_unsorted_scratch::<u32>(n, row.len()));
    let stack = MemStack::new(&mut memory);
    let control = amd::Control::default();
    amd::order_maybe_unsorted(&mut order, &mut inverse, matrix, control, stack)
        .map_err(|_| MixedError::TooLarge { levels: n })?;
    Ok(order)
}

fn symbolic(n: usize, ptr: &[u32], row: &[u32]) -> Result<SymbolicCholesky<u32>, MixedError> {
    // In the given order faer reads the upper triangle here, whatever side is named.
    let (upper_ptr, upper_row) = transposed(n, ptr, row);
    let matrix = SymbolicSparseColMatRef::new_checked(n, n, &upper_ptr, None, &upper_row);
    let parameters = CholeskySymbolicParams {
        // Below any ratio of work to entries, also the 0 of a diagonal matrix.
        supernodal_flop_ratio_threshold: SupernodalThreshold(-1.0),
        ..Default::default()
    };
    factorize_symbolic_cholesky(matrix, Side::Upper, SymmetricOrdering::Identity, parameters)
        .map_err(|_| MixedError::TooLarge { levels: n })
}

fn transposed(n: usize, ptr: &[u32], row: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut new_ptr = vec![0; n + 1];
    for row in row {
        new_ptr[*row as usize + 1] += 1;
    }
    for at in 0..n {
        new_ptr[at + 1] += new_ptr[at];
    }
    let mut next = new_ptr.clone();
    let mut new_row = vec![0; row.len()];
    for col in 0..n {
        for row in &row[ptr[col] as usize..ptr[col + 1] as usize] {
            let at = &mut next[*row as usize];
            new_row[*at as usize] = col as u32;
            *at += 1;
        }
    }
    (new_ptr, new_row)
}

/// The supernodes of a factor; it is always made supernodal here.
pub(crate) fn supernodal(symbolic: &SymbolicCholesky<u32>) -> &SymbolicSupernodalCholesky<u32> {
    match symbolic.raw() {
        SymbolicCholeskyRaw::Supernodal(nodes) => nodes,
        SymbolicCholeskyRaw::Simplicial(_) => unreachable!("the threshold forces supernodes"),
    }
}

/// Multiplications that the factor takes: columns × rows² over the supernodes.
fn work(symbolic: &SymbolicCholesky<u32>) -> f64 {
    let nodes = supernodal(symbolic);
    let one = |s: usize| {
        let cols = f64::from(nodes.supernode_end()[s] - nodes.supernode_begin()[s]);
        let rows = cols + nodes.supernode(s).pattern().len() as f64;
        cols * rows * rows
    };
    (0..nodes.n_supernodes()).map(one).sum()
}

fn supernodes(n: usize, symbolic: &SymbolicCholesky<u32>) -> (Vec<u32>, Vec<(u32, u32)>) {
    let nodes = supernodal(symbolic);
    let mut node = vec![0; n];
    let mut places = vec![(0, 0); nodes.row_idx().len()];
    for s in 0..nodes.n_supernodes() {
        let columns = nodes.supernode_begin()[s] as usize..nodes.supernode_end()[s] as usize;
        node[columns].fill(s as u32);
        let start = nodes.col_ptr_for_row_idx()[s] as usize;
        let pattern = nodes.supernode(s).pattern();
        let places = &mut places[start..start + pattern.len()];
        for ((place, row), at) in places.iter_mut().zip(pattern).zip(0..) {
            *place = (*row, at);
        }
        places.sort_unstable();
    }
    (node, places)
}
