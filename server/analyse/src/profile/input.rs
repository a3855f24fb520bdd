//! The ballots of a file, as the engine takes them.

use std::collections::{BTreeMap, HashMap};

use stats::careless::Sheet;
use stats::profiles::{CampaignBallots, Pace, Strata};

use super::arguments::{Arguments, Decided};
use crate::columns;
use crate::refusal::Refusal;
use crate::table::Table;

/// Ballots with the names that the file gives.
#[derive(Debug)]
pub struct File {
    pub(super) ballots: CampaignBallots,
    /// Name of each ballot; its row where there is no such column.
    pub(super) names: Vec<String>,
    /// By number where all are numbers, else by bytes.
    pub(super) subjects: Vec<String>,
    pub(super) relations: Vec<String>,
    pub(super) warnings: Vec<(&'static str, String)>,
}

/// The relation of the subject himself: compared with the others, never merged with them.
const ONESELF: &str = "self";

pub(super) fn read(arguments: &Arguments, protocol: &Decided) -> Result<File, Refusal> {
    let table = Table::read(&arguments.ballots)?;
    let items = columns::list("--items", &arguments.items)?;
    let (lowest, highest) = scale(&arguments.scale)?;
    let relations: Vec<String> = protocol.weights.keys().cloned().collect();
    let group = table.texts("group")?;
    let mut warnings = Vec::new();

    let mut rows = Vec::with_capacity(table.n_rows());
    let mut relation = Vec::with_capacity(table.n_rows());
    let mut own = 0;
    for (row, name) in group.iter().enumerate() {
        match name.and_then(|name| relations.iter().position(|relation| relation == name)) {
            Some(at) => {
                rows.push(row);
                relation.push(at as u8);
            }
            None if *name == Some(ONESELF) => own += 1,
            None => {
                let known = relations.join(", ");
                return Err(table.refuse(
                    row,
                    "group",
                    &format!("không có trọng số; các nhóm có trọng số: {known}"),
                    &format!("has no policy weight; these have: {known}"),
                ));
            }
        }
    }
    if own > 0 {
        warnings.push(("self_left_out", format!("{own} self ratings take no part")));
    }
    let subject_cells = table.texts("subject")?;
    let subjects = levels(rows.iter().filter_map(|row| subject_cells[*row]));
    let subject = positions(&table, "subject", &rows, &subjects)?;
    let rater = if table.has("rater") {
        let cells = table.texts("rater")?;
        let raters = levels(rows.iter().filter_map(|row| cells[*row]));
        positions(&table, "rater", &rows, &raters)?
    } else {
        Vec::new()
    };
    let vignettes = match &arguments.vignettes {
        Some(named) => Some(columns::list("--vignettes", named)?),
        None if table.has("v1") && table.has("v2") => Some(vec!["v1".to_owned(), "v2".to_owned()]),
        None => None,
    };
    let (strata, stratum) = strata(arguments, &table, &relations, &rows, &relation)?;
    let n_levels = (highest - lowest) as usize + 1;
    let sheet_of = |names: &[String]| sheet(&table, names, &rows, lowest, n_levels);
    let ballots = CampaignBallots {
        sheet: sheet_of(&items)?,
        lowest,
        n_subjects: subjects.len(),
        subject,
        relation,
        strata,
        stratum,
        rater,
        vignettes: vignettes.map(|names| sheet_of(&names)).transpose()?,
        pace: pace(&table, &rows, items.len())?,
    };
    let names = if table.has("ballot") {
        let cells = table.texts("ballot")?;
        rows.iter().map(|row| cells[*row].unwrap_or_default().to_owned()).collect()
    } else {
        rows.iter().map(|row| (row + 1).to_string()).collect()
    };
    Ok(File {
        ballots,
        names,
        subjects,
        relations,
        warnings,
    })
}

fn scale(text: &str) -> Result<(f64, f64), Refusal> {
    let ends = text.split_once(':').and_then(|(low, high)| {
        Some((low.trim().parse::<i32>().ok()?, high.trim().parse::<i32>().ok()?))
    });
    match ends {
        Some((low, high)) if low < high && i64::from(high) - i64::from(low) < 255 => {
            Ok((f64::from(low), f64::from(high)))
        }
        _ => Err(Refusal::new(
            format!("--scale: không đọc được “{text}”. Hãy viết hai số nguyên như 1:5."),
            format!("--scale: “{text}” cannot be read. Write two whole numbers like 1:5."),
        )),
    }
}

/// The levels of a column: by number where all are numbers, else by bytes.
fn levels<'a>(cells: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut levels: Vec<&str> = cells.collect();
    levels.sort_unstable();
    levels.dedup();
    let numbers: Option<Vec<f64>> = levels.iter().map(|level| level.parse().ok()).collect();
    if let Some(numbers) = numbers.filter(|numbers| numbers.iter().all(|n| n.is_finite())) {
        let mut order: Vec<usize> = (0..levels.len()).collect();
        order.sort_by(|a, b| numbers[*a].total_cmp(&numbers[*b]).then(a.cmp(b)));
        return order.into_iter().map(|at| levels[at].to_owned()).collect();
    }
    levels.into_iter().map(str::to_owned).collect()
}

fn positions(
    table: &Table,
    column: &str,
    rows: &[usize],
    levels: &[String],
) -> Result<Vec<u32>, Refusal> {
    let cells = table.texts(column)?;
    let of: HashMap<&str, u32> = levels.iter().map(String::as_str).zip(0..).collect();
    rows.iter()
        .map(|row| {
            cells[*row].and_then(|cell| of.get(cell).copied()).ok_or_else(|| {
                table.refuse(*row, column, "để trống, cần một giá trị", "is blank, but is needed")
            })
        })
        .collect()
}

fn sheet(
    table: &Table,
    names: &[String],
    rows: &[usize],
    lowest: f64,
    n_levels: usize,
) -> Result<Sheet, Refusal> {
    let mut levels = vec![0_u8; rows.len() * names.len()];
    for (item, name) in names.iter().enumerate() {
        let column = table.numbers(name)?;
        for (at, row) in rows.iter().enumerate() {
            let Some(value) = column[*row] else { continue };
            let level = value - lowest + 1.0;
            if level.fract() != 0.0 || level < 1.0 || level > n_levels as f64 {
                let (low, high) = (lowest, lowest + n_levels as f64 - 1.0);
                return Err(table.refuse(
                    *row,
                    name,
                    &format!("không phải là một mức từ {low} đến {high}"),
                    &format!("is no level from {low} to {high}"),
                ));
            }
            levels[at * names.len() + item] = level as u8;
        }
    }
    Sheet::new(names.len(), n_levels, levels).map_err(|error| {
        Refusal::new(
            format!("Các câu trả lời không dùng được: {error}."),
            format!("The answers cannot be used: {error}."),
        )
    })
}

fn pace(table: &Table, rows: &[usize], n_items: usize) -> Result<Pace, Refusal> {
    if table.has("seconds") {
        let seconds = table.numbers("seconds")?;
        let mut per_item = Vec::with_capacity(rows.len());
        for row in rows {
            if seconds[*row].is_some_and(|s| s < 0.0) {
                return Err(table.refuse(*row, "seconds", "là số âm", "is negative"));
            }
            per_item.push(seconds[*row].map(|s| s / n_items as f64));
        }
        return Ok(Pace::Seconds(per_item));
    }
    if table.has("speed_class") {
        let classes = table.numbers("speed_class")?;
        let mut known = Vec::with_capacity(rows.len());
        for row in rows {
            match classes[*row] {
                None => known.push(0),
                Some(class) if [1.0, 2.0, 3.0].contains(&class) => known.push(class as u8),
                Some(_) => {
                    return Err(table.refuse(*row, "speed_class", "không phải 1, 2 hoặc 3", "is not 1, 2 or 3"));
                }
            }
        }
        return Ok(Pace::Class(known));
    }
    Ok(Pace::Unknown)
}

/// Strata of each relation and the stratum of each ballot. With a population file its strata are the
/// ones there are; without, those that occur.
fn strata(
    arguments: &Arguments,
    table: &Table,
    relations: &[String],
    rows: &[usize],
    relation: &[u8],
) -> Result<(Vec<Strata>, Vec<u16>), Refusal> {
    let shares = match &arguments.population {
        Some(path) => population(&Table::read(path)?, relations)?,
        None => vec![BTreeMap::new(); relations.len()],
    };
    if !table.has("stratum") {
        let one = vec![Strata::Unknown(1); relations.len()];
        return Ok((one, vec![0; rows.len()]));
    }
    let cells = table.texts("stratum")?;
    let mut names: Vec<Vec<String>> = Vec::new();
    for (g, shares) in shares.iter().enumerate() {
        let here = || rows.iter().zip(relation).filter(move |(_, of)| usize::from(**of) == g);
        let occurring = levels(here().filter_map(|(row, _)| cells[*row]));
        let all_known = here().all(|(row, _)| cells[*row].is_some());
        names.push(if !shares.is_empty() {
            shares.keys().cloned().collect()
        } else if occurring.is_empty() || !all_known {
            // Ballots without a stratum cannot be weighed among strata: the relation stays whole.
            vec![String::new()]
        } else {
            occurring
        });
    }
    let mut stratum = Vec::with_capacity(rows.len());
    for (row, g) in rows.iter().zip(relation) {
        let names = &names[usize::from(*g)];
        let at = match cells[*row] {
            _ if names.len() == 1 && names[0].is_empty() => Some(0),
            Some(cell) => names.iter().position(|name| name == cell),
            None => None,
        };
        let Some(at) = at else {
            return Err(table.refuse(
                *row,
                "stratum",
                "không có trong tệp dân số",
                "is not among the strata of the population file",
            ));
        };
        stratum.push(at as u16);
    }
    let strata = names.iter().zip(&shares).map(|(names, shares)| {
        if shares.is_empty() {
            Strata::Unknown(names.len())
        } else {
            Strata::Shares(shares.values().copied().collect())
        }
    });
    Ok((strata.collect(), stratum))
}

fn population(
    table: &Table,
    relations: &[String],
) -> Result<Vec<BTreeMap<String, f64>>, Refusal> {
    let (group, stratum) = (table.texts("group")?, table.texts("stratum")?);
    let share = table.numbers("share")?;
    let mut shares = vec![BTreeMap::new(); relations.len()];
    for row in 0..table.n_rows() {
        let Some(at) = relations.iter().position(|name| Some(name.as_str()) == group[row]) else {
            continue;
        };
        let (Some(stratum), Some(share)) = (stratum[row], share[row].filter(|s| *s >= 0.0)) else {
            return Err(table.refuse(
                row,
                "share",
                "cần một tỷ lệ không âm và tên tầng",
                "needs a share of 0 or more and the name of a stratum",
            ));
        };
        shares[at].insert(stratum.to_owned(), share);
    }
    for (name, shares) in relations.iter().zip(&mut shares) {
        let sum: f64 = shares.values().sum();
        if shares.is_empty() {
            continue;
        }
        if (sum - 1.0).abs() > 1e-3 {
            return Err(Refusal::new(
                format!("Tệp dân số: các tỷ lệ của nhóm “{name}” cộng lại là {sum}, phải là 1."),
                format!("The shares of the group “{name}” in the population sum to {sum}, not to 1."),
            ));
        }
        for share in shares.values_mut() {
            *share /= sum;
        }
    }
    Ok(shares)
}
