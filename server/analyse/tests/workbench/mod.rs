//! Running a command as the program would, on files.

use std::io::Write;

use clap::Parser;
use contract::locale::Lang;
use serde_json::Value;
use tempfile::NamedTempFile;

#[derive(Parser)]
struct Program {
    #[command(subcommand)]
    command: analyse::Command,
}

/// What a command prints, or the two sentences of its refusal.
pub fn run(arguments: &[&str]) -> Result<String, (String, String)> {
    let words = std::iter::once("analyse").chain(arguments.iter().copied());
    let program =
        Program::try_parse_from(words).map_err(|error| (error.to_string(), error.to_string()))?;
    let mut out = Vec::new();
    match analyse::run(program.command, Lang::En, &mut out) {
        Ok(()) => Ok(String::from_utf8(out).unwrap()),
        Err(refusal) => {
            assert!(out.is_empty(), "a refusal prints nothing");
            Err((
                refusal.text(Lang::Vi).to_owned(),
                refusal.text(Lang::En).to_owned(),
            ))
        }
    }
}

/// The JSON that a command prints.
pub fn json(arguments: &[&str]) -> Value {
    let arguments: Vec<&str> = arguments.iter().copied().chain(["--json"]).collect();
    serde_json::from_str(&run(&arguments).unwrap()).unwrap()
}

/// A file of the reference data of `stats`.
pub fn reference(name: &str) -> String {
    let tests = concat!(env!("CARGO_MANIFEST_DIR"), "/../stats/tests/reference");
    format!("{tests}/{name}")
}

/// A file with this text.
pub fn file(text: &str) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

/// Panics unless a number is this close to another, as a share of it.
pub fn close(found: &Value, expected: f64, tolerance: f64) {
    let found = found
        .as_f64()
        .unwrap_or_else(|| panic!("{found} is no number"));
    assert!(
        (found - expected).abs() <= tolerance * expected.abs(),
        "{found} against {expected}"
    );
}
