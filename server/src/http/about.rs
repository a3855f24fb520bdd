//! Pages that explain: the method, and what is stored.

use app::pages::method::{self, Method};
use app::pages::privacy;
use axum::Router;
use axum::extract::State;
use axum::routing::get;

use super::{Document, Failure, Visit, page};
use crate::state::App;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/method", get(show_method))
        .route("/privacy", get(show_privacy))
}

async fn show_method(State(app): State<App>, visit: Visit) -> Result<Document, Failure> {
    let method = Method {
        version: stats::METHOD_VERSION.to_owned(),
        min_cohort: stats::MIN_COHORT as u32,
    };
    page(&app, &visit, |context| method::page(context, &method)).await
}

async fn show_privacy(State(app): State<App>, visit: Visit) -> Result<Document, Failure> {
    page(&app, &visit, privacy::page).await
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[tokio::test]
    async fn until_it_is_built_no_page_promises_more_than_confidentiality() {
        let fixture = Fixture::new().await;
        let mut browser = fixture.browser();
        for path in ["/", "/signin", "/method", "/privacy", "/none"] {
            browser.language = "vi";
            let body = browser.get(path).await.body.to_lowercase();
            assert!(!body.contains("ẩn danh"), "{path}");
            browser.language = "en";
            let body = browser.get(path).await.body.to_lowercase();
            assert!(!body.contains("anonym"), "{path}");
        }
    }

    #[tokio::test]
    async fn privacy_says_in_so_many_words_what_the_operator_can_do() {
        let fixture = Fixture::new().await;
        let mut browser = fixture.browser();
        let body = browser.get("/privacy").await.body;
        assert!(body.contains(
            "Câu trả lời không lưu kèm tên anh/chị, nhưng đơn vị vận hành hệ thống vẫn có khả năng kỹ thuật để dò ra."
        ));
        browser.language = "en";
        assert!(
            browser
                .get("/privacy")
                .await
                .body
                .contains("technical means to find out")
        );
    }

    #[tokio::test]
    async fn the_method_names_its_version_and_thresholds() {
        let fixture = Fixture::new().await;
        let body = fixture.browser().get("/method").await.body;
        assert!(body.contains(stats::METHOD_VERSION));
        assert!(body.contains("k thường là 5, không bao giờ dưới 4"));
        assert!(body.contains("ít hơn 20 người"));
    }
}
