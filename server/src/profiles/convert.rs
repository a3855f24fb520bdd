//! Between the contract's words and those of `stats`: every variant by name, so that a new one on
//! either side does not compile until somebody has decided about it.

use contract::campaigns::{Protocol, Purpose};
use contract::instruments::Instrument;
use contract::profiles::{
    Bound, ChoiceShare, Figure, ForcedChoiceFigures, Gap, GapReading, Interval, Withheld, Zones,
    ZonesJoined,
};
use contract::raters::Relation;
use stats::disclosure as released;

/// Why a frozen protocol and its instrument cannot be computed with.
#[derive(Debug, thiserror::Error)]
pub enum ConvertError {
    /// The thresholds, weights or the merge path break a rule.
    #[error("the protocol's settings cannot be computed with")]
    Settings(#[from] stats::settings::SettingsError),
    /// The instrument contradicts itself.
    #[error("the instrument cannot be computed with")]
    Shape(#[from] stats::ratings::RatingsError),
    /// An item names a competency that the instrument does not have.
    #[error("item {item} belongs to no competency of the instrument")]
    Competency {
        /// Id of the item.
        item: String,
    },
    /// More competencies or prompts than can be counted.
    #[error("the instrument is too large")]
    TooLarge,
}

/// The relation as `stats` names it.
pub fn relation(relation: Relation) -> stats::Relation {
    match relation {
        Relation::Oneself => stats::Relation::Oneself,
        Relation::Superior => stats::Relation::Superior,
        Relation::Peer => stats::Relation::Peer,
        Relation::Subordinate => stats::Relation::Subordinate,
    }
}

/// The relation as the contract names it.
pub fn relation_shown(relation: stats::Relation) -> Relation {
    match relation {
        stats::Relation::Oneself => Relation::Oneself,
        stats::Relation::Superior => Relation::Superior,
        stats::Relation::Peer => Relation::Peer,
        stats::Relation::Subordinate => Relation::Subordinate,
    }
}

/// The relations of a set, in the order in which every page shows them.
pub fn relations_shown(set: stats::RelationSet) -> Vec<Relation> {
    set.iter().map(relation_shown).collect()
}

/// What the protocol decides about the figures.
pub fn settings(
    protocol: &Protocol,
    instrument: &Instrument,
) -> Result<stats::Settings, ConvertError> {
    let step = |step: &contract::campaigns::MergeStep| stats::MergeStep {
        relations: step.relations.iter().map(|of| relation(*of)).collect(),
    };
    let mut weights_permille = [0; stats::N_RELATIONS];
    for of in Relation::ALL {
        weights_permille[relation(of).index()] = protocol.weights.of(of);
    }
    Ok(stats::Settings::new(stats::SettingsParts {
        k: protocol.k,
        k_text: protocol.k_text,
        weights_permille,
        merge_path: protocol.merge_path.iter().map(step).collect(),
        sole_superior: if was_a_form(instrument) {
            stats::SoleSuperior::Attributed
        } else {
            stats::SoleSuperior::Protected
        },
        purpose: match protocol.purpose {
            Purpose::Development => stats::Purpose::Development,
            Purpose::Reference => stats::Purpose::Reference,
        },
    })?)
}

/// Whether somebody was asked with this instrument, and so told beforehand what is shown as his.
/// Ratings collected elsewhere have no wording: their items have no anchors.
fn was_a_form(instrument: &Instrument) -> bool {
    instrument.items.iter().any(|item| !item.anchors.is_empty())
}

/// What the columns of an instrument mean.
pub fn shape(instrument: &Instrument) -> Result<stats::Instrument, ConvertError> {
    let competency_of = |item: &contract::instruments::Item| {
        let found = instrument
            .competencies
            .iter()
            .position(|c| c.id == item.competency);
        found
            .ok_or_else(|| ConvertError::Competency {
                item: item.id.clone(),
            })
            .and_then(small)
    };
    let scale = instrument.scale;
    Ok(stats::Instrument {
        scale: stats::Scale::new(scale.min.into(), scale.max.into())?,
        item_competency: instrument
            .items
            .iter()
            .map(competency_of)
            .collect::<Result<_, _>>()?,
        n_competencies: small(instrument.competencies.len())?,
        n_prompts: small(instrument.prompts.len())?,
        choice: match instrument.forced_choice {
            Some(_) => stats::ChoiceQuestion::Asked,
            None => stats::ChoiceQuestion::NotAsked,
        },
    })
}

fn small(count: usize) -> Result<u16, ConvertError> {
    u16::try_from(count).map_err(|_| ConvertError::TooLarge)
}

/// Why a place is empty.
pub fn withheld(reason: released::Withheld) -> Withheld {
    // A threshold comes from the protocol, where it is a u16.
    let threshold = |k: u32| u16::try_from(k).unwrap_or(u16::MAX);
    match reason {
        released::Withheld::TooFew { k } => Withheld::TooFew { k: threshold(k) },
        released::Withheld::NotInvited => Withheld::NotInvited,
        released::Withheld::NoAnswer => Withheld::NoAnswers,
        released::Withheld::ItemTooFew { k } => Withheld::ItemTooFew { k: threshold(k) },
        released::Withheld::CountHidden { k } => Withheld::CountHidden { k: threshold(k) },
        released::Withheld::NothingPublished => Withheld::NothingPublished,
        released::Withheld::NotEnoughToMerge { subjects } => {
            Withheld::NotEnoughToMerge { subjects }
        }
        released::Withheld::BelowDouble { n } => Withheld::BelowDouble { n },
        released::Withheld::ZonesTooSmall => Withheld::ZonesTooSmall,
        released::Withheld::SpreadTooSmall => Withheld::SpreadTooSmall,
        released::Withheld::OneItem => Withheld::OneItem,
        released::Withheld::TooFewComments { k_text } => Withheld::TooFewComments {
            k_text: threshold(k_text),
        },
    }
}

fn interval(interval: released::Interval) -> Interval {
    let released::Interval { lo, hi } = interval;
    Interval { lo, hi }
}

/// A figure.
pub fn figure(figure: released::Figure) -> Figure {
    let released::Figure {
        estimate,
        bound,
        uncertainty,
        n,
        reliability,
    } = figure;
    Figure {
        estimate,
        bound: match bound {
            released::Bound::Exact => Bound::Exact,
            released::Bound::AtMost => Bound::AtMost,
            released::Bound::AtLeast => Bound::AtLeast,
        },
        ci95: uncertainty.map(|uncertainty| interval(uncertainty.ci95)),
        n,
        reliability,
    }
}

/// Self minus others.
pub fn gap(gap: released::Gap) -> Gap {
    Gap {
        difference: gap.difference,
        ci95: interval(gap.uncertainty.ci95),
        reading: match gap.word {
            released::GapWord::SelfHigher => GapReading::SelfHigher,
            released::GapWord::SelfLower => GapReading::SelfLower,
            released::GapWord::Similar => GapReading::Similar,
            released::GapWord::NotEnoughEvidence => GapReading::NotEnoughEvidence,
        },
    }
}

/// A distribution.
pub fn zones(distribution: released::Distribution) -> Zones {
    let n = distribution.n;
    match distribution.zones {
        released::Zones::Three {
            low_pct,
            middle_pct,
            high_pct,
        } => Zones {
            low_pct: Some(low_pct),
            middle_pct: Some(middle_pct),
            high_pct: Some(high_pct),
            joined: ZonesJoined::None,
            n,
        },
        released::Zones::LowMiddle {
            low_middle_pct,
            high_pct,
        } => Zones {
            low_pct: Some(low_middle_pct),
            middle_pct: None,
            high_pct: Some(high_pct),
            joined: ZonesJoined::LowMiddle,
            n,
        },
        released::Zones::MiddleHigh {
            low_pct,
            middle_high_pct,
        } => Zones {
            low_pct: Some(low_pct),
            middle_pct: None,
            high_pct: Some(middle_high_pct),
            joined: ZonesJoined::MiddleHigh,
            n,
        },
    }
}

/// The forced choice.
pub fn choices(choices: released::ChoiceFigures) -> ForcedChoiceFigures {
    let share = |share: released::ChoiceShare| match share {
        released::ChoiceShare::Few => ChoiceShare::Few,
        released::ChoiceShare::NearlyAll => ChoiceShare::NearlyAll,
        released::ChoiceShare::Share {
            pct,
            lo_pct,
            hi_pct,
        } => ChoiceShare::Share {
            pct,
            lo_pct,
            hi_pct,
        },
        released::ChoiceShare::Covered => ChoiceShare::Covered,
    };
    ForcedChoiceFigures {
        strongest: choices.strongest.into_iter().map(share).collect(),
        improve_first: choices.improve_first.into_iter().map(share).collect(),
        n: choices.n,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_go_there_and_back_in_the_same_order() {
        for of in Relation::ALL {
            assert_eq!(relation_shown(relation(of)), of);
        }
        let all: stats::RelationSet = Relation::ALL.into_iter().map(relation).collect();
        assert_eq!(relations_shown(all), Relation::ALL);
    }

    #[test]
    fn the_shipped_instruments_can_be_computed_with() {
        for instrument in crate::instruments::shipped().unwrap() {
            let shape = shape(&instrument).unwrap();
            assert_eq!(shape.n_competencies, 4);
            assert_eq!(shape.item_competency.len(), instrument.items.len());
            assert!(was_a_form(&instrument));
        }
    }
}
