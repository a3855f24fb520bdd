//! What protects the reader's browser: one table of headers, and no forms from elsewhere.

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderValue, Response};
use axum::middleware::Next;
use axum::response::IntoResponse;
use contract::error::{AppError, Refusal};
use tower_http::csrf::{CsrfLayer, ProtectionError};

use super::Failure;
use crate::state::App;

/// Marks a response whose page holds an island: only there may WebAssembly run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Islands;

/// Nothing from elsewhere, nothing inline, no frame around us, forms only to us.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const POLICY_WITH_ISLANDS: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
     form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 5] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    // Not `no-referrer`: browsers would then send `Origin: null` with forms, and the guard below
    // could not tell ours from others. The survey's requests to the box ask for `no-referrer`.
    (REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=()",
    ),
];

/// Adds the headers to every response.
pub(super) async fn add_headers(
    State(app): State<App>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let mut response = next.run(request).await;
    let policy = match response.extensions().get::<Islands>() {
        Some(_) => POLICY_WITH_ISLANDS,
        None => POLICY,
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if app.public_url.starts_with("https://") {
        headers.insert(
            STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    response
}

/// Refuses what a page of another site sends. The decision is by `Sec-Fetch-Site`, then by `Origin`
/// against `Host` and against the public address (for proxies that rewrite `Host`). A request with
/// none of these headers comes from no browser of the last years and passes: the cookies are
/// `SameSite`, so such a request carries nobody's session.
pub(super) fn refuse_foreign_pages(routes: Router<App>, app: &App) -> Router<App> {
    let refuse = |_: ProtectionError| -> Response<Body> {
        Failure(AppError::Refused(Refusal::ForeignPage)).into_response()
    };
    let mut layer = CsrfLayer::new();
    match layer.clone().add_trusted_origin(&app.public_url) {
        Ok(trusting) => layer = trusting,
        Err(error) => tracing::warn!("the public address is not trusted as an origin: {error}"),
    }
    routes.layer(layer.with_rejection_response(refuse))
}
