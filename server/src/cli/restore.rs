//! `toancanh restore DIR`: both vaults from a backup, where none are yet.

use std::path::PathBuf;

use app::words::cli as words;

use super::{CliError, Program};
use crate::backup::{self, BackupError};
use crate::config::VaultPlace;
use crate::keys::Keys;

/// Where from.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Thư mục mà lệnh backup đã tạo · The folder that backup made
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

/// Restores, and says whether the right key is there.
pub async fn run(program: &Program, arguments: Arguments) -> Result<(), CliError> {
    let lang = program.lang();
    let config = &program.config;
    let (VaultPlace::Sqlite(roster), VaultPlace::Sqlite(ballots)) =
        (&config.roster, &config.ballots)
    else {
        return Err(CliError::Told(words::restore_postgres(lang).to_owned()));
    };
    let folder = &arguments.folder;
    let restored = backup::restore(folder, roster, ballots);
    let manifest = restored.await.map_err(|error| {
        let told = match &error {
            BackupError::NoManifest(_) => words::no_manifest(lang, &folder.display()),
            BackupError::Changed { file } => words::backup_changed(lang, file),
            BackupError::Exists { file } => words::vault_exists(lang, &file.display()),
            BackupError::Newer { migration } => words::backup_newer(lang, migration),
            _ => words::restore_failed(lang, &folder.display()),
        };
        CliError::Told(super::backup::with_cause(told, &error))
    })?;
    program.say(words::restored(lang, &config.data.display()));
    let key = Keys::read(&config.keys).ok().flatten();
    if key.is_none_or(|key| key.fingerprint() != manifest.key_fingerprint) {
        program.say(words::restore_needs_key(lang, &config.keys.display()));
    }
    Ok(())
}
