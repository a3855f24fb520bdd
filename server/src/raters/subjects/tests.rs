//! Who becomes a subject.

use contract::people::PostType;
use proptest::prelude::*;
use time::macros::date;

use super::*;
use crate::raters::fixture::{DAY, a_chart, any_posts, head, post};

fn heads(unit: &str) -> SubjectChoice {
    SubjectChoice::HeadsOf(vec![unit.to_owned()])
}

fn codes(selection: &Selection<'_>) -> Vec<String> {
    selection
        .asked
        .iter()
        .map(|asked| asked.person.staff_code.clone())
        .collect()
}

#[test]
fn heads_of_a_unit_and_of_those_below_are_chosen() {
    let chart = a_chart(vec![
        head(1, 1, &[9]),
        post(2, 1, &[1]),
        head(3, 2, &[9]),
        head(9, 9, &[]),
    ]);
    assert_eq!(
        codes(&select(&chart, &heads("Bộ"), DAY)),
        ["CB0001", "CB0003", "CB0009"]
    );
    assert_eq!(
        codes(&select(&chart, &heads("Bộ/Đơn vị 1"), DAY)),
        ["CB0001"]
    );
}

#[test]
fn a_unit_whose_name_begins_alike_is_another_unit() {
    assert!(within(&["Bộ/Vụ 1".to_owned()], "Bộ/Vụ 1"));
    assert!(within(&["Bộ/Vụ 1".to_owned()], "Bộ/Vụ 1/Phòng A"));
    assert!(!within(&["Bộ/Vụ 1".to_owned()], "Bộ/Vụ 10"));
}

#[test]
fn posts_are_chosen_by_title_whatever_its_case() {
    let mut deputy = post(2, 1, &[1]);
    deputy.title = "Phó Vụ trưởng".to_owned();
    let chart = a_chart(vec![head(1, 1, &[]), deputy, post(3, 1, &[1])]);
    let choice = SubjectChoice::PostsIn {
        units: vec!["Bộ".to_owned()],
        titles: vec!["phó vụ Trưởng".to_owned()],
    };
    assert_eq!(codes(&select(&chart, &choice, DAY)), ["CB0002"]);
}

#[test]
fn who_has_held_the_post_for_less_than_six_months_is_left_out() {
    let since = |day| {
        let mut new = head(2, 2, &[1]);
        new.from = Some(day);
        let chart = a_chart(vec![head(1, 1, &[]), new, post(3, 2, &[2])]);
        let selection = select(&chart, &heads("Bộ/Đơn vị 2"), DAY);
        (codes(&selection), selection.left_out)
    };
    let (asked, left_out) = since(date!(2026 - 04 - 05));
    assert_eq!((asked.len(), left_out.len()), (1, 0));
    let (asked, left_out) = since(date!(2026 - 04 - 06));
    assert_eq!(asked.len(), 0);
    assert_eq!(
        left_out[0].reason,
        LeftOutReason::PostTooNew {
            since: date!(2026 - 04 - 06)
        }
    );
}

#[test]
fn a_leader_about_whom_nobody_can_be_asked_is_left_out() {
    let chart = a_chart(vec![head(1, 1, &[])]);
    let selection = select(&chart, &heads("Bộ"), DAY);
    assert!(selection.asked.is_empty());
    assert_eq!(selection.left_out[0].reason, LeftOutReason::NobodyToAsk);
}

#[test]
fn who_is_named_and_holds_no_post_is_left_out() {
    let mut over = head(1, 1, &[9]);
    over.to = DAY.previous_day();
    let chart = a_chart(vec![over, head(9, 9, &[])]);
    let choice = SubjectChoice::People(vec!["CB0001".to_owned()]);
    let selection = select(&chart, &choice, DAY);
    assert_eq!(selection.left_out[0].reason, LeftOutReason::NoPost);
}

#[test]
fn a_head_of_two_units_is_one_subject_in_the_regular_post() {
    let mut concurrent = head(2, 1, &[8]);
    concurrent.post_type = PostType::Concurrent;
    let chart = a_chart(vec![
        head(2, 5, &[9]),
        concurrent,
        head(9, 9, &[]),
        head(8, 8, &[]),
    ]);
    let selection = select(&chart, &heads("Bộ"), DAY);
    let two: Vec<_> = selection
        .asked
        .iter()
        .filter(|asked| asked.person.staff_code == "CB0002")
        .collect();
    assert_eq!(two.len(), 1);
    assert_eq!(two[0].post.unit.path, "Bộ/Đơn vị 5");
    assert_eq!(two[0].n_invited(Relation::Superior), 1);
}

#[test]
fn an_acting_head_is_a_head() {
    let mut acting = head(2, 2, &[1]);
    acting.post_type = PostType::Acting;
    let chart = a_chart(vec![head(1, 1, &[]), acting]);
    assert_eq!(
        codes(&select(&chart, &heads("Bộ/Đơn vị 2"), DAY)),
        ["CB0002"]
    );
}

proptest! {
    #[test]
    fn each_subject_is_chosen_once_holds_a_post_long_enough_and_is_asked_about(posts in any_posts()) {
        let chart = a_chart(posts);
        let selection = select(&chart, &heads("Bộ"), DAY);
        let mut people: Vec<PersonId> = selection.asked.iter().map(|asked| asked.person.id).collect();
        people.sort();
        let n = people.len();
        people.dedup();
        prop_assert_eq!(people.len(), n);
        for asked in &selection.asked {
            prop_assert!(asked.post.is_held_on(DAY));
            prop_assert!(asked.post.is_head);
            prop_assert!(asked.post.from.is_none_or(|from| from <= DAY));
            prop_assert!(chart.held_since(asked.post).is_none_or(|since| since <= six_months_before(DAY)));
            let others: u32 = Relation::OTHERS.iter().map(|relation| asked.n_invited(*relation)).sum();
            prop_assert!(others > 0);
            prop_assert_eq!(others as usize + 1, asked.raters.len());
        }
    }
}
