//! The schema of a vault against the one that this program knows.

use migrations::MigratorTrait;
#[cfg(test)]
use sea_orm_migration::sea_orm::ConnectionTrait;
use store::{StoreError, Vault};

/// Where a vault's schema stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema {
    /// Migrations it has, in order.
    pub applied: Vec<String>,
    /// Migrations it lacks, in order.
    pub pending: Vec<String>,
    /// A migration it has that this program does not know: a newer program was here.
    pub unknown: Option<String>,
}

/// Reads it.
pub async fn read<M: MigratorTrait>(vault: &Vault) -> Result<Schema, StoreError> {
    // The answer to an empty database is an empty list and a table for it, which does no harm.
    let applied: Vec<String> = M::get_migration_models(vault.writer())
        .await?
        .into_iter()
        .map(|row| row.version)
        .collect();
    let known: Vec<String> = M::migrations()
        .iter()
        .map(|migration| migration.name().to_owned())
        .collect();
    Ok(Schema {
        unknown: applied.iter().find(|name| !known.contains(name)).cloned(),
        pending: known
            .into_iter()
            .filter(|name| !applied.contains(name))
            .collect(),
        applied,
    })
}

/// Brings a vault to the newest schema: all of it, or nothing.
pub async fn bring_up_to_date<M: MigratorTrait>(vault: &Vault) -> Result<(), StoreError> {
    let transaction = vault.begin_alone().await?;
    M::up(&transaction, None).await?;
    transaction.commit().await?;
    Ok(())
}

/// Notes a migration that never was.
#[cfg(test)]
pub async fn pretend(vault: &Vault, migration: &str) {
    let row =
        format!("INSERT INTO seaql_migrations (version, applied_at) VALUES ('{migration}', 0)");
    vault.writer().execute_unprepared(&row).await.unwrap();
}
