//! The order of arrival: it exists in the intake of the last hour, and nowhere after a shuffle.
//! Looked for where an engine keeps it without being asked: the order of rows, the numbers of
//! transactions, the place of bytes in the file.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};
use store::ballots::{NewBox, NewCode, NewEnvelope, Reach};
use store::fixture::{Vaults, fresh, sqlite};
use store::{Ballots, Engine};
use uuid::Uuid;

const SIZE: usize = 4_096;
const CAMPAIGN: Uuid = Uuid::from_u128(1);
const N: usize = 240;
/// Five standard deviations of a rank correlation of 240 unrelated pairs.
const CHANCE: f64 = 5.0 / 15.5;

/// Envelopes that arrive one after the other, each in a transaction of its own.
async fn arrive(ballots: &Ballots) {
    let new = NewBox {
        campaign: CAMPAIGN,
        envelope_bytes: SIZE as u32,
        protocol: "{}".to_owned(),
        instrument: "{}".to_owned(),
    };
    ballots.open_box(new).await.unwrap();
    for n in 0..N {
        let mut code_hash = [0; 32];
        // Spread, so that the key says nothing about the order.
        code_hash[..8].copy_from_slice(&spread(n).to_be_bytes());
        code_hash[8] = n as u8;
        let code = NewCode {
            code_hash,
            subject: Uuid::from_u128(2),
            relation: "peer".to_owned(),
        };
        ballots.register_codes(CAMPAIGN, &[code]).await.unwrap();
        let envelope = NewEnvelope {
            campaign: CAMPAIGN,
            id: Uuid::from_u64_pair(spread(n), 0),
            bytes: marked(n),
            mark: *b"<env",
        };
        ballots.put(envelope).await.unwrap();
    }
}

fn spread(n: usize) -> u64 {
    (n as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

fn marked(n: usize) -> Vec<u8> {
    let mut bytes = format!("<envelope {n:04}>").into_bytes();
    // Filled, so that no engine compresses it away.
    let mut state = spread(n);
    while bytes.len() < SIZE {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_be_bytes());
    }
    bytes.truncate(SIZE);
    bytes
}

fn number(bytes: &[u8]) -> usize {
    std::str::from_utf8(&bytes[10..14])
        .unwrap()
        .parse()
        .unwrap()
}

/// Spearman's rank correlation between arrival and place.
fn correlation(arrivals: &[usize]) -> f64 {
    let n = arrivals.len() as f64;
    let squares: f64 = arrivals
        .iter()
        .enumerate()
        .map(|(place, &arrival)| (place as f64 - arrival as f64).powi(2))
        .sum();
    1.0 - 6.0 * squares / (n * (n * n - 1.0))
}

/// The arrivals in the order in which the engine keeps the rows of a table.
async fn as_kept(vaults: &Vaults, table: &str) -> Vec<usize> {
    let vault = vaults.ballots.vault();
    let order = match vault.engine() {
        Engine::Sqlite => "rowid",
        // Transactions are numbered in their order; the place decides where one wrote all.
        Engine::Postgres => "xmin::text::bigint, ctid",
    };
    let query = format!("SELECT envelope FROM {table} ORDER BY {order}");
    rows(vaults, &query)
        .await
        .iter()
        .map(|row| number(&row.try_get_by_index::<Vec<u8>>(0).unwrap()))
        .collect()
}

async fn rows(vaults: &Vaults, query: &str) -> Vec<sea_orm::QueryResult> {
    let vault = vaults.ballots.vault();
    vault
        .writer()
        .query_all_raw(Statement::from_string(vault.backend(), query))
        .await
        .unwrap()
}

#[rstest]
#[tokio::test]
async fn after_a_shuffle_the_rows_say_nothing_about_the_order_of_arrival(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fresh(engine).await;
    arrive(&vaults.ballots).await;
    // The test can see an order where there is one.
    assert!(correlation(&as_kept(&vaults, "intake").await) > 0.99);

    let mut rng = ChaCha20Rng::seed_from_u64(11);
    for (reach, table) in [(Reach::Hour, "pool_day"), (Reach::All, "pool")] {
        vaults
            .ballots
            .shuffle(CAMPAIGN, reach, &mut rng)
            .await
            .unwrap();
        vaults.ballots.sweep(reach).await.unwrap();
        let kept = as_kept(&vaults, table).await;
        assert_eq!(kept.len(), N);
        assert!(
            correlation(&kept).abs() < CHANCE,
            "{table}: {}",
            correlation(&kept)
        );
        assert!(as_kept(&vaults, "intake").await.is_empty());
    }
}

#[rstest]
#[tokio::test]
async fn after_a_shuffle_the_codes_say_nothing_about_the_order_of_issue(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fresh(engine).await;
    arrive(&vaults.ballots).await;
    let order = match engine {
        Engine::Sqlite => "rowid",
        Engine::Postgres => "xmin::text::bigint, ctid",
    };
    let query = format!("SELECT code_hash FROM code ORDER BY {order}");
    let kept = async || -> Vec<usize> {
        rows(&vaults, &query)
            .await
            .iter()
            .map(|row| usize::from(row.try_get_by_index::<Vec<u8>>(0).unwrap()[8]))
            .collect()
    };
    assert!(correlation(&kept().await) > 0.99);
    let mut rng = ChaCha20Rng::seed_from_u64(12);
    vaults
        .ballots
        .shuffle(CAMPAIGN, Reach::Hour, &mut rng)
        .await
        .unwrap();
    vaults.ballots.sweep(Reach::Hour).await.unwrap();
    let after = kept().await;
    assert_eq!(after.len(), N);
    assert!(
        correlation(&after).abs() < CHANCE,
        "{}",
        correlation(&after)
    );
}

#[rstest]
#[tokio::test]
async fn every_shuffle_gives_every_envelope_a_new_id(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fresh(engine).await;
    arrive(&vaults.ballots).await;
    let mut rng = ChaCha20Rng::seed_from_u64(15);
    let mut seen: Vec<Uuid> = Vec::new();
    let ids = async |table: &str| -> Vec<Uuid> {
        rows(&vaults, &format!("SELECT id FROM {table}"))
            .await
            .iter()
            .map(|row| row.try_get_by_index(0).unwrap())
            .collect()
    };
    seen.extend(ids("intake").await);
    for (reach, table) in [(Reach::Hour, "pool_day"), (Reach::All, "pool")] {
        vaults
            .ballots
            .shuffle(CAMPAIGN, reach, &mut rng)
            .await
            .unwrap();
        seen.extend(ids(table).await);
    }
    assert_eq!(seen.len(), 3 * N);
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 3 * N, "an id stayed");
}

#[tokio::test]
async fn postgresql_numbers_all_rows_of_a_shuffle_alike() {
    let vaults = fresh(Engine::Postgres).await;
    arrive(&vaults.ballots).await;
    let numbers = async |table: &str| -> i64 {
        let query = format!("SELECT count(DISTINCT xmin::text) FROM {table}");
        rows(&vaults, &query).await[0].try_get_by_index(0).unwrap()
    };
    assert_eq!(numbers("intake").await, N as i64);
    let mut rng = ChaCha20Rng::seed_from_u64(13);
    vaults
        .ballots
        .shuffle(CAMPAIGN, Reach::Hour, &mut rng)
        .await
        .unwrap();
    assert_eq!(numbers("pool_day").await, 1);
    assert_eq!(numbers("code").await, 1);
}

#[tokio::test]
async fn the_bytes_of_a_sqlite_file_say_nothing_about_the_order_of_arrival() {
    let vaults = sqlite().await;
    arrive(&vaults.ballots).await;
    let log = vaults.folder.path().join("ballots.db-wal");
    assert!(std::fs::metadata(&log).unwrap().len() > 0);
    let mut rng = ChaCha20Rng::seed_from_u64(14);
    for reach in [Reach::Hour, Reach::All] {
        vaults
            .ballots
            .shuffle(CAMPAIGN, reach, &mut rng)
            .await
            .unwrap();
        vaults.ballots.sweep(reach).await.unwrap();
        assert_eq!(std::fs::metadata(&log).unwrap().len(), 0);
        let file = std::fs::read(vaults.folder.path().join("ballots.db")).unwrap();
        let arrivals: Vec<usize> = (0..file.len() - 14)
            .filter(|&place| file[place] == b'<' && file[place..].starts_with(b"<envelope "))
            .map(|place| number(&file[place..]))
            .collect();
        // Each once: what was moved did not stay behind in freed pages.
        let mut each = arrivals.clone();
        each.sort_unstable();
        assert_eq!(each, (0..N).collect::<Vec<_>>(), "after {reach:?}");
        assert!(
            correlation(&arrivals).abs() < CHANCE,
            "{}",
            correlation(&arrivals)
        );
    }
}
