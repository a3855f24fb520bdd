//! Agreement and consistency of raters, as plain estimators over columns.
//!
//! Shape: values of one group on one item, or one slice per item with the same ballots in each.
//! Units: those of the scale; the indices have none. Nothing here is protected: what of it may be
//! shown is decided in [`crate::disclosure`].
//!
//! - s²: sample variance, divisor n − 1; σ² = (A² − 1)/12 the uniform null.
//! - r_wg = 1 − min(s², σ²)/σ² (James, Demaree & Wolf 1984, J. Appl. Psychol. 69:85, eq. 2, truncated).
//! - r_wg(j) = J(1 − m)/(J(1 − m) + m), m = min(mean of s²_j / σ², 1) (the same, eq. 5).
//! - AD = mean |y − centre|, the centre a mean or a median (Burke & Dunlap 2002, ORM 5:159).
//! - α = J/(J − 1) (1 − Σ s²_j / s²_total) (Cronbach 1951).
//! - ICC(1) = (MSB − MSW)/(MSB + (n̄ − 1)MSW), n̄ = N/groups; ICC(2) = (MSB − MSW)/MSB
//!   (Shrout & Fleiss 1979; Bliese 2000).
//!
//! Edges: too few values, a constant total or no variance at all give `None`; a constant item has
//! r_wg = 1 and AD = 0.

use crate::numeric::{mean, median, sum, sum_of_squares, variance};
use crate::ratings::Scale;

/// r_wg of one item; `None` below two values.
pub fn rwg(values: &[f64], scale: Scale) -> Option<f64> {
    Some(1.0 - (variance(values)? / scale.uniform_variance()).min(1.0))
}

/// r_wg(j) of several items; `None` without an item or where one has fewer than two values.
pub fn rwg_j(items: &[&[f64]], scale: Scale) -> Option<f64> {
    let variances: Option<Vec<f64>> = items.iter().map(|item| variance(item)).collect();
    rwg_j_of(&variances?, scale)
}

/// r_wg(j) from the item variances s²_j; `None` without an item.
pub(crate) fn rwg_j_of(variances: &[f64], scale: Scale) -> Option<f64> {
    let share = (mean(variances)? / scale.uniform_variance()).min(1.0);
    let agreed = variances.len() as f64 * (1.0 - share);
    Some(agreed / (agreed + share))
}

/// What the deviations of AD are taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Centre {
    /// Of the group.
    Mean,
    /// Of the group.
    Median,
}

/// AD of one item; `None` without a value.
pub fn average_deviation(values: &[f64], centre: Centre) -> Option<f64> {
    let centre = match centre {
        Centre::Mean => mean(values)?,
        Centre::Median => median(values)?,
    };
    Some(sum(values.iter().map(|y| (y - centre).abs())) / values.len() as f64)
}

/// Cronbach's α from one column per item, row by row the same ballots.
///
/// `None` below two items or two ballots, for columns of different lengths, and where all totals are
/// equal.
pub fn cronbach_alpha(items: &[&[f64]]) -> Option<f64> {
    let rows = items.first()?.len();
    if items.len() < 2 || items.iter().any(|item| item.len() != rows) {
        return None;
    }
    let totals: Vec<f64> = (0..rows)
        .map(|row| sum(items.iter().map(|item| item[row])))
        .collect();
    let variances: Option<Vec<f64>> = items.iter().map(|item| variance(item)).collect();
    let (parts, total) = (sum(variances?), variance(&totals)?);
    let j = items.len() as f64;
    (total > 0.0).then(|| j / (j - 1.0) * (1.0 - parts / total))
}

/// One-way analysis of variance of ratings in groups.
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
        Some(Self {
            ms_between: between / df_between,
            ms_within: within / df_within,
            df_between,
            df_within,
        })
    }

    /// ICC(1), the reliability of one rating; `None` without any variance.
    pub fn icc1(&self) -> Option<f64> {
        let groups = self.df_between + 1.0;
        let size = (self.df_within + groups) / groups;
        let total = self.ms_between + (size - 1.0) * self.ms_within;
        (total > 0.0).then(|| (self.ms_between - self.ms_within) / total)
    }

    /// ICC(2), the reliability of a group mean; `None` where the group means do not differ.
    pub fn icc2(&self) -> Option<f64> {
        (self.ms_between > 0.0).then(|| (self.ms_between - self.ms_within) / self.ms_between)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn five() -> Scale {
        Scale::new(1.0, 5.0).unwrap()
    }

    #[test]
    fn unanimous_raters_agree_fully_and_split_ones_not_at_all() {
        assert_eq!(rwg(&[4.0; 6], five()), Some(1.0));
        assert_eq!(rwg(&[1.0, 5.0, 1.0, 5.0], five()), Some(0.0));
        assert_eq!(rwg_j(&[&[4.0; 6], &[2.0; 6]], five()), Some(1.0));
        assert_eq!(average_deviation(&[4.0; 6], Centre::Median), Some(0.0));
    }

    #[test]
    fn one_item_has_the_same_agreement_either_way() {
        let values = [1.0, 2.0, 2.0, 4.0];
        let (single, joined) = (
            rwg(&values, five()).unwrap(),
            rwg_j(&[&values], five()).unwrap(),
        );
        assert!((single - joined).abs() < 1e-15);
    }

    #[test]
    fn too_few_values_give_no_index() {
        assert_eq!(rwg(&[3.0], five()), None);
        assert_eq!(rwg_j(&[], five()), None);
        assert_eq!(rwg_j(&[&[3.0, 4.0], &[]], five()), None);
        assert_eq!(average_deviation(&[], Centre::Mean), None);
        assert_eq!(cronbach_alpha(&[&[1.0, 2.0]]), None);
        assert_eq!(cronbach_alpha(&[&[1.0, 2.0], &[1.0]]), None);
        assert_eq!(
            cronbach_alpha(&[&[1.0, 2.0], &[2.0, 1.0]]),
            None,
            "equal totals"
        );
        assert_eq!(OneWay::of(&[&[1.0, 2.0]]), None);
        assert_eq!(OneWay::of(&[&[1.0], &[2.0]]), None);
    }

    #[test]
    fn parallel_items_have_alpha_one() {
        let alpha = cronbach_alpha(&[&[1.0, 2.0, 4.0], &[2.0, 3.0, 5.0]]).unwrap();
        assert!((alpha - 1.0).abs() < 1e-15);
    }

    #[test]
    fn groups_that_differ_only_between_themselves_have_icc_one() {
        let anova = OneWay::of(&[&[1.0, 1.0], &[3.0, 3.0], &[]]).unwrap();
        assert_eq!((anova.icc1(), anova.icc2()), (Some(1.0), Some(1.0)));
        let flat = OneWay::of(&[&[1.0, 1.0], &[1.0, 1.0]]).unwrap();
        assert_eq!((flat.icc1(), flat.icc2()), (None, None));
    }
}
