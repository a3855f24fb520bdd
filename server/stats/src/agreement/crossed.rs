//! Linked raters who do not rate everybody: variance components of a crossed design with holes, by
//! moments.
//!
//! Model y_ir = μ + s_i + r_r + e_ir, at most one rating in a cell. With U_s the pooled sum of
//! squares within subjects, U_r that within raters, and U = N · (total sum of squares) (Gao & Owen
//! 2017, Electron. J. Stat. 11:1235, eqs. 3-5):
//! - (σ²_r + σ²_e)(N − S) = E U_s
//! - (σ²_s + σ²_e)(N − R) = E U_r
//! - σ²_s(N² − Σ n_i²) + σ²_r(N² − Σ n_r²) + σ²_e(N² − N) = E U
//!
//! No law of the effects is assumed, the estimates are unbiased before negative ones become 0, and
//! the cost is that of reading the data. Restricted maximum likelihood uses the data better.

use thiserror::Error;

use crate::numeric::{Sum, VARIANCE_ZERO, sum};

/// One rating.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CrossedRating {
    /// i, from 0.
    pub subject: u32,
    /// r, from 0.
    pub rater: u32,
    /// y, finite.
    pub value: f64,
}

/// Why a design gives no components.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CrossedError {
    /// Fewer than two ratings by some subject.
    #[error("no subject has two raters, so that raters and subjects cannot be told apart")]
    OneRaterEach,
    /// Fewer than two ratings by some rater.
    #[error("no rater rates two subjects, so that raters and subjects cannot be told apart")]
    OneSubjectEach,
    /// The three equations do not determine three unknowns.
    #[error("the design does not tell raters from residual error")]
    NotIdentified,
}

/// σ² of subjects, raters and the rest, the negative ones set to 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CrossedComponents {
    /// σ²_s.
    pub subject: f64,
    /// σ²_r.
    pub rater: f64,
    /// σ²_e.
    pub residual: f64,
}

impl CrossedComponents {
    /// Reads `n_subjects` × `n_raters` with holes, in any order.
    ///
    /// # Errors
    /// [`CrossedError`] where the design cannot tell the parts from each other.
    ///
    /// # Panics
    /// If an index is out of its range.
    pub fn of(
        ratings: &[CrossedRating],
        n_subjects: usize,
        n_raters: usize,
    ) -> Result<Self, CrossedError> {
        let by_subject = Margin::of(ratings, n_subjects, |rating| rating.subject);
        let by_rater = Margin::of(ratings, n_raters, |rating| rating.rater);
        let n = ratings.len() as f64;
        if n <= by_subject.levels {
            return Err(CrossedError::OneRaterEach);
        }
        if n <= by_rater.levels {
            return Err(CrossedError::OneSubjectEach);
        }
        let grand = sum(ratings.iter().map(|rating| rating.value)) / n;
        let total = n * sum(ratings.iter().map(|rating| (rating.value - grand).powi(2)));
        let rater_and_error = by_subject.within / (n - by_subject.levels);
        let subject_and_error = by_rater.within / (n - by_rater.levels);
        let (for_subject, for_rater) = (n * n - by_subject.squares, n * n - by_rater.squares);
        let for_error = n * n - n - for_subject - for_rater;
        if for_error.abs() < VARIANCE_ZERO * n * n {
            return Err(CrossedError::NotIdentified);
        }
        let error =
            (total - for_subject * subject_and_error - for_rater * rater_and_error) / for_error;
        Ok(Self {
            subject: (subject_and_error - error).max(0.0),
            rater: (rater_and_error - error).max(0.0),
            residual: error.max(0.0),
        })
    }
}

/// What one factor contributes: levels in use, Σ n², and the sum of squares within levels.
struct Margin {
    levels: f64,
    squares: f64,
    within: f64,
}

impl Margin {
    fn of(ratings: &[CrossedRating], n: usize, level: impl Fn(&CrossedRating) -> u32) -> Self {
        let mut counts = vec![0_u32; n];
        let mut sums = vec![Sum::default(); n];
        for rating in ratings {
            let at = level(rating) as usize;
            counts[at] += 1;
            sums[at].add(rating.value);
        }
        let deviation = |rating: &CrossedRating| {
            let at = level(rating) as usize;
            rating.value - sums[at].total() / f64::from(counts[at])
        };
        Self {
            levels: counts.iter().filter(|count| **count > 0).count() as f64,
            squares: sum(counts.iter().map(|count| f64::from(*count).powi(2))),
            within: sum(ratings.iter().map(|rating| deviation(rating).powi(2))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::{GStudy, TwoWay};

    fn table(rows: &[&[f64]]) -> Vec<CrossedRating> {
        let mut ratings = Vec::new();
        for (subject, row) in rows.iter().enumerate() {
            for (rater, value) in row.iter().enumerate() {
                ratings.push(CrossedRating {
                    subject: subject as u32,
                    rater: rater as u32,
                    value: *value,
                });
            }
        }
        ratings
    }

    /// In a full table the moments are the ANOVA estimators.
    #[test]
    fn a_full_table_gives_the_components_of_the_analysis_of_variance() {
        let rows: [&[f64]; 4] = [
            &[9.0, 2.0, 5.0],
            &[6.0, 1.0, 3.0],
            &[8.0, 4.0, 6.0],
            &[7.0, 1.0, 2.0],
        ];
        let ours = CrossedComponents::of(&table(&rows), 4, 3).unwrap();
        let anova = GStudy::crossed(&TwoWay::of(&rows).unwrap());
        assert!((ours.subject - anova.subject).abs() < 1e-12);
        assert!((ours.rater - anova.rater.unwrap()).abs() < 1e-12);
        assert!((ours.residual - anova.residual).abs() < 1e-12);
    }

    #[test]
    fn designs_that_confound_are_refused_by_name() {
        let diagonal: Vec<CrossedRating> = table(&[&[1.0, 2.0], &[2.0, 4.0]])
            .into_iter()
            .filter(|rating| rating.subject == rating.rater)
            .collect();
        assert_eq!(
            CrossedComponents::of(&diagonal, 2, 2),
            Err(CrossedError::OneRaterEach)
        );
        let one_rater = table(&[&[1.0], &[2.0]]);
        assert_eq!(
            CrossedComponents::of(&one_rater, 2, 1),
            Err(CrossedError::OneRaterEach)
        );
        let one_subject = table(&[&[1.0, 2.0]]);
        assert_eq!(
            CrossedComponents::of(&one_subject, 1, 2),
            Err(CrossedError::OneSubjectEach)
        );
        assert_eq!(
            CrossedComponents::of(&[], 0, 0),
            Err(CrossedError::OneRaterEach)
        );
    }

    #[test]
    fn a_constant_has_no_variance() {
        let ours = CrossedComponents::of(&table(&[&[3.0, 3.0], &[3.0, 3.0]]), 2, 2).unwrap();
        assert_eq!((ours.subject, ours.rater, ours.residual), (0.0, 0.0, 0.0));
    }
}
