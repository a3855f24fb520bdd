//! The ballots of a file, as the engine takes them.

use std::collections::BTreeMap;

use stats::profiles::{CampaignBallots, Strata};

use super::arguments::{Arguments, Decided};
use crate::labels::Labels;
use crate::output::Warning;
use crate::refusal::Refusal;
use crate::scale;
use crate::table::Table;
use crate::{ballots, columns};

/// Ballots with the names that the file gives.
#[derive(Debug)]
pub struct File {
    pub(super) ballots: CampaignBallots,
    /// Positions of the items of each competency.
    pub(super) competencies: Vec<Vec<usize>>,
    /// Name of each ballot; its row where there is no such column.
    pub(super) names: Vec<String>,
    /// By number where all are numbers, else by bytes.
    pub(super) subjects: Vec<String>,
    pub(super) relations: Vec<String>,
    pub(super) warnings: Vec<Warning>,
}

/// The relation of the subject himself: compared with the others, never merged with them.
const ONESELF: &str = "self";

pub(super) fn read(arguments: &Arguments, protocol: &Decided) -> Result<File, Refusal> {
    let table = Table::read(&arguments.ballots)?;
    let (items, competencies) = ballots::form(
        arguments.items.as_deref(),
        arguments.competencies.as_deref(),
    )?;
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
        let text = format!("{own} self ratings take no part");
        warnings.push(Warning::new("self_left_out", text));
    }
    let (subjects, subject) = named(&table, "subject", &rows)?;
    let rater = match table.has("rater") {
        true => named(&table, "rater", &rows)?.1,
        false => Vec::new(),
    };
    let vignettes = match &arguments.vignettes {
        Some(named) => Some(columns::list("--vignettes", named)?),
        None if table.has("v1") && table.has("v2") => Some(vec!["v1".to_owned(), "v2".to_owned()]),
        None => None,
    };
    let (strata, stratum) = strata(arguments, &table, &relations, &rows, &relation)?;
    let usual = |name: &'static str| table.has(name).then_some(name);
    let (seconds, speed_class) = (usual("seconds"), usual("speed_class"));
    let sheet = |names: &[String]| ballots::sheet(&table, names, &arguments.scale, &rows);
    let ballots = CampaignBallots {
        sheet: sheet(&items)?,
        lowest: scale::parse(&arguments.scale)?.min(),
        n_subjects: subjects.len(),
        subject,
        relation,
        strata,
        stratum,
        rater,
        vignettes: vignettes.map(|names| sheet(&names)).transpose()?,
        pace: ballots::pace(&table, seconds, speed_class, items.len(), &rows)?,
    };
    let names = if table.has("ballot") {
        let cells = table.texts("ballot")?;
        rows.iter()
            .map(|row| cells[*row].unwrap_or_default().to_owned())
            .collect()
    } else {
        rows.iter().map(|row| (row + 1).to_string()).collect()
    };
    Ok(File {
        ballots,
        competencies,
        names,
        subjects,
        relations,
        warnings,
    })
}

/// The names in a column over some rows, in order, and the position of each row's; a blank is refused.
fn named(table: &Table, column: &str, rows: &[usize]) -> Result<(Vec<String>, Vec<u32>), Refusal> {
    let cells = table.texts(column)?;
    let of: Vec<Option<&str>> = rows.iter().map(|row| cells[*row]).collect();
    let labels = Labels::of(&of);
    let codes = labels.codes.iter().zip(rows).map(|(code, row)| {
        code.ok_or_else(|| {
            table.refuse(
                *row,
                column,
                "để trống, cần một giá trị",
                "is blank, but is needed",
            )
        })
    });
    let codes = codes.collect::<Result<_, _>>()?;
    Ok((labels.names, codes))
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
        let here = || {
            rows.iter()
                .zip(relation)
                .filter(move |(_, of)| usize::from(**of) == g)
        };
        let cells_here: Vec<Option<&str>> = here().map(|(row, _)| cells[*row]).collect();
        let occurring = Labels::of(&cells_here).names;
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

fn population(table: &Table, relations: &[String]) -> Result<Vec<BTreeMap<String, f64>>, Refusal> {
    let (group, stratum) = (table.texts("group")?, table.texts("stratum")?);
    let share = table.numbers("share")?;
    let mut shares = vec![BTreeMap::new(); relations.len()];
    for row in 0..table.n_rows() {
        let Some(at) = relations
            .iter()
            .position(|name| Some(name.as_str()) == group[row])
        else {
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
                format!(
                    "The shares of the group “{name}” in the population sum to {sum}, not to 1."
                ),
            ));
        }
        for share in shares.values_mut() {
            *share /= sum;
        }
    }
    Ok(shares)
}
