//! What the demo leaves to chance, from a fixed seed: the same name of a draw gives the same
//! sequence on every machine, in whatever order draws are made. No code and no id comes from here;
//! those are drawn by [`crate::rng`], in the demo too.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::canonical::sha256;

/// Another word here makes another ministry.
const SEED: &str = "toancanh/demo/1";
/// As many uniform draws have a variance of one.
const UNIFORMS: u32 = 12;

/// A sequence of chances.
pub(super) struct Draw(ChaCha8Rng);

impl Draw {
    /// The sequence with this name.
    pub fn of(name: &[&str]) -> Self {
        let mut message = SEED.to_owned();
        for part in name {
            message.push('\0');
            message.push_str(part);
        }
        Self(ChaCha8Rng::from_seed(sha256(message.as_bytes())))
    }

    /// Between 0 and 1.
    pub fn share(&mut self) -> f64 {
        f64::from(self.0.random::<u32>()) / (f64::from(u32::MAX) + 1.0)
    }

    /// True in this share of draws.
    pub fn chance(&mut self, share: f64) -> bool {
        self.share() < share
    }

    /// Below `n`, each as likely as the others; 0 where there is no choice.
    pub fn below(&mut self, n: usize) -> usize {
        // Never `n`, since a share is below one; the small bias of rounding decides nothing here.
        (self.share() * n as f64) as usize
    }

    /// From nearly a normal distribution: a sum of uniform draws never strays far.
    pub fn normal(&mut self, mean: f64, deviation: f64) -> f64 {
        let sum: f64 = (0..UNIFORMS).map(|_| self.share()).sum();
        mean + deviation * (sum - f64::from(UNIFORMS) / 2.0)
    }

    /// One of these, by their weights.
    pub fn weighted<'a>(&mut self, choices: &'a [(String, u32)]) -> &'a str {
        let total: u32 = choices.iter().map(|(_, weight)| weight).sum();
        let mut left = self.share() * f64::from(total);
        for (choice, weight) in choices {
            left -= f64::from(*weight);
            if left < 0.0 {
                return choice;
            }
        }
        choices.last().map_or("", |(choice, _)| choice)
    }

    /// Puts these into another order.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_gives_the_same_draws_again_and_another_gives_others() {
        let four = |name: &[&str]| {
            let mut draw = Draw::of(name);
            [draw.share(), draw.share(), draw.share(), draw.share()]
        };
        assert_eq!(four(&["a", "b"]), four(&["a", "b"]));
        assert_ne!(four(&["a", "b"]), four(&["ab"]));
    }

    #[test]
    fn normal_draws_have_their_mean_and_deviation() {
        let mut draw = Draw::of(&["normal"]);
        let values: Vec<f64> = (0..20_000).map(|_| draw.normal(3.0, 0.5)).collect();
        let mean = values.iter().sum::<f64>() / 20_000.0;
        let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / 20_000.0;
        // Five standard errors each.
        assert!((mean - 3.0).abs() < 0.018, "{mean}");
        assert!((variance.sqrt() - 0.5).abs() < 0.013, "{variance}");
    }

    #[test]
    fn weights_and_shuffles_reach_everything() {
        let mut draw = Draw::of(&["weights"]);
        let choices = [
            ("a".to_owned(), 1),
            ("b".to_owned(), 0),
            ("c".to_owned(), 3),
        ];
        let drawn: Vec<&str> = (0..4_000).map(|_| draw.weighted(&choices)).collect();
        let n_a = drawn.iter().filter(|of| **of == "a").count();
        assert!((850..1_150).contains(&n_a), "{n_a}");
        assert!(!drawn.contains(&"b"));
        let mut places = [0; 4];
        for _ in 0..4_000 {
            let mut things = [0, 1, 2, 3];
            draw.shuffle(&mut things);
            places[things[0]] += 1;
        }
        assert!(
            places.iter().all(|n| (850..1_150).contains(n)),
            "{places:?}"
        );
    }
}
