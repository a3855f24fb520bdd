//! What keeps a vault well: a copy of it, a lock for the change of its schema, and what a check-up asks.

use std::path::Path;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement, Value};

use crate::{Engine, StoreError, Vault};

/// Any number that nothing else of ours locks by.
const MIGRATION_LOCK: i64 = 0x746f_616e_6361_6e68;

/// What a check-up of a SQLite vault found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqliteHealth {
    /// `wal` is what we need.
    pub journal_mode: String,
    /// Whether foreign keys are enforced.
    pub foreign_keys: bool,
    /// `ok`, or the first thing that is damaged.
    pub integrity: String,
    /// Rows whose foreign key leads nowhere.
    pub n_dangling: u64,
}

impl Vault {
    /// Writes a copy of a SQLite vault, as it is at this moment, into a file that must not exist.
    pub async fn copy_into(&self, file: &Path) -> Result<(), StoreError> {
        let path = Value::from(file.display().to_string());
        let copy = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [path]);
        self.reader().execute_raw(copy).await?;
        Ok(())
    }

    /// Brings the log of a SQLite vault into its file and empties it. `false`: somebody still reads
    /// what stands in it, and it stays.
    pub(crate) async fn empty_the_log(&self) -> Result<bool, StoreError> {
        let statement =
            Statement::from_string(DbBackend::Sqlite, "PRAGMA wal_checkpoint(TRUNCATE)");
        let row = self.writer().query_one_raw(statement).await?;
        let row = row.ok_or_else(|| StoreError::Damaged {
            table: "sqlite",
            what: "no answer to a checkpoint".to_owned(),
        })?;
        Ok(row.try_get_by_index::<i64>(0)? == 0)
    }

    /// A transaction for a change of the schema. On PostgreSQL a second server that starts at the
    /// same time waits until the first is done.
    pub async fn begin_alone(&self) -> Result<DatabaseTransaction, StoreError> {
        let transaction = self.begin().await?;
        if self.engine() == Engine::Postgres {
            let lock = format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})");
            transaction.execute_unprepared(&lock).await?;
        }
        Ok(transaction)
    }

    /// A check-up of a SQLite vault. It reads the whole file.
    pub async fn check_sqlite(&self) -> Result<SqliteHealth, StoreError> {
        let dangling = Statement::from_string(DbBackend::Sqlite, "PRAGMA foreign_key_check");
        let dangling = self.reader().query_all_raw(dangling).await?;
        Ok(SqliteHealth {
            journal_mode: self.pragma("journal_mode").await?,
            foreign_keys: self.pragma::<i64>("foreign_keys").await? == 1,
            integrity: self.pragma("integrity_check").await?,
            n_dangling: dangling.len() as u64,
        })
    }

    async fn pragma<T: sea_orm::TryGetable>(&self, name: &'static str) -> Result<T, StoreError> {
        let statement = Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {name}"));
        let row = self.reader().query_one_raw(statement).await?;
        let row = row.ok_or_else(|| StoreError::Damaged {
            table: "sqlite",
            what: format!("no answer to PRAGMA {name}"),
        })?;
        Ok(row.try_get_by_index(0)?)
    }
}
