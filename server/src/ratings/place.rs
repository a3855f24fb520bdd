//! Where something is wrong, in the order in which people look for it: what they typed first, then
//! the file from top to bottom and from left to right.

use contract::ratings::{RatingsFault, RatingsFaultKind, RatingsPlace};

use super::columns::Headings;
use crate::people;

/// A place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// A field of the form.
    Field(Field),
    /// The whole file.
    File,
    /// A row, and the position of a column where it is one field.
    Row(u32, Option<usize>),
}

/// The fields of the form that can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Subject,
    Rater,
    Relation,
    RelationColumn,
    Items,
    Group,
    Scale,
    Code,
    TitleVi,
    TitleEn,
    Purpose,
    Weights,
    K,
    Merge,
    From,
    To,
}

impl Field {
    /// Its name in the form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Rater => "rater",
            Self::Relation => "relation",
            Self::RelationColumn => "relation_column",
            Self::Items => "items",
            Self::Group => "group",
            Self::Scale => "scale",
            Self::Code => "code",
            Self::TitleVi => "title_vi",
            Self::TitleEn => "title_en",
            Self::Purpose => "purpose",
            Self::Weights => "weights",
            Self::K => "k",
            Self::Merge => "merge",
            Self::From => "from",
            Self::To => "to",
        }
    }
}

/// What is wrong so far.
pub(super) type Faults = people::Faults<Place, RatingsFaultKind>;

/// A fault as it is told.
pub(super) fn told(
    place: Place,
    kind: RatingsFaultKind,
    headings: Option<&Headings>,
) -> RatingsFault {
    let place = match place {
        Place::Field(field) => RatingsPlace::Field(field.as_str().to_owned()),
        Place::File => RatingsPlace::File,
        Place::Row(row, column) => RatingsPlace::Row {
            row,
            heading: column.and_then(|at| Some(headings?.name(at)?.to_owned())),
        },
    };
    RatingsFault { place, kind }
}
