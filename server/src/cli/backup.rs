//! `toancanh backup DIR`: a copy of both SQLite vaults in a new folder.

use std::path::PathBuf;

use app::words::cli as words;

use super::{CliError, Program};
use crate::accounts::Actor;
use crate::audit;
use crate::backup::{self, BackupError};
use crate::config::VaultPlace;

/// Where to.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Thư mục mới, chưa có hoặc còn trống · A new folder, or an empty one
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

/// Makes it.
pub async fn run(program: &Program, arguments: Arguments) -> Result<(), CliError> {
    let lang = program.lang();
    let config = &program.config;
    let sqlite = |place: &VaultPlace| matches!(place, VaultPlace::Sqlite(_));
    if !sqlite(&config.roster) || !sqlite(&config.ballots) {
        return Err(CliError::Told(words::backup_postgres(lang).to_owned()));
    }
    let app = program.open().await?;
    let folder = &arguments.folder;
    backup::create(&app, folder).await.map_err(|error| {
        let told = match &error {
            BackupError::NotEmpty => words::folder_not_empty(lang, &folder.display()),
            BackupError::Folder(_) => words::folder_unusable(lang, &folder.display()),
            _ => words::backup_failed(lang, &folder.display()),
        };
        CliError::Told(with_cause(told, &error))
    })?;
    audit::record(&app, &Actor::System, "backup_made", "").await?;
    program.say(words::backup_made(lang, &folder.display()));
    program.say(words::backup_without_keys(lang));
    if backup::holds_who_has_begun(&app).await? {
        program.say(words::backup_while_open(lang));
    }
    Ok(())
}

/// The sentence, and below it the cause for whoever must look deeper.
pub(super) fn with_cause(told: String, error: &BackupError) -> String {
    match std::error::Error::source(error) {
        Some(cause) => format!("{told}\n  ({cause})"),
        None => told,
    }
}
