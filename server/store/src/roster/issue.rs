//! Which way an assignment is answered: not issued yet, in the browser, or with the plain form.
//! It is taken once and stays until the tally; then it is over, for all alike. There is no time
//! beside it.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, Value};
use uuid::Uuid;

use super::Roster;
use super::entities::assignment;
use crate::StoreError;

/// The way of an assignment, as it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoredWay {
    /// Not issued yet.
    Open,
    /// Issued to the browser page.
    Browser,
    /// Issued to the plain form.
    Form,
    /// The tally is done, and whether it was ever issued is forgotten: where one of three answers,
    /// a list of who was issued would name the one.
    Over,
}

impl StoredWay {
    /// As it is kept.
    pub const fn as_number(self) -> i16 {
        match self {
            Self::Open => 0,
            Self::Browser => 1,
            Self::Form => 2,
            Self::Over => 3,
        }
    }

    /// The inverse of [`StoredWay::as_number`].
    pub fn from_number(number: i16) -> Result<Self, StoreError> {
        [Self::Open, Self::Browser, Self::Form, Self::Over]
            .into_iter()
            .find(|way| way.as_number() == number)
            .ok_or_else(|| StoreError::Damaged {
                table: "assignment",
                what: "an unknown way".to_owned(),
            })
    }
}

impl Roster {
    /// Issues these assignments, all or none: each moves from not issued to `way` and keeps the
    /// digest that binds a retry. `false`: one of them was issued meanwhile; nothing changed.
    pub async fn issue(
        &self,
        assignments: &[Uuid],
        way: StoredWay,
        digest: &[u8; 32],
    ) -> Result<bool, StoreError> {
        // In one order for everybody: two requests that meet wait for each other once, not crosswise.
        let mut ids = assignments.to_vec();
        ids.sort_unstable();
        let transaction = self.vault.begin().await?;
        for id in ids {
            let done = assignment::Entity::update_many()
                .col_expr(assignment::Column::Way, Expr::value(way.as_number()))
                .col_expr(assignment::Column::Digest, Expr::value(digest.to_vec()))
                .filter(assignment::Column::Id.eq(id))
                .filter(assignment::Column::Way.eq(StoredWay::Open.as_number()))
                .exec(&transaction)
                .await?;
            if done.rows_affected != 1 {
                transaction.rollback().await?;
                return Ok(false);
            }
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Forgets who was issued in a campaign, which way and with which digest, and ends its raters'
    /// sessions: after the close nothing is bound any more, and all assignments look alike. All of
    /// them are written, so that no number of a transaction tells those apart that had something to
    /// forget. `false`: there was nothing.
    pub async fn forget_raters(&self, campaign: Uuid) -> Result<bool, StoreError> {
        let transaction = self.vault.begin().await?;
        let remembered = Condition::any()
            .add(assignment::Column::Digest.is_not_null())
            .add(assignment::Column::Way.ne(StoredWay::Over.as_number()));
        let n_remembered = assignment::Entity::find()
            .filter(assignment::Column::CampaignId.eq(campaign))
            .filter(remembered)
            .count(&transaction)
            .await?;
        if n_remembered > 0 {
            assignment::Entity::update_many()
                .col_expr(
                    assignment::Column::Way,
                    Expr::value(StoredWay::Over.as_number()),
                )
                .col_expr(assignment::Column::Digest, Expr::value(Value::Bytes(None)))
                .filter(assignment::Column::CampaignId.eq(campaign))
                .exec(&transaction)
                .await?;
        }
        let ended = super::rater_sessions::end_all(&transaction, campaign).await?;
        transaction.commit().await?;
        Ok(n_remembered + ended > 0)
    }
}
