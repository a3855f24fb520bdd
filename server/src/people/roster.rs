//! The roster as an import sees it: people with their posts, in the terms of the file,
//! and a digest of all of it that tells whether anything changed since.

use std::collections::HashMap;
use std::sync::Arc;

use contract::people::PostType;
use sha2::{Digest, Sha256};
use store::StoreError;
use store::roster::people::{Interner, PeopleSnapshot};
use time::Date;
use time::macros::format_description;
use uuid::Uuid;

use super::table::PostTerms;

/// What stands on the roster.
#[derive(Debug, Default)]
pub(super) struct RosterPeople {
    /// Sorted by id.
    pub people: Vec<RosterPerson>,
    pub by_code: HashMap<Arc<str>, usize>,
    /// Path to id.
    pub units: HashMap<Arc<str>, Uuid>,
    /// Unit and the path of its predecessor, to the day.
    pub mergers: HashMap<(Arc<str>, Arc<str>), Option<Date>>,
    /// SHA-256 of everything above.
    pub digest: [u8; 32],
}

/// A person of the roster.
#[derive(Debug)]
pub(super) struct RosterPerson {
    pub id: Uuid,
    pub staff_code: Arc<str>,
    pub full_name: Box<str>,
    pub address_form: Option<Arc<str>>,
    pub email: Option<Box<str>>,
    pub active: bool,
    pub posts: Vec<RosterPost>,
}

/// A post of the roster.
#[derive(Debug)]
pub(super) struct RosterPost {
    pub id: Uuid,
    pub terms: PostTerms,
}

/// A date as the roster keeps it.
pub(super) fn date_text(date: Date) -> String {
    format!(
        "{:04}-{:02}-{:02}",
        date.year(),
        u8::from(date.month()),
        date.day()
    )
}

/// The inverse of [`date_text`].
pub(super) fn parse_date(
    table: &'static str,
    text: Option<&str>,
) -> Result<Option<Date>, StoreError> {
    text.map(|text| {
        Date::parse(text, format_description!("[year]-[month]-[day]"))
            .map_err(|_| damaged(table, "a date is none"))
    })
    .transpose()
}

fn damaged(table: &'static str, what: &str) -> StoreError {
    StoreError::Damaged {
        table,
        what: what.to_owned(),
    }
}

impl RosterPeople {
    /// Puts a snapshot together.
    pub fn from_snapshot(snapshot: PeopleSnapshot) -> Result<Self, StoreError> {
        let digest = digest(&snapshot);
        let mut texts = Interner::default();
        let mut units = HashMap::with_capacity(snapshot.units.len());
        let mut paths = HashMap::with_capacity(snapshot.units.len());
        for unit in snapshot.units {
            let path = texts.get(&unit.path);
            paths.insert(unit.id, Arc::clone(&path));
            units.insert(path, unit.id);
        }
        let mut mergers = HashMap::with_capacity(snapshot.predecessors.len());
        for merger in snapshot.predecessors {
            let unit = paths
                .get(&merger.unit_id)
                .ok_or_else(|| damaged("unit_predecessor", "its unit is gone"))?;
            let day = parse_date("unit_predecessor", merger.merged_on.as_deref())?;
            mergers.insert((Arc::clone(unit), texts.get(&merger.predecessor_path)), day);
        }
        let mut people = Vec::with_capacity(snapshot.people.len());
        let mut by_code = HashMap::with_capacity(snapshot.people.len());
        for person in snapshot.people {
            let staff_code: Arc<str> = person.staff_code.into();
            by_code.insert(Arc::clone(&staff_code), people.len());
            people.push(RosterPerson {
                id: person.id,
                staff_code,
                full_name: person.full_name.into(),
                address_form: texts.get_option(person.address_form.as_deref()),
                email: person.email.map(Box::from),
                active: person.active,
                posts: Vec::new(),
            });
        }
        // People are sorted by id.
        let find = |people: &[RosterPerson], id: Uuid| {
            people
                .binary_search_by_key(&id, |person| person.id)
                .map_err(|_| damaged("post", "it belongs to nobody"))
        };
        let mut lines = snapshot.lines.into_iter().peekable();
        for post in snapshot.posts {
            let mut superiors = Vec::with_capacity(1);
            // Posts are sorted by id, lines by post and rank.
            while let Some(line) = lines.next_if(|line| line.post_id <= post.id) {
                if line.post_id != post.id {
                    return Err(damaged("reporting_line", "its post is gone"));
                }
                let superior = find(&people, line.superior_id)?;
                superiors.extend(people.get(superior).map(|p| Arc::clone(&p.staff_code)));
            }
            let terms = PostTerms {
                unit: Arc::clone(
                    paths
                        .get(&post.unit_id)
                        .ok_or_else(|| damaged("post", "its unit is gone"))?,
                ),
                title: post.title,
                post_type: PostType::parse(&post.post_type)
                    .ok_or_else(|| damaged("post", "its type is none"))?
                    .as_str(),
                from: parse_date("post", post.from_on.as_deref())?,
                field: post.field,
                is_head: post.is_head,
                to: parse_date("post", post.to_on.as_deref())?,
                superiors: superiors.into(),
            };
            let holder = find(&people, post.person_id)?;
            if let Some(person) = people.get_mut(holder) {
                person.posts.push(RosterPost { id: post.id, terms });
            }
        }
        Ok(Self {
            people,
            by_code,
            units,
            mergers,
            digest,
        })
    }

    /// The person with a staff code.
    pub fn person(&self, staff_code: &str) -> Option<&RosterPerson> {
        self.by_code
            .get(staff_code)
            .and_then(|at| self.people.get(*at))
    }
}

/// SHA-256 over every row in the order of its key; each text goes in with its length, so that no
/// two states run together.
fn digest(snapshot: &PeopleSnapshot) -> [u8; 32] {
    struct Sink(Sha256);
    impl Sink {
        fn text(&mut self, text: &str) {
            self.0.update((text.len() as u64).to_le_bytes());
            self.0.update(text);
        }
        fn option(&mut self, text: Option<&str>) {
            match text {
                None => self.0.update([0]),
                Some(text) => {
                    self.0.update([1]);
                    self.text(text);
                }
            }
        }
        fn count(&mut self, n: usize) {
            self.0.update((n as u64).to_le_bytes());
        }
    }
    let mut sink = Sink(Sha256::new());
    sink.text("toancanh/roster-state/1");
    sink.count(snapshot.units.len());
    for unit in &snapshot.units {
        sink.0.update(unit.id);
        sink.text(&unit.path);
    }
    sink.count(snapshot.predecessors.len());
    for merger in &snapshot.predecessors {
        sink.0.update(merger.unit_id);
        sink.text(&merger.predecessor_path);
        sink.option(merger.merged_on.as_deref());
    }
    sink.count(snapshot.people.len());
    for person in &snapshot.people {
        sink.0.update(person.id);
        sink.text(&person.staff_code);
        sink.text(&person.full_name);
        sink.option(person.address_form.as_deref());
        sink.option(person.email.as_deref());
        sink.0.update([u8::from(person.active)]);
    }
    sink.count(snapshot.posts.len());
    for post in &snapshot.posts {
        sink.0.update(post.id);
        sink.0.update(post.person_id);
        sink.0.update(post.unit_id);
        sink.text(&post.title);
        sink.text(&post.post_type);
        sink.option(post.field.as_deref());
        sink.0.update([u8::from(post.is_head)]);
        sink.option(post.from_on.as_deref());
        sink.option(post.to_on.as_deref());
    }
    sink.count(snapshot.lines.len());
    for line in &snapshot.lines {
        sink.0.update(line.post_id);
        sink.0.update(line.rank.to_le_bytes());
        sink.0.update(line.superior_id);
    }
    sink.0.finalize().into()
}
