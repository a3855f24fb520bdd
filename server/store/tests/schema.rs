//! The schema of both vaults applies on both engines, and what each engine promises holds.

use rstest::rstest;
use sea_orm::{ConnectionTrait, EntityTrait};
use store::ballots::entities::box_campaign;
use store::fixture::fresh;
use store::roster::entities::campaign;
use store::{Engine, fixture};

#[rstest]
#[tokio::test]
async fn a_fresh_pair_is_migrated_and_empty(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fresh(engine).await;
    assert_eq!(vaults.roster.vault().engine(), engine);
    let campaigns = campaign::Entity::find()
        .all(vaults.roster.vault().reader())
        .await
        .expect("the roster answers");
    assert!(campaigns.is_empty());
    let boxes = box_campaign::Entity::find()
        .all(vaults.ballots.vault().reader())
        .await
        .expect("the ballot vault answers");
    assert!(boxes.is_empty());
}

#[rstest]
#[tokio::test]
async fn neither_vault_knows_the_tables_of_the_other(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fresh(engine).await;
    let roster = vaults.roster.vault().reader();
    let ballots = vaults.ballots.vault().reader();
    for table in ["code", "intake", "pool", "ballot", "comment"] {
        let query = format!("SELECT * FROM {table}");
        assert!(roster.execute_unprepared(&query).await.is_err(), "{table}");
    }
    for table in [
        "person",
        "assignment",
        "invitation",
        "rater_session",
        "account",
    ] {
        let query = format!("SELECT * FROM {table}");
        assert!(ballots.execute_unprepared(&query).await.is_err(), "{table}");
    }
}

#[tokio::test]
async fn a_commit_on_sqlite_is_on_the_disk_before_anybody_hears_of_it() {
    let vaults = fixture::sqlite().await;
    for vault in [vaults.roster.vault(), vaults.ballots.vault()] {
        for (pragma, expected) in [
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("secure_delete", "1"),
            ("foreign_keys", "1"),
        ] {
            let row = vault
                .writer()
                .query_one_raw(sea_orm::Statement::from_string(
                    vault.backend(),
                    format!("PRAGMA {pragma}"),
                ))
                .await
                .expect("a pragma can be asked")
                .expect("a pragma has a value");
            let value = row
                .try_get_by_index::<String>(0)
                .or_else(|_| row.try_get_by_index::<i64>(0).map(|n| n.to_string()))
                .expect("a pragma is text or a number");
            assert_eq!(value, expected, "{pragma}");
        }
    }
}
