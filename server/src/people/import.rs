//! The use cases of an import: dry run and apply, from files in hand or from a kept upload.
//!
//! Reading and comparing take the processor for seconds when a file is large, so they run on a
//! thread that may block and hold no other request up.

use contract::error::{AppError, Refusal};
use contract::people::{DryRun, ImportFile};
use store::roster::people::Upload;
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

use super::apply::write;
use super::dry_run::{self, ImportFiles};
use crate::accounts::Actor;
use crate::accounts::permissions::{Action, Resource};
use crate::audit;
use crate::rng;
use crate::state::App;

/// Says what the files would do, and everything that is wrong with them. Writes nothing.
pub async fn dry_run(app: &App, actor: &Actor, files: ImportFiles) -> Result<DryRun, AppError> {
    actor.may(Action::Write, Resource::People)?;
    let today = app.clock.today();
    let snapshot = app
        .roster
        .people_snapshot()
        .await
        .map_err(AppError::internal)?;
    spawn_blocking(move || {
        let files = files.read()?;
        let roster = dry_run::roster(snapshot)?;
        Ok(dry_run::compare(&files, &roster, today).dry_run)
    })
    .await
    .map_err(AppError::internal)?
}

/// Does what a dry run said, all of it or nothing. `hash` is that dry run's.
pub async fn apply(
    app: &App,
    actor: &Actor,
    files: ImportFiles,
    hash: &str,
) -> Result<DryRun, AppError> {
    actor.may(Action::Write, Resource::People)?;
    let today = app.clock.today();
    let (app, actor, hash) = (app.clone(), actor.clone(), hash.to_owned());
    let mut random = rng::generator().map_err(AppError::internal)?;
    let runtime = Handle::current();
    spawn_blocking(move || {
        let files = files.read()?;
        runtime.block_on(async {
            let change = app
                .roster
                .change_people()
                .await
                .map_err(AppError::internal)?;
            let done = write(&change, &files, &hash, today, &mut random).await?;
            let detail = format!(
                "{} rows, {} added, {} changed, {} removed, dry run {}",
                done.n_rows, done.additions.n, done.changes.n, done.removals.n, done.hash
            );
            let entry = audit::entry(&app, &actor, "people_imported", &detail);
            change.commit(&entry).await.map_err(AppError::internal)?;
            Ok(done)
        })
    })
    .await
    .map_err(AppError::internal)?
}

/// Keeps files between the two steps, instead of whatever was kept before.
/// Gives the name of the upload.
pub async fn keep_upload(app: &App, actor: &Actor, files: ImportFiles) -> Result<String, AppError> {
    actor.may(Action::Write, Resource::People)?;
    let name = files.upload();
    let kind = |file: ImportFile| file.as_str().to_owned();
    let mut kept = vec![(kind(ImportFile::People), files.people)];
    kept.extend(files.units.map(|units| (kind(ImportFile::Units), units)));
    let upload = Upload {
        complete: files.complete,
        files: kept,
    };
    app.roster
        .keep_upload(&name, upload)
        .await
        .map_err(AppError::internal)?;
    Ok(hex::encode(name))
}

/// The dry run of a kept upload; `None` when it was applied or replaced.
pub async fn dry_run_of_upload(
    app: &App,
    actor: &Actor,
    upload: &str,
) -> Result<Option<DryRun>, AppError> {
    actor.may(Action::Write, Resource::People)?;
    match kept(app, upload).await? {
        Some(files) => dry_run(app, actor, files).await.map(Some),
        None => Ok(None),
    }
}

/// Applies a kept upload.
pub async fn apply_upload(
    app: &App,
    actor: &Actor,
    upload: &str,
    hash: &str,
) -> Result<DryRun, AppError> {
    actor.may(Action::Write, Resource::People)?;
    let files = kept(app, upload)
        .await?
        .ok_or(AppError::Refused(Refusal::DryRunIsStale))?;
    apply(app, actor, files, hash).await
}

async fn kept(app: &App, upload: &str) -> Result<Option<ImportFiles>, AppError> {
    let Ok(name) = hex::decode(upload) else {
        return Ok(None);
    };
    let Some(upload) = app.roster.upload(&name).await.map_err(AppError::internal)? else {
        return Ok(None);
    };
    let mut files = ImportFiles {
        people: Vec::new(),
        units: None,
        complete: upload.complete,
    };
    for (kind, content) in upload.files {
        if kind == ImportFile::Units.as_str() {
            files.units = Some(content);
        } else {
            files.people = content;
        }
    }
    Ok(Some(files))
}
