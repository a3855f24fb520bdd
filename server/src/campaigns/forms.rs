//! From what was typed to a draft, and back.
//!
//! A draft may be incomplete: what is left empty is undecided. What is typed must be readable.

use std::collections::BTreeSet;

use contract::campaigns::{Draft, Purpose, SubjectChoice, Weights};
use contract::drafts::{DraftForm, MergeChoice};
use contract::error::{Fault, FieldFault};
use contract::locale::Localized;
use time::Date;
use time::macros::format_description;
use unicode_normalization::UnicodeNormalization;

use super::protocol::parse_iso;

const TITLE_LIMIT_CHARS: u32 = 150;
const NAMES_LIMIT: usize = 20_000;
/// The expected response that a new draft starts with. It decides nothing but the forecast.
pub const EXPECTED_RESPONSE_PERMILLE: u16 = 800;
/// The largest k that a draft takes; beyond it next to nothing would be shown.
pub const K_LIMIT: u16 = 20;

/// Reads a form. All faults are found at once.
pub fn read(form: &DraftForm) -> Result<Draft, Vec<FieldFault>> {
    let mut faults = Faults(Vec::new());
    let draft = Draft {
        code: faults.take("code", code(&form.code)).unwrap_or_default(),
        title: Localized {
            vi: faults
                .take("title_vi", title(&form.title_vi))
                .unwrap_or_default(),
            en: faults
                .take("title_en", title(&form.title_en))
                .unwrap_or_default(),
        },
        purpose: faults
            .take("purpose", choice(&form.purpose, purpose))
            .flatten(),
        instrument: some(&form.instrument).map(str::to_owned),
        weights: weights(form, &mut faults),
        k: faults
            .take("k", k(&form.k))
            .unwrap_or(contract::campaigns::K_DEFAULT),
        merge_path: faults
            .take("merge", choice(&form.merge, MergeChoice::parse))
            .flatten()
            .map(MergeChoice::steps),
        subjects: subjects(form, &mut faults),
        opens_on: faults.take("opens_on", date(&form.opens_on)).flatten(),
        closes_on: faults.take("closes_on", date(&form.closes_on)).flatten(),
        expected_response_permille: faults
            .take("expected_response", expected(&form.expected_response))
            .unwrap_or(EXPECTED_RESPONSE_PERMILLE),
    };
    if let (Some(opens), Some(closes)) = (draft.opens_on, draft.closes_on)
        && closes <= opens
    {
        faults.add("closes_on", Fault::EndsBeforeItBegins);
    }
    if faults.0.is_empty() {
        Ok(draft)
    } else {
        Err(faults.0)
    }
}

/// The form of a campaign that nobody has thought about yet. k and the expected response start
/// with what is usual; nothing else is filled in.
pub fn empty() -> DraftForm {
    DraftForm {
        k: contract::campaigns::K_DEFAULT.to_string(),
        expected_response: percent(EXPECTED_RESPONSE_PERMILLE),
        ..DraftForm::default()
    }
}

/// The form of a draft.
pub fn write(draft: &Draft) -> DraftForm {
    let mut form = DraftForm {
        code: draft.code.clone(),
        title_vi: draft.title.vi.clone(),
        title_en: draft.title.en.clone(),
        purpose: draft
            .purpose
            .map_or("", |purpose| match purpose {
                Purpose::Development => "development",
                Purpose::Reference => "reference",
            })
            .to_owned(),
        instrument: draft.instrument.clone().unwrap_or_default(),
        k: draft.k.to_string(),
        merge: draft
            .merge_path
            .as_deref()
            .and_then(MergeChoice::of)
            .map_or("", MergeChoice::as_str)
            .to_owned(),
        opens_on: draft
            .opens_on
            .map(|day| day.to_string())
            .unwrap_or_default(),
        closes_on: draft
            .closes_on
            .map(|day| day.to_string())
            .unwrap_or_default(),
        expected_response: percent(draft.expected_response_permille),
        ..DraftForm::default()
    };
    if let Some(weights) = draft.weights {
        form.weight_superior = percent(weights.superior_permille);
        form.weight_peer = percent(weights.peer_permille);
        form.weight_subordinate = percent(weights.subordinate_permille);
    }
    match &draft.subjects {
        None => {}
        Some(SubjectChoice::HeadsOf(units)) => {
            form.subjects = "heads_of".to_owned();
            form.units = units.join("\n");
        }
        Some(SubjectChoice::PostsIn { units, titles }) => {
            form.subjects = "posts_in".to_owned();
            form.units = units.join("\n");
            form.titles = titles.join("\n");
        }
        Some(SubjectChoice::People(codes)) => {
            form.subjects = "people".to_owned();
            form.people = codes.join("\n");
        }
    }
    form
}

struct Faults(Vec<FieldFault>);

impl Faults {
    fn add(&mut self, field: &str, fault: Fault) {
        self.0.push(FieldFault {
            field: field.to_owned(),
            fault,
        });
    }

    fn take<T>(&mut self, field: &str, read: Result<T, Fault>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(fault) => {
                self.add(field, fault);
                None
            }
        }
    }
}

/// What stands in a field; `None` when it is empty.
fn some(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty()).then_some(text)
}

/// One line of text as it is kept: NFC, single spaces.
fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .join(" ")
        .nfc()
        .filter(|letter| !letter.is_control())
        .collect()
}

/// A code stands in addresses and file names.
fn code(text: &str) -> Result<String, Fault> {
    let text = some(text).ok_or(Fault::Missing)?.to_lowercase();
    let letters = text
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let ends = !text.starts_with('-') && !text.ends_with('-');
    if !letters || !ends || !(2..=40).contains(&text.len()) {
        return Err(Fault::NotAShortName);
    }
    // The address of the form for a new campaign.
    if text == "new" {
        return Err(Fault::Taken);
    }
    Ok(text)
}

fn title(text: &str) -> Result<String, Fault> {
    let text = line(text);
    if text.chars().count() > TITLE_LIMIT_CHARS as usize {
        return Err(Fault::TooLong {
            limit_chars: TITLE_LIMIT_CHARS,
        });
    }
    Ok(text)
}

fn choice<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Fault> {
    match some(text) {
        None => Ok(None),
        Some(text) => match parse(text) {
            Some(value) => Ok(Some(value)),
            None => Err(Fault::Unknown {
                value: text.chars().take(40).collect(),
            }),
        },
    }
}

fn purpose(text: &str) -> Option<Purpose> {
    match text {
        "development" => Some(Purpose::Development),
        "reference" => Some(Purpose::Reference),
        _ => None,
    }
}

/// Weights are all given or all left open. Whether they add up is said when the draft is shown:
/// who is still thinking may save.
fn weights(form: &DraftForm, faults: &mut Faults) -> Option<Weights> {
    let fields = [
        ("weight_superior", &form.weight_superior),
        ("weight_peer", &form.weight_peer),
        ("weight_subordinate", &form.weight_subordinate),
    ];
    if fields.iter().all(|(_, text)| some(text).is_none()) {
        return None;
    }
    let [superior, peer, subordinate] = fields.map(|(field, text)| {
        let read = some(text).ok_or(Fault::Missing).and_then(permille);
        faults.take(field, read)
    });
    Some(Weights {
        superior_permille: superior?,
        peer_permille: peer?,
        subordinate_permille: subordinate?,
    })
}

fn expected(text: &str) -> Result<u16, Fault> {
    match some(text) {
        None => Ok(EXPECTED_RESPONSE_PERMILLE),
        Some(text) => permille(text),
    }
}

/// "33", "33,3", "33.3", with or without "%".
fn permille(text: &str) -> Result<u16, Fault> {
    let text = text.trim_end_matches('%').trim_end();
    let (whole, tenth) = match text.split_once([',', '.']) {
        Some((whole, tenth)) => (whole, tenth),
        None => (text, "0"),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || whole.len() > 3 || !digits(tenth) || tenth.len() > 1 {
        return Err(Fault::NotAPercentage);
    }
    let number = |text: &str| text.parse::<u16>().map_err(|_| Fault::NotAPercentage);
    let permille = number(whole)? * 10 + number(tenth)?;
    if permille > 1_000 {
        return Err(Fault::NotAPercentage);
    }
    Ok(permille)
}

/// A percentage as the form takes it; also in English with a decimal comma, which it reads too.
fn percent(permille: u16) -> String {
    match permille % 10 {
        0 => (permille / 10).to_string(),
        tenth => format!("{},{tenth}", permille / 10),
    }
}

fn k(text: &str) -> Result<u16, Fault> {
    use contract::campaigns::{K_DEFAULT, K_FLOOR};
    let fault = Fault::OutOfRange {
        min: i64::from(K_FLOOR),
        max: i64::from(K_LIMIT),
    };
    match some(text) {
        None => Ok(K_DEFAULT),
        Some(text) => match text.parse::<u16>() {
            Ok(k) if (K_FLOOR..=K_LIMIT).contains(&k) => Ok(k),
            _ => Err(fault),
        },
    }
}

/// yyyy-MM-dd, as date fields send it, or dd/MM/yyyy, as people write it.
fn date(text: &str) -> Result<Option<Date>, Fault> {
    let Some(text) = some(text) else {
        return Ok(None);
    };
    let day = parse_iso(text).or_else(|| {
        let format = format_description!("[day padding:none]/[month padding:none]/[year]");
        Date::parse(text, format).ok()
    });
    match day {
        Some(day) if (2000..=2200).contains(&day.year()) => Ok(Some(day)),
        _ => Err(Fault::NotADate),
    }
}

fn subjects(form: &DraftForm, faults: &mut Faults) -> Option<SubjectChoice> {
    let units = || lines(&form.units);
    match form.subjects.trim() {
        "" => None,
        "heads_of" => {
            let units = faults.take("units", units())?;
            Some(SubjectChoice::HeadsOf(units))
        }
        "posts_in" => {
            let units = faults.take("units", units());
            let titles = faults.take("titles", lines(&form.titles));
            Some(SubjectChoice::PostsIn {
                units: units?,
                titles: titles?,
            })
        }
        "people" => {
            let codes = faults.take(
                "people",
                names(form.people.split([',', ';', '\n', ' ', '\t'])),
            )?;
            Some(SubjectChoice::People(codes))
        }
        other => {
            let value = other.chars().take(40).collect();
            faults.add("subjects", Fault::Unknown { value });
            None
        }
    }
}

fn lines(text: &str) -> Result<Vec<String>, Fault> {
    names(text.lines().map(|line| line.trim_end_matches('/')))
}

/// Names without repeats, in the order in which they were typed.
fn names<'a>(parts: impl Iterator<Item = &'a str>) -> Result<Vec<String>, Fault> {
    let mut seen = BTreeSet::new();
    let names: Vec<String> = parts
        .map(line)
        .filter(|name| !name.is_empty() && seen.insert(name.clone()))
        .collect();
    if names.is_empty() {
        return Err(Fault::Missing);
    }
    if names.len() > NAMES_LIMIT {
        return Err(Fault::TooLong {
            limit_chars: NAMES_LIMIT as u32,
        });
    }
    Ok(names)
}

#[cfg(test)]
mod tests;
