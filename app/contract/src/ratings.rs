//! Ratings collected elsewhere, on their way in: what is said about the file, what a dry run finds,
//! and everything that can be wrong. No rater stands in any of it.

use serde::{Deserialize, Serialize};

use crate::campaigns::Weights;
use crate::error::Fault;
use crate::people::{ImportFaultKind, Listed};
use crate::raters::Relation;

/// What is said about a file of ratings and about the campaign that it becomes, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RatingsForm {
    /// Heading of the column that says who is rated.
    pub subject: String,
    /// Whether that column holds staff codes of people on the roster.
    pub staff_codes: bool,
    /// Heading of the column that says who rated; only checked for repeats. Empty: there is none.
    pub rater: String,
    /// The one relation of all rows. Empty: a column says it.
    pub relation: String,
    /// Heading of the column with the relation. Empty: it is the same in all rows.
    pub relation_column: String,
    /// Headings of the rated items, as one competency.
    pub items: Vec<String>,
    /// Competencies with their items, each `NAME=ITEM,ITEM`, where the name may be `VI|EN`.
    pub group: Vec<String>,
    /// The scale, `MIN:MAX`.
    pub scale: String,
    /// Short code of the campaign.
    pub code: String,
    /// Title in Vietnamese.
    pub title_vi: String,
    /// Title in English.
    pub title_en: String,
    /// `development` or `reference`.
    pub purpose: String,
    /// Weights in per cent, `RELATION=N,RELATION=N`. Empty: not decided.
    pub weights: String,
    /// k.
    pub k: String,
    /// A [`crate::drafts::MergeChoice`]. Empty: not decided.
    pub merge: String,
    /// First day on which the ratings were collected.
    pub from: String,
    /// Last day.
    pub to: String,
}

/// What a dry run found. Nothing is written yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RatingsRun {
    /// What ties the second step to this run: file, form and the people it names.
    pub hash: String,
    /// Short code of the campaign.
    pub code: String,
    /// Rows of data in the file.
    pub n_rows: u64,
    /// Rows without any rating, which are left out.
    pub n_blank_rows: u64,
    /// Different subjects.
    pub n_subjects: u64,
    /// The relations, in the order of every page.
    pub relations: Vec<RelationFound>,
    /// The items, in the order of the instrument.
    pub items: Vec<ItemFound>,
    /// What came of the weights.
    pub weights: WeightsFound,
    /// k.
    pub k: u16,
    /// Whether repeats could be looked for.
    pub raters: RatersFound,
    /// Whether an earlier import of the same was cut, or completed.
    pub standing: Standing,
    /// Everything that is wrong.
    pub faults: Listed<RatingsFault>,
}

/// What a file holds of one relation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelationFound {
    /// The relation.
    pub relation: Relation,
    /// Rows with at least one rating.
    pub n_ballots: u64,
    /// Subjects that have any.
    pub n_subjects: u64,
    /// Of these, subjects with fewer than k.
    pub n_below_k: u64,
}

/// What a file holds of one item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemFound {
    /// Its heading.
    pub heading: String,
    /// Ratings.
    pub n_values: u64,
    /// Blank fields in rows that count.
    pub n_missing: u64,
    /// Smallest and largest rating; `None` without any.
    pub range: Option<(f64, f64)>,
}

/// What came of the weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WeightsFound {
    /// Not decided; the faults say so.
    Open,
    /// One relation besides the leaders themselves: its weight is the whole, so nothing is asked.
    Whole(Relation),
    /// As decided.
    Decided(Weights),
}

/// Whether repeats could be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RatersFound {
    /// The file has no column for it.
    NotNamed,
    /// So many different ones, each once about a subject.
    Different(u64),
}

/// Where the campaign of this file stands already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Nowhere.
    New,
    /// An import of the same file was cut before its answers were written; applying completes it.
    Cut,
    /// It was imported; applying again writes nothing.
    Done,
}

/// A fault and its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingsFault {
    /// The place.
    pub place: RatingsPlace,
    /// What is wrong.
    pub kind: RatingsFaultKind,
}

/// Where something is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RatingsPlace {
    /// A field of the form, which on the command line is an option.
    Field(String),
    /// The whole file.
    File,
    /// A row as a spreadsheet counts it, and the heading of the column where it is one field.
    Row {
        /// The heading is row 1.
        row: u32,
        /// The heading of the column.
        heading: Option<String>,
    },
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RatingsFaultKind {
    /// As in any file that is imported: encoding, empty file, number of fields, text.
    File(ImportFaultKind),
    /// As in the form of any campaign.
    Form(Fault),
    /// Not of the shape that the field takes.
    Unreadable {
        /// What stands there.
        text: String,
        /// How it could be written.
        example: String,
    },
    /// No column has this heading.
    NoSuchColumn {
        /// What was asked for.
        name: String,
        /// The headings of the file.
        headings: Vec<String>,
    },
    /// Several columns have this heading.
    SeveralColumns {
        /// What was asked for.
        name: String,
    },
    /// One column is to be two things.
    ColumnTwice {
        /// Its heading.
        heading: String,
    },
    /// A heading that cannot name an item: too long, or with braces.
    UnusableHeading {
        /// The heading.
        heading: String,
    },
    /// More than can be worked with.
    TooMany {
        /// Of what.
        what: Counted,
        /// The limit.
        limit: u64,
    },
    /// No row has a rating.
    NoRatings,
    /// Nobody but the subjects themselves rated.
    OnlySelf,
    /// The scale is not given; so far the ratings lie in this range.
    ScaleOpen {
        /// The smallest and the largest, as text; `None` without any.
        found: Option<(String, String)>,
    },
    /// Not a number.
    NotANumber {
        /// What stands there.
        text: String,
    },
    /// A number that is not on the scale.
    OffScale {
        /// What stands there.
        text: String,
        /// Lowest level.
        min: u8,
        /// Highest level.
        max: u8,
    },
    /// Not a relation.
    UnknownRelation {
        /// What stands there.
        text: String,
    },
    /// The same rater rated the same subject before.
    RaterTwice {
        /// The row where he did.
        first_row: u32,
    },
    /// The subject rated himself before.
    SelfTwice {
        /// The row where he did.
        first_row: u32,
    },
    /// Nobody on the roster has this staff code.
    UnknownPerson {
        /// What stands there.
        staff_code: String,
    },
    /// Several relations rated, and their weights are not decided.
    WeightsOpen {
        /// The relations.
        relations: Vec<Relation>,
    },
    /// A relation rated, and the weights do not name it.
    WithoutWeight {
        /// The relation.
        relation: Relation,
    },
    /// A relation has a weight, and nobody in it rated: no merged figure could ever be shown.
    WeightOfNobody {
        /// The relation.
        relation: Relation,
    },
    /// The ratings were collected before they could be imported.
    InTheFuture,
    /// The code belongs to an import of another file, or with other options, that was cut.
    OtherImportWasCut,
}

/// What there can be too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Rows of data.
    Rows,
    /// Subjects.
    Subjects,
    /// Items.
    Items,
    /// Competencies.
    Competencies,
}
