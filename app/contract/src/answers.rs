//! What answers fit an instrument. The encoder asks before sealing, the tally after opening:
//! one function, so that nothing which the one lets through is thrown away by the other.

use crate::ballots::{Answers, COMMENT_LIMIT_CHARS, ItemAnswer};
use crate::instruments::Instrument;
use crate::raters::Relation;

/// Why answers do not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnswerFault {
    /// Not one answer per item.
    #[error("not one answer per item")]
    ItemCount,
    /// A level that the scale does not have.
    #[error("a level outside the scale")]
    Level,
    /// A familiarity level that does not exist, or one given about oneself.
    #[error("no such familiarity level")]
    Familiarity,
    /// Too many, repeated or unknown competencies, or a choice that is not asked.
    #[error("no such choice")]
    Choice,
    /// Not one text per prompt.
    #[error("not one text per prompt")]
    CommentCount,
    /// A text over the limit.
    #[error("a text over the limit")]
    CommentLength,
    /// A control character other than a line break or a tab.
    #[error("a control character in a text")]
    CommentCharacter,
}

impl Answers {
    /// Nothing answered: legal, and where every form begins.
    pub fn blank(instrument: &Instrument) -> Self {
        Self {
            familiarity: None,
            items: vec![ItemAnswer::Blank; instrument.items.len()],
            strongest: Vec::new(),
            improve_first: None,
            comments: Vec::new(),
        }
    }

    /// Whether they fit this instrument, asked in this relation. Blanks fit everywhere.
    pub fn check(&self, instrument: &Instrument, relation: Relation) -> Result<(), AnswerFault> {
        if self.items.len() != instrument.items.len() {
            return Err(AnswerFault::ItemCount);
        }
        let scale = instrument.scale.min..=instrument.scale.max;
        if self.items.iter().any(|answer| match answer {
            ItemAnswer::Level(level) => !scale.contains(level),
            ItemAnswer::Blank | ItemAnswer::CannotJudge => false,
        }) {
            return Err(AnswerFault::Level);
        }
        if let Some(level) = self.familiarity {
            let n_levels = instrument
                .familiarity
                .as_ref()
                .filter(|_| relation != Relation::Oneself)
                .map_or(0, |familiarity| familiarity.levels.len());
            if usize::from(level) >= n_levels {
                return Err(AnswerFault::Familiarity);
            }
        }
        self.check_choices(instrument)?;
        self.check_comments(instrument)
    }

    fn check_choices(&self, instrument: &Instrument) -> Result<(), AnswerFault> {
        let (n_strongest, n_improve) = instrument.forced_choice.as_ref().map_or((0, 0), |choice| {
            (choice.strongest.count, choice.improve_first.count.min(1))
        });
        let exists = |index: u8| usize::from(index) < instrument.competencies.len();
        let repeated = self
            .strongest
            .iter()
            .enumerate()
            .any(|(place, index)| self.strongest[..place].contains(index));
        if self.strongest.len() > usize::from(n_strongest)
            || repeated
            || !self.strongest.iter().copied().all(exists)
            || self
                .improve_first
                .is_some_and(|index| n_improve == 0 || !exists(index))
        {
            return Err(AnswerFault::Choice);
        }
        Ok(())
    }

    fn check_comments(&self, instrument: &Instrument) -> Result<(), AnswerFault> {
        if !self.comments.is_empty() && self.comments.len() != instrument.prompts.len() {
            return Err(AnswerFault::CommentCount);
        }
        for text in &self.comments {
            if text.chars().count() > COMMENT_LIMIT_CHARS {
                return Err(AnswerFault::CommentLength);
            }
            if text
                .chars()
                .any(|letter| letter.is_control() && letter != '\n' && letter != '\t')
            {
                return Err(AnswerFault::CommentCharacter);
            }
        }
        Ok(())
    }
}

/// A text as it was typed, ready to be an answer: line breaks as `\n`, other control characters
/// gone, no blanks around it. Its length is left to [`Answers::check`].
pub fn tidy_comment(typed: &str) -> String {
    let text: String = typed
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|letter| !letter.is_control() || *letter == '\n' || *letter == '\t')
        .collect();
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instrument() -> Instrument {
        serde_json::from_str(include_str!(
            "../../../server/instruments/leadership-public-service.json"
        ))
        .expect("the instrument reads")
    }

    #[test]
    fn a_blank_form_fits() {
        let instrument = instrument();
        let blank = Answers::blank(&instrument);
        for relation in Relation::ALL {
            assert_eq!(blank.check(&instrument, relation), Ok(()));
        }
    }

    #[test]
    fn each_thing_that_does_not_fit_is_named() {
        let instrument = instrument();
        let faulty = |change: &dyn Fn(&mut Answers)| {
            let mut answers = Answers::blank(&instrument);
            change(&mut answers);
            answers.check(&instrument, Relation::Peer)
        };
        assert_eq!(
            faulty(&|a| a.items.truncate(1)),
            Err(AnswerFault::ItemCount)
        );
        assert_eq!(
            faulty(&|a| a.items[0] = ItemAnswer::Level(6)),
            Err(AnswerFault::Level)
        );
        assert_eq!(
            faulty(&|a| a.items[0] = ItemAnswer::Level(0)),
            Err(AnswerFault::Level)
        );
        assert_eq!(faulty(&|a| a.items[0] = ItemAnswer::Level(5)), Ok(()));
        assert_eq!(
            faulty(&|a| a.familiarity = Some(3)),
            Err(AnswerFault::Familiarity)
        );
        assert_eq!(faulty(&|a| a.familiarity = Some(2)), Ok(()));
        assert_eq!(
            faulty(&|a| a.strongest = vec![0, 1, 2]),
            Err(AnswerFault::Choice)
        );
        assert_eq!(
            faulty(&|a| a.strongest = vec![1, 1]),
            Err(AnswerFault::Choice)
        );
        assert_eq!(faulty(&|a| a.strongest = vec![4]), Err(AnswerFault::Choice));
        assert_eq!(faulty(&|a| a.strongest = vec![3, 0]), Ok(()));
        assert_eq!(
            faulty(&|a| a.improve_first = Some(4)),
            Err(AnswerFault::Choice)
        );
        assert_eq!(
            faulty(&|a| a.comments = vec![String::new()]),
            Err(AnswerFault::CommentCount)
        );
        let say = |text: &str| {
            let text = text.to_owned();
            move |a: &mut Answers| a.comments = vec![text.clone(), String::new(), String::new()]
        };
        assert_eq!(faulty(&say(&"ệ".repeat(1_000))), Ok(()));
        assert_eq!(
            faulty(&say(&"ệ".repeat(1_001))),
            Err(AnswerFault::CommentLength)
        );
        assert_eq!(faulty(&say("a\nb\tc")), Ok(()));
        assert_eq!(faulty(&say("a\0")), Err(AnswerFault::CommentCharacter));
    }

    #[test]
    fn nobody_says_how_well_he_knows_himself() {
        let instrument = instrument();
        let answers = Answers {
            familiarity: Some(0),
            ..Answers::blank(&instrument)
        };
        assert_eq!(
            answers.check(&instrument, Relation::Oneself),
            Err(AnswerFault::Familiarity)
        );
    }

    #[test]
    fn a_tidied_text_keeps_its_lines_and_loses_control_characters() {
        assert_eq!(tidy_comment("  a\r\nb\0\rc \n"), "a\nb\nc");
        assert_eq!(tidy_comment("\u{7f}\u{85}"), "");
    }
}
