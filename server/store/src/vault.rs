//! One vault: a connection for writing and connections for reading.
//!
//! On SQLite there is exactly one writer. A read that turns into a write would fail with a
//! snapshot error that no timeout cures, so writes have a pool of one connection of their own.
//! On PostgreSQL both are the same pool.

use std::path::Path;
use std::time::Duration;

use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use crate::StoreError;

/// The database engine behind a vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// One file beside the program.
    Sqlite,
    /// A server.
    Postgres,
}

/// Connections to one vault. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Vault {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    engine: Engine,
}

const SQLITE_READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;

impl Vault {
    /// Opens (and creates, on SQLite) the vault behind a URL: `sqlite:///path/file.db` or
    /// `postgres://…`. Statements are never logged: they may carry what nobody should read.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        if url.starts_with("sqlite:") {
            Self::open_sqlite(url).await
        } else {
            let mut options = ConnectOptions::new(url.to_owned());
            options
                .sqlx_logging(false)
                .record_stmt_in_spans(false)
                .max_connections(POSTGRES_CONNECTIONS)
                .acquire_timeout(Duration::from_secs(30));
            let writer = Database::connect(options).await?;
            Ok(Self {
                reader: writer.clone(),
                writer,
                engine: Engine::Postgres,
            })
        }
    }

    /// The URL of a SQLite file.
    pub fn sqlite_url(file: &Path) -> String {
        format!("sqlite://{}", file.display())
    }

    async fn open_sqlite(url: &str) -> Result<Self, StoreError> {
        let connect = |connections: u32| {
            let mut options = ConnectOptions::new(url.to_owned());
            options
                .sqlx_logging(false)
                .record_stmt_in_spans(false)
                .max_connections(connections)
                .min_connections(1)
                .acquire_timeout(Duration::from_secs(60))
                // An idle writer keeps its connection: opening the file again costs a checkpoint.
                .idle_timeout(None)
                .max_lifetime(None)
                .map_sqlx_sqlite_opts(|sqlite| {
                    sqlite
                        .create_if_missing(true)
                        .foreign_keys(true)
                        .busy_timeout(Duration::from_secs(30))
                        .pragma("journal_mode", "WAL")
                        // Durable first: a commit is on the disk before anybody hears of it.
                        .pragma("synchronous", "FULL")
                        .pragma("secure_delete", "ON")
                        .pragma("temp_store", "MEMORY")
                });
            options
        };
        let writer = Database::connect(connect(1)).await?;
        let reader = Database::connect(connect(SQLITE_READERS)).await?;
        Ok(Self {
            writer,
            reader,
            engine: Engine::Sqlite,
        })
    }

    /// The connection for everything that writes.
    pub const fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// A transaction that will write. On SQLite it takes the file's lock at once: one that reads
    /// first and asks for the lock later fails when another program wrote in between.
    pub async fn begin(&self) -> Result<DatabaseTransaction, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        Ok(self.writer.begin_with_options(options).await?)
    }

    /// Connections for everything that only reads.
    pub const fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// Whether it answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.reader.ping().await?)
    }

    /// The engine behind it.
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// The engine as sea-orm names it.
    pub fn backend(&self) -> DbBackend {
        self.writer.get_database_backend()
    }

    /// Closes all connections; on SQLite this writes the log back into the file.
    pub async fn close(self) -> Result<(), StoreError> {
        self.reader.close().await?;
        self.writer.close().await?;
        Ok(())
    }
}
