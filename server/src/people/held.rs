//! The posts that would hold after the import, from the file and, where people are not in the
//! file and stay, from the roster. The checks look at these.

use std::sync::Arc;

use time::Date;

use super::roster::RosterPeople;
use super::table::{PeopleTable, PostTerms};

/// One post after the import.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held<'a> {
    pub staff_code: &'a Arc<str>,
    /// The row, when it stands in the file.
    pub row: Option<u32>,
    pub terms: &'a PostTerms,
}

/// All posts that would hold. Posts of the roster that have ended are history: they stay as they
/// are, and nothing new is checked against them.
pub(super) fn after_import<'a>(
    table: &'a PeopleTable,
    roster: &'a RosterPeople,
    complete: bool,
    today: Date,
) -> Vec<Held<'a>> {
    let in_file = table.people.iter().flat_map(|person| {
        person.posts.iter().map(|post| Held {
            staff_code: &person.staff_code,
            row: Some(post.row),
            terms: &post.terms,
        })
    });
    let stay = roster
        .people
        .iter()
        .filter(|person| {
            !complete && person.active && !table.by_code.contains_key(&person.staff_code)
        })
        .flat_map(|person| {
            person.posts.iter().map(|post| Held {
                staff_code: &person.staff_code,
                row: None,
                terms: &post.terms,
            })
        })
        .filter(|held| !held.terms.ended_before(today));
    in_file.chain(stay).collect()
}

/// Periods with open ends: whether two of them share a day.
pub(super) fn overlap(one: &PostTerms, other: &PostTerms) -> bool {
    let begins_in_time = |from: Option<Date>, to: Option<Date>| match (from, to) {
        (Some(from), Some(to)) => from <= to,
        _ => true,
    };
    begins_in_time(one.from, other.to) && begins_in_time(other.from, one.to)
}

/// For each post of a group, another one that shares a day with it and is not excused.
/// Sorted by first day, one pass; `pairs` gets positions in the group.
pub(super) fn overlapping<'a>(
    group: &mut [Held<'a>],
    excused: impl Fn(&Held<'a>, &Held<'a>) -> bool,
) -> Vec<(Held<'a>, Held<'a>)> {
    group.sort_by(|one, other| {
        (one.terms.from, one.terms.to, one.row, one.staff_code).cmp(&(
            other.terms.from,
            other.terms.to,
            other.row,
            other.staff_code,
        ))
    });
    let mut found = Vec::new();
    // Of the posts that began before, the two of different people that last longest: whoever
    // overlaps with any of them overlaps with one of these.
    let mut longest: Vec<Held<'a>> = Vec::with_capacity(3);
    let mut reported = std::collections::HashSet::new();
    for held in group.iter() {
        if let Some(other) = longest
            .iter()
            .find(|other| overlap(other.terms, held.terms) && !excused(other, held))
        {
            found.push((*held, *other));
            if reported.insert(std::ptr::from_ref(other.terms)) {
                found.push((*other, *held));
            }
            reported.insert(std::ptr::from_ref(held.terms));
        }
        longest.push(*held);
        // Longest first; open ends last longest.
        longest.sort_by_key(|held| std::cmp::Reverse(held.terms.to.unwrap_or(Date::MAX)));
        let mut kept: Vec<Held<'a>> = Vec::with_capacity(3);
        for held in longest.drain(..) {
            if kept.len() < 2 && kept.iter().all(|other| !excused(other, &held)) {
                kept.push(held);
            }
        }
        longest = kept;
    }
    found
}
