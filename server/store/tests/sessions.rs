//! The order in which raters opened their invitations: it exists for an hour at most, wherever an
//! engine keeps it without being asked.

use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};
use store::Engine;
use store::fixture::{Vaults, fresh, sqlite};
use store::roster::StoredRaterSession;
use uuid::Uuid;

const CAMPAIGN: Uuid = Uuid::from_u128(1);
/// As many as one page of SQLite holds, which it never splits.
const N: usize = 40;

/// Spread, so that the hash says nothing about the order.
fn token_hash(n: usize) -> Vec<u8> {
    let spread = (n as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    spread.to_be_bytes().repeat(4)
}

async fn opened(vaults: &Vaults) {
    let roster = &vaults.roster;
    roster.create_draft(CAMPAIGN, "thu", "{}").await.unwrap();
    for n in 0..N {
        let session = StoredRaterSession {
            token_hash: token_hash(n),
            campaign_id: CAMPAIGN,
            person_id: Uuid::from_u128(n as u128),
        };
        roster.open_rater_session(session).await.unwrap();
    }
}

async fn ask(vaults: &Vaults, sql: &str) -> Vec<sea_orm::QueryResult> {
    let vault = vaults.roster.vault();
    let statement = Statement::from_string(vault.backend(), sql);
    vault.writer().query_all_raw(statement).await.unwrap()
}

/// The hashes in the order in which the bytes of a SQLite file have them, from its end.
fn in_file(vaults: &Vaults) -> Vec<Vec<u8>> {
    let file = std::fs::read(vaults.folder.path().join("roster.db")).unwrap();
    let mut places: Vec<(usize, Vec<u8>)> = (0..N)
        .map(|n| {
            let hash = token_hash(n);
            let found: Vec<usize> = (0..file.len() - hash.len())
                .filter(|&place| file[place..].starts_with(&hash))
                .collect();
            assert_eq!(found.len(), 1, "each once: nothing stayed behind");
            (found[0], hash)
        })
        .collect();
    places.sort_unstable_by_key(|(place, _)| std::cmp::Reverse(*place));
    places.into_iter().map(|(_, hash)| hash).collect()
}

#[tokio::test]
async fn the_bytes_of_a_sqlite_file_say_nothing_about_the_order_of_sessions() {
    let vaults = sqlite().await;
    opened(&vaults).await;
    let numbered = Statement::from_string(
        vaults.roster.vault().backend(),
        "SELECT rowid FROM rater_session",
    );
    let numbered = vaults.roster.vault().writer().query_all_raw(numbered).await;
    assert!(numbered.is_err(), "a row number is the order of opening");
    ask(&vaults, "PRAGMA wal_checkpoint(TRUNCATE)").await;
    let as_opened: Vec<Vec<u8>> = (0..N).map(token_hash).collect();
    // The test can see an order where there is one.
    assert_eq!(in_file(&vaults), as_opened);

    vaults.roster.forget_order_of_sessions().await.unwrap();
    let log = vaults.folder.path().join("roster.db-wal");
    assert_eq!(std::fs::metadata(&log).unwrap().len(), 0);
    assert!(in_file(&vaults).is_sorted());
}

#[tokio::test]
async fn postgresql_numbers_and_places_all_sessions_alike() {
    let vaults = fresh(Engine::Postgres).await;
    opened(&vaults).await;
    let numbers = "SELECT count(DISTINCT xmin::text) FROM rater_session";
    let n = async || -> i64 { ask(&vaults, numbers).await[0].try_get_by_index(0).unwrap() };
    assert_eq!(n().await, N as i64);
    vaults.roster.forget_order_of_sessions().await.unwrap();
    assert_eq!(n().await, 1);
    let kept: Vec<Vec<u8>> = ask(
        &vaults,
        "SELECT token_hash FROM rater_session ORDER BY ctid",
    )
    .await
    .iter()
    .map(|row| row.try_get_by_index(0).unwrap())
    .collect();
    assert_eq!(kept.len(), N);
    assert!(kept.is_sorted());
}

#[rstest]
#[tokio::test]
async fn sessions_stay_what_they_are_and_the_ended_stay_ended(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fresh(engine).await;
    opened(&vaults).await;
    let roster = &vaults.roster;
    roster.end_rater_session(&token_hash(3)).await.unwrap();
    roster.forget_order_of_sessions().await.unwrap();
    for n in 0..N {
        let session = roster.rater_session(&token_hash(n)).await.unwrap();
        let person = session.map(|session| session.person_id);
        let expected = (n != 3).then_some(Uuid::from_u128(n as u128));
        assert_eq!(person, expected);
    }
}
