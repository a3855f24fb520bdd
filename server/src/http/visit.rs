//! What a handler knows about the request: language, address, who is signed in.

use std::convert::Infallible;

use app::page::PageContext;
use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use contract::error::AppError;
use contract::locale::Lang;

use super::cookies;
use crate::accounts::{self, Actor};
use crate::state::App;

/// The request, as far as a page needs it.
#[derive(Debug, Clone)]
pub struct Visit {
    /// Language of the answer.
    pub lang: Lang,
    /// Path and query.
    pub path: String,
    /// Who is signed in as staff.
    pub actor: Option<Actor>,
}

impl Visit {
    /// Who is signed in, or the failure that asks to sign in.
    pub fn signed_in(&self) -> Result<&Actor, AppError> {
        self.actor.as_ref().ok_or(AppError::SignInNeeded)
    }

    /// Reads headers and address; looks the session up.
    pub(super) async fn read(app: &App, headers: &HeaderMap, uri: &Uri) -> Self {
        let actor = match cookies::read(headers, cookies::STAFF) {
            Some(token) => match accounts::actor_of_session(app, &token).await {
                Ok(actor) => actor,
                Err(error) => {
                    // The page then asks to sign in; the log says why.
                    super::failure::log(&error);
                    None
                }
            },
            None => None,
        };
        Self {
            lang: language(headers),
            path: path(uri),
            actor,
        }
    }

    /// What every page is told.
    pub(super) async fn context(&self, app: &App) -> Result<PageContext, AppError> {
        Ok(PageContext {
            lang: self.lang,
            path: self.path.clone(),
            viewer: self.actor.as_ref().and_then(Actor::viewer),
            organisation: accounts::organisation(app).await?,
            fictitious: accounts::is_fictitious(app).await?,
            bundle: app.bundle.clone(),
        })
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::read(app, &parts.headers, &parts.uri).await)
    }
}

/// The cookie of the switch first, then the first language of the browser's that is ours.
pub(super) fn language(headers: &HeaderMap) -> Lang {
    if let Some(chosen) = cookies::read(headers, cookies::LANGUAGE)
        && let Some(lang) = Lang::from_tag(&chosen)
    {
        return lang;
    }
    let accepted = headers
        .get(ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let mut best: Option<(f32, Lang)> = None;
    for entry in accepted.split(',') {
        let mut parts = entry.split(';');
        let tag = parts.next().unwrap_or_default().trim();
        let primary = tag
            .split('-')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        let quality = parts
            .find_map(|part| part.trim().strip_prefix("q=")?.trim().parse::<f32>().ok())
            .unwrap_or(1.0);
        if let Some(lang) = Lang::from_tag(&primary)
            && quality > 0.0
            && best.is_none_or(|(highest, _)| quality > highest)
        {
            best = Some((quality, lang));
        }
    }
    best.map_or_else(Lang::default, |(_, lang)| lang)
}

fn path(uri: &Uri) -> String {
    uri.path_and_query()
        .map_or("/", |path| path.as_str())
        .to_owned()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn accepting(languages: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(languages));
        headers
    }

    #[test]
    fn vietnamese_is_spoken_unless_the_browser_prefers_english() {
        assert_eq!(language(&HeaderMap::new()), Lang::Vi);
        assert_eq!(language(&accepting("fr-FR, de;q=0.8")), Lang::Vi);
        assert_eq!(language(&accepting("en-GB,en;q=0.9,vi;q=0.8")), Lang::En);
        assert_eq!(language(&accepting("en;q=0.3, vi;q=0.8")), Lang::Vi);
        assert_eq!(language(&accepting("en;q=0")), Lang::Vi);
    }

    #[test]
    fn the_switch_outranks_the_browser() {
        let mut headers = accepting("en");
        headers.insert("cookie", HeaderValue::from_static("a=b; lang=vi"));
        assert_eq!(language(&headers), Lang::Vi);
        headers.insert("cookie", HeaderValue::from_static("lang=xx"));
        assert_eq!(language(&headers), Lang::En);
    }
}
