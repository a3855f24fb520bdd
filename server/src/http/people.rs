//! Pages of the roster: the list, and the import in its two steps.

use app::pages::people::{dry_run, import, list};
use axum::extract::multipart::MultipartError;
use axum::extract::{Multipart, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form, Router};
use contract::error::{AppError, Fault, FieldFault, Refusal};
use contract::people::PeopleOrder;
use serde::Deserialize;

use super::{Failure, Visit, page, page_with_status, up_to};
use crate::accounts::permissions::{Action, Resource};
use crate::people::{self, ImportFiles};
use crate::state::App;

/// Both files together; 200,000 people take some forty megabytes. The command line has no limit.
const UPLOAD_BYTES: usize = 128 * 1_024 * 1_024;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/people", get(show_list))
        .route(
            "/people/import",
            up_to(UPLOAD_BYTES, get(show_import).post(send_import)),
        )
        .route("/people/import/apply", post(send_apply))
        .route("/people/import/people.csv", get(people_template))
        .route("/people/import/units.csv", get(units_template))
}

#[derive(Deserialize)]
struct ListQuery {
    #[serde(default)]
    search: String,
    #[serde(default)]
    order: String,
    #[serde(default)]
    page: String,
    added: Option<u64>,
    changed: Option<u64>,
    removed: Option<u64>,
}

async fn show_list(
    State(app): State<App>,
    visit: Visit,
    Query(query): Query<ListQuery>,
) -> Result<Response, Failure> {
    let order = if query.order == PeopleOrder::Unit.as_str() {
        PeopleOrder::Unit
    } else {
        PeopleOrder::Name
    };
    // Whatever else stands there, the first page is a good answer.
    let number = query.page.parse().unwrap_or(1);
    let found = people::list(&app, visit.signed_in()?, &query.search, order, number).await?;
    let applied = match (query.added, query.changed, query.removed) {
        (Some(added), Some(changed), Some(removed)) => Some(list::Applied {
            added,
            changed,
            removed,
        }),
        _ => None,
    };
    let shown = page(&app, &visit, |context| list::page(context, &found, applied)).await?;
    Ok(shown.into_response())
}

#[derive(Deserialize)]
struct ImportQuery {
    upload: Option<String>,
    #[serde(default)]
    stale: String,
}

/// The form, or, with an upload, what its dry run finds now.
async fn show_import(
    State(app): State<App>,
    visit: Visit,
    Query(query): Query<ImportQuery>,
) -> Result<Response, Failure> {
    let actor = visit.signed_in()?;
    actor.may(Action::Write, Resource::People)?;
    let Some(upload) = query.upload else {
        let form = page(&app, &visit, |context| import::page(context, &[], false)).await?;
        return Ok(form.into_response());
    };
    let shown = match people::dry_run_of_upload(&app, actor, &upload).await? {
        Some(run) => {
            let stale = !query.stale.is_empty();
            page(&app, &visit, |context| {
                dry_run::page(context, &upload, &run, stale)
            })
            .await?
        }
        None => page(&app, &visit, |context| import::page(context, &[], true)).await?,
    };
    Ok(shown.into_response())
}

/// Keeps the files and leads to their dry run.
async fn send_import(
    State(app): State<App>,
    visit: Visit,
    form: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Result<Response, Failure> {
    let actor = visit.signed_in()?;
    actor.may(Action::Write, Resource::People)?;
    let form = form.map_err(|_| AppError::Refused(Refusal::UnreadableRequest))?;
    let files = read_form(form).await?;
    if files.people.is_empty() {
        let missing = [FieldFault {
            field: "people".to_owned(),
            fault: Fault::Missing,
        }];
        let again = |context: &_| import::page(context, &missing, false);
        let shown = page_with_status(&app, &visit, StatusCode::BAD_REQUEST, again).await?;
        return Ok(shown.into_response());
    }
    let upload = people::keep_upload(&app, actor, files).await?;
    Ok(Redirect::to(&format!("/people/import?upload={upload}")).into_response())
}

async fn read_form(mut form: Multipart) -> Result<ImportFiles, AppError> {
    let mut files = ImportFiles {
        people: Vec::new(),
        units: None,
        complete: false,
    };
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        match field.name() {
            Some("people") => files.people = field.bytes().await.map_err(unreadable)?.into(),
            Some("units") => {
                // A file input without a file sends an empty one.
                let content = field.bytes().await.map_err(unreadable)?;
                files.units = (!content.is_empty()).then(|| content.into());
            }
            Some("complete") => files.complete = true,
            _ => {}
        }
    }
    Ok(files)
}

fn unreadable(error: MultipartError) -> AppError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        AppError::TooLarge {
            limit_bytes: UPLOAD_BYTES as u64,
        }
    } else {
        AppError::Refused(Refusal::UnreadableRequest)
    }
}

#[derive(Deserialize)]
struct Apply {
    #[serde(default)]
    upload: String,
    #[serde(default)]
    hash: String,
}

async fn send_apply(
    State(app): State<App>,
    visit: Visit,
    Form(form): Form<Apply>,
) -> Result<Redirect, Failure> {
    let actor = visit.signed_in()?;
    // The upload stands in an address below, so it must be one that we gave out.
    let is_ours = form.upload.len() == 64 && hex::decode(&form.upload).is_ok();
    let leads_to = match people::apply_upload(&app, actor, &form.upload, &form.hash).await {
        Ok(done) => format!(
            "/people?added={}&changed={}&removed={}",
            done.additions.n, done.changes.n, done.removals.n
        ),
        Err(AppError::Refused(Refusal::DryRunIsStale | Refusal::FileHasFaults)) if is_ours => {
            format!("/people/import?upload={}&stale=1", form.upload)
        }
        Err(error) => return Err(error.into()),
    };
    Ok(Redirect::to(&leads_to))
}

async fn people_template(visit: Visit) -> Result<Response, Failure> {
    template(&visit, "people.csv", people::people_template(visit.lang))
}

async fn units_template(visit: Visit) -> Result<Response, Failure> {
    template(&visit, "units.csv", people::units_template(visit.lang))
}

fn template(visit: &Visit, name: &str, content: String) -> Result<Response, Failure> {
    visit.signed_in()?.may(Action::Write, Resource::People)?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    Ok((headers, content).into_response())
}
