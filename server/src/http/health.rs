//! Whether the program lives, and whether it can work. Both say nothing else.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;

use crate::state::App;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(ready))
}

/// Ready when both vaults answer.
async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    let (roster, ballots) = tokio::join!(app.roster.vault().ping(), app.ballots.vault().ping());
    match (roster, ballots) {
        (Ok(()), Ok(())) => (StatusCode::OK, "ok"),
        (Err(_), Ok(())) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "the roster vault does not answer",
        ),
        (Ok(()), Err(_)) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "the ballot vault does not answer",
        ),
        (Err(_), Err(_)) => (StatusCode::SERVICE_UNAVAILABLE, "no vault answers"),
    }
}
