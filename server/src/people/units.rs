//! The units file: which unit took over which, and when. Offices merge, and a trend that crosses
//! a merger must be able to say so.

use std::collections::HashMap;
use std::sync::Arc;

use contract::people::{Column, ImportFaultKind, ImportFile, Merger};
use time::Date;

use super::columns::{self, Field, Heading, excerpt};
use super::csv_rows::CsvRows;
use super::faults::Faults;
use super::fields::{self, limit};
use super::roster::RosterPeople;
use super::table::field_count;
use super::{encoding, legacy_fonts, names};

/// The rows of the file.
#[derive(Debug, Default)]
pub(super) struct UnitsTable {
    pub mergers: Vec<FileMerger>,
}

/// One row.
#[derive(Debug)]
pub(super) struct FileMerger {
    pub row: u32,
    pub unit: Arc<str>,
    pub predecessor: Arc<str>,
    pub merged_on: Option<Date>,
}

/// What would happen to mergers.
#[derive(Debug, Default)]
pub(super) struct MergerPlan {
    /// New, or with another day.
    pub put: Vec<Merger>,
    /// No longer in a complete file.
    pub dropped: Vec<Merger>,
}

/// Reads the text of a units file; `None` when its heading cannot be read.
pub(super) fn read(text: &str, faults: &mut Faults) -> Result<Option<UnitsTable>, csv::Error> {
    let mut rows = CsvRows::new(text, columns::separator);
    let mut table = UnitsTable::default();
    let mut fault = |row: Option<u32>, column, kind| {
        faults.push(ImportFile::Units, row, column, kind);
    };
    let Some((row, record)) = rows.next()? else {
        fault(None, None, ImportFaultKind::EmptyFile);
        return Ok(None);
    };
    let heading = match columns::read(record.iter(), &columns::UNITS) {
        Ok(heading) => heading,
        Err(found) => {
            for (column, kind) in found {
                fault(Some(row), column, kind);
            }
            return Ok(None);
        }
    };
    let mut first_rows: HashMap<(Arc<str>, Arc<str>), u32> = HashMap::new();
    while let Some((row, record)) = rows.next()? {
        let mut found = Vec::new();
        if let Err(kind) = field_count(heading.n_titled, record) {
            found.push((None, kind));
        }
        let raw = |column| raw(&heading, record, column);
        let mut path = |column| {
            let path = fields::unit_path(&names::clean(raw(column)));
            if path.is_empty() {
                found.push((Some(column), ImportFaultKind::Missing));
            } else if let Err(kind) = fields::within(&path, limit::UNIT_PATH) {
                found.push((Some(column), kind));
            } else if let Some(font) = legacy_fonts::of_text(raw(column)) {
                found.push((Some(column), encoding::fault(font)));
            }
            Arc::<str>::from(path)
        };
        let unit = path(Column::UnitPath);
        let predecessor = path(Column::Predecessor);
        let merged_on = fields::date(&names::clean(raw(Column::From)));
        let merged_on = merged_on.unwrap_or_else(|kind| {
            found.push((Some(Column::From), kind));
            None
        });
        if found.is_empty() && unit == predecessor {
            found.push((Some(Column::Predecessor), ImportFaultKind::OwnPredecessor));
        }
        let first_row = *first_rows
            .entry((Arc::clone(&unit), Arc::clone(&predecessor)))
            .or_insert(row);
        if found.is_empty() && first_row != row {
            found.push((
                Some(Column::Predecessor),
                ImportFaultKind::DuplicateMerger { first_row },
            ));
        }
        if found.is_empty() {
            table.mergers.push(FileMerger {
                row,
                unit,
                predecessor,
                merged_on,
            });
        }
        for (column, kind) in found {
            fault(Some(row), column, kind);
        }
    }
    Ok(Some(table))
}

fn raw<'a>(heading: &Heading, record: &'a csv::StringRecord, column: Column) -> &'a str {
    heading
        .fields
        .iter()
        .position(|field| *field == Field::Known(column))
        .and_then(|at| record.get(at))
        .unwrap_or("")
}

/// Says each row whose unit would not be there after the import.
pub(super) fn check(
    table: &UnitsTable,
    roster: &RosterPeople,
    is_new: impl Fn(&str) -> bool,
    faults: &mut Faults,
) {
    for merger in &table.mergers {
        if !roster.units.contains_key(&merger.unit) && !is_new(&merger.unit) {
            faults.push(
                ImportFile::Units,
                Some(merger.row),
                Some(Column::UnitPath),
                ImportFaultKind::UnknownUnit {
                    path: excerpt(&merger.unit),
                },
            );
        }
    }
}

/// Compares with the roster.
pub(super) fn compare(table: &UnitsTable, roster: &RosterPeople, complete: bool) -> MergerPlan {
    let mut plan = MergerPlan::default();
    let mut in_file = std::collections::HashSet::new();
    for merger in &table.mergers {
        let key = (Arc::clone(&merger.unit), Arc::clone(&merger.predecessor));
        if roster.mergers.get(&key) != Some(&merger.merged_on) {
            plan.put.push(Merger {
                unit_path: merger.unit.to_string(),
                predecessor_path: merger.predecessor.to_string(),
                merged_on: merger.merged_on,
            });
        }
        in_file.insert(key);
    }
    if complete {
        for (key, merged_on) in &roster.mergers {
            if !in_file.contains(key) {
                plan.dropped.push(Merger {
                    unit_path: key.0.to_string(),
                    predecessor_path: key.1.to_string(),
                    merged_on: *merged_on,
                });
            }
        }
        plan.dropped.sort_by(|one, other| {
            (&one.unit_path, &one.predecessor_path)
                .cmp(&(&other.unit_path, &other.predecessor_path))
        });
    }
    plan
}
