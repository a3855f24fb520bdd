//! `toancanh demo`: a made-up ministry with one campaign open and one released, in a data folder of
//! its own. It is filled once; every later start finds it as it was left, answers given meanwhile
//! included.
//!
//! [`standing`] says what a folder holds, [`filling`] fills one, [`guide`] says where to begin.

mod answering;
mod campaigns;
mod cast;
mod comments;
mod days;
mod draw;
mod filling;
mod guide;
mod ministry;
mod names;
mod opinions;
mod people_file;
mod plan;
mod standing;
#[cfg(test)]
mod tests;

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use contract::error::AppError;
use contract::locale::Localized;
use store::StoreError;

pub use guide::{Guide, Invitation, Part, Running};

use crate::clock::Clock;
use crate::config::Config;
use crate::startup::{self, StartError};
use crate::state::App;
use standing::Standing;

/// Held while a folder is looked at and filled, so that two starts do not fill one folder at once.
const LOCK: &str = "demo.lock";

/// What happens, as it happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The folder holds a demo that was filled before.
    Found,
    /// It held one that was not filled to the end; that one was removed.
    Removed,
    /// The vaults are marked as made up.
    Marked,
    /// The people are on the roster.
    Imported {
        /// People.
        n_people: u64,
        /// Units.
        n_units: u64,
    },
    /// A campaign was opened.
    Opened {
        /// Its title.
        title: Localized,
        /// Leaders it is about.
        n_subjects: u64,
        /// People who are asked.
        n_people: usize,
        /// Assignments.
        n_assignments: u64,
    },
    /// Some have been asked.
    Answering {
        /// People asked so far.
        n_asked: usize,
        /// People to ask.
        n_people: usize,
        /// Answers given so far.
        n_answers: u64,
    },
    /// All have been asked.
    Answered {
        /// Answers given.
        n_answers: u64,
    },
    /// The campaign is closed and counted.
    Counted,
    /// Its profiles are released.
    Released {
        /// Profiles.
        n_profiles: u64,
    },
    /// Everything is there.
    Filled,
}

/// Hears of each step.
pub type Tell<'a> = dyn Fn(Step) + Sync + 'a;

/// Why there is no demo.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The vaults hold something that the demo did not make.
    #[error("the data folder holds data that are not the demo's")]
    RealData,
    /// A vault lies elsewhere than in the data folder.
    #[error("the demo makes both vaults in its data folder")]
    VaultElsewhere,
    /// Another start is filling the folder.
    #[error("another demo is being filled in the data folder")]
    Busy,
    /// The folder cannot be used.
    #[error("the data folder cannot be used")]
    Folder(#[source] io::Error),
    /// A vault does not answer.
    #[error("a vault does not answer")]
    Vault(#[from] StoreError),
    /// The program cannot start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// A use case refused.
    #[error(transparent)]
    App(#[from] AppError),
}

/// Opens the demo of this data folder; fills it first where there is none yet.
pub async fn prepare(config: &Config, clock: Clock, tell: &Tell<'_>) -> Result<App, DemoError> {
    let files = standing::files(config).ok_or(DemoError::VaultElsewhere)?;
    startup::make_folder(&config.data).map_err(DemoError::Folder)?;
    let _lock = lock(&config.data)?;
    let standing = standing::look(files).await?;
    match standing {
        Standing::Real => return Err(DemoError::RealData),
        Standing::Cut => {
            standing::remove(files).map_err(DemoError::Folder)?;
            tell(Step::Removed);
        }
        Standing::Empty | Standing::Filled => {}
    }
    let app = startup::open(config, clock).await?;
    match standing {
        Standing::Filled => tell(Step::Found),
        Standing::Empty | Standing::Cut | Standing::Real => filling::fill(&app, tell).await?,
    }
    // Campaigns whose last day went by while nothing ran are closed before anybody looks.
    crate::campaigns::settle(&app).await?;
    Ok(app)
}

/// Whether the vaults are a demo that was not filled to the end, or is being filled now.
pub async fn is_half_filled(app: &App) -> Result<bool, StoreError> {
    Ok(standing::of_roster(&app.roster).await? == Standing::Cut)
}

/// Where to begin: links for this start.
pub async fn guide(app: &App) -> Result<Guide, AppError> {
    guide::guide(app).await
}

/// The operating system lets go of the lock when the program ends, however it ends.
fn lock(folder: &Path) -> Result<File, DemoError> {
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .open(folder.join(LOCK))
        .map_err(DemoError::Folder)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(DemoError::Busy),
        Err(TryLockError::Error(error)) => Err(DemoError::Folder(error)),
    }
}
