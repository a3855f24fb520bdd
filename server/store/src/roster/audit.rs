//! The record of what staff did: rows are only ever added, and each carries a hash over itself and
//! the hash before it. Who changes or removes a row in the middle breaks the chain behind it; who
//! cuts off the end is found by whoever noted the last hash.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, EntityTrait, QueryOrder, QuerySelect,
    SqlErr,
};
use sha2::{Digest, Sha256};

use super::Roster;
use super::entities::audit;
use crate::StoreError;

/// One thing that somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Unix seconds.
    pub at: i64,
    /// Role and account, or the command line. Never a name.
    pub actor: String,
    /// What was done, in one word.
    pub action: String,
    /// To what; no codes, no answers.
    pub detail: String,
}

/// What the verification of the chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditChain {
    /// Rows in all.
    pub n_rows: u64,
    /// The hash of the last row, hex; empty when there is none.
    pub head: String,
    /// The first row that does not fit to the one before it.
    pub broken_at: Option<i64>,
    /// When the last row was written, in unix seconds.
    pub last_at: Option<i64>,
}

/// How often two servers may meet at the end of the chain before one gives up.
pub(super) const TRIES: u32 = 8;
const PAGE: u64 = 1_000;

impl Roster {
    /// Adds a row, in a transaction of its own.
    pub async fn append_audit(&self, entry: &AuditEntry) -> Result<(), StoreError> {
        for _ in 0..TRIES {
            let transaction = self.vault.begin().await?;
            match append(&transaction, entry).await {
                Ok(()) => {
                    transaction.commit().await?;
                    return Ok(());
                }
                // Another server took this place; on SQLite there is only one writer.
                Err(StoreError::Conflict) => transaction.rollback().await?,
                Err(error) => return Err(error),
            }
        }
        Err(StoreError::Conflict)
    }

    /// All rows, the oldest first.
    pub async fn audit_rows(&self) -> Result<Vec<audit::Model>, StoreError> {
        Ok(audit::Entity::find()
            .order_by_asc(audit::Column::Seq)
            .all(self.vault.reader())
            .await?)
    }

    /// Reads the whole chain.
    pub async fn verify_audit(&self) -> Result<AuditChain, StoreError> {
        let mut chain = AuditChain {
            n_rows: 0,
            head: String::new(),
            broken_at: None,
            last_at: None,
        };
        let mut before: Vec<u8> = Vec::new();
        let mut expected_seq = 1;
        loop {
            let rows = audit::Entity::find()
                .order_by_asc(audit::Column::Seq)
                .offset(chain.n_rows)
                .limit(PAGE)
                .all(self.vault.reader())
                .await?;
            for row in &rows {
                let entry = AuditEntry {
                    at: row.at,
                    actor: row.actor.clone(),
                    action: row.action.clone(),
                    detail: row.detail.clone(),
                };
                let fits = row.seq == expected_seq && row.hash == link(&before, row.seq, &entry);
                if !fits && chain.broken_at.is_none() {
                    chain.broken_at = Some(row.seq);
                }
                expected_seq = row.seq + 1;
                before.clone_from(&row.hash);
                chain.last_at = Some(row.at);
            }
            chain.n_rows += rows.len() as u64;
            if (rows.len() as u64) < PAGE {
                break;
            }
        }
        chain.head = before.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(chain)
    }
}

/// Adds a row inside a transaction that changes something: both happen, or neither.
/// [`StoreError::Conflict`]: another server added one in the meantime; begin again.
pub async fn append(
    transaction: &DatabaseTransaction,
    entry: &AuditEntry,
) -> Result<(), StoreError> {
    let last = audit::Entity::find()
        .order_by_desc(audit::Column::Seq)
        .limit(1)
        .one(transaction)
        .await?;
    let (seq, before) = last.map_or((1, Vec::new()), |last| (last.seq + 1, last.hash));
    let row = audit::ActiveModel {
        seq: Set(seq),
        at: Set(entry.at),
        actor: Set(entry.actor.clone()),
        action: Set(entry.action.clone()),
        detail: Set(entry.detail.clone()),
        hash: Set(link(&before, seq, entry)),
    };
    match row.insert(transaction).await {
        Ok(_) => Ok(()),
        Err(error) => match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Err(StoreError::Conflict),
            _ => Err(error.into()),
        },
    }
}

/// SHA-256 over the hash before and this row. Lengths stand before texts, so that moving a letter
/// from one column into the next changes the hash.
fn link(before: &[u8], seq: i64, entry: &AuditEntry) -> Vec<u8> {
    let mut digest = Sha256::new();
    digest.update(before);
    digest.update(seq.to_be_bytes());
    digest.update(entry.at.to_be_bytes());
    for text in [&entry.actor, &entry.action, &entry.detail] {
        digest.update((text.len() as u64).to_be_bytes());
        digest.update(text.as_bytes());
    }
    digest.finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use sea_orm::ConnectionTrait;

    use super::*;
    use crate::Engine;
    use crate::fixture::{Vaults, fresh};

    fn entry(detail: &str) -> AuditEntry {
        AuditEntry {
            at: 1_790_000_000,
            actor: "command_line".to_owned(),
            action: "organisation_named".to_owned(),
            detail: detail.to_owned(),
        }
    }

    async fn with_three_rows(engine: Engine) -> Vaults {
        let vaults = fresh(engine).await;
        for detail in ["một", "hai", "ba"] {
            vaults.roster.append_audit(&entry(detail)).await.unwrap();
        }
        vaults
    }

    #[rstest::rstest]
    #[tokio::test]
    async fn a_chain_that_nobody_touched_fits(
        #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    ) {
        let vaults = with_three_rows(engine).await;
        let chain = vaults.roster.verify_audit().await.unwrap();
        assert_eq!((chain.n_rows, chain.broken_at), (3, None));
        assert_eq!(chain.head.len(), 64);
    }

    #[rstest::rstest]
    #[case::changed("UPDATE audit SET detail = 'bốn' WHERE seq = 2", 2)]
    #[case::letter_moved(
        "UPDATE audit SET action = 'organisation_namedh', detail = 'ai' WHERE seq = 2",
        2
    )]
    #[case::removed("DELETE FROM audit WHERE seq = 2", 3)]
    #[tokio::test]
    async fn a_changed_chain_breaks(#[case] tampering: &str, #[case] broken_at: i64) {
        let vaults = with_three_rows(Engine::Sqlite).await;
        let writer = vaults.roster.vault().writer();
        writer.execute_unprepared(tampering).await.unwrap();
        let chain = vaults.roster.verify_audit().await.unwrap();
        assert_eq!(chain.broken_at, Some(broken_at));
    }

    #[rstest::rstest]
    #[tokio::test]
    async fn those_who_write_at_once_form_one_chain(
        #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    ) {
        let vaults = fresh(engine).await;
        let mut writers = tokio::task::JoinSet::new();
        for n in 0..4 {
            let roster = vaults.roster.clone();
            writers.spawn(async move { roster.append_audit(&entry(&n.to_string())).await });
        }
        while let Some(outcome) = writers.join_next().await {
            outcome.unwrap().unwrap();
        }
        let chain = vaults.roster.verify_audit().await.unwrap();
        assert_eq!((chain.n_rows, chain.broken_at), (4, None));
    }
}
