//! Who is asked about a subject, and in which relation.
//!
//! - *Superiors*: the line superior and the functional superiors of the subject's post.
//! - *Subordinates*: whoever reports to the subject, in the line or functionally.
//! - *Peers*: whoever has the same line superior as the subject's post.
//! - *Self*: the subject.
//!
//! One person stands in one relation to a subject. Where posts give several, superior comes before
//! subordinate and subordinate before peer: the one who answers for somebody's work knows it as a
//! superior, whatever else the two are to each other. Only people who hold a post on the day are
//! asked; a subject without a superior simply has none, and no peers either.

use std::collections::BTreeMap;

use contract::ids::{PersonId, UnitId};
use contract::raters::Relation;
use time::Date;

use super::chart::{Chart, Post};

/// Somebody who is asked about a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rater {
    /// The person.
    pub person: PersonId,
    /// How he stands to the subject.
    pub relation: Relation,
    /// The unit of the post that stands for him.
    pub unit: UnitId,
}

/// Everybody who is asked about the holder of a post, by relation and staff code.
pub fn raters_of(chart: &Chart, post: &Post, day: Date) -> Vec<Rater> {
    let mut relations: BTreeMap<PersonId, Relation> = BTreeMap::new();
    let mut add = |person: PersonId, relation: Relation| {
        relations.entry(person).or_insert(relation);
    };
    add(post.person, Relation::Oneself);
    for superior in &post.superiors {
        add(*superior, Relation::Superior);
    }
    for report in chart.posts_under(post.person, day) {
        add(report.person, Relation::Subordinate);
    }
    if let Some(head) = post.superiors.first() {
        for peer in chart.posts_under(*head, day) {
            if peer.superiors.first() == Some(head) {
                add(peer.person, Relation::Peer);
            }
        }
    }
    let mut raters: Vec<(&str, Rater)> = relations
        .into_iter()
        .filter_map(|(id, relation)| {
            let person = chart.person(id)?;
            let unit = chart.posts_held(id, day).first()?.unit.id;
            let rater = Rater {
                person: id,
                relation,
                unit,
            };
            Some((person.staff_code.as_str(), rater))
        })
        .collect();
    raters.sort_by_key(|(staff_code, rater)| (rater.relation, *staff_code));
    raters.into_iter().map(|(_, rater)| rater).collect()
}

#[cfg(test)]
mod tests;
