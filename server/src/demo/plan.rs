//! `ministry.toml`: units and posts, before anybody holds them.

use contract::error::AppError;
use serde::Deserialize;

const FILE: &str = include_str!("../../demo/ministry.toml");

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    pub name: String,
    pub vice_minister_fields: Vec<String>,
    pub departments: Vec<Department>,
}

/// A department.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Department {
    pub name: String,
    pub vice_minister: usize,
    pub head: String,
    #[serde(default)]
    pub head_post_type: String,
    pub deputy: String,
    pub deputy_fields: Vec<String>,
    #[serde(default)]
    pub n_staff: usize,
    #[serde(default)]
    pub predecessors: Vec<String>,
    #[serde(default)]
    pub divisions: Vec<Division>,
}

/// A division of a department.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Division {
    pub name: String,
    pub n_staff: usize,
    pub functional_superior: Option<String>,
    pub headed_by_deputy: Option<usize>,
    pub seconded_from: Option<String>,
    #[serde(default)]
    pub new_head: bool,
}

impl Plan {
    /// The plan that comes with the program.
    pub fn read() -> Result<Self, AppError> {
        toml::from_str(FILE).map_err(AppError::internal)
    }
}
