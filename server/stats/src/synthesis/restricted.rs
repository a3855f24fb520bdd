//! The restricted likelihood of several outcomes at one covariance between studies, and its
//! derivatives.

use faer::linalg::solvers::DenseSolveCore;
use faer::{Mat, Side};

use super::multivariate::Arm;
use crate::numeric;

/// Index pairs (row, column) of the lower triangle, the order of the parameters.
pub(super) fn parameters(p: usize) -> Vec<(usize, usize)> {
    (0..p).flat_map(|a| (0..=a).map(move |b| (a, b))).collect()
}

/// The fit at one T.
pub(super) struct State {
    /// Diagonal of Σ X'WX.
    precision: Vec<f64>,
    /// (Vᵢ + Tᵢ)⁻¹ of each study.
    weights: Vec<Mat<f64>>,
    /// (Σ X'WX)⁻¹.
    pub(super) covariance: Mat<f64>,
    pub(super) means: Mat<f64>,
    pub(super) log_likelihood: f64,
    /// Σ r'Wr.
    pub(super) q: f64,
}

impl State {
    pub(super) fn at(arms: &[Arm], factor: &Mat<f64>) -> Option<Self> {
        let p = factor.nrows();
        let between = factor * factor.transpose();
        let (mut weights, mut log_det) = (Vec::with_capacity(arms.len()), numeric::Sum::default());
        let (mut gram, mut right) = (Mat::<f64>::zeros(p, p), Mat::<f64>::zeros(p, 1));
        let mut n = 0;
        for arm in arms {
            let llt = (arm.sampling() + arm.part(&between))
                .llt(Side::Lower)
                .ok()?;
            let size = arm.outcomes.len();
            (0..size).for_each(|a| log_det.add(2.0 * llt.L()[(a, a)].ln()));
            let weight = llt.inverse();
            for a in 0..size {
                for b in 0..size {
                    gram[(arm.outcomes[a], arm.outcomes[b])] += weight[(a, b)];
                    right[(arm.outcomes[a], 0)] += weight[(a, b)] * arm.estimates[b];
                }
            }
            n += size;
            weights.push(weight);
        }
        let llt = gram.llt(Side::Lower).ok()?;
        (0..p).for_each(|a| log_det.add(2.0 * llt.L()[(a, a)].ln()));
        let covariance = llt.inverse();
        let means = &covariance * &right;
        let q = numeric::sum(arms.iter().zip(&weights).map(|(arm, weight)| {
            let r = residual(arm, &means);
            (r.transpose() * weight * &r)[(0, 0)]
        }));
        // log|X'X| = Σ log n_j, as X holds one dummy an outcome.
        let of = |outcome| {
            arms.iter()
                .filter(|arm| arm.outcomes.contains(&outcome))
                .count()
        };
        let log_gram: f64 = (0..p).map(|outcome| (of(outcome) as f64).ln()).sum();
        let constant = (n - p) as f64 * (2.0 * std::f64::consts::PI).ln() - log_gram;
        let log_likelihood = -0.5 * (constant + log_det.total() + q);
        log_likelihood.is_finite().then_some(Self {
            precision: (0..p).map(|a| gram[(a, a)]).collect(),
            weights,
            covariance,
            means,
            log_likelihood,
            q,
        })
    }

    /// How strongly the likelihood bends by each entry of the factor. The expected information
    /// vanishes where the factor does, though the likelihood still bends there: Σ w of the row's
    /// outcome is the size of that bend, in the same units.
    pub(super) fn curvature(&self, information: &Mat<f64>) -> Vec<f64> {
        let rows = parameters(self.precision.len()).into_iter();
        rows.enumerate()
            .map(|(at, (row, _))| information[(at, at)].max(0.0) + self.precision[row])
            .collect()
    }

    /// Score ½ (r'WDWr − tr PD) and expected information ½ tr PDPD for each entry of the factor,
    /// D = dT/dθ, P = W − WX(X'WX)⁻¹X'W, summed study by study.
    pub(super) fn derivatives(&self, arms: &[Arm], factor: &Mat<f64>) -> (Vec<f64>, Mat<f64>) {
        let p = factor.nrows();
        let parameters = parameters(p);
        let q = parameters.len();
        let direction = |&(a, b): &(usize, usize)| {
            let mut d = Mat::<f64>::zeros(p, p);
            for c in 0..p {
                d[(a, c)] += factor[(c, b)];
                d[(c, a)] += factor[(c, b)];
            }
            d
        };
        let directions: Vec<Mat<f64>> = parameters.iter().map(direction).collect();
        let mut score = vec![0.0; q];
        let mut information = Mat::<f64>::zeros(q, q);
        let mut single = vec![Mat::<f64>::zeros(p, p); q];
        for (arm, weight) in arms.iter().zip(&self.weights) {
            let r = residual(arm, &self.means);
            let wr = weight * &r;
            let parts: Vec<Mat<f64>> = directions.iter().map(|d| arm.part(d)).collect();
            let wd: Vec<Mat<f64>> = parts.iter().map(|d| weight * d).collect();
            for j in 0..q {
                score[j] += 0.5 * ((wr.transpose() * &parts[j] * &wr)[(0, 0)] - trace(&wd[j]));
                add(&mut single[j], arm, &(&wd[j] * weight), 1.0);
                for k in 0..=j {
                    let mut both = Mat::<f64>::zeros(p, p);
                    add(&mut both, arm, &(&wd[j] * &wd[k] * weight), 1.0);
                    information[(j, k)] +=
                        0.5 * trace(&(&wd[j] * &wd[k])) - trace(&(&self.covariance * &both));
                }
            }
        }
        for j in 0..q {
            score[j] += 0.5 * trace(&(&self.covariance * &single[j]));
            for k in 0..=j {
                let product = &self.covariance * &single[j] * &self.covariance * &single[k];
                information[(j, k)] += 0.5 * trace(&product);
                information[(k, j)] = information[(j, k)];
            }
        }
        (score, information)
    }
}

fn residual(arm: &Arm, means: &Mat<f64>) -> Mat<f64> {
    Mat::from_fn(arm.outcomes.len(), 1, |a, _| {
        arm.estimates[a] - means[(arm.outcomes[a], 0)]
    })
}

fn add(whole: &mut Mat<f64>, arm: &Arm, part: &Mat<f64>, factor: f64) {
    for (a, &row) in arm.outcomes.iter().enumerate() {
        for (b, &column) in arm.outcomes.iter().enumerate() {
            whole[(row, column)] += factor * part[(a, b)];
        }
    }
}

fn trace(matrix: &Mat<f64>) -> f64 {
    (0..matrix.nrows()).map(|a| matrix[(a, a)]).sum()
}
