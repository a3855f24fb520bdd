//! Subjects: whom a campaign is about, with names as they were when it opened.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::Roster;
use super::entities::subject;
use crate::StoreError;

/// A subject as it is kept.
pub type StoredSubject = subject::Model;

impl Roster {
    /// All subjects of a campaign, by unit and name.
    pub async fn subjects(&self, campaign: Uuid) -> Result<Vec<StoredSubject>, StoreError> {
        Ok(subject::Entity::find()
            .filter(subject::Column::CampaignId.eq(campaign))
            .order_by_asc(subject::Column::SortKey)
            .order_by_asc(subject::Column::StaffCode)
            .all(self.vault.reader())
            .await?)
    }

    /// How many subjects a campaign has.
    pub async fn n_subjects(&self, campaign: Uuid) -> Result<u64, StoreError> {
        Ok(subject::Entity::find()
            .filter(subject::Column::CampaignId.eq(campaign))
            .count(self.vault.reader())
            .await?)
    }

    /// One subject of a campaign by staff code.
    pub async fn subject_by_staff_code(
        &self,
        campaign: Uuid,
        staff_code: &str,
    ) -> Result<Option<StoredSubject>, StoreError> {
        Ok(subject::Entity::find()
            .filter(subject::Column::CampaignId.eq(campaign))
            .filter(subject::Column::StaffCode.eq(staff_code))
            .one(self.vault.reader())
            .await?)
    }

    /// In which campaigns a person is rated.
    pub async fn subjects_of_person(&self, person: Uuid) -> Result<Vec<StoredSubject>, StoreError> {
        Ok(subject::Entity::find()
            .filter(subject::Column::PersonId.eq(person))
            .all(self.vault.reader())
            .await?)
    }
}
