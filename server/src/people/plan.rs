//! The difference between the files and the roster.
//!
//! The file states, for the people it names, which posts they hold. A post that it names no more
//! has ended: it is dated to the day before the import and stays as history. A post that would
//! only have begun later is taken back. People who are not in a complete file leave the roster:
//! they are marked inactive and their posts end; their rows stay, since past campaigns refer to
//! them.

use std::collections::BTreeSet;
use std::sync::Arc;

use contract::people::Column;
use time::Date;

use super::roster::{RosterPeople, RosterPerson, RosterPost};
use super::table::{FilePerson, FilePost, PeopleTable, PostTerms};

/// What an import would do to people.
#[derive(Debug, Default)]
pub(super) struct Plan<'a> {
    /// People who would be new, or come back, in the order of the file.
    pub additions: Vec<PersonPlan<'a>>,
    /// People who would change, in the order of the file.
    pub changes: Vec<PersonPlan<'a>>,
    /// People who would go, by staff code.
    pub removals: Vec<Removal<'a>>,
    /// Paths of units that would be new, parents first.
    pub new_units: BTreeSet<Arc<str>>,
}

/// What would happen to one person of the file.
#[derive(Debug)]
pub(super) struct PersonPlan<'a> {
    pub person: &'a FilePerson,
    /// As the roster knows the person.
    pub known: Option<&'a RosterPerson>,
    /// Whether the person's own row changes.
    pub differs: bool,
    pub posts: Vec<PostPlan<'a>>,
    /// What differs, in the order of the template.
    pub columns: BTreeSet<Column>,
}

/// What would happen to one post.
#[derive(Debug, Clone, Copy)]
pub(super) enum PostPlan<'a> {
    New(&'a FilePost),
    Change {
        post: &'a FilePost,
        known: &'a RosterPost,
    },
    /// Ends the day before the import.
    End(&'a RosterPost),
    /// Never began.
    TakeBack(&'a RosterPost),
}

/// A person who leaves.
#[derive(Debug)]
pub(super) struct Removal<'a> {
    pub person: &'a RosterPerson,
    pub posts: Vec<PostPlan<'a>>,
}

/// Compares.
pub(super) fn compare<'a>(
    table: &'a PeopleTable,
    roster: &'a RosterPeople,
    complete: bool,
    today: Date,
) -> Plan<'a> {
    let mut plan = Plan::default();
    for person in &table.people {
        for post in &person.posts {
            add_new_units(&post.terms.unit, roster, &mut plan.new_units);
        }
        let known = roster.person(&person.staff_code);
        if !person.is_whole && known.is_some() {
            // What the unreadable rows would change nobody knows.
            continue;
        }
        let known_posts = known.map_or(&[][..], |known| &known.posts);
        let mut columns = BTreeSet::new();
        let posts = compare_posts(&person.posts, known_posts, today, &mut columns);
        let differs = match known {
            None => true,
            Some(known) => {
                let addressed = table.has_address_forms;
                compare_person(person, known, addressed, &mut columns) || !known.active
            }
        };
        let person_plan = PersonPlan {
            person,
            known,
            differs,
            posts,
            columns,
        };
        if known.is_none_or(|known| !known.active) {
            plan.additions.push(person_plan);
        } else if differs || !person_plan.posts.is_empty() {
            plan.changes.push(person_plan);
        }
    }
    if complete {
        for person in &roster.people {
            if person.active && !table.by_code.contains_key(&person.staff_code) {
                plan.removals.push(Removal {
                    person,
                    posts: person
                        .posts
                        .iter()
                        .filter_map(|post| end(post, today))
                        .collect(),
                });
            }
        }
        plan.removals
            .sort_by(|one, other| one.person.staff_code.cmp(&other.person.staff_code));
    }
    plan
}

/// The unit and those above it that the roster does not have.
fn add_new_units(path: &Arc<str>, roster: &RosterPeople, new: &mut BTreeSet<Arc<str>>) {
    if roster.units.contains_key(path) || new.contains(path) {
        return;
    }
    new.insert(Arc::clone(path));
    if let Some((above, _)) = path.rsplit_once('/') {
        add_new_units(&Arc::from(above), roster, new);
    }
}

fn compare_person(
    person: &FilePerson,
    known: &RosterPerson,
    addressed: bool,
    columns: &mut BTreeSet<Column>,
) -> bool {
    let before = columns.len();
    if person.full_name != known.full_name {
        columns.insert(Column::FullName);
    }
    if addressed && person.address_form != known.address_form {
        columns.insert(Column::AddressForm);
    }
    if person.email != known.email {
        columns.insert(Column::Email);
    }
    columns.len() > before
}

/// Pairs the posts of the file with those of the roster: equal ones first; then the same post
/// with other details; then, in the same unit from the same day, one whose title was corrected.
fn compare_posts<'a>(
    posts: &'a [FilePost],
    known: &'a [RosterPost],
    today: Date,
    columns: &mut BTreeSet<Column>,
) -> Vec<PostPlan<'a>> {
    let mut new: Vec<&FilePost> = posts.iter().collect();
    let mut old: Vec<&RosterPost> = known.iter().collect();
    // The order of rows must not matter, and running posts are paired before history.
    new.sort_by(|one, other| one.terms.cmp(&other.terms));
    old.sort_by(|one, other| {
        let ended = |post: &RosterPost| post.terms.ended_before(today);
        (ended(one), &one.terms, one.id).cmp(&(ended(other), &other.terms, other.id))
    });
    let mut plans = Vec::new();
    for (post, known) in take_pairs(&mut new, &mut old, |terms| terms.clone()) {
        debug_assert_eq!(post.terms, known.terms);
    }
    for stage in [same_post, same_place] {
        for (post, known) in take_pairs(&mut new, &mut old, stage) {
            compare_terms(&post.terms, &known.terms, columns);
            plans.push(PostPlan::Change { post, known });
        }
    }
    for post in new {
        columns.extend([Column::UnitPath, Column::Post]);
        plans.push(PostPlan::New(post));
    }
    for post in old {
        if let Some(plan) = end(post, today) {
            columns.insert(Column::To);
            plans.push(plan);
        }
    }
    plans
}

/// What makes a post the same one in the eyes of a reader.
fn same_post(terms: &PostTerms) -> PostTerms {
    PostTerms {
        field: None,
        is_head: false,
        to: None,
        superiors: Box::default(),
        ..terms.clone()
    }
}

/// The same unit from the same day.
fn same_place(terms: &PostTerms) -> PostTerms {
    PostTerms {
        title: Arc::from(""),
        post_type: "",
        ..same_post(terms)
    }
}

/// Takes out of both lists what has equal keys, first come first served.
fn take_pairs<'a>(
    new: &mut Vec<&'a FilePost>,
    old: &mut Vec<&'a RosterPost>,
    key: impl Fn(&PostTerms) -> PostTerms,
) -> Vec<(&'a FilePost, &'a RosterPost)> {
    if new.is_empty() || old.is_empty() {
        return Vec::new();
    }
    let mut by_key: std::collections::BTreeMap<PostTerms, std::collections::VecDeque<usize>> =
        std::collections::BTreeMap::new();
    for (at, post) in old.iter().enumerate() {
        by_key.entry(key(&post.terms)).or_default().push_back(at);
    }
    let mut taken = vec![false; old.len()];
    let mut pairs = Vec::new();
    new.retain(|post| {
        let found = by_key
            .get_mut(&key(&post.terms))
            .and_then(std::collections::VecDeque::pop_front);
        if let Some(at) = found
            && let (Some(known), Some(taken)) = (old.get(at), taken.get_mut(at))
        {
            *taken = true;
            pairs.push((*post, *known));
            return false;
        }
        true
    });
    let mut at = 0;
    old.retain(|_| {
        at += 1;
        !taken.get(at - 1).copied().unwrap_or(false)
    });
    pairs
}

fn compare_terms(post: &PostTerms, known: &PostTerms, columns: &mut BTreeSet<Column>) {
    let differing = [
        (Column::Post, post.title != known.title),
        (Column::PostType, post.post_type != known.post_type),
        (Column::Field, post.field != known.field),
        (Column::HeadOfUnit, post.is_head != known.is_head),
        (Column::ReportsTo, post.superiors != known.superiors),
        (Column::To, post.to != known.to),
    ];
    columns.extend(
        differing
            .into_iter()
            .filter(|(_, differs)| *differs)
            .map(|(column, _)| column),
    );
}

/// How a post that the file names no more ends; `None` when it has ended already.
fn end(post: &RosterPost, today: Date) -> Option<PostPlan<'_>> {
    if post.terms.ended_before(today) {
        None
    } else if post.terms.from.is_some_and(|from| from >= today) {
        Some(PostPlan::TakeBack(post))
    } else {
        Some(PostPlan::End(post))
    }
}
