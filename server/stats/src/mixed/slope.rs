//! Score and average information of the variance ratios, in the notation of
//! [`equations`](super::equations).
//!
//! ∂/∂γ_m = tr(Z_m'P Z_m) − ν |Z_m'P y|²/r², ν = n − p (n and V⁻¹ for P in the trace for ML), with
//! tr(Z_m'P Z_m) = (q_m − tr_m C⁻¹)/γ_m, C⁻¹ = A⁻¹ + U F⁻¹ U'.
//! The average information (Gilmour, Thompson & Cullis 1995) with σ² profiled out is
//! H_ij = ν (y'P V_i P V_j P y)/r² − ν |Z_i'P y|² |Z_j'P y|²/r⁴, V_i = Z_i Z_i'.

use super::equations::{Equations, product, subtract};
use super::inverse::Inverse;
use super::model::Criterion;
use super::orthonormal::dot;

/// Score and information.
#[derive(Debug)]
pub(crate) struct Slope {
    /// By factor of the model.
    pub(crate) gradient: Vec<f64>,
    /// Average information, rows by factor.
    pub(crate) information: Vec<Vec<f64>>,
    /// diag A⁻¹ of factor 0.
    pub(crate) diagonal: Vec<f64>,
    /// diag A⁻¹ of the rest, in the numbering of S.
    pub(crate) diagonal_rest: Vec<f64>,
}

impl Equations {
    /// diag A⁻¹, score and information.
    pub(crate) fn slope(&self, inverse: &Inverse) -> Slope {
        let diagonal_rest = inverse.diagonal();
        let forms = inverse.forms(&self.theta_rest, self.d.len());
        let diagonal: Vec<f64> = forms
            .iter()
            .zip(&self.d)
            .map(|(form, d)| 1.0 / d + self.theta * self.theta * form / (d * d))
            .collect();
        let sums = self.score_sums();
        let m = self.gamma.len();
        let nu = self.nu();
        let by_factor: Vec<Vec<f64>> = (0..m)
            .map(|factor| self.of_factor(factor, (&sums.0, &sums.1)))
            .collect();
        let squares: Vec<f64> = by_factor.iter().map(|t| dot(t, t, None)).collect();
        let gradient = (0..m)
            .map(|factor| {
                let own = self.of_factor(factor, (&diagonal, &diagonal_rest));
                let mut trace = crate::numeric::sum(own.iter().map(|d| 1.0 - d));
                if self.criterion == Criterion::Reml {
                    trace -= self.fixed_trace(factor);
                }
                trace / self.gamma[factor] - nu * squares[factor] / self.squares
            })
            .collect();
        let directions: Vec<Vec<f64>> = (0..m)
            .map(|factor| self.rows_of(factor, &by_factor[factor]))
            .collect();
        let information = self.information(&directions, &squares);
        Slope {
            gradient,
            information,
            diagonal,
            diagonal_rest,
        }
    }

    /// tr of the levels of a factor in U F⁻¹ U'.
    fn fixed_trace(&self, factor: usize) -> f64 {
        let p = self.rows.p();
        let u: Vec<Vec<f64>> = self
            .fixed
            .iter()
            .map(|split| self.of_factor(factor, (&split.u, &split.u_rest)))
            .collect();
        let pair = |i: usize, j: usize| self.f_inverse[(i, j)] * dot(&u[i], &u[j], None);
        (0..p)
            .map(|i| (0..p).map(|j| pair(i, j)).sum::<f64>())
            .sum()
    }

    /// Z_m t.
    pub(crate) fn rows_of(&self, factor: usize, t: &[f64]) -> Vec<f64> {
        let rows = &self.rows;
        if rows.eliminated == Some(factor) {
            let mut out = Vec::with_capacity(rows.n);
            for (level, t) in t.iter().enumerate() {
                out.resize(out.len() + rows.ptr[level + 1] - rows.ptr[level], *t);
            }
            return out;
        }
        let at = rows.rest_factors.iter().position(|other| *other == factor);
        at.map_or_else(Vec::new, |at| {
            let own = |level: &u32| t[*level as usize - rows.offsets[at]];
            rows.rest[at].iter().map(own).collect()
        })
    }

    /// H from the directions Z_m Z_m'P y.
    fn information(&self, directions: &[Vec<f64>], squares: &[f64]) -> Vec<Vec<f64>> {
        let (rows, p, m) = (&self.rows, self.rows.p(), directions.len());
        let w = Some(rows.w.as_slice());
        let columns: Vec<&[f64]> = directions.iter().map(Vec::as_slice).collect();
        let mut splits = self.split(&columns);
        for split in &mut splits {
            let with_fixed: Vec<f64> = self.fixed.iter().map(|f| product(f, split, w)).collect();
            for i in 0..p {
                let c = (0..p).map(|j| self.f_inverse[(i, j)] * with_fixed[j]).sum();
                subtract(split, &self.fixed[i], c);
            }
        }
        let (nu, r2) = (self.nu(), self.squares);
        let entry = |i: usize, j: usize| {
            let quadratic = dot(&splits[i].rest, columns[j], w);
            nu * quadratic / r2 - nu * squares[i] * squares[j] / (r2 * r2)
        };
        let half = |i: usize, j: usize| (entry(i, j) + entry(j, i)) / 2.0;
        (0..m)
            .map(|i| (0..m).map(|j| half(i, j)).collect())
            .collect()
    }
}
