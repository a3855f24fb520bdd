//! A distribution in three zones that shows nobody alone.
//!
//! In: how many values lie low, in the middle and high (levels 1–2, 3 and 4–5 of five; on any scale
//! the middle zone is one point wide around its centre, see [`crate::ratings::Scale::point`]).
//! Rules of anonymity.md §4.1, 5: a zone with one or two people joins its smaller neighbour (the
//! lower one of two equal ones), the smallest zone first; shown only if two zones of at least three
//! people remain beside empty ones; an empty zone is 0 %.
//!
//! Shares lie on a grid so coarse that each stands for at least two numbers of people: from shares in
//! whole per cent the counts could be found, and with the mean the levels.

use crate::disclosure::Zones;
use crate::ratings::Scale;

/// The grids of shares, in per cent.
const STEPS_PCT: [u32; 5] = [1, 2, 5, 10, 20];

/// The widest grid, for fewer than ten people.
const WIDEST_PCT: u32 = 25;

/// The grid of shares among people of whom `n_certain` may be named: the finest step that is at
/// least two of them.
pub(crate) fn step_pct(n_certain: u32) -> u32 {
    let two_people = |step: &u32| step * n_certain >= 200;
    STEPS_PCT.into_iter().find(two_people).unwrap_or(WIDEST_PCT)
}

/// What may be told of a distribution of which `n_certain` people may be named.
pub(crate) fn zones(counts: ZoneCounts, n_certain: u32) -> Option<Zones> {
    let joined = counts.joined()?;
    let shares = shares_pct(&joined.counts(), step_pct(n_certain));
    match (joined, shares.as_slice()) {
        (JoinedZones::Three(..), &[low_pct, middle_pct, high_pct]) => Some(Zones::Three {
            low_pct,
            middle_pct,
            high_pct,
        }),
        (JoinedZones::LowMiddle(..), &[low_middle_pct, high_pct]) => Some(Zones::LowMiddle {
            low_middle_pct,
            high_pct,
        }),
        (JoinedZones::MiddleHigh(..), &[low_pct, middle_high_pct]) => Some(Zones::MiddleHigh {
            low_pct,
            middle_high_pct,
        }),
        _ => None,
    }
}

/// Fewest people in a zone that is not empty.
const MIN_ZONE: u32 = 3;

/// How many values lie in each zone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ZoneCounts {
    pub(crate) low: u32,
    pub(crate) middle: u32,
    pub(crate) high: u32,
}

impl ZoneCounts {
    /// Counts values.
    pub(crate) fn of(values: impl Iterator<Item = f64>, scale: Scale) -> Self {
        let centre = (scale.min() + scale.max()) / 2.0;
        let half = scale.point() / 2.0;
        values.fold(Self::default(), |counts, value| {
            let Self { low, middle, high } = counts;
            if value < centre - half {
                Self {
                    low: low + 1,
                    ..counts
                }
            } else if value > centre + half {
                Self {
                    high: high + 1,
                    ..counts
                }
            } else {
                Self {
                    middle: middle + 1,
                    ..counts
                }
            }
        })
    }

    /// All values.
    pub(crate) fn total(self) -> u32 {
        self.low + self.middle + self.high
    }

    /// The zones that may be told; `None` where fewer than two would remain.
    pub(crate) fn joined(self) -> Option<JoinedZones> {
        let Self { low, middle, high } = self;
        let small = |zone: u32| (1..MIN_ZONE).contains(&zone);
        let three = JoinedZones::Three(low, middle, high);
        let low_middle = JoinedZones::LowMiddle(low + middle, high);
        let middle_high = JoinedZones::MiddleHigh(low, middle + high);
        let smallest = [low, middle, high].into_iter().filter(|z| small(*z)).min();
        let joined = match smallest {
            None => three,
            Some(zone) if zone == low => low_middle,
            Some(zone) if zone == middle && low <= high => low_middle,
            Some(zone) if zone == middle => middle_high,
            Some(_) => middle_high,
        };
        let counts = joined.counts();
        let tellable = counts.iter().all(|zone| !small(*zone))
            && counts.iter().filter(|zone| **zone >= MIN_ZONE).count() >= 2;
        tellable.then_some(joined)
    }
}

/// Zones after joining, as counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JoinedZones {
    Three(u32, u32, u32),
    LowMiddle(u32, u32),
    MiddleHigh(u32, u32),
}

impl JoinedZones {
    /// The counts, lowest zone first.
    pub(crate) fn counts(self) -> Vec<u32> {
        match self {
            Self::Three(low, middle, high) => vec![low, middle, high],
            Self::LowMiddle(a, b) | Self::MiddleHigh(a, b) => vec![a, b],
        }
    }
}

/// Shares of `counts` as multiples of `step_pct` that sum to 100, by largest remainders (Hamilton);
/// the lowest zone first among equal remainders. A zone that holds somebody has at least one step,
/// taken from the largest where they do not suffice. All 0 without a count.
fn shares_pct(counts: &[u32], step_pct: u32) -> Vec<u8> {
    let total: u64 = counts.iter().map(|c| u64::from(*c)).sum();
    if total == 0 {
        return vec![0; counts.len()];
    }
    let units = u64::from(100 / step_pct);
    let parts = || counts.iter().map(|c| u64::from(*c) * units);
    let at_least_one = |part: u64| (part / total).max(u64::from(part > 0));
    let mut whole: Vec<u64> = parts().map(at_least_one).collect();
    let mut by_remainder: Vec<usize> = (0..counts.len()).collect();
    let remainder = |part: u64| if part < total { 0 } else { part % total };
    let remainders: Vec<u64> = parts().map(remainder).collect();
    by_remainder.sort_by_key(|at| std::cmp::Reverse(remainders[*at]));
    let given: u64 = whole.iter().sum();
    for at in by_remainder
        .into_iter()
        .take(units.saturating_sub(given) as usize)
    {
        whole[at] += 1;
    }
    if let Some(largest) = whole.iter_mut().max() {
        *largest -= given.saturating_sub(units);
    }
    whole
        .into_iter()
        .map(|share| (share * u64::from(step_pct)) as u8)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(low: u32, middle: u32, high: u32) -> Option<JoinedZones> {
        ZoneCounts { low, middle, high }.joined()
    }

    #[test]
    fn zones_of_three_or_nobody_stand() {
        assert_eq!(joined(3, 4, 5), Some(JoinedZones::Three(3, 4, 5)));
        assert_eq!(joined(0, 4, 6), Some(JoinedZones::Three(0, 4, 6)));
        assert_eq!(joined(3, 0, 7), Some(JoinedZones::Three(3, 0, 7)));
    }

    #[test]
    fn one_or_two_people_join_the_smaller_neighbour() {
        assert_eq!(joined(1, 4, 5), Some(JoinedZones::LowMiddle(5, 5)));
        assert_eq!(joined(5, 4, 2), Some(JoinedZones::MiddleHigh(5, 6)));
        assert_eq!(joined(3, 2, 5), Some(JoinedZones::LowMiddle(5, 5)));
        assert_eq!(joined(5, 2, 3), Some(JoinedZones::MiddleHigh(5, 5)));
        assert_eq!(
            joined(5, 1, 5),
            Some(JoinedZones::LowMiddle(6, 5)),
            "the lower of equals"
        );
    }

    #[test]
    fn the_smallest_zone_joins_first() {
        assert_eq!(joined(2, 2, 6), Some(JoinedZones::LowMiddle(4, 6)));
        assert_eq!(joined(2, 1, 7), Some(JoinedZones::LowMiddle(3, 7)));
        assert_eq!(joined(6, 2, 1), Some(JoinedZones::MiddleHigh(6, 3)));
    }

    #[test]
    fn a_single_zone_is_no_distribution() {
        for (low, middle, high) in [
            (0, 0, 12),
            (1, 0, 9),
            (2, 0, 8),
            (0, 2, 8),
            (2, 6, 2),
            (0, 1, 1),
            (0, 0, 0),
        ] {
            assert_eq!(joined(low, middle, high), None, "{low} {middle} {high}");
        }
    }

    #[test]
    fn no_told_zone_ever_holds_one_or_two_people() {
        for low in 0..12 {
            for middle in 0..12 {
                for high in 0..12 {
                    for zone in joined(low, middle, high)
                        .into_iter()
                        .flat_map(JoinedZones::counts)
                    {
                        assert!(zone == 0 || zone >= 3, "{low} {middle} {high}");
                    }
                }
            }
        }
    }

    #[test]
    fn levels_fall_into_zones_on_any_scale() {
        let five = Scale::new(1.0, 5.0).unwrap();
        let counts = ZoneCounts::of([1.0, 2.0, 3.0, 3.4, 3.6, 4.0, 5.0].into_iter(), five);
        assert_eq!(
            counts,
            ZoneCounts {
                low: 2,
                middle: 2,
                high: 3
            }
        );
        let seven = Scale::new(1.0, 7.0).unwrap();
        let counts = ZoneCounts::of((1..=7).map(f64::from), seven);
        assert_eq!(
            counts,
            ZoneCounts {
                low: 3,
                middle: 1,
                high: 3
            }
        );
    }

    #[test]
    fn shares_sum_to_a_hundred() {
        assert_eq!(shares_pct(&[1, 1, 1], 1), [34, 33, 33]);
        assert_eq!(shares_pct(&[0, 4, 6], 1), [0, 40, 60]);
        assert_eq!(shares_pct(&[4, 7], 5), [35, 65]);
        assert_eq!(shares_pct(&[0, 0], 1), [0, 0]);
    }

    #[test]
    fn shares_of_any_zones_sum_to_a_hundred_and_hide_no_zone() {
        for low in 0..40 {
            for middle in 0..40 {
                for high in 0..40 {
                    let counts = ZoneCounts { low, middle, high };
                    let Some(joined) = counts.joined() else {
                        continue;
                    };
                    let shares = shares_pct(&joined.counts(), step_pct(counts.total()));
                    assert_eq!(shares.iter().map(|s| u32::from(*s)).sum::<u32>(), 100);
                    for (count, share) in joined.counts().iter().zip(&shares) {
                        assert_eq!(*count == 0, *share == 0, "{counts:?}: {shares:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_step_is_at_least_two_people() {
        let steps = [8, 9, 10, 19, 20, 39, 40, 99, 100, 199, 200, 5000].map(step_pct);
        assert_eq!(steps, [25, 25, 20, 20, 10, 10, 5, 5, 2, 2, 1, 1]);
    }
}
