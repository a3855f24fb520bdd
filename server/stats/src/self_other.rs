//! Self rating against others, and what may be said about the difference.
//!
//! In: the subject's own estimate of a competency and the merged one of the others. Out: the gap
//! d = θ̂_self − θ̂_others with V = V_others + V_self. The subject is one person: nobody samples him, so
//! V_self is only the error of his J items, σ²_e/J (see [`crate::variance`]).
//!
//! p: two-sided t with Satterthwaite's ν, of the smallest |d| that the bounds of unanimous means
//! allow; Holm 1979 over the competencies of one subject (statistics.md §7).
//!
//! The word. Let SD be the standard deviation of one rater within a relation (square root of the
//! pooled variance of the competency, or of its stand-in), and a level the distance of two levels.
//! - *Self higher*, *self lower*: adjusted p < .05, |d| > SD/2, and the interval that is shown lies on
//!   that side of 0. (statistics.md §7 asks for the first two; the third keeps word and picture
//!   from contradicting each other after rounding.)
//! - *Similar*: |d| ≤ SD/2 and the interval that is shown excludes a difference of a whole level.
//! - *Not enough evidence*: else.
//!
//! The design centres self ratings by their cohort mean, since people are lenient with themselves
//! (Heidemeier & Moser 2009: d = .32). That belongs to the comparison of many subjects; here one
//! person reads how he answered beside how others answered, so nothing is shifted.
//!
//! Edges: no self rating or no merged figure, no gap.

use crate::estimate::Estimate;
use crate::interval::p_two_sided;

/// Adjusted p values below this count.
const ALPHA: f64 = 0.05;
/// A gap of this many SD is worth a word.
const WORTH_SD: f64 = 0.5;

/// What may be said about a gap; never a trait of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GapWord {
    /// The subject rates himself higher.
    SelfHigher,
    /// The subject rates himself lower.
    SelfLower,
    /// Both agree, within less than one level of the scale.
    Similar,
    /// The data do not say.
    NotEnoughEvidence,
}

/// d with its error.
pub(crate) fn gap(own: Estimate, others: Estimate) -> Estimate {
    own.plus(-1.0, others)
}

/// p value of "no difference".
pub(crate) fn p_value(gap: Estimate) -> f64 {
    let (lo, hi) = (gap.value - gap.below, gap.value + gap.above);
    let nearest = if lo > 0.0 {
        lo
    } else if hi < 0.0 {
        hi
    } else {
        0.0
    };
    match gap.variance.sqrt() {
        se if se > 0.0 => p_two_sided(nearest / se, gap.df),
        _ if nearest == 0.0 => 1.0,
        _ => 0.0,
    }
}

/// The word for a gap: `shown` is the 95 % interval as the reader sees it, `sd` that of one rater.
pub(crate) fn word(d: f64, p_holm: f64, shown: (f64, f64), sd: f64, level: f64) -> GapWord {
    let (lo, hi) = shown;
    let worth = d.abs() > WORTH_SD * sd;
    if worth && p_holm < ALPHA && lo > 0.0 {
        GapWord::SelfHigher
    } else if worth && p_holm < ALPHA && hi < 0.0 {
        GapWord::SelfLower
    } else if !worth && lo > -level && hi < level {
        GapWord::Similar
    } else {
        GapWord::NotEnoughEvidence
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::multiplicity::holm;

    fn known(value: f64, variance: f64) -> Estimate {
        Estimate {
            value,
            variance,
            ..Estimate::ZERO
        }
    }

    /// Reference values of R 4.2.2 (`p.adjust`, `pnorm`): case misc_closed_forms, self_other_gap.
    #[test]
    fn gaps_and_their_p_values_agree_with_r() {
        let own = [4.5, 4.0, 3.0, 4.8, 2.5];
        let others = [
            (3.6, 0.02),
            (3.9, 0.05),
            (3.8, 0.03),
            (3.7, 0.08),
            (2.9, 0.02),
        ];
        let gaps: Vec<Estimate> = own
            .iter()
            .zip(others)
            .map(|(s, (o, v))| gap(known(*s, 0.09), known(o, v)))
            .collect();
        let se = [
            0.33166247903554,
            0.374165738677394,
            0.346410161513775,
            0.412310562561766,
        ];
        for (gap, se) in gaps.iter().zip(se) {
            assert!((gap.variance.sqrt() - se).abs() < 1e-9 * se);
        }
        let p: Vec<f64> = gaps.iter().map(|g| p_value(*g)).collect();
        let expected = [
            0.00665560548294939,
            0.789268026134281,
            0.0209213353377941,
            0.00763288178779232,
            0.227799993988229,
        ];
        assert!(
            p.iter()
                .zip(expected)
                .all(|(p, e)| (p - e).abs() < 1e-9 * e),
            "{p:?}"
        );
        let expected = [
            0.0332780274147469,
            0.789268026134281,
            0.0627640060133822,
            0.0332780274147469,
            0.455599987976458,
        ];
        assert!(
            holm(&p)
                .iter()
                .zip(expected)
                .all(|(p, e)| (p - e).abs() < 1e-9 * e)
        );
    }

    #[test]
    fn a_word_needs_evidence_and_size() {
        let said = |d, p, shown| word(d, p, shown, 0.8, 1.0);
        assert_eq!(said(1.0, 0.01, (0.4, 1.6)), GapWord::SelfHigher);
        assert_eq!(said(-1.0, 0.01, (-1.6, -0.4)), GapWord::SelfLower);
        assert_eq!(said(1.0, 0.06, (-0.1, 2.1)), GapWord::NotEnoughEvidence);
        assert_eq!(
            said(0.3, 0.01, (0.1, 0.5)),
            GapWord::Similar,
            "certain, and small"
        );
        assert_eq!(said(0.1, 0.9, (-0.7, 0.9)), GapWord::Similar);
        assert_eq!(
            said(0.1, 0.9, (-1.0, 1.2)),
            GapWord::NotEnoughEvidence,
            "a level is not excluded"
        );
    }

    #[test]
    fn the_word_never_contradicts_the_interval_that_is_shown() {
        assert_eq!(
            word(1.0, 0.01, (-0.01, 2.0), 0.8, 1.0),
            GapWord::NotEnoughEvidence
        );
    }

    #[test]
    fn what_a_bound_leaves_open_is_no_evidence() {
        let open = Estimate {
            below: 0.5,
            ..known(0.4, 0.0001)
        };
        assert_eq!(p_value(open), 1.0);
        let decided = Estimate {
            below: 0.2,
            ..known(0.4, 0.0001)
        };
        assert!(p_value(decided) < 1e-9);
        assert_eq!(p_value(known(0.0, 0.0)), 1.0);
        assert_eq!(p_value(known(0.5, 0.0)), 0.0);
    }
}
