//! A world as a campaign would have it: without truth, labels and minutes.

use super::parameters::{N_GROUPS, N_ITEMS, N_LEVELS, N_VIGNETTES, STRATA};
use super::world::World;
use crate::careless::{Pace, Sheet, SheetError};
use crate::profiles::{CampaignBallots, Strata};

/// What ties the ballots of one rater to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Linkage {
    /// A pseudonym of one campaign.
    Linked,
    /// Nothing.
    Unlinked,
    /// Nothing, but each ballot rates the vignettes.
    Vignettes,
}

/// What is known of the time that a ballot took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Seconds.
    Seconds,
    /// Three classes, as an anonymous campaign has them.
    Classes,
}

/// Seconds for an item below which a ballot is of class 1, and of class 2.
const CLASS_CUTS: (f64, f64) = (2.0, 4.0);

impl World {
    /// The campaign that this world is.
    ///
    /// # Errors
    /// [`SheetError`] cannot happen with answers that this world drew.
    pub fn campaign(&self, linkage: Linkage, clock: Clock) -> Result<CampaignBallots, SheetError> {
        let per_item = self.seconds.iter().map(|s| s / N_ITEMS as f64);
        let pace = match clock {
            Clock::Seconds => Pace::Seconds(per_item.map(Some).collect()),
            Clock::Classes => Pace::Classes(per_item.map(class).collect()),
        };
        let vignettes = match (&self.vignettes, linkage) {
            (Some(ratings), Linkage::Vignettes) => {
                Some(Sheet::new(N_VIGNETTES, N_LEVELS, ratings.concat())?)
            }
            _ => None,
        };
        let strata = (0..N_GROUPS).map(|g| {
            let of = |p: &&super::Population| p.group.index() == g;
            let shares: Vec<f64> = self.population.iter().filter(of).map(|p| p.share).collect();
            if shares.len() == STRATA.len() {
                Strata::Shares(shares)
            } else {
                Strata::Unknown(1)
            }
        });
        Ok(CampaignBallots {
            sheet: Sheet::new(N_ITEMS, N_LEVELS, self.answers.clone())?,
            lowest: 1.0,
            n_subjects: self.truth.len(),
            subject: self.subject.clone(),
            relation: self.group.iter().map(|group| group.index() as u8).collect(),
            strata: strata.collect(),
            stratum: self
                .stratum
                .iter()
                .map(|s| u16::from(s.unwrap_or(0)))
                .collect(),
            rater: match linkage {
                Linkage::Linked => self.rater.clone(),
                Linkage::Unlinked | Linkage::Vignettes => Vec::new(),
            },
            vignettes,
            pace,
        })
    }
}

fn class(seconds: f64) -> u8 {
    let (hasty, quick) = CLASS_CUTS;
    if seconds < hasty {
        1
    } else if seconds <= quick {
        2
    } else {
        3
    }
}
