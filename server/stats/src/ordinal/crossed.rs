//! The marginal likelihood with several random intercepts, by Laplace's method.
//!
//! q(u) = −Σ log Pᵢ + u'u/2 over the effects of all factors, û its minimum, H = I + Σ wᵢ zᵢzᵢ' its
//! second derivative, zᵢ with σ_m at the level of factor m: log L ≈ −q(û) − ½ log|H|. The gradient
//! follows û by implicit differentiation, û' = −H⁻¹ q_uθ.

use faer::linalg::solvers::{DenseSolveCore, Llt, Solve};
use faer::{Mat, Side};

use super::OrdinalData;
use super::link::{Answer, Thresholds, add_by_threshold};
use super::optimise::Height;
use crate::numeric;

/// Newton steps to the mode, which is unique as q is strictly convex.
const MOST_STEPS: u32 = 200;

/// A step below this, in standard deviations of the effects, has arrived.
const ARRIVED: f64 = 1e-11;

/// The positions of the levels in u.
pub(super) struct Crossed<'a> {
    data: &'a OrdinalData,
    offsets: Vec<usize>,
    n_levels: usize,
    /// Modes at the parameters looked at last, from where the next search begins.
    last: Vec<f64>,
}

/// Modes of all effects in units of u, and the inverse of H.
pub(super) struct Modes {
    pub(super) at: Vec<f64>,
    pub(super) inverse: Mat<f64>,
    answers: Vec<Answer>,
    log_det: f64,
    q: f64,
}

impl<'a> Crossed<'a> {
    pub(super) fn new(data: &'a OrdinalData) -> Self {
        let mut n_levels = 0;
        let place = |factor: &super::Factor| {
            let offset = n_levels;
            n_levels += factor.n_levels;
            offset
        };
        let offsets = data.factors.iter().map(place).collect();
        Self {
            data,
            offsets,
            last: vec![0.0; n_levels],
            n_levels,
        }
    }

    /// Position in u of the first level of a factor.
    pub(super) fn offset(&self, factor: usize) -> usize {
        self.offsets[factor]
    }

    fn position(&self, factor: usize, row: usize) -> usize {
        self.offsets[factor] + self.data.factors[factor].level[row] as usize
    }

    fn answers(
        &self,
        thresholds: &Thresholds,
        eta: &[f64],
        sigmas: &[f64],
        u: &[f64],
    ) -> (Vec<Answer>, f64) {
        let mut q = numeric::Sum::default();
        u.iter().for_each(|u| q.add(0.5 * u * u));
        let answer = |(row, eta): (usize, &f64)| {
            let effects = sigmas
                .iter()
                .enumerate()
                .map(|(m, sigma)| sigma * u[self.position(m, row)]);
            let answer = thresholds.answer(self.data.category[row], eta + effects.sum::<f64>());
            q.add(-answer.log_p);
            answer
        };
        let answers = eta.iter().enumerate().map(answer).collect();
        (answers, q.total())
    }

    fn hessian(&self, answers: &[Answer], sigmas: &[f64]) -> Option<Llt<f64>> {
        let mut hessian = Mat::<f64>::identity(self.n_levels, self.n_levels);
        for (row, answer) in answers.iter().enumerate() {
            for (m, sigma) in sigmas.iter().enumerate() {
                for (k, other) in sigmas.iter().enumerate() {
                    hessian[(self.position(m, row), self.position(k, row))] +=
                        answer.weight * sigma * other;
                }
            }
        }
        hessian.llt(Side::Lower).ok()
    }

    /// The modes at the parameters, by Newton's method with halved steps.
    pub(super) fn modes(&self, parameters: &[f64]) -> Option<Modes> {
        let data = self.data;
        let thresholds = Thresholds::of(&parameters[..data.n_thresholds()])?;
        let eta = data.fixed_part(parameters);
        let sigmas = &parameters[parameters.len() - data.factors.len()..];
        let mut at = self.last.clone();
        let (mut answers, mut q) = self.answers(&thresholds, &eta, sigmas, &at);
        for _ in 0..MOST_STEPS {
            let llt = self.hessian(&answers, sigmas)?;
            let mut slope = Mat::from_fn(self.n_levels, 1, |j, _| at[j]);
            for (row, answer) in answers.iter().enumerate() {
                for (m, sigma) in sigmas.iter().enumerate() {
                    slope[(self.position(m, row), 0)] += sigma * answer.residual;
                }
            }
            let step = llt.solve(&slope);
            let size = (0..self.n_levels)
                .map(|j| step[(j, 0)].abs())
                .fold(0.0, f64::max);
            let mut share = 1.0;
            while share > 1e-6 {
                let next: Vec<f64> = at
                    .iter()
                    .enumerate()
                    .map(|(j, u)| u - share * step[(j, 0)])
                    .collect();
                let (there, lower) = self.answers(&thresholds, &eta, sigmas, &next);
                // Near the minimum q no longer tells two steps apart, so an equal one is taken.
                if lower <= q + 1e-12 * (1.0 + q.abs()) {
                    (at, answers, q) = (next, there, lower);
                    break;
                }
                share /= 2.0;
            }
            if size < ARRIVED || share <= 1e-6 {
                break;
            }
        }
        let llt = self.hessian(&answers, sigmas)?;
        let log_det = numeric::sum((0..self.n_levels).map(|j| 2.0 * llt.L()[(j, j)].ln()));
        Some(Modes {
            inverse: llt.inverse(),
            at,
            answers,
            log_det,
            q,
        })
    }

    /// log L and its gradient.
    pub(super) fn height(&mut self, parameters: &[f64]) -> Option<Height> {
        let modes = self.modes(parameters)?;
        self.last.clone_from(&modes.at);
        let data = self.data;
        let (n_thresholds, n_fixed) = (data.n_thresholds(), data.fixed.len());
        let sigmas = &parameters[n_thresholds + n_fixed..];
        // Per row: zᵢ'H⁻¹ by factor, and zᵢ'H⁻¹zᵢ.
        let spread = |row: usize| -> Vec<f64> {
            let by = |m: usize| {
                let column = self.position(m, row);
                let terms = sigmas.iter().enumerate();
                terms
                    .map(|(k, sigma)| sigma * modes.inverse[(self.position(k, row), column)])
                    .sum()
            };
            (0..sigmas.len()).map(by).collect()
        };
        let spreads: Vec<Vec<f64>> = (0..data.n()).map(spread).collect();
        let leverage = |row: usize| -> f64 {
            spreads[row]
                .iter()
                .zip(sigmas)
                .map(|(by, sigma)| by * sigma)
                .sum()
        };
        let mut pull = Mat::<f64>::zeros(self.n_levels, 1);
        for (row, answer) in modes.answers.iter().enumerate() {
            for (m, sigma) in sigmas.iter().enumerate() {
                pull[(self.position(m, row), 0)] += leverage(row) * answer.third() * sigma;
            }
        }
        let v = &modes.inverse * &pull;
        let mut gradient = vec![0.0; parameters.len()];
        for (row, answer) in modes.answers.iter().enumerate() {
            let (h, third, category) = (leverage(row), answer.third(), data.category[row]);
            let effects = sigmas.iter().enumerate();
            let zv: f64 = effects
                .map(|(m, sigma)| sigma * v[(self.position(m, row), 0)])
                .sum();
            let by =
                |direct: f64, weight: f64, bend: f64| direct - 0.5 * h * bend - 0.5 * zv * weight;
            let (by_threshold, others) = gradient.split_at_mut(n_thresholds);
            let upper = by(answer.by_upper, answer.weight_upper, answer.third_upper);
            let lower = by(answer.by_lower, answer.weight_lower, answer.third_lower);
            add_by_threshold(by_threshold, category, upper, lower);
            let by_eta = by(-answer.residual, -answer.weight, third);
            for (by, column) in others.iter_mut().zip(&data.fixed) {
                *by += by_eta * column[row];
            }
            for (m, spread) in spreads[row].iter().enumerate() {
                let at = self.position(m, row);
                let own = answer.weight * spread - 0.5 * answer.residual * v[(at, 0)];
                others[n_fixed + m] += by_eta * modes.at[at] - own;
            }
        }
        let value = -modes.q - 0.5 * modes.log_det;
        let finite = value.is_finite() && gradient.iter().all(|by| by.is_finite());
        finite.then_some(Height { value, gradient })
    }
}
