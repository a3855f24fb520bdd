//! Shares of the forced choice, which leniency cannot flatter.
//!
//! In: how many of n people named each competency. Out: a share with its Wilson interval, or words
//! where one or two people could be counted (statistics.md §7; rules of issue and anonymity.md §4.1):
//! nobody to two people are "few", all but two to all are "nearly all".
//!
//! The counts of a question sum to a number that readers may know (n for the one to improve first).
//! If the other shares and this sum fix the number behind a word at anything but nobody, the smallest
//! share that is told is covered too, until none is fixed.
//!
//! Edges: below five people every count is "nearly all"; figures are made from 2k ≥ 8 people on.

use crate::interval::wilson;
use crate::numeric::ROUNDING_TIE;
use crate::zones::step_pct;

/// Up to this many people are "few", and up to this many fewer than all "nearly all".
const FEW: u32 = 2;

/// What may be told of one competency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    Few,
    NearlyAll,
    Count(u32),
    Covered,
}

/// What may be told of the counts of one question that `n` people answered.
pub(crate) fn told(counts: &[u32], n: u32) -> Vec<Told> {
    let word = |count: &u32| match *count {
        count if count <= FEW && count + FEW < n => Told::Few,
        count if count + FEW >= n => Told::NearlyAll,
        count => Told::Count(count),
    };
    let mut told: Vec<Told> = counts.iter().map(word).collect();
    while fixes_somebody(&told, counts, n) {
        let smallest = told
            .iter()
            .enumerate()
            .filter_map(|(at, told)| match told {
                Told::Count(count) => Some((*count, at)),
                Told::Few | Told::NearlyAll | Told::Covered => None,
            })
            .min();
        match smallest {
            Some((_, at)) => told[at] = Told::Covered,
            None => break,
        }
    }
    told
}

/// Whether the told counts and the sum of all leave one hidden count only one value, and not 0.
fn fixes_somebody(told: &[Told], counts: &[u32], n: u32) -> bool {
    let n = i64::from(n);
    let few = i64::from(FEW);
    let range = |told: &Told| match told {
        Told::Few => Some((0, few)),
        Told::NearlyAll => Some((n - few, n)),
        Told::Covered => Some((few + 1, n - few - 1)),
        Told::Count(_) => None,
    };
    let hidden: Vec<(i64, i64)> = told.iter().filter_map(range).collect();
    let rest: i64 = told
        .iter()
        .zip(counts)
        .filter(|(told, _)| range(told).is_some())
        .map(|(_, count)| i64::from(*count))
        .sum();
    let (least, most) = hidden
        .iter()
        .fold((0, 0), |(a, b), (lo, hi)| (a + lo, b + hi));
    hidden.iter().any(|(lo, hi)| {
        let lowest = (*lo).max(rest - (most - hi));
        let highest = (*hi).min(rest - (least - lo));
        lowest == highest && lowest != 0
    })
}

/// A share as it is told: (share, lower end, upper end) in per cent, the ends rounded outwards.
pub(crate) type SharePct = (u8, u8, u8);

/// Share and Wilson interval in whole per cent; `n` > 0.
pub(crate) fn share_pct(count: u32, n: u32) -> SharePct {
    let share = f64::from(count) / f64::from(n);
    let (lo, hi) = wilson(share, n);
    ((100.0 * share + HALF_UP).floor() as u8, down(lo), up(hi))
}

/// The same where the number of people may not be told: the share on a grid, the interval from what
/// is shown alone, namely from the ends of its step and from the number that may be named.
pub(crate) fn share_pct_hidden_n(count: u32, n: u32, n_certain: u32) -> SharePct {
    let step = f64::from(step_pct(n_certain));
    let shown = (100.0 * f64::from(count) / f64::from(n) / step + HALF_UP).floor() * step;
    let end = |pct: f64| wilson((pct / 100.0).clamp(0.0, 1.0), n_certain);
    let ((lo, _), (_, hi)) = (end(shown - step / 2.0), end(shown + step / 2.0));
    (shown.min(100.0) as u8, down(lo), up(hi))
}

/// Half a unit, so that whole ones are the nearest, and a tie that rounding left below goes up.
const HALF_UP: f64 = 0.5 + ROUNDING_TIE;

fn down(share: f64) -> u8 {
    (100.0 * share + ROUNDING_TIE).floor() as u8
}

fn up(share: f64) -> u8 {
    (100.0 * share - ROUNDING_TIE).ceil() as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use Told::{Count, Covered, Few, NearlyAll};

    #[test]
    fn one_or_two_people_are_few_and_all_but_one_or_two_nearly_all() {
        assert_eq!(told(&[6, 4, 1, 1], 12), [Count(6), Count(4), Few, Few]);
        assert_eq!(told(&[10, 1, 1, 0], 12), [NearlyAll, Few, Few, Few]);
        assert_eq!(told(&[12, 0, 0, 0], 12), [NearlyAll, Few, Few, Few]);
        assert_eq!(told(&[9, 3], 12), [Count(9), Count(3)]);
    }

    #[test]
    fn nobody_may_be_found_out_since_it_is_nobody() {
        assert_eq!(told(&[8, 4, 0, 0], 12), [Count(8), Count(4), Few, Few]);
    }

    #[test]
    fn a_single_few_is_covered_by_another_share() {
        assert_eq!(told(&[6, 5, 1], 12), [Count(6), Covered, Few]);
    }

    #[test]
    fn two_each_of_two_people_are_covered_as_well() {
        assert_eq!(told(&[4, 4, 2, 2], 12), [Covered, Count(4), Few, Few]);
    }

    /// Brute force over all answers of 8 to 13 people to four competencies: whatever is told, every
    /// hidden count of one or two people could have been another one.
    #[test]
    fn no_count_of_one_or_two_people_can_be_computed() {
        let told_of = |counts: &[u32; 4], n: u32| told(counts, n);
        for n in 8..14_u32 {
            let mut answers: Vec<[u32; 4]> = Vec::new();
            for a in 0..=n {
                for b in 0..=n - a {
                    answers.extend((0..=n - a - b).map(|c| [a, b, c, n - a - b - c]));
                }
            }
            for counts in &answers {
                let shown = told_of(counts, n);
                if !shown.iter().any(|t| matches!(t, Count(_))) {
                    continue; // nothing is left to cover: the words themselves are the rule's
                }
                for at in 0..4 {
                    if (1..=2).contains(&counts[at]) {
                        let other = answers
                            .iter()
                            .filter(|o| o[at] != counts[at])
                            .any(|other| consistent(&shown, other, n));
                        assert!(other, "{counts:?} of {n}: {shown:?}");
                    }
                }
            }
        }
        fn consistent(shown: &[Told], counts: &[u32; 4], n: u32) -> bool {
            shown.iter().zip(counts).all(|(told, count)| match told {
                Few => *count <= 2,
                NearlyAll => *count + 2 >= n,
                Count(known) => known == count,
                Covered => *count > 2 && *count + 2 < n,
            })
        }
    }

    #[test]
    fn shares_carry_wilson_intervals() {
        assert_eq!(share_pct(5, 10), (50, 23, 77));
        assert_eq!(share_pct_hidden_n(7, 12, 10), (60, 23, 90));
    }

    #[test]
    fn nobody_answering_is_no_division() {
        assert_eq!(told(&[0, 0], 0), [NearlyAll, NearlyAll]);
        assert_eq!(told(&[], 0), []);
    }
}
