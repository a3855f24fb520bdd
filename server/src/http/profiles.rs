//! Released profiles: what is there to read, the analyst's list, one profile as page and as JSON.

use app::pages::profiles as pages;
use axum::extract::{Path, Query, State};
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;

use super::{Document, Failure, Visit, page};
use crate::profiles;
use crate::state::App;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/profiles", get(home))
        .route("/profiles/{campaign}", get(list))
        .route("/profiles/{campaign}/{staff_code}", get(one))
}

async fn home(State(app): State<App>, visit: Visit) -> Result<Document, Failure> {
    let view = profiles::home(&app, visit.signed_in()?).await?;
    page(&app, &visit, |context| pages::home::page(context, &view)).await
}

/// What the list is asked for. A page that is no number is the first one: an address cut short
/// still shows something.
#[derive(Debug, Default, Deserialize)]
struct Wanted {
    #[serde(default)]
    search: String,
    #[serde(default)]
    page: String,
}

async fn list(
    State(app): State<App>,
    visit: Visit,
    Path(campaign): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Document, Failure> {
    let number = wanted.page.parse().unwrap_or(1);
    let actor = visit.signed_in()?;
    let view = profiles::list(&app, actor, &campaign, &wanted.search, number).await?;
    page(&app, &visit, |context| pages::list::page(context, &view)).await
}

/// The ending of the address under which the same view is JSON.
const JSON_ENDING: &str = ".json";

async fn one(
    State(app): State<App>,
    visit: Visit,
    Path((campaign, staff_code)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let actor = visit.signed_in()?;
    if let Some(staff_code) = staff_code.strip_suffix(JSON_ENDING) {
        let view = profiles::profile(&app, actor, &campaign, staff_code).await?;
        return Ok(([(CACHE_CONTROL, "no-store")], Json(view)).into_response());
    }
    let view = profiles::profile(&app, actor, &campaign, &staff_code).await?;
    let document = page(&app, &visit, |context| pages::profile::page(context, &view)).await?;
    Ok(document.into_response())
}
