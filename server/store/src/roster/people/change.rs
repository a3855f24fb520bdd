//! Changing people: one transaction that first holds everybody else off, reads what there is,
//! takes what the import decided, and commits. Dropped without a commit it leaves nothing behind.

use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IdenStatic,
    IntoActiveModel, Iterable, PrimaryKeyToColumn, QueryFilter,
};
use uuid::Uuid;

use super::{PeopleSnapshot, snapshot};
use crate::roster::audit::{self, AuditEntry};
use crate::roster::entities::{
    account, import_file, person, post, reporting_line, sign_in_link, staff_session, unit,
    unit_predecessor,
};
use crate::{Engine, Roster, StoreError};

/// Rows in one statement. SQLite takes 32,766 values in a statement and PostgreSQL 65,535;
/// the widest row here has nine.
const ROWS_PER_STATEMENT: usize = 1_000;

/// Ids in one condition.
const IDS_PER_STATEMENT: usize = 10_000;

/// A change under way.
#[derive(Debug)]
pub struct PeopleChange {
    transaction: DatabaseTransaction,
    engine: Engine,
}

/// The reporting lines of posts whose lines are replaced.
#[derive(Debug, Default)]
pub struct ReplacedLines {
    /// Posts that already had lines.
    pub posts: Vec<Uuid>,
    /// The new lines.
    pub lines: Vec<reporting_line::Model>,
}

impl Roster {
    /// Begins a change. Nobody else changes people until it is committed or dropped.
    pub async fn change_people(&self) -> Result<PeopleChange, StoreError> {
        let transaction = self.vault().begin().await?;
        if self.vault().engine() == Engine::Postgres {
            transaction
                .execute_unprepared(
                    "LOCK TABLE unit, unit_predecessor, person, post, reporting_line \
                     IN SHARE ROW EXCLUSIVE MODE",
                )
                .await?;
        }
        Ok(PeopleChange {
            transaction,
            engine: self.vault().engine(),
        })
    }
}

impl PeopleChange {
    /// What stands on the roster now; it stays so until this change writes.
    pub async fn snapshot(&self) -> Result<PeopleSnapshot, StoreError> {
        snapshot::read(&self.transaction).await
    }

    /// Adds units, or gives known ids new values. Parents come first.
    pub async fn put_units(&self, units: Vec<unit::Model>) -> Result<(), StoreError> {
        self.put::<unit::Entity, _>(units.into_iter()).await
    }

    /// Adds mergers, or changes their day.
    pub async fn put_predecessors(
        &self,
        predecessors: Vec<unit_predecessor::Model>,
    ) -> Result<(), StoreError> {
        self.put::<unit_predecessor::Entity, _>(predecessors.into_iter())
            .await
    }

    /// Takes one merger away.
    pub async fn delete_predecessor(&self, unit_id: Uuid, path: &str) -> Result<(), StoreError> {
        unit_predecessor::Entity::delete_by_id((unit_id, path.to_owned()))
            .exec(&self.transaction)
            .await?;
        Ok(())
    }

    /// Adds people, or gives known ids new values.
    pub async fn put_people(
        &self,
        people: impl Iterator<Item = person::Model> + Send,
    ) -> Result<(), StoreError> {
        self.put::<person::Entity, _>(people).await
    }

    /// Adds posts, or gives known ids new values. Their people and units come first.
    pub async fn put_posts(
        &self,
        posts: impl Iterator<Item = post::Model> + Send,
    ) -> Result<(), StoreError> {
        self.put::<post::Entity, _>(posts).await
    }

    /// Deletes posts that never began, with their lines.
    pub async fn delete_posts(&self, posts: &[Uuid]) -> Result<(), StoreError> {
        self.delete_lines(posts).await?;
        for ids in posts.chunks(IDS_PER_STATEMENT) {
            post::Entity::delete_many()
                .filter(post::Column::Id.is_in(ids.iter().copied()))
                .exec(&self.transaction)
                .await?;
        }
        Ok(())
    }

    /// Replaces reporting lines. Superiors come first.
    pub async fn replace_lines(&self, replaced: ReplacedLines) -> Result<(), StoreError> {
        self.delete_lines(&replaced.posts).await?;
        self.put::<reporting_line::Entity, _>(replaced.lines.into_iter())
            .await
    }

    async fn delete_lines(&self, posts: &[Uuid]) -> Result<(), StoreError> {
        for ids in posts.chunks(IDS_PER_STATEMENT) {
            reporting_line::Entity::delete_many()
                .filter(reporting_line::Column::PostId.is_in(ids.iter().copied()))
                .exec(&self.transaction)
                .await?;
        }
        Ok(())
    }

    /// Takes people off the roster: they stay as rows, since past campaigns refer to them, and
    /// are signed out as staff. Their invitations to campaigns that are open stay, and so do the
    /// sessions that these opened: the raters are frozen with the protocol.
    pub async fn deactivate(&self, people: &[Uuid]) -> Result<(), StoreError> {
        for ids in people.chunks(IDS_PER_STATEMENT) {
            let accounts = || {
                Query::select()
                    .column(account::Column::Id)
                    .from(account::Entity)
                    .and_where(account::Column::PersonId.is_in(ids.iter().copied()))
                    .to_owned()
            };
            person::Entity::update_many()
                .col_expr(person::Column::Active, false.into())
                .filter(person::Column::Id.is_in(ids.iter().copied()))
                .exec(&self.transaction)
                .await?;
            staff_session::Entity::delete_many()
                .filter(staff_session::Column::AccountId.in_subquery(accounts()))
                .exec(&self.transaction)
                .await?;
            sign_in_link::Entity::delete_many()
                .filter(sign_in_link::Column::AccountId.in_subquery(accounts()))
                .exec(&self.transaction)
                .await?;
        }
        Ok(())
    }

    /// Makes it last, on record, and forgets uploads: they were compared with a roster that is no
    /// more.
    pub async fn commit(self, entry: &AuditEntry) -> Result<(), StoreError> {
        import_file::Entity::delete_many()
            .exec(&self.transaction)
            .await?;
        if self.engine == Engine::Postgres {
            // Otherwise a record of somebody else in this very moment would undo the import.
            self.transaction
                .execute_unprepared("LOCK TABLE audit IN SHARE ROW EXCLUSIVE MODE")
                .await?;
        }
        audit::append(&self.transaction, entry).await?;
        Ok(self.transaction.commit().await?)
    }

    /// Inserts in big statements; a row whose key is known takes the new values.
    async fn put<E, A>(
        &self,
        mut rows: impl Iterator<Item = E::Model> + Send,
    ) -> Result<(), StoreError>
    where
        E: EntityTrait,
        E::Model: IntoActiveModel<A>,
        A: ActiveModelTrait<Entity = E> + Send,
    {
        let key: Vec<E::Column> = E::PrimaryKey::iter().map(|key| key.into_column()).collect();
        let is_key = |column: &E::Column| key.iter().any(|key| key.as_str() == column.as_str());
        let others: Vec<E::Column> = E::Column::iter().filter(|column| !is_key(column)).collect();
        loop {
            let chunk: Vec<A> = rows
                .by_ref()
                .take(ROWS_PER_STATEMENT)
                .map(IntoActiveModel::into_active_model)
                .collect();
            if chunk.is_empty() {
                return Ok(());
            }
            E::insert_many(chunk)
                .on_conflict(
                    OnConflict::columns(key.clone())
                        .update_columns(others.clone())
                        .to_owned(),
                )
                .exec_without_returning(&self.transaction)
                .await?;
        }
    }
}
