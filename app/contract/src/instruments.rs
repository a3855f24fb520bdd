//! A bộ câu hỏi as data: the canonical JSON form, which is also the published schema.

use serde::{Deserialize, Serialize};

use crate::locale::{Lang, Localized};

/// An instrument, with all its wording in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// `toancanh/instrument/1`.
    pub schema: String,
    /// Id, kebab case.
    pub id: String,
    /// Counts up when any wording changes.
    pub version: u32,
    /// Title.
    pub title: Localized,
    /// What it is for and what it is grounded in.
    pub about: Localized,
    /// The scale of every item.
    pub scale: Scale,
    /// How to answer about somebody else, before the first item: the period, what to tick,
    /// that a blank is allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instruction: Option<Localized>,
    /// How to answer about oneself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub self_instruction: Option<Localized>,
    /// How well the rater knows the subject; not asked of oneself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub familiarity: Option<Familiarity>,
    /// The answer that is not a point of the scale.
    pub cannot_judge: Localized,
    /// The same answer about oneself, who does not lack information but may not have met the
    /// situation. Without it, `cannot_judge` is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub self_cannot_judge: Option<Localized>,
    /// Groups of items, in the order of the form.
    pub competencies: Vec<Competency>,
    /// Items, in the order of the form; items of one competency stand together.
    pub items: Vec<Item>,
    /// The choice that leniency cannot flatter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forced_choice: Option<ForcedChoice>,
    /// Open prompts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prompts: Vec<Prompt>,
}

/// The numbers an item can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Scale {
    /// Lowest level.
    pub min: u8,
    /// Highest level.
    pub max: u8,
}

/// The first question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Familiarity {
    /// The question.
    pub question: Localized,
    /// The answers, from most to least.
    pub levels: Vec<FamiliarityLevel>,
}

/// One answer of the first question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FamiliarityLevel {
    /// Id.
    pub id: String,
    /// The answer.
    pub label: Localized,
    /// The way out that is offered, without blame.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way_out: Option<Localized>,
}

/// A group of items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Competency {
    /// Id.
    pub id: String,
    /// Title.
    pub title: Localized,
    /// Short title for charts.
    pub short: Localized,
    /// What it covers.
    pub about: Localized,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Item {
    /// Id.
    pub id: String,
    /// Id of its competency.
    pub competency: String,
    /// Short name for charts.
    pub short: Localized,
    /// The question about somebody else; may hold `{name}`, `{full_name}`, `{post}`.
    pub stem: Localized,
    /// The question about oneself.
    pub self_stem: Localized,
    /// One concrete behaviour per level, lowest first. Empty for imported ratings.
    pub anchors: Vec<Localized>,
}

/// Two strongest, one to improve first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ForcedChoice {
    /// The strongest competencies.
    pub strongest: ChoiceQuestion,
    /// The one to improve first.
    pub improve_first: ChoiceQuestion,
}

/// A choice among the competencies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChoiceQuestion {
    /// The question about somebody else.
    pub question: Localized,
    /// The question about oneself.
    pub self_question: Localized,
    /// How many are chosen.
    pub count: u8,
}

/// An open prompt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Prompt {
    /// Id.
    pub id: String,
    /// The question about somebody else.
    pub question: Localized,
    /// The question about oneself.
    pub self_question: Localized,
}

/// What the placeholders of a wording stand for.
#[derive(Debug, Clone, Copy)]
pub struct Wording<'a> {
    /// Form of address and given name, or the full name.
    pub name: &'a str,
    /// Full name.
    pub full_name: &'a str,
    /// Post.
    pub post: &'a str,
    /// Language.
    pub lang: Lang,
}

impl Wording<'_> {
    /// The text with its placeholders filled in. A sentence that begins with a placeholder
    /// begins with a capital letter all the same.
    pub fn fill(&self, text: &Localized) -> String {
        let raw = text.get(self.lang);
        let filled = raw
            .replace("{full_name}", self.full_name)
            .replace("{name}", self.name)
            .replace("{post}", self.post);
        if !raw.starts_with('{') {
            return filled;
        }
        let mut letters = filled.chars();
        match letters.next() {
            Some(first) => first.to_uppercase().chain(letters).collect(),
            None => filled,
        }
    }
}

impl Instrument {
    /// Indices of the items of one competency, in the order of the form.
    pub fn items_of<'a>(&'a self, competency: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.items
            .iter()
            .enumerate()
            .filter(move |(_, item)| item.competency == competency)
            .map(|(index, _)| index)
    }

    /// Whether a ballot of it may carry free text.
    pub fn has_comments(&self) -> bool {
        !self.prompts.is_empty()
    }
}

/// The schema that an instrument file names.
pub const INSTRUMENT_SCHEMA: &str = "toancanh/instrument/1";

/// Something wrong with an instrument, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstrumentFault {
    /// The place in the file, e.g. `items[3].anchors[1].vi`.
    pub place: String,
    /// What is wrong there.
    pub problem: InstrumentProblem,
}

/// What can be wrong with an instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum InstrumentProblem {
    /// The file cannot be read as an instrument at all.
    Unreadable {
        /// What the reader says, with line and column.
        message: String,
    },
    /// It names another schema than [`INSTRUMENT_SCHEMA`].
    UnknownSchema,
    /// Not an id: small letters, digits and hyphens, a letter first, at most 40.
    BadId,
    /// The id stands twice in one list.
    DuplicateId,
    /// No competency has this id.
    UnknownCompetency,
    /// Items of one competency do not stand together, in the order of the competencies.
    OutOfOrder,
    /// Empty, and must not be.
    Missing,
    /// Longer than allowed.
    TooLong {
        /// The limit in characters.
        limit_chars: u32,
    },
    /// Not in Unicode normal form C, as composed Vietnamese letters are.
    NotNfc,
    /// Holds a control character or a line break.
    ControlCharacter,
    /// Begins or ends with a space.
    SpaceAround,
    /// A placeholder that is not filled in at this place.
    UnknownPlaceholder,
    /// Too few or too many of something.
    WrongCount {
        /// Fewest allowed.
        min: u32,
        /// Most allowed.
        max: u32,
        /// Found.
        found: u32,
    },
    /// Two levels of one item read alike.
    SameAnchors,
    /// Out of the range of whole numbers that is allowed.
    OutOfRange {
        /// Smallest allowed.
        min: u32,
        /// Largest allowed.
        max: u32,
    },
}
