//! Codes that may answer: their hash and scope, from the issue to the tally.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::Ballots;
use super::boxes::{self, BoxState};
use super::entities::code::{ActiveModel, Column, Entity, Model};
use crate::StoreError;

/// A code to be registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCode {
    /// SHA-256 of the code.
    pub code_hash: [u8; 32],
    /// The subject it is good for.
    pub subject: Uuid,
    /// The relation it is good for.
    pub relation: String,
}

/// A registered code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// SHA-256 of the code.
    pub code_hash: [u8; 32],
    /// The subject it is good for.
    pub subject: Uuid,
    /// The relation it is good for.
    pub relation: String,
}

/// What a registration did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registered {
    /// All codes stand, whether they stood before or not.
    Done,
    /// There is no such box, or it takes nothing any more.
    BoxClosed,
}

impl Ballots {
    /// Registers codes. A code that stands already stays as it is, so that a request which was
    /// interrupted can be repeated.
    pub async fn register_codes(
        &self,
        campaign: Uuid,
        codes: &[NewCode],
    ) -> Result<Registered, StoreError> {
        let tx = self.vault.begin().await?;
        match boxes::hold(&tx, campaign).await? {
            Some(slot) if slot.state == BoxState::Open => {}
            _ => return Ok(Registered::BoxClosed),
        }
        if !codes.is_empty() {
            let rows = codes.iter().map(|code| ActiveModel {
                campaign: Set(campaign),
                code_hash: Set(code.code_hash.to_vec()),
                subject: Set(code.subject),
                relation: Set(code.relation.clone()),
                versions: Set(0),
                forms: Set(None),
            });
            Entity::insert_many(rows)
                .on_conflict(
                    OnConflict::columns([Column::Campaign, Column::CodeHash])
                        .do_nothing()
                        .to_owned(),
                )
                .try_insert()
                .exec_without_returning(&tx)
                .await?;
        }
        tx.commit().await?;
        Ok(Registered::Done)
    }

    /// A registered code.
    pub async fn find_code(
        &self,
        campaign: Uuid,
        code_hash: &[u8; 32],
    ) -> Result<Option<Code>, StoreError> {
        Entity::find_by_id((campaign, code_hash.to_vec()))
            .one(self.vault.reader())
            .await?
            .map(Code::try_from)
            .transpose()
    }

    /// Codes of a campaign in the order of their hashes, beginning after `after`.
    pub async fn codes_after(
        &self,
        campaign: Uuid,
        after: Option<[u8; 32]>,
        limit: u64,
    ) -> Result<Vec<Code>, StoreError> {
        let mut query = Entity::find()
            .filter(Column::Campaign.eq(campaign))
            .order_by_asc(Column::CodeHash)
            .limit(limit);
        if let Some(after) = after {
            query = query.filter(Column::CodeHash.gt(after.to_vec()));
        }
        query
            .all(self.vault.reader())
            .await?
            .into_iter()
            .map(Code::try_from)
            .collect()
    }
}

impl TryFrom<Model> for Code {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let code_hash = row.code_hash.try_into().map_err(|_| StoreError::Damaged {
            table: "code",
            what: "a hash is not 32 bytes long".to_owned(),
        })?;
        Ok(Self {
            code_hash,
            subject: row.subject,
            relation: row.relation,
        })
    }
}
