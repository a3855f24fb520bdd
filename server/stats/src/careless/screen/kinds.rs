//! What careless respondents write: a straight line, anything, or a pattern.

use crate::numeric::sum;

/// Probability that a straight line or a pattern is kept at an answer.
const KEPT: f64 = 0.95;
/// Longest period of a pattern.
const LONGEST_PERIOD: usize = 8;

/// Log-likelihoods of careless kinds for one scale and form.
#[derive(Clone, Debug)]
pub(super) struct Kinds {
    n_levels: usize,
    kept: f64,
    left: f64,
    any: f64,
    longest: usize,
}

impl Kinds {
    pub(super) fn new(n_items: usize, n_levels: usize) -> Self {
        Self {
            n_levels,
            kept: KEPT.ln(),
            left: ((1.0 - KEPT) / (n_levels - 1) as f64).ln(),
            any: -(n_levels as f64).ln(),
            // A period must come back at least once.
            longest: LONGEST_PERIOD.min(n_items / 2),
        }
    }

    /// Log-likelihood of a straight line on each level.
    pub(super) fn straight<'a>(&'a self, ballot: &[u8]) -> impl Iterator<Item = f64> + 'a {
        let mut counts = [0_u32; 256];
        for level in ballot {
            counts[usize::from(*level)] += 1;
        }
        let n = ballot.len() as u32 - counts[0];
        (1..=self.n_levels).map(move |level| {
            let on = f64::from(counts[level]);
            on * self.kept + (f64::from(n) - on) * self.left
        })
    }

    /// Log-likelihood of answers that do not depend on the items.
    pub(super) fn random(&self, ballot: &[u8]) -> f64 {
        ballot.iter().filter(|level| **level > 0).count() as f64 * self.any
    }

    /// Log-likelihood of a pattern with a period of 2 to 8, each as probable as the others.
    pub(super) fn patterned(&self, ballot: &[u8]) -> f64 {
        let of_period = |period: usize| -> f64 {
            let each = ballot.iter().enumerate().filter(|(_, level)| **level > 0);
            each.map(
                |(at, level)| match at.checked_sub(period).map(|before| ballot[before]) {
                    None | Some(0) => self.any,
                    Some(before) if before == *level => self.kept,
                    Some(_) => self.left,
                },
            )
            .sum()
        };
        let logs: Vec<f64> = (2..=self.longest).map(of_period).collect();
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if logs.is_empty() {
            return f64::NEG_INFINITY;
        }
        most + (sum(logs.iter().map(|log| (log - most).exp())) / logs.len() as f64).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_likes_its_own() {
        let kinds = Kinds::new(12, 5);
        let line: Vec<f64> = kinds.straight(&[4; 12]).collect();
        assert!((line[3] - 12.0 * KEPT.ln()).abs() < 1e-12);
        assert!(line[3] > kinds.patterned(&[4; 12]));
        let zigzag = [1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2];
        assert!(kinds.patterned(&zigzag) > kinds.random(&zigzag));
        let any = [3, 1, 5, 4, 4, 2, 1, 5, 3, 3, 1, 2];
        assert!(kinds.random(&any) > kinds.patterned(&any));
        assert!(kinds.random(&any) > kinds.straight(&any).fold(f64::NEG_INFINITY, f64::max));
    }

    #[test]
    fn the_probabilities_of_all_ballots_sum_to_one() {
        let kinds = Kinds::new(4, 2);
        let (mut straight, mut patterned) = (0.0, 0.0);
        for code in 0..16_u8 {
            let ballot: Vec<u8> = (0..4).map(|bit| 1 + (code >> bit & 1)).collect();
            straight += kinds.straight(&ballot).next().unwrap().exp();
            patterned += kinds.patterned(&ballot).exp();
        }
        assert!((straight - 1.0).abs() < 1e-12 && (patterned - 1.0).abs() < 1e-12);
    }
}
