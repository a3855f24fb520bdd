//! Sums that do not depend on the order of rows, and the tolerances of this crate by name.
//!
//! Sums are compensated (Neumaier 1974, "Rundungsfehleranalyse einiger Verfahren zur Summation
//! endlicher Summen", ZAMM 54:39, algorithm IV): the error is about one unit in the last place of
//! the result, whatever the order of the terms.

/// Below this a variance or a pivot counts as zero: far under any spread a rating scale can have,
/// far over the rounding of a compensated sum.
pub(crate) const VARIANCE_ZERO: f64 = 1e-12;

/// A figure that lies this close under the middle between two steps is rounded up with it, so that
/// the last bit of a sum never decides what is shown.
pub(crate) const ROUNDING_TIE: f64 = 1e-9;

/// A compensated running sum.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    /// Adds one finite term.
    pub(crate) fn add(&mut self, term: f64) {
        let next = self.sum + term;
        self.lost += if self.sum.abs() >= term.abs() {
            (self.sum - next) + term
        } else {
            (term - next) + self.sum
        };
        self.sum = next;
    }

    /// The sum of all terms so far.
    pub(crate) fn total(self) -> f64 {
        self.sum + self.lost
    }
}

impl FromIterator<f64> for Sum {
    fn from_iter<I: IntoIterator<Item = f64>>(terms: I) -> Self {
        let mut sum = Self::default();
        for term in terms {
            sum.add(term);
        }
        sum
    }
}

/// Sum of the terms.
pub(crate) fn sum(terms: impl IntoIterator<Item = f64>) -> f64 {
    terms.into_iter().collect::<Sum>().total()
}

/// Mean of the values; `None` without a value.
pub(crate) fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| sum(values.iter().copied()) / values.len() as f64)
}

/// Sum of squared deviations from `centre`.
pub(crate) fn sum_of_squares(values: &[f64], centre: f64) -> f64 {
    sum(values.iter().map(|v| (v - centre) * (v - centre)))
}

/// Sample variance, divisor n − 1; `None` below two values.
pub(crate) fn variance(values: &[f64]) -> Option<f64> {
    let centre = mean(values)?;
    (values.len() > 1).then(|| sum_of_squares(values, centre) / (values.len() - 1) as f64)
}

/// The middle value, or the mean of the two middle ones; `None` without a value.
pub(crate) fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        n if n % 2 == 1 => Some(sorted[middle]),
        _ => Some((sorted[middle - 1] + sorted[middle]) / 2.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compensated_sum_keeps_what_a_plain_sum_loses() {
        let terms = [1.0, 1e100, 1.0, -1e100];
        assert_eq!(terms.iter().sum::<f64>(), 0.0);
        assert_eq!(sum(terms), 2.0);
    }

    #[test]
    fn the_order_of_terms_does_not_change_the_sum() {
        let mut terms: Vec<f64> = (1..2000).map(|i| 1.0 / f64::from(i)).collect();
        let forward = sum(terms.iter().copied());
        terms.reverse();
        assert_eq!(forward, sum(terms));
    }

    #[test]
    fn no_value_has_no_mean_and_one_value_no_variance() {
        assert_eq!(mean(&[]), None);
        assert_eq!(variance(&[3.0]), None);
        assert_eq!(variance(&[3.0, 3.0]), Some(0.0));
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[4.0, 1.0, 3.0]), Some(3.0));
        assert_eq!(median(&[4.0, 1.0]), Some(2.5));
    }
}
