//! Sessions of raters: which invitation a browser opened. No time stands beside it; it lives as
//! long as its campaign is open. The order in which they were opened exists for an hour at most.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, Set,
};
use uuid::Uuid;

use super::Roster;
use super::entities::rater_session;
use crate::{Engine, StoreError};

/// Rows of one statement.
const ROWS: usize = 500;

/// A session as it is kept.
pub type StoredRaterSession = rater_session::Model;

impl Roster {
    /// Opens a session.
    pub async fn open_rater_session(&self, session: StoredRaterSession) -> Result<(), StoreError> {
        let row = rater_session::ActiveModel {
            token_hash: Set(session.token_hash),
            campaign_id: Set(session.campaign_id),
            person_id: Set(session.person_id),
        };
        rater_session::Entity::insert(row)
            .exec_without_returning(self.vault.writer())
            .await?;
        Ok(())
    }

    /// The session of a token.
    pub async fn rater_session(
        &self,
        token_hash: &[u8],
    ) -> Result<Option<StoredRaterSession>, StoreError> {
        Ok(rater_session::Entity::find_by_id(token_hash.to_vec())
            .one(self.vault.reader())
            .await?)
    }

    /// Ends a session.
    pub async fn end_rater_session(&self, token_hash: &[u8]) -> Result<(), StoreError> {
        rater_session::Entity::delete_by_id(token_hash.to_vec())
            .exec(self.vault.writer())
            .await?;
        Ok(())
    }

    /// Destroys the order in which sessions were opened: all are written anew in one transaction and
    /// in the order of their random hashes. SQLite has no row numbers here, but it keeps the order
    /// inside a page and in its log; PostgreSQL keeps it in the numbers of transactions and in the
    /// order of rows.
    pub async fn forget_order_of_sessions(&self) -> Result<(), StoreError> {
        match self.vault.engine() {
            Engine::Sqlite => {
                let transaction = self.vault.begin().await?;
                let rows = rater_session::Entity::find()
                    .order_by_asc(rater_session::Column::TokenHash)
                    .all(&transaction)
                    .await?;
                rater_session::Entity::delete_many()
                    .exec(&transaction)
                    .await?;
                for chunk in rows.chunks(ROWS) {
                    let models = chunk
                        .iter()
                        .cloned()
                        .map(|row| row.into_active_model().reset_all());
                    rater_session::Entity::insert_many(models)
                        .exec_without_returning(&transaction)
                        .await?;
                }
                transaction.commit().await?;
                // Where a reader kept the log from being emptied, the next hour does it.
                self.vault.empty_the_log().await?;
            }
            Engine::Postgres => {
                // Changed and not replaced: a session that is ended meanwhile stays ended.
                for statement in [
                    "UPDATE rater_session SET token_hash = token_hash",
                    "CLUSTER rater_session USING rater_session_pkey",
                ] {
                    self.vault.writer().execute_unprepared(statement).await?;
                }
            }
        }
        Ok(())
    }
}

/// Ends all sessions of a campaign, and answers how many there were.
pub(super) async fn end_all(db: &impl ConnectionTrait, campaign: Uuid) -> Result<u64, StoreError> {
    let ended = rater_session::Entity::delete_many()
        .filter(rater_session::Column::CampaignId.eq(campaign))
        .exec(db)
        .await?;
    Ok(ended.rows_affected)
}
