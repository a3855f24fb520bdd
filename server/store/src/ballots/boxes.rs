//! The box of a campaign: open, closed, tallied, and never back.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set, TryInsertResult,
};
use uuid::Uuid;

use super::Ballots;
use super::entities::box_campaign::{ActiveModel, Column, Entity, Model};
use crate::StoreError;

/// How far a box is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoxState {
    /// Takes envelopes.
    Open,
    /// Takes none; the tally has not written yet.
    Closed,
    /// The answers are written; codes and envelopes are gone.
    Tallied,
}

impl BoxState {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Tallied => "tallied",
        }
    }

    pub(super) fn parse(text: &str) -> Result<Self, StoreError> {
        [Self::Open, Self::Closed, Self::Tallied]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| StoreError::Damaged {
                table: "box_campaign",
                what: "an unknown state".to_owned(),
            })
    }
}

/// A box to be set up when its campaign opens.
#[derive(Debug, Clone)]
pub struct NewBox {
    /// The campaign.
    pub campaign: Uuid,
    /// The one size of an envelope.
    pub envelope_bytes: u32,
    /// The frozen protocol, canonical JSON.
    pub protocol: String,
    /// The instrument it names, canonical JSON.
    pub instrument: String,
}

/// A box.
#[derive(Debug, Clone)]
pub struct BallotBox {
    /// The campaign.
    pub campaign: Uuid,
    /// How far it is.
    pub state: BoxState,
    /// The one size of an envelope.
    pub envelope_bytes: u32,
    /// The frozen protocol, canonical JSON.
    pub protocol: String,
    /// The instrument it names, canonical JSON.
    pub instrument: String,
    /// Counts of the tally as JSON.
    pub counts: Option<String>,
    /// Whether what the tally removed was also swept out of the files.
    pub swept: bool,
}

/// What decides whether an envelope is taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    pub(super) state: BoxState,
    pub(super) envelope_bytes: u32,
}

impl Ballots {
    /// Sets up the box of a campaign. A box that stands already is left as it is, so that an
    /// opening which was interrupted can be completed.
    pub async fn open_box(&self, new: NewBox) -> Result<(), StoreError> {
        set_up(self.vault.writer(), new, BoxState::Open).await
    }

    /// The box of a campaign.
    pub async fn find_box(&self, campaign: Uuid) -> Result<Option<BallotBox>, StoreError> {
        Entity::find_by_id(campaign)
            .one(self.vault.reader())
            .await?
            .map(BallotBox::try_from)
            .transpose()
    }

    /// Campaigns whose box is in this state.
    pub async fn boxes_in(&self, state: BoxState) -> Result<Vec<Uuid>, StoreError> {
        Ok(Entity::find()
            .select_only()
            .column(Column::Campaign)
            .filter(Column::State.eq(state.as_str()))
            .into_tuple()
            .all(self.vault.reader())
            .await?)
    }

    /// Stops the intake. `false` when it was stopped before. Batches under way are either
    /// complete before this or refused after it, because they hold the row while they write.
    pub async fn close_box(&self, campaign: Uuid) -> Result<bool, StoreError> {
        let done = Entity::update_many()
            .col_expr(Column::State, Expr::value(BoxState::Closed.as_str()))
            .filter(Column::Campaign.eq(campaign))
            .filter(Column::State.eq(BoxState::Open.as_str()))
            .exec(self.vault.writer())
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// Notes that nothing which the tally of this box removed is left in the files, so that it need
    /// not be swept again.
    pub async fn note_swept(&self, campaign: Uuid) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::Swept, Expr::value(true))
            .filter(Column::Campaign.eq(campaign))
            .filter(Column::State.eq(BoxState::Tallied.as_str()))
            .exec(self.vault.writer())
            .await?;
        Ok(())
    }
}

/// Sets a box up in a state. One that stands already is left as it is.
pub(super) async fn set_up(
    db: &impl ConnectionTrait,
    new: NewBox,
    state: BoxState,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        campaign: Set(new.campaign),
        state: Set(state.as_str().to_owned()),
        envelope_bytes: Set(signed(new.envelope_bytes)?),
        protocol: Set(new.protocol),
        instrument: Set(new.instrument),
        counts: Set(None),
        salt: Set(None),
        swept: Set(false),
    };
    let inserted = Entity::insert(row)
        .on_conflict(OnConflict::column(Column::Campaign).do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(db)
        .await?;
    match inserted {
        TryInsertResult::Inserted(_) | TryInsertResult::Conflicted | TryInsertResult::Empty => {
            Ok(())
        }
    }
}

/// Reads what decides about an envelope, and keeps the row from changing until the transaction
/// ends. SQLite has one writer and needs no such lock.
pub(super) async fn hold(
    db: &impl ConnectionTrait,
    campaign: Uuid,
) -> Result<Option<Slot>, StoreError> {
    let row: Option<(String, i32)> = Entity::find_by_id(campaign)
        .select_only()
        .column(Column::State)
        .column(Column::EnvelopeBytes)
        .lock_shared()
        .into_tuple()
        .one(db)
        .await?;
    row.map(|(state, envelope_bytes)| {
        Ok(Slot {
            state: BoxState::parse(&state)?,
            envelope_bytes: unsigned(envelope_bytes)?,
        })
    })
    .transpose()
}

impl TryFrom<Model> for BallotBox {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            campaign: row.campaign,
            state: BoxState::parse(&row.state)?,
            envelope_bytes: unsigned(row.envelope_bytes)?,
            protocol: row.protocol,
            instrument: row.instrument,
            counts: row.counts,
            swept: row.swept,
        })
    }
}

fn signed(bytes: u32) -> Result<i32, StoreError> {
    i32::try_from(bytes).map_err(|_| size_is_damaged())
}

fn unsigned(bytes: i32) -> Result<u32, StoreError> {
    u32::try_from(bytes).map_err(|_| size_is_damaged())
}

fn size_is_damaged() -> StoreError {
    StoreError::Damaged {
        table: "box_campaign",
        what: "the envelope size is out of range".to_owned(),
    }
}
