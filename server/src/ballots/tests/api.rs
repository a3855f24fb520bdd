//! The addresses of the survey page, as a browser meets them.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use contract::ballots::{IssueRequest, Receipt};
use contract::error::{ApiFault, Refusal};
use contract::invitations::{OpenInvitation, RATER_HEADER, TaskList, Way};
use rstest::rstest;
use store::Engine;
use store::roster::invitations::StoredInvitation;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::world::{ENVELOPE_BYTES, World, record, request, seal};
use crate::ballots::close;
use crate::fixture::{Answer, Browser};
use crate::http;
use crate::invitations::code::{LinkCode, ShortCode};
use crate::invitations::hash::{link_hash, short_hash};

async fn open(world: &World, browser: &mut Browser, nth: usize) -> Answer {
    let code = world.raters[nth].link.to_string();
    browser
        .post_json("/api/invitations/open", &OpenInvitation { code })
        .await
}

fn list_of(answer: &Answer) -> TaskList {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

/// The tasks, asked for by a tab that shows those of this rater.
async fn tasks(browser: &mut Browser, rater: &str) -> Answer {
    let request = Request::get("/api/tasks").header(RATER_HEADER, rater);
    browser.send(request, Body::empty()).await
}

/// The codes of a tab that shows the tasks of this rater.
async fn issue(browser: &mut Browser, rater: &str, asked: &IssueRequest) -> Answer {
    let request = Request::post("/api/ballots/issue")
        .header(RATER_HEADER, rater)
        .header("content-type", "application/json");
    let body = serde_json::to_vec(asked).unwrap();
    browser.send(request, body.into()).await
}

fn refusal(answer: &Answer) -> Option<Refusal> {
    serde_json::from_str::<ApiFault>(&answer.body)
        .unwrap()
        .refusal
}

async fn put(world: &World, browser: &mut Browser, body: Vec<u8>) -> Answer {
    let path = format!("/box/{}", world.campaign);
    let request = Request::post(path).header("content-type", "application/octet-stream");
    browser.send(request, Body::from(body)).await
}

#[rstest]
#[tokio::test]
async fn from_the_link_to_the_counted_ballot(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = World::new(engine, 2, 2).await;
    let mut browser = world.browser();
    let answer = open(&world, &mut browser, 0).await;
    assert_eq!(answer.status, StatusCode::OK);
    let cookie = answer.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("tc_rater="));
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"));
    assert!(!cookie.contains("Max-Age") && !cookie.contains("Expires"));
    let list = list_of(&answer);
    assert_eq!(list.tasks.len(), 2);
    assert_eq!(list.envelope_bytes, ENVELOPE_BYTES);
    assert_eq!(list.tasks[0].n_invited, 2);
    assert!(list.tasks.iter().all(|task| task.way == Way::Open));

    let tickets = world.draw_tickets();
    let asked = request([3; 32], &tickets);
    let issued = issue(&mut browser, &list.rater, &asked).await;
    assert_eq!(issued.status, StatusCode::NO_CONTENT);
    let list = list_of(&tasks(&mut browser, &list.rater).await);
    assert!(list.tasks.iter().all(|task| task.way == Way::Browser));

    let mut nobody = world.browser();
    let envelope = seal(&tickets[0], 1, &world.answers(4));
    let sent = put(&world, &mut nobody, envelope.clone()).await;
    assert_eq!(sent.status, StatusCode::OK);
    assert!(!sent.headers.contains_key("set-cookie"));
    let receipt: Receipt = serde_json::from_str(&sent.body).unwrap();
    assert_eq!(receipt.envelope, ballot::receipt::receipt_hex(&envelope));

    assert_eq!(
        browser.post_json("/api/rater/signout", &()).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(browser.cookie("tc_rater"), None);
    assert_eq!(
        browser.get("/api/tasks").await.status,
        StatusCode::UNAUTHORIZED
    );

    let counts = close(&world.app, world.campaign).await.unwrap();
    assert_eq!((counts.received, counts.counted), (1, 1));
}

#[tokio::test]
async fn a_mistyped_or_foreign_invitation_opens_nothing() {
    let world = World::new(Engine::Sqlite, 1, 1).await;
    let mut browser = world.browser();
    for code in ["", "nonsense", &"0".repeat(26), &"Z".repeat(26), "ă"] {
        let code = code.to_owned();
        let answer = browser
            .post_json("/api/invitations/open", &OpenInvitation { code })
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(browser.cookie("tc_rater"), None);
    }
    assert_eq!(
        browser.get("/api/tasks").await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn opening_another_invitation_ends_the_session_before_it() {
    let world = World::new(Engine::Sqlite, 1, 2).await;
    let mut browser = world.browser();
    open(&world, &mut browser, 0).await;
    let first = browser.cookie("tc_rater").unwrap().to_owned();
    open(&world, &mut browser, 1).await;
    assert_ne!(browser.cookie("tc_rater"), Some(first.as_str()));
    let request = Request::get("/api/tasks").header("cookie", format!("tc_rater={first}"));
    let answer = world.browser().send(request, Body::empty()).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn new_codes_leave_a_rater_the_name_under_which_his_browser_keeps_his_answers() {
    let world = World::new(Engine::Sqlite, 1, 2).await;
    let first = list_of(&open(&world, &mut world.browser(), 0).await).rater;
    let other = list_of(&open(&world, &mut world.browser(), 1).await).rater;
    assert_eq!(first.len(), 32);
    assert_ne!(first, other);
    let fresh: Vec<LinkCode> = world
        .raters
        .iter()
        .map(|_| LinkCode::draw().unwrap())
        .collect();
    let rows: Vec<_> = world
        .raters
        .iter()
        .zip(&fresh)
        .map(|(invited, link)| StoredInvitation {
            campaign_id: world.campaign.0,
            person_id: invited.rater.person.0,
            link_hash: link_hash(link).to_vec(),
            short_hash: short_hash(&world.app.keys, &ShortCode::draw().unwrap()).to_vec(),
        })
        .collect();
    assert!(
        world
            .app
            .roster
            .replace_invitations(world.campaign.0, &rows, &record())
            .await
            .unwrap()
    );
    let mut browser = world.browser();
    assert_eq!(
        open(&world, &mut browser, 0).await.status,
        StatusCode::BAD_REQUEST
    );
    // Typed as the server forgives it: the name does not follow from what was typed.
    for code in [fresh[0].to_string(), fresh[0].to_string().to_lowercase()] {
        let answer = browser
            .post_json("/api/invitations/open", &OpenInvitation { code })
            .await;
        assert_eq!(list_of(&answer).rater, first);
    }
}

#[tokio::test]
async fn a_tab_of_somebody_else_binds_nothing_in_the_name_of_who_came_later() {
    let world = World::new(Engine::Sqlite, 2, 2).await;
    let mut browser = world.browser();
    let earlier = list_of(&open(&world, &mut browser, 0).await).rater;
    let later = list_of(&open(&world, &mut browser, 1).await).rater;
    // Both are asked about the same subjects in the same relation: only the name tells them apart.
    let asked = request([3; 32], &world.draw_tickets());
    for answer in [
        tasks(&mut browser, &earlier).await,
        issue(&mut browser, &earlier, &asked).await,
        browser.get("/api/tasks").await,
        browser.post_json("/api/ballots/issue", &asked).await,
    ] {
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert_eq!(refusal(&answer), Some(Refusal::SessionOfAnotherInvitation));
    }
    let list = list_of(&tasks(&mut browser, &later).await);
    assert!(list.tasks.iter().all(|task| task.way == Way::Open));
    // His own link brings the earlier one back, and the same request goes through.
    open(&world, &mut browser, 0).await;
    let issued = issue(&mut browser, &earlier, &asked).await;
    assert_eq!(issued.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn after_the_close_every_door_says_so() {
    let world = World::new(Engine::Sqlite, 1, 2).await;
    let mut browser = world.browser();
    let rater = list_of(&open(&world, &mut browser, 0).await).rater;
    let tickets = world.draw_tickets();
    assert!(
        world
            .app
            .roster
            .close_campaign(world.campaign.0, &record())
            .await
            .unwrap()
    );
    for answer in [
        tasks(&mut browser, &rater).await,
        issue(&mut browser, &rater, &request([1; 32], &tickets)).await,
        open(&world, &mut world.browser(), 1).await,
    ] {
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert_eq!(refusal(&answer), Some(Refusal::CampaignClosed));
    }
    close(&world.app, world.campaign).await.unwrap();
    let late = put(
        &world,
        &mut world.browser(),
        seal(&tickets[0], 1, &world.answers(2)),
    )
    .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(refusal(&late), Some(Refusal::CampaignClosed));
}

#[tokio::test]
async fn the_box_refuses_other_sizes_shapes_and_campaigns_and_writes_nothing() {
    let world = World::new(Engine::Sqlite, 1, 1).await;
    let mut browser = world.browser();
    let small = put(&world, &mut browser, vec![0; 100]).await;
    assert_eq!(small.status, StatusCode::CONFLICT);
    assert_eq!(
        refusal(&small),
        Some(Refusal::WrongEnvelopeSize {
            expected_bytes: ENVELOPE_BYTES
        })
    );
    let huge = put(&world, &mut browser, vec![0; 10 * 1_024 * 1_024]).await;
    assert_eq!(huge.status, StatusCode::PAYLOAD_TOO_LARGE);
    let fault: ApiFault = serde_json::from_str(&huge.body).unwrap();
    assert!(fault.message.unwrap().vi.contains("16 KB"));
    for path in ["/box/nonsense", "/box/00000000-0000-4000-8000-000000000000"] {
        let request = Request::post(path).header("content-type", "application/octet-stream");
        let body = Body::from(vec![0; ENVELOPE_BYTES as usize]);
        let answer = browser.send(request, body).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    // Of the right size, and no envelope; or an envelope that is announced as something else.
    let shapeless = put(&world, &mut browser, vec![0; ENVELOPE_BYTES as usize]).await;
    let envelope = seal(&world.draw_tickets()[0], 1, &world.answers(2));
    let form = Request::post(format!("/box/{}", world.campaign))
        .header("content-type", "application/x-www-form-urlencoded");
    let form = browser.send(form, Body::from(envelope.clone())).await;
    let path = format!("/box/{}", world.campaign);
    let bare = browser.send(Request::post(path), envelope.into()).await;
    for answer in [shapeless, form, bare] {
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert_eq!(refusal(&answer), Some(Refusal::NotAnEnvelope));
    }
    let received = world.app.ballots.received(world.campaign.0).await.unwrap();
    assert_eq!(received, 0);
}

#[tokio::test]
async fn a_connection_cut_in_the_middle_leaves_nothing_behind() {
    let world = World::new(Engine::Sqlite, 1, 1).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = http::router(world.app.clone());
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(async move {
        axum::serve(listener, router)
            .with_graceful_shutdown(async { stopped.await.unwrap_or(()) })
            .await
            .unwrap();
    });
    let head = format!(
        "POST /box/{} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/octet-stream\r\n\
         content-length: {ENVELOPE_BYTES}\r\n\r\n",
        world.campaign
    );
    let envelope = seal(&world.draw_tickets()[0], 1, &world.answers(2));
    for n_sent in [0, 1, 8_000, ENVELOPE_BYTES as usize - 1] {
        let mut connection = tokio::net::TcpStream::connect(address).await.unwrap();
        connection.write_all(head.as_bytes()).await.unwrap();
        connection.write_all(&envelope[..n_sent]).await.unwrap();
        connection.shutdown().await.unwrap();
        let mut heard = Vec::new();
        connection.read_to_end(&mut heard).await.ok();
        assert!(!heard.starts_with(b"HTTP/1.1 200"));
    }
    // The whole of it, on the same program, is taken.
    let mut connection = tokio::net::TcpStream::connect(address).await.unwrap();
    connection.write_all(head.as_bytes()).await.unwrap();
    connection.write_all(&envelope).await.unwrap();
    let mut heard = [0; 15];
    connection.read_exact(&mut heard).await.unwrap();
    assert!(heard.starts_with(b"HTTP/1.1 200 OK"));
    drop(connection);
    stop.send(()).unwrap();
    serving.await.unwrap();
    let received = world.app.ballots.received(world.campaign.0).await.unwrap();
    assert_eq!(received, 1);
}
