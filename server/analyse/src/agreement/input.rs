//! The shapes in which ratings come, read as one: ballots of a subject, each a row of items.

use std::collections::HashMap;

use super::Arguments;
use crate::columns;
use crate::labels::Labels;
use crate::refusal::Refusal;
use crate::table::Table;

/// One ballot.
#[derive(Debug, Clone)]
pub struct Ballot {
    pub subject: usize,
    pub rater: Option<usize>,
    pub relation: Option<usize>,
    /// By item.
    pub values: Vec<Option<f64>>,
}

/// All ballots with at least one value.
#[derive(Debug)]
pub struct Ballots {
    pub subjects: Vec<String>,
    /// `None` where raters are not linked.
    pub raters: Option<Vec<String>>,
    /// `None` without `--relation`.
    pub relations: Option<Vec<String>>,
    pub items: Vec<String>,
    pub rows: Vec<Ballot>,
    /// Rows without a subject, a rater, a relation or any value.
    pub n_dropped: usize,
    /// Ballots of the same rater about the same subject that were joined into one.
    pub n_joined: usize,
}

/// Where a rater column should be, this word says that raters are not linked.
pub const NO_RATER: &str = "none";

/// Reads the file as the flags describe it.
pub fn read(arguments: &Arguments) -> Result<Ballots, Refusal> {
    let table = Table::read(&arguments.ratings)?;
    let ballots = match (&arguments.raters, &arguments.value) {
        (Some(raters), _) => wide_by_rater(&table, arguments, raters)?,
        (None, Some(value)) => long(&table, arguments, value)?,
        (None, None) => wide_by_item(&table, arguments)?,
    };
    if ballots.rows.is_empty() {
        return Err(Refusal::new(
            "Không có phiếu nào có điểm. Hãy xem lại tên các cột.",
            "No ballot has a value. Check the names of the columns.",
        ));
    }
    Ok(ballots)
}

/// A row per ballot, a column per item.
fn wide_by_item(table: &Table, arguments: &Arguments) -> Result<Ballots, Refusal> {
    let items = columns::list("--items", arguments.items.as_deref().unwrap_or(ITEMS))?;
    let columns = numbers(table, &items)?;
    let row = |row: usize| columns.iter().map(|column| column[row]).collect();
    let key = Keys::of(table, arguments)?;
    let rows = (0..table.n_rows()).map(|at| (at, row(at)));
    Ok(key.ballots(rows, items))
}

/// The items where no flag names them.
const ITEMS: &str = "q1..q20";

/// A row per subject, a column per rater: one item.
fn wide_by_rater(table: &Table, arguments: &Arguments, raters: &str) -> Result<Ballots, Refusal> {
    let raters = columns::list("--raters", raters)?;
    let columns = numbers(table, &raters)?;
    let key = Keys::of(table, arguments)?;
    let mut rows = Vec::new();
    let mut n_dropped = 0;
    for row in 0..table.n_rows() {
        let Some((subject, _, relation)) = key.row(row) else {
            n_dropped += 1;
            continue;
        };
        for (rater, column) in columns.iter().enumerate() {
            if column[row].is_some() {
                rows.push(Ballot {
                    subject,
                    rater: Some(rater),
                    relation,
                    values: vec![column[row]],
                });
            }
        }
    }
    let (rows, n_joined) = joined(rows);
    Ok(Ballots {
        subjects: key.subjects,
        raters: Some(raters),
        relations: key.relations.map(|labels| labels.names),
        items: vec!["value".to_owned()],
        rows,
        n_dropped,
        n_joined,
    })
}

/// A row per rating.
fn long(table: &Table, arguments: &Arguments, value: &str) -> Result<Ballots, Refusal> {
    let values = table.numbers(value)?;
    let key = Keys::of(table, arguments)?;
    let Some(item) = &arguments.item else {
        let rows = values.iter().map(|value| vec![*value]).enumerate();
        return Ok(key.ballots(rows, vec![value.to_owned()]));
    };
    if key.raters.is_none() {
        return Err(Refusal::new(
            "--item: tệp mỗi dòng một điểm chỉ ghép lại thành phiếu được khi có --rater CỘT.",
            "--item: rows of single ratings join into ballots only with --rater COLUMN.",
        ));
    }
    let items = Labels::of(&table.texts(item)?);
    let n = items.names.len();
    let rows = values.iter().enumerate().map(|(row, value)| {
        let mut cells = vec![None; n];
        if let Some(item) = items.codes[row] {
            cells[item as usize] = *value;
        }
        (row, cells)
    });
    let mut ballots = key.ballots(rows, items.names.clone());
    // Rows of one ballot are expected here, unless they repeat an item.
    ballots.n_joined = repeated(&values, &items, &key);
    Ok(ballots)
}

fn repeated(values: &[Option<f64>], items: &Labels, key: &Keys) -> usize {
    let mut seen = HashMap::new();
    for (row, value) in values.iter().enumerate() {
        if let (Some(_), Some(item), Some(ballot)) = (value, items.codes[row], key.row(row)) {
            *seen.entry((ballot, item)).or_insert(0_usize) += 1;
        }
    }
    seen.values().map(|times| times - 1).sum()
}

fn numbers(table: &Table, names: &[String]) -> Result<Vec<Vec<Option<f64>>>, Refusal> {
    names.iter().map(|name| table.numbers(name)).collect()
}

/// Who is rated by whom in each row.
struct Keys {
    subjects: Vec<String>,
    subject: Vec<Option<u32>>,
    raters: Option<Labels>,
    relations: Option<Labels>,
}

impl Keys {
    fn of(table: &Table, arguments: &Arguments) -> Result<Self, Refusal> {
        let labels = |name: &String| table.texts(name).map(|cells| Labels::of(&cells));
        let rater = arguments.rater.as_ref().filter(|name| *name != NO_RATER);
        let (subjects, subject) = match &arguments.subject {
            Some(name) => {
                let labels = labels(name)?;
                (labels.names, labels.codes)
            }
            None => {
                let n = table.n_rows();
                (
                    (1..=n).map(|row| row.to_string()).collect(),
                    (0..n as u32).map(Some).collect(),
                )
            }
        };
        Ok(Self {
            subjects,
            subject,
            raters: rater.map(labels).transpose()?,
            relations: arguments.relation.as_ref().map(labels).transpose()?,
        })
    }

    /// Subject, rater and relation of a row; `None` where one that is asked for is blank.
    fn row(&self, row: usize) -> Option<(usize, Option<usize>, Option<usize>)> {
        let code = |labels: &Option<Labels>| match labels {
            Some(labels) => labels.codes[row].map(|code| Some(code as usize)),
            None => Some(None),
        };
        Some((
            self.subject[row]? as usize,
            code(&self.raters)?,
            code(&self.relations)?,
        ))
    }

    fn ballots(
        &self,
        rows: impl Iterator<Item = (usize, Vec<Option<f64>>)>,
        items: Vec<String>,
    ) -> Ballots {
        let mut ballots = Vec::new();
        let mut n_dropped = 0;
        for (row, values) in rows {
            match self.row(row) {
                Some((subject, rater, relation)) if values.iter().any(Option::is_some) => {
                    ballots.push(Ballot {
                        subject,
                        rater,
                        relation,
                        values,
                    });
                }
                _ => n_dropped += 1,
            }
        }
        let (rows, n_joined) = joined(ballots);
        Ballots {
            subjects: self.subjects.clone(),
            raters: self.raters.as_ref().map(|labels| labels.names.clone()),
            relations: self.relations.as_ref().map(|labels| labels.names.clone()),
            items,
            rows,
            n_dropped,
            n_joined,
        }
    }
}

/// Ballots of the same linked rater about the same subject become one, item by item the mean.
fn joined(rows: Vec<Ballot>) -> (Vec<Ballot>, usize) {
    let mut first: HashMap<(usize, usize, Option<usize>), usize> = HashMap::new();
    let mut kept: Vec<(Ballot, Vec<u32>)> = Vec::new();
    let before = rows.len();
    for ballot in rows {
        let key = ballot
            .rater
            .map(|rater| (ballot.subject, rater, ballot.relation));
        let at = key.map(|key| *first.entry(key).or_insert(kept.len()));
        match at.filter(|at| *at < kept.len()) {
            Some(at) => {
                let (known, counts) = &mut kept[at];
                let cells = known.values.iter_mut().zip(counts).zip(ballot.values);
                for ((cell, count), new) in cells {
                    if let Some(new) = new {
                        *cell = Some(cell.unwrap_or(0.0) + new);
                        *count += 1;
                    }
                }
            }
            None => {
                let counts = ballot
                    .values
                    .iter()
                    .map(|cell| u32::from(cell.is_some()))
                    .collect();
                kept.push((ballot, counts));
            }
        }
    }
    let n_joined = before - kept.len();
    let mean = |(mut ballot, counts): (Ballot, Vec<u32>)| {
        for (cell, count) in ballot.values.iter_mut().zip(counts) {
            *cell = cell.map(|sum| sum / f64::from(count.max(1)));
        }
        ballot
    };
    (kept.into_iter().map(mean).collect(), n_joined)
}
