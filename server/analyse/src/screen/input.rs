//! The ballots of a file, as levels of the scale.

use stats::careless::Sheet;

use super::Arguments;
use crate::columns;
use crate::refusal::Refusal;
use crate::scale;
use crate::table::Table;

/// Items of the reference campaign.
const ITEMS: &str = "q1..q20";
/// Its competencies.
const COMPETENCIES: &str = "q1..q5;q6..q10;q11..q15;q16..q20";

/// What is known of the time of each ballot.
#[derive(Debug)]
pub enum Time {
    Unknown,
    /// Seconds an item.
    Seconds(Vec<Option<f64>>),
    /// 1 to 3; 0 where unknown.
    Classes(Vec<u8>),
}

/// A file read.
#[derive(Debug)]
pub struct Input {
    pub sheet: Sheet,
    pub items: Vec<String>,
    pub competencies: Vec<Vec<usize>>,
    pub time: Time,
    pub ballots: Vec<String>,
    pub subjects: Option<Vec<String>>,
    pub relations: Option<Vec<String>>,
}

impl Input {
    pub fn read(arguments: &Arguments) -> Result<Self, Refusal> {
        let (items, competencies) = form(arguments)?;
        let table = Table::read(&arguments.ballots)?;
        let sheet = sheet(&table, &items, &arguments.scale)?;
        let time = time(&table, arguments, items.len())?;
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

/// The items in the order of the form, and the positions of those of each competency.
fn form(arguments: &Arguments) -> Result<(Vec<String>, Vec<Vec<usize>>), Refusal> {
    let groups = match (&arguments.competencies, &arguments.items) {
        (Some(groups), _) => Some(columns::groups("--competencies", groups)?),
        (None, Some(_)) => None,
        (None, None) => Some(columns::groups("--competencies", COMPETENCIES)?),
    };
    let items = match (&arguments.items, &groups) {
        (Some(items), _) => columns::list("--items", items)?,
        (None, Some(groups)) if arguments.competencies.is_some() => {
            groups.iter().flat_map(|(_, items)| items.clone()).collect()
        }
        _ => columns::list("--items", ITEMS)?,
    };
    let Some(groups) = groups else {
        let all = (0..items.len()).collect();
        // The items of the reference campaign have its competencies however they are asked for.
        return if items == columns::list("--items", ITEMS)? {
            Ok((
                items,
                (0..4).map(|k| (5 * k..5 * k + 5).collect()).collect(),
            ))
        } else {
            Ok((items, vec![all]))
        };
    };
    let mut used = vec![false; items.len()];
    let mut competencies = Vec::new();
    for (_, columns) in &groups {
        let mut competency = Vec::new();
        for column in columns {
            match items.iter().position(|item| item == column) {
                Some(at) if !used[at] => {
                    used[at] = true;
                    competency.push(at);
                }
                _ => return Err(unfit(column)),
            }
        }
        competencies.push(competency);
    }
    match used.iter().position(|used| !used) {
        Some(at) => Err(unfit(&items[at])),
        None => Ok((items, competencies)),
    }
}

fn unfit(column: &str) -> Refusal {
    Refusal::new(
        format!(
            "--competencies: cột “{column}” phải thuộc đúng một năng lực và nằm trong --items."
        ),
        format!("--competencies: the column “{column}” must be in one competency and in --items."),
    )
}

/// Most levels of a scale that a ballot is screened on.
const MOST_LEVELS: f64 = 101.0;

fn sheet(table: &Table, items: &[String], flag: &str) -> Result<Sheet, Refusal> {
    let scale = scale::parse(flag)?;
    if scale.min().fract() != 0.0 || scale.levels().fract() != 0.0 || scale.levels() > MOST_LEVELS {
        return Err(Refusal::new(
            format!("--scale: “{flag}” cần hai số nguyên, không quá 101 mức."),
            format!("--scale: “{flag}” needs two whole numbers and at most 101 levels."),
        ));
    }
    let (n, k) = (table.n_rows(), items.len());
    let mut levels = vec![0_u8; n * k];
    for (item, name) in items.iter().enumerate() {
        for (row, value) in table.numbers(name)?.into_iter().enumerate() {
            let Some(value) = value else { continue };
            if value.fract() != 0.0 || value < scale.min() || value > scale.max() {
                let vi = format!("không phải là một mức của thang {flag}");
                let en = format!("is no level of the scale {flag}");
                return Err(table.refuse(row, name, &vi, &en));
            }
            levels[row * k + item] = (value - scale.min()) as u8 + 1;
        }
    }
    Sheet::new(k, scale.levels() as usize, levels).map_err(|error| {
        Refusal::new(
            format!("--items, --scale: không đọc được các phiếu ({error})."),
            format!("--items, --scale: the ballots cannot be read ({error})."),
        )
    })
}

fn time(table: &Table, arguments: &Arguments, n_items: usize) -> Result<Time, Refusal> {
    let own = |flag: &Option<String>, name: &str| {
        flag.clone()
            .or_else(|| table.has(name).then(|| name.to_owned()))
    };
    if arguments.no_time {
        return Ok(Time::Unknown);
    }
    let seconds = match &arguments.speed_class {
        Some(_) => None,
        None => own(&arguments.seconds, "seconds"),
    };
    if let Some(column) = seconds {
        let cells = table.numbers(&column)?;
        if let Some(row) = cells.iter().position(|cell| cell.is_some_and(|s| s < 0.0)) {
            return Err(table.refuse(row, &column, "không thể là số âm", "cannot be negative"));
        }
        let each = |seconds: f64| seconds / n_items as f64;
        return Ok(Time::Seconds(
            cells.into_iter().map(|cell| cell.map(each)).collect(),
        ));
    }
    let Some(column) = own(&arguments.speed_class, "speed_class") else {
        return Ok(Time::Unknown);
    };
    let mut classes = Vec::with_capacity(table.n_rows());
    for (row, cell) in table.numbers(&column)?.into_iter().enumerate() {
        classes.push(match cell {
            None => 0,
            Some(class) if [1.0, 2.0, 3.0].contains(&class) => class as u8,
            Some(_) => {
                return Err(table.refuse(row, &column, "phải là 1, 2 hoặc 3", "must be 1, 2 or 3"));
            }
        });
    }
    Ok(Time::Classes(classes))
}
