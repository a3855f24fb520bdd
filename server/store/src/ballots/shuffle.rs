//! Destroying the order of arrival. Each shuffle rewrites what it reaches in one transaction and
//! in an order drawn at random, so that neither the order of rows nor a transaction's number tells
//! which envelope came before which.
//!
//! Every envelope gets a new id on the way, so that no id which somebody noted, or which a form in a
//! browser carried, leads to an envelope later. It does not make two copies of an open vault safe to
//! compare: an envelope's bytes, and the code in it, stay what they are until the tally.

use std::collections::HashMap;

use rand::CryptoRng;
use rand::seq::SliceRandom;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
};
use uuid::Uuid;

use super::Ballots;
use super::entities::code;
use super::envelopes::{self, Row, Table};
use crate::StoreError;

/// Envelopes held in memory at a time.
const CHUNK: usize = 200;

/// How far a shuffle reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Every hour: what just came, with the rest of the day.
    Hour,
    /// Every night, and at the close: everything.
    All,
}

impl Reach {
    const fn from(self) -> &'static [Table] {
        match self {
            Self::Hour => &[Table::Intake, Table::Day],
            Self::All => &[Table::Intake, Table::Day, Table::Pool],
        }
    }

    const fn into(self) -> Table {
        match self {
            Self::Hour => Table::Day,
            Self::All => Table::Pool,
        }
    }
}

impl Ballots {
    /// Shuffles the box of a campaign, its codes included. Answers how many envelopes were
    /// rewritten: none when nothing new came.
    pub async fn shuffle(
        &self,
        campaign: Uuid,
        reach: Reach,
        rng: &mut (impl CryptoRng + Send),
    ) -> Result<usize, StoreError> {
        let tx = self.vault.begin().await?;
        let mut order: Vec<(Table, Uuid)> = Vec::new();
        let mut n_new = 0;
        for &table in reach.from() {
            let ids = envelopes::ids(&tx, table, campaign).await?;
            if table != reach.into() {
                n_new += ids.len();
            }
            order.extend(ids.into_iter().map(|id| (table, id)));
        }
        shuffle_codes(&tx, campaign, rng).await?;
        if n_new == 0 {
            tx.commit().await?;
            return Ok(0);
        }
        order.shuffle(rng);
        for chunk in order.chunks(CHUNK) {
            let rows = take(&tx, campaign, chunk, rng).await?;
            envelopes::insert(&tx, reach.into(), campaign, rows).await?;
        }
        tx.commit().await?;
        Ok(order.len())
    }
}

/// Takes these envelopes out of their tables, in this order, and gives each a new id.
async fn take(
    tx: &impl ConnectionTrait,
    campaign: Uuid,
    chunk: &[(Table, Uuid)],
    rng: &mut impl CryptoRng,
) -> Result<Vec<Row>, StoreError> {
    let mut found = HashMap::with_capacity(chunk.len());
    for table in Table::ALL {
        let ids: Vec<Uuid> = chunk
            .iter()
            .filter(|(from, _)| *from == table)
            .map(|(_, id)| *id)
            .collect();
        found.extend(envelopes::by_ids(tx, table, campaign, &ids).await?);
        envelopes::delete(tx, table, campaign, &ids).await?;
    }
    chunk
        .iter()
        .map(|(table, id)| {
            found
                .remove(id)
                .map(|envelope| (fresh_id(rng), envelope))
                .ok_or_else(|| StoreError::Damaged {
                    table: table.name(),
                    what: "an envelope left during the shuffle".to_owned(),
                })
        })
        .collect()
}

fn fresh_id(rng: &mut impl CryptoRng) -> Uuid {
    let mut bytes = [0; 16];
    rng.fill_bytes(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// The codes of one request stand side by side in the order they came; here they are parted.
async fn shuffle_codes(
    tx: &impl ConnectionTrait,
    campaign: Uuid,
    rng: &mut (impl CryptoRng + Send),
) -> Result<(), StoreError> {
    let of_campaign = code::Column::Campaign.eq(campaign);
    let mut rows = code::Entity::find()
        .filter(of_campaign.clone())
        .all(tx)
        .await?;
    rows.shuffle(rng);
    code::Entity::delete_many()
        .filter(of_campaign)
        .exec(tx)
        .await?;
    for chunk in rows.chunks(CHUNK) {
        let models = chunk
            .iter()
            .cloned()
            .map(|row| row.into_active_model().reset_all());
        code::Entity::insert_many(models)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}
