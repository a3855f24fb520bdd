//! Copies of both SQLite vaults, each as it is at one moment, with a manifest of what they must be.
//! The keys are never among them: whoever steals a backup cannot try out the codes in it.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use contract::campaigns::CampaignState;
use migrations::{BallotsMigrator, MigratorTrait, RosterMigrator};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{StoreError, Vault};
use thiserror::Error;

use crate::schema;
use crate::startup::make_folder;
use crate::state::App;

const SCHEMA: &str = "toancanh/backup/1";
const MANIFEST: &str = "manifest.json";
const ROSTER: &str = "roster.db";
const BALLOTS: &str = "ballots.db";

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// `toancanh/backup/1`.
    pub schema: String,
    /// The program that made it.
    pub program: String,
    /// Names the key under which its codes were hashed; says nothing about it.
    pub key_fingerprint: String,
    /// The roster vault.
    pub roster: Entry,
    /// The ballot vault.
    pub ballots: Entry,
}

/// One vault in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// File name inside the folder.
    pub file: String,
    /// SHA-256 of the file, hex.
    pub sha256: String,
    /// Its migrations, in order.
    pub migrations: Vec<String>,
}

/// Why a backup or a restore failed.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The folder holds something already.
    #[error("the folder is not empty")]
    NotEmpty,
    /// The folder cannot be used.
    #[error("the folder cannot be used")]
    Folder(#[source] io::Error),
    /// A vault could not be copied or read.
    #[error("a vault refused")]
    Vault(#[from] StoreError),
    /// A file could not be read or written.
    #[error("a file refused")]
    File(#[from] io::Error),
    /// The folder holds no manifest that can be read.
    #[error("no manifest")]
    NoManifest(#[source] io::Error),
    /// A file is not what the manifest says.
    #[error("{file} is not what the manifest says")]
    Changed {
        /// The file.
        file: String,
    },
    /// There is a vault already where one would be restored.
    #[error("{file} exists")]
    Exists {
        /// The file.
        file: PathBuf,
    },
    /// The backup was made by a newer program.
    #[error("the backup knows {migration}, this program does not")]
    Newer {
        /// The migration.
        migration: String,
    },
}

/// Copies both vaults into a new folder.
pub async fn create(app: &App, folder: &Path) -> Result<Manifest, BackupError> {
    make_folder(folder).map_err(BackupError::Folder)?;
    let mut entries = fs::read_dir(folder).map_err(BackupError::Folder)?;
    if entries.next().is_some() {
        return Err(BackupError::NotEmpty);
    }
    let manifest = Manifest {
        schema: SCHEMA.to_owned(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        key_fingerprint: app.keys.fingerprint(),
        roster: copy::<RosterMigrator>(app.roster.vault(), folder, ROSTER).await?,
        ballots: copy::<BallotsMigrator>(app.ballots.vault(), folder, BALLOTS).await?,
    };
    // Last: a folder with a manifest is a whole backup.
    let mut text = serde_json::to_string_pretty(&manifest).map_err(io::Error::from)?;
    text.push('\n');
    write_durably(&folder.join(MANIFEST), text.as_bytes())?;
    File::open(folder)?.sync_all()?;
    Ok(manifest)
}

/// Whether a copy made now holds who has begun to answer: it does while a campaign is open, and what
/// differs between two such copies may tell whose an envelope is.
pub async fn holds_who_has_begun(app: &App) -> Result<bool, StoreError> {
    let campaigns = app.roster.campaigns().await?;
    Ok(campaigns
        .iter()
        .any(|campaign| campaign.state == CampaignState::Open.as_str()))
}

async fn copy<M: MigratorTrait>(
    vault: &Vault,
    folder: &Path,
    name: &str,
) -> Result<Entry, BackupError> {
    let file = folder.join(name);
    vault.copy_into(&file).await?;
    File::open(&file)?.sync_all()?;
    Ok(Entry {
        file: name.to_owned(),
        sha256: hash(&file)?,
        migrations: schema::read::<M>(vault).await?.applied,
    })
}

/// Puts both vaults of a backup where none are yet: both, or neither.
pub async fn restore(
    folder: &Path,
    roster: &Path,
    ballots: &Path,
) -> Result<Manifest, BackupError> {
    let text = fs::read_to_string(folder.join(MANIFEST)).map_err(BackupError::NoManifest)?;
    let manifest: Manifest =
        serde_json::from_str(&text).map_err(|error| BackupError::NoManifest(error.into()))?;
    if manifest.schema != SCHEMA {
        let other = io::Error::new(io::ErrorKind::InvalidData, manifest.schema);
        return Err(BackupError::NoManifest(other));
    }
    // The names are ours; a manifest that says otherwise must not lead out of the folder.
    let expected = [(&manifest.roster, ROSTER), (&manifest.ballots, BALLOTS)];
    for (entry, name) in expected {
        let file = folder.join(name);
        if entry.file != name || hash(&file).ok().as_deref() != Some(entry.sha256.as_str()) {
            return Err(BackupError::Changed {
                file: name.to_owned(),
            });
        }
    }
    refuse_newer::<RosterMigrator>(&manifest.roster)?;
    refuse_newer::<BallotsMigrator>(&manifest.ballots)?;
    let targets = [(ROSTER, roster), (BALLOTS, ballots)];
    for (_, target) in targets {
        // A log that was left behind would be written into the restored file.
        for ending in ["", "-wal", "-shm"] {
            let file = with_ending(target, ending);
            if file.exists() {
                return Err(BackupError::Exists { file });
            }
        }
    }
    for (name, target) in targets {
        if let Some(parent) = target.parent() {
            make_folder(parent).map_err(BackupError::Folder)?;
        }
        let half = with_ending(target, ".restoring");
        let mut from = File::open(folder.join(name))?;
        let mut to = File::create(&half)?;
        io::copy(&mut from, &mut to)?;
        to.sync_all()?;
    }
    for (_, target) in targets {
        fs::rename(with_ending(target, ".restoring"), target)?;
    }
    Ok(manifest)
}

fn refuse_newer<M: MigratorTrait>(entry: &Entry) -> Result<(), BackupError> {
    let known = M::migrations();
    let unknown = entry
        .migrations
        .iter()
        .find(|name| !known.iter().any(|migration| migration.name() == *name));
    match unknown {
        Some(migration) => Err(BackupError::Newer {
            migration: migration.clone(),
        }),
        None => Ok(()),
    }
}

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn write_durably(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(file)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn hash(file: &Path) -> io::Result<String> {
    const PIECE: usize = 1 << 20;
    let mut file = File::open(file)?;
    let mut digest = Sha256::new();
    let mut piece = vec![0; PIECE];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok(hex::encode(digest.finalize()));
        }
        digest.update(&piece[..read]);
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::accounts::Actor;
    use crate::campaigns;
    use crate::campaigns::fixture::{ministry, opened};
    use crate::fixture::Fixture;
    use store::Roster;

    struct Places {
        folder: TempDir,
    }

    impl Places {
        fn at(&self, name: &str) -> PathBuf {
            self.folder.path().join(name)
        }
        async fn restore(&self) -> Result<Manifest, BackupError> {
            let (roster, ballots) = (self.at("new/roster.db"), self.at("new/ballots.db"));
            restore(&self.at("backup"), &roster, &ballots).await
        }
    }

    async fn backed_up() -> (Places, Manifest) {
        let fixture = Fixture::new().await;
        fixture.app.roster.set_setting("a", "một").await.unwrap();
        let places = Places {
            folder: tempfile::tempdir().unwrap(),
        };
        let manifest = create(&fixture.app, &places.at("backup")).await.unwrap();
        (places, manifest)
    }

    #[tokio::test]
    async fn what_was_backed_up_comes_back() {
        let (places, made) = backed_up().await;
        assert_eq!(places.restore().await.unwrap(), made);
        let url = Vault::sqlite_url(&places.at("new/roster.db"));
        let roster = Roster::open(&url).await.unwrap();
        assert_eq!(roster.setting("a").await.unwrap().as_deref(), Some("một"));
    }

    #[tokio::test]
    async fn nothing_is_overwritten_by_a_backup_or_a_restore() {
        let (places, _) = backed_up().await;
        let fixture = Fixture::new().await;
        let again = create(&fixture.app, &places.at("backup")).await;
        assert!(matches!(again, Err(BackupError::NotEmpty)));
        fs::create_dir(places.at("new")).unwrap();
        fs::write(places.at("new/ballots.db-wal"), "").unwrap();
        let refused = places.restore().await;
        assert!(matches!(refused, Err(BackupError::Exists { .. })));
        assert!(!places.at("new/roster.db").exists(), "both or neither");
    }

    #[tokio::test]
    async fn a_changed_or_newer_backup_is_refused() {
        let (places, mut manifest) = backed_up().await;
        manifest.ballots.migrations.push("m9999_later".to_owned());
        let text = serde_json::to_string(&manifest).unwrap();
        fs::write(places.at("backup/manifest.json"), text).unwrap();
        let newer = places.restore().await;
        assert!(
            matches!(newer, Err(BackupError::Newer { migration }) if migration == "m9999_later")
        );

        let mut bytes = fs::read(places.at("backup/ballots.db")).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        fs::write(places.at("backup/ballots.db"), bytes).unwrap();
        let changed = places.restore().await;
        assert!(matches!(changed, Err(BackupError::Changed { file }) if file == "ballots.db"));
        assert!(!places.at("new").exists());
    }

    #[tokio::test]
    async fn a_folder_without_a_manifest_is_no_backup() {
        let (places, _) = backed_up().await;
        fs::remove_file(places.at("backup/manifest.json")).unwrap();
        let refused = places.restore().await;
        assert!(matches!(refused, Err(BackupError::NoManifest(_))));
    }

    #[tokio::test]
    async fn a_copy_is_dangerous_while_a_campaign_is_open_and_not_before_or_after() {
        let fixture = ministry().await;
        let app = &fixture.app;
        assert!(!holds_who_has_begun(app).await.unwrap());
        let code = opened(app).await;
        assert!(holds_who_has_begun(app).await.unwrap());
        campaigns::close(app, &Actor::System, &code).await.unwrap();
        assert!(!holds_who_has_begun(app).await.unwrap());
    }

    #[tokio::test]
    async fn the_key_is_not_in_the_backup() {
        let (places, _) = backed_up().await;
        let mut names: Vec<_> = fs::read_dir(places.at("backup"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(names, ["ballots.db", "manifest.json", "roster.db"]);
    }
}
