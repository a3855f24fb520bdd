//! How a failure is shown: as a page in the reader's language, or as JSON in both.
//!
//! Handlers answer with [`Failure`]. What axum itself refuses (an unreadable form, an address
//! that nobody serves, a body too large) arrives here as a bare status and is told the same way.

use std::error::Error;
use std::fmt::Write;
use std::sync::Arc;

use app::pages::error;
use app::words::faults;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contract::error::{ApiFault, AppError, Refusal};
use store::StoreError;

use super::limits::BodyLimit;
use super::{Visit, page_with_status};
use crate::state::App;

/// A failure on its way out.
#[derive(Debug)]
pub struct Failure(pub AppError);

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self(AppError::internal(error))
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self(AppError::Refused(refusal))
    }
}

/// The failure inside a response that [`show`] has still to tell.
#[derive(Debug, Clone)]
struct Untold(Arc<AppError>);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = status(&self.0).into_response();
        response.extensions_mut().insert(Untold(Arc::new(self.0)));
        response
    }
}

/// The status that says the kind of a failure.
pub const fn status(error: &AppError) -> StatusCode {
    match error {
        AppError::NotFound => StatusCode::NOT_FOUND,
        AppError::SignInNeeded => StatusCode::UNAUTHORIZED,
        AppError::Forbidden => StatusCode::FORBIDDEN,
        AppError::Invalid(_) => StatusCode::BAD_REQUEST,
        AppError::Refused(refusal) => match refusal {
            Refusal::ForeignPage => StatusCode::FORBIDDEN,
            Refusal::UnreadableRequest => StatusCode::BAD_REQUEST,
            Refusal::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Refusal::TooManyAttempts => StatusCode::TOO_MANY_REQUESTS,
            _ => StatusCode::CONFLICT,
        },
        AppError::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        AppError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Tells every failure that left the handlers.
pub(super) async fn show(State(app): State<App>, request: Request, next: Next) -> Response {
    let asked = Asked {
        method: request.method().clone(),
        uri: request.uri().clone(),
        headers: request.headers().clone(),
    };
    let response = next.run(request).await;
    match untold(&response) {
        Some(error) => tell(&app, &asked, response, &error).await,
        None => response,
    }
}

/// The request, after the handler has taken it.
struct Asked {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
}

fn untold(response: &Response) -> Option<Arc<AppError>> {
    if let Some(Untold(error)) = response.extensions().get() {
        return Some(Arc::clone(error));
    }
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return None;
    }
    let told = response.headers().get(CONTENT_TYPE).is_some_and(|kind| {
        let kind = kind.as_bytes();
        kind.starts_with(b"text/html") || kind.starts_with(b"application/json")
    });
    (!told).then(|| Arc::new(of_status(status, response)))
}

/// What a bare status of axum's or tower's means.
fn of_status(status: StatusCode, response: &Response) -> AppError {
    match status {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => AppError::NotFound,
        StatusCode::REQUEST_TIMEOUT => AppError::Refused(Refusal::TooSlow),
        StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge {
            limit_bytes: BodyLimit::of(response),
        },
        status if status.is_client_error() => AppError::Refused(Refusal::UnreadableRequest),
        status => AppError::internal(format!("a bare {status}")),
    }
}

async fn tell(app: &App, asked: &Asked, bare: Response, error: &AppError) -> Response {
    log(error);
    let status = match bare.status() {
        StatusCode::METHOD_NOT_ALLOWED => StatusCode::METHOD_NOT_ALLOWED,
        StatusCode::OK => status(error),
        status => status,
    };
    let path = asked.uri.path();
    let mut response = if path.starts_with("/api/") || path.starts_with("/box/") {
        (status, Json(fault(error))).into_response()
    } else {
        let mut visit = Visit::read(app, &asked.headers, &asked.uri).await;
        if asked.method != Method::GET {
            // The switch of the language leads by GET, where nothing may stand.
            visit.path = "/".to_owned();
        }
        let told = page_with_status(app, &visit, status, |context| error::page(context, error));
        match told.await {
            Ok(page) => page.into_response(),
            // The vault does not answer, so nothing can be drawn that asks it.
            Err(_) => (status, faults::explain(visit.lang, error).sentences()).into_response(),
        }
    };
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A failure as the JSON addresses tell it.
fn fault(error: &AppError) -> ApiFault {
    ApiFault {
        code: error.code().to_owned(),
        message: Some(faults::message(error)),
        faults: match error {
            AppError::Invalid(faults) => faults.clone(),
            _ => Vec::new(),
        },
        refusal: match error {
            AppError::Refused(refusal) => Some(refusal.clone()),
            _ => None,
        },
    }
}

/// Writes what is our fault to the log, with its causes and without anything of the request.
pub(super) fn log(error: &AppError) {
    if let AppError::Internal(cause) = error {
        tracing::error!("internal error: {}", chain(cause.as_ref()));
    }
}

fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        // Writing into a String cannot fail.
        let _ = write!(text, ": {error}");
        cause = error.source();
    }
    text
}
