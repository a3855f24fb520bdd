//! Krippendorff's α: agreement of any number of raters, missing values allowed, at each level of
//! measurement.
//!
//! α = 1 − D_o/D_e. A value is pairable if its unit has another; n is their number, m_u that of unit
//! u, δ² the squared distance (Krippendorff 2011, "Computing Krippendorff's alpha-reliability"):
//! - D_o = (1/n) Σ_u 1/(m_u − 1) Σ_{i≠j in u} δ²(y_i, y_j)
//! - D_e = 1/(n(n − 1)) Σ_{i≠j} δ²(y_i, y_j) over all pairable values.
//! - nominal: δ² = [y_i ≠ y_j]; interval: (y_i − y_j)²; ratio: ((y_i − y_j)/(y_i + y_j))²;
//!   ordinal: the interval distance of mid-ranks among the pairable values, which equals
//!   (Σ_{g=c}^{k} n_g − (n_c + n_k)/2)².
//!
//! All but the ratio distance are sums of squares, so that cost grows with values and not with pairs.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use thiserror::Error;

use super::distances::Distances;
use crate::numeric::sum;

/// What the values mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    /// Names.
    Nominal,
    /// An order.
    Ordinal,
    /// Equal steps.
    Interval,
    /// Equal steps from a true zero.
    Ratio,
}

/// Why there is no α.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum KrippendorffError {
    /// No unit has two values.
    #[error("no unit has two values")]
    NothingPairable,
    /// All pairable values are equal: there is nothing to agree about.
    #[error("all values are equal, so that agreement cannot be told from chance")]
    NoVariation,
    /// A ratio scale has a true zero.
    #[error("a negative value has no place on a ratio scale")]
    NegativeRatio,
}

/// α with what it rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Krippendorff {
    /// The level of measurement.
    pub level: Level,
    /// α, at most 1; 0 is chance, below it the raters disagree systematically.
    pub alpha: f64,
    /// Units with two values or more.
    pub n_units: usize,
    /// n.
    pub n_pairable: usize,
    /// D_o.
    pub observed: f64,
    /// D_e.
    pub expected: f64,
}

/// Values by unit, as positions in the sorted distinct pairable values.
struct Coded {
    values: Vec<f64>,
    units: Vec<Vec<u32>>,
    /// Σ δ²/(m_u − 1) of each unit, where it does not depend on which units there are: the ordinal
    /// distance does.
    within: Option<Vec<f64>>,
}

impl Coded {
    fn of(units: &[&[f64]], level: Level) -> Result<Self, KrippendorffError> {
        let pairable: Vec<&[f64]> = units
            .iter()
            .copied()
            .filter(|unit| unit.len() > 1)
            .collect();
        let mut values: Vec<f64> = pairable.concat();
        values.sort_by(f64::total_cmp);
        values.dedup();
        if level == Level::Ratio && values.first().is_some_and(|least| *least < 0.0) {
            return Err(KrippendorffError::NegativeRatio);
        }
        let code = |value: &f64| values.partition_point(|other| other < value) as u32;
        let units: Vec<Vec<u32>> = pairable
            .iter()
            .map(|unit| unit.iter().map(code).collect())
            .collect();
        let within = (level != Level::Ordinal).then(|| {
            let distances = Distances::of(level, &values, &[]);
            units
                .iter()
                .map(|unit| distances.mean_within(unit))
                .collect()
        });
        Ok(Self {
            values,
            units,
            within,
        })
    }

    /// α of the units at `chosen`, which may repeat.
    fn alpha(&self, level: Level, chosen: &[u32]) -> Result<Krippendorff, KrippendorffError> {
        let units = || chosen.iter().map(|at| &self.units[*at as usize]);
        let mut counts = vec![0.0; self.values.len()];
        for code in units().flatten() {
            counts[*code as usize] += 1.0;
        }
        let n = sum(counts.iter().copied());
        if n < 2.0 {
            return Err(KrippendorffError::NothingPairable);
        }
        if counts.iter().filter(|count| **count > 0.0).count() < 2 {
            return Err(KrippendorffError::NoVariation);
        }
        let scale = Distances::of(level, &self.values, &counts);
        let observed = match &self.within {
            Some(known) => sum(chosen.iter().map(|at| known[*at as usize])),
            None => sum(units().map(|unit| scale.mean_within(unit))),
        } / n;
        let expected = scale.total(&counts, n) / (n * (n - 1.0));
        Ok(Krippendorff {
            level,
            alpha: 1.0 - observed / expected,
            n_units: chosen.len(),
            n_pairable: n as usize,
            observed,
            expected,
        })
    }
}

/// α of finite values by unit (a unit is what is rated); the order within a unit does not count.
///
/// # Errors
/// [`KrippendorffError`] where there is no pair, no variation, or a negative value at
/// [`Level::Ratio`].
pub fn krippendorff(units: &[&[f64]], level: Level) -> Result<Krippendorff, KrippendorffError> {
    let coded = Coded::of(units, level)?;
    let all: Vec<u32> = (0..coded.units.len() as u32).collect();
    coded.alpha(level, &all)
}

/// Percentile interval of α from `replicates` samples of units with replacement (Efron 1979; the
/// unit is what is independent, not the value).
///
/// Replicate b draws from stream b of ChaCha8 with `seed`, so that the interval is the same on any
/// number of threads. Replicates without variation count as α = 1, since nobody disagreed there.
/// `None` below two pairable units or 20 replicates.
///
/// # Errors
/// As [`krippendorff`].
pub fn krippendorff_interval(
    units: &[&[f64]],
    level: Level,
    confidence: f64,
    replicates: u32,
    seed: u64,
) -> Result<Option<(f64, f64)>, KrippendorffError> {
    let coded = Coded::of(units, level)?;
    let n = coded.units.len() as u32;
    let all: Vec<u32> = (0..n).collect();
    coded.alpha(level, &all)?;
    if n < 2 || replicates < 20 {
        return Ok(None);
    }
    let replicate = |b: u32| {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(u64::from(b));
        let chosen: Vec<u32> = (0..n).map(|_| rng.random_range(0..n)).collect();
        coded.alpha(level, &chosen).map_or(1.0, |found| found.alpha)
    };
    let mut alphas: Vec<f64> = (0..replicates).into_par_iter().map(replicate).collect();
    alphas.sort_by(f64::total_cmp);
    let tail = (1.0 - confidence) / 2.0;
    Ok(Some((
        quantile(&alphas, tail),
        quantile(&alphas, 1.0 - tail),
    )))
}

/// Linear between order statistics (Hyndman & Fan 1996, type 7).
fn quantile(sorted: &[f64], p: f64) -> f64 {
    let at = p.clamp(0.0, 1.0) * (sorted.len() - 1) as f64;
    let (low, high) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    low + (at - at.floor()) * (high - low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::distances::relative;

    const LEVELS: [Level; 4] = [
        Level::Nominal,
        Level::Ordinal,
        Level::Interval,
        Level::Ratio,
    ];

    /// The definition, pair by pair.
    fn by_definition(units: &[&[f64]], level: Level) -> f64 {
        let pairable: Vec<&[f64]> = units.iter().copied().filter(|u| u.len() > 1).collect();
        let all: Vec<f64> = pairable.concat();
        let count = |v: f64| all.iter().filter(|w| **w == v).count() as f64;
        let delta = |a: f64, b: f64| match level {
            Level::Nominal => f64::from(a != b),
            Level::Interval => (a - b).powi(2),
            Level::Ratio => relative(a, b),
            Level::Ordinal => {
                let (lo, hi) = (a.min(b), a.max(b));
                let between = all.iter().filter(|v| (lo..=hi).contains(*v)).count() as f64;
                if a == b {
                    0.0
                } else {
                    (between - (count(a) + count(b)) / 2.0).powi(2)
                }
            }
        };
        let pairs = |values: &[f64]| -> f64 {
            values
                .iter()
                .map(|a| values.iter().map(|b| delta(*a, *b)).sum::<f64>())
                .sum()
        };
        let n = all.len() as f64;
        let observed: f64 = pairable
            .iter()
            .map(|u| pairs(u) / (u.len() - 1) as f64)
            .sum();
        1.0 - observed / n / (pairs(&all) / (n * (n - 1.0)))
    }

    #[test]
    fn closed_sums_equal_the_sums_over_pairs() {
        let units: [&[f64]; 5] = [
            &[1.0, 2.0, 4.0],
            &[0.0, 0.5],
            &[3.0],
            &[2.0, 2.0, 5.0, 1.0],
            &[],
        ];
        for level in LEVELS {
            let found = krippendorff(&units, level).unwrap();
            assert!(
                (found.alpha - by_definition(&units, level)).abs() < 1e-13,
                "{level:?}"
            );
            assert_eq!((found.n_units, found.n_pairable), (3, 9));
        }
    }

    #[test]
    fn what_cannot_be_computed_has_a_name() {
        for level in LEVELS {
            assert_eq!(
                krippendorff(&[&[1.0], &[2.0]], level),
                Err(KrippendorffError::NothingPairable)
            );
            assert_eq!(
                krippendorff(&[&[2.0, 2.0], &[2.0]], level),
                Err(KrippendorffError::NoVariation)
            );
        }
        let negative: [&[f64]; 1] = [&[-1.0, 1.0]];
        assert_eq!(
            krippendorff(&negative, Level::Ratio),
            Err(KrippendorffError::NegativeRatio)
        );
        assert!(krippendorff(&negative, Level::Interval).is_ok());
    }

    #[test]
    fn the_interval_holds_the_estimate_and_repeats_with_its_seed() {
        let units: Vec<Vec<f64>> = (0..30)
            .map(|u| (0..3).map(|r| f64::from((u * 7 + r * u % 3) % 5)).collect())
            .collect();
        let units: Vec<&[f64]> = units.iter().map(Vec::as_slice).collect();
        let interval =
            |seed| krippendorff_interval(&units, Level::Interval, 0.95, 200, seed).unwrap();
        let (lo, hi) = interval(1).unwrap();
        let alpha = krippendorff(&units, Level::Interval).unwrap().alpha;
        assert!(lo < alpha && alpha < hi, "{lo} {alpha} {hi}");
        assert_eq!(interval(1), interval(1));
        assert_ne!(interval(1), interval(2));
        assert_eq!(
            krippendorff_interval(&units[1..2], Level::Interval, 0.95, 200, 1),
            Ok(None)
        );
    }
}
