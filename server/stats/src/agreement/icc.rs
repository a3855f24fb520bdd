//! Raters who all rate every subject: the two-way analysis of variance and the six intraclass
//! correlations with F tests and intervals.
//!
//! Notation: n subjects, k raters, MSB between subjects, MSW within subjects, MSJ between raters,
//! MSE residual. Shrout & Fleiss 1979, Psychol. Bull. 86:420; McGraw & Wong 1996, Psychol. Methods
//! 1:30 (tables 4, 7 and 8; the erratum 1:390 is followed).

use thiserror::Error;

use super::f_law;
use super::one_way::{OneWay, above, rounding_noise};
use crate::numeric::{mean, sum, sum_of_squares};

/// The six coefficients, named by McGraw & Wong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IccKind {
    /// ICC(1), Shrout & Fleiss' ICC(1,1): one rating, raters not linked.
    One,
    /// ICC(A,1), ICC(2,1): one rating, absolute agreement.
    Agreement,
    /// ICC(C,1), ICC(3,1): one rating, consistency.
    Consistency,
    /// ICC(k), ICC(1,k): the mean of k ratings, raters not linked.
    OneK,
    /// ICC(A,k), ICC(2,k): the mean of k ratings, absolute agreement.
    AgreementK,
    /// ICC(C,k), ICC(3,k): the mean of k ratings, consistency.
    ConsistencyK,
}

impl IccKind {
    /// The name in McGraw & Wong's notation.
    pub fn name(self) -> &'static str {
        match self {
            Self::One => "ICC(1)",
            Self::Agreement => "ICC(A,1)",
            Self::Consistency => "ICC(C,1)",
            Self::OneK => "ICC(k)",
            Self::AgreementK => "ICC(A,k)",
            Self::ConsistencyK => "ICC(C,k)",
        }
    }
}

/// A coefficient with its test. What does not exist (no variance, a negative estimate whose
/// interval has no meaning) is `None`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Icc {
    /// Which.
    pub kind: IccKind,
    /// The estimate, at most 1; it may be negative.
    pub value: Option<f64>,
    /// F of "subjects do not differ".
    pub f: Option<f64>,
    /// Degrees of freedom of the numerator, n − 1.
    pub df1: f64,
    /// Degrees of freedom of the denominator.
    pub df2: f64,
    /// P(F ≥ f).
    pub p: Option<f64>,
    /// Two-sided interval.
    pub interval: Option<(f64, f64)>,
}

/// Why there is no two-way analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TwoWayError {
    /// Below two.
    #[error("a two-way analysis needs at least two subjects")]
    TooFewSubjects,
    /// Below two.
    #[error("a two-way analysis needs at least two raters")]
    TooFewRaters,
    /// Rows of different lengths.
    #[error("every rater must rate every subject once")]
    Incomplete,
}

/// Two-way analysis of variance, one rating in each cell of subjects × raters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TwoWay {
    /// n.
    pub n_subjects: usize,
    /// k.
    pub n_raters: usize,
    /// MSB.
    pub ms_subjects: f64,
    /// MSW, of raters and residual together.
    pub ms_within: f64,
    /// MSJ.
    pub ms_raters: f64,
    /// MSE.
    pub ms_residual: f64,
}

impl TwoWay {
    /// Of one row of k finite ratings per subject.
    ///
    /// # Errors
    /// [`TwoWayError`] below two subjects or raters, and for rows of different lengths.
    pub fn of(rows: &[&[f64]]) -> Result<Self, TwoWayError> {
        let k = rows.first().map_or(0, |row| row.len());
        if rows.len() < 2 {
            return Err(TwoWayError::TooFewSubjects);
        }
        if rows.iter().any(|row| row.len() != k) {
            return Err(TwoWayError::Incomplete);
        }
        if k < 2 {
            return Err(TwoWayError::TooFewRaters);
        }
        let (n, kf) = (rows.len() as f64, k as f64);
        let subjects: Vec<f64> = rows.iter().filter_map(|row| mean(row)).collect();
        let raters: Vec<f64> = (0..k)
            .map(|rater| sum(rows.iter().map(|row| row[rater])) / n)
            .collect();
        let grand = sum(subjects.iter().copied()) / n;
        let within = sum(rows
            .iter()
            .zip(&subjects)
            .map(|(row, centre)| sum_of_squares(row, *centre)));
        let residual = sum(rows.iter().zip(&subjects).flat_map(|(row, subject)| {
            row.iter()
                .zip(&raters)
                .map(move |(y, rater)| (y - subject - rater + grand).powi(2))
        }));
        let noise = rounding_noise(rows.iter().flat_map(|row| row.iter().copied()));
        let subjects = kf * sum_of_squares(&subjects, grand) / (n - 1.0);
        let raters = n * sum_of_squares(&raters, grand) / (kf - 1.0);
        Ok(Self {
            n_subjects: rows.len(),
            n_raters: k,
            ms_subjects: above(noise, subjects),
            ms_within: above(noise, within / (n * (kf - 1.0))),
            ms_raters: above(noise, raters),
            ms_residual: above(noise, residual / ((n - 1.0) * (kf - 1.0))),
        })
    }

    /// The same data without knowing which rater is which.
    pub fn one_way(&self) -> OneWay {
        let (n, k) = (self.n_subjects as f64, self.n_raters as f64);
        OneWay {
            ms_between: self.ms_subjects,
            ms_within: self.ms_within,
            df_between: n - 1.0,
            df_within: n * (k - 1.0),
            effective_size: k,
        }
    }

    /// ICC(C,1) = (MSB − MSE)/(MSB + (k − 1)MSE).
    pub fn consistency(&self) -> Option<f64> {
        let k = self.n_raters as f64;
        coefficient(
            self.ms_subjects - self.ms_residual,
            self.ms_subjects + (k - 1.0) * self.ms_residual,
        )
    }

    /// ICC(A,1) = (MSB − MSE)/(MSB + (k − 1)MSE + k(MSJ − MSE)/n).
    pub fn agreement(&self) -> Option<f64> {
        let (n, k) = (self.n_subjects as f64, self.n_raters as f64);
        let raters = k * (self.ms_raters - self.ms_residual) / n;
        coefficient(
            self.ms_subjects - self.ms_residual,
            self.ms_subjects + (k - 1.0) * self.ms_residual + raters,
        )
    }

    /// All six, in the order of [`IccKind`].
    pub fn iccs(&self, confidence: f64) -> Vec<Icc> {
        let (n, k) = (self.n_subjects as f64, self.n_raters as f64);
        let (df1, df2) = (n - 1.0, (n - 1.0) * (k - 1.0));
        let f = ratio(self.ms_subjects, self.ms_residual);
        let p = f.map(|f| f_law::upper_tail(f, df1, df2));
        let two_way = |kind, value, interval| Icc {
            kind,
            value,
            f,
            df1,
            df2,
            p,
            interval,
        };
        let (agreement, consistency) = (self.agreement(), self.consistency());
        let agreement_limits = agreement.and_then(|icc| self.agreement_limits(icc, confidence));
        let consistency_limits = f.and_then(|f| limits(f, df1, df2, confidence));
        // Spearman-Brown turns round below −1/(k − 1): there the mean of k has no lower limit.
        let average = |icc: f64| coefficient(k * icc, 1.0 + (k - 1.0) * icc);
        let one_way = self.one_way().iccs(confidence);
        let mut iccs = vec![
            one_way[0],
            two_way(IccKind::Agreement, agreement, agreement_limits),
            two_way(
                IccKind::Consistency,
                consistency,
                consistency_limits
                    .map(|(lo, hi)| ((lo - 1.0) / (lo + k - 1.0), (hi - 1.0) / (hi + k - 1.0))),
            ),
            one_way[1],
            two_way(
                IccKind::AgreementK,
                coefficient(
                    self.ms_subjects - self.ms_residual,
                    self.ms_subjects + (self.ms_raters - self.ms_residual) / n,
                ),
                agreement_limits.and_then(|(lo, hi)| average(lo).zip(average(hi))),
            ),
            two_way(
                IccKind::ConsistencyK,
                coefficient(self.ms_subjects - self.ms_residual, self.ms_subjects),
                consistency_limits.map(|(lo, hi)| (1.0 - 1.0 / lo, 1.0 - 1.0 / hi)),
            ),
        ];
        for icc in &mut iccs {
            icc.interval = icc
                .interval
                .filter(|(lo, hi)| lo.is_finite() && hi.is_finite());
        }
        iccs
    }

    /// Interval of ICC(A,1), by Satterthwaite's degrees of freedom of the denominator (McGraw &
    /// Wong 1996, table 7, case 2A).
    fn agreement_limits(&self, icc: f64, confidence: f64) -> Option<(f64, f64)> {
        let (n, k) = (self.n_subjects as f64, self.n_raters as f64);
        let fj = ratio(self.ms_raters, self.ms_residual)?;
        let share = n * (1.0 + (k - 1.0) * icc) - k * icc;
        let top = (k - 1.0) * (n - 1.0) * (k * icc * fj + share).powi(2);
        let bottom = (n - 1.0) * (k * icc * fj).powi(2) + share.powi(2);
        let df = ratio(top, bottom)?;
        let point = 1.0 - (1.0 - confidence) / 2.0;
        let upper = f_law::quantile(point, n - 1.0, df)?;
        let lower = f_law::quantile(point, df, n - 1.0)?;
        let rest = k * self.ms_raters + (k * n - k - n) * self.ms_residual;
        let (msb, mse) = (self.ms_subjects, self.ms_residual);
        Some((
            coefficient(n * (msb - upper * mse), upper * rest + n * msb)?,
            coefficient(n * (lower * msb - mse), rest + n * lower * msb)?,
        ))
    }
}

/// F/F₁₋ₐ(df1, df2) and F·F₁₋ₐ(df2, df1); `None` at F = 0.
fn limits(f: f64, df1: f64, df2: f64, confidence: f64) -> Option<(f64, f64)> {
    let point = 1.0 - (1.0 - confidence) / 2.0;
    let (lower, upper) = (
        f_law::quantile(point, df1, df2)?,
        f_law::quantile(point, df2, df1)?,
    );
    (f > 0.0).then(|| (f / lower, f * upper))
}

/// A reliability: it has no lower bound, but beyond this its denominator is rounding.
const LOWEST: f64 = -1e9;

fn coefficient(top: f64, bottom: f64) -> Option<f64> {
    ratio(top, bottom).filter(|value| *value > LOWEST)
}

/// A quotient with a positive denominator.
fn ratio(top: f64, bottom: f64) -> Option<f64> {
    let quotient = top / bottom;
    (bottom > 0.0 && quotient.is_finite()).then_some(quotient)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_table_is_refused_by_name() {
        assert_eq!(TwoWay::of(&[&[1.0, 2.0]]), Err(TwoWayError::TooFewSubjects));
        assert_eq!(
            TwoWay::of(&[&[1.0], &[2.0]]),
            Err(TwoWayError::TooFewRaters)
        );
        let ragged: [&[f64]; 2] = [&[1.0, 2.0], &[1.0]];
        assert_eq!(TwoWay::of(&ragged), Err(TwoWayError::Incomplete));
    }

    #[test]
    fn a_constant_shift_of_a_rater_costs_agreement_and_no_consistency() {
        let rows: [&[f64]; 3] = [&[1.0, 2.0], &[3.0, 4.0], &[4.0, 5.0]];
        let table = TwoWay::of(&rows).unwrap();
        let iccs = table.iccs(0.95);
        assert!((iccs[2].value.unwrap() - 1.0).abs() < 1e-15, "consistency");
        assert!(iccs[1].value.unwrap() < 0.9, "agreement");
        assert_eq!((iccs[2].f, iccs[2].interval), (None, None), "no residual");
    }

    #[test]
    fn a_constant_table_has_no_coefficient() {
        let rows: [&[f64]; 2] = [&[3.0, 3.0], &[3.0, 3.0]];
        for icc in TwoWay::of(&rows).unwrap().iccs(0.95) {
            assert_eq!((icc.value, icc.p, icc.interval), (None, None, None));
        }
    }
}
