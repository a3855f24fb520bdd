//! The information matrix with its largest facet eliminated: within a facet it is diagonal, since a
//! rating has one element of each.
//!
//! With D that diagonal, B the rest of its rows and A the other block, S = A − B'D⁻¹B is what is
//! factored. The model fixes its origins only by sums of zero; a row of ones for each facet that is not
//! eliminated and one for the thresholds, C'C, is added to make S positive definite. From the inverse
//! G of that, variances under any other set of sums C are those of P G P', P = I − N (CN)⁻¹ C, N the
//! directions in which the likelihood does not change.

use faer::linalg::solvers::{DenseSolveCore, Llt, Solve};
use faer::{Mat, Side};

use super::design::Design;
use super::information::{Places, Score, add_ones, add_row};
use super::likelihood::{Scale, row_moments};
use super::{FacetsError, MOST_DENSE, Parameters};
use crate::numeric::sum;

/// A pivot below this share of the largest counts as zero.
const NO_PIVOT: f64 = 1e-11;

/// A vector of one value for each parameter, or a variance of each.
pub(super) type Vector = Parameters;

/// The information at a point, factored, with the score there.
pub(super) struct Blocks {
    places: Places,
    diagonal: Vec<f64>,
    /// Rows of B: column and value.
    rows: Vec<Vec<(usize, f64)>>,
    factor: Llt<f64>,
    /// Slope of the log-likelihood.
    pub(super) score: Vector,
}

impl Blocks {
    pub(super) fn at(design: &Design, parameters: &Parameters) -> Result<Self, FacetsError> {
        let places = Places::of(design);
        if places.n_dense > MOST_DENSE {
            return Err(FacetsError::TooLarge(places.n_dense));
        }
        let scale = Scale::of(&parameters.thresholds);
        let q = places.n_dense;
        let mut dense: Mat<f64> = Mat::zeros(q, q);
        let n = design.sizes[places.eliminated];
        let mut diagonal = vec![0.0; n];
        let mut by_element: Vec<Vec<usize>> = vec![Vec::new(); n];
        for (at, row) in design.rows.iter().enumerate() {
            by_element[row.elements[places.eliminated] as usize].push(at);
        }
        let mut score = Score::zero(design);
        let mut sparse = Vec::with_capacity(n);
        let mut scratch = vec![0.0; q];
        for (element, rows) in by_element.iter().enumerate() {
            let mut touched: Vec<usize> = Vec::new();
            for at in rows {
                let row = &design.rows[*at];
                let moments = row_moments(&scale, parameters.location(row));
                score.add(row, &moments);
                diagonal[element] += moments.variance;
                add_row(&places, row, &moments, &mut dense, |column, value| {
                    if scratch[column] == 0.0 {
                        touched.push(column);
                    }
                    scratch[column] += value;
                });
            }
            touched.sort_unstable();
            touched.dedup();
            let own: Vec<(usize, f64)> = touched.iter().map(|at| (*at, scratch[*at])).collect();
            touched.iter().for_each(|at| scratch[*at] = 0.0);
            for (row, a) in &own {
                for (column, b) in own.iter().take_while(|(column, _)| column <= row) {
                    dense[(*row, *column)] -= a * b / diagonal[element];
                }
            }
            sparse.push(own);
        }
        for (facet, size) in design.sizes.iter().enumerate() {
            if facet != places.eliminated {
                add_ones(&mut dense, places.offsets[facet], *size);
            }
        }
        add_ones(&mut dense, places.thresholds, q - places.thresholds);
        let largest = (0..q).fold(0.0_f64, |most, at| most.max(dense[(at, at)]));
        let factor = dense
            .llt(Side::Lower)
            .map_err(|_| FacetsError::NotIdentified)?;
        let pivots = factor.L();
        if (0..q).any(|at| pivots[(at, at)].powi(2) < NO_PIVOT * largest) {
            return Err(FacetsError::NotIdentified);
        }
        Ok(Self {
            places,
            diagonal,
            rows: sparse,
            factor,
            score: score.total(),
        })
    }

    /// G times a vector.
    pub(super) fn solve(&self, right: &Vector) -> Vector {
        let Places { eliminated, .. } = self.places;
        let own = &right.facets[eliminated];
        let mut dense = self.gathered(right);
        for ((row, d), r) in self.rows.iter().zip(&self.diagonal).zip(own) {
            for (column, b) in row {
                dense[(*column, 0)] -= b * r / d;
            }
        }
        let dense = self.factor.solve(&dense);
        let own = self.rows.iter().zip(&self.diagonal).zip(own);
        let own = own.map(|((row, d), r)| {
            let known = row.iter().map(|(column, b)| b * dense[(*column, 0)]);
            (r - sum(known)) / d
        });
        self.scattered(own.collect(), |at| dense[(at, 0)], right)
    }

    /// Variances of all parameters where severities of each facet and thresholds sum to 0.
    pub(super) fn variances(&self, design: &Design) -> Vector {
        let inverse = self.factor.inverse();
        let own = self.rows.iter().zip(&self.diagonal).map(|(row, d)| {
            let each = row.iter().flat_map(|(i, a)| {
                let inverse = &inverse;
                row.iter().map(move |(j, b)| a * b * inverse[(*i, *j)])
            });
            1.0 / d + sum(each) / (d * d)
        });
        let shape = Parameters::zero(design);
        let plain = self.scattered(own.collect(), |at| inverse[(at, at)], &shape);
        // One sum of zero for each facet but the free one, and one for the thresholds (the last).
        let n_sums = design.sizes.len();
        let sums: Vec<Vector> = (1..=n_sums)
            .map(|at| {
                let mut ones = shape.clone();
                match ones.facets.get_mut(at) {
                    Some(facet) => facet.fill(1.0),
                    None => ones.thresholds.fill(1.0),
                }
                ones
            })
            .collect();
        let solved: Vec<Vector> = sums.iter().map(|ones| self.solve(ones)).collect();
        let lengths: Vec<f64> = (1..=n_sums)
            .map(|at| design.sizes.get(at).map_or(shape.thresholds.len(), |n| *n) as f64)
            .collect();
        // w' C G C' w with w the move of a parameter for each sum.
        let between: Vec<Vec<f64>> = sums
            .iter()
            .map(|ones| solved.iter().map(|solved| dot(ones, solved)).collect())
            .collect();
        let corrected =
            |variance: f64, moves: &dyn Fn(usize) -> f64, solved: &dyn Fn(usize) -> f64| {
                let cross = sum((0..n_sums).map(|a| moves(a) * solved(a)));
                let both = (0..n_sums).flat_map(|a| (0..n_sums).map(move |b| (a, b)));
                let square = sum(both.map(|(a, b)| moves(a) * moves(b) * between[a][b]));
                variance - 2.0 * cross + square
            };
        // The free facet moves with every sum, any other only with its own.
        let facets = plain.facets.iter().enumerate().map(|(facet, list)| {
            let moves = |a: usize| {
                if facet == 0 || facet == a + 1 {
                    1.0 / lengths[a]
                } else {
                    0.0
                }
            };
            let each = list.iter().enumerate();
            each.map(|(at, variance)| {
                corrected(*variance, &moves, &|a| solved[a].facets[facet][at])
            })
            .collect()
        });
        let moves = |a: usize| {
            if a + 1 == n_sums {
                1.0 / lengths[a]
            } else {
                0.0
            }
        };
        let each = plain.thresholds.iter().enumerate();
        let thresholds =
            each.map(|(at, variance)| corrected(*variance, &moves, &|a| solved[a].thresholds[at]));
        Vector {
            facets: facets.collect(),
            thresholds: thresholds.collect(),
        }
    }

    fn gathered(&self, vector: &Vector) -> Mat<f64> {
        let mut dense = Mat::zeros(self.places.n_dense, 1);
        for (facet, values) in vector.facets.iter().enumerate() {
            if facet != self.places.eliminated {
                for (at, value) in values.iter().enumerate() {
                    dense[(self.places.offsets[facet] + at, 0)] = *value;
                }
            }
        }
        for (at, value) in vector.thresholds.iter().enumerate() {
            dense[(self.places.thresholds + at, 0)] = *value;
        }
        dense
    }

    fn scattered(&self, own: Vec<f64>, dense: impl Fn(usize) -> f64, shape: &Vector) -> Vector {
        let facet = |(facet, values): (usize, &Vec<f64>)| {
            if facet == self.places.eliminated {
                return own.clone();
            }
            let offset = self.places.offsets[facet];
            (0..values.len()).map(|at| dense(offset + at)).collect()
        };
        let thresholds = 0..shape.thresholds.len();
        Vector {
            facets: shape.facets.iter().enumerate().map(facet).collect(),
            thresholds: thresholds
                .map(|at| dense(self.places.thresholds + at))
                .collect(),
        }
    }
}

fn dot(a: &Vector, b: &Vector) -> f64 {
    let facets = a.facets.iter().zip(&b.facets);
    let each = facets.flat_map(|(a, b)| a.iter().zip(b).map(|(a, b)| a * b));
    let thresholds = a.thresholds.iter().zip(&b.thresholds).map(|(a, b)| a * b);
    sum(each.chain(thresholds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facets::Facet;

    fn flat(vector: &Vector) -> Vec<f64> {
        let facets = vector.facets.iter().flatten();
        facets.chain(&vector.thresholds).copied().collect()
    }

    /// The whole matrix from differences of the score, bordered by the sums of zero and inverted.
    #[test]
    fn variances_are_those_of_the_bordered_inverse_whatever_is_eliminated() {
        for (n_free, n_other) in [(3_u32, 5_u32), (5, 3)] {
            let cells =
                (0..n_free).flat_map(|a| (0..n_other).flat_map(move |b| [(a, b, 0), (a, b, 1)]));
            let (mut free, mut other, mut categories) = (Vec::new(), Vec::new(), Vec::new());
            for (a, b, time) in cells {
                free.push(a);
                other.push(b);
                categories.push((a * a + 2 * b + a * b * time) % 3);
            }
            let facets = [(&free, n_free), (&other, n_other)].map(|(elements, n)| Facet {
                elements,
                n: n as usize,
            });
            let design = Design::of(&facets, &categories).unwrap();
            let mut at = Parameters::zero(&design);
            at.facets[0][1] = 0.4;
            at.thresholds = vec![-0.3, 0.3];
            let found = flat(&Blocks::at(&design, &at).unwrap().variances(&design));
            let (n, lists) = (found.len(), [n_free as usize, n_other as usize, 2]);
            let score = |parameter: usize, by: f64| {
                let mut moved = at.clone();
                let lists = moved
                    .facets
                    .iter_mut()
                    .flatten()
                    .chain(&mut moved.thresholds);
                if let Some(value) = lists.into_iter().nth(parameter) {
                    *value += by;
                }
                flat(&Blocks::at(&design, &moved).unwrap().score)
            };
            let mut bordered: Mat<f64> = Mat::zeros(n + 2, n + 2);
            for column in 0..n {
                let (up, down) = (score(column, 1e-4), score(column, -1e-4));
                for row in 0..n {
                    bordered[(row, column)] = (down[row] - up[row]) / 2e-4;
                }
                let list = if column < lists[0] {
                    continue;
                } else {
                    usize::from(column >= lists[0] + lists[1])
                };
                bordered[(n + list, column)] = 1.0;
                bordered[(column, n + list)] = 1.0;
            }
            let inverse = bordered.partial_piv_lu().inverse();
            for (row, found) in found.iter().enumerate() {
                let expected = inverse[(row, row)];
                assert!(
                    (found - expected).abs() < 1e-6,
                    "{row}: {found} against {expected}"
                );
            }
        }
    }
}
