//! What a data folder holds, before anything is done to it.
//!
//! The filling takes some seconds, and a machine may stop in the middle. So the vaults are marked as
//! made up first of all, and as filled last of all, both in the roster vault. Vaults with the first
//! mark alone were cut, or are being filled: nobody is ever served from them, by `serve` neither, and
//! those that were cut are removed and filled anew.
//! Vaults without the first mark and with anything in them are somebody's, and are left alone.

use std::io;
use std::path::Path;

use contract::accounts::Role;
use contract::error::AppError;
use migrations::{BallotsMigrator, RosterMigrator};
use store::ballots::BoxState;
use store::{Ballots, Roster, StoreError};

use super::cast::Cast;
use crate::accounts;
use crate::config::{Config, VaultPlace};
use crate::schema;
use crate::state::App;

/// The setting that says that the filling is done, and who plays which part.
const FILLED: &str = "demo";

/// What a data folder holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing yet.
    Empty,
    /// A demo that was not filled to the end.
    Cut,
    /// A demo.
    Filled,
    /// Something that the demo did not make.
    Real,
}

/// The files of the two vaults; `None` where one is no file of the data folder.
pub(super) fn files(config: &Config) -> Option<[&Path; 2]> {
    let own = |place: &'_ VaultPlace, name: &str| match place {
        VaultPlace::Sqlite(file) => *file == config.data.join(name),
        VaultPlace::Postgres(_) => false,
    };
    match (&config.roster, &config.ballots) {
        (VaultPlace::Sqlite(roster), VaultPlace::Sqlite(ballots))
            if own(&config.roster, "roster.db") && own(&config.ballots, "ballots.db") =>
        {
            Some([roster, ballots])
        }
        _ => None,
    }
}

/// Looks, and changes no schema: an older installation that is refused stays as it is.
pub(super) async fn look([roster, ballots]: [&Path; 2]) -> Result<Standing, StoreError> {
    let of_roster = if roster.exists() {
        let roster = Roster::open(&store::Vault::sqlite_url(roster)).await?;
        let standing = of_roster(&roster).await;
        roster.vault().clone().close().await?;
        standing?
    } else {
        Standing::Empty
    };
    if of_roster != Standing::Empty || !ballots.exists() {
        return Ok(of_roster);
    }
    let ballots = Ballots::open(&store::Vault::sqlite_url(ballots)).await?;
    let holds_boxes = holds_boxes(&ballots).await;
    ballots.vault().clone().close().await?;
    Ok(if holds_boxes? {
        Standing::Real
    } else {
        Standing::Empty
    })
}

/// What a roster vault says of the folder it lies in.
pub(super) async fn of_roster(roster: &Roster) -> Result<Standing, StoreError> {
    if schema::read::<RosterMigrator>(roster.vault())
        .await?
        .applied
        .is_empty()
    {
        return Ok(Standing::Empty);
    }
    if accounts::is_marked_as_fictitious(roster).await? {
        let filled = roster.setting(FILLED).await?.is_some();
        return Ok(if filled {
            Standing::Filled
        } else {
            Standing::Cut
        });
    }
    // An administrator's account is there from the first start of `serve` on, when somebody may
    // still hold its set-up link.
    let role = Role::Administrator.as_str();
    let in_use = roster.account_of_role(role).await?.is_some()
        || !roster.units().await?.is_empty()
        || !roster.campaigns().await?.is_empty();
    Ok(if in_use {
        Standing::Real
    } else {
        Standing::Empty
    })
}

async fn holds_boxes(ballots: &Ballots) -> Result<bool, StoreError> {
    if schema::read::<BallotsMigrator>(ballots.vault())
        .await?
        .applied
        .is_empty()
    {
        return Ok(false);
    }
    for state in [BoxState::Open, BoxState::Closed, BoxState::Tallied] {
        if !ballots.boxes_in(state).await?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Removes the vaults of a demo that was cut. The roster goes last: as long as it is there, it says
/// what the other is.
pub(super) fn remove([roster, ballots]: [&Path; 2]) -> io::Result<()> {
    for file in [ballots, roster] {
        for suffix in ["", "-wal", "-shm"] {
            let mut name = file.as_os_str().to_owned();
            name.push(suffix);
            match std::fs::remove_file(&name) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
    }
    Ok(())
}

/// The last step of the filling.
pub(super) async fn mark_as_filled(app: &App, cast: &Cast) -> Result<(), AppError> {
    let cast = serde_json::to_string(cast).map_err(AppError::internal)?;
    let marked = app.roster.set_setting(FILLED, &cast).await;
    marked.map_err(AppError::internal)
}

/// Who plays which part.
pub(super) async fn cast(app: &App) -> Result<Cast, AppError> {
    let cast = app.roster.setting(FILLED).await;
    let cast = cast
        .map_err(AppError::internal)?
        .ok_or_else(|| AppError::internal("this demo is not filled"))?;
    serde_json::from_str(&cast).map_err(AppError::internal)
}
