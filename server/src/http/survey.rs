//! `GET /i`: the page of the survey. The link's code stands in the fragment and does not come here.

use axum::Router;
use axum::extract::State;
use axum::routing::get;

use super::{Document, Failure, Visit, page};
use crate::state::App;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/i", get(show))
}

async fn show(State(app): State<App>, visit: Visit) -> Result<Document, Failure> {
    // Whoever is signed in as staff answers here as a rater: the page knows nothing of the other.
    let visit = Visit {
        actor: None,
        ..visit
    };
    page(&app, &visit, app::pages::survey::page).await
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use crate::fixture::Fixture;

    #[tokio::test]
    async fn the_page_may_run_its_module_and_send_no_form() {
        let fixture = Fixture::new().await;
        let answer = fixture.browser().get("/i").await;
        assert_eq!(answer.status, StatusCode::OK);
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval';"));
        assert!(policy.contains("form-action 'none'"));
        assert!(answer.body.contains("<leptos-island"));
        assert!(answer.body.contains("/confidential"));
    }
}
