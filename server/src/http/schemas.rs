//! The published schemas of the files that people write, check or read by program.

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;

use crate::instruments::schema;
use crate::profiles;
use crate::state::App;

/// The addresses of the schemas.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/schemas/instrument.json", get(instrument))
        .route("/schemas/protocol.json", get(protocol))
        .route("/schemas/profile.json", get(profile))
}

const SCHEMA: &str = "application/schema+json";

async fn instrument() -> impl IntoResponse {
    ([(CONTENT_TYPE, SCHEMA)], schema::instrument())
}

async fn protocol() -> impl IntoResponse {
    ([(CONTENT_TYPE, SCHEMA)], schema::protocol())
}

async fn profile() -> impl IntoResponse {
    ([(CONTENT_TYPE, SCHEMA)], profiles::schema::profile())
}
