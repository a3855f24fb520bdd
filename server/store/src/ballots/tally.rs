//! What the tally reads and writes. It reads page by page, and writes everything in one
//! transaction: answers and comments in, codes and envelopes out, the box tallied. Killed before
//! its commit it has done nothing; after it, it is done.

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect,
};
use uuid::Uuid;

use super::Ballots;
use super::boxes::{self, BoxState, NewBox};
use super::entities::{ballot, box_campaign, code, comment};
use super::envelopes::{self, Table};
use crate::StoreError;

/// Rows of one statement. PostgreSQL binds at most 65,535 values.
const ROWS: usize = 500;

/// An envelope of a closed box.
#[derive(Debug, Clone)]
pub struct Envelope {
    /// Its random id.
    pub id: Uuid,
    /// Opaque.
    pub bytes: Vec<u8>,
}

impl Ballots {
    /// A page of the pool, in the order of random ids. After the shuffle at the close the pool
    /// holds everything.
    pub async fn envelopes_after(
        &self,
        campaign: Uuid,
        after: Option<Uuid>,
        limit: u64,
    ) -> Result<Vec<Envelope>, StoreError> {
        let rows =
            envelopes::after(self.vault.reader(), Table::Pool, campaign, after, limit).await?;
        Ok(rows
            .into_iter()
            .map(|(id, bytes)| Envelope { id, bytes })
            .collect())
    }

    /// Begins to write the tally of a closed box. `None` when it is written already; a conflict
    /// when the box is still open, or holds envelopes outside the pool.
    pub async fn begin_tally(&self, campaign: Uuid) -> Result<Option<TallyWriter>, StoreError> {
        let tx = self.vault.begin().await?;
        if !may_write(&tx, campaign).await? {
            return Ok(None);
        }
        for table in [Table::Intake, Table::Day] {
            if envelopes::count(&tx, table, campaign).await? > 0 {
                return Err(StoreError::Conflict);
            }
        }
        Ok(Some(TallyWriter { tx, campaign }))
    }

    /// Begins to write answers that were collected elsewhere. The box is set up closed in the same
    /// transaction, so that no envelope ever gets into it. `None` when they are written already.
    pub async fn begin_import(&self, new: NewBox) -> Result<Option<TallyWriter>, StoreError> {
        let campaign = new.campaign;
        let tx = self.vault.begin().await?;
        boxes::set_up(&tx, new, BoxState::Closed).await?;
        if !may_write(&tx, campaign).await? {
            return Ok(None);
        }
        Ok(Some(TallyWriter { tx, campaign }))
    }
}

/// Whether the answers of a campaign are still to be written; its box is held until the transaction
/// ends. A conflict when it is still open, or not there.
async fn may_write(tx: &DatabaseTransaction, campaign: Uuid) -> Result<bool, StoreError> {
    let state: Option<String> = box_campaign::Entity::find_by_id(campaign)
        .select_only()
        .column(box_campaign::Column::State)
        .lock_exclusive()
        .into_tuple()
        .one(tx)
        .await?;
    match state.as_deref().map(BoxState::parse).transpose()? {
        Some(BoxState::Closed) => Ok(true),
        Some(BoxState::Tallied) => Ok(false),
        Some(BoxState::Open) | None => Err(StoreError::Conflict),
    }
}

/// The one transaction of a tally. Dropped without [`TallyWriter::finish`], it has done nothing.
#[derive(Debug)]
pub struct TallyWriter {
    tx: DatabaseTransaction,
    campaign: Uuid,
}

impl TallyWriter {
    /// These envelopes of the pool, by id.
    pub async fn envelopes(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<u8>>, StoreError> {
        envelopes::by_ids(&self.tx, Table::Pool, self.campaign, ids).await
    }

    /// Writes ballots, in this order.
    pub async fn write_ballots(&self, rows: Vec<ballot::Model>) -> Result<(), StoreError> {
        for chunk in rows.chunks(ROWS) {
            let models = chunk
                .iter()
                .cloned()
                .map(|row| row.into_active_model().reset_all());
            ballot::Entity::insert_many(models)
                .exec_without_returning(&self.tx)
                .await?;
        }
        Ok(())
    }

    /// Writes comments, in this order.
    pub async fn write_comments(&self, rows: Vec<comment::Model>) -> Result<(), StoreError> {
        for chunk in rows.chunks(ROWS) {
            let models = chunk
                .iter()
                .cloned()
                .map(|row| row.into_active_model().reset_all());
            comment::Entity::insert_many(models)
                .exec_without_returning(&self.tx)
                .await?;
        }
        Ok(())
    }

    /// Removes codes and envelopes, keeps the counts and the salt of the answers' hash, and commits.
    pub async fn finish(self, counts: &str, salt: &[u8; 32]) -> Result<(), StoreError> {
        envelopes::clear(&self.tx, Table::Pool, self.campaign).await?;
        code::Entity::delete_many()
            .filter(code::Column::Campaign.eq(self.campaign))
            .exec(&self.tx)
            .await?;
        box_campaign::Entity::update_many()
            .col_expr(
                box_campaign::Column::State,
                Expr::value(BoxState::Tallied.as_str()),
            )
            .col_expr(box_campaign::Column::Counts, Expr::value(counts))
            .col_expr(box_campaign::Column::Salt, Expr::value(salt.to_vec()))
            .filter(box_campaign::Column::Campaign.eq(self.campaign))
            .exec(&self.tx)
            .await?;
        self.tx.commit().await?;
        Ok(())
    }
}
