//! Wrong codes of everybody together, per minute. No address, no account: only that codes are
//! being guessed.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::Roster;
use super::entities::wrong_code;
use crate::StoreError;

impl Roster {
    /// How many wrong codes this minute (of unix time) has seen.
    pub async fn n_wrong_codes(&self, minute: i64) -> Result<u32, StoreError> {
        let row = wrong_code::Entity::find_by_id(minute)
            .one(self.vault.reader())
            .await?;
        Ok(row.map_or(0, |row| row.n.unsigned_abs()))
    }

    /// Counts one more, and forgets the minutes before.
    pub async fn count_wrong_code(&self, minute: i64) -> Result<(), StoreError> {
        let transaction = self.vault.begin().await?;
        wrong_code::Entity::delete_many()
            .filter(wrong_code::Column::Minute.lt(minute))
            .exec(&transaction)
            .await?;
        wrong_code::Entity::insert(wrong_code::ActiveModel {
            minute: Set(minute),
            n: Set(1),
        })
        .on_conflict(
            OnConflict::column(wrong_code::Column::Minute)
                .value(
                    wrong_code::Column::N,
                    Expr::col((wrong_code::Entity, wrong_code::Column::N)).add(1),
                )
                .to_owned(),
        )
        .exec_without_returning(&transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }
}
