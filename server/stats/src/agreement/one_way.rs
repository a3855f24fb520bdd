//! Raters who are not linked: the one-way analysis of variance, balanced or not.

use super::correlations::ROUNDING;
use super::f_law;
use super::icc::{Icc, IccKind};
use crate::numeric::{mean, sum, sum_of_squares};

/// One-way analysis of variance of ratings in groups (subjects).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OneWay {
    /// MSB.
    pub ms_between: f64,
    /// MSW.
    pub ms_within: f64,
    /// Groups − 1.
    pub df_between: f64,
    /// Ratings − groups.
    pub df_within: f64,
    /// n₀ = (N − Σ n²/N)/(groups − 1), the size by which E MSB = σ²_within + n₀ σ²_between (Searle,
    /// Casella & McCulloch 1992, Variance Components, ch. 3.6). Equal to n̄ in balanced data, else
    /// below it.
    pub effective_size: f64,
}

impl OneWay {
    /// Of groups of ratings; empty ones do not count. `None` below two groups or without a group of
    /// two ratings.
    pub fn of(groups: &[&[f64]]) -> Option<Self> {
        let groups: Vec<&[f64]> = groups.iter().copied().filter(|g| !g.is_empty()).collect();
        let n: usize = groups.iter().map(|g| g.len()).sum();
        if groups.len() < 2 || n <= groups.len() {
            return None;
        }
        let grand = sum(groups.iter().flat_map(|g| g.iter().copied())) / n as f64;
        let means: Vec<f64> = groups.iter().filter_map(|g| mean(g)).collect();
        let by_group = || groups.iter().zip(&means);
        let between = sum(by_group().map(|(g, m)| g.len() as f64 * (m - grand).powi(2)));
        let within = sum(by_group().map(|(g, m)| sum_of_squares(g, *m)));
        let (df_between, df_within) = ((groups.len() - 1) as f64, (n - groups.len()) as f64);
        let largest = groups.iter().flat_map(|g| g.iter());
        let noise = rounding_noise(largest.copied());
        let squares = sum(groups.iter().map(|g| (g.len() * g.len()) as f64));
        Some(Self {
            ms_between: above(noise, between / df_between),
            ms_within: above(noise, within / df_within),
            df_between,
            df_within,
            effective_size: (n as f64 - squares / n as f64) / df_between,
        })
    }

    /// n̄, the mean number of ratings in a group.
    pub fn mean_size(&self) -> f64 {
        let groups = self.df_between + 1.0;
        (self.df_within + groups) / groups
    }

    /// ICC(1) = (MSB − MSW)/(MSB + (n̄ − 1)MSW), the reliability of one rating (Shrout & Fleiss
    /// 1979; n̄ as in Bliese 2000 and multilevel::ICC1); `None` without any variance.
    pub fn icc1(&self) -> Option<f64> {
        self.icc1_of_size(self.mean_size())
    }

    /// [`Self::icc1`] with n₀ in place of n̄: the ratio of the unbiased variance components.
    pub fn icc1_unbalanced(&self) -> Option<f64> {
        self.icc1_of_size(self.effective_size)
    }

    fn icc1_of_size(&self, size: f64) -> Option<f64> {
        let total = self.ms_between + (size - 1.0) * self.ms_within;
        (total > 0.0).then(|| (self.ms_between - self.ms_within) / total)
    }

    /// ICC(2) = ICC(k) = (MSB − MSW)/MSB, the reliability of a group mean; `None` where the group
    /// means do not differ.
    pub fn icc2(&self) -> Option<f64> {
        (self.ms_between > 0.0).then(|| (self.ms_between - self.ms_within) / self.ms_between)
    }

    /// σ̂²_between = (MSB − MSW)/n₀, unbiased; negative where the groups differ less than chance.
    pub fn variance_between(&self) -> f64 {
        (self.ms_between - self.ms_within) / self.effective_size
    }

    /// ICC(1) and ICC(k) with F, p and intervals (McGraw & Wong 1996, table 7, case 1), the size n̄.
    ///
    /// Exact in balanced data. F = MSB/MSW has its law under "no difference between subjects" in
    /// any data; the intervals are approximate where sizes differ. Without any variance within,
    /// the coefficients are 1 and F, p and intervals do not exist.
    pub fn iccs(&self, confidence: f64) -> Vec<Icc> {
        let size = self.mean_size();
        let tests = FTest::of(self, confidence);
        let single = |fl: f64| (fl - 1.0) / (fl + size - 1.0);
        let averaged = |fl: f64| 1.0 - 1.0 / fl;
        let limits = tests.and_then(|test| test.limits);
        let icc = |kind, value: Option<f64>, of: &dyn Fn(f64) -> f64| Icc {
            kind,
            value,
            f: tests.map(|test| test.f),
            df1: self.df_between,
            df2: self.df_within,
            p: tests.map(|test| test.p),
            interval: limits.map(|(lower, upper)| (of(lower), of(upper))),
        };
        vec![
            icc(IccKind::One, self.icc1(), &single),
            icc(IccKind::OneK, self.icc2(), &averaged),
        ]
    }
}

/// Largest mean square that the rounding of such values can leave where there is none.
pub(super) fn rounding_noise(values: impl Iterator<Item = f64>) -> f64 {
    let largest = values.fold(0.0_f64, |most, y| most.max(y.abs()));
    (ROUNDING * largest).powi(2)
}

/// A mean square, or 0 where it is no more than `noise`.
pub(super) fn above(noise: f64, mean_square: f64) -> f64 {
    if mean_square > noise {
        mean_square
    } else {
        0.0
    }
}

/// F = MSB/MSW with its tail and the limits F/F₁₋ₐ(df1, df2) and F·F₁₋ₐ(df2, df1).
#[derive(Clone, Copy)]
struct FTest {
    f: f64,
    p: f64,
    limits: Option<(f64, f64)>,
}

impl FTest {
    fn of(anova: &OneWay, confidence: f64) -> Option<Self> {
        let (df1, df2) = (anova.df_between, anova.df_within);
        let f = anova.ms_between / anova.ms_within;
        let point = 1.0 - (1.0 - confidence) / 2.0;
        let limits = || {
            let (lower, upper) = (
                f_law::quantile(point, df1, df2)?,
                f_law::quantile(point, df2, df1)?,
            );
            (f > 0.0).then(|| (f / lower, f * upper))
        };
        f.is_finite().then(|| Self {
            f,
            p: f_law::upper_tail(f, df1, df2),
            limits: limits(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_few_groups_or_ratings_give_nothing() {
        assert_eq!(OneWay::of(&[&[1.0, 2.0]]), None);
        assert_eq!(OneWay::of(&[&[1.0], &[2.0]]), None);
        assert_eq!(OneWay::of(&[]), None);
    }

    #[test]
    fn groups_that_differ_only_between_themselves_have_icc_one() {
        let anova = OneWay::of(&[&[1.0, 1.0], &[3.0, 3.0], &[]]).unwrap();
        assert_eq!((anova.icc1(), anova.icc2()), (Some(1.0), Some(1.0)));
        let iccs = anova.iccs(0.95);
        assert_eq!(
            (iccs[0].value, iccs[0].f, iccs[0].interval),
            (Some(1.0), None, None)
        );
        let flat = OneWay::of(&[&[1.0, 1.0], &[1.0, 1.0]]).unwrap();
        assert_eq!((flat.icc1(), flat.icc2()), (None, None));
    }

    #[test]
    fn equal_group_means_have_no_interval_and_no_nan() {
        let anova = OneWay::of(&[&[1.0, 3.0], &[3.0, 1.0]]).unwrap();
        let iccs = anova.iccs(0.95);
        assert_eq!((iccs[0].value, iccs[0].p), (Some(-1.0), Some(1.0)));
        assert_eq!((iccs[1].value, iccs[0].interval), (None, None));
    }

    /// Sizes 2 and 4: n₀ = 6 − 20/6 = 8/3, n̄ = 3.
    #[test]
    fn unequal_sizes_count_less_than_their_mean() {
        let anova = OneWay::of(&[&[1.0, 2.0], &[4.0, 5.0, 6.0, 4.0]]).unwrap();
        assert!((anova.effective_size - 8.0 / 3.0).abs() < 1e-15);
        assert_eq!(anova.mean_size(), 3.0);
        let (b, w) = (anova.variance_between(), anova.ms_within);
        assert!((anova.icc1_unbalanced().unwrap() - b / (b + w)).abs() < 1e-15);
    }
}
