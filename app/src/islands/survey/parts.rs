//! How an instrument becomes pages: short sections that scroll, then the choices, then the prompts.

use std::ops::Range;

use contract::instruments::{Competency, Instrument, Item};
use contract::raters::Relation;

/// A section grows by whole competencies while it holds no more items than this.
const SECTION_ITEMS_MAX: usize = 7;

/// Reading an item and its behaviours.
const ITEM_SECONDS: usize = 15;
/// Writing a few words to a prompt.
const PROMPT_SECONDS: usize = 60;

/// One page of the form, as "Phần 2/6" counts them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Items, by their place in the instrument.
    Items(Range<usize>),
    /// The strongest competencies and the one to improve first.
    Choices,
    /// The open prompts.
    Prompts,
}

/// The pages of an instrument, in their order.
pub fn parts(instrument: &Instrument) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut section = 0..0;
    for group in instrument.items.chunk_by(same_competency) {
        let grown = section.start..section.end + group.len();
        if grown.len() > SECTION_ITEMS_MAX && !section.is_empty() {
            let next = section.end..section.end + group.len();
            parts.push(Part::Items(section));
            section = next;
        } else {
            section = grown;
        }
    }
    if !section.is_empty() {
        parts.push(Part::Items(section));
    }
    if instrument.forced_choice.is_some() {
        parts.push(Part::Choices);
    }
    if !instrument.prompts.is_empty() {
        parts.push(Part::Prompts);
    }
    parts
}

/// The competency that a whole section is about; `None` when it mixes several.
pub fn competency_of<'a>(
    instrument: &'a Instrument,
    section: &Range<usize>,
) -> Option<&'a Competency> {
    let items = &instrument.items[section.clone()];
    let first = items.first()?;
    items
        .iter()
        .all(|item| same_competency(item, first))
        .then_some(&instrument.competencies)?
        .iter()
        .find(|competency| competency.id == first.competency)
}

/// Questions of all kinds that one rater meets about one subject.
pub fn n_questions(instrument: &Instrument, relation: Relation) -> usize {
    n_quick(instrument, relation) + instrument.prompts.len()
}

/// How long they take, rounded up.
pub fn minutes(instrument: &Instrument, relation: Relation) -> usize {
    let seconds =
        n_quick(instrument, relation) * ITEM_SECONDS + instrument.prompts.len() * PROMPT_SECONDS;
    seconds.div_ceil(60)
}

/// Questions that are answered by choosing.
fn n_quick(instrument: &Instrument, relation: Relation) -> usize {
    let familiarity = usize::from(asks_familiarity(instrument, relation));
    let choices = if instrument.forced_choice.is_some() {
        2
    } else {
        0
    };
    instrument.items.len() + familiarity + choices
}

/// Nobody is asked how well he knows himself.
pub fn asks_familiarity(instrument: &Instrument, relation: Relation) -> bool {
    instrument.familiarity.is_some() && relation != Relation::Oneself
}

fn same_competency(one: &Item, other: &Item) -> bool {
    one.competency == other.competency
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::islands::survey::builders::instrument;

    #[test]
    fn a_competency_of_five_items_is_a_section_of_its_own() {
        let parts = parts(&instrument(&[5, 5, 5, 5]));
        assert_eq!(
            parts,
            [
                Part::Items(0..5),
                Part::Items(5..10),
                Part::Items(10..15),
                Part::Items(15..20),
                Part::Choices,
                Part::Prompts,
            ]
        );
    }

    #[test]
    fn small_competencies_share_a_section() {
        let short = instrument(&[2, 1, 2, 1]);
        assert_eq!(parts(&short)[0], Part::Items(0..6));
        assert_eq!(competency_of(&short, &(0..6)), None);
    }

    #[test]
    fn a_competency_is_never_cut_in_two() {
        assert_eq!(
            parts(&instrument(&[4, 4, 9]))[..3],
            [Part::Items(0..4), Part::Items(4..8), Part::Items(8..17)]
        );
    }

    #[test]
    fn a_section_of_one_competency_is_named_for_it() {
        let instrument = instrument(&[5, 5]);
        let named = competency_of(&instrument, &(5..10)).map(|competency| competency.id.as_str());
        assert_eq!(named, Some("c1"));
    }

    #[test]
    fn oneself_is_not_asked_how_well_one_knows_oneself() {
        let instrument = instrument(&[5, 5, 5, 5]);
        assert_eq!(n_questions(&instrument, Relation::Peer), 20 + 1 + 2 + 3);
        assert_eq!(n_questions(&instrument, Relation::Oneself), 20 + 2 + 3);
        assert_eq!(minutes(&instrument, Relation::Peer), 9);
    }
}
