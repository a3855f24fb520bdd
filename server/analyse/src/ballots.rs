//! How ballots lie in a file: the items of the form in their competencies, levels of a scale, and the
//! time that a ballot took.

use stats::careless::{Pace, Sheet};

use crate::columns;
use crate::refusal::Refusal;
use crate::scale;
use crate::table::Table;

/// Items of the reference campaign.
const ITEMS: &str = "q1..q20";

/// Its competencies.
const COMPETENCIES: &str = "q1..q5;q6..q10;q11..q15;q16..q20";

/// The items in the order of the form, and the positions of those of each competency.
pub fn form(
    items: Option<&str>,
    competencies: Option<&str>,
) -> Result<(Vec<String>, Vec<Vec<usize>>), Refusal> {
    let groups = match (competencies, items) {
        (Some(groups), _) => Some(columns::groups("--competencies", groups)?),
        (None, Some(_)) => None,
        (None, None) => Some(columns::groups("--competencies", COMPETENCIES)?),
    };
    let items = match (items, &groups) {
        (Some(items), _) => columns::list("--items", items)?,
        (None, Some(groups)) if competencies.is_some() => {
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
    let mut positions = Vec::new();
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
        positions.push(competency);
    }
    match used.iter().position(|used| !used) {
        Some(at) => Err(unfit(&items[at])),
        None => Ok((items, positions)),
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

/// Most levels of a scale that a ballot is read on.
const MOST_LEVELS: f64 = 101.0;

/// The levels of some rows, counted from 1; 0 where blank.
pub fn sheet(
    table: &Table,
    items: &[String],
    flag: &str,
    rows: &[usize],
) -> Result<Sheet, Refusal> {
    let scale = scale::parse(flag)?;
    if scale.min().fract() != 0.0 || scale.levels().fract() != 0.0 || scale.levels() > MOST_LEVELS {
        return Err(Refusal::new(
            format!("--scale: “{flag}” cần hai số nguyên, không quá 101 mức."),
            format!("--scale: “{flag}” needs two whole numbers and at most 101 levels."),
        ));
    }
    let k = items.len();
    let mut levels = vec![0_u8; rows.len() * k];
    for (item, name) in items.iter().enumerate() {
        let column = table.numbers(name)?;
        for (at, row) in rows.iter().enumerate() {
            let Some(value) = column[*row] else { continue };
            if value.fract() != 0.0 || value < scale.min() || value > scale.max() {
                let vi = format!("không phải là một mức của thang {flag}");
                let en = format!("is no level of the scale {flag}");
                return Err(table.refuse(*row, name, &vi, &en));
            }
            levels[at * k + item] = (value - scale.min()) as u8 + 1;
        }
    }
    Sheet::new(k, scale.levels() as usize, levels).map_err(|error| {
        Refusal::new(
            format!("--items, --scale: không đọc được các phiếu ({error})."),
            format!("--items, --scale: the ballots cannot be read ({error})."),
        )
    })
}

/// The seconds an item, or the class of speed, of some rows, from whichever column is named.
pub fn pace(
    table: &Table,
    seconds: Option<&str>,
    speed_class: Option<&str>,
    n_items: usize,
    rows: &[usize],
) -> Result<Pace, Refusal> {
    if let Some(column) = seconds {
        let cells = table.numbers(column)?;
        let mut per_item = Vec::with_capacity(rows.len());
        for row in rows {
            if cells[*row].is_some_and(|seconds| seconds < 0.0) {
                return Err(table.refuse(*row, column, "không thể là số âm", "cannot be negative"));
            }
            per_item.push(cells[*row].map(|seconds| seconds / n_items as f64));
        }
        return Ok(Pace::Seconds(per_item));
    }
    let Some(column) = speed_class else {
        return Ok(Pace::Unknown);
    };
    let cells = table.numbers(column)?;
    let mut classes = Vec::with_capacity(rows.len());
    for row in rows {
        classes.push(match cells[*row] {
            None => 0,
            Some(class) if [1.0, 2.0, 3.0].contains(&class) => class as u8,
            Some(_) => {
                return Err(table.refuse(*row, column, "phải là 1, 2 hoặc 3", "must be 1, 2 or 3"));
            }
        });
    }
    Ok(Pace::Classes(classes))
}
