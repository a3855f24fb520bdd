//! From a page of `app` to a response.

use std::cell::Cell;

use app::page::{Page, PageContext, render};
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{Html, IntoResponse, Response};

use super::security::Islands;
use super::{Failure, Visit};
use crate::state::App;

/// A rendered page.
#[derive(Debug)]
pub struct Document {
    status: StatusCode,
    html: String,
    islands: bool,
}

/// Renders a page for this visit.
pub async fn page(
    app: &App,
    visit: &Visit,
    build: impl FnOnce(&PageContext) -> Page,
) -> Result<Document, Failure> {
    page_with_status(app, visit, StatusCode::OK, build).await
}

/// The same with another status: a form that has something to correct answers 400 and is a page.
pub async fn page_with_status(
    app: &App,
    visit: &Visit,
    status: StatusCode,
    build: impl FnOnce(&PageContext) -> Page,
) -> Result<Document, Failure> {
    let context = visit.context(app).await?;
    let islands = Cell::new(false);
    let html = render(&context, |context| {
        let page = build(context);
        islands.set(page.islands);
        page
    });
    Ok(Document {
        status,
        html,
        islands: islands.get(),
    })
}

impl IntoResponse for Document {
    fn into_response(self) -> Response {
        // Pages are of one reader; a shared machine must not keep them.
        let headers = [(CACHE_CONTROL, "no-store")];
        let mut response = (self.status, headers, Html(self.html)).into_response();
        if self.islands {
            response.extensions_mut().insert(Islands);
        }
        response
    }
}
