//! The sampling design as the columns of the sample give it.

use std::collections::HashMap;

use stats::raking::Design;

use super::{Arguments, blank};
use crate::refusal::Refusal;
use crate::table::Table;

/// The sampling design, strata in the order in which they come.
pub(super) struct Strata {
    pub(super) names: Vec<String>,
    pub(super) design: Design,
}

impl Strata {
    pub(super) fn of(arguments: &Arguments, sample: &Table) -> Result<Self, Refusal> {
        let mut names: Vec<String> = Vec::new();
        let mut places: HashMap<&str, u32> = HashMap::new();
        let mut strata = vec![0; sample.n_rows()];
        if let Some(column) = &arguments.strata {
            for (row, cell) in sample.texts(column)?.into_iter().enumerate() {
                let cell = cell.ok_or_else(|| blank(sample, row, column))?;
                strata[row] = *places.entry(cell).or_insert_with(|| {
                    names.push(cell.to_owned());
                    names.len() as u32 - 1
                });
            }
        }
        let populations = match &arguments.fpc {
            Some(column) => Some(populations(sample, column, &strata, names.len().max(1))?),
            None => None,
        };
        Ok(Self {
            names,
            design: Design {
                strata,
                populations,
            },
        })
    }
}

/// The population of each stratum, on which its rows agree.
fn populations(
    sample: &Table,
    column: &str,
    strata: &[u32],
    n_strata: usize,
) -> Result<Vec<f64>, Refusal> {
    let mut counts = vec![0; n_strata];
    strata
        .iter()
        .for_each(|stratum| counts[*stratum as usize] += 1);
    let mut known: Vec<Option<f64>> = vec![None; n_strata];
    for (row, value) in sample.numbers(column)?.into_iter().enumerate() {
        let value = value.ok_or_else(|| blank(sample, row, column))?;
        let stratum = strata[row] as usize;
        if *known[stratum].get_or_insert(value) != value {
            return Err(sample.refuse(
                row,
                column,
                "khác với dòng trước của cùng tầng; mỗi tầng chỉ có một số",
                "differs from an earlier row of the same stratum; a stratum has one number",
            ));
        }
        if value < f64::from(counts[stratum]) {
            return Err(sample.refuse(
                row,
                column,
                "nhỏ hơn số dòng của tầng trong mẫu; cột phải là số người của tầng trong tổng thể",
                "is less than the rows of its stratum; it has to be the stratum's population",
            ));
        }
    }
    Ok(known
        .into_iter()
        .map(|value| value.unwrap_or(0.0))
        .collect())
}
