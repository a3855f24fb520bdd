//! Settings of the installation that the administrator makes in the browser.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::Roster;
use super::entities::setting;
use crate::StoreError;

impl Roster {
    /// The value of a setting.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        let row = setting::Entity::find_by_id(name.to_owned())
            .one(self.vault.reader())
            .await?;
        Ok(row.map(|row| row.value))
    }

    /// Sets it, for the first time or anew.
    pub async fn set_setting(&self, name: &str, value: &str) -> Result<(), StoreError> {
        setting::Entity::insert(setting::ActiveModel {
            name: Set(name.to_owned()),
            value: Set(value.to_owned()),
        })
        .on_conflict(
            OnConflict::column(setting::Column::Name)
                .update_column(setting::Column::Value)
                .to_owned(),
        )
        .exec_without_returning(self.vault.writer())
        .await?;
        Ok(())
    }
}
