//! The marginal likelihood with one random intercept: a one-dimensional integral a group, by adaptive
//! Gauss-Hermite quadrature (Liu & Pierce 1994, Biometrika 81:624). One node is Laplace's method.
//!
//! For group j: q(u) = −Σ log Pᵢ(ηᵢ + σu) + u²/2, û its minimum, h = q''(û), s = h^{−½};
//! L_j = s/√π Σₖ e^{log wₖ + xₖ²} e^{−q(û + √2 s xₖ)}.

use super::OrdinalData;
use super::link::{Thresholds, add_by_threshold};
use super::optimise::Height;
use crate::{numeric, root};

/// Rows of each group, and the nodes.
pub(super) struct Grouped<'a> {
    data: &'a OrdinalData,
    rows: Vec<Vec<usize>>,
    nodes: Vec<(f64, f64)>,
}

/// Mode of a group's effect and the second derivative there, both in units of u.
pub(super) struct Mode {
    pub(super) at: f64,
    pub(super) curvature: f64,
}

/// Sums over the rows of one group at one u.
struct Sums {
    /// q(u).
    q: f64,
    /// q'(u).
    slope: f64,
    /// q''(u).
    curvature: f64,
    /// q'''(u).
    third: f64,
}

impl<'a> Grouped<'a> {
    pub(super) fn new(data: &'a OrdinalData, nodes: Vec<(f64, f64)>) -> Self {
        let factor = &data.factors[0];
        let mut rows = vec![Vec::new(); factor.n_levels];
        for (row, &level) in factor.level.iter().enumerate() {
            rows[level as usize].push(row);
        }
        Self { data, rows, nodes }
    }

    /// Modes at the parameters.
    pub(super) fn modes(&self, parameters: &[f64]) -> Option<Vec<Mode>> {
        let here = Here::of(self.data, parameters)?;
        Some(self.rows.iter().map(|rows| here.mode(rows)).collect())
    }

    /// log L and its gradient, the motion of mode and nodes included.
    pub(super) fn height(&self, parameters: &[f64]) -> Option<Height> {
        let here = Here::of(self.data, parameters)?;
        let mut gradient = vec![0.0; parameters.len()];
        let mut value = numeric::Sum::default();
        for rows in self.rows.iter().filter(|rows| !rows.is_empty()) {
            value.add(here.group(rows, &self.nodes, &mut gradient));
        }
        let value = value.total();
        let finite = value.is_finite() && gradient.iter().all(|by| by.is_finite());
        finite.then_some(Height { value, gradient })
    }
}

/// The model at one set of parameters.
struct Here<'a> {
    data: &'a OrdinalData,
    thresholds: Thresholds,
    eta: Vec<f64>,
    sigma: f64,
}

impl<'a> Here<'a> {
    fn of(data: &'a OrdinalData, parameters: &[f64]) -> Option<Self> {
        Some(Self {
            data,
            thresholds: Thresholds::of(&parameters[..data.n_thresholds()])?,
            eta: data.fixed_part(parameters),
            sigma: *parameters.last()?,
        })
    }

    fn sums(&self, rows: &[usize], u: f64) -> Sums {
        let mut sums = [numeric::Sum::default(); 4];
        for &row in rows {
            let answer = self.answer(row, u);
            sums[0].add(-answer.log_p);
            sums[1].add(answer.residual);
            sums[2].add(answer.weight);
            sums[3].add(answer.third());
        }
        let [q, slope, curvature, third] = sums.map(numeric::Sum::total);
        let sigma = self.sigma;
        Sums {
            q: q + 0.5 * u * u,
            slope: sigma * slope + u,
            curvature: sigma * sigma * curvature + 1.0,
            third: sigma.powi(3) * third,
        }
    }

    fn answer(&self, row: usize, u: f64) -> super::link::Answer {
        let eta = self.eta[row] + self.sigma * u;
        self.thresholds.answer(self.data.category[row], eta)
    }

    fn mode(&self, rows: &[usize]) -> Mode {
        // Each residual lies in (−1, 1), so the slope has its zero within σn of 0.
        let reach = self.sigma.abs() * rows.len() as f64 + f64::MIN_POSITIVE;
        let at = root::increasing(0.0, (-reach, reach), |u| {
            let sums = self.sums(rows, u);
            (sums.slope, sums.curvature)
        });
        Mode {
            at,
            curvature: self.sums(rows, at).curvature,
        }
    }

    /// log L of one group; its derivatives are added to `gradient`.
    fn group(&self, rows: &[usize], nodes: &[(f64, f64)], gradient: &mut [f64]) -> f64 {
        let mode = self.mode(rows);
        let (u, h) = (mode.at, mode.curvature);
        let s = h.sqrt().recip();
        let third = self.sums(rows, u).third;
        // How mode and width move: û' = −q_uθ/h, h' = q_uuθ + q_uuu û', (log s)' = −h'/(2h).
        let (mixed, bend) = self.at_mode(rows, u, gradient.len());
        let mode_moves: Vec<f64> = mixed.iter().map(|mixed| -mixed / h).collect();
        let widths = bend.iter().zip(&mode_moves);
        let width_moves: Vec<f64> = widths
            .map(|(bend, by)| -(bend + third * by) / (2.0 * h))
            .collect();
        let at = |x: f64| u + std::f64::consts::SQRT_2 * s * x;
        let sums: Vec<Sums> = nodes.iter().map(|(x, _)| self.sums(rows, at(*x))).collect();
        let logs: Vec<f64> = nodes
            .iter()
            .zip(&sums)
            .map(|((_, ln_w), sums)| ln_w - sums.q)
            .collect();
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let total = numeric::sum(logs.iter().map(|log| (log - most).exp()));
        for (by, width) in gradient.iter_mut().zip(&width_moves) {
            *by += width;
        }
        for (((x, _), sums), log) in nodes.iter().zip(&sums).zip(&logs) {
            let share = (log - most).exp() / total;
            let stretch = std::f64::consts::SQRT_2 * s * x;
            for ((by, mode), width) in gradient.iter_mut().zip(&mode_moves).zip(&width_moves) {
                *by -= share * sums.slope * (mode + stretch * width);
            }
            self.add_direct(rows, at(*x), share, gradient);
        }
        s.ln() - 0.5 * std::f64::consts::PI.ln() + most + total.ln()
    }

    /// q_uθ and q_uuθ at u, by parameter.
    fn at_mode(&self, rows: &[usize], u: f64, n: usize) -> (Vec<f64>, Vec<f64>) {
        let (mut mixed, mut bend) = (vec![0.0; n], vec![0.0; n]);
        let n_thresholds = self.data.n_thresholds();
        let sigma = self.sigma;
        for &row in rows {
            let answer = self.answer(row, u);
            let category = self.data.category[row];
            let third = answer.third();
            let square = sigma * sigma;
            add_by_threshold(
                &mut mixed[..n_thresholds],
                category,
                -sigma * answer.weight_upper,
                -sigma * answer.weight_lower,
            );
            add_by_threshold(
                &mut bend[..n_thresholds],
                category,
                square * answer.third_upper,
                square * answer.third_lower,
            );
            for (k, column) in self.data.fixed.iter().enumerate() {
                mixed[n_thresholds + k] += sigma * answer.weight * column[row];
                bend[n_thresholds + k] += square * third * column[row];
            }
            mixed[n - 1] += answer.residual + sigma * u * answer.weight;
            bend[n - 1] += 2.0 * sigma * answer.weight + square * third * u;
        }
        (mixed, bend)
    }

    /// Adds −share · q_θ at u.
    fn add_direct(&self, rows: &[usize], u: f64, share: f64, gradient: &mut [f64]) {
        let n_thresholds = self.data.n_thresholds();
        for &row in rows {
            let answer = self.answer(row, u);
            let (by_threshold, others) = gradient.split_at_mut(n_thresholds);
            let category = self.data.category[row];
            add_by_threshold(
                by_threshold,
                category,
                share * answer.by_upper,
                share * answer.by_lower,
            );
            for (by, column) in others.iter_mut().zip(&self.data.fixed) {
                *by -= share * answer.residual * column[row];
            }
            if let Some(by_sigma) = others.last_mut() {
                *by_sigma -= share * answer.residual * u;
            }
        }
    }
}
