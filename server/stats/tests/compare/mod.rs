//! Comparing with a file of reference values so that none can be forgotten: the test builds the same
//! tree from its own numbers, and every number and truth value of the file must have its twin there.

use serde_json::Value;

/// Keys that describe a case; they hold nothing to compute.
const DESCRIPTIONS: [&str; 10] = [
    "case",
    "versions",
    "reference",
    "data_file",
    "data_source",
    "definition",
    "definitions",
    "note",
    "tolerance",
    "published",
];

/// How far a value may be from its reference: by a share of the reference, or by this much.
#[derive(Clone, Copy, Debug)]
pub struct Tolerance {
    pub relative: f64,
    pub absolute: f64,
}

impl From<f64> for Tolerance {
    /// A relative tolerance.
    fn from(relative: f64) -> Self {
        Self {
            relative,
            absolute: 0.0,
        }
    }
}

/// Panics unless every number and truth value of `theirs` is in `ours` under the same path, within
/// `tolerance` of that path. Returns how many there were.
pub fn every_value(ours: &Value, theirs: &Value, tolerance: &dyn Fn(&str) -> Tolerance) -> usize {
    walk("", ours, theirs, tolerance)
}

fn walk(path: &str, ours: &Value, theirs: &Value, tolerance: &dyn Fn(&str) -> Tolerance) -> usize {
    match theirs {
        Value::Number(number) => {
            let theirs = number.as_f64().unwrap();
            let found = ours
                .as_f64()
                .unwrap_or_else(|| panic!("{path}: {theirs} has no twin but {ours}"));
            let Tolerance { relative, absolute } = tolerance(path);
            let most = absolute.max(relative * theirs.abs());
            assert!(
                (found - theirs).abs() <= most,
                "{path}: {found} against {theirs}"
            );
            1
        }
        Value::Bool(_) => {
            assert_eq!(ours, theirs, "{path}");
            1
        }
        Value::Array(items) => {
            let found = ours.as_array().unwrap_or_else(|| panic!("{path}: no list"));
            assert_eq!(found.len(), items.len(), "{path}");
            let pairs = found.iter().zip(items).enumerate();
            pairs
                .map(|(at, (ours, theirs))| walk(&format!("{path}/{at}"), ours, theirs, tolerance))
                .sum()
        }
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, _)| !DESCRIPTIONS.contains(&name.as_str()))
            .map(|(name, theirs)| walk(&format!("{path}/{name}"), &ours[name], theirs, tolerance))
            .sum(),
        Value::String(_) | Value::Null => 0,
    }
}
