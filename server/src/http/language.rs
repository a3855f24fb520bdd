//! The switch between the two languages.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use contract::error::AppError;
use contract::locale::Lang;
use cookie::SameSite;
use serde::Deserialize;

use super::Failure;
use super::cookies::{self, Stays};
use crate::state::App;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/language/{lang}", get(switch))
}

#[derive(Deserialize)]
struct Destination {
    #[serde(default)]
    to: String,
}

/// A choice of language is no secret and is kept for a year.
const KEPT_SECONDS: i64 = 365 * 24 * 60 * 60;

async fn switch(
    State(app): State<App>,
    Path(tag): Path<String>,
    Query(destination): Query<Destination>,
) -> Result<Response, Failure> {
    let lang = Lang::from_tag(&tag).ok_or(AppError::NotFound)?;
    let stays = Stays::Seconds(KEPT_SECONDS);
    let cookie = cookies::set(&app, cookies::LANGUAGE, lang.tag(), SameSite::Lax, stays)?;
    let to = Redirect::to(local(&destination.to));
    Ok(([(SET_COOKIE, cookie)], to).into_response())
}

/// The path, if it leads to ourselves. `//host` and `/\host` lead elsewhere.
fn local(to: &str) -> &str {
    let leads_elsewhere = to.starts_with("//") || to.contains('\\');
    let is_plain = to.bytes().all(|byte| byte.is_ascii_graphic());
    if to.starts_with('/') && !leads_elsewhere && is_plain {
        to
    } else {
        "/"
    }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn the_switch_leads_only_to_ourselves() {
        assert_eq!(local("/campaigns?page=2"), "/campaigns?page=2");
        for elsewhere in [
            "https://a.example/",
            "//a.example",
            "/\\a.example",
            "\\\\a",
            "",
            "/a\r\nb",
            "/\t/a.example",
        ] {
            assert_eq!(local(elsewhere), "/");
        }
    }
}
