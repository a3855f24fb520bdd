//! What estimates with errors say about ranks. Rank 1 is the largest.
//!
//! In: estimates t_i with standard errors s_i, independent and normal. Nothing here knows whether ranks
//! should be published at all: under reliability .80 they should not (Goldstein & Spiegelhalter 1996,
//! JRSS A 159:385).
//!
//! Edges: an error of 0 is an exact value; two exact values that tie share the rank, half each way.
//! Negative and non-finite numbers are an error.

use rayon::prelude::*;
use statrs::distribution::{ContinuousCDF, Normal};
use thiserror::Error;

use crate::numeric::{mean, sum};

/// Why there are no ranks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RankingError {
    /// Different numbers of estimates and errors.
    #[error("each estimate needs one standard error")]
    Shape,
    /// At this position.
    #[error("estimate {0} or its error is no finite number, or the error is negative")]
    Number(usize),
}

/// Estimates to be compared.
#[derive(Clone, Debug)]
pub struct Ranking {
    estimates: Vec<f64>,
    errors: Vec<f64>,
}

impl Ranking {
    /// Of estimates with their standard errors.
    ///
    /// # Errors
    /// [`RankingError`] for lists of different lengths and numbers that cannot be.
    pub fn of(estimates: &[f64], errors: &[f64]) -> Result<Self, RankingError> {
        if estimates.len() != errors.len() {
            return Err(RankingError::Shape);
        }
        let mut pairs = estimates.iter().zip(errors);
        let odd = pairs.position(|(t, s)| !(t.is_finite() && s.is_finite() && *s >= 0.0));
        match odd {
            Some(at) => Err(RankingError::Number(at)),
            None => Ok(Self {
                estimates: estimates.to_vec(),
                errors: errors.to_vec(),
            }),
        }
    }

    /// E rank_i = 1 + Σ_{j≠i} Φ((t_j − t_i)/√(s_i² + s_j²)) (Lin, Louis, Paddock & Ridgeway 2006,
    /// Bayesian Anal. 1:915, eq. 4).
    pub fn expected_ranks(&self) -> Vec<f64> {
        let rank = |i: usize| {
            let others = (0..self.estimates.len()).filter(|j| *j != i);
            1.0 + sum(others.map(|j| {
                let spread = self.errors[i].hypot(self.errors[j]);
                below(
                    (self.estimates[j] - self.estimates[i]) / spread,
                    self.estimates[j] - self.estimates[i],
                )
            }))
        };
        (0..self.estimates.len())
            .into_par_iter()
            .map(rank)
            .collect()
    }

    /// (n − E rank + ½)/n: the share of all that is expected below.
    pub fn expected_percentiles(&self) -> Vec<f64> {
        let n = self.estimates.len() as f64;
        let ranks = self.expected_ranks();
        ranks.into_iter().map(|rank| (n - rank + 0.5) / n).collect()
    }

    /// P(rank_i ≤ k) = ∫ φ(z) P(fewer than k others exceed t_i + s_i z) dz; the number that exceed is a
    /// sum of independent yes-or-no, whose law comes by convolution, cut off at k.
    ///
    /// Cost: for each i, nodes × n × k, by Gauss-Legendre on panels as narrow as the steepest of the
    /// others; the error stays below 1e-9.
    pub fn top(&self, k: usize) -> Vec<f64> {
        let n = self.estimates.len();
        (0..n).into_par_iter().map(|i| self.top_of(i, k)).collect()
    }

    fn top_of(&self, i: usize, k: usize) -> f64 {
        if k >= self.estimates.len() {
            return 1.0;
        }
        if k == 0 {
            return 0.0;
        }
        if self.errors[i] == 0.0 {
            return self.fewer_than(i, k, self.estimates[i]);
        }
        let integrand = |z: f64| {
            let density = (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
            density * self.fewer_than(i, k, self.estimates[i] + self.errors[i] * z)
        };
        let ends = self.panels(i);
        let panels = ends
            .windows(2)
            .map(|ends| panel(ends[0], ends[1], &integrand));
        sum(panels).clamp(0.0, 1.0)
    }

    /// P(fewer than `k` of the others exceed `level`).
    fn fewer_than(&self, i: usize, k: usize, level: f64) -> f64 {
        let mut counts = vec![0.0; k];
        counts[0] = 1.0;
        // Counts up to here can differ from 0.
        let mut most = 0;
        for j in (0..self.estimates.len()).filter(|j| *j != i) {
            let above = self.estimates[j] - level;
            let p = below(above / self.errors[j], above);
            if p < NEVER {
                continue;
            }
            most = (most + 1).min(k - 1);
            for at in (1..=most).rev() {
                counts[at] += p * (counts[at - 1] - counts[at]);
            }
            counts[0] *= 1.0 - p;
        }
        sum(counts).clamp(0.0, 1.0)
    }

    /// Ends of panels over z: wherever another estimate is sharper than i, around it in steps of its
    /// own error.
    fn panels(&self, i: usize) -> Vec<f64> {
        let mut ends: Vec<f64> = (0..=2 * FARTHEST as i32)
            .map(|at| f64::from(at) - FARTHEST)
            .collect();
        for j in (0..self.estimates.len()).filter(|j| *j != i) {
            let width = self.errors[j] / self.errors[i];
            let centre = (self.estimates[j] - self.estimates[i]) / self.errors[i];
            if width < 1.0 && centre.abs() < FARTHEST + STEPS * width {
                let steps = (0..=2 * STEPS as i32).map(|at| f64::from(at) - STEPS);
                let own = steps.map(|step| centre + step * width);
                ends.extend(own.filter(|end| end.abs() < FARTHEST));
            }
        }
        ends.sort_by(f64::total_cmp);
        ends.dedup_by(|a, b| (*a - *b).abs() < 1e-12);
        ends
    }

    /// t_i ± m s_i with m = z · mean over pairs of √(s_i² + s_j²)/(s_i + s_j), so that on average over
    /// pairs bars that do not overlap differ at the level of z (Goldstein & Healy 1995, JRSS A 158:175,
    /// eq. 5).
    pub fn comparison_intervals(&self, z: f64) -> Vec<(f64, f64)> {
        let m = self.comparison_multiplier(z).unwrap_or(0.0);
        let pairs = self.estimates.iter().zip(&self.errors);
        pairs.map(|(t, s)| (t - m * s, t + m * s)).collect()
    }

    /// m of [`Self::comparison_intervals`]; `None` where no pair has an error. Between z/√2, all errors
    /// equal, and z.
    pub fn comparison_multiplier(&self, z: f64) -> Option<f64> {
        let n = self.errors.len();
        let pairs = (0..n).flat_map(|i| (0..i).map(move |j| (self.errors[i], self.errors[j])));
        let ratios: Vec<f64> = pairs
            .filter(|(a, b)| a + b > 0.0)
            .map(|(a, b)| a.hypot(b) / (a + b))
            .collect();
        mean(&ratios).map(|ratio| z * ratio)
    }
}

/// Chances below this change no sum of a thousand of them in its 15th digit.
const NEVER: f64 = 1e-18;
/// Beyond this many standard deviations the normal law has less than 1e-18.
const FARTHEST: f64 = 9.0;
/// Steps of an other's error on each side of it.
const STEPS: f64 = 8.0;

/// Φ of a standardised difference; where nothing has an error, by the sign of the difference.
fn below(standardised: f64, difference: f64) -> f64 {
    if standardised.is_finite() {
        Normal::standard().cdf(standardised)
    } else if difference == 0.0 {
        0.5
    } else {
        f64::from(u8::from(difference > 0.0))
    }
}

/// ∫ over one panel, by Gauss-Legendre with ten nodes (Abramowitz & Stegun 1964, table 25.4).
fn panel(from: f64, to: f64, integrand: &impl Fn(f64) -> f64) -> f64 {
    let (centre, half) = ((from + to) / 2.0, (to - from) / 2.0);
    let pair = |(x, weight): (f64, f64)| {
        weight * (integrand(centre - half * x) + integrand(centre + half * x))
    };
    half * sum(NODES.into_iter().map(pair))
}

const NODES: [(f64, f64); 5] = [
    (0.148_874_338_981_631_22, 0.295_524_224_714_752_87),
    (0.433_395_394_129_247_2, 0.269_266_719_309_996_35),
    (0.679_409_568_299_024_4, 0.219_086_362_515_982_04),
    (0.865_063_366_688_984_5, 0.149_451_349_150_580_6),
    (0.973_906_528_517_171_7, 0.066_671_344_308_688_14),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_estimates_share_every_rank() {
        let ranking = Ranking::of(&[2.0; 4], &[0.3; 4]).unwrap();
        assert!(
            ranking
                .expected_ranks()
                .iter()
                .all(|rank| (rank - 2.5).abs() < 1e-12)
        );
        for k in 0..=5 {
            let expected = (k as f64 / 4.0).min(1.0);
            assert!(
                ranking.top(k).iter().all(|p| (p - expected).abs() < 1e-10),
                "{k}"
            );
        }
    }

    #[test]
    fn chances_of_the_top_sum_to_its_size_whatever_the_errors() {
        for errors in [[0.2, 0.001, 3.0, 0.5, 0.05], [1.0, 1e-6, 1e-3, 10.0, 0.1]] {
            let ranking = Ranking::of(&[1.0, 1.2, 0.7, 1.1, 1.15], &errors).unwrap();
            for k in 1..5 {
                let total: f64 = ranking.top(k).iter().sum();
                assert!((total - k as f64).abs() < 1e-8, "{k} {total}");
            }
            // E rank = Σ_k P(rank > k).
            let tails: Vec<Vec<f64>> = (0..5).map(|k| ranking.top(k)).collect();
            for (i, rank) in ranking.expected_ranks().iter().enumerate() {
                let sum: f64 = tails.iter().map(|top| 1.0 - top[i]).sum();
                assert!((sum - rank).abs() < 1e-8);
            }
        }
    }

    #[test]
    fn exact_values_have_exact_ranks() {
        let ranking = Ranking::of(&[3.0, 1.0, 2.0], &[0.0; 3]).unwrap();
        assert_eq!(ranking.expected_ranks(), [1.0, 3.0, 2.0]);
        assert_eq!(ranking.top(1), [1.0, 0.0, 0.0]);
        assert_eq!(ranking.comparison_multiplier(1.96), None);
        assert_eq!(ranking.comparison_intervals(1.96)[0], (3.0, 3.0));
        let one_exact = Ranking::of(&[0.0, 0.0], &[0.0, 1.0]).unwrap();
        assert!(one_exact.top(1).iter().all(|p| (p - 0.5).abs() < 1e-12));
    }

    #[test]
    fn equal_errors_give_the_least_multiplier() {
        let ranking = Ranking::of(&[1.0, 2.0, 3.0], &[0.4; 3]).unwrap();
        let m = ranking.comparison_multiplier(1.96).unwrap();
        assert!((m - 1.96 / 2.0_f64.sqrt()).abs() < 1e-14);
    }

    #[test]
    fn what_is_no_estimate_is_named() {
        assert_eq!(Ranking::of(&[1.0], &[]).err(), Some(RankingError::Shape));
        assert_eq!(
            Ranking::of(&[1.0, f64::NAN], &[0.1, 0.1]).err(),
            Some(RankingError::Number(1))
        );
        assert_eq!(
            Ranking::of(&[1.0], &[-0.1]).err(),
            Some(RankingError::Number(0))
        );
        let nobody = Ranking::of(&[], &[]).unwrap();
        assert!(nobody.expected_ranks().is_empty() && nobody.top(1).is_empty());
    }
}
