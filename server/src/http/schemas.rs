//! The published schemas of the files that people write or check themselves.

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;

use crate::instruments::schema;
use crate::state::App;

/// The addresses of the schemas.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/schemas/instrument.json", get(instrument))
        .route("/schemas/protocol.json", get(protocol))
}

const SCHEMA: &str = "application/schema+json";

async fn instrument() -> impl IntoResponse {
    ([(CONTENT_TYPE, SCHEMA)], schema::instrument())
}

async fn protocol() -> impl IntoResponse {
    ([(CONTENT_TYPE, SCHEMA)], schema::protocol())
}
