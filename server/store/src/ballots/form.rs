//! The way in for the plain form: the version is counted on the code's row, without a time, and
//! the submission id keeps a form that is sent twice from counting twice.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::boxes::{self, BoxState};
use super::codes::NewCode;
use super::entities::code::{Column, Entity};
use super::envelopes::{self, Table};
use super::{Ballots, Put, intake};
use crate::StoreError;

/// What became of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormPut {
    /// Its envelope is on the disk.
    Stored,
    /// An envelope lay there before: a form that is sent again. Nothing was written.
    Repeated {
        /// What lies there.
        stored: Vec<u8>,
    },
    /// Its code is not registered for this scope.
    UnknownCode,
    /// There is no such box, or it takes nothing any more.
    BoxClosed,
}

impl Ballots {
    /// Puts the envelope of a form into the box under its submission id. `seal` makes it once the
    /// version is known; equal ids are stored once, whatever they hold.
    pub async fn put_form<E: From<StoreError>>(
        &self,
        campaign: Uuid,
        submission: Uuid,
        code: &NewCode,
        seal: impl FnOnce(u32) -> Result<Vec<u8>, E>,
    ) -> Result<FormPut, E> {
        let tx = self.vault.begin().await?;
        let slot = match boxes::hold(&tx, campaign).await? {
            Some(slot) if slot.state == BoxState::Open => slot,
            _ => return Ok(FormPut::BoxClosed),
        };
        // Holds the row, so that the same form sent twice at once is judged one after the other.
        let counted = Entity::update_many()
            .col_expr(Column::Versions, Expr::col(Column::Versions).add(1))
            .filter(Column::Campaign.eq(campaign))
            .filter(Column::CodeHash.eq(code.code_hash.to_vec()))
            .filter(Column::Subject.eq(code.subject))
            .filter(Column::Relation.eq(code.relation.as_str()))
            .exec(&tx)
            .await
            .map_err(StoreError::from)?;
        if counted.rows_affected != 1 {
            return Ok(FormPut::UnknownCode);
        }
        if let Some(stored) = envelopes::find(&tx, campaign, submission).await? {
            return Ok(FormPut::Repeated { stored });
        }
        let row = Entity::find_by_id((campaign, code.code_hash.to_vec()))
            .one(&tx)
            .await
            .map_err(StoreError::from)?;
        let version = row
            .and_then(|row| u32::try_from(row.versions).ok())
            .ok_or_else(|| StoreError::Damaged {
                table: "code",
                what: "the count of versions is out of range".to_owned(),
            })?;
        let bytes = seal(version)?;
        if intake::judge_size(Some(slot), bytes.len()) != Put::Stored {
            return Err(StoreError::Damaged {
                table: "box_campaign",
                what: "an envelope was made of another size".to_owned(),
            }
            .into());
        }
        envelopes::insert(&tx, Table::Intake, campaign, vec![(submission, bytes)]).await?;
        tx.commit().await.map_err(StoreError::from)?;
        Ok(FormPut::Stored)
    }
}
