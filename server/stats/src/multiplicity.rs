//! Adjusting p values over a family of m tests, as R's `p.adjust`.
//!
//! Shape: one p value per test, in any order; out comes one per test in the same order. Ties keep
//! ties. Edges: no p value gives none; a p value that is no number counts as 1.

/// How a family is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Adjustment {
    /// m p: family-wise, any dependence (Bonferroni 1936).
    Bonferroni,
    /// Largest of (m − h + 1) p₍ₕ₎ over h ≤ i: family-wise, any dependence (Holm 1979, Scand. J. Stat.
    /// 6:65).
    Holm,
    /// Smallest of (m − h + 1) p₍ₕ₎ over h ≥ i: family-wise, independent or positively dependent tests
    /// (Hochberg 1988, Biometrika 75:800).
    Hochberg,
    /// Smallest of m p₍ₕ₎/h over h ≥ i: share of false discoveries, independent or positively
    /// dependent tests (Benjamini & Hochberg 1995, JRSS B 57:289).
    BenjaminiHochberg,
    /// The same times Σ 1/h: any dependence (Benjamini & Yekutieli 2001, Ann. Stat. 29:1165).
    BenjaminiYekutieli,
}

/// Adjusted p values, at most 1.
pub fn adjust(p_values: &[f64], adjustment: Adjustment) -> Vec<f64> {
    let m = p_values.len();
    let total = m as f64;
    let p_values: Vec<f64> = p_values
        .iter()
        .map(|p| if p.is_nan() { 1.0 } else { p.clamp(0.0, 1.0) })
        .collect();
    let mut order: Vec<usize> = (0..m).collect();
    order.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]));
    let harmonic: f64 = (1..=m).map(|h| 1.0 / h as f64).sum();
    // Of the h-th smallest, h from 1.
    let factor = |h: usize| match adjustment {
        Adjustment::Bonferroni => total,
        Adjustment::Holm | Adjustment::Hochberg => total - h as f64 + 1.0,
        Adjustment::BenjaminiHochberg => total / h as f64,
        Adjustment::BenjaminiYekutieli => harmonic * total / h as f64,
    };
    let each = |h: usize| (factor(h + 1) * p_values[order[h]]).min(1.0);
    let mut adjusted = vec![1.0; m];
    match adjustment {
        Adjustment::Bonferroni => (0..m).for_each(|h| adjusted[order[h]] = each(h)),
        Adjustment::Holm => {
            let mut largest: f64 = 0.0;
            for h in 0..m {
                largest = largest.max(each(h));
                adjusted[order[h]] = largest;
            }
        }
        _ => {
            let mut smallest: f64 = 1.0;
            for h in (0..m).rev() {
                smallest = smallest.min(each(h));
                adjusted[order[h]] = smallest;
            }
        }
    }
    adjusted
}

/// [`adjust`] by [`Adjustment::Holm`].
pub(crate) fn holm(p_values: &[f64]) -> Vec<f64> {
    adjust(p_values, Adjustment::Holm)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holm_steps_down_and_never_turns_around() {
        let adjusted = holm(&[0.01, 0.04, 0.03, 0.005]);
        let expected = [0.03, 0.06, 0.06, 0.02];
        assert!(
            adjusted
                .iter()
                .zip(expected)
                .all(|(a, e)| (a - e).abs() < 1e-15),
            "{adjusted:?}"
        );
        assert!(holm(&[]).is_empty());
    }

    #[test]
    fn one_test_stays_as_it_is_and_no_number_is_no_evidence() {
        for adjustment in [
            Adjustment::Bonferroni,
            Adjustment::Holm,
            Adjustment::Hochberg,
            Adjustment::BenjaminiHochberg,
            Adjustment::BenjaminiYekutieli,
        ] {
            assert_eq!(adjust(&[0.03], adjustment), [0.03]);
            assert_eq!(adjust(&[f64::NAN], adjustment), [1.0]);
        }
    }
}
