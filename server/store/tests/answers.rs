//! Reading answers page by page, and the ledger that is written once.

use rstest::rstest;
use store::ballots::entities::{ballot, comment};
use store::ballots::{BoxState, NewBox, ReleasedProfile, StoredBallot};
use store::{Ballots, Engine, StoreError, fixture};
use uuid::Uuid;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn ballot(campaign: u128, n: u128) -> StoredBallot {
    ballot::Model {
        campaign: id(campaign),
        id: id(n),
        subject: id(50),
        relation: "peer".to_owned(),
        familiarity: None,
        levels: 4.0_f64.to_le_bytes().to_vec(),
        cannot_judge: vec![0],
        strongest: 1,
        improve_first: Some(0),
    }
}

fn line(subject: u128, figures: &str) -> ReleasedProfile {
    ReleasedProfile {
        campaign: id(1),
        subject: id(subject),
        figures: figures.to_owned(),
        data_hash: vec![7; 32],
    }
}

async fn all_ballots(ballots: &Ballots, page: u64) -> Vec<StoredBallot> {
    let mut all: Vec<StoredBallot> = Vec::new();
    loop {
        let after = all.last().map(|row| row.id);
        let rows = ballots.ballots_after(id(1), after, page).await.unwrap();
        if rows.is_empty() {
            return all;
        }
        assert!(rows.len() as u64 <= page);
        all.extend(rows);
    }
}

#[rstest]
#[tokio::test]
async fn pages_hold_every_ballot_of_the_campaign_once(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fixture::fresh(engine).await;
    for n in [9, 3, 7, 1, 5] {
        fixture::insert(vaults.ballots.vault(), ballot(1, n)).await;
    }
    fixture::insert(vaults.ballots.vault(), ballot(2, 4)).await;
    for page in [1, 2, 5, 100] {
        let ids: Vec<Uuid> = all_ballots(&vaults.ballots, page)
            .await
            .iter()
            .map(|row| row.id)
            .collect();
        assert_eq!(ids, [1, 3, 5, 7, 9].map(id));
    }
}

#[rstest]
#[tokio::test]
async fn comments_are_found_by_whom_they_are_about(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fixture::fresh(engine).await;
    for (n, subject) in [(1, 50), (2, 51), (3, 52)] {
        let row = comment::Model {
            campaign: id(1),
            id: id(n),
            subject: id(subject),
            relation: "peer".to_owned(),
            prompt: "begin".to_owned(),
            content: format!("{n}"),
        };
        fixture::insert(vaults.ballots.vault(), row).await;
    }
    let subjects = [id(50), id(52)];
    let about = vaults.ballots.comments_about(id(1), &subjects);
    let contents: Vec<String> = about
        .await
        .unwrap()
        .into_iter()
        .map(|c| c.content)
        .collect();
    assert_eq!(contents, ["1", "3"]);
    let first = vaults
        .ballots
        .comments_after(id(1), Some(id(1)), 1)
        .await
        .unwrap();
    assert_eq!(first[0].id, id(2));
}

#[rstest]
#[tokio::test]
async fn what_was_released_is_never_written_again(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fixture::fresh(engine).await;
    let ballots = &vaults.ballots;
    ballots
        .keep_released(vec![line(50, "first")])
        .await
        .unwrap();
    ballots
        .keep_released(vec![line(50, "second"), line(51, "other")])
        .await
        .unwrap();
    ballots
        .keep_released(vec![line(50, "third")])
        .await
        .unwrap();
    assert_eq!(ballots.n_released(id(1)).await.unwrap(), 2);
    let kept = ballots.released(id(1), &[id(50)]).await.unwrap();
    assert_eq!(kept, [line(50, "first")]);
    assert!(ballots.released(id(2), &[id(50)]).await.unwrap().is_empty());
}

fn new_box() -> NewBox {
    NewBox {
        campaign: id(1),
        envelope_bytes: 4_096,
        protocol: "{}".to_owned(),
        instrument: "{}".to_owned(),
    }
}

#[rstest]
#[tokio::test]
async fn imported_answers_are_written_once_and_their_box_never_opens(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fixture::fresh(engine).await;
    let ballots = &vaults.ballots;
    let cut = ballots.begin_import(new_box()).await.unwrap().unwrap();
    cut.write_ballots(vec![ballot(1, 1)]).await.unwrap();
    drop(cut);
    assert!(ballots.find_box(id(1)).await.unwrap().is_none());
    assert!(all_ballots(ballots, 10).await.is_empty());

    let writer = ballots.begin_import(new_box()).await.unwrap().unwrap();
    writer.write_ballots(vec![ballot(1, 2)]).await.unwrap();
    assert_eq!(ballots.salt_of_answers(id(1)).await.unwrap(), None);
    writer.finish("{}", &[9; 32]).await.unwrap();
    assert_eq!(ballots.salt_of_answers(id(1)).await.unwrap(), Some([9; 32]));
    let stands = ballots.find_box(id(1)).await.unwrap().unwrap();
    assert_eq!(stands.state, BoxState::Tallied);
    assert!(ballots.begin_import(new_box()).await.unwrap().is_none());
    assert_eq!(all_ballots(ballots, 10).await, [ballot(1, 2)]);
}

#[rstest]
#[tokio::test]
async fn ratings_are_not_imported_into_a_box_that_takes_envelopes(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fixture::fresh(engine).await;
    vaults.ballots.open_box(new_box()).await.unwrap();
    let refused = vaults.ballots.begin_import(new_box()).await;
    assert!(matches!(refused, Err(StoreError::Conflict)));
}
