//! The rows of a file as columns: subject, relation, and one level per item. Who rated is looked at
//! for repeats while the rows are read and is not in what comes out.

use std::collections::HashMap;

use contract::error::AppError;
use contract::people::ImportFaultKind;
use contract::raters::Relation;
use contract::ratings::{Counted, RatingsFaultKind as Kind};
use csv::StringRecord;

use super::columns::{Columns, Headings, RelationFrom, relation};
use super::place::{Faults, Place};
use crate::people::csv_rows::CsvRows;
use crate::people::{self, checked_text, field_count};

/// Twice what one campaign is built for.
const SUBJECTS_LIMIT: usize = 20_000;
/// With 60 items, half a gigabyte of levels.
const ROWS_LIMIT: u64 = 1_000_000;
const SUBJECT_LIMIT_CHARS: u32 = 200;
const RATER_LIMIT_CHARS: u32 = 200;

/// The ratings of a file.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// In the order of their first rows.
    pub subjects: Vec<FileSubject>,
    /// By ballot: position of the subject.
    pub subject: Vec<u32>,
    /// By ballot.
    pub relation: Vec<Relation>,
    /// Ballot after ballot, one level per item in the order of the instrument; NaN: blank.
    pub levels: Vec<f64>,
    /// By item: the smallest and the largest rating.
    pub ranges: Vec<Option<(f64, f64)>>,
    pub n_rows: u64,
    pub n_blank_rows: u64,
    /// Different raters, where the file names them.
    pub n_raters: Option<u64>,
}

/// Somebody, or something, that was rated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileSubject {
    /// The first row.
    pub row: u32,
    /// As it stands in the file, cleaned.
    pub code: String,
}

impl Table {
    /// Rows that count.
    pub fn n_ballots(&self) -> usize {
        self.subject.len()
    }

    /// The levels of a ballot.
    pub fn levels_of(&self, ballot: usize) -> &[f64] {
        let n_items = self.ranges.len();
        &self.levels[ballot * n_items..(ballot + 1) * n_items]
    }
}

/// Reads the rows below the heading.
pub(super) fn read(
    rows: &mut CsvRows<'_>,
    headings: &Headings,
    columns: &Columns,
    scale: Option<(u8, u8)>,
    faults: &mut Faults,
) -> Result<Table, AppError> {
    let items: Vec<usize> = columns
        .groups
        .iter()
        .flat_map(|group| group.items.iter().copied())
        .collect();
    let mut reader = Reader {
        headings,
        columns,
        items: &items,
        scale,
        faults,
        table: Table {
            ranges: vec![None; items.len()],
            ..Table::default()
        },
        by_code: HashMap::new(),
        raters: HashMap::new(),
        rated: HashMap::new(),
        rated_themselves: HashMap::new(),
        told_of_subjects: false,
    };
    while let Some((row, record)) = rows.next().map_err(AppError::internal)? {
        reader.table.n_rows += 1;
        if reader.table.n_rows > ROWS_LIMIT {
            let (what, limit) = (Counted::Rows, ROWS_LIMIT);
            reader
                .faults
                .add(Place::File, Kind::TooMany { what, limit });
            break;
        }
        reader.row(row, record);
    }
    Ok(reader.finish())
}

struct Reader<'a> {
    headings: &'a Headings,
    columns: &'a Columns,
    /// Columns of the items, in the order of the instrument.
    items: &'a [usize],
    scale: Option<(u8, u8)>,
    faults: &'a mut Faults,
    table: Table,
    by_code: HashMap<String, u32>,
    raters: HashMap<String, u32>,
    /// Subject and rater, to the row.
    rated: HashMap<(u32, u32), u32>,
    /// Subject, to the row.
    rated_themselves: HashMap<u32, u32>,
    /// Whether it was said that there are too many.
    told_of_subjects: bool,
}

impl Reader<'_> {
    fn row(&mut self, row: u32, record: &StringRecord) {
        if let Err(kind) = field_count(self.headings.n_titled, record) {
            self.faults.add(Place::Row(row, None), Kind::File(kind));
            return;
        }
        let items = self.items;
        if items.iter().all(|column| record[*column].trim().is_empty()) {
            self.table.n_blank_rows += 1;
            return;
        }
        let levels: Vec<f64> = (0..)
            .zip(items)
            .map(|(item, column)| self.level(row, item, *column, &record[*column]))
            .collect();
        let subject = self.subject(row, &record[self.columns.subject]);
        let relation = self.relation(row, record);
        let rater = self
            .columns
            .rater
            .and_then(|column| self.rater(row, column, &record[column]));
        let (Some(subject), Some(relation)) = (subject, relation) else {
            return;
        };
        if let Some(rater) = rater {
            let first_row = *self.rated.entry((subject, rater)).or_insert(row);
            if first_row != row {
                let at = Place::Row(row, self.columns.rater);
                return self.faults.add(at, Kind::RaterTwice { first_row });
            }
        }
        if relation == Relation::Oneself {
            let first_row = *self.rated_themselves.entry(subject).or_insert(row);
            if first_row != row {
                let at = Place::Row(row, Some(self.columns.subject));
                return self.faults.add(at, Kind::SelfTwice { first_row });
            }
        }
        self.table.subject.push(subject);
        self.table.relation.push(relation);
        self.table.levels.extend(levels);
    }

    /// A level; NaN for a blank, and for what cannot be read.
    fn level(&mut self, row: u32, item: usize, column: usize, raw: &str) -> f64 {
        let text = raw.trim();
        if text.is_empty() {
            return f64::NAN;
        }
        let mut fault = |kind| {
            self.faults.add(Place::Row(row, Some(column)), kind);
            f64::NAN
        };
        let Some(level) = number(text) else {
            let text = people::excerpt(text);
            return fault(Kind::NotANumber { text });
        };
        if let Some((min, max)) = self.scale
            && !(f64::from(min)..=f64::from(max)).contains(&level)
        {
            let text = people::excerpt(text);
            fault(Kind::OffScale { text, min, max });
        }
        let range = &mut self.table.ranges[item];
        *range = Some(range.map_or((level, level), |(lowest, highest)| {
            (lowest.min(level), highest.max(level))
        }));
        level
    }

    fn subject(&mut self, row: u32, raw: &str) -> Option<u32> {
        let code = self.text(row, self.columns.subject, raw, SUBJECT_LIMIT_CHARS)?;
        if let Some(known) = self.by_code.get(&code) {
            return Some(*known);
        }
        let at = self.table.subjects.len();
        if at == SUBJECTS_LIMIT {
            if !std::mem::replace(&mut self.told_of_subjects, true) {
                let (what, limit) = (Counted::Subjects, SUBJECTS_LIMIT as u64);
                self.faults.add(Place::File, Kind::TooMany { what, limit });
            }
            return None;
        }
        let at = at as u32;
        self.by_code.insert(code.clone(), at);
        self.table.subjects.push(FileSubject { row, code });
        Some(at)
    }

    fn relation(&mut self, row: u32, record: &StringRecord) -> Option<Relation> {
        let column = match self.columns.relation {
            RelationFrom::All(relation) => return Some(relation),
            RelationFrom::Column(column) => column,
        };
        let raw = record[column].trim();
        let read = if raw.is_empty() {
            Err(Kind::File(ImportFaultKind::Missing))
        } else {
            relation(raw)
        };
        read.map_err(|kind| self.faults.add(Place::Row(row, Some(column)), kind))
            .ok()
    }

    fn rater(&mut self, row: u32, column: usize, raw: &str) -> Option<u32> {
        let text = self.text(row, column, raw, RATER_LIMIT_CHARS)?;
        let next = self.raters.len() as u32;
        Some(*self.raters.entry(text).or_insert(next))
    }

    /// A text that must be there.
    fn text(&mut self, row: u32, column: usize, raw: &str, limit_chars: u32) -> Option<String> {
        let (text, fault) = checked_text(raw, limit_chars);
        let fault = if text.is_empty() {
            Some(ImportFaultKind::Missing)
        } else {
            fault
        };
        match fault {
            None => Some(text.into_owned()),
            Some(kind) => {
                self.faults
                    .add(Place::Row(row, Some(column)), Kind::File(kind));
                None
            }
        }
    }

    fn finish(self) -> Table {
        let mut table = self.table;
        table.n_raters = self.columns.rater.map(|_| self.raters.len() as u64);
        if table.n_rows == 0 {
            self.faults
                .add(Place::File, Kind::File(ImportFaultKind::EmptyFile));
        } else if table.n_rows == table.n_blank_rows {
            self.faults.add(Place::File, Kind::NoRatings);
        }
        table
    }
}

/// A number as people write it: digits, and a point or a comma before the decimals.
fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, decimals) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let some = !whole.is_empty() && !decimals.is_empty();
    if !some || !all_digits(whole) || !all_digits(decimals) {
        return None;
    }
    text.replace(',', ".").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_a_point_or_a_comma_and_nothing_else() {
        for (text, expected) in [
            ("3", 3.0),
            ("3.75", 3.75),
            ("3,75", 3.75),
            ("-1", -1.0),
            ("+2", 2.0),
            ("3.1818181818", 3.181_818_181_8),
        ] {
            assert_eq!(number(text), Some(expected), "{text}");
        }
        for text in [
            "", "NA", "3.", ".5", "1.000,5", "1e1", "inf", "NaN", "4/5", "３", "- 1", "--1",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
