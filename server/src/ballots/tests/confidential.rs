//! The plain form as a browser without JavaScript meets it.

use axum::http::StatusCode;
use contract::invitations::Way;
use rstest::rstest;
use store::Engine;
use store::ballots::Reach;

use super::world::{World, levels, record, request};
use crate::attempts;
use crate::ballots::{close, issue_to_browser, jobs, tasks};
use crate::fixture::{Answer, Browser};

type Fields = Vec<(String, String)>;

/// A browser that fills forms in.
struct Reader<'a> {
    world: &'a World,
    browser: Browser,
    nth: usize,
}

impl<'a> Reader<'a> {
    async fn signed_in(world: &'a World, nth: usize) -> Self {
        let mut reader = Self {
            world,
            browser: world.browser(),
            nth,
        };
        let answer = reader.sign_in().await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), "/confidential");
        reader
    }

    /// What the pages of this reader carry as his name.
    fn name(&self) -> String {
        self.world.raters[self.nth].rater.name(&self.world.app.keys)
    }

    async fn sign_in(&mut self) -> Answer {
        // Typed the way people type: lower case, without hyphens.
        let code = self.world.raters[self.nth].short.to_string();
        let typed = code.to_lowercase().replace('-', " ");
        self.browser
            .post("/confidential/signin", &[("short_code", &typed)])
            .await
    }

    async fn send(&mut self, fields: &Fields) -> Answer {
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        self.browser.post("/confidential/form", &fields).await
    }

    async fn begin(&mut self, nth_subject: usize) -> Answer {
        let subject = self.world.subjects[nth_subject].to_string();
        let begin = vec![
            ("rater".to_owned(), self.name()),
            ("begin".to_owned(), subject),
        ];
        self.send(&begin).await
    }

    /// Answers every page with this level and arrives at the review.
    async fn fill_in(&mut self, mut page: Answer, level: u8) -> Answer {
        for _ in 0..9 {
            assert_eq!(page.status, StatusCode::OK, "{}", page.body);
            assert!(page.body.contains("Bảo mật."));
            assert!(page.body.contains("máy chủ đọc được câu trả lời"));
            assert!(!page.body.to_lowercase().contains("ẩn danh"));
            let mut fields = hidden(&page.body);
            if field(&fields, "step") == "review" {
                return page;
            }
            for (name, _) in choices(&page.body) {
                if name.starts_with("item-") {
                    fields.push((name, level.to_string()));
                }
            }
            for name in textareas(&page.body) {
                fields.push((name, format!("ý kiến \"{level}\" <b>")));
            }
            fields.push(("go".to_owned(), "next".to_owned()));
            page = self.send(&fields).await;
        }
        panic!("the form never ends");
    }
}

/// The attributes of every tag of this name.
fn tags(html: &str, name: &str) -> Vec<Fields> {
    let open = format!("<{name} ");
    html.match_indices(&open)
        .map(|(at, _)| {
            let mut rest = &html[at + open.len()..];
            let mut attributes = Fields::new();
            while let Some(name_end) = rest.find(['=', '>', ' ']) {
                let (name, after) = (&rest[..name_end], &rest[name_end..]);
                if let Some(value) = after.strip_prefix("=\"") {
                    let end = value.find('"').unwrap();
                    attributes.push((name.to_owned(), unescape(&value[..end])));
                    rest = value[end + 1..].trim_start();
                } else {
                    attributes.push((name.to_owned(), String::new()));
                    rest = after.trim_start();
                }
                if rest.starts_with('>') || rest.starts_with('/') || after.starts_with('>') {
                    break;
                }
            }
            attributes
        })
        .collect()
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

fn field<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields
        .iter()
        .find(|(known, _)| known == name)
        .map_or("", |(_, value)| value)
}

/// What a page carries hidden.
fn hidden(html: &str) -> Fields {
    tags(html, "input")
        .into_iter()
        .filter(|input| field(input, "type") == "hidden")
        .map(|input| {
            (
                field(&input, "name").to_owned(),
                field(&input, "value").to_owned(),
            )
        })
        .collect()
}

/// One entry per question with choices.
fn choices(html: &str) -> Fields {
    let mut found: Fields = tags(html, "input")
        .into_iter()
        .filter(|input| field(input, "type") == "radio")
        .map(|input| (field(&input, "name").to_owned(), String::new()))
        .collect();
    found.dedup();
    found
}

fn textareas(html: &str) -> Vec<String> {
    tags(html, "textarea")
        .into_iter()
        .map(|tag| field(&tag, "name").to_owned())
        .collect()
}

/// The edit code of a receipt.
fn edit_code(html: &str) -> String {
    let from = html.find("code-large\">").expect("a receipt") + "code-large\">".len();
    html[from..].split('<').next().unwrap().to_owned()
}

async fn received(world: &World) -> u64 {
    world.app.ballots.received(world.campaign.0).await.unwrap()
}

#[rstest]
#[tokio::test]
async fn from_the_short_code_to_the_counted_ballot_and_an_edit(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = World::new(engine, 2, 1).await;
    let mut reader = Reader::signed_in(&world, 0).await;
    let list = reader.browser.get("/confidential").await;
    assert!(list.body.contains("Chưa trả lời"));
    assert!(list.body.contains("Trần Thị Hạnh 0"));

    let first = reader.begin(0).await;
    let review = reader.fill_in(first, 2).await;
    // Before the last page is sent, the server holds nothing.
    assert_eq!(received(&world).await, 0);
    let open = tasks::task_list(&world.app.roster, &world.app.keys, &world.raters[0].rater)
        .await
        .unwrap();
    assert!(open.tasks.iter().all(|task| task.way == Way::Open));
    assert!(review.body.contains("Anh/chị có thể để trống và gửi luôn"));

    let mut last = hidden(&review.body);
    last.push(("go".to_owned(), "send".to_owned()));
    let receipt = reader.send(&last).await;
    assert_eq!(receipt.status, StatusCode::OK);
    assert!(receipt.body.contains("Đã nhận câu trả lời"));
    // The very same form again: counted once, the same code.
    let again = reader.send(&last).await;
    assert!(again.body.contains("đã được gửi và lưu từ trước"));
    assert_eq!(edit_code(&again.body), edit_code(&receipt.body));
    assert_eq!(received(&world).await, 1);
    // Back in the browser and other answers: not stored, and said so.
    let mut changed = last.clone();
    changed.retain(|(name, _)| name != "item-0");
    let changed = reader.send(&changed).await;
    assert!(changed.body.contains("với câu trả lời khác"));
    assert_eq!(received(&world).await, 1);

    let list = reader.browser.get("/confidential").await;
    assert!(list.body.contains("Đã chọn cách này"));
    let subject = world.subjects[0].to_string();
    let rater = reader.name();
    assert_eq!(field(&hidden(&list.body), "rater"), rater);
    let change = |code: &str| {
        vec![
            ("rater".to_owned(), rater.clone()),
            ("change".to_owned(), subject.clone()),
            (format!("edit-code-{subject}"), code.to_owned()),
        ]
    };
    for wrong in ["", "nonsense", &"0".repeat(26)] {
        let refused = reader.send(&change(wrong)).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert!(refused.body.contains("Mã sửa này không đúng"));
    }
    let code = edit_code(&receipt.body).to_lowercase();
    let empty = reader.send(&change(&code)).await;
    assert_eq!(empty.status, StatusCode::OK);
    assert!(empty.body.contains("Anh/chị đang điền lại"));
    assert!(
        !hidden(&empty.body)
            .iter()
            .any(|(name, _)| name.starts_with("item-"))
    );
    let review = reader.fill_in(empty, 4).await;
    let mut edit = hidden(&review.body);
    edit.push(("go".to_owned(), "send".to_owned()));
    let receipt = reader.send(&edit).await;
    assert!(receipt.body.contains("Đã nhận câu trả lời"));
    // An old form that is sent again after the edit does not win, the hour's shuffle or not.
    reader.send(&last).await;
    jobs::shuffle(&world.app.ballots, Reach::Hour).await;
    let mixed = reader.send(&last).await;
    assert!(mixed.body.contains("trộn lẫn với các phiếu khác"));

    let counts = close(&world.app, world.campaign).await.unwrap();
    assert_eq!(
        (counts.received, counts.counted, counts.replaced),
        (2, 1, 1)
    );
    let ballots = world.ballots().await;
    assert_eq!(levels(&ballots[0]), vec![4; world.instrument.items.len()]);
    let comments = world.comments().await;
    assert_eq!(comments.len(), world.instrument.prompts.len());
    assert!(
        comments
            .iter()
            .all(|comment| comment.content == "ý kiến \"4\" <b>")
    );
}

#[tokio::test]
async fn an_assignment_is_answered_one_way_and_the_other_says_so() {
    let world = World::new(Engine::Sqlite, 2, 2).await;
    issue_to_browser(
        &world.app,
        &world.raters[0].rater,
        &request([1; 32], &world.draw_tickets()),
    )
    .await
    .unwrap();
    let mut reader = Reader::signed_in(&world, 0).await;
    let list = reader.browser.get("/confidential").await;
    assert!(list.body.contains("Trong trang trình duyệt"));
    assert!(!list.body.contains("Bắt đầu trả lời"));
    let refused = reader.begin(0).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(
        refused
            .body
            .contains("không trả lời bằng biểu mẫu đơn giản được nữa")
    );

    // The other rater began the form before the browser page took the assignment.
    let mut reader = Reader::signed_in(&world, 1).await;
    let first = reader.begin(0).await;
    let review = reader.fill_in(first, 3).await;
    issue_to_browser(
        &world.app,
        &world.raters[1].rater,
        &request([2; 32], &world.draw_tickets()),
    )
    .await
    .unwrap();
    let mut last = hidden(&review.body);
    last.push(("go".to_owned(), "send".to_owned()));
    let refused = reader.send(&last).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(received(&world).await, 0);
}

#[tokio::test]
async fn a_form_is_not_sent_in_the_name_of_who_signed_in_meanwhile() {
    let world = World::new(Engine::Sqlite, 1, 2).await;
    let mut reader = Reader::signed_in(&world, 0).await;
    let first = reader.begin(0).await;
    let review = reader.fill_in(first, 3).await;
    let list = reader.browser.get("/confidential").await;
    let mut begin = hidden(&list.body);
    begin.truncate(2);
    let mut last = hidden(&review.body);
    last.push(("go".to_owned(), "send".to_owned()));
    // A colleague signs in at the same browser, in another tab.
    reader.nth = 1;
    reader.sign_in().await;
    for form in [&last, &begin] {
        let refused = reader.send(form).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.body.contains("thư mời của người khác"));
    }
    for invited in &world.raters {
        let list = tasks::task_list(&world.app.roster, &world.app.keys, &invited.rater);
        assert_eq!(list.await.unwrap().tasks[0].way, Way::Open);
    }
    assert_eq!(received(&world).await, 0);
    // With his own code again, the very same form goes through.
    reader.nth = 0;
    reader.sign_in().await;
    let receipt = reader.send(&last).await;
    assert!(receipt.body.contains("Đã nhận câu trả lời"));
}

#[tokio::test]
async fn every_page_leads_back_with_what_was_answered() {
    let world = World::new(Engine::Sqlite, 1, 1).await;
    let mut reader = Reader::signed_in(&world, 0).await;
    let first = reader.begin(0).await;
    let mut fields = hidden(&first.body);
    fields.push(("familiarity".to_owned(), "2".to_owned()));
    fields.push(("go".to_owned(), "next".to_owned()));
    // "Little" is offered a way out, without blame.
    let way_out = reader.send(&fields).await;
    assert!(
        way_out
            .body
            .contains("Ít làm việc chung là chuyện bình thường")
    );
    let mut fields = hidden(&way_out.body);
    fields.push(("go".to_owned(), "next".to_owned()));
    let section = reader.send(&fields).await;
    let mut fields = hidden(&section.body);
    fields.push(("item-1".to_owned(), "5".to_owned()));
    fields.push(("go".to_owned(), "back".to_owned()));
    let start = reader.send(&fields).await;
    let carried = hidden(&start.body);
    assert_eq!(field(&carried, "item-1"), "5");
    assert!(!carried.iter().any(|(name, _)| name == "familiarity"));
    let chosen = tags(&start.body, "input")
        .into_iter()
        .find(|input| input.iter().any(|(name, _)| name == "checked"))
        .unwrap();
    assert_eq!(field(&chosen, "value"), "2");
    // In the other language the same answers are carried.
    let mut fields = carried.clone();
    fields.push(("familiarity".to_owned(), "2".to_owned()));
    fields.push(("go".to_owned(), "language".to_owned()));
    let english = reader.send(&fields).await;
    assert!(english.body.contains("<html lang=\"en\""));
    assert!(english.body.contains("Before you begin"));
    assert_eq!(field(&hidden(&english.body), "item-1"), "5");
}

#[tokio::test]
async fn what_must_be_corrected_is_said_where_it_stands_and_nothing_is_lost() {
    let world = World::new(Engine::Sqlite, 1, 1).await;
    let mut reader = Reader::signed_in(&world, 0).await;
    let first = reader.begin(0).await;
    let review = reader.fill_in(first, 3).await;
    let with = |name: &str, values: &[&str]| {
        let mut fields = hidden(&review.body);
        fields.retain(|(known, _)| known != name);
        fields.extend(
            values
                .iter()
                .map(|value| (name.to_owned(), (*value).to_owned())),
        );
        fields.push(("go".to_owned(), "send".to_owned()));
        fields
    };
    let three = reader.send(&with("strongest", &["0", "1", "2"])).await;
    assert_eq!(three.status, StatusCode::BAD_REQUEST);
    assert!(three.body.contains("Chỉ chọn tối đa 2"));
    assert_eq!(field(&hidden(&three.body), "item-0"), "3");
    let long = "ă".repeat(1_001);
    let long = reader.send(&with("comment-0", &[&long])).await;
    assert_eq!(long.status, StatusCode::BAD_REQUEST);
    assert!(long.body.contains("dài quá 1.000 ký tự"));
    assert!(long.body.contains(&"ă".repeat(1_001)));
    for (name, value) in [
        ("item-0", "6"),
        ("item-0", "x"),
        ("code", "1"),
        ("step", "part-99"),
    ] {
        let refused = reader.send(&with(name, &[value])).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{name}={value}");
    }
    let huge = "ă".repeat(400_000);
    let huge = reader.send(&with("comment-0", &[&huge])).await;
    assert_eq!(huge.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(received(&world).await, 0);
}

#[tokio::test]
async fn a_wrong_short_code_is_told_and_after_too_many_nobody_is_let_in() {
    let world = World::new(Engine::Sqlite, 1, 1).await;
    attempts::pretend_wrong(&world.app, attempts::LIMIT - 4).await;
    let mut reader = Reader {
        world: &world,
        browser: world.browser(),
        nth: 0,
    };
    let page = reader.browser.get("/confidential").await;
    assert!(page.body.contains("Mã ngắn"));
    for wrong in ["", "7K3M", "0000-0000-0000", "ơ"] {
        let refused = reader
            .browser
            .post("/confidential/signin", &[("short_code", wrong)])
            .await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong}");
        assert!(refused.body.contains("Có chỗ cần sửa"));
        assert_eq!(reader.browser.cookie("tc_rater"), None);
    }
    // Three of them were codes. One below the limit the right one is let in; at the limit, none.
    let let_in = reader.sign_in().await;
    assert_eq!(let_in.location(), "/confidential");
    attempts::count_wrong(&world.app).await.unwrap();
    let refused = reader.sign_in().await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.body.contains("Anh/chị thử lại sau một phút"));
}

#[tokio::test]
async fn after_the_close_and_after_signing_out_the_form_says_what_happened() {
    let world = World::new(Engine::Sqlite, 1, 2).await;
    let mut reader = Reader::signed_in(&world, 0).await;
    let first = reader.begin(0).await;
    let review = reader.fill_in(first, 3).await;
    let mut last = hidden(&review.body);
    last.push(("go".to_owned(), "send".to_owned()));

    let mut other = Reader::signed_in(&world, 1).await;
    let out = other.browser.post("/confidential/signout", &[]).await;
    assert_eq!(out.location(), "/confidential");
    let asked = other.send(&last).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    assert!(asked.body.contains("Phiên đã hết"));

    assert!(
        world
            .app
            .roster
            .close_campaign(world.campaign.0, &record())
            .await
            .unwrap()
    );
    for tallied in [false, true] {
        if tallied {
            close(&world.app, world.campaign).await.unwrap();
        }
        let late = reader.send(&last).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.body.contains("Kỳ lấy ý kiến đã đóng"));
        let opened = reader.sign_in().await;
        assert_eq!(opened.status, StatusCode::CONFLICT);
    }
    assert!(world.ballots().await.is_empty());
}

#[tokio::test]
async fn no_answer_ever_stands_in_an_address() {
    let world = World::new(Engine::Sqlite, 1, 1).await;
    let mut reader = Reader::signed_in(&world, 0).await;
    let first = reader.begin(0).await;
    let review = reader.fill_in(first, 3).await;
    for page in [&review.body] {
        for form in tags(page, "form") {
            assert_eq!(field(&form, "method"), "post");
            assert!(!field(&form, "action").contains('?'));
        }
        for button in tags(page, "button") {
            assert!(!field(&button, "formaction").contains('?'));
        }
        for link in tags(page, "a") {
            assert!(!field(&link, "href").contains("item"));
        }
    }
    let read = reader.browser.get("/confidential/form").await;
    assert_eq!(read.location(), "/confidential");
}
