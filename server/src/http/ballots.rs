//! The addresses of the survey page: the invitation, the tasks, the codes, the box.
//!
//! The box reads no cookie and no address of the sender, and of the headers only what kind of body
//! they announce; nothing here is logged.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use contract::ballots::{ENVELOPE_WITH_COMMENTS_BYTES, IssueRequest};
use contract::error::{AppError, Refusal};
use contract::ids::CampaignId;
use contract::invitations::{OpenInvitation, RATER_HEADER, TaskList};
use cookie::SameSite;

use super::cookies::{self, RATER, Stays};
use super::{Failure, up_to};
use crate::ballots::session::{self, Rater};
use crate::ballots::{self, submit, tasks};
use crate::state::App;

/// The addresses of the survey page.
pub fn routes() -> Router<App> {
    let largest = ENVELOPE_WITH_COMMENTS_BYTES as usize;
    Router::new()
        .route("/api/invitations/open", post(open))
        .route("/api/tasks", get(task_list))
        .route("/api/ballots/issue", post(issue))
        .route("/api/rater/signout", post(sign_out))
        .route("/box/{campaign}", up_to(largest, post(put)))
}

/// What the body of an envelope is announced as.
const ENVELOPE: &str = "application/octet-stream";

const NEVER_KEPT: (HeaderName, &str) = (CACHE_CONTROL, "no-store");

async fn open(
    State(app): State<App>,
    headers: HeaderMap,
    Json(invitation): Json<OpenInvitation>,
) -> Result<Response, Failure> {
    let opened = session::open_by_link(&app.roster, &invitation.code).await?;
    replace_session(&app, &headers).await?;
    let list = tasks::task_list(&app.roster, &app.keys, &opened.rater).await?;
    let cookie = rater_cookie(&app, &opened.token)?;
    Ok(([(SET_COOKIE, cookie)], [NEVER_KEPT], Json(list)).into_response())
}

async fn task_list(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<([(HeaderName, &'static str); 1], Json<TaskList>), Failure> {
    let rater = rater_of_the_tab(&app, &headers).await?;
    let list = tasks::task_list(&app.roster, &app.keys, &rater).await?;
    Ok(([NEVER_KEPT], Json(list)))
}

async fn issue(
    State(app): State<App>,
    headers: HeaderMap,
    Json(request): Json<IssueRequest>,
) -> Result<StatusCode, Failure> {
    let rater = rater_of_the_tab(&app, &headers).await?;
    ballots::issue_to_browser(&app, &rater, &request).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    replace_session(&app, &headers).await?;
    Ok(([(SET_COOKIE, gone(&app)?)], StatusCode::NO_CONTENT).into_response())
}

async fn put(
    State(app): State<App>,
    Path(campaign): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failure> {
    let campaign: CampaignId = campaign.parse().map_err(|_| AppError::NotFound)?;
    if headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes) != Some(ENVELOPE.as_bytes()) {
        return Err(Refusal::NotAnEnvelope.into());
    }
    let receipt = submit::submit(&app.ballots, campaign, body.into()).await?;
    Ok(([NEVER_KEPT], Json(receipt)).into_response())
}

/// Who is answering, by the cookie, if that is whose tasks the asking tab shows.
async fn rater_of_the_tab(app: &App, headers: &HeaderMap) -> Result<Rater, AppError> {
    let rater = rater(app, headers).await?;
    let name = headers
        .get(RATER_HEADER)
        .and_then(|name| name.to_str().ok());
    rater.must_be(&app.keys, name)?;
    Ok(rater)
}

/// Who is answering, by the cookie.
pub(super) async fn rater(app: &App, headers: &HeaderMap) -> Result<Rater, AppError> {
    let token = cookies::read(headers, RATER);
    session::rater_of(&app.roster, token.as_deref()).await
}

/// The cookie of a session that was just opened. It ends with the browser.
pub(super) fn rater_cookie(app: &App, token: &str) -> Result<axum::http::HeaderValue, AppError> {
    cookies::set(app, RATER, token, SameSite::Strict, Stays::WithTheBrowser)
}

/// Takes the cookie away.
pub(super) fn gone(app: &App) -> Result<axum::http::HeaderValue, AppError> {
    cookies::set(app, RATER, "", SameSite::Strict, Stays::Gone)
}

/// Ends the session that this browser had.
pub(super) async fn replace_session(app: &App, headers: &HeaderMap) -> Result<(), AppError> {
    match cookies::read(headers, RATER) {
        Some(token) => session::sign_out(&app.roster, &token).await,
        None => Ok(()),
    }
}
