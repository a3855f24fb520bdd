//! The answers while they are being given, and what makes them ready to be sealed.

use contract::answers::tidy_comment;
use contract::ballots::{Answers, COMMENT_LIMIT_CHARS, ItemAnswer};
use contract::instruments::Instrument;
use contract::raters::Relation;

use super::parts::{Part, asks_familiarity, parts};

/// A form on which nothing is answered yet.
pub fn blank(instrument: &Instrument) -> Answers {
    let mut answers = Answers::blank(instrument);
    answers
        .comments
        .resize(instrument.prompts.len(), String::new());
    answers
}

/// Chooses one of the strongest competencies, or takes the choice back.
/// `false` when as many are chosen already as may be.
pub fn toggle_strongest(answers: &mut Answers, competency: u8, most: u8) -> bool {
    if let Some(at) = answers
        .strongest
        .iter()
        .position(|chosen| *chosen == competency)
    {
        answers.strongest.remove(at);
        return true;
    }
    if answers.strongest.len() >= usize::from(most) {
        return false;
    }
    let place = answers
        .strongest
        .iter()
        .take_while(|chosen| **chosen < competency)
        .count();
    answers.strongest.insert(place, competency);
    true
}

/// A question without an answer. Nobody has to answer it; the review offers a way back to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// How well the rater knows the subject.
    Familiarity,
    /// An item, by its place in the instrument.
    Item(usize),
    /// Fewer of the strongest competencies than asked for.
    Strongest,
    /// The one to improve first.
    ImproveFirst,
}

impl Gap {
    /// Where its question stands: the part, or `None` for the start page.
    pub fn part(self, instrument: &Instrument) -> Option<usize> {
        parts(instrument)
            .iter()
            .position(|part| match (self, part) {
                (Self::Item(item), Part::Items(items)) => items.contains(&item),
                (Self::Strongest | Self::ImproveFirst, Part::Choices) => true,
                _ => false,
            })
    }
}

/// The questions without an answer, in the order of the form. Prompts are optional and not listed.
pub fn gaps(instrument: &Instrument, relation: Relation, answers: &Answers) -> Vec<Gap> {
    let mut gaps = Vec::new();
    if asks_familiarity(instrument, relation) && answers.familiarity.is_none() {
        gaps.push(Gap::Familiarity);
    }
    gaps.extend(
        answers
            .items
            .iter()
            .enumerate()
            .filter(|(_, answer)| **answer == ItemAnswer::Blank)
            .map(|(item, _)| Gap::Item(item)),
    );
    if let Some(choice) = &instrument.forced_choice {
        if answers.strongest.len() < usize::from(choice.strongest.count) {
            gaps.push(Gap::Strongest);
        }
        if answers.improve_first.is_none() {
            gaps.push(Gap::ImproveFirst);
        }
    }
    gaps
}

/// Whether nothing at all was answered.
pub fn is_empty(answers: &Answers) -> bool {
    answers
        .items
        .iter()
        .all(|answer| *answer == ItemAnswer::Blank)
        && answers.strongest.is_empty()
        && answers.improve_first.is_none()
        && answers
            .comments
            .iter()
            .all(|comment| comment.trim().is_empty())
}

/// A stored draft, made to fit the instrument: what the instrument does not know is left out.
/// (The protocol freezes the instrument, so this mends only what something else has spoilt.)
pub fn fit(mut answers: Answers, instrument: &Instrument, relation: Relation) -> Answers {
    answers
        .items
        .resize(instrument.items.len(), ItemAnswer::Blank);
    for answer in &mut answers.items {
        if let ItemAnswer::Level(level) = *answer
            && !(instrument.scale.min..=instrument.scale.max).contains(&level)
        {
            *answer = ItemAnswer::Blank;
        }
    }
    let n_levels = instrument
        .familiarity
        .as_ref()
        .map_or(0, |asked| asked.levels.len());
    answers.familiarity = answers
        .familiarity
        .filter(|level| asks_familiarity(instrument, relation) && usize::from(*level) < n_levels);
    let known = |competency: &u8| usize::from(*competency) < instrument.competencies.len();
    let most = match &instrument.forced_choice {
        Some(choice) => choice.strongest.count,
        None => 0,
    };
    for competency in std::mem::take(&mut answers.strongest) {
        if known(&competency) && !answers.strongest.contains(&competency) {
            toggle_strongest(&mut answers, competency, most);
        }
    }
    answers.improve_first = answers
        .improve_first
        .filter(|competency| most > 0 && known(competency));
    answers
        .comments
        .resize(instrument.prompts.len(), String::new());
    for comment in &mut answers.comments {
        shorten(comment);
    }
    answers
}

/// What goes into the envelope: as [`fit`], with tidy comments. It always passes
/// [`Answers::check`], which the tally asks again.
pub fn ready(answers: Answers, instrument: &Instrument, relation: Relation) -> Answers {
    let mut answers = fit(answers, instrument, relation);
    for comment in &mut answers.comments {
        *comment = tidy_comment(comment);
    }
    answers
}

/// Cuts a comment at its limit, between two characters.
pub fn shorten(comment: &mut String) {
    if let Some((end, _)) = comment.char_indices().nth(COMMENT_LIMIT_CHARS) {
        comment.truncate(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::islands::survey::builders::instrument;

    const PEER: Relation = Relation::Peer;

    #[test]
    fn a_third_strongest_competency_is_refused_and_the_two_stay() {
        let mut answers = Answers::default();
        assert!(toggle_strongest(&mut answers, 3, 2));
        assert!(toggle_strongest(&mut answers, 0, 2));
        assert!(!toggle_strongest(&mut answers, 1, 2));
        assert_eq!(answers.strongest, [0, 3]);
    }

    #[test]
    fn a_strongest_competency_can_be_taken_back() {
        let mut answers = Answers {
            strongest: vec![0, 3],
            ..Answers::default()
        };
        assert!(toggle_strongest(&mut answers, 0, 2));
        assert!(toggle_strongest(&mut answers, 1, 2));
        assert_eq!(answers.strongest, [1, 3]);
    }

    #[test]
    fn gaps_come_in_the_order_of_the_form_and_lead_to_their_parts() {
        let instrument = instrument(&[5, 5]);
        let mut answers = blank(&instrument);
        answers.items.fill(ItemAnswer::Level(3));
        answers.items[7] = ItemAnswer::Blank;
        answers.strongest = vec![1];
        let gaps = gaps(&instrument, PEER, &answers);
        assert_eq!(
            gaps,
            [
                Gap::Familiarity,
                Gap::Item(7),
                Gap::Strongest,
                Gap::ImproveFirst
            ]
        );
        let places: Vec<_> = gaps.iter().map(|gap| gap.part(&instrument)).collect();
        assert_eq!(places, [None, Some(1), Some(2), Some(2)]);
    }

    #[test]
    fn cannot_judge_is_an_answer() {
        let instrument = instrument(&[1]);
        let mut answers = blank(&instrument);
        answers.items[0] = ItemAnswer::CannotJudge;
        assert!(!gaps(&instrument, PEER, &answers).contains(&Gap::Item(0)));
        assert!(!is_empty(&answers));
    }

    #[test]
    fn oneself_has_no_gap_at_familiarity() {
        let instrument = instrument(&[1]);
        let gaps = gaps(&instrument, Relation::Oneself, &blank(&instrument));
        assert!(!gaps.contains(&Gap::Familiarity));
    }

    #[test]
    fn a_blank_form_is_empty_and_one_of_spaces_too() {
        let mut answers = blank(&instrument(&[2]));
        assert!(is_empty(&answers));
        answers.comments[1] = " \n ".to_owned();
        assert!(is_empty(&answers));
        answers.comments[1] = "Nên họp ngắn hơn".to_owned();
        assert!(!is_empty(&answers));
    }

    #[test]
    fn a_spoilt_draft_is_mended_without_losing_what_is_sound() {
        let instrument = instrument(&[2]);
        let spoilt = Answers {
            familiarity: Some(9),
            items: vec![ItemAnswer::Level(6)],
            strongest: vec![4, 0, 0],
            improve_first: Some(1),
            comments: vec!["giữ".to_owned()],
        };
        let mended = fit(spoilt, &instrument, PEER);
        assert_eq!(mended.familiarity, None);
        assert_eq!(mended.items, [ItemAnswer::Blank, ItemAnswer::Blank]);
        assert_eq!(mended.strongest, [0]);
        assert_eq!(mended.improve_first, None);
        assert_eq!(mended.comments, ["giữ", "", ""]);
        assert_eq!(mended.check(&instrument, PEER), Ok(()));
    }

    #[test]
    fn what_is_ready_to_seal_has_trimmed_comments_within_the_limit() {
        let instrument = instrument(&[1]);
        let mut answers = blank(&instrument);
        answers.familiarity = Some(1);
        answers.comments[0] = "  Nên giao\u{0} việc sớm hơn.\n".to_owned();
        answers.comments[2] = "ề".repeat(COMMENT_LIMIT_CHARS + 1);
        let ready = ready(answers, &instrument, PEER);
        assert_eq!(ready.familiarity, Some(1));
        assert_eq!(ready.comments[0], "Nên giao việc sớm hơn.");
        assert_eq!(ready.comments[2].chars().count(), COMMENT_LIMIT_CHARS);
        assert_eq!(ready.check(&instrument, PEER), Ok(()));
    }
}
