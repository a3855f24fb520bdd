//! Made-up people: a family, a middle and a given name, as common as `names.toml` says, and how the
//! organisation addresses them. No two bear the same name.

use std::collections::HashSet;

use contract::error::AppError;
use serde::Deserialize;

use super::draw::Draw;

const LISTS: &str = include_str!("../../demo/names.toml");

type Weighted = Vec<(String, u32)>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    family: Weighted,
    men: Given,
    women: Given,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    middle: Weighted,
    given: Weighted,
}

/// Draws people.
pub(super) struct Names {
    lists: Lists,
    draw: Draw,
    borne: HashSet<String>,
}

/// Somebody who does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// Full name.
    pub full: String,
    /// Form of address; some organisations leave it open.
    pub address_form: Option<&'static str>,
}

impl Names {
    /// From the lists that come with the program.
    pub fn new() -> Result<Self, AppError> {
        Ok(Self {
            lists: toml::from_str(LISTS).map_err(AppError::internal)?,
            draw: Draw::of(&["names"]),
            borne: HashSet::new(),
        })
    }

    /// The next one.
    pub fn next(&mut self) -> Name {
        loop {
            let draw = &mut self.draw;
            let family = draw.weighted(&self.lists.family);
            let woman = draw.chance(0.48);
            let of = if woman {
                &self.lists.women
            } else {
                &self.lists.men
            };
            let middle = draw.weighted(&of.middle);
            let given = draw.weighted(&of.given);
            let full = format!("{family} {middle} {given}");
            let repeats = family == given || middle.split(' ').any(|word| word == given);
            if repeats || !self.borne.insert(full.clone()) {
                continue;
            }
            let address_form = match draw.below(20) {
                0..12 => Some("đồng chí"),
                12..16 => Some(if woman { "bà" } else { "ông" }),
                16..18 => Some(if woman { "chị" } else { "anh" }),
                _ => None,
            };
            return Name { full, address_form };
        }
    }
}
