//! The addresses of the survey page, as a browser meets them.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use contract::ballots::Receipt;
use contract::error::{ApiFault, Refusal};
use contract::invitations::{OpenInvitation, TaskList, Way};
use rstest::rstest;
use store::Engine;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::world::{ENVELOPE_BYTES, World, record, request, seal};
use crate::ballots::close;
use crate::fixture::{Answer, Browser};
use crate::http;

async fn open(world: &World, browser: &mut Browser, nth: usize) -> Answer {
    let code = world.raters[nth].link.to_string();
    browser
        .post_json("/api/invitations/open", &OpenInvitation { code })
        .await
}

fn refusal(answer: &Answer) -> Option<Refusal> {
    serde_json::from_str::<ApiFault>(&answer.body)
        .unwrap()
        .refusal
}

async fn put(world: &World, browser: &mut Browser, body: Vec<u8>) -> Answer {
    let path = format!("/box/{}", world.campaign);
    browser.send(Request::post(path), Body::from(body)).await
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
    let list: TaskList = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(list.tasks.len(), 2);
    assert_eq!(list.envelope_bytes, ENVELOPE_BYTES);
    assert_eq!(list.tasks[0].n_invited, 2);
    assert!(list.tasks.iter().all(|task| task.way == Way::Open));

    let tickets = world.draw_tickets();
    let asked = request([3; 32], &tickets);
    let issued = browser.post_json("/api/ballots/issue", &asked).await;
    assert_eq!(issued.status, StatusCode::NO_CONTENT);
    let list: TaskList = serde_json::from_str(&browser.get("/api/tasks").await.body).unwrap();
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
async fn after_the_close_every_door_says_so() {
    let world = World::new(Engine::Sqlite, 1, 2).await;
    let mut browser = world.browser();
    open(&world, &mut browser, 0).await;
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
        browser.get("/api/tasks").await,
        browser
            .post_json("/api/ballots/issue", &request([1; 32], &tickets))
            .await,
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
async fn the_box_refuses_other_sizes_and_unknown_campaigns_and_writes_nothing() {
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
        let body = Body::from(vec![0; ENVELOPE_BYTES as usize]);
        let answer = browser.send(Request::post(path), body).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
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
        "POST /box/{} HTTP/1.1\r\nhost: {address}\r\ncontent-length: {ENVELOPE_BYTES}\r\n\r\n",
        world.campaign
    );
    for n_sent in [0, 1, 8_000, ENVELOPE_BYTES as usize - 1] {
        let mut connection = tokio::net::TcpStream::connect(address).await.unwrap();
        connection.write_all(head.as_bytes()).await.unwrap();
        connection.write_all(&vec![0; n_sent]).await.unwrap();
        connection.shutdown().await.unwrap();
        let mut heard = Vec::new();
        connection.read_to_end(&mut heard).await.ok();
        assert!(!heard.starts_with(b"HTTP/1.1 200"));
    }
    // The whole of it, on the same program, is taken.
    let mut connection = tokio::net::TcpStream::connect(address).await.unwrap();
    connection.write_all(head.as_bytes()).await.unwrap();
    connection
        .write_all(&vec![0; ENVELOPE_BYTES as usize])
        .await
        .unwrap();
    let mut heard = [0; 15];
    connection.read_exact(&mut heard).await.unwrap();
    assert!(heard.starts_with(b"HTTP/1.1 200 OK"));
    drop(connection);
    stop.send(()).unwrap();
    serving.await.unwrap();
    let received = world.app.ballots.received(world.campaign.0).await.unwrap();
    assert_eq!(received, 1);
}
