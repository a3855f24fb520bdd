//! Probabilities of the categories at a location, and their moments.

/// Thresholds, summed up: log P_k = k η − Σ_{h≤k} F_h − log Z.
#[derive(Debug)]
pub(super) struct Scale {
    cumulated: Vec<f64>,
}

impl Scale {
    pub(super) fn of(thresholds: &[f64]) -> Self {
        let mut cumulated = vec![0.0];
        for threshold in thresholds {
            cumulated.push(cumulated[cumulated.len() - 1] + threshold);
        }
        Self { cumulated }
    }

    /// Exponents k η − Σ F, and the logarithm of the sum of their powers.
    fn exponents(&self, location: f64) -> (Vec<f64>, f64) {
        let each = self.cumulated.iter().enumerate();
        let exponents: Vec<f64> = each.map(|(k, sum)| k as f64 * location - sum).collect();
        let most = exponents
            .iter()
            .fold(f64::NEG_INFINITY, |most, e| most.max(*e));
        let total: f64 = exponents.iter().map(|e| (e - most).exp()).sum();
        (exponents, most + total.ln())
    }

    /// Of each category.
    pub(super) fn probabilities(&self, location: f64) -> Vec<f64> {
        let (exponents, log_total) = self.exponents(location);
        exponents
            .into_iter()
            .map(|e| (e - log_total).exp())
            .collect()
    }

    /// Logarithm of the probability of one category.
    pub(super) fn log_probability(&self, location: f64, category: u32) -> f64 {
        let (exponents, log_total) = self.exponents(location);
        exponents[category as usize] - log_total
    }
}

/// Moments of the category x at one location.
#[derive(Debug)]
pub(super) struct Moments {
    /// E x.
    pub(super) expected: f64,
    /// Var x.
    pub(super) variance: f64,
    /// P(x ≥ h) for h = 1, ….
    pub(super) at_least: Vec<f64>,
    /// Cov(x, [x ≥ h]).
    pub(super) covariances: Vec<f64>,
}

pub(super) fn row_moments(scale: &Scale, location: f64) -> Moments {
    let p = scale.probabilities(location);
    let expected: f64 = p.iter().enumerate().map(|(k, p)| k as f64 * p).sum();
    let each = p.iter().enumerate();
    let variance = each.map(|(k, p)| (k as f64 - expected).powi(2) * p).sum();
    let m = p.len() - 1;
    let (mut at_least, mut covariances) = (vec![0.0; m], vec![0.0; m]);
    let (mut tail, mut moment) = (0.0, 0.0);
    for h in (1..=m).rev() {
        tail += p[h];
        moment += (h as f64 - expected) * p[h];
        at_least[h - 1] = tail;
        covariances[h - 1] = moment;
    }
    Moments {
        expected,
        variance,
        at_least,
        covariances,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_equally_likely_at_their_threshold() {
        let scale = Scale::of(&[-1.5, 0.2, 1.3]);
        for (h, threshold) in [-1.5, 0.2, 1.3].into_iter().enumerate() {
            let p = scale.probabilities(threshold);
            assert!((p[h] - p[h + 1]).abs() < 1e-15);
            assert!((p.iter().sum::<f64>() - 1.0).abs() < 1e-15);
        }
    }

    #[test]
    fn far_away_everything_is_finite() {
        let scale = Scale::of(&[-1.0, 1.0]);
        for location in [-1e4, 1e4] {
            let moments = row_moments(&scale, location);
            assert!(moments.variance >= 0.0 && moments.expected.is_finite());
            assert!(scale.log_probability(location, 1).is_finite());
        }
    }
}
