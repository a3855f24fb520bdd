//! Which column is what: the headings of a file, and the columns that the form names by them.

use contract::locale::Localized;
use contract::raters::Relation;
use contract::ratings::{Counted, RatingsFaultKind as Kind, RatingsForm};
use csv::StringRecord;

use super::place::{Faults, Field, Place};
use crate::people;
use crate::people::names;

/// The most items and competencies of one instrument; a chart has a row for each.
pub(super) const ITEMS_LIMIT: usize = 60;
pub(super) const COMPETENCIES_LIMIT: usize = 12;
/// The longest heading that can stand beside a figure.
const HEADING_LIMIT_CHARS: usize = 120;
/// Headings that a fault repeats.
const HEADINGS_TOLD: usize = 40;

/// The headings of a file.
#[derive(Debug)]
pub(super) struct Headings {
    names: Vec<String>,
    /// Fields that a row must have: up to the last heading that is not empty.
    pub n_titled: usize,
}

/// What the columns of a file are.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Columns {
    /// Who is rated.
    pub subject: usize,
    /// Who rated.
    pub rater: Option<usize>,
    /// In which relation.
    pub relation: RelationFrom,
    /// The items, by competency.
    pub groups: Vec<Group>,
}

/// Where the relation of a row comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RelationFrom {
    /// It is the same in all rows.
    All(Relation),
    /// A column says it.
    Column(usize),
}

/// A competency and the columns of its items.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// Its title; `None`: the one competency of everything.
    pub title: Option<Localized>,
    /// Columns.
    pub items: Vec<usize>,
}

impl Headings {
    /// Reads the first row.
    pub fn new(record: &StringRecord) -> Self {
        let names: Vec<String> = record
            .iter()
            .map(|heading| names::clean(heading).into_owned())
            .collect();
        let n_titled = names
            .iter()
            .rposition(|name| !name.is_empty())
            .map_or(0, |at| at + 1);
        Self { names, n_titled }
    }

    /// A heading.
    pub fn name(&self, at: usize) -> Option<&str> {
        self.names.get(at).map(String::as_str)
    }

    /// The column with this heading; where none has exactly this one, the column whose heading
    /// differs only in case and marks.
    fn find(&self, name: &str) -> Result<usize, Kind> {
        let name = names::clean(name);
        let told = || people::excerpt(&name);
        if name.is_empty() {
            return Err(Kind::Form(contract::error::Fault::Missing));
        }
        let those = |same: &dyn Fn(&str) -> bool| -> Vec<usize> {
            (0..)
                .zip(&self.names)
                .filter(|(_, heading)| same(heading))
                .map(|(at, _)| at)
                .collect()
        };
        let folded = names::fold(&name);
        let mut found = those(&|heading| heading == name);
        if found.is_empty() {
            found = those(&|heading| names::fold(heading) == folded);
        }
        match found.as_slice() {
            [one] => Ok(*one),
            [] => Err(Kind::NoSuchColumn {
                name: told(),
                headings: self
                    .names
                    .iter()
                    .filter(|name| !name.is_empty())
                    .take(HEADINGS_TOLD)
                    .map(|name| people::excerpt(name))
                    .collect(),
            }),
            _ => Err(Kind::SeveralColumns { name: told() }),
        }
    }

    /// The columns of a list of headings with commas between them. A heading that has a comma
    /// itself is found when it stands alone.
    fn find_list(&self, list: &str) -> Vec<Result<usize, Kind>> {
        match self.find(list) {
            Ok(one) => vec![Ok(one)],
            Err(_) => list.split(',').map(|name| self.find(name)).collect(),
        }
    }
}

/// The columns that the form names; `None` with a fault for each that is not there.
pub(super) fn read(
    form: &RatingsForm,
    headings: &Headings,
    faults: &mut Faults,
) -> Option<Columns> {
    let before = faults.n();
    let mut find = |field: Field, name: &str| {
        headings
            .find(name)
            .map_err(|kind| faults.add(Place::Field(field), kind))
            .ok()
    };
    let subject = find(Field::Subject, &form.subject);
    let rater = some(&form.rater).map(|name| find(Field::Rater, name));
    let relation = match (some(&form.relation), some(&form.relation_column)) {
        (_, Some(name)) => find(Field::RelationColumn, name).map(RelationFrom::Column),
        (Some(text), None) => relation(text)
            .map(RelationFrom::All)
            .map_err(|kind| faults.add(Place::Field(Field::Relation), kind))
            .ok(),
        (None, None) => {
            let kind = Kind::Form(contract::error::Fault::Missing);
            faults.add(Place::Field(Field::Relation), kind);
            None
        }
    };
    let groups = groups(form, headings, faults);
    let columns = Columns {
        subject: subject?,
        rater: rater.flatten(),
        relation: relation?,
        groups,
    };
    check(&columns, headings, faults);
    (faults.n() == before).then_some(columns)
}

fn groups(form: &RatingsForm, headings: &Headings, faults: &mut Faults) -> Vec<Group> {
    if form.group.is_empty() {
        let items: Vec<usize> = form
            .items
            .iter()
            .flat_map(|list| columns_of(list, Field::Items, headings, faults))
            .collect();
        if form.items.is_empty() {
            let kind = Kind::Form(contract::error::Fault::Missing);
            faults.add(Place::Field(Field::Items), kind);
        }
        return vec![Group { title: None, items }];
    }
    let mut groups = Vec::new();
    for text in &form.group {
        match text.split_once('=').map(|(name, list)| (title(name), list)) {
            Some((Some(title), list)) => groups.push(Group {
                title: Some(title),
                items: columns_of(list, Field::Group, headings, faults),
            }),
            _ => faults.add(
                Place::Field(Field::Group),
                Kind::Unreadable {
                    text: people::excerpt(text),
                    example: "Gắn kết|Cohesion=Q1,Q2".to_owned(),
                },
            ),
        }
    }
    groups
}

fn columns_of(list: &str, field: Field, headings: &Headings, faults: &mut Faults) -> Vec<usize> {
    let found = headings.find_list(list).into_iter();
    found
        .filter_map(|column| {
            column
                .map_err(|kind| faults.add(Place::Field(field), kind))
                .ok()
        })
        .collect()
}

/// `VI|EN`, or one name for both languages.
fn title(name: &str) -> Option<Localized> {
    let (vi, en) = name.split_once('|').unwrap_or((name, name));
    let (vi, en) = (names::clean(vi).into_owned(), names::clean(en).into_owned());
    let usable = |name: &str| !name.is_empty() && is_usable(name);
    (usable(&vi) && usable(&en)).then_some(Localized { vi, en })
}

/// Braces stand for names in the wording of a survey.
fn is_usable(heading: &str) -> bool {
    !heading.contains(['{', '}']) && heading.chars().count() <= HEADING_LIMIT_CHARS
}

/// No column is two things, and there are not too many.
fn check(columns: &Columns, headings: &Headings, faults: &mut Faults) {
    let field = match columns.groups.first() {
        Some(Group { title: None, .. }) => Field::Items,
        _ => Field::Group,
    };
    let mut add = |kind| faults.add(Place::Field(field), kind);
    let items: Vec<usize> = columns
        .groups
        .iter()
        .flat_map(|group| group.items.iter().copied())
        .collect();
    let mut used = vec![columns.subject];
    used.extend(columns.rater);
    if let RelationFrom::Column(column) = columns.relation {
        used.push(column);
    }
    for (at, column) in used.iter().chain(&items).enumerate() {
        let heading = headings.name(*column).unwrap_or_default();
        if used
            .iter()
            .chain(&items)
            .take(at)
            .any(|before| before == column)
        {
            add(Kind::ColumnTwice {
                heading: people::excerpt(heading),
            });
        } else if at >= used.len() && !is_usable(heading) {
            add(Kind::UnusableHeading {
                heading: people::excerpt(heading),
            });
        }
    }
    let mut limit = |what, found: usize, limit: usize| {
        if found > limit {
            let limit = limit as u64;
            add(Kind::TooMany { what, limit });
        }
    };
    limit(Counted::Items, items.len(), ITEMS_LIMIT);
    limit(
        Counted::Competencies,
        columns.groups.len(),
        COMPETENCIES_LIMIT,
    );
}

/// What stands in a field; `None` when it is empty.
pub(super) fn some(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty()).then_some(text)
}

/// A relation, in either language.
pub(super) fn relation(text: &str) -> Result<Relation, Kind> {
    let folded = names::fold(&names::clean(text));
    Ok(match folded.as_str() {
        "self" | "tu danh gia" | "ban than" => Relation::Oneself,
        "superior" | "superiors" | "cap tren" => Relation::Superior,
        "peer" | "peers" | "dong cap" | "dong nghiep" => Relation::Peer,
        "subordinate" | "subordinates" | "cap duoi" => Relation::Subordinate,
        _ => {
            return Err(Kind::UnknownRelation {
                text: people::excerpt(text),
            });
        }
    })
}
