//! How much a request may bring, how long it may take, and what happens when a handler panics.

use std::any::Any;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use contract::error::AppError;
use http_body::Frame;
use http_body_util::BodyExt;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

use super::Failure;
use crate::state::App;

/// What a form or a JSON request may weigh.
const FORM_BYTES: usize = 256 * 1_024;
/// How much of a refused body is read and thrown away, so that the sender hears why.
const DRAINED_BYTES: usize = 64 * 1_024 * 1_024;
/// The longest silence inside a body.
const SILENCE: Duration = Duration::from_secs(30);
/// The longest a request may take; an import of 200,000 people stays well below.
const REQUEST: Duration = Duration::from_secs(300);

/// The limit that a response's route has, for the message.
#[derive(Debug, Clone, Copy)]
pub(super) struct BodyLimit(u64);

impl BodyLimit {
    pub(super) fn of(response: &Response) -> u64 {
        response
            .extensions()
            .get::<Self>()
            .map_or(FORM_BYTES as u64, |limit| limit.0)
    }
}

/// Routes that take more (or less) than a form does.
pub fn up_to(limit_bytes: usize, routes: MethodRouter<App>) -> MethodRouter<App> {
    routes
        .layer(DefaultBodyLimit::max(limit_bytes))
        .layer(map_response(move |mut response: Response| async move {
            let limit = BodyLimit(limit_bytes as u64);
            response.extensions_mut().insert(limit);
            response
        }))
}

/// Sets the limits for all routes.
pub(super) fn guard(routes: Router<App>) -> Router<App> {
    routes
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .layer(from_fn(hear_out))
        .layer(RequestBodyTimeoutLayer::new(SILENCE))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            REQUEST,
        ))
        .layer(CatchPanicLayer::custom(panicked))
}

fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    // The message of a panic may hold what a request brought, so only the hook's place is logged.
    Failure(AppError::internal("a handler panicked")).into_response()
}

/// A browser that is answered in the middle of its upload shows a broken connection instead of the
/// answer. So what is left of a refused body is read and thrown away first, within bounds.
async fn hear_out(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let shared = Shared(Arc::new(Mutex::new(body)));
    let rest = Shared(Arc::clone(&shared.0));
    let response = next
        .run(Request::from_parts(parts, Body::new(shared)))
        .await;
    if response.status() == StatusCode::PAYLOAD_TOO_LARGE {
        throw_away(rest).await;
    }
    response
}

async fn throw_away(mut rest: Shared) {
    let mut thrown_bytes = 0;
    while thrown_bytes < DRAINED_BYTES
        && let Some(Ok(frame)) = rest.frame().await
    {
        thrown_bytes += frame.data_ref().map_or(0, Bytes::len);
    }
}

/// A body that stays reachable after a handler has dropped it.
struct Shared(Arc<Mutex<Body>>);

impl HttpBody for Shared {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let mut body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Pin::new(&mut *body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        let body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        body.is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        let body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        body.size_hint()
    }
}
