//! From a configuration to a running program: folders, both vaults at the newest schema, the keys.

use std::fs;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use contract::error::AppError;
use migrations::{BallotsMigrator, MigratorTrait, RosterMigrator};
use store::{Ballots, Engine, Roster, StoreError, Vault};
use thiserror::Error;

use crate::clock::Clock;
use crate::config::{Config, VaultPlace};
use crate::http::bundle;
use crate::instruments;
use crate::keys::Keys;
use crate::rng::NoRandomness;
use crate::schema;
use crate::state::{App, Parts};

/// The setting that names the secret by which codes were hashed.
pub(crate) const FINGERPRINT: &str = "key_fingerprint";

/// Which of the two vaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// People, campaigns, assignments, accounts.
    Roster,
    /// Envelopes, answers, released figures.
    Ballots,
}

/// Why the program cannot start.
#[derive(Debug, Error)]
pub enum StartError {
    /// A folder cannot be made or written to.
    #[error("the folder {folder} cannot be used")]
    Folder {
        /// Which.
        folder: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The secret cannot be read or written.
    #[error("the key in {folder} cannot be used")]
    Key {
        /// The key folder.
        folder: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The vaults were filled under a secret that is not there.
    #[error("the key of these vaults is not in {folder}")]
    KeyMissing {
        /// The key folder.
        folder: PathBuf,
    },
    /// The secret that is there is another one than the vaults were filled under.
    #[error("the key in {folder} belongs to another installation")]
    OtherKey {
        /// The key folder.
        folder: PathBuf,
    },
    /// A vault does not answer.
    #[error("the {which:?} vault does not answer")]
    Vault {
        /// Which.
        which: Which,
        /// Why.
        #[source]
        source: StoreError,
    },
    /// A vault was written by a newer program.
    #[error("the {which:?} vault has a newer schema ({migration})")]
    NewerSchema {
        /// Which.
        which: Which,
        /// The first migration that this program does not know.
        migration: String,
    },
    /// The schema could not be brought up to date.
    #[error("the schema of the {which:?} vault could not be changed")]
    Migration {
        /// Which.
        which: Which,
        /// Why.
        #[source]
        source: StoreError,
    },
    /// The copy before the change of the schema could not be made.
    #[error("the {which:?} vault could not be copied before changing its schema")]
    Copy {
        /// Which.
        which: Which,
        /// Why.
        #[source]
        source: StoreError,
    },
    /// The instruments that come with the program could not be kept on the roster.
    #[error("the shipped instruments could not be kept")]
    Instruments(#[source] AppError),
    /// The operating system gave no randomness.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

/// Opens everything, creating and migrating what is missing or old.
pub async fn open(config: &Config, clock: Clock) -> Result<App, StartError> {
    let (roster, ballots) = open_vaults(config).await?;
    let keys = open_keys(config, &roster).await?;
    instruments::keep_shipped(&roster)
        .await
        .map_err(StartError::Instruments)?;
    Ok(App::new(Parts {
        roster,
        ballots,
        clock,
        keys,
        bundle: bundle::find(),
        public_url: config.public_url.as_str().to_owned(),
    }))
}

/// Opens both vaults and brings them to the newest schema.
pub async fn open_vaults(config: &Config) -> Result<(Roster, Ballots), StartError> {
    for place in [&config.roster, &config.ballots] {
        if let VaultPlace::Sqlite(file) = place {
            let folder = file.parent().unwrap_or(&config.data);
            make_folder(folder).map_err(|source| StartError::Folder {
                folder: folder.to_owned(),
                source,
            })?;
        }
    }
    let failed = |which| move |source| StartError::Vault { which, source };
    let roster = Roster::open(&config.roster.url())
        .await
        .map_err(failed(Which::Roster))?;
    let ballots = Ballots::open(&config.ballots.url())
        .await
        .map_err(failed(Which::Ballots))?;
    // Neither is changed before both are known to be ours to change.
    let roster_state = schema_of::<RosterMigrator>(Which::Roster, roster.vault()).await?;
    let ballots_state = schema_of::<BallotsMigrator>(Which::Ballots, ballots.vault()).await?;
    let copies = config.data.join("before-migration");
    migrate::<RosterMigrator>(Which::Roster, roster.vault(), roster_state, &copies).await?;
    migrate::<BallotsMigrator>(Which::Ballots, ballots.vault(), ballots_state, &copies).await?;
    Ok((roster, ballots))
}

/// A folder that nobody else on the machine can look into.
pub(crate) fn make_folder(folder: &Path) -> io::Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

async fn schema_of<M: MigratorTrait>(
    which: Which,
    vault: &Vault,
) -> Result<schema::Schema, StartError> {
    let schema = schema::read::<M>(vault)
        .await
        .map_err(|source| StartError::Vault { which, source })?;
    match &schema.unknown {
        Some(migration) => Err(StartError::NewerSchema {
            which,
            migration: migration.clone(),
        }),
        None => Ok(schema),
    }
}

async fn migrate<M: MigratorTrait>(
    which: Which,
    vault: &Vault,
    schema: schema::Schema,
    copies: &Path,
) -> Result<(), StartError> {
    if schema.pending.is_empty() {
        return Ok(());
    }
    if !schema.applied.is_empty() && vault.engine() == Engine::Sqlite {
        make_folder(copies).map_err(|source| StartError::Folder {
            folder: copies.to_owned(),
            source,
        })?;
        let version = schema.applied.last().map_or("", String::as_str);
        let name = match which {
            Which::Roster => "roster",
            Which::Ballots => "ballots",
        };
        let copy = copies.join(format!("{name}-{version}.db"));
        // One from an earlier try holds the same schema and older rows; this one replaces it.
        if let Err(source) = fs::remove_file(&copy)
            && source.kind() != io::ErrorKind::NotFound
        {
            return Err(StartError::Folder {
                folder: copy,
                source,
            });
        }
        vault
            .copy_into(&copy)
            .await
            .map_err(|source| StartError::Copy { which, source })?;
        tracing::info!(
            "copied the vault to {} before changing its schema",
            copy.display()
        );
    }
    schema::bring_up_to_date::<M>(vault)
        .await
        .map_err(|source| StartError::Migration { which, source })
}

/// The secret: drawn once for fresh vaults, and from then on the one that they were filled under.
async fn open_keys(config: &Config, roster: &Roster) -> Result<Keys, StartError> {
    let folder = &config.keys;
    let unusable = |source| StartError::Key {
        folder: folder.clone(),
        source,
    };
    let failed = |source| StartError::Vault {
        which: Which::Roster,
        source,
    };
    let fingerprint = roster.setting(FINGERPRINT).await.map_err(failed)?;
    let keys = Keys::read(folder).map_err(unusable)?;
    match (keys, fingerprint) {
        (Some(keys), Some(fingerprint)) if keys.fingerprint() == fingerprint => Ok(keys),
        (Some(_), Some(_)) => Err(StartError::OtherKey {
            folder: folder.clone(),
        }),
        (None, Some(_)) => Err(StartError::KeyMissing {
            folder: folder.clone(),
        }),
        (found, None) => {
            let keys = match found {
                Some(keys) => keys,
                None => {
                    let keys = Keys::draw()?;
                    keys.write(folder).map_err(unusable)?;
                    keys
                }
            };
            roster
                .set_setting(FINGERPRINT, &keys.fingerprint())
                .await
                .map_err(failed)?;
            Ok(keys)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::fixture::NOW;

    fn config(folder: &Path) -> Config {
        let settings = Settings {
            data: Some(folder.join("data")),
            ..Settings::default()
        };
        settings.resolve().unwrap()
    }

    async fn start(folder: &Path) -> Result<App, StartError> {
        open(&config(folder), Clock::Fixed(NOW)).await
    }

    #[tokio::test]
    async fn a_first_start_makes_folders_vaults_and_keys_and_a_second_finds_them() {
        let folder = tempfile::tempdir().unwrap();
        let first = start(folder.path()).await.unwrap();
        first.roster.set_setting("a", "b").await.unwrap();
        let fingerprint = first.keys.fingerprint();
        drop(first);
        let second = start(folder.path()).await.unwrap();
        assert_eq!(
            second.roster.setting("a").await.unwrap().as_deref(),
            Some("b")
        );
        assert_eq!(second.keys.fingerprint(), fingerprint);
        let copies = folder.path().join("data/before-migration");
        assert!(!copies.exists(), "nothing was old");
        use std::os::unix::fs::PermissionsExt;
        let mode = |name: &str| {
            fs::metadata(folder.path().join(name))
                .unwrap()
                .permissions()
                .mode()
        };
        assert_eq!(mode("data") & 0o777, 0o700);
        assert_eq!(mode("toancanh-keys") & 0o777, 0o700);
    }

    #[tokio::test]
    async fn vaults_whose_key_is_lost_or_exchanged_are_not_opened_under_a_fresh_one() {
        let folder = tempfile::tempdir().unwrap();
        drop(start(folder.path()).await.unwrap());
        let key = folder.path().join("toancanh-keys");
        fs::remove_dir_all(&key).unwrap();
        let lost = start(folder.path()).await.unwrap_err();
        assert!(matches!(lost, StartError::KeyMissing { .. }), "{lost}");
        assert!(!key.exists(), "no fresh key in the place of the lost one");
        Keys::draw().unwrap().write(&key).unwrap();
        let exchanged = start(folder.path()).await.unwrap_err();
        assert!(
            matches!(exchanged, StartError::OtherKey { .. }),
            "{exchanged}"
        );
    }

    #[tokio::test]
    async fn an_older_schema_is_copied_before_it_is_changed() {
        let folder = tempfile::tempdir().unwrap();
        let app = start(folder.path()).await.unwrap();
        let last = schema::read::<BallotsMigrator>(app.ballots.vault())
            .await
            .unwrap();
        let last = last.applied.last().unwrap().clone();
        BallotsMigrator::down(app.ballots.vault().writer(), Some(1))
            .await
            .unwrap();
        drop(app);
        let app = start(folder.path()).await.unwrap();
        let schema = schema::read::<BallotsMigrator>(app.ballots.vault())
            .await
            .unwrap();
        assert_eq!(schema.applied.last(), Some(&last));
        let copies: Vec<_> = fs::read_dir(folder.path().join("data/before-migration"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(copies.len(), 1);
        assert!(copies[0].starts_with("ballots-m"));
    }

    #[tokio::test]
    async fn a_newer_schema_is_refused_and_nothing_is_changed() {
        let folder = tempfile::tempdir().unwrap();
        let app = start(folder.path()).await.unwrap();
        schema::pretend(app.ballots.vault(), "m9999_from_the_future").await;
        RosterMigrator::down(app.roster.vault().writer(), Some(1))
            .await
            .unwrap();
        let before = schema::read::<RosterMigrator>(app.roster.vault())
            .await
            .unwrap();
        drop(app);
        let error = start(folder.path()).await.unwrap_err();
        assert!(matches!(
            error,
            StartError::NewerSchema { which: Which::Ballots, migration } if migration == "m9999_from_the_future"
        ));
        let roster = Roster::open(&config(folder.path()).roster.url())
            .await
            .unwrap();
        let after = schema::read::<RosterMigrator>(roster.vault())
            .await
            .unwrap();
        assert_eq!(before, after);
    }
}
