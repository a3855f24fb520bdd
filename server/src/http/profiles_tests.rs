//! Who meets which profile at which address, as page and as JSON.

use axum::http::StatusCode;
use contract::accounts::Role;
use contract::profiles::Profile;

use crate::accounts::LinkFor;
use crate::fixture::{Browser, Fixture};
use crate::profiles::tests::reading::{closed, released};

const PAGE: &str = "/profiles/thu/CB0";
const JSON: &str = "/profiles/thu/CB0.json";
const LIST: &str = "/profiles/thu";

async fn role(fixture: &Fixture, role: Role) -> Browser {
    fixture.signed_in(&LinkFor::Role(role)).await
}

async fn person(fixture: &Fixture, staff_code: &str) -> Browser {
    let whom = LinkFor::StaffCode(staff_code.to_owned());
    fixture.signed_in(&whom).await
}

async fn statuses(browser: &mut Browser) -> [u16; 3] {
    let mut found = [0; 3];
    for (status, address) in found.iter_mut().zip([PAGE, JSON, LIST]) {
        *status = browser.get(address).await.status.as_u16();
    }
    found
}

#[tokio::test]
async fn the_analyst_and_the_leader_read_a_profile_and_nobody_else() {
    let fixture = released().await;
    for (mut browser, expected) in [
        (role(&fixture, Role::Analyst).await, [200, 200, 200]),
        (person(&fixture, "CB0").await, [200, 200, 404]),
        (person(&fixture, "CB1").await, [404, 404, 404]),
        (role(&fixture, Role::Administrator).await, [404, 404, 404]),
        (fixture.browser(), [401, 401, 401]),
    ] {
        assert_eq!(statuses(&mut browser).await, expected);
    }
}

#[tokio::test]
async fn before_the_release_no_address_shows_anything() {
    let fixture = closed().await;
    for mut browser in [
        role(&fixture, Role::Analyst).await,
        person(&fixture, "CB0").await,
    ] {
        assert_eq!(statuses(&mut browser).await, [404, 404, 404]);
        let home = browser.get("/profiles").await;
        assert_eq!(home.status, StatusCode::OK);
        assert!(home.body.contains("Chưa có kết quả nào"));
    }
}

#[tokio::test]
async fn page_and_json_are_the_same_view_and_neither_is_kept_by_the_browser() {
    let fixture = released().await;
    let mut analyst = role(&fixture, Role::Analyst).await;
    let page = analyst.get(PAGE).await;
    let json = analyst.get(JSON).await;
    let profile: Profile = serde_json::from_str(&json.body).unwrap();
    assert_eq!(profile.subject.staff_code, "CB0");
    assert!(page.body.contains(&profile.subject.full_name));
    assert!(page.body.contains(&profile.figures.data_hash));
    assert!(page.body.contains(&profile.figures.protocol_hash));
    assert_eq!(json.headers["content-type"], "application/json");
    for answer in [page, json] {
        assert_eq!(answer.headers["cache-control"], "no-store");
    }
}

#[tokio::test]
async fn under_development_the_word_overall_is_nowhere_in_the_json() {
    let fixture = released().await;
    let json = role(&fixture, Role::Analyst).await.get(JSON).await;
    assert!(!json.body.contains("overall"));
}

#[tokio::test]
async fn the_list_is_searched_by_its_address_and_a_broken_page_number_is_the_first() {
    let fixture = released().await;
    let mut analyst = role(&fixture, Role::Analyst).await;
    let all = analyst.get("/profiles/thu?page=x").await;
    assert_eq!(all.status, StatusCode::OK);
    assert!(all.body.contains("Lê Hương") && all.body.contains("Nguyễn Văn Đức"));
    let found = analyst.get("/profiles/thu?search=duc").await;
    assert!(found.body.contains("Nguyễn Văn Đức") && !found.body.contains("Lê Hương"));
}

#[tokio::test]
async fn a_leader_finds_his_own_result_from_the_start() {
    let fixture = released().await;
    let mut leader = person(&fixture, "CB0").await;
    let home = leader.get("/profiles").await;
    assert!(home.body.contains("href=\"/profiles/thu/CB0\""));
    assert!(!home.body.contains("CB1"));
}

#[tokio::test]
async fn an_unknown_campaign_or_person_is_not_found() {
    let fixture = released().await;
    let mut analyst = role(&fixture, Role::Analyst).await;
    for address in [
        "/profiles/none",
        "/profiles/none/CB0",
        "/profiles/thu/none",
        "/profiles/thu/none.json",
    ] {
        let answer = analyst.get(address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
    }
}
