//! The ballots of a file, as levels of the scale.

use stats::careless::{Pace, Sheet};

use super::Arguments;
use crate::ballots;
use crate::refusal::Refusal;
use crate::table::Table;

/// A file read.
#[derive(Debug)]
pub struct Input {
    pub sheet: Sheet,
    pub items: Vec<String>,
    pub competencies: Vec<Vec<usize>>,
    pub time: Pace,
    pub ballots: Vec<String>,
    pub subjects: Option<Vec<String>>,
    pub relations: Option<Vec<String>>,
}

impl Input {
    pub fn read(arguments: &Arguments) -> Result<Self, Refusal> {
        let (items, competencies) = ballots::form(
            arguments.items.as_deref(),
            arguments.competencies.as_deref(),
        )?;
        let table = Table::read(&arguments.ballots)?;
        let rows: Vec<usize> = (0..table.n_rows()).collect();
        let sheet = ballots::sheet(&table, &items, &arguments.scale, &rows)?;
        let (seconds, speed_class) = time(&table, arguments);
        let time = ballots::pace(&table, seconds, speed_class, items.len(), &rows)?;
        let named = |column: &Option<String>| -> Result<Option<Vec<String>>, Refusal> {
            let Some(column) = column else {
                return Ok(None);
            };
            let cells = table.texts(column)?;
            let cells = cells.into_iter().map(|cell| cell.unwrap_or("").to_owned());
            Ok(Some(cells.collect()))
        };
        let own = table.has("ballot").then(|| "ballot".to_owned());
        let ballots = named(&arguments.ballot.clone().or(own))?;
        let numbers = || (0..table.n_rows()).map(|row| row.to_string()).collect();
        Ok(Self {
            ballots: ballots.unwrap_or_else(numbers),
            subjects: named(&arguments.subject)?,
            relations: named(&arguments.relation)?,
            sheet,
            items,
            competencies,
            time,
        })
    }
}

/// The columns of seconds and of classes that are to be read: those named, else those with the usual
/// names; a class that is named goes before seconds that are not.
fn time<'a>(table: &Table, arguments: &'a Arguments) -> (Option<&'a str>, Option<&'a str>) {
    if arguments.no_time {
        return (None, None);
    }
    let usual = |name: &'static str| table.has(name).then_some(name);
    let seconds = match &arguments.speed_class {
        Some(_) => None,
        None => arguments.seconds.as_deref().or_else(|| usual("seconds")),
    };
    let classes = arguments.speed_class.as_deref();
    (seconds, classes.or_else(|| usual("speed_class")))
}
