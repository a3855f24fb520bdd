//! G-study and D-study: variance components of subjects and raters, and what more raters would buy.
//!
//! Brennan 2001, Generalizability Theory, ch. 2 (p × r design) and 4.

use super::icc::TwoWay;
use super::one_way::OneWay;

/// Variance components, the negative ones set to 0. Units: the scale's, squared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GStudy {
    /// σ²_p, of subjects.
    pub subject: f64,
    /// σ²_r, of raters: severity. `None` where raters are not linked; then it is in the residual.
    pub rater: Option<f64>,
    /// σ²_pr,e, of the rest.
    pub residual: f64,
}

/// The reliability of the mean of some raters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DStudy {
    /// n′.
    pub n_raters: u32,
    /// E ρ² = σ²_p/(σ²_p + σ²_pr,e/n′); `None` without any variance.
    pub relative: Option<f64>,
    /// Φ = σ²_p/(σ²_p + (σ²_r + σ²_pr,e)/n′).
    pub absolute: Option<f64>,
    /// Standard error of measurement of differences between subjects, √(σ²_pr,e/n′).
    pub sem_relative: f64,
    /// Standard error of measurement of a score, √((σ²_r + σ²_pr,e)/n′).
    pub sem_absolute: f64,
}

impl GStudy {
    /// From the crossed design: σ²_p = (MSB − MSE)/k, σ²_r = (MSJ − MSE)/n, σ²_pr,e = MSE.
    pub fn crossed(anova: &TwoWay) -> Self {
        let (n, k) = (anova.n_subjects as f64, anova.n_raters as f64);
        Self {
            subject: ((anova.ms_subjects - anova.ms_residual) / k).max(0.0),
            rater: Some(((anova.ms_raters - anova.ms_residual) / n).max(0.0)),
            residual: anova.ms_residual,
        }
    }

    /// From raters nested in subjects: σ²_p = (MSB − MSW)/n₀ and σ²_r,pr,e = MSW together.
    pub fn nested(anova: &OneWay) -> Self {
        Self {
            subject: anova.variance_between().max(0.0),
            rater: None,
            residual: anova.ms_within,
        }
    }

    /// What `n_raters` ≥ 1 raters a subject would give.
    pub fn d_study(&self, n_raters: u32) -> DStudy {
        let n = f64::from(n_raters.max(1));
        let relative = self.residual / n;
        let absolute = (self.rater.unwrap_or(0.0) + self.residual) / n;
        let share = |error: f64| {
            let total = self.subject + error;
            (total > 0.0).then(|| self.subject / total)
        };
        DStudy {
            n_raters: n_raters.max(1),
            relative: share(relative),
            absolute: share(absolute),
            sem_relative: relative.sqrt(),
            sem_absolute: absolute.sqrt(),
        }
    }

    /// Reliability of one rater for comparing subjects, E ρ² at n′ = 1.
    pub fn single_relative(&self) -> Option<f64> {
        self.d_study(1).relative
    }

    /// Reliability of one rater for the level itself, Φ at n′ = 1.
    pub fn single_absolute(&self) -> Option<f64> {
        self.d_study(1).absolute
    }
}

/// The fewest raters whose mean reaches reliability ρ where one has r: the least n with
/// n ≥ ρ/(1 − ρ) · (1 − r)/r (Spearman-Brown 1910, solved for n).
///
/// `None` where no number does (r ≤ 0, ρ ≥ 1) and where it exceeds `u32`.
pub fn raters_needed(single: f64, reliability: f64) -> Option<u32> {
    if !(single > 0.0 && reliability < 1.0) {
        return None;
    }
    if single >= 1.0 || reliability <= single {
        return Some(1);
    }
    let exact = reliability / (1.0 - reliability) * (1.0 - single) / single;
    // A whole number that rounding put a hair higher is still that number.
    let n = (exact - 1e-9).ceil().max(1.0);
    (n <= f64::from(u32::MAX)).then_some(n as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Design, chapter 3: .50/.37/.30/.25 need 3/4/6/7 raters for .70 and 4/7/10/12 for .80.
    #[test]
    fn raters_of_each_relation_as_the_design_counts_them() {
        let needed = |target| [0.5, 0.37, 0.3, 0.25].map(|r| raters_needed(r, target).unwrap());
        assert_eq!(needed(0.7), [3, 4, 6, 7]);
        assert_eq!(needed(0.8), [4, 7, 10, 12]);
    }

    #[test]
    fn the_number_is_the_least_that_reaches_the_target() {
        for (single, target) in [(0.17, 0.7), (0.5, 0.8), (0.9, 0.95), (0.02, 0.6)] {
            let n = f64::from(raters_needed(single, target).unwrap());
            let reached = |n: f64| n * single / (1.0 + (n - 1.0) * single);
            assert!(reached(n) >= target - 1e-9 && (n == 1.0 || reached(n - 1.0) < target));
        }
    }

    #[test]
    fn hopeless_and_perfect_raters() {
        assert_eq!(raters_needed(0.0, 0.7), None);
        assert_eq!(raters_needed(-0.2, 0.7), None);
        assert_eq!(raters_needed(f64::NAN, 0.7), None);
        assert_eq!(raters_needed(0.5, 1.0), None);
        assert_eq!(raters_needed(1.0, 0.9), Some(1));
        assert_eq!(raters_needed(1e-300, 0.9), None);
    }

    #[test]
    fn no_variance_at_all_has_no_reliability() {
        let flat = GStudy {
            subject: 0.0,
            rater: Some(0.0),
            residual: 0.0,
        };
        let study = flat.d_study(0);
        assert_eq!(
            (study.n_raters, study.relative, study.absolute),
            (1, None, None)
        );
    }
}
