//! Invitations: hashes of the codes that bring a rater in, and whether they were handed out.

use std::collections::BTreeMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::Roster;
use super::audit::{self, AuditEntry};
use super::entities::{campaign, invitation, rater_session};
use crate::StoreError;

/// An invitation as it is kept.
pub type StoredInvitation = invitation::Model;

const ROWS_AT_ONCE: usize = 500;

impl Roster {
    /// The invitation behind a link.
    pub async fn invitation_by_link(
        &self,
        link_hash: &[u8],
    ) -> Result<Option<StoredInvitation>, StoreError> {
        Ok(invitation::Entity::find()
            .filter(invitation::Column::LinkHash.eq(link_hash))
            .one(self.vault.reader())
            .await?)
    }

    /// The invitation behind a short code.
    pub async fn invitation_by_short_code(
        &self,
        short_hash: &[u8],
    ) -> Result<Option<StoredInvitation>, StoreError> {
        Ok(invitation::Entity::find()
            .filter(invitation::Column::ShortHash.eq(short_hash))
            .one(self.vault.reader())
            .await?)
    }

    /// All invitations of a campaign, by person.
    pub async fn invitations(
        &self,
        campaign: Uuid,
    ) -> Result<BTreeMap<Uuid, StoredInvitation>, StoreError> {
        let rows = invitation::Entity::find()
            .filter(invitation::Column::CampaignId.eq(campaign))
            .all(self.vault.reader())
            .await?;
        Ok(rows.into_iter().map(|row| (row.person_id, row)).collect())
    }

    /// Keeps the hashes of the one list, that it was handed out, and who did it, in one
    /// transaction. `false`: the campaign is not open, or a list was handed out before; nothing
    /// changed.
    pub async fn hand_out_invitations(
        &self,
        campaign: Uuid,
        rows: &[StoredInvitation],
        record: &AuditEntry,
    ) -> Result<bool, StoreError> {
        self.put(campaign, rows, false, record).await
    }

    /// Replaces all codes of a campaign and ends its raters' sessions: what is out, or has fallen
    /// into wrong hands, opens nothing any more. It replaces everybody's, so that the new list
    /// does not tell who has been in. `false`: the campaign is not open, or no list was handed
    /// out before; nothing changed.
    pub async fn replace_invitations(
        &self,
        campaign: Uuid,
        rows: &[StoredInvitation],
        record: &AuditEntry,
    ) -> Result<bool, StoreError> {
        self.put(campaign, rows, true, record).await
    }

    async fn put(
        &self,
        campaign: Uuid,
        rows: &[StoredInvitation],
        replace: bool,
        record: &AuditEntry,
    ) -> Result<bool, StoreError> {
        for _ in 0..audit::TRIES {
            match self.try_put(campaign, rows, replace, record).await {
                Err(StoreError::Conflict) => {}
                done => return done,
            }
        }
        Err(StoreError::Conflict)
    }

    async fn try_put(
        &self,
        campaign: Uuid,
        rows: &[StoredInvitation],
        replace: bool,
        record: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let transaction = self.vault.begin().await?;
        if !mark_handed_out(&transaction, campaign, replace).await? {
            transaction.rollback().await?;
            return Ok(false);
        }
        if replace {
            invitation::Entity::delete_many()
                .filter(invitation::Column::CampaignId.eq(campaign))
                .exec(&transaction)
                .await?;
            rater_session::Entity::delete_many()
                .filter(rater_session::Column::CampaignId.eq(campaign))
                .exec(&transaction)
                .await?;
        }
        for some in rows.chunks(ROWS_AT_ONCE) {
            let models = some.iter().cloned().map(IntoActiveModel::into_active_model);
            invitation::Entity::insert_many(models)
                .exec_without_returning(&transaction)
                .await?;
        }
        audit::append(&transaction, record).await?;
        transaction.commit().await?;
        Ok(true)
    }
}

async fn mark_handed_out(
    transaction: &DatabaseTransaction,
    campaign: Uuid,
    before: bool,
) -> Result<bool, StoreError> {
    let done = campaign::Entity::update_many()
        .col_expr(campaign::Column::HandedOut, Expr::value(true))
        .filter(campaign::Column::Id.eq(campaign))
        .filter(campaign::Column::State.eq("open"))
        .filter(campaign::Column::HandedOut.eq(before))
        .exec(transaction)
        .await?;
    Ok(done.rows_affected == 1)
}
