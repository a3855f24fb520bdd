//! For tests: a program over two fresh vaults in a temporary folder, and a browser to visit it.

use app::page::Bundle;
use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use migrations::{BallotsMigrator, MigratorTrait, RosterMigrator};
use store::{Ballots, Roster, Vault};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::accounts::{self, Actor, LinkFor};
use crate::clock::Clock;
use crate::http;
use crate::keys::Keys;
use crate::state::{App, Parts};

/// A program over two fresh vaults; they go when it is dropped.
pub struct Fixture {
    pub app: App,
    _folder: TempDir,
}

/// The day on which tests take place.
pub const NOW: time::OffsetDateTime = time::macros::datetime!(2026-10-05 02:00 UTC);

impl Fixture {
    /// With both vaults at the newest schema, and nothing in them.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = |name: &str| Vault::sqlite_url(&folder.path().join(name));
        let roster = Roster::open(&url("roster.db")).await.unwrap();
        let ballots = Ballots::open(&url("ballots.db")).await.unwrap();
        RosterMigrator::up(roster.vault().writer(), None)
            .await
            .unwrap();
        BallotsMigrator::up(ballots.vault().writer(), None)
            .await
            .unwrap();
        let app = App::new(Parts {
            roster,
            ballots,
            clock: Clock::Fixed(NOW),
            keys: Keys::draw().unwrap(),
            bundle: Bundle::default(),
            public_url: "http://toancanh.example".to_owned(),
        });
        Self {
            app,
            _folder: folder,
        }
    }

    /// The same program, later.
    pub fn after(&self, duration: time::Duration) -> App {
        self.app.at(NOW + duration)
    }

    /// A browser whose owner has signed in.
    pub async fn signed_in(&self, whom: &LinkFor) -> Browser {
        let link = accounts::make(&self.app, &Actor::System, whom)
            .await
            .unwrap();
        let mut browser = self.browser();
        let answer = browser.post("/signin", &[("code", &link.url)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        browser
    }

    /// A browser that has not been here before.
    pub fn browser(&self) -> Browser {
        self.browser_of(http::router(self.app.clone()))
    }

    /// A browser that visits other routes than the program's.
    pub fn browser_of(&self, router: Router) -> Browser {
        Browser::new(router)
    }
}

/// Keeps cookies and follows nothing by itself.
pub struct Browser {
    router: Router,
    cookies: Vec<(String, String)>,
    /// What it accepts.
    pub language: &'static str,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// Where a redirect leads.
    pub fn location(&self) -> &str {
        self.headers[LOCATION].to_str().unwrap()
    }
}

impl Browser {
    /// One that has not been here before.
    pub fn new(router: Router) -> Self {
        Self {
            router,
            cookies: Vec::new(),
            language: "vi",
        }
    }

    /// Opens an address.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let form = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let body = serde_urlencoded::to_string(fields).unwrap();
        self.send(form, Body::from(body)).await
    }

    /// Sends JSON.
    pub async fn post_json(&mut self, path: &str, json: &impl serde::Serialize) -> Answer {
        let request = Request::post(path).header(CONTENT_TYPE, "application/json");
        let body = serde_json::to_vec(json).unwrap();
        self.send(request, Body::from(body)).await
    }

    /// Sends anything.
    pub async fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Answer {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = request
            .header("accept-language", self.language)
            .header(COOKIE, cookies.join("; "))
            .body(body)
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for header in parts.headers.get_all(SET_COOKIE) {
            let cookie = cookie::Cookie::parse(header.to_str().unwrap()).unwrap();
            self.cookies.retain(|(name, _)| name != cookie.name());
            if cookie.max_age() != Some(cookie::time::Duration::ZERO) {
                self.cookies
                    .push((cookie.name().to_owned(), cookie.value().to_owned()));
            }
        }
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// The value of a cookie that it keeps.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}
