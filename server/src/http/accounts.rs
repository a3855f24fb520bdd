//! The way in: start page, sign-in, sign-out, set-up.

use app::pages::accounts::{set_up, sign_in, start};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, SET_COOKIE};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form, Router};
use contract::accounts::Role;
use contract::error::AppError;
use cookie::SameSite;
use serde::Deserialize;

use super::cookies::{self, Stays};
use super::{Failure, Visit, failure, page, page_with_status};
use crate::accounts::permissions::{Action, Resource};
use crate::accounts::{self, Actor};
use crate::state::App;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(show_start))
        .route("/signin", get(show_sign_in).post(send_sign_in))
        .route(sign_in::SCRIPT, get(script))
        .route("/signout", post(sign_out))
        .route("/setup", get(show_set_up).post(send_set_up))
}

async fn show_start(State(app): State<App>, visit: Visit) -> Result<Response, Failure> {
    if must_set_up(&app, &visit).await? {
        return Ok(Redirect::to("/setup").into_response());
    }
    let start = page(&app, &visit, start::page).await?;
    Ok(start.into_response())
}

/// An administrator of a fresh installation is led to its set-up first.
async fn must_set_up(app: &App, visit: &Visit) -> Result<bool, AppError> {
    let administrator = match &visit.actor {
        Some(Actor::Staff(staff)) => staff.role == Role::Administrator,
        _ => false,
    };
    Ok(administrator && !accounts::is_set_up(app).await?)
}

async fn script() -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (CACHE_CONTROL, "public, max-age=3600"),
    ];
    (headers, include_str!("../../assets/signin.js"))
}

async fn show_sign_in(State(app): State<App>, visit: Visit) -> Result<Response, Failure> {
    let page = page(&app, &visit, |context| sign_in::page(context, None)).await?;
    Ok(page.into_response())
}

#[derive(Deserialize)]
struct SignIn {
    #[serde(default)]
    code: String,
}

async fn send_sign_in(
    State(app): State<App>,
    visit: Visit,
    Form(form): Form<SignIn>,
) -> Result<Response, Failure> {
    match accounts::redeem(&app, &form.code).await {
        Ok((_, token)) => {
            let stays = Stays::WithTheBrowser;
            let cookie = cookies::set(&app, cookies::STAFF, &token, SameSite::Lax, stays)?;
            // The start page leads on to the set-up where there is none.
            Ok(([(SET_COOKIE, cookie)], Redirect::to("/")).into_response())
        }
        Err(error @ (AppError::Invalid(_) | AppError::Refused(_))) => {
            let again = |context: &_| sign_in::page(context, Some(&error));
            let status = failure::status(&error);
            let page = page_with_status(&app, &visit, status, again).await?;
            Ok(page.into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    if let Some(token) = cookies::read(&headers, cookies::STAFF) {
        accounts::end(&app, &token).await?;
    }
    let gone = cookies::set(&app, cookies::STAFF, "", SameSite::Lax, Stays::Gone)?;
    Ok(([(SET_COOKIE, gone)], Redirect::to("/")).into_response())
}

async fn show_set_up(State(app): State<App>, visit: Visit) -> Result<Response, Failure> {
    let actor = visit.signed_in()?;
    actor.may(Action::Write, Resource::Settings)?;
    let typed = set_up::Typed {
        organisation: accounts::organisation(&app).await?,
        display_name: actor
            .viewer()
            .map(|viewer| viewer.display_name)
            .unwrap_or_default(),
    };
    let page = page(&app, &visit, |context| set_up::page(context, &typed, &[])).await?;
    Ok(page.into_response())
}

#[derive(Deserialize)]
struct SetUp {
    #[serde(default)]
    organisation: String,
    #[serde(default)]
    display_name: String,
}

async fn send_set_up(
    State(app): State<App>,
    visit: Visit,
    Form(form): Form<SetUp>,
) -> Result<Response, Failure> {
    let actor = visit.signed_in()?;
    let typed = set_up::Typed {
        organisation: form.organisation,
        display_name: form.display_name,
    };
    match accounts::set_up(&app, actor, &typed.organisation, &typed.display_name).await {
        Ok(()) => Ok(Redirect::to("/").into_response()),
        Err(AppError::Invalid(faults)) => {
            let status = axum::http::StatusCode::BAD_REQUEST;
            let again = |context: &_| set_up::page(context, &typed, &faults);
            Ok(page_with_status(&app, &visit, status, again)
                .await?
                .into_response())
        }
        Err(error) => Err(error.into()),
    }
}
