//! The file of known totals, and the sample seen through it.

use std::collections::HashMap;
use std::path::Path;

use stats::raking::{Margin, collapse};

use super::printed::Collapsed;
use crate::refusal::Refusal;
use crate::table::Table;

/// Shares of a variable may miss 1 by this much: files round them.
const SHARES_ADD_UP: f64 = 1e-3;

/// A variable with its levels in the order of the file.
#[derive(Debug)]
pub(super) struct Target {
    variable: String,
    levels: Vec<String>,
    totals: Vec<f64>,
}

/// A margin of the sample after small levels were joined.
pub(super) struct Named<'a> {
    pub(super) variable: &'a str,
    /// Names of what became one level are joined by `+`.
    pub(super) levels: Vec<String>,
    pub(super) margin: Margin,
    pub(super) joined: Vec<Collapsed>,
}

/// Reads `variable,level,total` or `variable,level,share`.
pub(super) fn read(file: &Path, population: Option<f64>) -> Result<Vec<Target>, Refusal> {
    let table = Table::read(file)?;
    let column = match (table.has("total"), table.has("share"), population) {
        (true, _, _) => "total",
        (false, true, Some(size)) if size > 0.0 && size.is_finite() => "share",
        (false, true, _) => {
            return Err(Refusal::new(
                "--margins: tệp cho tỷ lệ (share), nên cần --population-size lớn hơn 0.",
                "--margins: the file gives shares, so --population-size above 0 is needed.",
            ));
        }
        (false, false, _) => {
            return Err(Refusal::new(
                "--margins: tệp cần các cột variable, level và total (hoặc share).",
                "--margins: the file needs the columns variable, level and total (or share).",
            ));
        }
    };
    let (variables, levels) = (table.texts("variable")?, table.texts("level")?);
    let values = table.numbers(column)?;
    let mut targets: Vec<Target> = Vec::new();
    for row in 0..table.n_rows() {
        let blank =
            |name: &str| table.refuse(row, name, "để trống; hãy điền vào", "is blank; fill it in");
        let variable = variables[row].ok_or_else(|| blank("variable"))?;
        let level = levels[row].ok_or_else(|| blank("level"))?;
        let value = values[row].ok_or_else(|| blank(column))?;
        if value < 0.0 {
            return Err(table.refuse(row, column, "là số âm", "is negative"));
        }
        let at = targets
            .iter()
            .position(|target| target.variable == variable);
        let at = at.unwrap_or_else(|| {
            targets.push(Target {
                variable: variable.to_owned(),
                levels: Vec::new(),
                totals: Vec::new(),
            });
            targets.len() - 1
        });
        let target = &mut targets[at];
        if target.levels.iter().any(|other| other == level) {
            return Err(table.refuse(
                row,
                "level",
                "được nêu hai lần cho cùng một biến; hãy bỏ một dòng",
                "is given twice for one variable; leave one of the rows out",
            ));
        }
        target.levels.push(level.to_owned());
        target.totals.push(value);
    }
    if targets.is_empty() {
        return Err(Refusal::new(
            "--margins: tệp không có dòng nào. Hãy thêm ít nhất một biến với các mức của nó.",
            "--margins: the file has no rows. Add at least one variable with its levels.",
        ));
    }
    for target in &mut targets {
        let sum: f64 = target.totals.iter().sum();
        let variable = &target.variable;
        if sum <= 0.0 || (column == "share" && (sum - 1.0).abs() > SHARES_ADD_UP) {
            return Err(Refusal::new(
                format!("--margins: các mức của “{variable}” cộng lại là {sum}. Hãy sửa lại."),
                format!("--margins: the levels of “{variable}” add up to {sum}. Correct them."),
            ));
        }
        if let ("share", Some(size)) = (column, population) {
            target
                .totals
                .iter_mut()
                .for_each(|share| *share *= size / sum);
        }
    }
    Ok(targets)
}

impl Target {
    /// The margin of a sample, its levels with fewer than `min` rows joined to a neighbour.
    pub(super) fn collapsed(&self, sample: &Table, min: usize) -> Result<Named<'_>, Refusal> {
        let (margin, joined) = collapse(&self.margin(sample)?, min);
        let name = |level: &u32| self.levels[*level as usize].clone();
        let mut levels = Vec::with_capacity(margin.totals.len());
        for level in 0..self.levels.len() as u32 {
            // Levels are joined to neighbours, so a joined level stands where its first one stood.
            match joined.iter().find(|joined| joined.levels.contains(&level)) {
                None => levels.push(name(&level)),
                Some(joined) if joined.levels[0] == level => {
                    let names: Vec<String> = joined.levels.iter().map(name).collect();
                    levels.push(names.join("+"));
                }
                Some(_) => {}
            }
        }
        let joined = joined.iter().map(|joined| Collapsed {
            variable: self.variable.clone(),
            levels: joined.levels.iter().map(name).collect(),
            n: joined.n,
        });
        Ok(Named {
            variable: &self.variable,
            levels,
            joined: joined.collect(),
            margin,
        })
    }

    /// The level of each row of the sample; `a:b` that is no column of its own joins two columns.
    fn margin(&self, sample: &Table) -> Result<Margin, Refusal> {
        let names: Vec<&str> = if sample.has(&self.variable) {
            vec![&self.variable]
        } else {
            self.variable.split(':').collect()
        };
        let columns = names.iter().map(|name| sample.texts(name));
        let columns = columns.collect::<Result<Vec<_>, _>>()?;
        let names_of_levels = self.levels.iter().map(String::as_str).zip(0..);
        let places: HashMap<&str, u32> = names_of_levels.collect();
        let mut level = Vec::with_capacity(sample.n_rows());
        for row in 0..sample.n_rows() {
            let mut cells = Vec::new();
            for (column, name) in columns.iter().zip(&names) {
                cells.push(column[row].ok_or_else(|| super::blank(sample, row, name))?);
            }
            let cell = cells.join(":");
            match places.get(cell.as_str()) {
                Some(at) => level.push(*at),
                None => {
                    let variable = &self.variable;
                    return Err(sample.refuse(
                        row,
                        names[0],
                        &format!("cho mức “{cell}” mà tệp --margins không có ở biến “{variable}”"),
                        &format!(
                            "makes the level “{cell}”, which --margins lacks for “{variable}”"
                        ),
                    ));
                }
            }
        }
        Ok(Margin {
            level,
            totals: self.totals.clone(),
        })
    }
}
