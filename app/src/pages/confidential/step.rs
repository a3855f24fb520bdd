//! The pages of the form in their order, and where a button leads.

use contract::answers::AnswerFault;
use contract::ballots::Answers;
use contract::instruments::Instrument;
use contract::raters::Relation;

use crate::islands::survey::parts::{Part, asks_familiarity, parts};

/// A page of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// What it is about, and how well the rater knows the subject.
    Start,
    /// Who knows the subject little may stop without giving a reason.
    WayOut,
    /// A part of the questions.
    Part(usize),
    /// Everything once more.
    Review,
}

/// What a button of the form asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Go {
    /// The next page.
    Next,
    /// The page before.
    Back,
    /// This page.
    To(Step),
    /// This page in the other language.
    Language,
    /// Send it.
    Send,
}

impl Step {
    /// As the form carries it.
    pub fn name(self) -> String {
        match self {
            Self::Start => "start".to_owned(),
            Self::WayOut => "way-out".to_owned(),
            Self::Part(nth) => format!("part-{nth}"),
            Self::Review => "review".to_owned(),
        }
    }

    /// Reads it back; a part that the instrument has not is none.
    pub fn read(name: &str, instrument: &Instrument) -> Option<Self> {
        match name {
            "start" => Some(Self::Start),
            "way-out" => Some(Self::WayOut),
            "review" => Some(Self::Review),
            part => {
                let nth: usize = part.strip_prefix("part-")?.parse().ok()?;
                (nth < parts(instrument).len()).then_some(Self::Part(nth))
            }
        }
    }

    /// The page after this one.
    pub fn next(self, instrument: &Instrument, relation: Relation, answers: &Answers) -> Self {
        let n_parts = parts(instrument).len();
        match self {
            Self::Start if offers_way_out(instrument, relation, answers) => Self::WayOut,
            Self::Start | Self::WayOut if n_parts > 0 => Self::Part(0),
            Self::Part(nth) if nth + 1 < n_parts => Self::Part(nth + 1),
            Self::Start | Self::WayOut | Self::Part(_) | Self::Review => Self::Review,
        }
    }

    /// The page before this one.
    pub fn back(self, instrument: &Instrument) -> Self {
        match self {
            Self::Start | Self::WayOut | Self::Part(0) => Self::Start,
            Self::Part(nth) => Self::Part(nth - 1),
            Self::Review => match parts(instrument).len() {
                0 => Self::Start,
                n_parts => Self::Part(n_parts - 1),
            },
        }
    }

    /// Where a fault is corrected.
    pub fn of_fault(fault: AnswerFault, instrument: &Instrument) -> Self {
        let wanted = |part: &Part| match fault {
            AnswerFault::Choice => *part == Part::Choices,
            AnswerFault::CommentCount
            | AnswerFault::CommentLength
            | AnswerFault::CommentCharacter => *part == Part::Prompts,
            AnswerFault::ItemCount | AnswerFault::Level => matches!(part, Part::Items(_)),
            AnswerFault::Familiarity => false,
        };
        parts(instrument)
            .iter()
            .position(wanted)
            .map_or(Self::Start, Self::Part)
    }
}

impl Go {
    /// As a button carries it.
    pub fn name(self) -> String {
        match self {
            Self::Next => "next".to_owned(),
            Self::Back => "back".to_owned(),
            Self::Language => "language".to_owned(),
            Self::Send => "send".to_owned(),
            Self::To(step) => step.name(),
        }
    }

    /// Reads it back.
    pub fn read(name: &str, instrument: &Instrument) -> Option<Self> {
        match name {
            "next" => Some(Self::Next),
            "back" => Some(Self::Back),
            "language" => Some(Self::Language),
            "send" => Some(Self::Send),
            step => Step::read(step, instrument).map(Self::To),
        }
    }
}

/// Whether the familiarity that was chosen comes with a way out.
fn offers_way_out(instrument: &Instrument, relation: Relation, answers: &Answers) -> bool {
    asks_familiarity(instrument, relation)
        && instrument
            .familiarity
            .as_ref()
            .zip(answers.familiarity)
            .and_then(|(asked, level)| asked.levels.get(usize::from(level)))
            .is_some_and(|level| level.way_out.is_some())
}
