//! The people file as people with their posts. Reads row by row, says what is wrong with each
//! field, and puts the rows of one staff code together.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use contract::people::{Column, ImportFaultKind, ImportFile, PostType};
use csv::StringRecord;
use store::roster::people::Interner;
use time::Date;

use super::columns::{self, Field, Heading};
use super::csv_rows::CsvRows;
use super::faults::Faults;
use super::fields::{self, limit};
use super::{encoding, legacy_fonts, names};

/// Who, row, and the codes of the superiors it names.
type FaultyRow = (Arc<str>, u32, Box<[Arc<str>]>);

/// People as the file states them.
#[derive(Debug, Default)]
pub(super) struct PeopleTable {
    /// In the order of their first rows.
    pub people: Vec<FilePerson>,
    /// Where each staff code stands in `people`.
    pub by_code: HashMap<Arc<str>, usize>,
    /// Superiors named in rows that could not be read as a whole: who, row, codes. They are no
    /// posts, but whom they name is checked with the others.
    pub of_faulty_rows: Vec<FaultyRow>,
    /// Rows with a person.
    pub n_rows: u64,
    /// Whether the file says how people are addressed; without the column nothing about it changes.
    pub has_address_forms: bool,
}

/// A person of the file.
#[derive(Debug)]
pub(super) struct FilePerson {
    /// The first row.
    pub row: u32,
    pub staff_code: Arc<str>,
    pub full_name: Box<str>,
    pub address_form: Option<Arc<str>>,
    pub email: Option<Box<str>>,
    pub posts: Vec<FilePost>,
    /// Whether every row of the person could be read.
    pub is_whole: bool,
}

/// A post of the file: one row.
#[derive(Debug)]
pub(super) struct FilePost {
    pub row: u32,
    pub terms: PostTerms,
}

/// What a post consists of, in the file as on the roster.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PostTerms {
    /// Path of the unit.
    pub unit: Arc<str>,
    pub title: Arc<str>,
    /// As stored.
    pub post_type: &'static str,
    pub from: Option<Date>,
    pub field: Option<Arc<str>>,
    pub is_head: bool,
    pub to: Option<Date>,
    /// Staff codes, line superior first.
    pub superiors: Box<[Arc<str>]>,
}

impl PostTerms {
    /// Whether the post has ended before a day.
    pub fn ended_before(&self, day: Date) -> bool {
        self.to.is_some_and(|to| to < day)
    }
}

/// Reads the text of a people file; `None` when its heading cannot be read.
pub(super) fn read(text: &str, faults: &mut Faults) -> Result<Option<PeopleTable>, csv::Error> {
    let mut rows = CsvRows::new(text, columns::separator);
    let mut table = PeopleTable::default();
    let Some((row, record)) = rows.next()? else {
        faults.push(ImportFile::People, None, None, ImportFaultKind::EmptyFile);
        return Ok(None);
    };
    let heading = match columns::read(record.iter(), &columns::PEOPLE) {
        Ok(heading) => heading,
        Err(found) => {
            for (column, kind) in found {
                faults.push(ImportFile::People, Some(row), column, kind);
            }
            return Ok(None);
        }
    };
    table.has_address_forms = heading.fields.contains(&Field::Known(Column::AddressForm));
    let mut texts = Interner::default();
    while let Some((row, record)) = rows.next()? {
        table.n_rows += 1;
        RowReader {
            row,
            heading: &heading,
            record,
            texts: &mut texts,
            faults,
            is_good: true,
        }
        .read_into(&mut table);
    }
    if table.n_rows == 0 {
        faults.push(ImportFile::People, None, None, ImportFaultKind::EmptyFile);
        return Ok(None);
    }
    Ok(Some(table))
}

/// Reads one row.
struct RowReader<'a> {
    row: u32,
    heading: &'a Heading,
    record: &'a StringRecord,
    texts: &'a mut Interner,
    faults: &'a mut Faults,
    is_good: bool,
}

impl<'a> RowReader<'a> {
    fn read_into(mut self, table: &mut PeopleTable) {
        if let Err(kind) = field_count(self.heading.n_titled, self.record) {
            self.fault(None, kind);
        }
        let code = self.parsed(Column::StaffCode, |text| {
            fields::staff_code(text).map(str::to_owned)
        });
        let full_name = self.text(Column::FullName, limit::FULL_NAME, Empty::IsAFault);
        let address_form = self.text(Column::AddressForm, limit::ADDRESS_FORM, Empty::IsFine);
        let email = self.parsed(Column::Email, |text| {
            fields::email(text).map(|email| email.map(Box::from))
        });
        let unit = self.text(Column::UnitPath, limit::UNIT_PATH, Empty::IsFine);
        let unit = fields::unit_path(&unit);
        if unit.is_empty() {
            self.fault(Some(Column::UnitPath), ImportFaultKind::Missing);
        }
        let title = self.text(Column::Post, limit::POST, Empty::IsAFault);
        let post_type = self.parsed(Column::PostType, fields::post_type);
        let field = self.text(Column::Field, limit::FIELD, Empty::IsFine);
        let is_head = self.parsed(Column::HeadOfUnit, fields::mark);
        let from = self.parsed(Column::From, fields::date).flatten();
        let to = self.parsed(Column::To, fields::date).flatten();
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            self.fault(Some(Column::To), ImportFaultKind::EndsBeforeItBegins);
        }
        let superiors = self.superiors();
        let Some(code) = code else { return };
        let post = FilePost {
            row: self.row,
            terms: PostTerms {
                unit: self.texts.get(&unit),
                title: self.texts.get(&title),
                post_type: post_type.unwrap_or(PostType::Regular).as_str(),
                from,
                field: self.shared(&field),
                is_head: is_head.unwrap_or(false),
                to,
                superiors,
            },
        };
        let code = self.texts.get(&code);
        let person = FilePerson {
            row: self.row,
            staff_code: Arc::clone(&code),
            full_name: full_name.into(),
            address_form: self.shared(&address_form),
            email: email.flatten(),
            posts: Vec::new(),
            is_whole: true,
        };
        let at = *table.by_code.entry(code).or_insert(table.people.len());
        if at == table.people.len() {
            table.people.push(person);
        } else if let Some(known) = table.people.get_mut(at) {
            self.merge(known, person);
        }
        // A row with a fault only lends its staff code, so that one slip does not make a dozen
        // unknown superiors.
        if let Some(person) = table.people.get_mut(at) {
            if self.is_good {
                person.posts.push(post);
            } else {
                person.is_whole = false;
                let code = Arc::clone(&person.staff_code);
                let superiors = post.terms.superiors;
                table.of_faulty_rows.push((code, post.row, superiors));
            }
        }
    }

    /// A further row of a person repeats the name, and repeats the rest or leaves it empty.
    fn merge(&mut self, known: &mut FilePerson, again: FilePerson) {
        let differ = |known: Option<&str>, again: Option<&str>| {
            known
                .zip(again)
                .is_some_and(|(known, again)| known != again)
        };
        let name =
            |person: &FilePerson| (!person.full_name.is_empty()).then(|| person.full_name.clone());
        if differ(name(known).as_deref(), name(&again).as_deref())
            || differ(known.email.as_deref(), again.email.as_deref())
            || differ(known.address_form.as_deref(), again.address_form.as_deref())
        {
            let first_row = known.row;
            self.fault(
                Some(Column::StaffCode),
                ImportFaultKind::DuplicateCode { first_row },
            );
            return;
        }
        if known.full_name.is_empty() {
            known.full_name = again.full_name;
        }
        known.email = known.email.take().or(again.email);
        known.address_form = known.address_form.take().or(again.address_form);
    }

    fn superiors(&mut self) -> Box<[Arc<str>]> {
        let text = names::clean(self.raw(Column::ReportsTo));
        let mut codes: Vec<Arc<str>> = Vec::with_capacity(1);
        for code in fields::codes(&text) {
            if let Err(kind) = fields::within(code, limit::STAFF_CODE) {
                self.fault(Some(Column::ReportsTo), kind);
            } else if codes.len() >= MAX_SUPERIORS {
                self.fault(
                    Some(Column::ReportsTo),
                    ImportFaultKind::TooManySuperiors {
                        limit: MAX_SUPERIORS as u32,
                    },
                );
                break;
            } else if !codes.iter().any(|known| &**known == code) {
                // Who is line and functional superior at once is one superior.
                codes.push(self.texts.get(code));
            }
        }
        codes.into()
    }

    /// The field as it stands in the file; nothing where there is no such column.
    fn raw(&self, column: Column) -> &'a str {
        self.heading
            .fields
            .iter()
            .position(|field| *field == Field::Known(column))
            .and_then(|at| self.record.get(at))
            .unwrap_or("")
    }

    /// A field of plain text, cleaned.
    fn text(&mut self, column: Column, limit_chars: u32, empty: Empty) -> Cow<'a, str> {
        let (text, fault) = checked_text(self.raw(column), limit_chars);
        if text.is_empty() && empty == Empty::IsAFault {
            self.fault(Some(column), ImportFaultKind::Missing);
        } else if let Some(kind) = fault {
            self.fault(Some(column), kind);
        }
        text
    }

    /// A field with a meaning.
    fn parsed<T>(
        &mut self,
        column: Column,
        parse: impl FnOnce(&str) -> Result<T, ImportFaultKind>,
    ) -> Option<T> {
        match parse(&names::clean(self.raw(column))) {
            Ok(value) => Some(value),
            Err(kind) => {
                self.fault(Some(column), kind);
                None
            }
        }
    }

    fn shared(&mut self, text: &str) -> Option<Arc<str>> {
        (!text.is_empty()).then(|| self.texts.get(text))
    }

    fn fault(&mut self, column: Option<Column>, kind: ImportFaultKind) {
        self.is_good = false;
        self.faults
            .push(ImportFile::People, Some(self.row), column, kind);
    }
}

/// Whether a field may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Empty {
    IsFine,
    IsAFault,
}

/// Superiors of one post. A line superior and a handful of functional ones are usual.
const MAX_SUPERIORS: usize = 20;

/// A field of plain text, cleaned, and what is wrong with it.
pub(crate) fn checked_text(raw: &str, limit_chars: u32) -> (Cow<'_, str>, Option<ImportFaultKind>) {
    let text = names::clean(raw);
    let fault = match fields::within(&text, limit_chars) {
        Err(kind) => Some(kind),
        Ok(()) => legacy_fonts::of_text(raw).map(encoding::fault),
    };
    (text, fault)
}

/// More or fewer fields than headings; untitled columns at the right may be there or not.
pub(crate) fn field_count(n_titled: usize, record: &StringRecord) -> Result<(), ImportFaultKind> {
    let n_filled = record
        .iter()
        .enumerate()
        .filter(|(_, field)| !field.trim().is_empty())
        .last()
        .map_or(0, |(at, _)| at + 1);
    if record.len() < n_titled || n_filled > n_titled {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        return Err(ImportFaultKind::WrongFieldCount {
            expected: count(n_titled),
            found: count(n_filled.max(record.len())),
        });
    }
    Ok(())
}
