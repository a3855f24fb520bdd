//! The two vaults are not written in one transaction: what happens when an import is cut.

use contract::error::{AppError, Refusal};
use contract::ratings::{RatingsFaultKind as Kind, Standing};
use rstest::rstest;
use store::Engine;

use super::applying::{ballots, campaign};
use super::uses::*;
use crate::accounts::Actor;
use crate::campaigns::{self, Seen};
use crate::ratings::keep::{self, Kept};
use crate::ratings::subjects::KnownPeople;
use crate::{audit, ballots as tally, profiles, rng};

/// The first half of an import: the roster has the campaign, the ballot vault has nothing.
async fn cut_after_the_roster(program: &Program) -> Kept {
    let app = &program.app;
    let read = good().read(app.clock.today()).unwrap();
    let record = audit::entry(app, &Actor::System, "ratings_imported", "khao-sat");
    let ready = read.ready.as_ref().unwrap();
    keep::keep(&app.roster, &read, ready, &KnownPeople::default(), &record)
        .await
        .unwrap()
}

async fn tallied(program: &Program) -> bool {
    let seen = campaigns::view(&program.app, &Actor::System, "khao-sat", 1).await;
    match seen.unwrap() {
        Seen::Frozen(view) => view.tallied,
        Seen::Draft(_) => panic!("it is no draft"),
    }
}

#[rstest]
#[tokio::test]
async fn cut_between_the_vaults_it_is_completed_by_the_same_import(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let program = Program::new(engine).await;
    let app = &program.app;
    let kept = cut_after_the_roster(&program).await;
    let on_roster = campaign(app).await;

    // It cannot be released, and the jobs of the program leave it as it is.
    assert!(!tallied(&program).await);
    let early = campaigns::release(app, &Actor::System, "khao-sat").await;
    assert!(matches!(early, Err(AppError::Refused(Refusal::NotCounted))));
    campaigns::settle(app).await.unwrap();
    tally::jobs::complete(app).await.unwrap();
    assert!(app.ballots.find_box(on_roster.id).await.unwrap().is_none());

    assert_eq!(program.try_out(good()).await.standing, Standing::Cut);
    let run = program.import(good()).await;
    assert_eq!(run.standing, Standing::Cut);
    assert_eq!(campaign(app).await, on_roster);
    let rows = ballots(app).await;
    assert_eq!(rows.len(), 14);
    assert!(rows.iter().all(|row| kept.subjects.contains(&row.subject)));
    assert!(tallied(&program).await);

    // Once it is complete, nothing is written again.
    assert_eq!(program.import(good()).await.standing, Standing::Done);
    assert_eq!(ballots(app).await, rows);
    campaigns::release(app, &Actor::System, "khao-sat")
        .await
        .unwrap();
    profiles::profile(app, &Actor::System, "khao-sat", "CB2")
        .await
        .unwrap();
    let actions: Vec<String> = app
        .roster
        .audit_rows()
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.action)
        .collect();
    assert_eq!(
        actions,
        [
            "ratings_imported",
            "ratings_import_completed",
            "campaign_released"
        ]
    );
}

#[rstest]
#[tokio::test]
async fn cut_while_the_answers_are_written_it_has_written_none(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let program = Program::new(engine).await;
    let app = &program.app;
    let kept = cut_after_the_roster(&program).await;
    let subject = kept.subjects[0];
    let writer = app.ballots.begin_import(kept.new_box.clone()).await;
    let writer = writer.unwrap().unwrap();
    let row = store::ballots::StoredBallot {
        campaign: kept.new_box.campaign,
        id: rng::id().unwrap(),
        subject,
        relation: "peer".to_owned(),
        familiarity: None,
        levels: vec![0; 16],
        cannot_judge: vec![0],
        strongest: 0,
        improve_first: None,
    };
    writer.write_ballots(vec![row]).await.unwrap();
    drop(writer);

    assert!(ballots(app).await.is_empty());
    let found = app.ballots.find_box(kept.new_box.campaign).await.unwrap();
    assert!(found.is_none());
    assert_eq!(program.import(good()).await.standing, Standing::Cut);
    assert_eq!(ballots(app).await.len(), 14);
}

#[tokio::test]
async fn another_file_does_not_complete_it() {
    let program = Program::new(Engine::Sqlite).await;
    cut_after_the_roster(&program).await;
    let other = file(FILE.replacen("1,2", "1,3", 1), form());
    let at_the_code = [("--code".to_owned(), Kind::OtherImportWasCut)];
    assert_eq!(program.faults(other).await, at_the_code);
    let mut other = form();
    other.k = "6".to_owned();
    assert_eq!(program.faults(file(FILE, other)).await, at_the_code);
    assert!(ballots(&program.app).await.is_empty());
}

/// Two who complete it at the same moment write it once.
#[rstest]
#[tokio::test]
async fn two_who_complete_it_at_once_write_it_once(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let program = Program::new(engine).await;
    cut_after_the_roster(&program).await;
    let hash = program.try_out(good()).await.hash;
    let one = crate::ratings::apply(&program.app, &Actor::System, good(), &hash);
    let other = crate::ratings::apply(&program.app, &Actor::System, good(), &hash);
    let (one, other) = tokio::join!(one, other);
    one.unwrap();
    other.unwrap();
    assert_eq!(ballots(&program.app).await.len(), 14);
}
