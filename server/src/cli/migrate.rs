//! `toancanh migrate`: both vaults to the newest schema.

use app::words::cli as words;
use migrations::{BallotsMigrator, RosterMigrator};

use super::program::vault;
use super::{CliError, Program};
use crate::schema;
use crate::startup::{self, Which};

/// No arguments of its own.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Migrates, and says where each vault stands.
pub async fn run(program: &Program, _: Arguments) -> Result<(), CliError> {
    super::program::log_to_stderr();
    let lang = program.lang();
    let (roster, ballots) = startup::open_vaults(&program.config).await?;
    let schemas = [
        (
            Which::Roster,
            schema::read::<RosterMigrator>(roster.vault()).await?,
        ),
        (
            Which::Ballots,
            schema::read::<BallotsMigrator>(ballots.vault()).await?,
        ),
    ];
    for (which, schema) in schemas {
        let version = schema.applied.last().map_or("", String::as_str);
        program.say(words::schema_is(lang, vault(lang, which), version));
    }
    Ok(())
}
