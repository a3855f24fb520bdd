//! The rules that hold for every address.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::routing::{get, post};
use axum::{Form, Router};
use contract::error::{ApiFault, AppError, Refusal};

use super::Failure;
use crate::fixture::Fixture;

#[tokio::test]
async fn an_unknown_address_is_told_in_the_readers_language() {
    let fixture = Fixture::new().await;
    let mut browser = fixture.browser();
    let answer = browser.get("/no/such/page").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("Không tìm thấy trang này"));
    assert!(answer.body.contains("<html lang=\"vi\""));
    browser.language = "en";
    let answer = browser.get("/no/such/page").await;
    assert!(answer.body.contains("This page was not found"));
}

#[tokio::test]
async fn the_json_addresses_tell_both_languages_and_a_code() {
    let fixture = Fixture::new().await;
    let answer = fixture.browser().get("/api/no/such/thing").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let fault: ApiFault = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(fault.code, "not_found");
    let message = fault.message.unwrap();
    assert!(message.vi.contains("địa chỉ"));
    assert!(message.en.contains("address"));
}

#[tokio::test]
async fn every_answer_carries_the_policy() {
    let fixture = Fixture::new().await;
    let mut browser = fixture.browser();
    for path in ["/healthz", "/no/such/page", "/favicon.svg", "/api/none"] {
        let answer = browser.get(path).await;
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(policy.contains("script-src 'self';"), "{path}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        assert_eq!(answer.headers["referrer-policy"], "same-origin");
    }
}

#[tokio::test]
async fn the_program_is_ready_when_both_vaults_answer() {
    let fixture = Fixture::new().await;
    assert_eq!(
        fixture.browser().get("/readyz").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn the_switch_changes_the_language_of_the_next_page() {
    let fixture = Fixture::new().await;
    let mut browser = fixture.browser();
    let answer = browser.get("/language/en?to=/method").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), "/method");
    let answer = browser.get("/no/such/page").await;
    assert!(answer.body.contains("<html lang=\"en\""));
    assert_eq!(
        browser.get("/language/fr?to=/").await.status,
        StatusCode::NOT_FOUND
    );
}

async fn post_from(
    fixture: &Fixture,
    path: &str,
    headers: &[(&str, &str)],
) -> crate::fixture::Answer {
    let mut request = Request::post(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    fixture.browser().send(request, Body::empty()).await
}

#[tokio::test]
async fn a_form_on_another_site_is_refused() {
    let fixture = Fixture::new().await;
    let foreign: [&[(&str, &str)]; 3] = [
        &[("sec-fetch-site", "cross-site")],
        &[("origin", "https://elsewhere.example")],
        &[("origin", "null")],
    ];
    for headers in foreign {
        let answer = post_from(&fixture, "/no/such/form", headers).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert!(answer.body.contains("đến từ một trang khác"));
    }
}

#[tokio::test]
async fn our_own_forms_and_programs_without_a_browser_pass_the_guard() {
    let fixture = Fixture::new().await;
    let ours: [&[(&str, &str)]; 4] = [
        &[("sec-fetch-site", "same-origin")],
        &[("origin", "http://toancanh.example")],
        // A proxy that rewrote Host: the public address is trusted.
        &[
            ("origin", "http://toancanh.example"),
            ("host", "inner:8080"),
        ],
        &[],
    ];
    for headers in ours {
        // Past the guard there is nothing here, which is what this asserts.
        let answer = post_from(&fixture, "/no/such/form", headers).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{headers:?}");
    }
}

/// Routes that fail in every way, under the same layers as ours.
fn failing(fixture: &Fixture) -> crate::fixture::Browser {
    #[derive(serde::Deserialize)]
    struct Fields {
        #[expect(dead_code, reason = "only its presence matters")]
        needed: u32,
    }
    let routes = Router::new()
        .route(
            "/panic",
            get(async || -> &'static str { panic!("a secret") }),
        )
        .route(
            "/closed",
            get(async || Failure(AppError::Refused(Refusal::CampaignClosed))),
        )
        .route(
            "/broken",
            get(async || Failure(AppError::internal("the disk is full"))),
        )
        .route("/form", post(async |_: Form<Fields>| "taken"))
        .route(
            "/file",
            super::up_to(
                1_024 * 1_024,
                post(async |body: String| body.len().to_string()),
            ),
        );
    fixture.browser_of(super::with_layers(routes, &fixture.app))
}

#[tokio::test]
async fn a_panic_is_an_error_page_that_tells_nothing_of_it() {
    let fixture = Fixture::new().await;
    for path in ["/panic", "/broken"] {
        let answer = failing(&fixture).get(path).await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(answer.body.contains("Hệ thống gặp lỗi"));
        assert!(!answer.body.contains("secret") && !answer.body.contains("disk"));
    }
}

#[tokio::test]
async fn a_refusal_says_what_and_what_to_do() {
    let fixture = Fixture::new().await;
    let answer = failing(&fixture).get("/closed").await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("đã đóng"));
    assert!(answer.body.contains("không cần làm gì thêm"));
}

#[tokio::test]
async fn an_unreadable_form_is_told_as_a_page() {
    let fixture = Fixture::new().await;
    let answer = failing(&fixture).post("/form", &[("needed", "many")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("không đọc được nội dung"));
    let answer = failing(&fixture).get("/form").await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(answer.body.contains("Không tìm thấy"));
}

#[tokio::test]
async fn ten_megabytes_are_refused_with_the_limit_of_the_address() {
    let fixture = Fixture::new().await;
    let mut browser = failing(&fixture);
    let large = "a".repeat(10 * 1_024 * 1_024);
    let answer = browser.post("/form", &[("needed", &large)]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.body.contains("tối đa 256 KB"));
    let answer = browser
        .send(Request::post("/file"), Body::from(large))
        .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.body.contains("tối đa 1 MB"));
    let half = "a".repeat(512 * 1_024);
    let answer = browser.send(Request::post("/file"), Body::from(half)).await;
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (StatusCode::OK, "524288")
    );
}
