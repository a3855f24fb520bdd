//! What an instrument must hold before anybody is asked with it. Every fault is found in one go,
//! each with its place, so that the author of a file corrects it once.

use std::collections::{BTreeMap, BTreeSet};

use contract::instruments::{
    INSTRUMENT_SCHEMA, Instrument, InstrumentFault, InstrumentProblem as Problem,
};
use contract::locale::Localized;
use unicode_normalization::is_nfc;

/// How an instrument comes to its answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// People are asked with it: five levels, each with its behaviour.
    Asked,
    /// It names the columns of ratings collected elsewhere: any scale, no behaviours.
    Imported,
}

const ID_LIMIT_CHARS: usize = 40;
const TEXT_LIMIT_CHARS: u32 = 600;
const ANCHOR_LIMIT_CHARS: u32 = 90;
const ITEM_SHORT_LIMIT_CHARS: u32 = 40;
const COMPETENCY_SHORT_LIMIT_CHARS: u32 = 28;
/// A bit per competency stands beside each ballot, and a chart has a row for each.
const COMPETENCIES: (u32, u32) = (1, 12);
const ITEMS: (u32, u32) = (1, 60);
const FAMILIARITY_LEVELS: (u32, u32) = (2, 5);
/// What one envelope of 16 KiB holds: three texts of 1,000 characters.
const PROMPTS: (u32, u32) = (0, 3);
/// The zones of the distributions and the survey's cards are made for these five.
const ASKED_SCALE: (u8, u8) = (1, 5);

/// Placeholders of a wording about somebody else.
const OTHERS: &[&str] = &["name", "full_name", "post"];
/// Placeholders of a wording about oneself.
const ONESELF: &[&str] = &["post"];
const NONE: &[&str] = &[];

/// Everything wrong with an instrument; empty when it is ready.
pub fn validate(instrument: &Instrument, source: Source) -> Vec<InstrumentFault> {
    let mut faults = Faults::default();
    head(instrument, source, &mut faults);
    familiarity(instrument, &mut faults);
    competencies(instrument, source, &mut faults);
    items(instrument, source, &mut faults);
    closing(instrument, &mut faults);
    faults.0
}

fn head(instrument: &Instrument, source: Source, faults: &mut Faults) {
    if instrument.schema != INSTRUMENT_SCHEMA {
        faults.add("schema", Problem::UnknownSchema);
    }
    faults.id("id", &instrument.id);
    if !(1..=i32::MAX as u32).contains(&instrument.version) {
        faults.add(
            "version",
            Problem::OutOfRange {
                min: 1,
                max: i32::MAX as u32,
            },
        );
    }
    faults.text("title", &instrument.title, TEXT_LIMIT_CHARS, NONE);
    faults.text("about", &instrument.about, TEXT_LIMIT_CHARS, NONE);
    let scale = (instrument.scale.min, instrument.scale.max);
    if source == Source::Asked && scale != ASKED_SCALE {
        let (min, max) = ASKED_SCALE;
        faults.add("scale", range(min, max));
    } else if scale.0 >= scale.1 || scale.1 > 100 {
        faults.add("scale", range(0, 100));
    }
    if let Some(text) = &instrument.instruction {
        faults.text("instruction", text, TEXT_LIMIT_CHARS, OTHERS);
    }
    if let Some(text) = &instrument.self_instruction {
        faults.text("self_instruction", text, TEXT_LIMIT_CHARS, ONESELF);
    }
    faults.text(
        "cannot_judge",
        &instrument.cannot_judge,
        ANCHOR_LIMIT_CHARS,
        NONE,
    );
    if let Some(text) = &instrument.self_cannot_judge {
        faults.text("self_cannot_judge", text, ANCHOR_LIMIT_CHARS, NONE);
    }
}

fn familiarity(instrument: &Instrument, faults: &mut Faults) {
    let Some(familiarity) = &instrument.familiarity else {
        return;
    };
    faults.text(
        "familiarity.question",
        &familiarity.question,
        TEXT_LIMIT_CHARS,
        OTHERS,
    );
    faults.count(
        "familiarity.levels",
        familiarity.levels.len(),
        FAMILIARITY_LEVELS,
    );
    faults.ids(
        "familiarity.levels",
        familiarity.levels.iter().map(|level| level.id.as_str()),
    );
    for (index, level) in familiarity.levels.iter().enumerate() {
        let place = format!("familiarity.levels[{index}]");
        faults.text(
            &format!("{place}.label"),
            &level.label,
            ANCHOR_LIMIT_CHARS,
            OTHERS,
        );
        if let Some(text) = &level.way_out {
            faults.text(&format!("{place}.way_out"), text, TEXT_LIMIT_CHARS, OTHERS);
        }
    }
}

fn competencies(instrument: &Instrument, source: Source, faults: &mut Faults) {
    let competencies = &instrument.competencies;
    faults.count("competencies", competencies.len(), COMPETENCIES);
    faults.ids(
        "competencies",
        competencies.iter().map(|competency| competency.id.as_str()),
    );
    let short_limit = match source {
        Source::Asked => COMPETENCY_SHORT_LIMIT_CHARS,
        Source::Imported => TEXT_LIMIT_CHARS,
    };
    for (index, competency) in competencies.iter().enumerate() {
        let place = format!("competencies[{index}]");
        faults.text(
            &format!("{place}.title"),
            &competency.title,
            TEXT_LIMIT_CHARS,
            NONE,
        );
        faults.text(
            &format!("{place}.short"),
            &competency.short,
            short_limit,
            NONE,
        );
        faults.text(
            &format!("{place}.about"),
            &competency.about,
            TEXT_LIMIT_CHARS,
            NONE,
        );
        if instrument.items_of(&competency.id).next().is_none() {
            let (min, max) = ITEMS;
            faults.add(&place, Problem::WrongCount { min, max, found: 0 });
        }
    }
}

fn items(instrument: &Instrument, source: Source, faults: &mut Faults) {
    faults.count("items", instrument.items.len(), ITEMS);
    faults.ids(
        "items",
        instrument.items.iter().map(|item| item.id.as_str()),
    );
    let order: BTreeMap<&str, usize> = instrument
        .competencies
        .iter()
        .enumerate()
        .map(|(index, competency)| (competency.id.as_str(), index))
        .collect();
    let (short_limit, anchors) = match source {
        Source::Asked => {
            let levels = u32::from(ASKED_SCALE.1 - ASKED_SCALE.0) + 1;
            (ITEM_SHORT_LIMIT_CHARS, (levels, levels))
        }
        Source::Imported => (TEXT_LIMIT_CHARS, (0, 0)),
    };
    let mut section = 0;
    for (index, item) in instrument.items.iter().enumerate() {
        let place = format!("items[{index}]");
        match order.get(item.competency.as_str()) {
            None => faults.add(&format!("{place}.competency"), Problem::UnknownCompetency),
            Some(competency) if *competency < section => {
                faults.add(&format!("{place}.competency"), Problem::OutOfOrder);
            }
            Some(competency) => section = *competency,
        }
        faults.text(&format!("{place}.short"), &item.short, short_limit, NONE);
        faults.text(
            &format!("{place}.stem"),
            &item.stem,
            TEXT_LIMIT_CHARS,
            OTHERS,
        );
        faults.text(
            &format!("{place}.self_stem"),
            &item.self_stem,
            TEXT_LIMIT_CHARS,
            ONESELF,
        );
        faults.count(&format!("{place}.anchors"), item.anchors.len(), anchors);
        for (level, anchor) in item.anchors.iter().enumerate() {
            faults.text(
                &format!("{place}.anchors[{level}]"),
                anchor,
                ANCHOR_LIMIT_CHARS,
                NONE,
            );
        }
        let vi: BTreeSet<&str> = item.anchors.iter().map(|a| a.vi.as_str()).collect();
        let en: BTreeSet<&str> = item.anchors.iter().map(|a| a.en.as_str()).collect();
        if vi.len() < item.anchors.len() || en.len() < item.anchors.len() {
            faults.add(&format!("{place}.anchors"), Problem::SameAnchors);
        }
    }
}

fn closing(instrument: &Instrument, faults: &mut Faults) {
    if let Some(choice) = &instrument.forced_choice {
        // Choosing all of them would say nothing.
        let most = (instrument.competencies.len().saturating_sub(1)).max(1) as u32;
        for (name, question, max) in [
            ("strongest", &choice.strongest, most),
            ("improve_first", &choice.improve_first, 1),
        ] {
            let place = format!("forced_choice.{name}");
            faults.count(
                &format!("{place}.count"),
                usize::from(question.count),
                (1, max),
            );
            faults.text(
                &format!("{place}.question"),
                &question.question,
                TEXT_LIMIT_CHARS,
                OTHERS,
            );
            faults.text(
                &format!("{place}.self_question"),
                &question.self_question,
                TEXT_LIMIT_CHARS,
                ONESELF,
            );
        }
    }
    faults.count("prompts", instrument.prompts.len(), PROMPTS);
    faults.ids(
        "prompts",
        instrument.prompts.iter().map(|prompt| prompt.id.as_str()),
    );
    for (index, prompt) in instrument.prompts.iter().enumerate() {
        faults.text(
            &format!("prompts[{index}].question"),
            &prompt.question,
            TEXT_LIMIT_CHARS,
            OTHERS,
        );
        faults.text(
            &format!("prompts[{index}].self_question"),
            &prompt.self_question,
            TEXT_LIMIT_CHARS,
            ONESELF,
        );
    }
}

fn range(min: u8, max: u8) -> Problem {
    Problem::OutOfRange {
        min: u32::from(min),
        max: u32::from(max),
    }
}

#[derive(Default)]
struct Faults(Vec<InstrumentFault>);

impl Faults {
    fn add(&mut self, place: &str, problem: Problem) {
        self.0.push(InstrumentFault {
            place: place.to_owned(),
            problem,
        });
    }

    fn count(&mut self, place: &str, found: usize, (min, max): (u32, u32)) {
        let found = u32::try_from(found).unwrap_or(u32::MAX);
        if !(min..=max).contains(&found) {
            self.add(place, Problem::WrongCount { min, max, found });
        }
    }

    fn id(&mut self, place: &str, id: &str) {
        let letters = id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        let begins = id.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
        if !letters || !begins || id.len() > ID_LIMIT_CHARS {
            self.add(place, Problem::BadId);
        }
    }

    fn ids<'a>(&mut self, list: &str, ids: impl Iterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        for (index, id) in ids.enumerate() {
            let place = format!("{list}[{index}].id");
            self.id(&place, id);
            if !seen.insert(id) {
                self.add(&place, Problem::DuplicateId);
            }
        }
    }

    fn text(&mut self, place: &str, text: &Localized, limit_chars: u32, allowed: &[&str]) {
        for (lang, text) in [("vi", &text.vi), ("en", &text.en)] {
            for problem in problems_of_text(text, limit_chars, allowed) {
                self.add(&format!("{place}.{lang}"), problem);
            }
        }
    }
}

fn problems_of_text(text: &str, limit_chars: u32, allowed: &[&str]) -> Vec<Problem> {
    let mut problems = Vec::new();
    if text.trim().is_empty() {
        return vec![Problem::Missing];
    }
    if text.trim() != text {
        problems.push(Problem::SpaceAround);
    }
    if text.chars().count() > limit_chars as usize {
        problems.push(Problem::TooLong { limit_chars });
    }
    if text.chars().any(char::is_control) {
        problems.push(Problem::ControlCharacter);
    }
    if !is_nfc(text) {
        problems.push(Problem::NotNfc);
    }
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let tail = &rest[at..];
        let known = allowed.iter().find(|name| {
            tail.strip_prefix('{').is_some_and(|tail| {
                tail.strip_prefix(**name)
                    .is_some_and(|tail| tail.starts_with('}'))
            })
        });
        match known {
            Some(name) => rest = &tail[name.len() + 2..],
            None => {
                problems.push(Problem::UnknownPlaceholder);
                break;
            }
        }
    }
    problems
}
