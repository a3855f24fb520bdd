//! The whole roster of people in one consistent reading, each list sorted by its key,
//! streamed so that no second copy of it lies in memory.

use std::sync::Arc;

use futures_util::TryStreamExt;
use sea_orm::{
    AccessMode, ConnectionTrait, EntityTrait, FromQueryResult, IsolationLevel, QueryOrder,
    QuerySelect, StreamTrait, TransactionOptions, TransactionTrait,
};
use uuid::Uuid;

use super::Interner;
use crate::roster::entities::{person, post, reporting_line, unit, unit_predecessor};
use crate::{Roster, StoreError};

/// People, posts, reporting lines, units and their predecessors.
#[derive(Debug, Default)]
pub struct PeopleSnapshot {
    /// Sorted by id.
    pub units: Vec<UnitState>,
    /// Sorted by unit and path.
    pub predecessors: Vec<unit_predecessor::Model>,
    /// Sorted by id.
    pub people: Vec<PersonState>,
    /// Sorted by id.
    pub posts: Vec<PostState>,
    /// Sorted by post and rank.
    pub lines: Vec<reporting_line::Model>,
}

/// A unit.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct UnitState {
    /// Id.
    pub id: Uuid,
    /// Full path.
    pub path: String,
    /// The unit above.
    pub parent_id: Option<Uuid>,
}

/// A person, without what is derived from the name.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct PersonState {
    /// Id.
    pub id: Uuid,
    /// Staff code.
    pub staff_code: String,
    /// Full name.
    pub full_name: String,
    /// Form of address.
    pub address_form: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Whether the person is on the roster today.
    pub active: bool,
}

/// A post. Texts that many posts share are kept once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostState {
    /// Id.
    pub id: Uuid,
    /// Who holds it.
    pub person_id: Uuid,
    /// Where.
    pub unit_id: Uuid,
    /// Title.
    pub title: Arc<str>,
    /// As stored.
    pub post_type: Arc<str>,
    /// Field in charge.
    pub field: Option<Arc<str>>,
    /// Whether it makes its holder head of the unit.
    pub is_head: bool,
    /// First day.
    pub from_on: Option<Arc<str>>,
    /// Last day.
    pub to_on: Option<Arc<str>>,
}

impl Roster {
    /// Reads everything about people as it stands at one moment.
    pub async fn people_snapshot(&self) -> Result<PeopleSnapshot, StoreError> {
        let transaction = self
            .vault()
            .reader()
            .begin_with_options(TransactionOptions {
                isolation_level: (self.vault().engine() == crate::Engine::Postgres)
                    .then_some(IsolationLevel::RepeatableRead),
                access_mode: (self.vault().engine() == crate::Engine::Postgres)
                    .then_some(AccessMode::ReadOnly),
                sqlite_transaction_mode: None,
            })
            .await?;
        let snapshot = read(&transaction).await?;
        transaction.commit().await?;
        Ok(snapshot)
    }
}

/// Reads everything on a connection whose view does not move: a transaction.
pub(super) async fn read<C>(connection: &C) -> Result<PeopleSnapshot, StoreError>
where
    C: ConnectionTrait + StreamTrait,
{
    let mut texts = Interner::default();
    let mut snapshot = PeopleSnapshot {
        units: unit::Entity::find()
            .select_only()
            .columns([unit::Column::Id, unit::Column::Path, unit::Column::ParentId])
            .order_by_asc(unit::Column::Id)
            .into_model::<UnitState>()
            .all(connection)
            .await?,
        predecessors: unit_predecessor::Entity::find()
            .order_by_asc(unit_predecessor::Column::UnitId)
            .order_by_asc(unit_predecessor::Column::PredecessorPath)
            .all(connection)
            .await?,
        ..PeopleSnapshot::default()
    };
    {
        let mut people = person::Entity::find()
            .select_only()
            .columns([
                person::Column::Id,
                person::Column::StaffCode,
                person::Column::FullName,
                person::Column::AddressForm,
                person::Column::Email,
                person::Column::Active,
            ])
            .order_by_asc(person::Column::Id)
            .into_model::<PersonState>()
            .stream(connection)
            .await?;
        while let Some(person) = people.try_next().await? {
            snapshot.people.push(person);
        }
    }
    {
        let mut posts = post::Entity::find()
            .order_by_asc(post::Column::Id)
            .stream(connection)
            .await?;
        while let Some(post) = posts.try_next().await? {
            snapshot.posts.push(PostState {
                id: post.id,
                person_id: post.person_id,
                unit_id: post.unit_id,
                title: texts.get(&post.title),
                post_type: texts.get(&post.post_type),
                field: texts.get_option(post.field.as_deref()),
                is_head: post.is_head,
                from_on: texts.get_option(post.from_on.as_deref()),
                to_on: texts.get_option(post.to_on.as_deref()),
            });
        }
    }
    {
        let mut lines = reporting_line::Entity::find()
            .order_by_asc(reporting_line::Column::PostId)
            .order_by_asc(reporting_line::Column::Rank)
            .stream(connection)
            .await?;
        while let Some(line) = lines.try_next().await? {
            snapshot.lines.push(line);
        }
    }
    Ok(snapshot)
}
