//! Rules of the roster's pages, through the addresses.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Request, StatusCode};
use contract::accounts::Role;

use crate::accounts::LinkFor;
use crate::fixture::{Answer, Browser, Fixture};

const PEOPLE: &str = "mã cán bộ,họ và tên,thư điện tử,đơn vị,chức vụ,loại chức vụ,lĩnh vực phụ trách,\
    người đứng đầu,báo cáo cho,từ ngày,đến ngày\n\
    CB1,Trần Thị Hương,,Bộ/Vụ A,Vụ trưởng,,,x,,01/01/2024,\n\
    CB2,Nguyễn Văn <b>An</b>,,Bộ/Vụ A,Chuyên viên,,,,CB1,01/01/2024,\n";

async fn administrator(fixture: &Fixture) -> Browser {
    fixture.signed_in(&LinkFor::Role(Role::Administrator)).await
}

/// Sends the form as a browser does.
async fn upload(browser: &mut Browser, fields: &[(&str, &str)]) -> Answer {
    let mut body = String::new();
    for (name, content) in fields {
        let file = if *name == "complete" {
            ""
        } else {
            "; filename=\"a.csv\""
        };
        body.push_str(&format!(
            "--XX\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{content}\r\n"
        ));
    }
    body.push_str("--XX--\r\n");
    let request =
        Request::post("/people/import").header(CONTENT_TYPE, "multipart/form-data; boundary=XX");
    browser.send(request, Body::from(body)).await
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let begin = format!("name=\"{name}\" value=\"");
    let from = page.find(&begin).unwrap() + begin.len();
    page[from..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn an_upload_is_tried_out_applied_and_listed() {
    let fixture = Fixture::new().await;
    let mut browser = administrator(&fixture).await;
    let empty = browser.get("/people").await;
    assert!(empty.body.contains("Chưa có ai trong danh sách"));

    let sent = upload(&mut browser, &[("people", PEOPLE), ("units", "")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let tried = browser.get(sent.location()).await;
    assert_eq!(tried.status, StatusCode::OK);
    assert!(tried.body.contains("Thêm: 2"), "{}", tried.body);
    assert!(tried.body.contains("&lt;b&gt;An&lt;/b&gt;"));
    assert!(browser.get("/people").await.body.contains("Chưa có ai"));

    let fields = ["upload", "hash"].map(|name| (name, hidden(&tried.body, name)));
    let fields = fields
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let applied = browser.post("/people/import/apply", &fields).await;
    assert_eq!(applied.location(), "/people?added=2&changed=0&removed=0");
    let list = browser.get(applied.location()).await;
    assert!(list.body.contains("thêm 2, thay đổi 0"));
    let (an, huong) = (
        list.body.find("CB2").unwrap(),
        list.body.find("CB1").unwrap(),
    );
    assert!(an < huong, "by given name");

    // The button of a page that was left open does nothing any more, and says so.
    let again = browser.post("/people/import/apply", &fields).await;
    let again = browser.get(again.location()).await;
    assert!(again.body.contains("Tệp đã tải lên không còn nữa"));
    let by_unit = browser.get("/people?order=unit&search=huong").await.body;
    assert!(by_unit.contains("Bộ/Vụ A") && by_unit.contains("CB1") && !by_unit.contains("CB2"));
}

#[tokio::test]
async fn faults_are_shown_by_row_and_column_and_there_is_no_button() {
    let fixture = Fixture::new().await;
    let mut browser = administrator(&fixture).await;
    let wrong = PEOPLE.replace(",CB1,01/01/2024", ",CB9,32/01/2024");
    let sent = upload(&mut browser, &[("people", &wrong), ("complete", "on")]).await;
    let tried = browser.get(sent.location()).await.body;
    assert!(tried.contains("Tệp có 2 chỗ sai"));
    assert!(
        tried.contains("<td class=\"number\">3</td><td>Từ ngày</td>"),
        "{tried}"
    );
    assert!(tried.contains("Không đọc được ngày “32/01/2024”"));
    assert!(!tried.contains("/people/import/apply"));
    browser.language = "en";
    let tried = browser.get(sent.location()).await.body;
    assert!(tried.contains("“32/01/2024” is not a date"));
    assert!(tried.contains("The file is the whole roster"));
}

#[tokio::test]
async fn a_stale_dry_run_is_shown_anew() {
    let fixture = Fixture::new().await;
    let mut browser = administrator(&fixture).await;
    let sent = upload(&mut browser, &[("people", PEOPLE)]).await;
    let tried = browser.get(sent.location()).await.body;
    let upload = hidden(&tried, "upload");
    let fields = [("upload", upload.as_str()), ("hash", "00")];
    let refused = browser.post("/people/import/apply", &fields).await;
    let shown = browser.get(refused.location()).await.body;
    assert!(shown.contains("đã đổi kể từ lần đọc thử"));
    assert!(shown.contains(&hidden(&tried, "hash")));
}

#[tokio::test]
async fn a_form_without_a_file_says_so() {
    let fixture = Fixture::new().await;
    let mut browser = administrator(&fixture).await;
    let sent = upload(&mut browser, &[("people", "")]).await;
    assert_eq!(sent.status, StatusCode::BAD_REQUEST);
    assert!(sent.body.contains("Chưa chọn tệp nhân sự"));
    let request = Request::post("/people/import").header(CONTENT_TYPE, "text/csv");
    let sent = browser.send(request, Body::from("a,b")).await;
    assert_eq!(sent.status, StatusCode::BAD_REQUEST);
    let request =
        Request::post("/people/import").header(CONTENT_TYPE, "multipart/form-data; boundary=XX");
    let cut =
        "--XX\r\nContent-Disposition: form-data; name=\"people\"; filename=\"a\"\r\n\r\nmã cán";
    let sent = browser.send(request, Body::from(cut)).await;
    assert_eq!(sent.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_templates_are_files_with_headings_only() {
    let fixture = Fixture::new().await;
    let mut browser = administrator(&fixture).await;
    let people = browser.get("/people/import/people.csv").await;
    assert!(
        people
            .body
            .starts_with("\u{feff}Mã cán bộ,Họ và tên,Cách xưng hô,")
    );
    assert!(
        people.headers["content-disposition"]
            .to_str()
            .unwrap()
            .contains("people.csv")
    );
    let units = browser.get("/people/import/units.csv").await;
    assert_eq!(
        units.body,
        "\u{feff}Đơn vị,Đơn vị tiền thân,Ngày sáp nhập\r\n"
    );
}

#[tokio::test]
async fn nobody_but_administrators_comes_in() {
    let fixture = Fixture::new().await;
    let addresses = [
        "/people",
        "/people/import",
        "/people/import?upload=00",
        "/people/import/people.csv",
        "/people/import/units.csv",
    ];
    let mut stranger = fixture.browser();
    let mut analyst = fixture.signed_in(&LinkFor::Role(Role::Analyst)).await;
    for address in addresses {
        assert_eq!(stranger.get(address).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(analyst.get(address).await.status, StatusCode::NOT_FOUND);
    }
    for (browser, status) in [
        (&mut stranger, StatusCode::UNAUTHORIZED),
        (&mut analyst, StatusCode::NOT_FOUND),
    ] {
        assert_eq!(upload(browser, &[("people", PEOPLE)]).await.status, status);
        let fields = [("upload", "00"), ("hash", "00")];
        let answer = browser.post("/people/import/apply", &fields).await;
        assert_eq!(answer.status, status);
    }
}
