//! Campaigns over HTTP: forms that work without a script, pages that say the hash, one list.

use axum::http::StatusCode;

use crate::accounts::LinkFor;
use crate::campaigns::fixture::{drafted, form, ministry, opened};
use crate::fixture::{Browser, Fixture};

async fn administrator(fixture: &Fixture) -> Browser {
    fixture.signed_in(&LinkFor::parse("administrator")).await
}

fn fields(form: &contract::drafts::DraftForm) -> Vec<(String, String)> {
    let value = serde_json::to_value(form).unwrap();
    value
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
        .collect()
}

async fn send(
    browser: &mut Browser,
    path: &str,
    fields: &[(String, String)],
) -> crate::fixture::Answer {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post(path, &fields).await
}

/// The value of a hidden field of a page.
fn hidden(page: &str, name: &str) -> String {
    let at = page.find(&format!("name=\"{name}\" value=\"")).expect(name);
    let value = &page[at..];
    value.split('"').nth(3).unwrap().to_owned()
}

#[tokio::test]
async fn a_campaign_goes_from_draft_to_archive_by_forms_alone() {
    let fixture = ministry().await;
    let mut browser = administrator(&fixture).await;
    let empty = browser.get("/campaigns").await;
    assert!(empty.body.contains("Chưa có kỳ nào"), "{}", empty.body);

    let new = browser.get("/campaigns/new").await;
    assert_eq!(new.status, StatusCode::OK);
    assert!(!new.body.contains("<script"));
    let saved = send(&mut browser, "/campaigns/new", &fields(&form())).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert_eq!(saved.location(), "/campaigns/2026-q4");

    let draft = browser.get("/campaigns/2026-q4").await;
    assert!(draft.body.contains("Đã đủ để mở"), "{}", draft.body);
    assert!(draft.body.contains("hiện rõ là ai"));
    assert!(draft.body.contains("nên trao đổi trực tiếp"));
    // One question in both languages.
    assert!(draft.body.contains("Chỉ báo khi có người hỏi đến."));
    assert!(draft.body.contains("Say so only when asked."));

    let confirm = browser.get("/campaigns/2026-q4/open").await;
    let plan = hidden(&confirm.body, "plan");
    let open = browser
        .post("/campaigns/2026-q4/open", &[("plan", &plan)])
        .await;
    assert_eq!(open.location(), "/campaigns/2026-q4/invitations");

    let row = fixture
        .app
        .roster
        .campaign_by_code("2026-q4")
        .await
        .unwrap()
        .unwrap();
    let hash = hex::encode(row.protocol_hash.unwrap());
    for path in ["", "/invitations", "/close"] {
        let page = browser.get(&format!("/campaigns/2026-q4{path}")).await;
        assert!(page.body.contains(&hash), "{path}: {}", page.body);
    }

    let close = browser.post("/campaigns/2026-q4/close", &[]).await;
    assert_eq!(close.location(), "/campaigns/2026-q4");
    let closed = browser.get("/campaigns/2026-q4").await;
    assert!(
        closed.body.contains("Đã kiểm phiếu xong"),
        "{}",
        closed.body
    );
    let again = browser.post("/campaigns/2026-q4/close", &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn what_was_typed_stays_when_something_is_wrong() {
    let fixture = ministry().await;
    let mut browser = administrator(&fixture).await;
    let mut wrong = form();
    wrong.k = "2".to_owned();
    wrong.units = "Bộ/Vụ Ma".to_owned();
    let answer = send(&mut browser, "/campaigns/new", &fields(&wrong)).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.body.contains("Hãy nhập một số từ 4 đến 20."));
    assert!(answer.body.contains("value=\"2026-q4\""));
    assert!(answer.body.contains("href=\"#k\""));
    browser.language = "en";
    wrong.k = "5".to_owned();
    let answer = send(&mut browser, "/campaigns/new", &fields(&wrong)).await;
    assert!(
        answer.body.contains("“Bộ/Vụ Ma” was not found."),
        "{}",
        answer.body
    );
    assert!(fixture.app.roster.campaigns().await.unwrap().is_empty());
}

#[tokio::test]
async fn weights_are_asked_and_never_filled_in() {
    let fixture = ministry().await;
    let mut browser = administrator(&fixture).await;
    let page = browser.get("/campaigns/new").await.body;
    for name in ["weight_superior", "weight_peer", "weight_subordinate"] {
        let at = page.find(&format!("name=\"{name}\"")).unwrap();
        let input = page[at..].split('>').next().unwrap();
        assert!(
            input.contains("value=\"\"") || !input.contains("value="),
            "{input}"
        );
    }
    assert!(!page.contains("checked"));
}

#[tokio::test]
async fn no_form_changes_a_campaign_that_is_open() {
    let fixture = ministry().await;
    opened(&fixture.app).await;
    let before = fixture.app.roster.campaigns().await.unwrap();
    let mut browser = administrator(&fixture).await;
    let mut other = form();
    other.k = "4".to_owned();
    other.purpose = "reference".to_owned();
    for path in ["edit", "discard", "open"] {
        let page = browser.get(&format!("/campaigns/2026-q4/{path}")).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{path}");
    }
    let edit = send(&mut browser, "/campaigns/2026-q4/edit", &fields(&other)).await;
    assert_eq!(edit.status, StatusCode::CONFLICT);
    let discard = browser.post("/campaigns/2026-q4/discard", &[]).await;
    assert_eq!(discard.status, StatusCode::CONFLICT);
    let open = browser
        .post("/campaigns/2026-q4/open", &[("plan", "")])
        .await;
    assert_eq!(open.status, StatusCode::CONFLICT);
    let again = send(&mut browser, "/campaigns/new", &fields(&form())).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST);
    assert_eq!(fixture.app.roster.campaigns().await.unwrap(), before);
}

#[tokio::test]
async fn the_list_comes_in_both_forms_again_and_again_but_only_from_one_page() {
    let fixture = ministry().await;
    opened(&fixture.app).await;
    let mut browser = administrator(&fixture).await;
    let path = "/campaigns/2026-q4/invitations";
    let first = browser.get(path).await;
    let second = browser.get(path).await;
    let key = hidden(&first.body, "key");
    let csv = browser.post(path, &[("key", &key), ("form", "csv")]).await;
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
    assert_eq!(csv.headers["cache-control"], "no-store");
    assert!(csv.body.starts_with('\u{feff}'));
    assert_eq!(csv.body.lines().count(), 14);
    let sheet = browser
        .post(path, &[("key", &key), ("form", "sheet")])
        .await;
    let again = browser.post(path, &[("key", &key), ("form", "csv")]).await;
    assert_eq!(again.body, csv.body);
    let first_line = csv.body.lines().nth(1).unwrap();
    let link = first_line.split(',').nth(4).unwrap();
    let short = first_line.split(',').nth(5).unwrap();
    assert!(sheet.body.contains(link) && sheet.body.contains(short));
    assert!(sheet.body.contains("Bảo mật."));
    assert!(!sheet.body.contains("ẩn danh"));
    let row = fixture.app.roster.campaign_by_code("2026-q4");
    let hash = hex::encode(row.await.unwrap().unwrap().protocol_hash.unwrap());
    assert_eq!(sheet.body.matches(&hash).count(), 1, "on the front");
    let short = format!(
        "{} {} {} {}<",
        &hash[..4],
        &hash[4..8],
        &hash[8..12],
        &hash[12..16]
    );
    let n_slips = sheet.body.matches("class=\"slip\"").count();
    assert_eq!(sheet.body.matches(&short).count(), n_slips);
    assert!(link.starts_with("http://toancanh.example/i#"));

    // The page that was open beside it brings another key.
    let key = hidden(&second.body, "key");
    let refused = browser.post(path, &[("key", &key), ("form", "csv")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);

    // New codes on purpose: the old link opens nothing.
    let page = browser.get(path).await;
    let key = hidden(&page.body, "key");
    let renewed = browser
        .post(path, &[("key", &key), ("form", "csv"), ("renew", "yes")])
        .await;
    assert_eq!(renewed.status, StatusCode::OK);
    assert!(!renewed.body.contains(link));
    let old = link.split('#').nth(1).unwrap().to_owned();
    let mut rater = fixture.browser();
    let opened = rater
        .post_json(
            "/api/invitations/open",
            &contract::invitations::OpenInvitation { code: old },
        )
        .await;
    assert_eq!(opened.status, StatusCode::BAD_REQUEST);
    let line = renewed.body.lines().nth(1).unwrap();
    let new = line
        .split(',')
        .nth(4)
        .unwrap()
        .split('#')
        .nth(1)
        .unwrap()
        .to_owned();
    let opened = rater
        .post_json(
            "/api/invitations/open",
            &contract::invitations::OpenInvitation { code: new },
        )
        .await;
    assert_eq!(opened.status, StatusCode::OK, "{}", opened.body);
}

#[tokio::test]
async fn a_list_request_that_nobody_offered_is_refused() {
    let fixture = ministry().await;
    opened(&fixture.app).await;
    let mut browser = administrator(&fixture).await;
    let path = "/campaigns/2026-q4/invitations";
    let key = "0".repeat(64);
    for fields in [
        vec![("key", "zz"), ("form", "csv")],
        vec![("key", key.as_str()), ("form", "pdf")],
    ] {
        let answer = browser.post(path, &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    }
    let row = fixture
        .app
        .roster
        .campaign_by_code("2026-q4")
        .await
        .unwrap()
        .unwrap();
    assert!(!row.handed_out);
}

#[tokio::test]
async fn only_administrators_reach_the_pages() {
    let fixture = ministry().await;
    drafted(&fixture.app).await;
    let paths = [
        "/campaigns",
        "/campaigns/new",
        "/campaigns/2026-q4",
        "/campaigns/2026-q4/edit",
        "/campaigns/2026-q4/open",
        "/campaigns/2026-q4/discard",
        "/campaigns/2026-q4/close",
        "/campaigns/2026-q4/archive",
        "/campaigns/2026-q4/invitations",
    ];
    let mut analyst = fixture.signed_in(&LinkFor::parse("analyst")).await;
    let mut nobody = fixture.browser();
    for path in paths {
        let page = analyst.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!page.body.contains("Vụ trưởng"));
        let page = nobody.get(path).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{path}");
    }
}

#[tokio::test]
async fn anybody_can_check_a_protocol_by_its_hash() {
    let fixture = ministry().await;
    opened(&fixture.app).await;
    let row = fixture
        .app
        .roster
        .campaign_by_code("2026-q4")
        .await
        .unwrap()
        .unwrap();
    let hash = hex::encode(row.protocol_hash.unwrap());
    let mut nobody = fixture.browser();
    let file = nobody.get(&format!("/protocols/{hash}.json")).await;
    assert_eq!(
        hex::encode(crate::canonical::sha256(file.body.as_bytes())),
        hash
    );
    for wrong in ["", "x", &"0".repeat(64), &hash] {
        let answer = nobody.get(&format!("/protocols/{wrong}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    for schema in ["instrument", "protocol", "profile"] {
        let answer = nobody.get(&format!("/schemas/{schema}.json")).await;
        assert_eq!(answer.status, StatusCode::OK, "{schema}");
        assert_eq!(answer.headers["content-type"], "application/schema+json");
        let title =
            serde_json::from_str::<serde_json::Value>(&answer.body).unwrap()["title"].clone();
        assert_eq!(title.as_str().unwrap().to_lowercase(), schema);
    }
}
