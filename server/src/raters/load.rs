//! Reads from the roster what a choice of subjects needs: the people chosen, their superiors, and
//! whoever reports to either of these.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use contract::campaigns::SubjectChoice;
use contract::error::{AppError, Fault, FieldFault};
use contract::ids::{PersonId, PostId, UnitId};
use contract::people::PostType;
use store::roster::chart::{MergerRow, PersonRow, PostRow, UnitRow};
use store::{Roster, StoreError};
use time::Date;
use time::macros::format_description;
use uuid::Uuid;

use super::chart::{Chart, Person, Post, Unit};
use super::subjects::{same_title, within};

/// The chart around the subjects of a choice.
pub async fn load(roster: &Roster, choice: &SubjectChoice) -> Result<Chart, AppError> {
    read(roster, choice).await.map_err(AppError::internal)?
}

/// The people with these staff codes and their posts, without who reports to whom or which units
/// merged: ratings that were collected elsewhere need neither.
pub async fn load_people(roster: &Roster, staff_codes: &[String]) -> Result<Chart, AppError> {
    let read = async {
        let people = roster.active_people_by_code(staff_codes).await?;
        let ids: Vec<Uuid> = people.iter().map(|person| person.id).collect();
        let posts = roster.posts_of_people(&ids).await?;
        let units = roster.units().await?;
        Ok::<_, StoreError>(chart(units, Vec::new(), people, posts, HashMap::new()))
    };
    read.await.map_err(AppError::internal)?
}

/// What a choice names and the roster does not know, by the field of the form.
pub async fn unknown_names(
    roster: &Roster,
    choice: &SubjectChoice,
) -> Result<Vec<FieldFault>, AppError> {
    let unknown = |field: &str, value: &str| FieldFault {
        field: field.to_owned(),
        fault: Fault::Unknown {
            value: value.to_owned(),
        },
    };
    let mut faults = Vec::new();
    if let SubjectChoice::HeadsOf(paths) | SubjectChoice::PostsIn { units: paths, .. } = choice {
        let units = roster.units().await.map_err(AppError::internal)?;
        for path in paths {
            if !units.iter().any(|unit| unit.path == *path) {
                faults.push(unknown("units", path));
            }
        }
        if let SubjectChoice::PostsIn { titles, .. } = choice {
            let below = ids_within(&units, paths);
            let posts = roster
                .posts_in_units(&below)
                .await
                .map_err(AppError::internal)?;
            for title in titles {
                if !posts.iter().any(|post| same_title(&post.title, title)) {
                    faults.push(unknown("titles", title));
                }
            }
        }
    }
    if let SubjectChoice::People(codes) = choice {
        let people = roster
            .active_people_by_code(codes)
            .await
            .map_err(AppError::internal)?;
        for code in codes {
            if !people.iter().any(|person| person.staff_code == *code) {
                faults.push(unknown("people", code));
            }
        }
    }
    Ok(faults)
}

async fn read(
    roster: &Roster,
    choice: &SubjectChoice,
) -> Result<Result<Chart, AppError>, StoreError> {
    let units = roster.units().await?;
    let mergers = roster.unit_predecessors().await?;
    let chosen: BTreeSet<Uuid> = match choice {
        SubjectChoice::HeadsOf(paths) | SubjectChoice::PostsIn { units: paths, .. } => roster
            .posts_in_units(&ids_within(&units, paths))
            .await?
            .into_iter()
            .filter(|post| match choice {
                SubjectChoice::PostsIn { titles, .. } => {
                    titles.iter().any(|title| same_title(title, &post.title))
                }
                _ => post.is_head,
            })
            .map(|post| post.person_id)
            .collect(),
        SubjectChoice::People(codes) => roster
            .active_people_by_code(codes)
            .await?
            .into_iter()
            .map(|person| person.id)
            .collect(),
    };
    let chosen: Vec<Uuid> = chosen.into_iter().collect();
    let posts: Vec<Uuid> = ids(&roster.posts_of_people(&chosen).await?);
    let lines = roster.lines_of_posts(&posts).await?;
    let mut above: BTreeSet<Uuid> = lines.iter().map(|line| line.superior_id).collect();
    above.extend(&chosen);
    let above: Vec<Uuid> = above.into_iter().collect();

    let mut everybody: BTreeSet<Uuid> = roster.people_under(&above).await?.into_iter().collect();
    everybody.extend(&above);
    let everybody: Vec<Uuid> = everybody.into_iter().collect();
    let people = roster.active_people(&everybody).await?;
    let posts = roster.posts_of_people(&everybody).await?;
    let mut superiors: HashMap<Uuid, Vec<PersonId>> = HashMap::new();
    for line in roster.lines_of_posts(&ids(&posts)).await? {
        superiors
            .entry(line.post_id)
            .or_default()
            .push(PersonId(line.superior_id));
    }
    Ok(chart(units, mergers, people, posts, superiors))
}

fn ids(posts: &[PostRow]) -> Vec<Uuid> {
    posts.iter().map(|post| post.id).collect()
}

fn ids_within(units: &[UnitRow], paths: &[String]) -> Vec<Uuid> {
    units
        .iter()
        .filter(|unit| within(paths, &unit.path))
        .map(|unit| unit.id)
        .collect()
}

fn chart(
    units: Vec<UnitRow>,
    mergers: Vec<MergerRow>,
    people: Vec<PersonRow>,
    posts: Vec<PostRow>,
    mut superiors: HashMap<Uuid, Vec<PersonId>>,
) -> Result<Chart, AppError> {
    let mut predecessors: HashMap<Uuid, Vec<String>> = HashMap::new();
    for merger in mergers {
        predecessors
            .entry(merger.unit_id)
            .or_default()
            .push(merger.predecessor_path);
    }
    let units: BTreeMap<Uuid, Arc<Unit>> = units
        .into_iter()
        .map(|row| {
            let unit = Unit {
                id: UnitId(row.id),
                path: row.path,
                sort_key: row.sort_key,
                predecessors: predecessors.remove(&row.id).unwrap_or_default(),
            };
            (row.id, Arc::new(unit))
        })
        .collect();
    let people = people
        .into_iter()
        .map(|row| Person {
            id: PersonId(row.id),
            staff_code: row.staff_code,
            full_name: row.full_name,
            address_form: row.address_form,
            sort_key: row.sort_key,
        })
        .collect();
    let posts: Vec<Post> = posts
        .into_iter()
        .map(|row| {
            let unit = units
                .get(&row.unit_id)
                .ok_or_else(|| damaged("its unit is missing"))?;
            Ok(Post {
                id: PostId(row.id),
                person: PersonId(row.person_id),
                unit: Arc::clone(unit),
                title: row.title,
                post_type: PostType::parse(&row.post_type)
                    .ok_or_else(|| damaged("its type is none of ours"))?,
                is_head: row.is_head,
                from: row.from_on.as_deref().map(day).transpose()?,
                to: row.to_on.as_deref().map(day).transpose()?,
                superiors: superiors.remove(&row.id).unwrap_or_default(),
            })
        })
        .collect::<Result<_, AppError>>()?;
    Ok(Chart::new(people, posts))
}

fn day(text: &str) -> Result<Date, AppError> {
    Date::parse(text, format_description!("[year]-[month]-[day]"))
        .map_err(|_| damaged("one of its days cannot be read"))
}

fn damaged(what: &str) -> AppError {
    AppError::internal(StoreError::Damaged {
        table: "post",
        what: what.to_owned(),
    })
}
