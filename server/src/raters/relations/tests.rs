//! Relations on organisations small enough to see, and laws on random ones.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::raters::fixture::{DAY, a_chart, any_posts, head, id, post};

fn names(chart: &Chart, of: u128) -> Vec<(Relation, u128)> {
    let posts = chart.posts_held(id(of), DAY);
    raters_of(chart, posts[0], DAY)
        .into_iter()
        .map(|rater| (rater.relation, rater.person.0.as_u128()))
        .collect()
}

use Relation::{Oneself, Peer, Subordinate, Superior};

#[test]
fn relations_follow_from_the_posts() {
    // 1 leads; 2 and 3 report to 1; 4 and 5 to 2; 3 also to 9, functionally.
    let chart = a_chart(vec![
        head(1, 1, &[]),
        head(2, 2, &[1]),
        head(3, 3, &[1, 9]),
        post(4, 2, &[2]),
        post(5, 2, &[2]),
        head(9, 9, &[]),
    ]);
    assert_eq!(
        names(&chart, 2),
        [
            (Oneself, 2),
            (Superior, 1),
            (Peer, 3),
            (Subordinate, 4),
            (Subordinate, 5)
        ]
    );
    assert_eq!(
        names(&chart, 3),
        [(Oneself, 3), (Superior, 1), (Superior, 9), (Peer, 2)]
    );
    assert_eq!(names(&chart, 9), [(Oneself, 9), (Subordinate, 3)]);
}

#[test]
fn a_leader_without_a_superior_has_neither_superiors_nor_peers() {
    let chart = a_chart(vec![head(1, 1, &[]), head(2, 2, &[]), post(3, 1, &[1])]);
    assert_eq!(names(&chart, 1), [(Oneself, 1), (Subordinate, 3)]);
}

#[test]
fn who_reports_functionally_to_a_head_is_no_peer_of_the_heads_own_people() {
    let chart = a_chart(vec![head(1, 1, &[]), head(2, 2, &[1]), head(8, 8, &[7, 1])]);
    assert_eq!(names(&chart, 2), [(Oneself, 2), (Superior, 1)]);
}

#[test]
fn an_acting_head_is_asked_like_a_head() {
    use contract::people::PostType;
    let mut acting = head(2, 2, &[1]);
    acting.post_type = PostType::Acting;
    let chart = a_chart(vec![
        head(1, 1, &[]),
        acting,
        post(3, 2, &[2]),
        head(4, 4, &[1]),
    ]);
    assert_eq!(
        names(&chart, 2),
        [(Oneself, 2), (Superior, 1), (Peer, 4), (Subordinate, 3)]
    );
}

#[test]
fn posts_that_are_over_or_have_not_begun_ask_nobody() {
    let mut over = post(3, 2, &[2]);
    over.to = DAY.previous_day();
    let mut coming = post(4, 2, &[2]);
    coming.from = DAY.next_day();
    let mut today = post(5, 2, &[2]);
    today.from = Some(DAY);
    today.to = Some(DAY);
    let chart = a_chart(vec![head(1, 1, &[]), head(2, 2, &[1]), over, coming, today]);
    assert_eq!(
        names(&chart, 2),
        [(Oneself, 2), (Superior, 1), (Subordinate, 5)]
    );
}

#[test]
fn a_superior_whose_posts_are_over_is_not_asked() {
    let mut over = head(1, 1, &[]);
    over.to = DAY.previous_day();
    let chart = a_chart(vec![over, head(2, 2, &[1]), head(3, 3, &[1])]);
    assert_eq!(names(&chart, 2), [(Oneself, 2), (Peer, 3)]);
}

#[test]
fn a_concurrent_post_brings_its_people_along() {
    use contract::people::PostType;
    let mut concurrent = head(2, 7, &[1]);
    concurrent.post_type = PostType::Concurrent;
    let chart = a_chart(vec![
        head(1, 1, &[]),
        head(2, 2, &[1]),
        concurrent,
        post(3, 2, &[2]),
        post(4, 7, &[2]),
    ]);
    assert_eq!(
        names(&chart, 2),
        [
            (Oneself, 2),
            (Superior, 1),
            (Subordinate, 3),
            (Subordinate, 4)
        ]
    );
}

#[test]
fn superior_comes_before_subordinate_and_subordinate_before_peer() {
    // 2 reports to 1; in a second post 1 reports to 2, functionally.
    let mut second = post(1, 9, &[8, 2]);
    second.post_type = contract::people::PostType::Concurrent;
    // 3 reports to 2, and in a second post to 1, under whom 2 stands too.
    let mut other = post(3, 9, &[1]);
    other.post_type = contract::people::PostType::Concurrent;
    let chart = a_chart(vec![
        head(1, 1, &[]),
        second,
        head(2, 2, &[1]),
        post(3, 2, &[2]),
        other,
        head(8, 8, &[]),
    ]);
    assert_eq!(
        names(&chart, 2),
        [(Oneself, 2), (Superior, 1), (Subordinate, 3)]
    );
}

proptest! {
    #[test]
    fn everybody_stands_in_one_relation_and_only_the_subject_in_self(posts in any_posts()) {
        let chart = a_chart(posts);
        for post in chart.posts().iter().filter(|post| post.is_held_on(DAY)) {
            let raters = raters_of(&chart, post, DAY);
            let people: BTreeSet<PersonId> = raters.iter().map(|rater| rater.person).collect();
            prop_assert_eq!(people.len(), raters.len());
            for rater in &raters {
                prop_assert_eq!(
                    rater.relation == Relation::Oneself,
                    rater.person == post.person
                );
                prop_assert!(!chart.posts_held(rater.person, DAY).is_empty());
            }
            prop_assert!(people.contains(&post.person));
        }
    }

    #[test]
    fn where_everybody_holds_one_post_relations_mirror_each_other(posts in any_posts()) {
        let mut seen = BTreeSet::new();
        let posts = posts
            .into_iter()
            .filter(|post| post.is_held_on(DAY) && seen.insert(post.person))
            .collect();
        let chart = a_chart(posts);
        for post in chart.posts() {
            for rater in raters_of(&chart, post, DAY) {
                let held = chart.posts_held(rater.person, DAY);
                let back = raters_of(&chart, held[0], DAY)
                    .into_iter()
                    .find(|other| other.person == post.person)
                    .map(|other| other.relation);
                let expected = match rater.relation {
                    Relation::Oneself => Relation::Oneself,
                    Relation::Superior => Relation::Subordinate,
                    Relation::Subordinate => Relation::Superior,
                    Relation::Peer => Relation::Peer,
                };
                prop_assert_eq!(back, Some(expected));
            }
        }
    }

    #[test]
    fn the_order_of_the_rows_changes_nothing(posts in any_posts()) {
        let forwards = a_chart(posts.clone());
        let backwards = a_chart(posts.iter().rev().cloned().collect());
        for post in &posts {
            prop_assert_eq!(
                raters_of(&forwards, post, DAY),
                raters_of(&backwards, post, DAY)
            );
        }
    }
}
