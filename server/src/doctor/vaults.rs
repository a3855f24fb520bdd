//! Vaults: whether they answer, how their schema stands, what SQLite says of its file, whether the
//! key and the record of what staff did fit to them.

use migrations::{BallotsMigrator, MigratorTrait, RosterMigrator};
use store::{Ballots, Engine, Roster, SqliteHealth, Vault};

use super::{Finding, What};
use crate::clock::Clock;
use crate::config::{Config, VaultPlace};
use crate::keys::Keys;
use crate::schema;
use crate::startup::{FINGERPRINT, Which};

/// How far the clock may lie behind the record before it is told: servers disagree by seconds.
const CLOCK_SLACK_SECONDS: i64 = 300;

pub(super) async fn examine(config: &Config, clock: Clock, findings: &mut Vec<Finding>) {
    if exists(&config.roster, findings) {
        match Roster::open(&config.roster.url()).await {
            Ok(roster) => {
                let vault = roster.vault();
                if vault_stands::<RosterMigrator>(Which::Roster, vault, findings).await {
                    key(config, &roster, findings).await;
                    audit(&roster, clock, findings).await;
                }
            }
            Err(error) => findings.push(unreachable(Which::Roster, &error)),
        }
    }
    if exists(&config.ballots, findings) {
        match Ballots::open(&config.ballots.url()).await {
            Ok(ballots) => {
                let vault = ballots.vault();
                vault_stands::<BallotsMigrator>(Which::Ballots, vault, findings).await;
            }
            Err(error) => findings.push(unreachable(Which::Ballots, &error)),
        }
    }
}

/// Opening a SQLite file that is not there would make one.
fn exists(place: &VaultPlace, findings: &mut Vec<Finding>) -> bool {
    match place {
        VaultPlace::Sqlite(file) if !file.exists() => {
            findings.push(What::NothingHere(file.clone()).doubtful());
            false
        }
        VaultPlace::Sqlite(_) | VaultPlace::Postgres(_) => true,
    }
}

/// Whether the vault can be asked further.
async fn vault_stands<M: MigratorTrait>(
    which: Which,
    vault: &Vault,
    findings: &mut Vec<Finding>,
) -> bool {
    let schema = match schema::read::<M>(vault).await {
        Ok(schema) => schema,
        Err(error) => {
            findings.push(unreachable(which, &error));
            return false;
        }
    };
    if vault.engine() == Engine::Sqlite {
        findings.push(match vault.check_sqlite().await {
            Ok(health) => sqlite(which, &health),
            Err(error) => unreachable(which, &error),
        });
    }
    let pending = schema.pending.len();
    match (schema.unknown, schema.applied.last()) {
        (Some(migration), _) => {
            findings.push(What::VaultNewer(which, migration).bad());
            false
        }
        (None, Some(newest)) if pending == 0 => {
            findings.push(What::Vault(which, newest.clone()).good());
            true
        }
        (None, _) => {
            findings.push(What::VaultOld(which, pending).doubtful());
            false
        }
    }
}

fn sqlite(which: Which, health: &SqliteHealth) -> Finding {
    let mut wrong = Vec::new();
    if health.journal_mode != "wal" {
        wrong.push(format!("journal_mode = {}", health.journal_mode));
    }
    if !health.foreign_keys {
        wrong.push("foreign_keys = off".to_owned());
    }
    if health.integrity != "ok" {
        wrong.push(health.integrity.clone());
    }
    if health.n_dangling > 0 {
        wrong.push(format!("foreign_key_check: {}", health.n_dangling));
    }
    if wrong.is_empty() {
        What::Sqlite(which).good()
    } else {
        What::SqliteDamaged(which, wrong.join("; ")).bad()
    }
}

async fn key(config: &Config, roster: &Roster, findings: &mut Vec<Finding>) {
    let fingerprint = match roster.setting(FINGERPRINT).await {
        Ok(Some(fingerprint)) => fingerprint,
        // No start has filled these vaults yet.
        Ok(None) => return,
        Err(error) => {
            findings.push(unreachable(Which::Roster, &error));
            return;
        }
    };
    let key = Keys::read(&config.keys).ok().flatten();
    let fits = key.is_some_and(|key| key.fingerprint() == fingerprint);
    findings.push(if fits {
        What::Key.good()
    } else {
        What::NoKey(config.keys.clone()).bad()
    });
}

async fn audit(roster: &Roster, clock: Clock, findings: &mut Vec<Finding>) {
    let chain = match roster.verify_audit().await {
        Ok(chain) => chain,
        Err(error) => {
            findings.push(unreachable(Which::Roster, &error));
            return;
        }
    };
    findings.push(match chain.broken_at {
        Some(row) => What::AuditBroken(row).bad(),
        None => What::Audit(chain.n_rows, chain.head).good(),
    });
    let behind = chain
        .last_at
        .is_some_and(|at| at > clock.unix_seconds() + CLOCK_SLACK_SECONDS);
    findings.push(if behind {
        What::ClockBehind.bad()
    } else {
        What::Clock.good()
    });
}

/// The causes, without the address of the vault: it may hold a password.
fn unreachable(which: Which, error: &store::StoreError) -> Finding {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    What::VaultUnreachable(which, text).bad()
}
