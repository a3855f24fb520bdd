//! The instrument of imported ratings: their items under the headings of the file, in competencies,
//! without the behaviours that an asked instrument has at each level.

use std::collections::HashSet;

use app::words::ratings as words;
use contract::instruments::{Competency, INSTRUMENT_SCHEMA, Instrument, Item, Scale};
use contract::locale::{Lang, Localized};

use super::columns::{Columns, Headings};
use crate::canonical::sha256;
use crate::people::names;

/// An id is at most 40 characters long; this leaves room for a number.
const STEM_LIMIT: usize = 32;

/// Makes it. The same file and form make the same instrument.
pub(super) fn instrument(
    code: &str,
    title: &Localized,
    (min, max): (u8, u8),
    columns: &Columns,
    headings: &Headings,
) -> Instrument {
    let mut competency_ids = Ids::default();
    let mut item_ids = Ids::default();
    let mut competencies = Vec::new();
    let mut items = Vec::new();
    for group in &columns.groups {
        let title = match &group.title {
            Some(title) => title.clone(),
            None => both(words::all_items),
        };
        let competency = competency_ids.draw(&title.en);
        for column in &group.items {
            let heading = headings.name(*column).unwrap_or_default();
            let wording = Localized {
                vi: heading.to_owned(),
                en: heading.to_owned(),
            };
            items.push(Item {
                id: item_ids.draw(heading),
                competency: competency.clone(),
                short: wording.clone(),
                stem: wording.clone(),
                self_stem: wording,
                anchors: Vec::new(),
            });
        }
        competencies.push(Competency {
            id: competency,
            short: title.clone(),
            about: title.clone(),
            title,
        });
    }
    Instrument {
        schema: INSTRUMENT_SCHEMA.to_owned(),
        // Two campaigns never have one code, nor two versions of one import.
        id: format!("imported-{}", &hex::encode(sha256(code.as_bytes()))[..16]),
        version: 1,
        title: title.clone(),
        about: both(words::instrument_about),
        scale: Scale { min, max },
        instruction: None,
        self_instruction: None,
        familiarity: None,
        cannot_judge: both(words::cannot_judge),
        self_cannot_judge: None,
        competencies,
        items,
        forced_choice: None,
        prompts: Vec::new(),
    }
}

fn both(word: fn(Lang) -> &'static str) -> Localized {
    Localized {
        vi: word(Lang::Vi).to_owned(),
        en: word(Lang::En).to_owned(),
    }
}

/// Ids made of headings, each once.
#[derive(Default)]
struct Ids(HashSet<String>);

impl Ids {
    fn draw(&mut self, heading: &str) -> String {
        let stem = stem(heading);
        let mut id = stem.clone();
        let mut n = 1;
        while !self.0.insert(id.clone()) {
            n += 1;
            id = format!("{stem}-{n}");
        }
        id
    }
}

/// Small letters and digits with hyphens between words, a letter first.
fn stem(heading: &str) -> String {
    let folded = names::fold(heading);
    let words: Vec<&str> = folded
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let mut stem = words.join("-");
    if !stem.starts_with(|letter: char| letter.is_ascii_lowercase()) {
        stem.insert_str(0, "q-");
    }
    stem.truncate(STEM_LIMIT);
    stem.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_of_headings_and_no_two_are_the_same() {
        let mut ids = Ids::default();
        let long = "Rất dài ".repeat(20);
        let drawn: Vec<String> = [
            "LEAD",
            "Lead",
            "1. Đoàn kết nội bộ",
            "領導",
            "?",
            &long,
            &long,
        ]
        .into_iter()
        .map(|heading| ids.draw(heading))
        .collect();
        assert_eq!(
            drawn,
            [
                "lead",
                "lead-2",
                "q-1-doan-ket-noi-bo",
                "q",
                "q-2",
                "rat-dai-rat-dai-rat-dai-rat-dai",
                "rat-dai-rat-dai-rat-dai-rat-dai-2",
            ]
        );
        assert!(drawn.iter().all(|id| id.len() <= 40));
    }
}
