//! Rules of the sign-in, the sign-out and the set-up, through the addresses.

use axum::http::StatusCode;
use contract::accounts::Role;

use crate::accounts::{self, Actor, LinkFor};
use crate::fixture::Fixture;

async fn link(fixture: &Fixture, role: Role) -> String {
    let whom = LinkFor::Role(role);
    let link = accounts::make(&fixture.app, &Actor::System, &whom).await;
    link.unwrap().url
}

#[tokio::test]
async fn the_start_page_says_what_this_is_to_whoever_comes_by() {
    let fixture = Fixture::new().await;
    let answer = fixture.browser().get("/").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("Lắng nghe từ nhiều phía"));
    assert!(answer.body.contains("khả năng kỹ thuật để dò ra"));
    assert!(!answer.body.contains("ẩn danh"));
}

#[tokio::test]
async fn a_link_signs_in_and_its_cookie_is_out_of_reach_of_scripts() {
    let fixture = Fixture::new().await;
    let url = link(&fixture, Role::Analyst).await;
    let mut browser = fixture.browser();
    let answer = browser.post("/signin", &[("code", &url)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let cookie = answer.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));
    // The public address of the fixture is not encrypted.
    assert!(!cookie.contains("Secure"));
    let start = browser.get("/").await.body;
    assert!(start.contains("Chuyên viên tổng hợp") && start.contains("href=\"/profiles\""));
    assert!(!start.contains("href=\"/people\""));
}

#[tokio::test]
async fn a_used_or_mistyped_link_says_so_and_signs_nobody_in() {
    let fixture = Fixture::new().await;
    let url = link(&fixture, Role::Analyst).await;
    fixture.browser().post("/signin", &[("code", &url)]).await;
    let mut browser = fixture.browser();
    let used = browser.post("/signin", &[("code", &url)]).await;
    assert_eq!(used.status, StatusCode::CONFLICT);
    assert!(used.body.contains("đã được dùng, hoặc đã quá hạn"));
    let mistyped = browser.post("/signin", &[("code", "0123")]).await;
    assert_eq!(mistyped.status, StatusCode::BAD_REQUEST);
    assert!(mistyped.body.contains("không phải là đường dẫn đăng nhập"));
    assert!(
        !mistyped.body.contains("value=\"0123\""),
        "a code is not shown again"
    );
    assert_eq!(browser.cookie("tc_staff"), None);
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server_too() {
    let fixture = Fixture::new().await;
    let mut browser = fixture.signed_in(&LinkFor::Role(Role::Analyst)).await;
    let token = browser.cookie("tc_staff").unwrap().to_owned();
    let answer = browser.post("/signout", &[]).await;
    assert_eq!(answer.location(), "/");
    assert_eq!(browser.cookie("tc_staff"), None);
    let actor = accounts::actor_of_session(&fixture.app, &token).await;
    assert_eq!(actor.unwrap(), None);
}

#[tokio::test]
async fn the_first_administrator_is_led_to_the_set_up_and_its_names_stand_on_pages() {
    let fixture = Fixture::new().await;
    let set_up = accounts::make_set_up(&fixture.app).await.unwrap().unwrap();
    let mut browser = fixture.browser();
    browser.post("/signin", &[("code", &set_up.url)]).await;
    assert_eq!(browser.get("/").await.location(), "/setup");
    assert!(
        browser
            .get("/setup")
            .await
            .body
            .contains("Thiết lập ban đầu")
    );

    let empty = [("organisation", " "), ("display_name", "Trần Bình")];
    let answer = browser.post("/setup", &empty).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.body.contains("href=\"#organisation\""));
    assert!(
        answer.body.contains("value=\"Trần Bình\""),
        "what was typed stays"
    );

    let names = [
        ("organisation", "Sở Thử nghiệm"),
        ("display_name", "Trần Bình"),
    ];
    assert_eq!(browser.post("/setup", &names).await.location(), "/");
    let start = browser.get("/").await.body;
    assert!(start.contains("Chào Trần Bình") && start.contains("Sở Thử nghiệm"));
    assert!(
        fixture
            .browser()
            .get("/")
            .await
            .body
            .contains("Sở Thử nghiệm")
    );
}

#[tokio::test]
async fn the_set_up_is_for_administrators_only() {
    let fixture = Fixture::new().await;
    let names = [("organisation", "Sở Khác"), ("display_name", "Ai đó")];
    let mut stranger = fixture.browser();
    assert_eq!(
        stranger.get("/setup").await.status,
        StatusCode::UNAUTHORIZED
    );
    let answer = stranger.post("/setup", &names).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let mut analyst = fixture.signed_in(&LinkFor::Role(Role::Analyst)).await;
    assert_eq!(analyst.get("/setup").await.status, StatusCode::NOT_FOUND);
    let answer = analyst.post("/setup", &names).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(!accounts::is_set_up(&fixture.app).await.unwrap());
}

#[tokio::test]
async fn what_staff_did_is_on_record_and_no_code_is() {
    let fixture = Fixture::new().await;
    let url = link(&fixture, Role::Administrator).await;
    let mut browser = fixture.browser();
    browser.post("/signin", &[("code", &url)]).await;
    let names = [("organisation", "Sở Thử nghiệm"), ("display_name", "Bình")];
    browser.post("/setup", &names).await;
    browser.post("/signout", &[]).await;
    let rows = fixture.app.roster.audit_rows().await.unwrap();
    let actions: Vec<&str> = rows.iter().map(|row| row.action.as_str()).collect();
    let expected = [
        "sign_in_link_made",
        "signed_in",
        "organisation_named",
        "signed_out",
    ];
    assert_eq!(actions, expected);
    let code = url.split('#').next_back().unwrap();
    assert!(rows.iter().all(|row| !row.detail.contains(code)));
    let chain = fixture.app.roster.verify_audit().await.unwrap();
    assert_eq!((chain.n_rows, chain.broken_at), (4, None));
}

#[tokio::test]
async fn what_is_made_up_says_so_on_every_page() {
    let fixture = Fixture::new().await;
    let says = "đều là hư cấu";
    assert!(!fixture.browser().get("/").await.body.contains(says));
    accounts::mark_as_fictitious(&fixture.app).await.unwrap();
    let mut analyst = fixture.signed_in(&LinkFor::Role(Role::Analyst)).await;
    for path in ["/", "/signin", "/method", "/none"] {
        assert!(analyst.get(path).await.body.contains(says), "{path}");
    }
}
