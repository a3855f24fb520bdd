//! For tests: small organisations, spelled out by numbers, and random ones.

use std::sync::Arc;

use contract::ids::{PersonId, PostId, UnitId};
use contract::people::PostType;
use proptest::prelude::*;
use time::Date;
use time::macros::date;
use uuid::Uuid;

use super::chart::{Chart, Person, Post, Unit};

/// The day on which all of this takes place.
pub const DAY: Date = date!(2026 - 10 - 05);

/// Person number `n`.
pub fn id(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

/// Person number `n`, with a name.
pub fn person(n: u128) -> Person {
    Person {
        id: id(n),
        staff_code: format!("CB{n:04}"),
        full_name: format!("Người số {n}"),
        address_form: None,
        sort_key: n.to_be_bytes().to_vec(),
    }
}

/// A regular post of a person in unit number `unit`, reporting to these people; no dates.
pub fn post(n: u128, unit: u128, superiors: &[u128]) -> Post {
    let path = format!("Bộ/Đơn vị {unit}");
    Post {
        id: PostId(Uuid::from_u128(n * 1_000 + unit)),
        person: id(n),
        unit: Arc::new(Unit {
            id: UnitId(Uuid::from_u128(unit)),
            sort_key: path.clone().into_bytes(),
            path,
            predecessors: Vec::new(),
        }),
        title: "Chuyên viên".to_owned(),
        post_type: PostType::Regular,
        is_head: false,
        from: None,
        to: None,
        superiors: superiors.iter().copied().map(id).collect(),
    }
}

/// The same as head of the unit.
pub fn head(n: u128, unit: u128, superiors: &[u128]) -> Post {
    Post {
        is_head: true,
        title: "Trưởng đơn vị".to_owned(),
        ..post(n, unit, superiors)
    }
}

/// A chart of these posts and of everybody named in them.
pub fn a_chart(posts: Vec<Post>) -> Chart {
    let mut people: Vec<PersonId> = posts
        .iter()
        .flat_map(|post| post.superiors.iter().copied().chain([post.person]))
        .collect();
    people.sort();
    people.dedup();
    let people = people
        .into_iter()
        .map(|id| person(id.0.as_u128()))
        .collect();
    Chart::new(people, posts)
}

/// Organisations of up to 24 people. Lines lead upwards, so that they never go round; some people
/// hold two posts, some posts are over, some have not begun, some lead to nobody.
pub fn any_posts() -> impl Strategy<Value = Vec<Post>> {
    let one = (
        1_u128..24,
        1_u128..6,
        prop::collection::vec(0_u128..24, 0..3),
        any::<bool>(),
        prop::option::of(-400_i64..60),
        prop::option::of(-60_i64..400),
        0..PostType::ALL.len(),
    );
    prop::collection::vec(one, 1..40).prop_map(|rows| {
        rows.into_iter()
            .enumerate()
            .map(|(at, (n, unit, superiors, is_head, from, to, kind))| {
                let mut up: Vec<u128> = superiors.into_iter().filter(|above| *above < n).collect();
                let mut seen = Vec::new();
                up.retain(|above| {
                    let new = !seen.contains(above);
                    seen.push(*above);
                    new
                });
                Post {
                    id: PostId(Uuid::from_u128(at as u128)),
                    is_head,
                    from: from.map(|days| DAY + time::Duration::days(days)),
                    to: to.map(|days| DAY + time::Duration::days(days)),
                    post_type: PostType::ALL[kind],
                    ..post(n, unit, &up)
                }
            })
            .collect()
    })
}
