//! Distributions, agreement, alpha and "cannot judge" of one cell (rule 5).
//!
//! All but the last need 2k ballots, counted per item (rule 7) on the number that may be named.
//! Distributions that would tell single answers beside the mean are withheld, see [`super::audit`].
//!
//! Agreement and alpha need two items: of one, the agreement is its variance in other words. They tell
//! the sum of the squares of all items, which beside the zones of small cells often leaves one item a
//! single explanation: they need 4k people, and are rounded the more coarsely the fewer there are,
//! see [`index`]. That makes it rare that they tell anything, and does not exclude it. They use item
//! variances of at least [`variance_floor`]; where the items together vary less, alpha would tell that
//! everybody said nearly the same and is withheld.

use super::figure::index;
use super::released::{Distribution, Outcome, Withheld};
use crate::agreement::{cronbach_alpha, rwg_j_of};
use crate::answers::CellAnswers;
use crate::means::ItemMean;
use crate::numeric::{mean, variance};
use crate::partition::CellKind;
use crate::pipeline::{Analysis, CellMeans};
use crate::protection::{certain, variance_floor};
use crate::zones::{ZoneCounts, zones};

/// One cell of one subject.
pub(super) struct CellOf<'a> {
    pub(super) analysis: &'a Analysis<'a>,
    pub(super) subject: u32,
    pub(super) means: &'a CellMeans,
    pub(super) answers: CellAnswers,
}

impl CellOf<'_> {
    /// Withheld below `least` people that may be named.
    fn below<T>(&self, least: u32, n_certain: u32) -> Option<Outcome<T>> {
        let shown = self.means.cell.kind == CellKind::Group && n_certain >= least;
        (!shown).then_some(Outcome::Withheld(Withheld::BelowDouble { n: least }))
    }

    /// The distribution of an item.
    pub(super) fn distribution(&self, item: usize, mean: &ItemMean) -> Outcome<Distribution> {
        if let Some(withheld) = self.below(self.analysis.settings.two_k(), mean.n_certain) {
            return withheld;
        }
        let scale = self.analysis.ratings.instrument().scale;
        let counts = ZoneCounts::of(self.answers.values(item), scale);
        let n_cell = self.means.cell.n_ballots;
        let audit = &self.analysis.audit;
        match zones(counts, mean.n_certain) {
            Some(zones) if !audit.withholds(mean, n_cell, zones, scale) => {
                Outcome::released(Distribution {
                    zones,
                    n: mean.n_certain,
                })
            }
            Some(_) | None => Outcome::Withheld(Withheld::ZonesTooSmall),
        }
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

    /// r_wg(j) of the published items among `items`, of which it takes two.
    pub(super) fn rwg_j(&self, items: &[usize]) -> Outcome<f64> {
        if items.len() < 2 {
            return Outcome::Withheld(Withheld::OneItem);
        }
        let published = self.published(items);
        let least = published.iter().map(|(_, mean)| mean.n_certain).min();
        let Some(least_certain) = least.filter(|_| published.len() > 1) else {
            return Outcome::Withheld(Withheld::NothingPublished);
        };
        if let Some(withheld) = self.below(self.analysis.settings.four_k(), least_certain) {
            return withheld;
        }
        let scale = self.analysis.ratings.instrument().scale;
        let floored = |(_, mean): &(usize, ItemMean)| {
            Some(mean.variance()?.max(variance_floor(mean.n_certain, scale)))
        };
        let variances: Vec<f64> = published.iter().filter_map(floored).collect();
        match rwg_j_of(&variances, scale) {
            Some(agreement) => Outcome::released(index(agreement, least_certain)),
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
        let n_certain = certain(
            n_complete,
            self.means.cell.n_ballots,
            self.analysis.settings.k(),
        );
        if let Some(withheld) = self.below(self.analysis.settings.four_k(), n_certain) {
            return withheld;
        }
        let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let spread: Vec<f64> = columns
            .iter()
            .filter_map(|column| variance(column))
            .collect();
        let scale = self.analysis.ratings.instrument().scale;
        let floor = variance_floor(n_certain, scale);
        match (mean(&spread), cronbach_alpha(&columns)) {
            (Some(spread), Some(alpha)) if spread >= floor => {
                Outcome::released(index(alpha, n_certain))
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
