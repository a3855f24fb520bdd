//! What a command gets, and how its failure is told.

use std::error::Error;
use std::fmt::Display;
use std::io::{IsTerminal, Write};

use app::words::{cli as words, faults};
use contract::error::AppError;
use contract::locale::Lang;
use store::StoreError;

use crate::clock::Clock;
use crate::config::{Config, ConfigError};
use crate::startup::{self, StartError, Which};
use crate::state::App;

/// The program as a command sees it.
#[derive(Debug)]
pub struct Program {
    /// Everything decided.
    pub config: Config,
    /// The time.
    pub clock: Clock,
}

impl Program {
    pub(super) const fn new(config: Config, clock: Clock) -> Self {
        Self { config, clock }
    }

    /// The language to speak.
    pub const fn lang(&self) -> Lang {
        self.config.lang
    }

    /// Opens both vaults, creating and migrating what is missing or old.
    pub async fn open(&self) -> Result<App, CliError> {
        Ok(startup::open(&self.config, self.clock).await?)
    }

    /// Prints a line. A reader who stopped reading (`| head`) is no failure.
    pub fn say(&self, line: impl Display) {
        let _ = writeln!(std::io::stdout(), "{line}");
    }
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// A use case refused.
    #[error(transparent)]
    App(#[from] AppError),
    /// The program cannot start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The settings cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Something else, already in words.
    #[error("{0}")]
    Told(String),
    /// Everything has been printed; only the exit code is left to say it.
    #[error("told already")]
    Printed,
}

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> Self {
        Self::App(AppError::internal(error))
    }
}

impl CliError {
    /// In words: what is wrong, where, what to do; and for whoever must look deeper, the causes.
    pub fn explain(&self, lang: Lang) -> Option<String> {
        let text = match self {
            Self::App(AppError::Invalid(invalid)) => {
                let mut text = words::invalid(lang).to_owned();
                for wrong in invalid {
                    let fault = faults::fault(lang, &wrong.fault);
                    text.push_str(&format!("\n  {}: {fault}", wrong.field));
                }
                text
            }
            Self::App(error) => faults::explain(lang, error).sentences(),
            Self::Start(error) => start(lang, error),
            Self::Config(error) => config(lang, error),
            Self::Told(text) => text.clone(),
            Self::Printed => return None,
        };
        Some(match causes(self) {
            Some(causes) => format!("{text}\n  ({causes})"),
            None => text,
        })
    }
}

/// The chain of causes below what was explained.
fn causes(error: &CliError) -> Option<String> {
    let error: &dyn Error = match error {
        CliError::App(AppError::Internal(cause)) => cause.as_ref(),
        CliError::Start(error) => error.source()?,
        CliError::Config(error) => error.source()?,
        CliError::App(_) | CliError::Told(_) | CliError::Printed => return None,
    };
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    Some(text)
}

fn start(lang: Lang, error: &StartError) -> String {
    match error {
        StartError::Folder { folder, .. } => words::folder_unusable(lang, &folder.display()),
        StartError::Key { folder, .. } => words::key_unusable(lang, &folder.display()),
        StartError::KeyMissing { folder } => words::key_missing(lang, &folder.display()),
        StartError::OtherKey { folder } => words::other_key(lang, &folder.display()),
        StartError::Vault { which, .. } => words::vault_unreachable(lang, vault(lang, *which)),
        StartError::NewerSchema { which, migration } => {
            words::newer_schema(lang, vault(lang, *which), migration)
        }
        StartError::Migration { which, .. } => words::migration_failed(lang, vault(lang, *which)),
        StartError::Copy { which, .. } => words::copy_failed(lang, vault(lang, *which)),
        StartError::Instruments(_) => words::instruments_unusable(lang).to_owned(),
        StartError::NoRandomness(_) => words::no_randomness(lang).to_owned(),
    }
}

fn config(lang: Lang, error: &ConfigError) -> String {
    match error {
        ConfigError::File { file, .. } => words::settings_unreadable(lang, &file.display()),
        ConfigError::Wrong { file, reason } => {
            words::settings_wrong(lang, &file.display(), reason.trim_end())
        }
        ConfigError::KeysInsideData => words::keys_inside_data(lang).to_owned(),
        ConfigError::OneVault => words::one_vault(lang).to_owned(),
        ConfigError::NoFolder(_) => words::no_folder(lang).to_owned(),
    }
}

/// The name of a vault.
pub(super) const fn vault(lang: Lang, which: Which) -> &'static str {
    match which {
        Which::Roster => words::roster_vault(lang),
        Which::Ballots => words::ballots_vault(lang),
    }
}

/// Sends log lines to standard error: our own at `info`, those of libraries at `warn`. Libraries
/// would show addresses and headers below that, so no setting turns them on. Times are told to the
/// hour: a log must not say who answered when.
pub(super) fn log_to_stderr() {
    use tracing_subscriber::filter::{LevelFilter, Targets};
    use tracing_subscriber::layer::SubscriberExt;
    use tracing_subscriber::util::SubscriberInitExt;

    let filter = Targets::new()
        .with_default(LevelFilter::WARN)
        .with_target("server", LevelFilter::INFO)
        .with_target("store", LevelFilter::INFO);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_timer(Hour)
        .with_target(false);
    // Only a second call could fail, and then the first one stands.
    let _ = tracing_subscriber::registry()
        .with(filter)
        .with(lines)
        .try_init();
}

struct Hour;

impl tracing_subscriber::fmt::time::FormatTime for Hour {
    fn format_time(
        &self,
        writer: &mut tracing_subscriber::fmt::format::Writer<'_>,
    ) -> std::fmt::Result {
        let now = Clock::System.now();
        write!(writer, "{} {:02}h", now.date(), now.hour())
    }
}
