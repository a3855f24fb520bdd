//! Formulas as R writes them, `y ~ service + (1|s) + (1|dept:service)`, and the design that a file
//! gives for one.
//!
//! [`Formula::parse`] reads the text. [`Formula::design`] reads the columns and gives the response,
//! the columns of the fixed part with the names that R gives them, and the grouping factors as names
//! of levels and an index a row; rows with a missing value in any column used are left out and
//! counted. Commands fit what they like to that.

mod coding;
mod design;
mod levels;
mod parse;
mod tokens;

use crate::refusal::Refusal;
use parse::Term;

pub use design::{Design, Grouping, Response};

/// A column as a formula mentions it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Variable {
    column: String,
    /// Written as `factor(column)`.
    factor: bool,
    /// Known to be categorical from the formula alone: `factor(…)`, or it groups.
    categorical: bool,
}

impl Variable {
    /// The name in terms.
    fn name(&self) -> String {
        if self.factor {
            format!("factor({})", self.column)
        } else {
            self.column.clone()
        }
    }
}

/// A formula that was understood; whether a file has its columns is another matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    response: String,
    variables: Vec<Variable>,
    /// Fixed terms, the lower orders first; the empty one is the intercept.
    fixed: Vec<Term>,
    /// Random intercepts, each one the interaction of its variables.
    groups: Vec<Term>,
}

impl Formula {
    /// Reads a formula.
    ///
    /// # Errors
    /// What cannot be read, and where.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        parse::parse(text)
    }

    /// Name of the column on the left of `~`.
    pub fn response(&self) -> &str {
        &self.response
    }

    /// Name of a term or group: its variables joined by `:`.
    fn term_name(&self, term: &Term) -> String {
        let names = term.iter().map(|at| self.variables[*at].name());
        names.collect::<Vec<_>>().join(":")
    }
}

/// A refusal of the formula.
fn faulty(vi: impl Into<String>, en: impl Into<String>) -> Refusal {
    Refusal::new(
        format!("--formula: {}.", vi.into()),
        format!("--formula: {}.", en.into()),
    )
}
