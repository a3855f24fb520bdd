//! The part of the organisation that a campaign needs: people, their dated posts, their lines.

use std::collections::HashMap;
use std::sync::Arc;

use contract::ids::{PersonId, PostId, UnitId};
use contract::people::PostType;
use time::{Date, Month};

/// A person, as far as a campaign is concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Id.
    pub id: PersonId,
    /// Staff code.
    pub staff_code: String,
    /// Full name.
    pub full_name: String,
    /// How the organisation addresses the person.
    pub address_form: Option<String>,
    /// Collation key of the name.
    pub sort_key: Vec<u8>,
}

/// A unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Id.
    pub id: UnitId,
    /// Path from the top.
    pub path: String,
    /// Collation key of the path.
    pub sort_key: Vec<u8>,
    /// Paths of the units that were merged into it.
    pub predecessors: Vec<String>,
}

/// A dated post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Id.
    pub id: PostId,
    /// Who holds it.
    pub person: PersonId,
    /// Where.
    pub unit: Arc<Unit>,
    /// Title.
    pub title: String,
    /// How it is held.
    pub post_type: PostType,
    /// Whether it makes the holder head of the unit.
    pub is_head: bool,
    /// First day; `None`: since ever.
    pub from: Option<Date>,
    /// Last day; `None`: until further notice.
    pub to: Option<Date>,
    /// Superiors: the line superior first, then functional ones.
    pub superiors: Vec<PersonId>,
}

impl Post {
    /// Whether it is held on a day.
    pub fn is_held_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Which of several posts stands for a person: a secondment first, since that is where the
    /// person works; a concurrent post last. Then heads, then the longest held, then by unit.
    fn rank(&self) -> impl Ord + '_ {
        let by_type = match self.post_type {
            PostType::Seconded => 0,
            PostType::Regular => 1,
            PostType::InCharge => 2,
            PostType::Acting => 3,
            PostType::Concurrent => 4,
        };
        (
            by_type,
            !self.is_head,
            self.from.map(Date::to_julian_day),
            &self.unit.path,
            &self.title,
            self.id,
        )
    }
}

/// People and all the posts that they have, or had.
#[derive(Debug, Clone, Default)]
pub struct Chart {
    people: HashMap<PersonId, Person>,
    posts: Vec<Post>,
    by_holder: HashMap<PersonId, Vec<usize>>,
    by_superior: HashMap<PersonId, Vec<usize>>,
}

impl Chart {
    /// Puts people and posts together. Posts of people who are not among them are left out: they
    /// have left the organisation.
    pub fn new(people: Vec<Person>, posts: Vec<Post>) -> Self {
        let people: HashMap<PersonId, Person> = people
            .into_iter()
            .map(|person| (person.id, person))
            .collect();
        let mut chart = Self {
            people,
            ..Self::default()
        };
        for post in posts {
            if !chart.people.contains_key(&post.person) {
                continue;
            }
            let at = chart.posts.len();
            chart.by_holder.entry(post.person).or_default().push(at);
            for superior in &post.superiors {
                chart.by_superior.entry(*superior).or_default().push(at);
            }
            chart.posts.push(post);
        }
        chart
    }

    /// A person of the organisation.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(&id)
    }

    /// Everybody, in no order.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        self.people.values()
    }

    /// All posts.
    pub fn posts(&self) -> &[Post] {
        &self.posts
    }

    /// The posts that a person holds on a day, the one that stands for the person first.
    pub fn posts_held(&self, person: PersonId, day: Date) -> Vec<&Post> {
        let mut held: Vec<&Post> = self
            .indices(&self.by_holder, person)
            .filter(|post| post.is_held_on(day))
            .collect();
        held.sort_by(|one, other| one.rank().cmp(&other.rank()));
        held
    }

    /// The posts held on a day that report to a person, in whatever line.
    pub fn posts_under(&self, superior: PersonId, day: Date) -> impl Iterator<Item = &Post> {
        self.indices(&self.by_superior, superior)
            .filter(move |post| post.is_held_on(day))
    }

    /// Since when a person does the work of a post without a break: an earlier post in the same
    /// unit with the same title, or as head of it too, counts when the next one follows on it, as
    /// when an acting head is appointed. `None`: since ever.
    ///
    /// A merger breaks it, for the unit is another one, save in one case: who headed one of the
    /// merged units until the merger and heads the new one under the same title goes on with the
    /// work and with people who know it. He was not appointed to something new, his office was
    /// given more; left out for six months, every office that merged would be without results
    /// just when they are wanted. A deputy or a specialist does not go on: fields are divided anew.
    pub fn held_since(&self, post: &Post) -> Option<Date> {
        let mut since = post.from?;
        let mut unit = &post.unit;
        loop {
            let before = self
                .indices(&self.by_holder, post.person)
                .filter(|earlier| {
                    let both_head = earlier.is_head && post.is_head;
                    let same_title = earlier.title == post.title;
                    let goes_on = if earlier.unit.id == unit.id {
                        same_title || both_head
                    } else {
                        same_title && both_head && unit.predecessors.contains(&earlier.unit.path)
                    };
                    goes_on
                        && earlier.from.is_none_or(|from| from < since)
                        && earlier
                            .to
                            .is_none_or(|to| to.next_day().is_none_or(|next| since <= next))
                })
                .min_by_key(|earlier| earlier.from);
            match before {
                None => return Some(since),
                Some(earlier) => {
                    since = earlier.from?;
                    unit = &earlier.unit;
                }
            }
        }
    }

    fn indices<'a>(
        &'a self,
        index: &'a HashMap<PersonId, Vec<usize>>,
        person: PersonId,
    ) -> impl Iterator<Item = &'a Post> {
        index
            .get(&person)
            .into_iter()
            .flatten()
            .filter_map(|at| self.posts.get(*at))
    }
}

/// The last day on which somebody must have begun to have held a post for six months on `day`.
pub fn six_months_before(day: Date) -> Date {
    let (year, month) = match u8::from(day.month()) {
        month @ 7.. => (day.year(), month - 6),
        month => (day.year() - 1, month + 6),
    };
    let month = Month::try_from(month).unwrap_or(Month::January);
    let last = month.length(year);
    Date::from_calendar_date(year, month, day.day().min(last)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::raters::fixture::{a_chart, head, post};

    #[test]
    fn six_months_are_counted_by_the_calendar() {
        assert_eq!(
            six_months_before(date!(2026 - 10 - 05)),
            date!(2026 - 04 - 05)
        );
        assert_eq!(
            six_months_before(date!(2026 - 03 - 31)),
            date!(2025 - 09 - 30)
        );
        assert_eq!(
            six_months_before(date!(2026 - 08 - 31)),
            date!(2026 - 02 - 28)
        );
        assert_eq!(
            six_months_before(date!(2026 - 06 - 30)),
            date!(2025 - 12 - 30)
        );
    }

    #[test]
    fn a_post_is_held_from_its_first_to_its_last_day() {
        let mut post = post(1, 1, &[]);
        post.from = Some(date!(2026 - 01 - 01));
        post.to = Some(date!(2026 - 01 - 31));
        assert!(!post.is_held_on(date!(2025 - 12 - 31)));
        assert!(post.is_held_on(date!(2026 - 01 - 01)));
        assert!(post.is_held_on(date!(2026 - 01 - 31)));
        assert!(!post.is_held_on(date!(2026 - 02 - 01)));
    }

    #[test]
    fn an_acting_head_who_is_appointed_has_held_the_post_all_along() {
        let mut acting = post(1, 1, &[]);
        acting.title = "Quyền Vụ trưởng".to_owned();
        acting.is_head = true;
        acting.from = Some(date!(2026 - 01 - 01));
        acting.to = Some(date!(2026 - 06 - 30));
        let mut head = acting.clone();
        head.id = PostId(uuid::Uuid::from_u128(99));
        head.title = "Vụ trưởng".to_owned();
        head.from = Some(date!(2026 - 07 - 01));
        head.to = None;
        let chart = a_chart(vec![acting.clone(), head.clone()]);
        assert_eq!(chart.held_since(&head), Some(date!(2026 - 01 - 01)));

        // A break, and it begins anew.
        let mut later = head.clone();
        later.from = Some(date!(2026 - 07 - 02));
        let chart = a_chart(vec![acting, later.clone()]);
        assert_eq!(chart.held_since(&later), Some(date!(2026 - 07 - 02)));
    }

    /// The head of unit 1 until the end of June, and from July on of unit 2, into which it merged.
    fn merged() -> (Post, Post) {
        let mut before = head(1, 1, &[]);
        before.from = Some(date!(2024 - 02 - 01));
        before.to = Some(date!(2026 - 06 - 30));
        let mut after = head(1, 2, &[]);
        after.from = Some(date!(2026 - 07 - 01));
        after.unit = Arc::new(Unit {
            predecessors: vec!["Bộ/Đơn vị 9".to_owned(), before.unit.path.clone()],
            ..Unit::clone(&after.unit)
        });
        (before, after)
    }

    #[test]
    fn who_heads_the_unit_that_his_own_was_merged_into_goes_on() {
        let (before, after) = merged();
        let chart = a_chart(vec![before.clone(), after.clone()]);
        assert_eq!(chart.held_since(&after), before.from);
        // And further back, as acting head of the unit that was merged.
        let mut acting = before.clone();
        acting.id = PostId(uuid::Uuid::from_u128(99));
        acting.title = "Quyền trưởng đơn vị".to_owned();
        acting.from = Some(date!(2023 - 05 - 01));
        acting.to = Some(date!(2024 - 01 - 31));
        let chart = a_chart(vec![acting, before, after.clone()]);
        assert_eq!(chart.held_since(&after), Some(date!(2023 - 05 - 01)));
    }

    #[test]
    fn a_merger_begins_anew_after_a_gap_under_another_title_and_for_who_is_no_head() {
        let (before, after) = merged();
        let since =
            |before: Post, after: &Post| a_chart(vec![before, after.clone()]).held_since(after);
        let mut gap = before.clone();
        gap.to = Some(date!(2026 - 06 - 29));
        assert_eq!(since(gap, &after), after.from);
        let mut other_title = before.clone();
        other_title.title = "Phụ trách đơn vị".to_owned();
        assert_eq!(since(other_title, &after), after.from);
        let mut deputy = before.clone();
        deputy.is_head = false;
        assert_eq!(since(deputy, &after), after.from);
        let mut alien = after.clone();
        alien.unit = Arc::new(Unit {
            predecessors: vec!["Bộ/Đơn vị 9".to_owned()],
            ..Unit::clone(&after.unit)
        });
        assert_eq!(since(before, &alien), alien.from);
    }

    #[test]
    fn a_secondment_stands_for_the_person_and_a_concurrent_post_comes_last() {
        let mut regular = post(1, 1, &[]);
        regular.post_type = PostType::Regular;
        let mut seconded = post(1, 2, &[]);
        seconded.post_type = PostType::Seconded;
        let mut concurrent = post(1, 3, &[]);
        concurrent.post_type = PostType::Concurrent;
        concurrent.is_head = true;
        let chart = a_chart(vec![concurrent, regular, seconded]);
        let held = chart.posts_held(PersonId(uuid::Uuid::from_u128(1)), date!(2026 - 10 - 05));
        let types: Vec<PostType> = held.iter().map(|post| post.post_type).collect();
        assert_eq!(
            types,
            [PostType::Seconded, PostType::Regular, PostType::Concurrent]
        );
    }
}
