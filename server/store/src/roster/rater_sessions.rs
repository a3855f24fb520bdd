//! Sessions of raters: which invitation a browser opened. No time stands beside it; it lives as
//! long as its campaign is open.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::Roster;
use super::entities::rater_session;
use crate::StoreError;

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
}

/// Ends all sessions of a campaign, and answers how many there were.
pub(super) async fn end_all(db: &impl ConnectionTrait, campaign: Uuid) -> Result<u64, StoreError> {
    let ended = rater_session::Entity::delete_many()
        .filter(rater_session::Column::CampaignId.eq(campaign))
        .exec(db)
        .await?;
    Ok(ended.rows_affected)
}
