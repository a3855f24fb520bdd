//! What is left of somebody who answered: nothing in the log, and after the close nothing in the
//! files that ties an answer to a code, a request or a browser.

use std::io::Write;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::Request;
use contract::invitations::{OpenInvitation, RATER_HEADER};
use store::Engine;
use tracing_subscriber::fmt::MakeWriter;

use super::world::{World, record, request, seal};
use crate::ballots::close;

/// Everything that was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

const ADDRESS: &str = "203.0.113.77";
const AGENT: &str = "Agent-3f1b9c";

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[tokio::test]
async fn nothing_of_an_answer_is_in_the_log_or_stays_in_the_files() {
    let log = Log::default();
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .with_ansi(false)
        .init();
    tracing::trace!("the log is heard");

    let world = World::new(Engine::Sqlite, 2, 3).await;
    let mut secrets: Vec<String> = Vec::new();
    let mut gone_after_the_close: Vec<Vec<u8>> = Vec::new();
    let mut never_stored: Vec<Vec<u8>> = Vec::new();
    for (nth, invited) in world.raters.iter().enumerate() {
        let mut browser = world.browser();
        let tell_of = |request: axum::http::request::Builder, kind: &str| {
            request
                .header("x-forwarded-for", ADDRESS)
                .header("user-agent", AGENT)
                .header("content-type", kind)
        };
        let tell = |request| tell_of(request, "application/json");
        let code = invited.link.to_string();
        let body = serde_json::to_vec(&OpenInvitation { code: code.clone() }).unwrap();
        browser
            .send(tell(Request::post("/api/invitations/open")), body.into())
            .await;
        let token = browser.cookie("tc_rater").unwrap().to_owned();
        let tickets = world.draw_tickets();
        let rater = invited.rater.name(&world.app.keys);
        let key = [nth as u8 + 0x51; 32];
        let asked = request(key, &tickets);
        let body = serde_json::to_vec(&asked).unwrap();
        let issue = Request::post("/api/ballots/issue").header(RATER_HEADER, &rater);
        browser.send(tell(issue), body.into()).await;
        for ticket in &tickets {
            let envelope = seal(ticket, 1, &world.answers(2));
            let path = format!("/box/{}", world.campaign);
            let sent = world
                .browser()
                .send(
                    tell_of(Request::post(&path), "application/octet-stream"),
                    Body::from(envelope.clone()),
                )
                .await;
            assert_eq!(sent.status, 200);
            secrets.push(hex::encode(ticket.code.as_bytes()));
            secrets.push(ticket.code.hash().to_hex());
            secrets.push(ballot::receipt::receipt_hex(&envelope));
            secrets.push(ticket.scope.subject.to_string());
            gone_after_the_close.push(ticket.code.as_bytes().to_vec());
            gone_after_the_close.push(ticket.code.hash().0.to_vec());
        }
        // A mistyped code and a damaged request are no reason to log either.
        let wrong = serde_json::to_vec(&OpenInvitation {
            code: format!("{code}X"),
        })
        .unwrap();
        browser
            .send(tell(Request::post("/api/invitations/open")), wrong.into())
            .await;
        let damaged = Body::from(format!("{{\"key\":\"{}\"", hex::encode(key)));
        let issue = Request::post("/api/ballots/issue").header(RATER_HEADER, &rater);
        browser.send(tell(issue), damaged).await;
        never_stored.push(rater.clone().into_bytes());
        never_stored.push(hex::decode(&rater).unwrap());
        secrets.extend([
            code,
            hex::encode(key),
            token.clone(),
            rater,
            invited.short.to_string(),
            invited.rater.person.to_string(),
        ]);
    }
    secrets.extend([ADDRESS, AGENT].map(str::to_owned));
    let digests: Vec<Vec<u8>> = world
        .app
        .roster
        .assignments_of_person(world.campaign.0, world.raters[0].rater.person.0)
        .await
        .unwrap()
        .into_iter()
        .filter_map(|(assignment, _)| assignment.digest)
        .collect();
    assert_eq!(digests.len(), 2);

    world
        .app
        .roster
        .close_campaign(world.campaign.0, &record())
        .await
        .unwrap();
    close(&world.app, world.campaign).await.unwrap();
    // Both files as they rest: the log of writes is taken into them at the end.
    let folder = world.vaults.folder.path().to_owned();
    world.app.roster.vault().clone().close().await.unwrap();
    world.app.ballots.vault().clone().close().await.unwrap();
    let mut at_rest = Vec::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        at_rest.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    for bytes in gone_after_the_close.iter().chain(&digests) {
        assert!(!contains(&at_rest, bytes), "a code, hash or digest stayed");
    }
    for text in [ADDRESS, AGENT] {
        assert!(!contains(&at_rest, text.as_bytes()), "{text} was stored");
    }
    for name in &never_stored {
        assert!(!contains(&at_rest, name), "a rater's name was stored");
    }

    let heard = log.0.lock().unwrap().clone();
    assert!(contains(&heard, b"the log is heard"));
    let heard = String::from_utf8_lossy(&heard).to_lowercase();
    for secret in &secrets {
        let secret = secret.to_lowercase();
        let line = heard.lines().find(|line| line.contains(&secret));
        assert_eq!(line, None, "{secret} is in the log");
    }
    // tower-http names the path at `trace`, where it holds the campaign and nothing else; the
    // program's own filter never lets a library below `warn` through.
    let ours = |line: &&str| !line.contains("tower_http::csrf");
    for path in ["/box/", "/api/"] {
        let line = heard.lines().filter(ours).find(|line| line.contains(path));
        assert_eq!(line, None, "{path} is in the log");
    }
}
