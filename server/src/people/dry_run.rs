//! The first step of an import: reads the files, compares them with the roster, writes nothing,
//! and says what would happen and everything that is wrong.

use contract::error::AppError;
use contract::people::{Change, DryRun, ImportFile, Listed};
use store::roster::people::PeopleSnapshot;
use time::Date;

use super::faults::{Faults, LISTED};
use super::held::after_import;
use super::plan::{self, PersonPlan, Plan};
use super::roster::RosterPeople;
use super::table::{self, PeopleTable};
use super::units::{self, MergerPlan, UnitsTable};
use super::{cycles, duplicates, encoding, hash, heads, superiors};

/// What is imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportFiles {
    /// The people file, as uploaded.
    pub people: Vec<u8>,
    /// The units file, if there is one.
    pub units: Option<Vec<u8>>,
    /// Whether who is not in the file goes.
    pub complete: bool,
}

/// The files, read.
#[derive(Debug)]
pub(super) struct ReadFiles {
    complete: bool,
    pub upload: [u8; 32],
    pub people: Option<PeopleTable>,
    units: Option<UnitsTable>,
    faults: Faults,
}

/// Files compared with the roster.
#[derive(Debug)]
pub(super) struct Comparison<'a> {
    pub dry_run: DryRun,
    pub plan: Plan<'a>,
    pub mergers: MergerPlan,
}

impl ImportFiles {
    /// What the upload is known by.
    pub(super) fn upload(&self) -> [u8; 32] {
        let units = self.units.as_deref().map(hash::of_file);
        hash::of_upload(&hash::of_file(&self.people), units.as_ref(), self.complete)
    }

    /// Reads the files. Their bytes are not needed afterwards.
    pub(super) fn read(self) -> Result<ReadFiles, AppError> {
        let mut faults = Faults::default();
        let people = read_one(&self.people, ImportFile::People, &mut faults, table::read)?;
        let units = match &self.units {
            Some(units) => read_one(units, ImportFile::Units, &mut faults, units::read)?,
            None => None,
        };
        Ok(ReadFiles {
            complete: self.complete,
            upload: self.upload(),
            people,
            units,
            faults,
        })
    }
}

fn read_one<T>(
    bytes: &[u8],
    file: ImportFile,
    faults: &mut Faults,
    read: impl FnOnce(&str, &mut Faults) -> Result<Option<T>, csv::Error>,
) -> Result<Option<T>, AppError> {
    match encoding::decode(bytes) {
        Ok(text) => read(&text, faults).map_err(AppError::internal),
        Err(kind) => {
            faults.push(file, None, None, kind);
            Ok(None)
        }
    }
}

/// Compares with what a snapshot of the roster holds.
pub(super) fn roster(snapshot: PeopleSnapshot) -> Result<RosterPeople, AppError> {
    RosterPeople::from_snapshot(snapshot).map_err(AppError::internal)
}

/// Says what the files would do to the roster.
pub(super) fn compare<'a>(
    files: &'a ReadFiles,
    roster: &'a RosterPeople,
    today: Date,
) -> Comparison<'a> {
    let mut faults = files.faults.clone();
    let mut plan = Plan::default();
    let mut mergers = MergerPlan::default();
    if let Some(people) = &files.people {
        let held = after_import(people, roster, files.complete, today);
        superiors::check(people, roster, files.complete, &mut faults);
        duplicates::check(people, &mut faults);
        heads::check(&held, &mut faults);
        cycles::check(&held, today, &mut faults);
        plan = plan::compare(people, roster, files.complete, today);
        if let Some(units) = &files.units {
            units::check(
                units,
                roster,
                |path| plan.new_units.contains(path),
                &mut faults,
            );
            mergers = units::compare(units, roster, files.complete);
        }
    }
    let changes = |plans: &[PersonPlan<'_>]| {
        list(plans, |plan| Change {
            staff_code: plan.person.staff_code.to_string(),
            full_name: plan.person.full_name.to_string(),
            columns: match plan.known {
                Some(known) if known.active => plan.columns.iter().copied().collect(),
                _ => Vec::new(),
            },
        })
    };
    let new_units: Vec<&std::sync::Arc<str>> = plan.new_units.iter().collect();
    let dry_run = DryRun {
        hash: hex::encode(hash::of_dry_run(&files.upload, today, &roster.digest)),
        complete: files.complete,
        n_rows: files.people.as_ref().map_or(0, |people| people.n_rows),
        additions: changes(&plan.additions),
        changes: changes(&plan.changes),
        removals: list(&plan.removals, |removal| Change {
            staff_code: removal.person.staff_code.to_string(),
            full_name: removal.person.full_name.to_string(),
            columns: Vec::new(),
        }),
        new_units: list(&new_units, |path| path.to_string()),
        mergers: list(&mergers.put, Clone::clone),
        dropped_mergers: list(&mergers.dropped, Clone::clone),
        faults: faults.into_list(),
    };
    Comparison {
        dry_run,
        plan,
        mergers,
    }
}

fn list<T, U>(all: &[T], one: impl Fn(&T) -> U) -> Listed<U> {
    Listed {
        n: all.len() as u64,
        first: all.iter().take(LISTED).map(one).collect(),
    }
}
