//! How many envelopes a second are on the disk before their receipts are given, and how long a
//! sender waits. Run by `cargo bench -p server --bench submissions`.
//!
//! `toancanh serve` runs as a program of its own on SQLite, and is loaded over HTTP on the loopback
//! by connections that each send one envelope after the other. Beside it stands what the bare store
//! commits when the same number of senders hand it envelopes directly: the same queue, the same
//! batches, no HTTP. Every run is bounded in time.

mod program;

use std::path::Path;
use std::time::Duration;

use ballot::envelope::MARK;
use migrations::{BallotsMigrator, MigratorTrait};
use program::{Program, load};
use store::ballots::{NewBox, NewEnvelope, Put};
use store::{Ballots, Vault};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::Instant;
use uuid::Uuid;

/// How long one line of the table is measured.
const RUN: Duration = Duration::from_secs(6);
const SENDERS: [usize; 4] = [1, 8, 64, 256];
const SIZES: [usize; 2] = [4_096, 16_384];

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    runtime.block_on(measure());
}

async fn measure() {
    println!("load before: {}", load());
    println!("| way | envelope | senders | submissions/s | p50 ms | p99 ms |");
    println!("|---|---|---|---|---|---|");
    for size in SIZES {
        for senders in SENDERS {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let line = over_http(folder.path(), senders, size).await;
            println!("| serve, HTTP | {size} B | {senders} | {line} |");
            let folder = tempfile::tempdir().expect("a temporary folder");
            let line = bare_store(folder.path(), senders, size).await;
            println!("| bare store | {size} B | {senders} | {line} |");
        }
    }
    println!("load after: {}", load());
}

/// Waiting times of all senders.
struct Waits(Vec<Duration>);

impl std::fmt::Display for Waits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut waits = self.0.clone();
        waits.sort_unstable();
        let at = |share: f64| {
            let place = (waits.len() as f64 * share) as usize;
            waits
                .get(place.min(waits.len().saturating_sub(1)))
                .map_or(f64::NAN, |wait| wait.as_secs_f64() * 1_000.0)
        };
        let per_second = waits.len() as f64 / RUN.as_secs_f64();
        write!(f, "{per_second:.0} | {:.1} | {:.1}", at(0.50), at(0.99))
    }
}

async fn over_http(folder: &Path, senders: usize, size: usize) -> Waits {
    let program = Program::start(folder).await;
    let address = program.address;
    let campaign = Uuid::from_u128(1);
    {
        let ballots = open(&folder.join("data/ballots.db")).await;
        open_box(&ballots, campaign, size).await;
    }
    let end = Instant::now() + RUN;
    let mut sending = JoinSet::new();
    for _ in 0..senders {
        sending.spawn(async move {
            let mut connection = TcpStream::connect(address).await.expect("it listens");
            connection.set_nodelay(true).expect("a socket option");
            let head = format!(
                "POST /box/{campaign} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/octet-stream\r\n\
                 content-length: {size}\r\n\r\n"
            );
            let mut request = head.into_bytes();
            request.extend(envelope(size));
            let mut waits = Vec::new();
            while Instant::now() < end {
                let begun = Instant::now();
                connection.write_all(&request).await.expect("it reads");
                receipt(&mut connection).await;
                waits.push(begun.elapsed());
            }
            waits
        });
    }
    let waits = gather(sending).await;
    program.stop();
    waits
}

/// What the box takes for an envelope.
fn envelope(size: usize) -> Vec<u8> {
    let mut bytes = MARK.to_vec();
    bytes.resize(size, 7);
    bytes
}

/// Reads one answer to its end.
async fn receipt(connection: &mut TcpStream) {
    let mut heard = Vec::with_capacity(2_048);
    loop {
        let n = connection.read_buf(&mut heard).await.expect("it answers");
        assert!(n > 0, "the server hung up");
        let text = String::from_utf8_lossy(&heard);
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        let length: usize = head
            .lines()
            .find_map(|line| {
                line.to_ascii_lowercase()
                    .strip_prefix("content-length: ")?
                    .parse()
                    .ok()
            })
            .expect("the length of the receipt");
        if body.len() >= length {
            return;
        }
    }
}

async fn bare_store(folder: &Path, senders: usize, size: usize) -> Waits {
    let ballots = open(&folder.join("ballots.db")).await;
    BallotsMigrator::up(ballots.vault().writer(), None)
        .await
        .expect("the schema applies");
    let campaign = Uuid::from_u128(1);
    open_box(&ballots, campaign, size).await;
    let end = Instant::now() + RUN;
    let mut sending = JoinSet::new();
    for _ in 0..senders {
        let ballots = ballots.clone();
        sending.spawn(async move {
            let mut waits = Vec::new();
            while Instant::now() < end {
                let envelope = NewEnvelope {
                    campaign,
                    id: server::rng::id().expect("randomness"),
                    bytes: envelope(size),
                    mark: MARK,
                };
                let begun = Instant::now();
                let put = ballots.put(envelope).await.expect("the vault answers");
                assert_eq!(put, Put::Stored);
                waits.push(begun.elapsed());
            }
            waits
        });
    }
    gather(sending).await
}

async fn gather(mut sending: JoinSet<Vec<Duration>>) -> Waits {
    let mut waits = Vec::new();
    while let Some(of_one) = sending.join_next().await {
        waits.extend(of_one.expect("a sender ends well"));
    }
    Waits(waits)
}

async fn open(file: &Path) -> Ballots {
    Ballots::open(&Vault::sqlite_url(file))
        .await
        .expect("the vault opens")
}

async fn open_box(ballots: &Ballots, campaign: Uuid, size: usize) {
    let new = NewBox {
        campaign,
        envelope_bytes: size as u32,
        protocol: "{}".to_owned(),
        instrument: "{}".to_owned(),
    };
    ballots.open_box(new).await.expect("the box stands");
}
