//! The cookies of the house: who is signed in as staff, which invitation was opened, which
//! language was chosen. None of them is read where an envelope arrives.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use contract::error::AppError;
use cookie::{Cookie, SameSite};

use crate::state::App;

/// The token of a staff session.
pub const STAFF: &str = "tc_staff";
/// The token of a rater's session.
pub const RATER: &str = "tc_rater";
/// The chosen language.
pub const LANGUAGE: &str = "lang";

/// How long a cookie stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stays {
    /// Until the browser is closed.
    WithTheBrowser,
    /// This many seconds.
    Seconds(i64),
    /// It goes now.
    Gone,
}

/// The value of a cookie of the request.
pub fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(COOKIE)
        .into_iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| Cookie::split_parse(header.to_owned()))
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned())
}

/// The value of a `Set-Cookie` header. No script reads these cookies, and they travel only
/// encrypted wherever the program is reached by https.
pub fn set(
    app: &App,
    name: &'static str,
    value: &str,
    same_site: SameSite,
    stays: Stays,
) -> Result<HeaderValue, AppError> {
    let mut cookie = Cookie::build((name, value.to_owned()))
        .path("/")
        .http_only(true)
        .same_site(same_site)
        .secure(app.public_url.starts_with("https://"));
    match stays {
        Stays::WithTheBrowser => {}
        Stays::Seconds(seconds) => cookie = cookie.max_age(time::Duration::seconds(seconds)),
        Stays::Gone => cookie = cookie.removal(),
    }
    HeaderValue::from_str(&cookie.build().to_string()).map_err(AppError::internal)
}
