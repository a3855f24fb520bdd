//! A check-up of the installation. It changes nothing and reports everything it looked at.

mod folders;
mod vaults;

use std::path::PathBuf;

use crate::clock::Clock;
use crate::config::Config;
use crate::http::bundle;
use crate::startup::Which;

/// How something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// As it should be.
    Good,
    /// It works, and somebody should look at it.
    Doubtful,
    /// It does not work, or is not safe.
    Bad,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How it stands.
    pub standing: Standing,
    /// What was found.
    pub what: What,
}

/// What was found. The words are the command line's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The address by which people come is encrypted, or local.
    PublicUrl,
    /// It is not.
    PublicUrlUnsafe,
    /// The client bundle is embedded.
    Bundle,
    /// It is not.
    BundleMissing,
    /// Nothing was set up here yet.
    NothingHere(PathBuf),
    /// A folder or file that only its owner can read.
    Private(PathBuf),
    /// One that others on the machine can read; the mode.
    Exposed(PathBuf, u32),
    /// One that cannot be looked at.
    Unreadable(PathBuf, String),
    /// Room on the disk, in MiB.
    Room(u64),
    /// Too little of it.
    NoRoom(u64),
    /// The key of these vaults is there.
    Key,
    /// It is missing, damaged, or another one.
    NoKey(PathBuf),
    /// A vault answers; its newest migration.
    Vault(Which, String),
    /// It does not.
    VaultUnreachable(Which, String),
    /// Migrations wait.
    VaultOld(Which, usize),
    /// A newer program was here.
    VaultNewer(Which, String),
    /// Write-ahead log, foreign keys and every page are in order.
    Sqlite(Which),
    /// They are not; what SQLite says.
    SqliteDamaged(Which, String),
    /// The record of what staff did fits together: rows and last hash.
    Audit(u64, String),
    /// It does not, from this row on.
    AuditBroken(i64),
    /// The clock agrees with the record.
    Clock,
    /// The clock is behind what it has itself recorded.
    ClockBehind,
}

impl What {
    const fn is(self, standing: Standing) -> Finding {
        Finding {
            standing,
            what: self,
        }
    }
    const fn good(self) -> Finding {
        self.is(Standing::Good)
    }
    const fn doubtful(self) -> Finding {
        self.is(Standing::Doubtful)
    }
    const fn bad(self) -> Finding {
        self.is(Standing::Bad)
    }
}

/// Looks at everything.
pub async fn examine(config: &Config, clock: Clock) -> Vec<Finding> {
    let mut findings = vec![
        if config.public_url.is_safe() {
            What::PublicUrl.good()
        } else {
            What::PublicUrlUnsafe.doubtful()
        },
        if bundle::find().loader.is_some() {
            What::Bundle.good()
        } else {
            What::BundleMissing.bad()
        },
    ];
    folders::examine(config, &mut findings);
    vaults::examine(config, clock, &mut findings).await;
    findings
}

#[cfg(test)]
mod tests;
