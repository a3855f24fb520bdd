//! What a file gives for a formula: response, fixed columns, grouping factors.

use stats::mixed::independent_columns;

use super::coding::{self, Coded};
use super::levels::Levels;
use super::{Formula, faulty};
use crate::output::Warning;
use crate::refusal::Refusal;
use crate::table::Table;

/// How the response is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Response {
    /// As numbers.
    Numeric,
    /// As ordered levels: `y` is the index of the level, counted from 0.
    Ordered,
}

/// A column of the fixed part.
#[derive(Debug, Clone, PartialEq)]
pub struct FixedColumn {
    /// The name that R gives it.
    pub term: String,
    /// One value a row.
    pub values: Vec<f64>,
}

/// A factor with a random intercept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grouping {
    /// `g` or `a:b`.
    pub name: String,
    /// Names of the levels, in order.
    pub levels: Vec<String>,
    /// The level of each row.
    pub index: Vec<u32>,
}

/// The rows without a missing value.
#[derive(Debug)]
pub struct Design {
    /// The response.
    pub y: Vec<f64>,
    /// Names of the levels of an ordered response; empty for numbers.
    pub response_levels: Vec<String>,
    /// Columns of full rank.
    pub fixed: Vec<FixedColumn>,
    /// Grouping factors in the order of the formula.
    pub groups: Vec<Grouping>,
    /// Precisions, if a column was named.
    pub weights: Option<Vec<f64>>,
    /// Rows left out because a value is missing.
    pub n_dropped: usize,
    /// What the reader should know: columns dropped, factors of one level.
    pub warnings: Vec<Warning>,
}

impl Design {
    /// Number of rows.
    pub fn n(&self) -> usize {
        self.y.len()
    }
}

impl Formula {
    /// The design of a table.
    ///
    /// # Errors
    /// A column that is not there, a response or weight that is no number, weights that are not
    /// positive, no row left.
    pub fn design(
        &self,
        table: &Table,
        weights: Option<&str>,
        response: Response,
    ) -> Result<Design, Refusal> {
        let mut kept = vec![true; table.n_rows()];
        let weights = weights.map(|name| positive(table, name)).transpose()?;
        if let Some(weights) = &weights {
            keep_present(&mut kept, weights);
        }
        for variable in &self.variables {
            keep_present(&mut kept, &table.texts(&variable.column)?);
        }
        let texts = table.texts(&self.response)?;
        keep_present(&mut kept, &texts);
        let n = kept.iter().filter(|kept| **kept).count();
        if n == 0 {
            return Err(faulty(
                "không còn dòng nào đủ giá trị ở mọi cột được dùng",
                "no row has a value in every column that is used",
            ));
        }
        let (y, response_levels) = match response {
            Response::Numeric => (rows(&kept, table.numbers(&self.response)?), Vec::new()),
            Response::Ordered => {
                let levels = Levels::of(rows(&kept, texts).into_iter());
                let y = levels.index.iter().map(|at| f64::from(*at)).collect();
                (y, levels.names)
            }
        };
        let variables = self.coded(table, &kept)?;
        let names: Vec<String> = self.variables.iter().map(super::Variable::name).collect();
        let mut warnings = Vec::new();
        for (name, variable) in names.iter().zip(&variables) {
            if let Coded::Category(Levels { names, .. }) = variable
                && names.len() == 1
            {
                warnings.push(Warning::new(
                    "one_level",
                    format!("{name} has one level only, {}", names[0]),
                ));
            }
        }
        let mut groups = Vec::new();
        for term in &self.groups {
            let levels = term.iter().filter_map(|at| match &variables[*at] {
                Coded::Category(levels) => Some(levels.clone()),
                Coded::Number(_) => None,
            });
            if let Some(levels) = levels.reduce(|a, b| a.crossed(&b)) {
                groups.push(Grouping {
                    name: self.term_name(term),
                    levels: levels.names,
                    index: levels.index,
                });
            }
        }
        let fixed = coding::columns(&self.fixed, &names, &variables, n);
        Ok(Design {
            y,
            response_levels,
            fixed: of_full_rank(fixed, &mut warnings),
            groups,
            weights: weights.map(|weights| rows(&kept, weights)),
            n_dropped: table.n_rows() - n,
            warnings,
        })
    }

    /// Each variable as the formula and the file make it.
    fn coded(&self, table: &Table, kept: &[bool]) -> Result<Vec<Coded>, Refusal> {
        let coded = |variable: &super::Variable| {
            let column = &variable.column;
            Ok(if !variable.categorical && table.is_numeric(column)? {
                Coded::Number(rows(kept, table.numbers(column)?))
            } else {
                Coded::Category(Levels::of(rows(kept, table.texts(column)?).into_iter()))
            })
        };
        self.variables.iter().map(coded).collect()
    }
}

fn keep_present<T>(kept: &mut [bool], values: &[Option<T>]) {
    for (kept, value) in kept.iter_mut().zip(values) {
        *kept &= value.is_some();
    }
}

/// The values of the rows kept, all of which are there.
fn rows<T>(kept: &[bool], values: Vec<Option<T>>) -> Vec<T> {
    let rows = values.into_iter().zip(kept).filter(|(_, kept)| **kept);
    rows.filter_map(|(value, _)| value).collect()
}

fn positive(table: &Table, name: &str) -> Result<Vec<Option<f64>>, Refusal> {
    let weights = table.numbers(name)?;
    let bad = |weight: &Option<f64>| weight.is_some_and(|weight| weight <= 0.0);
    match weights.iter().position(bad) {
        Some(row) => Err(table.refuse(
            row,
            name,
            "không dương; trọng số là độ chính xác, dòng không dùng thì để trống",
            "is not positive; weights are precisions, leave the cell of an unused row blank",
        )),
        None => Ok(weights),
    }
}

/// Drops each column that is a linear combination of those before it.
fn of_full_rank(columns: Vec<FixedColumn>, warnings: &mut Vec<Warning>) -> Vec<FixedColumn> {
    let values: Vec<&[f64]> = columns.iter().map(|c| c.values.as_slice()).collect();
    let independent = independent_columns(&values);
    let mut fixed = Vec::new();
    for (column, independent) in columns.into_iter().zip(independent) {
        if independent {
            fixed.push(column);
        } else {
            warnings.push(Warning::new(
                "dropped_column",
                format!(
                    "{} is dropped: it is a linear combination of the columns before it",
                    column.term
                ),
            ));
        }
    }
    fixed
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "y,a,b,x,z\n1,1,u,0.5,1\n2,2,v,1.5,2\n3,1,v,,3\n4,3,u,2.5,5\n5,2,u,4,8\n";

    fn design(formula: &str) -> Result<Design, Refusal> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), FILE).unwrap();
        let table = Table::read(file.path()).unwrap();
        Formula::parse(formula)?.design(&table, None, Response::Numeric)
    }

    fn terms(formula: &str) -> Vec<String> {
        let design = design(formula).unwrap();
        design.fixed.into_iter().map(|column| column.term).collect()
    }

    /// `colnames(model.matrix(…))` of R 4.2 on the same rows.
    #[test]
    fn terms_are_named_and_coded_as_in_r() {
        assert_eq!(terms("y ~ a"), ["(Intercept)", "a"]);
        assert_eq!(
            terms("y ~ factor(a)"),
            ["(Intercept)", "factor(a)2", "factor(a)3"]
        );
        assert_eq!(terms("y ~ 0 + b"), ["bu", "bv"]);
        assert_eq!(terms("y ~ b - 1 + z"), ["bu", "bv", "z"]);
        assert_eq!(terms("y ~ b*z"), ["(Intercept)", "bv", "z", "bv:z"]);
        assert_eq!(terms("y ~ z + b:z"), ["(Intercept)", "z", "z:bv"]);
        assert_eq!(terms("y ~ b:z"), ["(Intercept)", "bu:z", "bv:z"]);
        assert_eq!(terms("y ~ b/z"), ["(Intercept)", "bv", "bu:z", "bv:z"]);
        assert_eq!(terms("y ~ a + (1|a)"), ["(Intercept)", "a2", "a3"]);
        assert_eq!(terms("y ~ 1 + (1|a:b)"), ["(Intercept)"]);
        assert_eq!(terms("y ~ (z + b) - b"), ["(Intercept)", "z"]);
    }

    #[test]
    fn nested_groups_are_the_outer_and_the_interaction() {
        let design = design("y ~ 1 + (1|b/a)").unwrap();
        let names: Vec<&str> = design.groups.iter().map(|g| g.name.as_str()).collect();
        assert_eq!(names, ["b", "b:a"]);
        assert_eq!(design.groups[1].levels, ["u:1", "u:2", "u:3", "v:1", "v:2"]);
        assert_eq!(design.groups[1].index, [0, 4, 3, 2, 1]);
    }

    #[test]
    fn rows_with_a_missing_value_are_counted_and_left_out() {
        let design = design("y ~ x").unwrap();
        assert_eq!((design.n(), design.n_dropped), (4, 1));
        assert_eq!(design.y, [1.0, 2.0, 4.0, 5.0]);
    }

    #[test]
    fn repeated_columns_are_dropped_with_a_warning() {
        let design = design("y ~ z + factor(z) + b").unwrap();
        assert!(design.warnings.iter().any(|w| w.code == "dropped_column"));
        assert_eq!(design.fixed.len(), 5);
    }

    #[test]
    fn what_is_no_formula_is_refused() {
        for formula in [
            "",
            "y",
            "~ x",
            "y ~",
            "y ~ +",
            "y ~ x +",
            "y ~ (x",
            "y ~ x)",
            "y ~ (x|a)",
            "y ~ (1+x|a)",
            "y ~ (1|)",
            "y ~ (0|a)",
            "y ~ (1||a)",
            "y ~ log(x)",
            "y ~ x^2",
            "y ~ 2",
            "y ~ x y",
            "y ~ y",
            "y ~ a:(1|b)",
            "y ~ -(1|b)",
            "y ~ `x",
            "y ~ nosuch",
            "log(y) ~ x",
            "y ~ ((1|a))",
        ] {
            assert!(design(formula).is_err(), "{formula}");
        }
    }
}
