//! After the tally the roster no longer knows who answered. Where one of three was issued, a row
//! that looks, or lies, unlike the others would name the author of the one ballot.

use rstest::rstest;
use sea_orm_migration::sea_orm::{ConnectionTrait, QueryResult, Statement, TryGetable};
use store::Engine;
use uuid::Uuid;

use super::world::{World, request, seal};
use crate::ballots::{issue_to_browser, submit};

const RATERS: usize = 60;
/// The page of a SQLite file.
const PAGE_BYTES: usize = 4_096;

/// Every third was issued and answered; then the campaign was closed.
async fn closed(engine: Engine) -> World {
    let world = World::new(engine, 1, RATERS).await;
    for (nth, invited) in world.raters.iter().enumerate().skip(1).step_by(3) {
        let tickets = world.draw_tickets();
        issue_to_browser(
            &world.app,
            &invited.rater,
            &request([nth as u8; 32], &tickets),
        )
        .await
        .unwrap();
        let envelope = seal(&tickets[0], 1, &world.answers(4));
        submit::submit(&world.app.ballots, world.campaign, envelope)
            .await
            .unwrap();
    }
    let distinct = "SELECT count(DISTINCT way) FROM assignment";
    assert_eq!(one::<i64>(&rows(&world, distinct).await[0]), 2);
    world.close_and_count().await;
    world
}

async fn rows(world: &World, sql: &str) -> Vec<QueryResult> {
    let vault = world.app.roster.vault();
    let statement = Statement::from_string(vault.backend(), sql);
    vault.writer().query_all_raw(statement).await.unwrap()
}

fn one<T: TryGetable>(row: &QueryResult) -> T {
    row.try_get_by_index(0).unwrap()
}

#[rstest]
#[tokio::test]
async fn all_assignments_look_alike_after_the_tally(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = closed(engine).await;
    let alike = rows(&world, "SELECT DISTINCT way, digest FROM assignment").await;
    assert_eq!(alike.len(), 1);
    assert_eq!(
        alike[0].try_get_by_index::<Option<Vec<u8>>>(1).unwrap(),
        None
    );
    // The ballots are there; only who gave them is not.
    assert_eq!(world.ballots().await.len(), RATERS / 3);
}

#[tokio::test]
async fn postgresql_numbers_and_places_all_assignments_alike() {
    let world = closed(Engine::Postgres).await;
    let numbers = "SELECT count(DISTINCT xmin::text) FROM assignment";
    assert_eq!(one::<i64>(&rows(&world, numbers).await[0]), 1);
    let kept: Vec<Uuid> = rows(&world, "SELECT id FROM assignment ORDER BY ctid")
        .await
        .iter()
        .map(one)
        .collect();
    assert_eq!(kept.len(), RATERS);
    assert!(
        kept.is_sorted(),
        "they lie in the order of their random ids"
    );
}

#[tokio::test]
async fn a_sqlite_file_places_all_assignments_alike() {
    let world = closed(Engine::Sqlite).await;
    // The program goes on, so the log lies beside the file.
    let folder = world.vaults.folder.path();
    let log = std::fs::read(folder.join("roster.db-wal")).unwrap();
    assert!(log.is_empty());
    let file = std::fs::read(folder.join("roster.db")).unwrap();
    let order = rows(&world, "SELECT id FROM assignment ORDER BY rowid").await;
    let places: Vec<usize> = order
        .iter()
        .map(|row| {
            // As a row begins; no index has the two side by side.
            let mut begins = one::<Uuid>(row).as_bytes().to_vec();
            begins.extend_from_slice(world.campaign.0.as_bytes());
            let found: Vec<usize> = (0..file.len() - begins.len())
                .filter(|&place| file[place..].starts_with(&begins))
                .collect();
            assert_eq!(found.len(), 1, "a row was moved and stayed behind");
            found[0]
        })
        .collect();
    // Inside a page the rows fill it from its end, each before the one before it. A row that had
    // grown when its digest came would lie elsewhere.
    let same_page = |pair: &&[usize]| pair[0] / PAGE_BYTES == pair[1] / PAGE_BYTES;
    let pairs: Vec<_> = places.windows(2).filter(same_page).collect();
    assert!(pairs.len() > RATERS / 2);
    assert!(pairs.iter().all(|pair| pair[1] < pair[0]));
}
