//! Which distributions may be told beside a mean: the gate attacks itself (invariant I3 of
//! anonymity.md §4.3).
//!
//! A reader of an item knows its mean as shown, about how many answered, and its zones as shown, or
//! that they are not. All histograms on five levels that show the same are his candidates. They tell
//! too much if all of them have one or two people on the same level, if they lie on fewer than three
//! neighbouring levels (rule 6), or if they leave one number of answers where it is hidden (rule 7).
//! For each mean, the zones whose candidates tell too much are withheld. Withholding is an answer
//! too, whose candidates are those of all that is withheld; while these tell too much, the zones with
//! the fewest candidates join them. In the end nothing is left that tells too much, since the mean
//! alone does not (by enumeration: `tests/audit.rs`).
//!
//! Candidates are not listed one by one: for given zones (l, m, h) and sum of levels S, x people of
//! the low zone on level 2 and y of the high zone on level 5 have x + y = S − l − 3m − 4h, so the range
//! of each level follows.
//!
//! Scales other than five levels have more candidates between the same bounds; there the grid of
//! shares and the smallest zone protect alone. Cost: O(n²) for each pair of n and mean that occurs.

use std::collections::BTreeMap;

use super::released::Zones;
use crate::means::ItemMean;
use crate::partition::CellKind;
use crate::pipeline::CellMeans;
use crate::protection::{Side, Step, certain, unanimity};
use crate::ratings::Scale;
use crate::settings::Settings;
use crate::zones::{ZoneCounts, zones};

/// What is seen of an item beside its zones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    n_cell: u32,
    n_certain: u32,
    side: Side,
    /// The mean in steps of its grid.
    steps: i64,
}

impl Seen {
    fn of(mean: f64, n_cell: u32, n_certain: u32, scale: Scale) -> Self {
        let protected = unanimity(mean, n_certain, scale);
        let step = Step::of(n_certain);
        Self {
            n_cell,
            n_certain,
            side: protected.side,
            steps: (step.nearest(protected.value) * step.per_unit()).round() as i64,
        }
    }
}

/// For each mean that occurs in a campaign, the zones that are withheld beside it.
#[derive(Debug, Default)]
pub(crate) struct Audit {
    withheld: BTreeMap<Seen, Vec<Zones>>,
}

impl Audit {
    /// Of the protected cells of a campaign.
    pub(crate) fn new<'a>(
        cells: impl Iterator<Item = &'a CellMeans>,
        scale: Scale,
        settings: &Settings,
    ) -> Self {
        let mut audit = Self::default();
        if scale.max() - scale.min() != f64::from(LEVELS as u32 - 1) {
            return audit;
        }
        for means in cells.filter(|means| means.cell.kind == CellKind::Group) {
            for mean in means.items.iter().flatten() {
                if mean.n_certain >= settings.two_k() {
                    let n_cell = means.cell.n_ballots;
                    let seen = Seen::of(mean.mean, n_cell, mean.n_certain, scale);
                    let withheld = || withheld(seen, scale, settings.k());
                    audit.withheld.entry(seen).or_insert_with(withheld);
                }
            }
        }
        audit
    }

    /// Whether these zones would tell too much beside this mean.
    pub(super) fn withholds(
        &self,
        mean: &ItemMean,
        n_cell: u32,
        zones: Zones,
        scale: Scale,
    ) -> bool {
        let seen = Seen::of(mean.mean, n_cell, mean.n_certain, scale);
        self.withheld
            .get(&seen)
            .is_some_and(|withheld| withheld.contains(&zones))
    }
}

const LEVELS: usize = 5;

/// What candidates have in common.
#[derive(Clone, Copy, Debug)]
struct Candidates {
    /// Fewest and most people on each level.
    levels: [(u32, u32); LEVELS],
    /// Fewest and most answers.
    n: (u32, u32),
    /// Roughly how many there are.
    count: u32,
}

impl Candidates {
    const NONE: Self = Self {
        levels: [(u32::MAX, 0); LEVELS],
        n: (u32::MAX, 0),
        count: 0,
    };

    fn join(&mut self, other: &Self) {
        let ranges = self.levels.iter_mut().chain([&mut self.n]);
        for (range, other) in ranges.zip(other.levels.iter().chain([&other.n])) {
            *range = (range.0.min(other.0), range.1.max(other.1));
        }
        self.count += other.count;
    }

    /// Those with these zones and a sum of levels between `least` and `most`.
    fn of(counts: ZoneCounts, least: u32, most: u32) -> Option<Self> {
        let ZoneCounts { low, middle, high } = counts;
        let base = low + 3 * middle + 4 * high;
        let raised_most = most.checked_sub(base)?.min(low + high);
        let raised_least = least.saturating_sub(base);
        if raised_least > raised_most {
            return None;
        }
        let raised =
            |here: u32, there: u32| (raised_least.saturating_sub(there), raised_most.min(here));
        let (second, fifth) = (raised(low, high), raised(high, low));
        let rest = |zone: u32, raised: (u32, u32)| (zone - raised.1, zone - raised.0);
        Some(Self {
            levels: [
                rest(low, second),
                second,
                (middle, middle),
                rest(high, fifth),
                fifth,
            ],
            n: (counts.total(), counts.total()),
            count: 1 + raised_most - raised_least,
        })
    }

    fn tell_too_much(&self, n_hidden: bool) -> bool {
        let counts_few = self
            .levels
            .iter()
            .any(|(least, most)| *least >= 1 && *most <= 2);
        let held = |(_, most): &(u32, u32)| *most > 0;
        let lowest = self.levels.iter().position(held);
        let highest = self.levels.iter().rposition(held);
        let narrow = lowest
            .zip(highest)
            .is_some_and(|(lowest, highest)| highest - lowest < 2);
        counts_few || narrow || (n_hidden && self.n.0 == self.n.1)
    }
}

/// The zones that may not be told beside what is seen.
fn withheld(seen: Seen, scale: Scale, k: u32) -> Vec<Zones> {
    let Seen {
        n_cell, n_certain, ..
    } = seen;
    let numbers: Vec<u32> = (k..=n_cell)
        .filter(|n| certain(*n, n_cell, k) == n_certain)
        .collect();
    let n_hidden = numbers.len() > 1;
    // By what is told of them; `None` where too small zones withhold them anyway.
    let mut groups: Vec<(Option<Zones>, Candidates)> = Vec::new();
    for &n in &numbers {
        let fits = |sum: &u32| {
            let mean = scale.min() - 1.0 + f64::from(*sum) / f64::from(n);
            Seen::of(mean, n_cell, n_certain, scale) == seen
        };
        let mut sums = (n..=LEVELS as u32 * n).filter(fits);
        let Some(least) = sums.next() else { continue };
        let most = sums.next_back().unwrap_or(least);
        for low in 0..=n {
            for middle in 0..=n - low {
                let high = n - low - middle;
                let counts = ZoneCounts { low, middle, high };
                let Some(candidates) = Candidates::of(counts, least, most) else {
                    continue;
                };
                let told = zones(counts, n_certain);
                match groups.iter_mut().find(|(zones, _)| *zones == told) {
                    Some((_, group)) => group.join(&candidates),
                    None => groups.push((told, candidates)),
                }
            }
        }
    }
    // The most telling first, then those with the fewest candidates.
    groups.sort_by_key(|(told, group)| {
        (
            told.is_some() && !group.tell_too_much(n_hidden),
            group.count,
        )
    });
    let mut withheld = Vec::new();
    let mut hidden = Candidates::NONE;
    for (told, group) in groups {
        let hides = told.is_none() || group.tell_too_much(n_hidden);
        if hides || (hidden.count > 0 && hidden.tell_too_much(n_hidden)) {
            hidden.join(&group);
            withheld.extend(told);
        }
    }
    withheld
}
