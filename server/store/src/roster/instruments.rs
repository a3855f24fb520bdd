//! Instruments, version by version. A version once kept never changes.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use super::Roster;
use super::entities::instrument;
use crate::StoreError;

/// A version of an instrument as it is kept.
pub type StoredInstrument = instrument::Model;

impl Roster {
    /// Keeps a version. The same one again is no change; another content under the same id and
    /// version is a conflict.
    pub async fn keep_instrument(&self, row: StoredInstrument) -> Result<(), StoreError> {
        let (id, version, hash) = (row.id.clone(), row.version, row.hash.clone());
        instrument::Entity::insert(row.into_active_model())
            .on_conflict(
                OnConflict::columns([instrument::Column::Id, instrument::Column::Version])
                    .do_nothing()
                    .to_owned(),
            )
            .exec_without_returning(self.vault.writer())
            .await?;
        match self.instrument(&id, version).await? {
            Some(kept) if kept.hash == hash => Ok(()),
            _ => Err(StoreError::Conflict),
        }
    }

    /// One version.
    pub async fn instrument(
        &self,
        id: &str,
        version: i32,
    ) -> Result<Option<StoredInstrument>, StoreError> {
        Ok(instrument::Entity::find()
            .filter(instrument::Column::Id.eq(id))
            .filter(instrument::Column::Version.eq(version))
            .one(self.vault.reader())
            .await?)
    }

    /// The newest version of each instrument, by id.
    pub async fn newest_instruments(&self) -> Result<Vec<StoredInstrument>, StoreError> {
        let mut rows = instrument::Entity::find()
            .order_by_asc(instrument::Column::Id)
            .order_by_desc(instrument::Column::Version)
            .all(self.vault.reader())
            .await?;
        rows.dedup_by(|later, kept| later.id == kept.id);
        Ok(rows)
    }
}
