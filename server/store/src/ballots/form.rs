//! The way in for the plain form: the version is counted on the code's row, without a time, and
//! beside it stand the submission ids that were counted, which keep a form that is sent twice from
//! counting twice, or an old one from replacing a newer one.
//!
//! Until the hour's shuffle the envelope lies in the intake under its submission id, so that a form
//! which is sent again at once, by a second click or over a bad line, can be told whether the very
//! same answers lie there. Nothing needs that id later, and the shuffle draws another.

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
    /// It was counted before: a form that is sent again. Nothing was written.
    Repeated {
        /// What lies there; `None` once a shuffle took it.
        stored: Option<Vec<u8>>,
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
        let damaged = |what: &str| StoreError::Damaged {
            table: "code",
            what: what.to_owned(),
        };
        let row = Entity::find_by_id((campaign, code.code_hash.to_vec()))
            .one(&tx)
            .await
            .map_err(StoreError::from)?
            .ok_or_else(|| damaged("a row left while it was held"))?;
        let mut forms = row.forms.unwrap_or_default();
        let stored = envelopes::in_intake(&tx, campaign, submission).await?;
        let is_counted = forms.chunks(16).any(|form| form == submission.as_bytes());
        if is_counted || stored.is_some() {
            return Ok(FormPut::Repeated { stored });
        }
        forms.extend_from_slice(submission.as_bytes());
        let version = u32::try_from(row.versions)
            .map_err(|_| damaged("the count of versions is out of range"))?;
        let bytes = seal(version)?;
        if intake::judge_size(Some(slot), bytes.len()) != Put::Stored {
            return Err(StoreError::Damaged {
                table: "box_campaign",
                what: "an envelope was made of another size".to_owned(),
            }
            .into());
        }
        Entity::update_many()
            .col_expr(Column::Forms, Expr::value(forms))
            .filter(Column::Campaign.eq(campaign))
            .filter(Column::CodeHash.eq(code.code_hash.to_vec()))
            .exec(&tx)
            .await
            .map_err(StoreError::from)?;
        envelopes::insert(&tx, Table::Intake, campaign, vec![(submission, bytes)]).await?;
        tx.commit().await.map_err(StoreError::from)?;
        Ok(FormPut::Stored)
    }
}
