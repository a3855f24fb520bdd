//! Agreement of the raters of one subject: r_wg and its kin, and average deviations.
//!
//! Shape: the values of one group on one item, or one slice per item. Units: AD has that of the
//! scale, the others have none.

use crate::numeric::{mean, median, sum, variance};
use crate::ratings::Scale;

/// r_wg = 1 − min(s², σ²)/σ² of one item, s² the sample variance and σ² = (A² − 1)/12 the uniform
/// null (James, Demaree & Wolf 1984, J. Appl. Psychol. 69:85, eq. 2, truncated at 0); `None` below
/// two values.
pub fn rwg(values: &[f64], scale: Scale) -> Option<f64> {
    Some(1.0 - (variance(values)? / scale.uniform_variance()).min(1.0))
}

/// r_wg(j) = J(1 − m)/(J(1 − m) + m), m = min(mean of s²_j / σ², 1) (James, Demaree & Wolf 1984,
/// eq. 5); `None` without an item or where one has fewer than two values.
pub fn rwg_j(items: &[&[f64]], scale: Scale) -> Option<f64> {
    rwg_j_of(&variances(items)?, scale)
}

/// r_wg(j) from the item variances s²_j; `None` without an item.
pub(crate) fn rwg_j_of(variances: &[f64], scale: Scale) -> Option<f64> {
    let share = (mean(variances)? / scale.uniform_variance()).min(1.0);
    let agreed = variances.len() as f64 * (1.0 - share);
    Some(agreed / (agreed + share))
}

/// r*_wg(j) = 1 − (mean of s²_j)/σ², neither truncated nor raised by the number of items (Lindell,
/// Brandt & Whitney 1999, Appl. Psychol. Meas. 23:127, eq. 5): negative where raters disagree more
/// than dice. `None` as for [`rwg_j`].
pub fn rwg_j_lindell(items: &[&[f64]], scale: Scale) -> Option<f64> {
    Some(1.0 - mean(&variances(items)?)? / scale.uniform_variance())
}

fn variances(items: &[&[f64]]) -> Option<Vec<f64>> {
    items.iter().map(|item| variance(item)).collect()
}

/// What the deviations of AD are taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Centre {
    /// Of the group.
    Mean,
    /// Of the group.
    Median,
}

/// AD = mean |y − centre| of one item (Burke & Dunlap 2002, Organ. Res. Methods 5:159); a value
/// above A/6 counts as disagreement there. `None` without a value.
pub fn average_deviation(values: &[f64], centre: Centre) -> Option<f64> {
    let centre = match centre {
        Centre::Mean => mean(values)?,
        Centre::Median => median(values)?,
    };
    Some(sum(values.iter().map(|y| (y - centre).abs())) / values.len() as f64)
}

/// AD(j): the mean of the items' AD (Burke & Dunlap 2002, eq. 5); `None` without an item or where
/// one has no value.
pub fn average_deviation_j(items: &[&[f64]], centre: Centre) -> Option<f64> {
    let each: Option<Vec<f64>> = items
        .iter()
        .map(|item| average_deviation(item, centre))
        .collect();
    mean(&each?)
}

/// The largest AD that still counts as agreement on a scale of A levels, A/6 (Burke & Dunlap 2002).
pub fn average_deviation_cutoff(scale: Scale) -> f64 {
    scale.levels() / 6.0
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
    fn lindells_index_goes_below_zero_where_the_other_stops() {
        let split = [1.0, 5.0, 1.0, 5.0];
        assert_eq!(rwg_j(&[&split, &split], five()), Some(0.0));
        let lindell = rwg_j_lindell(&[&split, &split], five()).unwrap();
        assert!((lindell - (1.0 - 16.0 / 3.0 / 2.0)).abs() < 1e-15);
    }

    #[test]
    fn one_item_has_the_same_agreement_either_way() {
        let values = [1.0, 2.0, 2.0, 4.0];
        let single = rwg(&values, five()).unwrap();
        let joined = rwg_j(&[&values], five()).unwrap();
        let lindell = rwg_j_lindell(&[&values], five()).unwrap();
        assert!((single - joined).abs() < 1e-15 && (single - lindell).abs() < 1e-15);
        assert_eq!(
            average_deviation_j(&[&values], Centre::Mean),
            average_deviation(&values, Centre::Mean)
        );
    }

    #[test]
    fn too_few_values_give_no_index() {
        assert_eq!(rwg(&[3.0], five()), None);
        assert_eq!(rwg_j(&[], five()), None);
        assert_eq!(rwg_j_lindell(&[], five()), None);
        assert_eq!(rwg_j(&[&[3.0, 4.0], &[]], five()), None);
        assert_eq!(average_deviation(&[], Centre::Mean), None);
        assert_eq!(average_deviation_j(&[&[3.0], &[]], Centre::Mean), None);
    }
}
