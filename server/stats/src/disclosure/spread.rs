//! Distributions, agreement, alpha and "cannot judge" of one cell (rule 5).
//!
//! All but the last need 2k ballots, counted per item (rule 7). Agreement and alpha use item
//! variances of at least [`variance_floor`]; where the items together vary less, alpha would tell
//! that everybody said nearly the same and is withheld.

use super::figure::rounded_hundredth;
use super::released::{Distribution, Outcome, Withheld, Zones};
use crate::agreement::{cronbach_alpha, rwg_j_of};
use crate::answers::CellAnswers;
use crate::means::ItemMean;
use crate::numeric::{mean, variance};
use crate::partition::CellKind;
use crate::pipeline::{Analysis, CellMeans, shows_own};
use crate::protection::variance_floor;
use crate::zones::{JoinedZones, ZoneCounts, shares_pct};

/// Shares are whole per cent, but steps of five where the exact number of answers may not be told:
/// from exact shares it could be found.
const STEP_PCT_HIDDEN_N: u32 = 5;

/// The grid of shares of `n` people of whom `n_certain` may be named.
pub(super) fn step_pct(n: u32, n_certain: u32) -> u32 {
    if n == n_certain { 1 } else { STEP_PCT_HIDDEN_N }
}

/// One cell of one subject.
pub(super) struct CellOf<'a> {
    pub(super) analysis: &'a Analysis<'a>,
    pub(super) subject: u32,
    pub(super) means: &'a CellMeans,
    pub(super) answers: CellAnswers,
}

impl CellOf<'_> {
    fn shows_spread(&self, least_n: u32) -> bool {
        shows_own(self.means.cell.kind, least_n, self.analysis.settings)
    }

    fn below_double<T>(&self) -> Outcome<T> {
        Outcome::Withheld(Withheld::BelowDouble {
            n: self.analysis.settings.two_k(),
        })
    }

    /// The distribution of an item.
    pub(super) fn distribution(&self, item: usize, mean: &ItemMean) -> Outcome<Distribution> {
        if !self.shows_spread(mean.n) {
            return self.below_double();
        }
        let scale = self.analysis.ratings.instrument().scale;
        let Some(joined) = ZoneCounts::of(self.answers.values(item), scale).joined() else {
            return Outcome::Withheld(Withheld::ZonesTooSmall);
        };
        let shares = shares_pct(&joined.counts(), step_pct(mean.n, mean.n_certain));
        let zones = match (joined, shares.as_slice()) {
            (JoinedZones::Three(..), [low_pct, middle_pct, high_pct]) => Zones::Three {
                low_pct: *low_pct,
                middle_pct: *middle_pct,
                high_pct: *high_pct,
            },
            (JoinedZones::LowMiddle(..), [low_middle_pct, high_pct]) => Zones::LowMiddle {
                low_middle_pct: *low_middle_pct,
                high_pct: *high_pct,
            },
            (JoinedZones::MiddleHigh(..), [low_pct, middle_high_pct]) => Zones::MiddleHigh {
                low_pct: *low_pct,
                middle_high_pct: *middle_high_pct,
            },
            _ => return Outcome::Withheld(Withheld::ZonesTooSmall),
        };
        Outcome::released(Distribution {
            zones,
            n: mean.n_certain,
        })
    }

    /// How many said "cannot judge". Told from k on, and only if those who left a blank beside them
    /// are nobody or at least k, since the number of values is told too.
    pub(super) fn cannot_judge(&self, item: usize) -> Outcome<u32> {
        let k = self.analysis.settings.k();
        let cannot = self.answers.cannot_judge(item);
        let values = self.answers.values(item).count() as u32;
        let blank = self.means.cell.n_ballots - cannot - values;
        let attributed = self.means.cell.kind == CellKind::Attributed;
        if attributed || (cannot >= k && (blank == 0 || blank >= k)) {
            Outcome::released(cannot)
        } else {
            Outcome::Withheld(Withheld::CountHidden { k })
        }
    }

    /// r_wg(j) of the published items among `items`.
    pub(super) fn rwg_j(&self, items: &[usize]) -> Outcome<f64> {
        let published = self.published(items);
        let Some(least_n) = published.iter().map(|(_, mean)| mean.n).min() else {
            return Outcome::Withheld(Withheld::NothingPublished);
        };
        if !self.shows_spread(least_n) {
            return self.below_double();
        }
        let scale = self.analysis.ratings.instrument().scale;
        let floored = |(_, mean): &(usize, ItemMean)| {
            Some(mean.variance()?.max(variance_floor(mean.n_certain, scale)))
        };
        let variances: Vec<f64> = published.iter().filter_map(floored).collect();
        match rwg_j_of(&variances, scale) {
            Some(agreement) => Outcome::released(rounded_hundredth(agreement)),
            None => Outcome::Withheld(Withheld::NothingPublished),
        }
    }

    /// Cronbach's alpha of the published items among `items`, over the ballots that answered them all.
    pub(super) fn alpha(&self, items: &[usize]) -> Outcome<f64> {
        if items.len() < 2 {
            return Outcome::Withheld(Withheld::OneItem);
        }
        let published = self.published(items);
        if published.len() < 2 {
            return Outcome::Withheld(Withheld::NothingPublished);
        }
        let published: Vec<usize> = published.iter().map(|(item, _)| *item).collect();
        let columns = self.answers.complete(&published);
        let n_complete = columns.first().map_or(0, Vec::len) as u32;
        if !self.shows_spread(n_complete) {
            return self.below_double();
        }
        let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let spread: Vec<f64> = columns
            .iter()
            .filter_map(|column| variance(column))
            .collect();
        let scale = self.analysis.ratings.instrument().scale;
        let floor = variance_floor(n_complete, scale);
        match (mean(&spread), cronbach_alpha(&columns)) {
            (Some(spread), Some(alpha)) if spread >= floor => {
                Outcome::released(rounded_hundredth(alpha))
            }
            _ => Outcome::Withheld(Withheld::SpreadTooSmall),
        }
    }

    fn published(&self, items: &[usize]) -> Vec<(usize, ItemMean)> {
        items
            .iter()
            .filter_map(|item| Some((*item, self.means.items[*item]?)))
            .collect()
    }
}
