//! What the close removed is swept out of the files of both vaults, once.

use rstest::rstest;
use sea_orm_migration::sea_orm::{ConnectionTrait, Statement};
use store::{Engine, Vault};

use super::world::{World, request, seal};
use crate::ballots::{close, issue_to_browser, submit, tally};
use crate::campaigns::settle;

/// A closed campaign whose one rater answered; what stood in his rows before the close.
async fn closed(engine: Engine) -> (World, Vec<Vec<u8>>) {
    let world = World::new(engine, 1, 1).await;
    let rater = &world.raters[0].rater;
    let tickets = world.draw_tickets();
    issue_to_browser(&world.app, rater, &request([7; 32], &tickets))
        .await
        .unwrap();
    let envelope = seal(&tickets[0], 1, &world.answers(4));
    submit::submit(&world.app.ballots, world.campaign, envelope)
        .await
        .unwrap();
    let rows = world
        .app
        .roster
        .assignments_of_person(world.campaign.0, rater.person.0);
    let digests = rows.await.unwrap().into_iter();
    let mut gone: Vec<Vec<u8>> = digests.filter_map(|(row, _)| row.digest).collect();
    assert_eq!(gone.len(), 1);
    gone.push(tickets[0].code.hash().0.to_vec());
    world.close_and_count().await;
    (world, gone)
}

async fn ask<T: sea_orm_migration::sea_orm::TryGetable>(vault: &Vault, sql: &str) -> T {
    let statement = Statement::from_string(vault.backend(), sql);
    let row = vault.writer().query_one_raw(statement).await.unwrap();
    row.unwrap().try_get_by_index(0).unwrap()
}

/// The file that holds a table: another one whenever the table is written anew, and named like the
/// table itself until the first time.
#[derive(Debug, PartialEq, Eq)]
struct File {
    number: i64,
    rewritten: bool,
}

async fn file(vault: &Vault, table: &str) -> File {
    let of = |what: &str| format!("SELECT {what} FROM pg_class WHERE relname = '{table}'");
    File {
        number: ask(vault, &of("relfilenode::bigint")).await,
        rewritten: ask(vault, &of("relfilenode <> oid")).await,
    }
}

async fn files(world: &World) -> Vec<File> {
    let (roster, ballots) = (world.app.roster.vault(), world.app.ballots.vault());
    let mut files = Vec::new();
    for table in ["assignment", "rater_session"] {
        files.push(file(roster, table).await);
    }
    for table in ["intake", "pool_day", "pool", "code"] {
        files.push(file(ballots, table).await);
    }
    files
}

#[tokio::test]
async fn right_after_the_close_no_file_of_sqlite_holds_a_digest_or_a_code() {
    let (world, gone) = closed(Engine::Sqlite).await;
    // The program goes on, so the logs lie beside the files.
    let mut lying = Vec::new();
    for entry in std::fs::read_dir(world.vaults.folder.path()).unwrap() {
        lying.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    assert!(!lying.is_empty());
    for bytes in &gone {
        let found = lying
            .windows(bytes.len())
            .any(|window| window == bytes.as_slice());
        assert!(!found, "a digest or a code stayed");
    }
}

#[tokio::test]
async fn the_close_writes_the_tables_of_postgres_anew_and_later_minutes_do_not() {
    let (world, _) = closed(Engine::Postgres).await;
    let after_close = files(&world).await;
    assert!(after_close.iter().all(|file| file.rewritten));
    settle(&world.app).await.unwrap();
    close(&world.app, world.campaign).await.unwrap();
    assert_eq!(files(&world).await, after_close);
}

#[tokio::test]
async fn a_closed_campaign_is_not_written_anew_every_minute_until_its_release() {
    let (world, _) = closed(Engine::Sqlite).await;
    let vault = world.app.ballots.vault();
    // Pages that are free, as other campaigns leave them: only a vacuum takes them away.
    for sql in [
        "CREATE TABLE filler (bytes BLOB)",
        "INSERT INTO filler VALUES (zeroblob(100000))",
        "DROP TABLE filler",
    ] {
        vault.writer().execute_unprepared(sql).await.unwrap();
    }
    let free: i64 = ask(vault, "PRAGMA freelist_count").await;
    assert!(free > 10);
    settle(&world.app).await.unwrap();
    assert_eq!(ask::<i64>(vault, "PRAGMA freelist_count").await, free);

    // Cut between the commit of the tally and the sweep, it is swept at the next start.
    vault
        .writer()
        .execute_unprepared("UPDATE box_campaign SET swept = FALSE")
        .await
        .unwrap();
    settle(&world.app).await.unwrap();
    assert_eq!(ask::<i64>(vault, "PRAGMA freelist_count").await, 0);
    assert!(
        tally::is_swept(&world.app.ballots, world.campaign)
            .await
            .unwrap()
    );
}

#[rstest]
#[tokio::test]
async fn a_request_under_way_at_the_close_leaves_nothing_for_good(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (world, _) = closed(engine).await;
    let rater = world.raters[0].rater;
    let rows = world
        .app
        .roster
        .assignments_of_person(world.campaign.0, rater.person.0);
    let id = rows.await.unwrap()[0].0.id;
    // What a request writes that was let in just before the close.
    let sql = match engine {
        Engine::Sqlite => format!(
            "UPDATE assignment SET digest = x'ab' WHERE hex(id) = upper('{}')",
            id.simple()
        ),
        Engine::Postgres => format!("UPDATE assignment SET digest = '\\xab' WHERE id = '{id}'"),
    };
    let vault = world.app.roster.vault();
    let done = vault.writer().execute_unprepared(&sql).await.unwrap();
    assert_eq!(done.rows_affected(), 1);
    settle(&world.app).await.unwrap();
    let left = "SELECT count(*) FROM assignment WHERE digest IS NOT NULL";
    assert_eq!(ask::<i64>(vault, left).await, 0);
}
