//! The list of people, page by page.

use contract::error::AppError;
use contract::people::{PeopleOrder, PeoplePage, PersonView, PostType, PostView};
use store::StoreError;
use store::roster::people::{ListedPost, PeopleQuery};

use super::names;
use super::roster::{date_text, parse_date};
use crate::accounts::Actor;
use crate::accounts::permissions::{Action, Resource};
use crate::state::App;

/// Lines of a page.
const PER_PAGE: u64 = 50;
/// Words that a search looks for; the rest says no more.
const WORDS: usize = 8;

/// One page of the people on the roster, with the posts that they hold today. A page beyond the
/// last is the last.
pub async fn list(
    app: &App,
    actor: &Actor,
    search: &str,
    order: PeopleOrder,
    page: u32,
) -> Result<PeoplePage, AppError> {
    actor.may(Action::Read, Resource::People)?;
    let search = names::clean(search);
    let mut query = PeopleQuery {
        words: names::fold(&search)
            .split_whitespace()
            .take(WORDS)
            .map(str::to_owned)
            .collect(),
        by_unit: order == PeopleOrder::Unit,
        today: date_text(app.clock.today()),
        limit: PER_PAGE,
        offset: u64::from(page.max(1) - 1) * PER_PAGE,
    };
    let mut found = ask(app, &query).await?;
    let n_pages = u32::try_from(found.n_total.div_ceil(PER_PAGE).max(1)).unwrap_or(u32::MAX);
    let page = page.clamp(1, n_pages);
    if found.people.is_empty() && found.n_total > 0 {
        query.offset = u64::from(page - 1) * PER_PAGE;
        found = ask(app, &query).await?;
    }
    let people: Result<Vec<PersonView>, StoreError> = found
        .people
        .into_iter()
        .map(|person| {
            Ok(PersonView {
                staff_code: person.staff_code,
                full_name: person.full_name,
                posts: person
                    .posts
                    .into_iter()
                    .map(post)
                    .collect::<Result<_, _>>()?,
            })
        })
        .collect();
    Ok(PeoplePage {
        search: search.into_owned(),
        order,
        n_total: found.n_total,
        page,
        n_pages,
        people: people.map_err(AppError::internal)?,
    })
}

async fn ask(
    app: &App,
    query: &PeopleQuery,
) -> Result<store::roster::people::PeopleList, AppError> {
    app.roster
        .list_people(query)
        .await
        .map_err(AppError::internal)
}

fn post(post: ListedPost) -> Result<PostView, StoreError> {
    Ok(PostView {
        post_type: PostType::parse(&post.post_type).ok_or_else(|| StoreError::Damaged {
            table: "post",
            what: "its type is none".to_owned(),
        })?,
        from: parse_date("post", post.from_on.as_deref())?,
        to: parse_date("post", post.to_on.as_deref())?,
        title: post.title,
        unit_path: post.unit_path,
        field: post.field,
        is_head: post.is_head,
    })
}
