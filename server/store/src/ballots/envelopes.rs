//! The three tables that hold envelopes, under one roof: they have the same columns.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use crate::StoreError;

/// One of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Table {
    /// Since the last full hour, as it came.
    Intake,
    /// Of today, shuffled.
    Day,
    /// Everything before, shuffled.
    Pool,
}

impl Table {
    pub(super) const ALL: [Self; 3] = [Self::Intake, Self::Day, Self::Pool];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Day => "pool_day",
            Self::Pool => "pool",
        }
    }
}

/// An envelope and its random id.
pub(super) type Row = (Uuid, Vec<u8>);

/// Puts envelopes in, in this order. One whose id stands there already is left out.
pub(super) async fn insert(
    db: &impl ConnectionTrait,
    table: Table,
    campaign: Uuid,
    rows: Vec<Row>,
) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut statement = Query::insert();
    statement
        .into_table(table.name())
        .columns(["campaign", "id", "envelope"])
        .on_conflict(
            OnConflict::columns(["campaign", "id"])
                .do_nothing()
                .to_owned(),
        );
    for (id, envelope) in rows {
        statement
            .values([campaign.into(), id.into(), envelope.into()])
            .map_err(|error| DbErr::Custom(error.to_string()))?;
    }
    db.execute(&statement).await?;
    Ok(())
}

/// The ids in a table.
pub(super) async fn ids(
    db: &impl ConnectionTrait,
    table: Table,
    campaign: Uuid,
) -> Result<Vec<Uuid>, StoreError> {
    let statement = Query::select()
        .column("id")
        .from(table.name())
        .and_where(Expr::col("campaign").eq(campaign))
        .to_owned();
    db.query_all(&statement)
        .await?
        .iter()
        .map(|row| Ok(row.try_get_by_index(0)?))
        .collect()
}

/// How many envelopes lie in a table.
pub(super) async fn count(
    db: &impl ConnectionTrait,
    table: Table,
    campaign: Uuid,
) -> Result<u64, StoreError> {
    let statement = Query::select()
        .expr(Expr::col("id").count())
        .from(table.name())
        .and_where(Expr::col("campaign").eq(campaign))
        .to_owned();
    let Some(row) = db.query_one(&statement).await? else {
        return Ok(0);
    };
    let n: i64 = row.try_get_by_index(0)?;
    Ok(n.unsigned_abs())
}

/// These envelopes, by id.
pub(super) async fn by_ids(
    db: &impl ConnectionTrait,
    table: Table,
    campaign: Uuid,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<u8>>, StoreError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let statement = Query::select()
        .columns(["id", "envelope"])
        .from(table.name())
        .and_where(Expr::col("campaign").eq(campaign))
        .and_where(Expr::col("id").is_in(ids.iter().copied()))
        .to_owned();
    db.query_all(&statement)
        .await?
        .iter()
        .map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)))
        .collect()
}

/// A page of envelopes in the order of their random ids.
pub(super) async fn after(
    db: &impl ConnectionTrait,
    table: Table,
    campaign: Uuid,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Row>, StoreError> {
    let mut statement = Query::select();
    statement
        .columns(["id", "envelope"])
        .from(table.name())
        .and_where(Expr::col("campaign").eq(campaign))
        .order_by("id", sea_orm::Order::Asc)
        .limit(limit);
    if let Some(after) = after {
        statement.and_where(Expr::col("id").gt(after));
    }
    db.query_all(&statement)
        .await?
        .iter()
        .map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)))
        .collect()
}

/// Takes these envelopes out.
pub(super) async fn delete(
    db: &impl ConnectionTrait,
    table: Table,
    campaign: Uuid,
    ids: &[Uuid],
) -> Result<(), StoreError> {
    if ids.is_empty() {
        return Ok(());
    }
    let statement = Query::delete()
        .from_table(table.name())
        .and_where(Expr::col("campaign").eq(campaign))
        .and_where(Expr::col("id").is_in(ids.iter().copied()))
        .to_owned();
    db.execute(&statement).await?;
    Ok(())
}

/// Empties the table of a campaign.
pub(super) async fn clear(
    db: &impl ConnectionTrait,
    table: Table,
    campaign: Uuid,
) -> Result<(), StoreError> {
    let statement = Query::delete()
        .from_table(table.name())
        .and_where(Expr::col("campaign").eq(campaign))
        .to_owned();
    db.execute(&statement).await?;
    Ok(())
}

/// The envelope that arrived under this id, until a shuffle takes it.
pub(super) async fn in_intake(
    db: &impl ConnectionTrait,
    campaign: Uuid,
    id: Uuid,
) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(by_ids(db, Table::Intake, campaign, &[id])
        .await?
        .remove(&id))
}
