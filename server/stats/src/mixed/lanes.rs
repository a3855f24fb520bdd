//! The equations without a matrix, for eight columns at once.
//!
//! A product with S reads the rows once: with s_i = Σ θ_k x_k over the levels k of row i and
//! t_j = θ_0² Σ_i w_i s_i/d_j over the rows of level j of factor 0, S x = x + Θ Z'W(s − t). Eight
//! columns side by side share the indices and fill a cache line, and memory traffic is what such a
//! product costs. S x = b is solved by conjugate gradients with the diagonal of S as preconditioner,
//! each column with its own step lengths.

use std::sync::Arc;

use rayon::prelude::*;

use super::rows::Rows;

/// Columns that travel together.
pub(crate) const LANES: usize = 8;

/// One number of each column.
pub(crate) type Lane = [f64; LANES];

const ZERO: Lane = [0.0; LANES];

/// Parts into which the rows are cut, whatever the number of threads: sums are taken in their order.
const PARTS: usize = 4;

const MAX_ITERATIONS: usize = 1000;

/// S at one γ.
#[derive(Debug)]
pub(crate) struct Operator {
    pub(crate) rows: Arc<Rows>,
    /// θ of factor 0.
    pub(crate) theta: f64,
    /// θ by level of the rest.
    pub(crate) theta_rest: Vec<f64>,
    /// Diagonal block of factor 0.
    pub(crate) d: Vec<f64>,
    /// diag S.
    pub(crate) diagonal: Vec<f64>,
    /// First level of factor 0 of each part, and the end.
    parts: Vec<usize>,
}

/// Effects of eight columns of the rows, and their products with Q and y in the metric of V⁻¹.
#[derive(Debug)]
pub(crate) struct Splits {
    pub(crate) u: Vec<Lane>,
    pub(crate) u_rest: Vec<Lane>,
    /// Q'V⁻¹v by column of Q, then y'V⁻¹v.
    pub(crate) products: Vec<Lane>,
}

impl Operator {
    /// S at γ by factor of the model.
    pub(crate) fn new(rows: &Arc<Rows>, gamma: &[f64]) -> Self {
        let theta = rows.eliminated.map_or(0.0, |at| gamma[at].sqrt());
        let mut theta_rest = vec![0.0; rows.n_rest()];
        for (factor, at) in rows.rest_factors.iter().enumerate() {
            theta_rest[rows.offsets[factor]..rows.offsets[factor + 1]].fill(gamma[*at].sqrt());
        }
        let d: Vec<f64> = rows.sums.iter().map(|w| 1.0 + theta * theta * w).collect();
        let parts = (0..=PARTS)
            .map(|part| rows.ptr.partition_point(|at| *at < rows.n * part / PARTS))
            .map(|level| level.min(rows.n_levels()))
            .collect();
        let mut operator = Self {
            rows: Arc::clone(rows),
            theta,
            theta_rest,
            d,
            diagonal: Vec::new(),
            parts,
        };
        operator.diagonal = operator.diagonal();
        operator
    }

    /// S_kk = 1 + θ_k²(W_k − Σ_j θ_0² W_jk²/d_j).
    fn diagonal(&self) -> Vec<f64> {
        let rows = &self.rows;
        let mut lost = vec![0.0; rows.n_rest()];
        let mut met = vec![0.0; rows.n_rest()];
        for level in 0..rows.n_levels() {
            let range = rows.ptr[level]..rows.ptr[level + 1];
            let ratio = self.theta * self.theta / self.d[level];
            for levels in &rows.rest {
                let own = &levels[range.clone()];
                for (k, w) in own.iter().zip(&rows.w[range.clone()]) {
                    met[*k as usize] += w;
                }
                for k in own {
                    let w = std::mem::take(&mut met[*k as usize]);
                    lost[*k as usize] += ratio * w * w;
                }
            }
        }
        let sums = rows.rest_sums.iter().zip(&lost).zip(&self.theta_rest);
        sums.map(|((w, lost), theta)| 1.0 + theta * theta * (w - lost))
            .collect()
    }

    /// Z'W(v − t) of the rest, t_j = θ_0² Σ w v/d_j: what elimination of factor 0 leaves of v.
    fn eliminated(&self, v: impl Fn(usize, usize) -> Lane + Sync) -> Vec<Lane> {
        let rows = &self.rows;
        let part = |bounds: &[usize]| {
            let mut out = vec![ZERO; rows.n_rest()];
            for level in bounds[0]..bounds[1] {
                let range = rows.ptr[level]..rows.ptr[level + 1];
                let mut t = ZERO;
                for row in range.clone() {
                    add(&mut t, rows.w[row], &v(level, row));
                }
                let t = times(self.theta * self.theta / self.d[level], &t);
                for row in range {
                    let mut left = v(level, row);
                    add(&mut left, -1.0, &t);
                    for levels in &rows.rest {
                        add(&mut out[levels[row] as usize], rows.w[row], &left);
                    }
                }
            }
            out
        };
        let parts: Vec<Vec<Lane>> = self.parts.par_windows(2).map(part).collect();
        let mut parts = parts.into_iter();
        let mut sum = parts.next().unwrap_or_default();
        for part in parts {
            for (sum, part) in sum.iter_mut().zip(&part) {
                add(sum, 1.0, part);
            }
        }
        sum
    }

    /// Θ x.
    fn scaled(&self, x: &[Lane]) -> Vec<Lane> {
        let pairs = x.iter().zip(&self.theta_rest);
        pairs.map(|(x, theta)| times(*theta, x)).collect()
    }

    /// Σ over the other factors of a row.
    fn of_row(&self, x: &[Lane], row: usize) -> Lane {
        let mut sum = ZERO;
        for levels in &self.rows.rest {
            add(&mut sum, 1.0, &x[levels[row] as usize]);
        }
        sum
    }

    fn product(&self, x: &[Lane]) -> Vec<Lane> {
        let scaled = self.scaled(x);
        let mut out = self.scaled(&self.eliminated(|_, row| self.of_row(&scaled, row)));
        for (out, x) in out.iter_mut().zip(x) {
            add(out, 1.0, x);
        }
        out
    }

    /// Solves S x = b from a start until each residual is below `tolerance` of its b.
    pub(crate) fn solve(&self, b: &[Lane], start: Option<Vec<Lane>>, tolerance: f64) -> Vec<Lane> {
        let precondition = |r: &[Lane]| -> Vec<Lane> {
            let pairs = r.iter().zip(&self.diagonal);
            pairs.map(|(r, s)| times(1.0 / s, r)).collect()
        };
        let mut r = b.to_vec();
        let mut x = match start {
            Some(x) => {
                for (r, s) in r.iter_mut().zip(&self.product(&x)) {
                    add(r, -1.0, s);
                }
                x
            }
            None => vec![ZERO; b.len()],
        };
        let goal = dots(b, b).map(|square| tolerance * tolerance * square);
        let mut z = precondition(&r);
        let mut p = z.clone();
        let mut rz = dots(&r, &z);
        for _ in 0..MAX_ITERATIONS {
            let left = dots(&r, &r);
            let open: [bool; LANES] = std::array::from_fn(|l| left[l] > goal[l]);
            if !open.contains(&true) {
                break;
            }
            let s = self.product(&p);
            let curvature = dots(&p, &s);
            let step: Lane = std::array::from_fn(|l| {
                if open[l] && curvature[l] > 0.0 {
                    rz[l] / curvature[l]
                } else {
                    0.0
                }
            });
            for ((x, r), (p, s)) in x.iter_mut().zip(&mut r).zip(p.iter().zip(&s)) {
                for l in 0..LANES {
                    x[l] += step[l] * p[l];
                    r[l] -= step[l] * s[l];
                }
            }
            z = precondition(&r);
            let next = dots(&r, &z);
            let turn: Lane = std::array::from_fn(|l| {
                if open[l] && rz[l] > 0.0 {
                    next[l] / rz[l]
                } else {
                    0.0
                }
            });
            rz = next;
            for (p, z) in p.iter_mut().zip(&z) {
                for l in 0..LANES {
                    p[l] = z[l] + turn[l] * p[l];
                }
            }
        }
        x
    }

    /// Effects of eight columns, given by row (level of factor 0, row).
    pub(crate) fn split(
        &self,
        v: impl Fn(usize, usize) -> Lane + Sync,
        start: Option<Vec<Lane>>,
        tolerance: f64,
    ) -> Splits {
        let b = self.scaled(&self.eliminated(&v));
        let u_rest = self.solve(&b, start, tolerance);
        let scaled = self.scaled(&u_rest);
        let rows = &self.rows;
        let p = rows.p();
        let part = |bounds: &[usize]| {
            let mut u = Vec::with_capacity(bounds[1] - bounds[0]);
            let mut products = vec![ZERO; p + 1];
            for level in bounds[0]..bounds[1] {
                let range = rows.ptr[level]..rows.ptr[level + 1];
                let rest = |row: usize| {
                    let mut rest = v(level, row);
                    add(&mut rest, -1.0, &self.of_row(&scaled, row));
                    rest
                };
                let mut own = ZERO;
                for row in range.clone() {
                    add(&mut own, rows.w[row], &rest(row));
                }
                let own = times(self.theta / self.d[level], &own);
                for row in range {
                    let mut e = rest(row);
                    add(&mut e, -self.theta, &own);
                    let e = times(rows.w[row], &e);
                    for (product, q) in products.iter_mut().zip(&rows.q) {
                        add(product, q[row], &e);
                    }
                    add(&mut products[p], rows.y[row], &e);
                }
                u.push(own);
            }
            (u, products)
        };
        let parts: Vec<(Vec<Lane>, Vec<Lane>)> = self.parts.par_windows(2).map(part).collect();
        let mut splits = Splits {
            u: Vec::with_capacity(rows.n_levels()),
            u_rest,
            products: vec![ZERO; p + 1],
        };
        for (u, products) in parts {
            splits.u.extend(u);
            for (sum, product) in splits.products.iter_mut().zip(&products) {
                add(sum, 1.0, product);
            }
        }
        splits
    }

    /// G x and −x by level of factor 0, G = −D⁻¹ A_0r: what x says about factor 0.
    pub(crate) fn to_eliminated(&self, x: &[Lane]) -> Vec<Lane> {
        let scaled = self.scaled(x);
        let rows = &self.rows;
        let one = |level: usize| {
            let mut sum = ZERO;
            for row in rows.ptr[level]..rows.ptr[level + 1] {
                add(&mut sum, rows.w[row], &self.of_row(&scaled, row));
            }
            times(-self.theta / self.d[level], &sum)
        };
        (0..rows.n_levels()).into_par_iter().map(one).collect()
    }

    /// Columns of A⁻¹ for up to eight levels, as (is it of the rest, level): (factor 0, rest).
    pub(crate) fn columns_of_inverse(
        &self,
        levels: &[(bool, usize)],
        tolerance: f64,
    ) -> (Vec<Lane>, Vec<Lane>) {
        let rows = &self.rows;
        let mut b = vec![ZERO; rows.n_rest()];
        for (lane, (rest, level)) in levels.iter().enumerate().take(LANES) {
            if *rest {
                b[*level][lane] += 1.0;
                continue;
            }
            for row in rows.ptr[*level]..rows.ptr[*level + 1] {
                for others in &rows.rest {
                    let k = others[row] as usize;
                    b[k][lane] -= self.theta * self.theta_rest[k] * rows.w[row] / self.d[*level];
                }
            }
        }
        let x = self.solve(&b, None, tolerance);
        let mut u = self.to_eliminated(&x);
        for (lane, (rest, level)) in levels.iter().enumerate().take(LANES) {
            if !rest {
                u[*level][lane] += 1.0 / self.d[*level];
            }
        }
        (u, x)
    }
}

fn add(sum: &mut Lane, factor: f64, term: &Lane) {
    for (sum, term) in sum.iter_mut().zip(term) {
        *sum += factor * term;
    }
}

fn times(factor: f64, lane: &Lane) -> Lane {
    lane.map(|value| factor * value)
}

/// a'b of each column.
pub(crate) fn dots(a: &[Lane], b: &[Lane]) -> Lane {
    let mut sum = ZERO;
    for (a, b) in a.iter().zip(b) {
        for l in 0..LANES {
            sum[l] += a[l] * b[l];
        }
    }
    sum
}
