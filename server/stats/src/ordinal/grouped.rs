//! The marginal likelihood with one random intercept: a one-dimensional integral a group, by adaptive
//! Gauss-Hermite quadrature (Liu & Pierce 1994, Biometrika 81:624). One node is Laplace's method.
//!
//! For group j: q(u) = −Σ log Pᵢ(ηᵢ + σu) + u²/2, û its minimum, h = q''(û), s = h^{−½};
//! L_j = s/√π Σₖ e^{log wₖ + xₖ²} e^{−q(û + √2 s xₖ)}.

use std::ops::Range;

use rayon::prelude::*;

use super::OrdinalData;
use super::link::{Thresholds, add_by_threshold};
use super::optimise::Height;
use crate::{numeric, root};

/// Groups that are worked on together, whatever the number of threads: sums are taken in this order.
const CHUNK: usize = 64;

/// A step of Newton's method this small, in standard deviations, leaves an error of its square.
const MODE_STEP: f64 = 1e-9;

/// Rows of each group, and the nodes.
pub(super) struct Grouped {
    /// Rows in the order of groups, so that those of one group lie together in memory.
    data: OrdinalData,
    rows: Vec<Range<usize>>,
    nodes: Vec<(f64, f64)>,
    /// Modes at the parameters looked at last, from where the next search begins.
    last: Vec<f64>,
}

/// Mode of a group's effect and the second derivative there, both in units of u.
pub(super) struct Mode {
    pub(super) at: f64,
    pub(super) curvature: f64,
}

/// Sums over the rows of one group at one u.
struct Sums {
    /// q'(u).
    slope: f64,
    /// q''(u).
    curvature: f64,
    /// q'''(u).
    third: f64,
}

/// One node of one group.
struct Node {
    q: f64,
    slope: f64,
    /// −q_θ.
    direct: Vec<f64>,
}

impl Grouped {
    pub(super) fn new(data: &OrdinalData, nodes: Vec<(f64, f64)>) -> Self {
        let factor = &data.factors[0];
        let mut counts = vec![0; factor.n_levels];
        factor
            .level
            .iter()
            .for_each(|level| counts[*level as usize] += 1);
        let mut end = 0;
        let range = |count: usize| {
            let start = end;
            end += count;
            start..end
        };
        let rows: Vec<Range<usize>> = counts.into_iter().map(range).collect();
        let mut order: Vec<usize> = (0..data.n()).collect();
        order.sort_by_key(|row| factor.level[*row]);
        let column = |column: &Vec<f64>| order.iter().map(|row| column[*row]).collect();
        Self {
            data: OrdinalData {
                category: order.iter().map(|row| data.category[*row]).collect(),
                n_categories: data.n_categories,
                fixed: data.fixed.iter().map(column).collect(),
                factors: Vec::new(),
            },
            last: vec![0.0; rows.len()],
            rows,
            nodes,
        }
    }

    /// Modes at the parameters.
    pub(super) fn modes(&self, parameters: &[f64]) -> Option<Vec<Mode>> {
        let here = Here::of(&self.data, parameters)?;
        let mode = |(rows, last): (&Range<usize>, &f64)| {
            let (at, sums) = here.mode(rows, *last);
            Mode {
                at,
                curvature: sums.curvature,
            }
        };
        Some(self.rows.iter().zip(&self.last).map(mode).collect())
    }

    /// log L and its gradient, the motion of mode and nodes included.
    pub(super) fn height(&mut self, parameters: &[f64]) -> Option<Height> {
        let here = Here::of(&self.data, parameters)?;
        let nodes = &self.nodes;
        let chunks = self
            .rows
            .par_chunks(CHUNK)
            .zip(self.last.par_chunks_mut(CHUNK));
        let parts = chunks.map(|(groups, last)| {
            let mut gradient = vec![0.0; parameters.len()];
            let mut value = numeric::Sum::default();
            let groups = groups.iter().zip(last);
            for (rows, last) in groups.filter(|(rows, _)| !rows.is_empty()) {
                value.add(here.group(rows, nodes, last, &mut gradient));
            }
            (value.total(), gradient)
        });
        let parts: Vec<(f64, Vec<f64>)> = parts.collect();
        let value = numeric::sum(parts.iter().map(|(value, _)| *value));
        let by = |at: usize| numeric::sum(parts.iter().map(|(_, gradient)| gradient[at]));
        let gradient: Vec<f64> = (0..parameters.len()).map(by).collect();
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

    /// Plain sums, as a group is small; those over groups are compensated.
    fn sums(&self, rows: &Range<usize>, u: f64) -> Sums {
        let (mut slope, mut curvature, mut third) = (0.0, 0.0, 0.0);
        for row in rows.clone() {
            let answer = self.answer(row, u);
            slope += answer.residual;
            curvature += answer.weight;
            third += answer.third();
        }
        let sigma = self.sigma;
        Sums {
            slope: sigma * slope + u,
            curvature: sigma * sigma * curvature + 1.0,
            third: sigma.powi(3) * third,
        }
    }

    fn answer(&self, row: usize, u: f64) -> super::link::Answer {
        let eta = self.eta[row] + self.sigma * u;
        self.thresholds.answer(self.data.category[row], eta)
    }

    /// The mode and the sums there, looked for from `start`.
    fn mode(&self, rows: &Range<usize>, start: f64) -> (f64, Sums) {
        // Each residual lies in (−1, 1), so the slope has its zero within σn of 0.
        let reach = self.sigma.abs() * rows.len() as f64 + f64::MIN_POSITIVE;
        let at = root::increasing(start, (-reach, reach), MODE_STEP, |u| {
            let sums = self.sums(rows, u);
            (sums.slope, sums.curvature)
        });
        (at, self.sums(rows, at))
    }

    /// log L of one group; its derivatives are added to `gradient`. The search for the mode begins at
    /// `last`, which becomes the mode.
    fn group(
        &self,
        rows: &Range<usize>,
        nodes: &[(f64, f64)],
        last: &mut f64,
        gradient: &mut [f64],
    ) -> f64 {
        let (u, sums) = self.mode(rows, *last);
        let (h, third) = (sums.curvature, sums.third);
        *last = u;
        let s = h.sqrt().recip();
        // How mode and width move: û' = −q_uθ/h, h' = q_uuθ + q_uuu û', (log s)' = −h'/(2h).
        let (mixed, bend) = self.at_mode(rows, u, gradient.len());
        let mode_moves: Vec<f64> = mixed.iter().map(|mixed| -mixed / h).collect();
        let widths = bend.iter().zip(&mode_moves);
        let width_moves: Vec<f64> = widths
            .map(|(bend, by)| -(bend + third * by) / (2.0 * h))
            .collect();
        let at = |x: f64| u + std::f64::consts::SQRT_2 * s * x;
        let there = nodes
            .iter()
            .map(|(x, _)| self.at_node(rows, at(*x), gradient.len()));
        let there: Vec<Node> = there.collect();
        let logs = nodes
            .iter()
            .zip(&there)
            .map(|((_, ln_w), node)| ln_w - node.q);
        let logs: Vec<f64> = logs.collect();
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = logs.iter().map(|log| (log - most).exp()).sum();
        for ((by, mode), width) in gradient.iter_mut().zip(&mode_moves).zip(&width_moves) {
            *by += width;
            for (((x, _), node), log) in nodes.iter().zip(&there).zip(&logs) {
                let share = (log - most).exp() / total;
                let stretch = std::f64::consts::SQRT_2 * s * x;
                *by -= share * node.slope * (mode + stretch * width);
            }
        }
        for (node, log) in there.iter().zip(&logs) {
            let share = (log - most).exp() / total;
            for (by, direct) in gradient.iter_mut().zip(&node.direct) {
                *by += share * direct;
            }
        }
        s.ln() - 0.5 * std::f64::consts::PI.ln() + most + total.ln()
    }

    /// q, q_u and −q_θ at one node.
    fn at_node(&self, rows: &Range<usize>, u: f64, n: usize) -> Node {
        let n_thresholds = self.data.n_thresholds();
        let mut direct = vec![0.0; n];
        let (by_threshold, others) = direct.split_at_mut(n_thresholds);
        let (mut log_p, mut residual) = (0.0, 0.0);
        for row in rows.clone() {
            let answer = self.answer(row, u);
            let category = self.data.category[row];
            log_p += answer.log_p;
            residual += answer.residual;
            add_by_threshold(by_threshold, category, answer.by_upper, answer.by_lower);
            for (by, column) in others.iter_mut().zip(&self.data.fixed) {
                *by -= answer.residual * column[row];
            }
        }
        if let Some(by_sigma) = others.last_mut() {
            *by_sigma -= residual * u;
        }
        Node {
            q: 0.5 * u * u - log_p,
            slope: self.sigma * residual + u,
            direct,
        }
    }

    /// q_uθ and q_uuθ at u, by parameter.
    fn at_mode(&self, rows: &Range<usize>, u: f64, n: usize) -> (Vec<f64>, Vec<f64>) {
        let (mut mixed, mut bend) = (vec![0.0; n], vec![0.0; n]);
        let n_thresholds = self.data.n_thresholds();
        let sigma = self.sigma;
        for row in rows.clone() {
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
}
