//! The release ledger: exactly what was shown of each subject. A line is written once and stays.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    TryInsertResult,
};
use uuid::Uuid;

use super::Ballots;
use super::entities::released_profile::{Column, Entity, Model};
use crate::StoreError;

/// One line of the ledger.
pub type ReleasedProfile = Model;

impl Ballots {
    /// Adds lines, in one transaction. One that stands there already is left as it is, so that a
    /// release which was interrupted can be completed.
    pub async fn keep_released(&self, lines: Vec<ReleasedProfile>) -> Result<(), StoreError> {
        if lines.is_empty() {
            return Ok(());
        }
        let lines = lines
            .into_iter()
            .map(|line| line.into_active_model().reset_all());
        let inserted = Entity::insert_many(lines)
            .on_conflict(
                OnConflict::columns([Column::Campaign, Column::Subject])
                    .do_nothing()
                    .to_owned(),
            )
            .try_insert()
            .exec_without_returning(self.vault.writer())
            .await?;
        match inserted {
            TryInsertResult::Inserted(_) | TryInsertResult::Conflicted | TryInsertResult::Empty => {
                Ok(())
            }
        }
    }

    /// How many subjects of a campaign are in the ledger.
    pub async fn n_released(&self, campaign: Uuid) -> Result<u64, StoreError> {
        Ok(Entity::find()
            .filter(Column::Campaign.eq(campaign))
            .count(self.vault.reader())
            .await?)
    }

    /// What was released of some subjects of a campaign.
    pub async fn released(
        &self,
        campaign: Uuid,
        subjects: &[Uuid],
    ) -> Result<Vec<ReleasedProfile>, StoreError> {
        Ok(Entity::find()
            .filter(Column::Campaign.eq(campaign))
            .filter(Column::Subject.is_in(subjects.iter().copied()))
            .all(self.vault.reader())
            .await?)
    }
}
