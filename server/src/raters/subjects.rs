//! Whom a campaign is about: people chosen by unit and post, in the post that they are asked about.
//!
//! A person is one subject in one post, also where several match: the post that stands first for
//! the person among those. Who has held it for less than six months gets no score and is left out,
//! and so is somebody about whom nobody else could be asked.

use std::collections::{BTreeMap, BTreeSet};

use contract::campaigns::SubjectChoice;
use contract::drafts::{LeftOut, LeftOutReason};
use contract::ids::PersonId;
use contract::raters::Relation;
use time::Date;

use super::chart::{Chart, Person, Post, six_months_before};
use super::relations::{Rater, raters_of};

/// A subject with everybody who is asked about him.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// The subject.
    pub person: &'a Person,
    /// The post that he is asked about in.
    pub post: &'a Post,
    /// Everybody who is asked, himself among them.
    pub raters: Vec<Rater>,
}

impl Asked<'_> {
    /// How many are asked in a relation.
    pub fn n_invited(&self, relation: Relation) -> u32 {
        let n = self
            .raters
            .iter()
            .filter(|rater| rater.relation == relation)
            .count();
        u32::try_from(n).unwrap_or(u32::MAX)
    }
}

/// Subjects, by unit and name, and who was chosen and left out.
#[derive(Debug, Clone, Default)]
pub struct Selection<'a> {
    /// Subjects.
    pub asked: Vec<Asked<'a>>,
    /// Left out.
    pub left_out: Vec<LeftOut>,
}

/// Applies a choice to a chart. Names that lead nowhere were found by [`super::load`] before.
pub fn select<'a>(chart: &'a Chart, choice: &SubjectChoice, day: Date) -> Selection<'a> {
    let mut selection = Selection::default();
    let mut chosen: BTreeMap<PersonId, Option<&'a Post>> = BTreeMap::new();
    for person in candidates(chart, choice) {
        let post = chart
            .posts_held(person, day)
            .into_iter()
            .find(|post| matches(choice, post));
        if post.is_some() || matches!(choice, SubjectChoice::People(_)) {
            chosen.insert(person, post);
        }
    }
    let mut rows: Vec<(&Person, Option<&Post>)> = chosen
        .into_iter()
        .filter_map(|(id, post)| Some((chart.person(id)?, post)))
        .collect();
    rows.sort_by(|(one, one_post), (other, other_post)| {
        let key = |post: &Option<&'a Post>| post.map(|post| post.unit.sort_key.as_slice());
        (key(one_post), &one.sort_key, &one.staff_code).cmp(&(
            key(other_post),
            &other.sort_key,
            &other.staff_code,
        ))
    });
    for (person, post) in rows {
        let reason = match post {
            None => LeftOutReason::NoPost,
            Some(post) => match chart.held_since(post) {
                Some(since) if since > six_months_before(day) => {
                    LeftOutReason::PostTooNew { since }
                }
                _ => {
                    let raters = raters_of(chart, post, day);
                    if raters
                        .iter()
                        .any(|rater| rater.relation != Relation::Oneself)
                    {
                        selection.asked.push(Asked {
                            person,
                            post,
                            raters,
                        });
                        continue;
                    }
                    LeftOutReason::NobodyToAsk
                }
            },
        };
        selection.left_out.push(LeftOut {
            staff_code: person.staff_code.clone(),
            full_name: person.full_name.clone(),
            post: post.map(|post| post.title.clone()),
            reason,
        });
    }
    selection
}

fn candidates(chart: &Chart, choice: &SubjectChoice) -> BTreeSet<PersonId> {
    match choice {
        SubjectChoice::HeadsOf(_) | SubjectChoice::PostsIn { .. } => chart
            .posts()
            .iter()
            .filter(|post| matches(choice, post))
            .map(|post| post.person)
            .collect(),
        SubjectChoice::People(codes) => chart
            .people()
            .filter(|person| codes.contains(&person.staff_code))
            .map(|person| person.id)
            .collect(),
    }
}

fn matches(choice: &SubjectChoice, post: &Post) -> bool {
    match choice {
        SubjectChoice::HeadsOf(units) => post.is_head && within(units, &post.unit.path),
        SubjectChoice::PostsIn { units, titles } => {
            within(units, &post.unit.path)
                && titles.iter().any(|title| same_title(title, &post.title))
        }
        SubjectChoice::People(_) => true,
    }
}

/// Whether a path is one of these units or lies below one.
pub fn within(units: &[String], path: &str) -> bool {
    units.iter().any(|unit| {
        path.strip_prefix(unit.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// Titles are compared without regard to case: "Vụ trưởng" and "vụ trưởng" are one.
pub fn same_title(one: &str, other: &str) -> bool {
    one == other || one.to_lowercase() == other.to_lowercase()
}

#[cfg(test)]
mod tests;
