//! Several outcomes: rows of one study joined, with the covariance that the file gives them.

use stats::synthesis::{Arm, SynthesisError, synthesise_jointly};

use super::printed::{MergeResult, Multivariate};
use super::{Arguments, refused, variances};
use crate::columns;
use crate::output::Warning;
use crate::refusal::Refusal;
use crate::table::Table;

/// Merges several outcomes at once. Rows without an estimate are dropped with their row and column
/// of the covariance.
pub(super) fn merge(
    arguments: &Arguments,
    table: &Table,
    outcome: &str,
) -> Result<MergeResult, Refusal> {
    let estimates = table.numbers(&arguments.estimate)?;
    let label = arguments.label.as_deref().unwrap_or(outcome);
    let studies = named(table, label)?;
    let outcomes = named(table, outcome)?;
    let mut names: Vec<String> = outcomes.iter().map(|name| (*name).to_owned()).collect();
    names.sort();
    names.dedup();
    let mut labels: Vec<String> = Vec::new();
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for (row, study) in studies.iter().enumerate() {
        let at = labels.iter().position(|label| label == study);
        let at = at.unwrap_or_else(|| {
            labels.push((*study).to_owned());
            rows.push(Vec::new());
            labels.len() - 1
        });
        rows[at].push(row);
    }
    let blocks = blocks(arguments, table, &rows)?;
    let (mut arms, mut kept, mut n_dropped) = (Vec::new(), Vec::new(), 0);
    for ((study, label), block) in rows.iter().zip(&labels).zip(&blocks) {
        let whole = |at: &usize| estimates[study[*at]].is_some() && block[*at][*at].is_some();
        let present: Vec<usize> = (0..study.len()).filter(whole).collect();
        n_dropped += study.len() - present.len();
        if present.is_empty() {
            continue;
        }
        let mut arm = Arm {
            outcomes: Vec::new(),
            estimates: Vec::new(),
            covariance: Vec::new(),
        };
        for &at in &present {
            let row = study[at];
            let place = names.iter().position(|name| name == outcomes[row]);
            arm.outcomes.push(place.unwrap_or(0));
            arm.estimates.push(estimates[row].unwrap_or(0.0));
            for &other in &present {
                let value = block[at][other].ok_or_else(|| missing(label))?;
                arm.covariance.push(value);
            }
        }
        arms.push(arm);
        kept.push(label.clone());
    }
    let fit = synthesise_jointly(&arms, names.len()).map_err(|error| match error {
        SynthesisError::Outcome(at) => {
            let name = names.get(at).map_or("?", String::as_str);
            Refusal::new(
                format!("Đại lượng “{name}” có ở ít hơn hai nghiên cứu. Hãy bỏ nó."),
                format!("The outcome “{name}” is in fewer than two studies. Leave it out."),
            )
        }
        error => refused(&kept, error),
    })?;
    let mut warnings = Vec::new();
    if !fit.converged {
        warnings.push(Warning::new(
            "not_converged",
            "the search ended before the likelihood was flat",
        ));
    }
    if arguments.covariances.is_none() {
        warnings.push(Warning::new(
            "independent_errors",
            "without --covariances the errors of one study count as independent",
        ));
    }
    Ok(MergeResult {
        k: arms.len(),
        n_dropped,
        methods: Vec::new(),
        shrunk_by: None,
        shrunk: Vec::new(),
        multivariate: Some(Multivariate::new(names, &fit)),
        warnings,
    })
}

fn named<'a>(table: &'a Table, column: &str) -> Result<Vec<&'a str>, Refusal> {
    let cells = table.texts(column)?.into_iter().enumerate();
    cells
        .map(|(row, cell)| {
            cell.ok_or_else(|| {
                table.refuse(
                    row,
                    column,
                    "để trống; hãy điền vào",
                    "is blank; fill it in",
                )
            })
        })
        .collect()
}

fn missing(label: &str) -> Refusal {
    Refusal::new(
        format!("Nghiên cứu “{label}”: thiếu một hiệp phương sai. Hãy điền vào --covariances."),
        format!("Study “{label}”: a covariance is missing. Fill in the columns of --covariances."),
    )
}

type Block = Vec<Vec<Option<f64>>>;

/// The covariance of the rows of each study: the named columns, or variances on the diagonal.
fn blocks(
    arguments: &Arguments,
    table: &Table,
    rows: &[Vec<usize>],
) -> Result<Vec<Block>, Refusal> {
    let Some(text) = &arguments.covariances else {
        let variances = variances(arguments, table)?;
        let entry = |a: usize, b: usize| if a == b { variances[a] } else { Some(0.0) };
        let block = |study: &Vec<usize>| -> Block {
            let row = |a: &usize| study.iter().map(|b| entry(*a, *b)).collect();
            study.iter().map(row).collect()
        };
        return Ok(rows.iter().map(block).collect());
    };
    let names = columns::list("--covariances", text)?;
    let columns = names.iter().map(|name| table.numbers(name));
    let columns = columns.collect::<Result<Vec<_>, _>>()?;
    let most = rows.iter().map(Vec::len).max().unwrap_or(0);
    if most > columns.len() {
        let n = columns.len();
        return Err(Refusal::new(
            format!(
                "--covariances: có {n} cột, nhưng có nghiên cứu gồm {most} dòng. Cần {most} cột."
            ),
            format!(
                "--covariances: {n} columns, but a study has {most} rows. Name {most} columns."
            ),
        ));
    }
    let block = |study: &Vec<usize>| -> Block {
        let row = |row: &usize| {
            columns[..study.len()]
                .iter()
                .map(|column| column[*row])
                .collect()
        };
        study.iter().map(row).collect()
    };
    Ok(rows.iter().map(block).collect())
}
