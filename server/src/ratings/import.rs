//! The use cases of an import: the dry run, and with its hash the import itself.
//!
//! Two vaults cannot be written in one transaction, so the roster comes first: it keeps the campaign,
//! closed, with the ids of its subjects and the hash of its source. Then the ballot vault takes all
//! answers in one transaction, or none. Cut between the two, the campaign stands on the roster
//! without a box and cannot be released; the same file with the same options completes it under the
//! same ids, and once it is complete nothing is written again.
//!
//! This file alone takes both vaults, one after the other.

use contract::error::{AppError, Fault, Refusal};
use contract::ratings::{RatingsFaultKind as Kind, RatingsRun, Standing};
use sha2::{Digest, Sha256};
use store::ballots::BoxState;
use store::roster::campaigns::StoredCampaign;
use tokio::task::spawn_blocking;

use super::place::{Field, Place};
use super::read::{RatingsFile, ReadRatings};
use super::subjects::KnownPeople;
use super::{answers, keep, report, subjects};
use crate::accounts::Actor;
use crate::accounts::permissions::{Action, Resource};
use crate::state::App;
use crate::{audit, rng};

/// Says what the file would become, and everything that is wrong with it. Writes nothing.
pub async fn dry_run(app: &App, actor: &Actor, file: RatingsFile) -> Result<RatingsRun, AppError> {
    actor.may(Action::Write, Resource::Ratings)?;
    Ok(Looked::at(app, file).await?.run())
}

/// Does what a dry run said. `hash` is that dry run's.
pub async fn apply(
    app: &App,
    actor: &Actor,
    file: RatingsFile,
    hash: &str,
) -> Result<RatingsRun, AppError> {
    actor.may(Action::Write, Resource::Ratings)?;
    let looked = Looked::at(app, file).await?;
    if !looked.hash.eq_ignore_ascii_case(hash.trim()) {
        return Err(Refusal::DryRunIsStale.into());
    }
    let Looked {
        read, known, found, ..
    } = &looked;
    let (Some(ready), 0) = (&read.ready, read.faults.n()) else {
        return Err(Refusal::FileHasFaults.into());
    };
    let detail = format!(
        "{} {} ratings of {} subjects, dry run {}",
        ready.decided.code,
        read.table.n_ballots(),
        read.table.subjects.len(),
        looked.hash
    );
    let in_file = &read.table.subjects;
    let kept = match found {
        Found::Done => return Ok(looked.run()),
        Found::Cut(row) => {
            audit::record(app, actor, "ratings_import_completed", &detail).await?;
            keep::kept(&app.roster, row, in_file).await?
        }
        Found::Nothing => {
            let record = audit::entry(app, actor, "ratings_imported", &detail);
            keep::keep(&app.roster, read, ready, known, &record).await?
        }
    };
    let mut order = rng::generator().map_err(AppError::internal)?;
    answers::write(
        &app.ballots,
        kept.new_box,
        &read.table,
        &kept.subjects,
        &mut order,
    )
    .await?;
    Ok(looked.run())
}

/// What an earlier import of the same left.
enum Found {
    Nothing,
    Cut(Box<StoredCampaign>),
    Done,
}

/// A file, read and compared with what is there.
struct Looked {
    read: ReadRatings,
    known: KnownPeople,
    found: Found,
    hash: String,
}

impl Looked {
    async fn at(app: &App, file: RatingsFile) -> Result<Self, AppError> {
        let today = app.clock.today();
        // Reading a large file takes the processor for seconds; no request waits behind it.
        let mut read = spawn_blocking(move || file.read(today))
            .await
            .map_err(AppError::internal)??;
        let mut known = KnownPeople::default();
        if read.form.staff_codes
            && let Some(columns) = &read.columns
        {
            let in_file = &read.table.subjects;
            let (roster, faults) = (&app.roster, &mut read.faults);
            known = subjects::look_up(roster, in_file, columns.subject, today, faults).await?;
        }
        let found = find(app, &mut read).await?;
        let hash = Sha256::new_with_prefix("toancanh/ratings-import/1")
            .chain_update(read.source)
            .chain_update(known.digest())
            .finalize();
        Ok(Self {
            read,
            known,
            found,
            hash: hex::encode(hash),
        })
    }

    fn run(self) -> RatingsRun {
        let standing = match self.found {
            Found::Nothing => Standing::New,
            Found::Cut(_) => Standing::Cut,
            Found::Done => Standing::Done,
        };
        report::of(self.read, self.hash, standing)
    }
}

/// Whether the code is free, or stands for an import of this very source.
async fn find(app: &App, read: &mut ReadRatings) -> Result<Found, AppError> {
    let code = read.form.code.trim().to_lowercase();
    let row = app
        .roster
        .campaign_by_code(&code)
        .await
        .map_err(AppError::internal)?;
    let Some(row) = row else {
        return Ok(Found::Nothing);
    };
    let held = app
        .ballots
        .find_box(row.id)
        .await
        .map_err(AppError::internal)?;
    let is_whole = held.is_some_and(|held| held.state == BoxState::Tallied);
    let is_same = keep::comes_from(&row, &read.source);
    let kind = match (is_same, is_whole) {
        (true, true) => return Ok(Found::Done),
        (true, false) => return Ok(Found::Cut(Box::new(row))),
        (false, false) if row.imported => Kind::OtherImportWasCut,
        (false, _) => Kind::Form(Fault::Taken),
    };
    read.faults.add(Place::Field(Field::Code), kind);
    Ok(Found::Nothing)
}
