//! What can go wrong when a vault is asked. "Not found" is `Ok(None)`, not an error.

use sea_orm::DbErr;
use thiserror::Error;

/// A failure of a vault.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The database refused or could not be reached.
    #[error("the database refused")]
    Database(#[from] DbErr),
    /// A row does not have the shape that the schema promises.
    #[error("a row of {table} is damaged: {what}")]
    Damaged {
        /// The table.
        table: &'static str,
        /// What is wrong with it, without its content.
        what: String,
    },
    /// The batch that this belonged to was not written.
    #[error("the batch was not written")]
    BatchNotWritten(#[source] std::sync::Arc<StoreError>),
    /// The task that writes batches has ended.
    #[error("the writer of batches has stopped")]
    WriterStopped,
    /// Somebody else changed the same thing first.
    #[error("changed by somebody else in the meantime")]
    Conflict,
}
