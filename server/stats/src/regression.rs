//! Least squares with at most a handful of predictors: the conditional mean of a relation that is
//! missing, given the relations that are there.
//!
//! In: rows (x_1..x_p, y) of a cohort. Model y = μ_y + β'(x − μ_x) + r, var r = σ². Out: β̂ from the
//! centred normal equations (Cholesky), σ̂² = RSS/(N − 1 − p). For a new x the mean has the variance
//! σ̂² h with h = 1/N + (x − x̄)'S⁻¹(x − x̄), S the centred cross products.
//!
//! Edges: a predictor that is constant, or a combination of those before it, gets β = 0 and no
//! degree of freedom. Fewer than p + 2 rows give `None`.

use crate::numeric::{VARIANCE_ZERO, sum};

/// A fitted regression.
#[derive(Clone, Debug)]
pub(crate) struct Regression {
    x_means: Vec<f64>,
    y_mean: f64,
    /// Coefficients.
    pub(crate) beta: Vec<f64>,
    /// Lower triangle of the Cholesky factor of S; a zero diagonal marks a dropped predictor.
    factor: Vec<Vec<f64>>,
    n: f64,
    /// σ̂².
    pub(crate) residual_variance: f64,
    /// N − 1 − p.
    pub(crate) df: f64,
}

/// The conditional mean at one point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Prediction {
    /// ŷ.
    pub(crate) value: f64,
    /// h: σ̂² h is the variance of ŷ as an estimate of the mean.
    pub(crate) leverage: f64,
}

impl Regression {
    /// Fits rows of `p` predictors and a response.
    pub(crate) fn fit(rows: &[(Vec<f64>, f64)], p: usize) -> Option<Self> {
        let n = rows.len() as f64;
        if rows.len() < p + 2 {
            return None;
        }
        let x_means: Vec<f64> = (0..p)
            .map(|i| sum(rows.iter().map(|(x, _)| x[i])) / n)
            .collect();
        let y_mean = sum(rows.iter().map(|(_, y)| *y)) / n;
        let cross = |i: usize, j: usize| {
            sum(rows
                .iter()
                .map(|(x, _)| (x[i] - x_means[i]) * (x[j] - x_means[j])))
        };
        let with_y = |i: usize| sum(rows.iter().map(|(x, y)| (x[i] - x_means[i]) * (y - y_mean)));

        let mut factor = vec![vec![0.0; p]; p];
        let mut kept = 0.0;
        for i in 0..p {
            for j in 0..=i {
                let done = sum((0..j).map(|m| factor[i][m] * factor[j][m]));
                let rest = cross(i, j) - done;
                factor[i][j] = if i != j {
                    if factor[j][j] > 0.0 {
                        rest / factor[j][j]
                    } else {
                        0.0
                    }
                } else if rest > VARIANCE_ZERO * n.max(cross(i, i)) {
                    kept += 1.0;
                    rest.sqrt()
                } else {
                    0.0
                };
            }
        }
        let right: Vec<f64> = (0..p).map(with_y).collect();
        let half = forward(&factor, &right);
        let beta = backward(&factor, &half);
        let explained = |x: &[f64]| sum((0..p).map(|i| beta[i] * (x[i] - x_means[i])));
        let rss = sum(rows
            .iter()
            .map(|(x, y)| (y - y_mean - explained(x)).powi(2)));
        let df = n - 1.0 - kept;
        Some(Self {
            residual_variance: rss / df,
            x_means,
            y_mean,
            beta,
            factor,
            n,
            df,
        })
    }

    /// The conditional mean at `x`.
    pub(crate) fn predict(&self, x: &[f64]) -> Prediction {
        let centred: Vec<f64> = x
            .iter()
            .zip(&self.x_means)
            .map(|(x, mean)| x - mean)
            .collect();
        let value = self.y_mean + sum(centred.iter().zip(&self.beta).map(|(x, b)| x * b));
        let half = forward(&self.factor, &centred);
        Prediction {
            value,
            leverage: 1.0 / self.n + sum(half.iter().map(|h| h * h)),
        }
    }
}

/// Solves L z = b, with 0 for dropped rows.
fn forward(factor: &[Vec<f64>], b: &[f64]) -> Vec<f64> {
    let mut z = vec![0.0; b.len()];
    for i in 0..b.len() {
        if factor[i][i] > 0.0 {
            z[i] = (b[i] - sum((0..i).map(|m| factor[i][m] * z[m]))) / factor[i][i];
        }
    }
    z
}

/// Solves L' x = z, with 0 for dropped rows.
fn backward(factor: &[Vec<f64>], z: &[f64]) -> Vec<f64> {
    let mut x = vec![0.0; z.len()];
    for i in (0..z.len()).rev() {
        if factor[i][i] > 0.0 {
            let later = sum((i + 1..z.len()).map(|m| factor[m][i] * x[m]));
            x[i] = (z[i] - later) / factor[i][i];
        }
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(n: u32) -> Vec<(Vec<f64>, f64)> {
        (0..n)
            .map(|i| {
                let (a, b) = (f64::from(i % 7), f64::from(i * i % 11));
                (vec![a, b], 1.0 + 0.5 * a - 0.25 * b)
            })
            .collect()
    }

    #[test]
    fn an_exact_plane_is_found() {
        let fit = Regression::fit(&rows(30), 2).unwrap();
        assert!((fit.beta[0] - 0.5).abs() < 1e-12 && (fit.beta[1] + 0.25).abs() < 1e-12);
        assert!(fit.residual_variance < 1e-24);
        assert_eq!(fit.df, 27.0);
        assert!((fit.predict(&[2.0, 3.0]).value - 1.25).abs() < 1e-12);
    }

    /// Leverages of the fitted rows sum to 1 + p (the trace of the hat matrix).
    #[test]
    fn leverages_sum_to_the_number_of_coefficients() {
        let rows = rows(30);
        let fit = Regression::fit(&rows, 2).unwrap();
        let trace: f64 = rows.iter().map(|(x, _)| fit.predict(x).leverage).sum();
        assert!((trace - 3.0).abs() < 1e-12, "{trace}");
    }

    /// R 4.2: `summary(lm(c(1,3,2,5,4) ~ c(1,2,3,4,5)))`: slope 0.8, residual variance 3.6/3.
    #[test]
    fn a_line_through_five_points_agrees_with_lm() {
        let y = [1.0, 3.0, 2.0, 5.0, 4.0];
        let rows: Vec<_> = y
            .iter()
            .enumerate()
            .map(|(i, y)| (vec![i as f64 + 1.0], *y))
            .collect();
        let fit = Regression::fit(&rows, 1).unwrap();
        assert!((fit.beta[0] - 0.8).abs() < 1e-15);
        assert!((fit.residual_variance - 1.2).abs() < 1e-14);
        assert!((fit.predict(&[5.0]).leverage - 0.6).abs() < 1e-14);
    }

    #[test]
    fn constant_and_repeated_predictors_are_dropped() {
        let with_more: Vec<_> = rows(30)
            .into_iter()
            .map(|(x, y)| (vec![x[0], 4.0, x[0], x[1]], y))
            .collect();
        let fit = Regression::fit(&with_more, 4).unwrap();
        assert_eq!(fit.beta[1], 0.0);
        assert_eq!(fit.beta[2], 0.0);
        assert!((fit.beta[3] + 0.25).abs() < 1e-12);
        assert_eq!(fit.df, 27.0);
    }

    #[test]
    fn too_few_rows_give_nothing() {
        assert!(Regression::fit(&rows(3), 2).is_none());
        assert!(Regression::fit(&[], 0).is_none());
        let none = Regression::fit(&rows(2), 0).unwrap();
        assert_eq!(none.beta.len(), 0);
    }
}
