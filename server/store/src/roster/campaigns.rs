//! Campaigns: drafts that change, and one-way steps that do not come back.
//!
//! Nothing here can touch a protocol after the opening: it is written by [`Roster::open_campaign`]
//! together with the state that forbids writing it again, and by nothing else. Each step names the
//! state it leaves (compare-and-set) and answers whether it was the one that took it.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, SqlErr,
};
use uuid::Uuid;

use super::Roster;
use super::audit::{self, AuditEntry};
use super::entities::{assignment, campaign, instrument, subject};
use crate::StoreError;

/// A campaign as it is kept.
pub type StoredCampaign = campaign::Model;

const DRAFT: &str = "draft";
const OPEN: &str = "open";
const CLOSED: &str = "closed";
const RELEASED: &str = "released";
const ARCHIVED: &str = "archived";

/// Everything that the opening writes, in one transaction or not at all.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The campaign.
    pub campaign: Uuid,
    /// The draft that the protocol was made from. If another one is kept by now, nothing happens.
    pub draft: String,
    /// The protocol, canonical JSON.
    pub protocol: String,
    /// SHA-256 of the protocol.
    pub protocol_hash: Vec<u8>,
    /// The last day, yyyy-MM-dd.
    pub closes_on: String,
    /// Whom it is about, with names as they are today.
    pub subjects: Vec<subject::Model>,
    /// Who is asked about whom.
    pub assignments: Vec<assignment::Model>,
}

/// A campaign made of ratings collected elsewhere: everything that the roster keeps of it.
#[derive(Debug, Clone)]
pub struct ImportedCampaign {
    /// The campaign. Whatever its state says, it is kept closed and imported.
    pub campaign: StoredCampaign,
    /// Its own instrument.
    pub instrument: instrument::Model,
    /// Whom it is about.
    pub subjects: Vec<subject::Model>,
}

impl Roster {
    /// All campaigns, by code.
    pub async fn campaigns(&self) -> Result<Vec<StoredCampaign>, StoreError> {
        Ok(campaign::Entity::find()
            .order_by_asc(campaign::Column::Code)
            .all(self.vault.reader())
            .await?)
    }

    /// One campaign by its short code.
    pub async fn campaign_by_code(&self, code: &str) -> Result<Option<StoredCampaign>, StoreError> {
        Ok(campaign::Entity::find()
            .filter(campaign::Column::Code.eq(code))
            .one(self.vault.reader())
            .await?)
    }

    /// One campaign by its id.
    pub async fn campaign(&self, id: Uuid) -> Result<Option<StoredCampaign>, StoreError> {
        Ok(campaign::Entity::find_by_id(id)
            .one(self.vault.reader())
            .await?)
    }

    /// The campaign whose protocol has this SHA-256.
    pub async fn campaign_by_protocol_hash(
        &self,
        hash: &[u8],
    ) -> Result<Option<StoredCampaign>, StoreError> {
        Ok(campaign::Entity::find()
            .filter(campaign::Column::ProtocolHash.eq(hash))
            .one(self.vault.reader())
            .await?)
    }

    /// Keeps a new draft. A code that is taken is a conflict.
    pub async fn create_draft(&self, id: Uuid, code: &str, draft: &str) -> Result<(), StoreError> {
        let row = campaign::Model {
            id,
            code: code.to_owned(),
            state: DRAFT.to_owned(),
            draft: draft.to_owned(),
            protocol: None,
            protocol_hash: None,
            closes_on: None,
            released_on: None,
            handed_out: false,
            imported: false,
        };
        row.into_active_model()
            .insert(self.vault.writer())
            .await
            .map_err(taken)?;
        Ok(())
    }

    /// Replaces a draft. `false`: the campaign is no draft any more, and nothing changed.
    /// A code that is taken is a conflict.
    pub async fn change_draft(
        &self,
        id: Uuid,
        code: &str,
        draft: &str,
    ) -> Result<bool, StoreError> {
        let done = campaign::Entity::update_many()
            .col_expr(campaign::Column::Code, Expr::value(code))
            .col_expr(campaign::Column::Draft, Expr::value(draft))
            .filter(campaign::Column::Id.eq(id))
            .filter(campaign::Column::State.eq(DRAFT))
            .exec(self.vault.writer())
            .await
            .map_err(taken)?;
        Ok(done.rows_affected == 1)
    }

    /// Forgets a draft. `false`: it is no draft any more, and it stays.
    pub async fn discard_draft(&self, id: Uuid) -> Result<bool, StoreError> {
        let done = campaign::Entity::delete_many()
            .filter(campaign::Column::Id.eq(id))
            .filter(campaign::Column::State.eq(DRAFT))
            .exec(self.vault.writer())
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// Opens a campaign: protocol, subjects and assignments are frozen in one transaction, which
    /// also records who did it. `false`: it is no draft any more, or another draft than the
    /// protocol was made from; nothing changed.
    pub async fn open_campaign(
        &self,
        opening: &Opening,
        record: &AuditEntry,
    ) -> Result<bool, StoreError> {
        for _ in 0..audit::TRIES {
            match self.try_open(opening, record).await {
                Err(StoreError::Conflict) => {}
                done => return done,
            }
        }
        Err(StoreError::Conflict)
    }

    async fn try_open(&self, opening: &Opening, record: &AuditEntry) -> Result<bool, StoreError> {
        let transaction = self.vault.begin().await?;
        let done = campaign::Entity::update_many()
            .col_expr(campaign::Column::State, Expr::value(OPEN))
            .col_expr(
                campaign::Column::Protocol,
                Expr::value(opening.protocol.as_str()),
            )
            .col_expr(
                campaign::Column::ProtocolHash,
                Expr::value(opening.protocol_hash.as_slice()),
            )
            .col_expr(
                campaign::Column::ClosesOn,
                Expr::value(opening.closes_on.as_str()),
            )
            .filter(campaign::Column::Id.eq(opening.campaign))
            .filter(campaign::Column::State.eq(DRAFT))
            .filter(campaign::Column::Draft.eq(opening.draft.as_str()))
            .exec(&transaction)
            .await?;
        if done.rows_affected != 1 {
            transaction.rollback().await?;
            return Ok(false);
        }
        insert_subjects(&transaction, &opening.subjects).await?;
        insert_assignments(&transaction, &opening.assignments).await?;
        audit::append(&transaction, record).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Keeps a campaign made of ratings collected elsewhere: closed from the start, without raters,
    /// with its instrument and who did it, in one transaction. `false`: its code is taken, and
    /// nothing changed.
    pub async fn keep_imported_campaign(
        &self,
        imported: &ImportedCampaign,
        record: &AuditEntry,
    ) -> Result<bool, StoreError> {
        for _ in 0..audit::TRIES {
            match self.try_keep_imported(imported, record).await {
                Err(StoreError::Conflict) => {}
                done => return done,
            }
        }
        Err(StoreError::Conflict)
    }

    async fn try_keep_imported(
        &self,
        imported: &ImportedCampaign,
        record: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let mut row = imported.campaign.clone();
        row.state = CLOSED.to_owned();
        row.imported = true;
        let transaction = self.vault.begin().await?;
        match row
            .into_active_model()
            .insert(&transaction)
            .await
            .map_err(taken)
        {
            Ok(_) => {}
            Err(StoreError::Conflict) => {
                transaction.rollback().await?;
                return Ok(false);
            }
            Err(error) => return Err(error),
        }
        instrument::Entity::insert(imported.instrument.clone().into_active_model())
            .exec_without_returning(&transaction)
            .await?;
        insert_subjects(&transaction, &imported.subjects).await?;
        audit::append(&transaction, record).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Open → closed. `false`: it was not open.
    pub async fn close_campaign(&self, id: Uuid, record: &AuditEntry) -> Result<bool, StoreError> {
        self.step(id, OPEN, CLOSED, None, record).await
    }

    /// Closed → released, on this day (yyyy-MM-dd). `false`: it was not closed.
    pub async fn release_campaign(
        &self,
        id: Uuid,
        on: &str,
        record: &AuditEntry,
    ) -> Result<bool, StoreError> {
        self.step(id, CLOSED, RELEASED, Some(on), record).await
    }

    /// Released → archived. `false`: it was not released.
    pub async fn archive_campaign(
        &self,
        id: Uuid,
        record: &AuditEntry,
    ) -> Result<bool, StoreError> {
        self.step(id, RELEASED, ARCHIVED, None, record).await
    }

    async fn step(
        &self,
        id: Uuid,
        from: &str,
        to: &str,
        released_on: Option<&str>,
        record: &AuditEntry,
    ) -> Result<bool, StoreError> {
        for _ in 0..audit::TRIES {
            match self.try_step(id, from, to, released_on, record).await {
                Err(StoreError::Conflict) => {}
                done => return done,
            }
        }
        Err(StoreError::Conflict)
    }

    async fn try_step(
        &self,
        id: Uuid,
        from: &str,
        to: &str,
        released_on: Option<&str>,
        record: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let transaction = self.vault.begin().await?;
        let mut update = campaign::Entity::update_many()
            .col_expr(campaign::Column::State, Expr::value(to))
            .filter(campaign::Column::Id.eq(id))
            .filter(campaign::Column::State.eq(from));
        if let Some(day) = released_on {
            update = update.col_expr(campaign::Column::ReleasedOn, Expr::value(day));
        }
        if update.exec(&transaction).await?.rows_affected != 1 {
            transaction.rollback().await?;
            return Ok(false);
        }
        audit::append(&transaction, record).await?;
        transaction.commit().await?;
        Ok(true)
    }
}

/// Rows in one statement; far below the parameters that either engine takes.
const ROWS_AT_ONCE: usize = 500;

async fn insert_subjects(
    transaction: &DatabaseTransaction,
    rows: &[subject::Model],
) -> Result<(), StoreError> {
    for some in rows.chunks(ROWS_AT_ONCE) {
        let models = some.iter().cloned().map(IntoActiveModel::into_active_model);
        subject::Entity::insert_many(models)
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(())
}

async fn insert_assignments(
    transaction: &DatabaseTransaction,
    rows: &[assignment::Model],
) -> Result<(), StoreError> {
    for some in rows.chunks(ROWS_AT_ONCE) {
        let models = some.iter().cloned().map(IntoActiveModel::into_active_model);
        assignment::Entity::insert_many(models)
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(())
}

fn taken(error: sea_orm::DbErr) -> StoreError {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => StoreError::Conflict,
        _ => StoreError::Database(error),
    }
}
