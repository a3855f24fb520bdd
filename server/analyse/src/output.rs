//! How results leave: JSON with 15 significant digits, text in aligned columns.

use std::fmt::Write as _;
use std::io::{ErrorKind, Write};

use contract::locale::Lang;
use serde::Serialize;
use serde_json::{Number, Value};

use crate::refusal::Refusal;

/// What a reader of a result should know about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Warning {
    /// Keeps its name between versions.
    pub code: String,
    /// The same in words; may change.
    pub text: String,
}

impl Warning {
    /// A warning.
    pub fn new(code: &str, text: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            text: text.into(),
        }
    }
}

/// Prints a result as one JSON object.
pub fn json(out: &mut dyn Write, result: &impl Serialize) -> Result<(), Refusal> {
    let value = serde_json::to_value(result).map(rounded);
    let text = value.and_then(|value| serde_json::to_string_pretty(&value));
    match text {
        Ok(text) => self::text(out, &(text + "\n")),
        Err(error) => Err(Refusal::unprintable(&error.into())),
    }
}

/// Prints text. A reader who stopped reading (`| head`) is no failure.
pub fn text(out: &mut dyn Write, text: &str) -> Result<(), Refusal> {
    match out.write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Refusal::unprintable(&error)),
        _ => Ok(()),
    }
}

/// Every number that is no integer, at 15 significant digits.
fn rounded(value: Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => number
            .as_f64()
            .and_then(|number| format!("{number:.14e}").parse().ok())
            .and_then(Number::from_f64)
            .map_or(Value::Null, Value::Number),
        Value::Array(values) => Value::Array(values.into_iter().map(rounded).collect()),
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .map(|(name, value)| (name, rounded(value)))
                .collect(),
        ),
        other => other,
    }
}

/// Picks the words of one language.
pub fn words(lang: Lang) -> impl Fn(&'static str, &'static str) -> &'static str {
    move |vi, en| match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

/// Warnings at the end of a text, a line each; nothing where there are none.
pub fn warnings(warnings: &[Warning]) -> String {
    let lines = warnings
        .iter()
        .map(|warning| format!("\n! {}: {}", warning.code, warning.text));
    let lines: String = lines.collect();
    if lines.is_empty() {
        lines
    } else {
        lines + "\n"
    }
}

/// Rows of cells as text: the first column flush left, the others flush right.
#[derive(Debug)]
pub struct Aligned {
    rows: Vec<Vec<String>>,
}

impl Aligned {
    /// A table with these headings.
    pub fn new<const N: usize>(headings: [&str; N]) -> Self {
        Self {
            rows: vec![headings.map(str::to_owned).to_vec()],
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// The lines, each ended.
    pub fn text(&self) -> String {
        let n = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |at: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(at));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..n).map(width).collect();
        let mut text = String::new();
        for row in &self.rows {
            let mut line = String::new();
            for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
                let gap = width - cell.chars().count();
                let (before, after) = if at == 0 { (0, gap) } else { (gap + 2, 0) };
                let _ = write!(line, "{}{cell}{}", " ".repeat(before), " ".repeat(after));
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

/// A figure for people: up to four digits behind the point, or powers of ten where it is tiny or
/// huge.
pub fn figure(value: f64) -> String {
    let size = value.abs();
    if value == 0.0 {
        "0".to_owned()
    } else if (1e-3..1e7).contains(&size) {
        format!("{value:.4}")
    } else {
        format!("{value:.3e}")
    }
}

/// A figure that may not exist.
pub fn figure_or_dash(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), figure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_fifteen_digits_and_nan_is_null() {
        let mut out = Vec::new();
        json(&mut out, &(0.1 + 0.2, f64::NAN, 3_u32, 1e-300)).unwrap();
        let text: String = String::from_utf8(out).unwrap().split_whitespace().collect();
        assert_eq!(text, "[0.3,null,3,1e-300]");
    }

    #[test]
    fn columns_align() {
        let mut table = Aligned::new(["group", "variance"]);
        table.row(vec!["s".into(), figure(0.25)]);
        assert_eq!(table.text(), "group  variance\ns        0.2500\n");
    }
}
