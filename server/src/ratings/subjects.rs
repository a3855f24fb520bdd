//! Whom the ratings are about, as the roster vault keeps them. Roster vault only.
//!
//! A subject is tied to a person only where the form says that the file holds staff codes: a "12"
//! that is the number of a company must not be shown to whoever has the staff code 12.

use std::collections::HashMap;

use contract::error::AppError;
use contract::ratings::RatingsFaultKind as Kind;
use sha2::{Digest, Sha256};
use store::Roster;
use store::roster::subjects::StoredSubject;
use time::Date;
use uuid::Uuid;

use super::place::{Faults, Place};
use super::table::FileSubject;
use crate::people;
use crate::people::names::SortKeys;
use crate::raters::{self, call_name};

/// The people of the roster among the subjects.
#[derive(Debug, Default)]
pub(super) struct KnownPeople(HashMap<String, Snapshot>);

/// Somebody as he is today.
#[derive(Debug)]
struct Snapshot {
    person: Uuid,
    full_name: String,
    name: String,
    post: String,
    unit_path: String,
    sort_key: Vec<u8>,
}

/// Looks the subjects up, and says who is not on the roster.
pub(super) async fn look_up(
    roster: &Roster,
    subjects: &[FileSubject],
    column: usize,
    today: Date,
    faults: &mut Faults,
) -> Result<KnownPeople, AppError> {
    let codes: Vec<String> = subjects
        .iter()
        .map(|subject| subject.code.clone())
        .collect();
    let chart = raters::load_people(roster, &codes).await?;
    let mut known = HashMap::new();
    for person in chart.people() {
        let held = chart.posts_held(person.id, today);
        let post = held.first();
        let mut sort_key = post
            .map(|post| post.unit.sort_key.clone())
            .unwrap_or_default();
        sort_key.push(0);
        sort_key.extend_from_slice(&person.sort_key);
        let snapshot = Snapshot {
            person: person.id.0,
            full_name: person.full_name.clone(),
            name: call_name(person),
            post: post.map(|post| post.title.clone()).unwrap_or_default(),
            unit_path: post.map(|post| post.unit.path.clone()).unwrap_or_default(),
            sort_key,
        };
        known.insert(person.staff_code.clone(), snapshot);
    }
    for subject in subjects {
        if !known.contains_key(&subject.code) {
            let staff_code = people::excerpt(&subject.code);
            let at = Place::Row(subject.row, Some(column));
            faults.add(at, Kind::UnknownPerson { staff_code });
        }
    }
    Ok(KnownPeople(known))
}

impl KnownPeople {
    /// What a dry run depends on: whoever is renamed or moves in between is looked at again.
    pub fn digest(&self) -> [u8; 32] {
        let mut all: Vec<(&String, &Snapshot)> = self.0.iter().collect();
        all.sort_by_key(|(code, _)| *code);
        let mut digest = Sha256::new_with_prefix("toancanh/ratings-people/1");
        for (code, of) in all {
            for text in [code, &of.full_name, &of.name, &of.post, &of.unit_path] {
                digest.update((text.len() as u64).to_le_bytes());
                digest.update(text);
            }
            digest.update(of.person.as_bytes());
        }
        digest.finalize().into()
    }
}

/// The rows of the subjects, in the order of the file, whose column of them has this heading. The
/// ids are fresh.
pub(super) fn rows(
    campaign: Uuid,
    ids: &[Uuid],
    subjects: &[FileSubject],
    heading: &str,
    known: &KnownPeople,
) -> Result<Vec<StoredSubject>, AppError> {
    let mut keys = SortKeys::new().map_err(AppError::internal)?;
    let row = |(id, subject): (&Uuid, &FileSubject)| {
        let code = &subject.code;
        match known.0.get(code) {
            None => {
                let label = label(heading, code);
                StoredSubject {
                    id: *id,
                    campaign_id: campaign,
                    person_id: None,
                    staff_code: code.clone(),
                    full_name: label.clone(),
                    // Numbers by value: "Đại đội 2" before "Đại đội 10".
                    sort_key: keys.unit(&label),
                    name: label,
                    post: String::new(),
                    unit_path: String::new(),
                }
            }
            Some(of) => StoredSubject {
                id: *id,
                campaign_id: campaign,
                person_id: Some(of.person),
                staff_code: code.clone(),
                full_name: of.full_name.clone(),
                name: of.name.clone(),
                post: of.post.clone(),
                unit_path: of.unit_path.clone(),
                sort_key: of.sort_key.clone(),
            },
        }
    };
    Ok(ids.iter().zip(subjects).map(row).collect())
}

/// What a subject is called that is no person of ours: a bare number after the heading of its
/// column, as in "Đại đội 7", and a name by itself.
fn label(heading: &str, code: &str) -> String {
    if code.chars().any(char::is_alphabetic) {
        code.to_owned()
    } else {
        format!("{heading} {code}")
    }
}

/// The ids under which an import that was cut has kept these subjects, in the order of the file.
pub(super) async fn kept_ids(
    roster: &Roster,
    campaign: Uuid,
    subjects: &[FileSubject],
) -> Result<Vec<Uuid>, AppError> {
    let kept = roster
        .subjects(campaign)
        .await
        .map_err(AppError::internal)?;
    let ids: HashMap<&str, Uuid> = kept
        .iter()
        .map(|subject| (subject.staff_code.as_str(), subject.id))
        .collect();
    let id = |subject: &FileSubject| {
        ids.get(subject.code.as_str())
            .copied()
            .ok_or_else(|| AppError::internal("an import that was cut lacks a subject"))
    };
    subjects.iter().map(id).collect()
}
