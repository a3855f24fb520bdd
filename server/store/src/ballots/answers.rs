//! The answers after the tally, for those who compute figures: page by page, in the order of random
//! ids, which tells nothing.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::Ballots;
use super::entities::{ballot, box_campaign, comment};
use crate::StoreError;

/// A ballot as the tally wrote it.
pub type StoredBallot = ballot::Model;

/// A comment as the tally wrote it.
pub type StoredComment = comment::Model;

impl Ballots {
    /// The salt of the hash of a campaign's answers; `None` before the tally. It is for that hash
    /// alone: whoever has it can try out answers on a published hash.
    pub async fn salt_of_answers(&self, campaign: Uuid) -> Result<Option<[u8; 32]>, StoreError> {
        let salt: Option<Option<Vec<u8>>> = box_campaign::Entity::find_by_id(campaign)
            .select_only()
            .column(box_campaign::Column::Salt)
            .into_tuple()
            .one(self.vault.reader())
            .await?;
        salt.flatten()
            .map(|salt| {
                salt.try_into().map_err(|_| StoreError::Damaged {
                    table: "box_campaign",
                    what: "the salt is not 32 bytes long".to_owned(),
                })
            })
            .transpose()
    }

    /// A page of the ballots of a campaign.
    pub async fn ballots_after(
        &self,
        campaign: Uuid,
        after: Option<Uuid>,
        limit: u64,
    ) -> Result<Vec<StoredBallot>, StoreError> {
        let mut page = ballot::Entity::find().filter(ballot::Column::Campaign.eq(campaign));
        if let Some(after) = after {
            page = page.filter(ballot::Column::Id.gt(after));
        }
        Ok(page
            .order_by_asc(ballot::Column::Id)
            .limit(limit)
            .all(self.vault.reader())
            .await?)
    }

    /// A page of the comments of a campaign.
    pub async fn comments_after(
        &self,
        campaign: Uuid,
        after: Option<Uuid>,
        limit: u64,
    ) -> Result<Vec<StoredComment>, StoreError> {
        let mut page = comment::Entity::find().filter(comment::Column::Campaign.eq(campaign));
        if let Some(after) = after {
            page = page.filter(comment::Column::Id.gt(after));
        }
        Ok(page
            .order_by_asc(comment::Column::Id)
            .limit(limit)
            .all(self.vault.reader())
            .await?)
    }

    /// The comments about some subjects of a campaign, in no order worth knowing.
    pub async fn comments_about(
        &self,
        campaign: Uuid,
        subjects: &[Uuid],
    ) -> Result<Vec<StoredComment>, StoreError> {
        Ok(comment::Entity::find()
            .filter(comment::Column::Campaign.eq(campaign))
            .filter(comment::Column::Subject.is_in(subjects.iter().copied()))
            .order_by_asc(comment::Column::Id)
            .all(self.vault.reader())
            .await?)
    }
}
