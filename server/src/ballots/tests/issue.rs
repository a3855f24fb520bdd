//! What a request gets, and what it is refused.

use contract::error::{AppError, Fault, Refusal};
use contract::invitations::Way;
use rstest::rstest;
use store::Engine;

use super::world::{World, request};
use crate::ballots::{issue_to_browser, tasks};

#[rstest]
#[tokio::test]
async fn the_same_request_is_accepted_again_and_any_other_is_refused(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = World::new(engine, 3, 2).await;
    let rater = &world.raters[0].rater;
    let first = request([1; 32], &world.draw_tickets());
    let other_codes = request([1; 32], &world.draw_tickets());
    let other_key = contract::ballots::IssueRequest {
        key: hex::encode([2; 32]),
        ..first.clone()
    };
    for _ in 0..3 {
        issue_to_browser(&world.app, rater, &first).await.unwrap();
    }
    for other in [other_codes, other_key] {
        let refused = issue_to_browser(&world.app, rater, &other).await;
        assert!(matches!(
            refused,
            Err(AppError::Refused(Refusal::BoundToAnotherBrowser))
        ));
    }
    // What was refused registered nothing.
    let codes = world
        .app
        .ballots
        .codes_after(world.campaign.0, None, 100)
        .await
        .unwrap();
    assert_eq!(codes.len(), 3);
    let list = tasks::task_list(&world.app.roster, &world.app.keys, rater)
        .await
        .unwrap();
    assert!(list.tasks.iter().all(|task| task.way == Way::Browser));
    // Another person's assignments are not touched by it.
    let other = tasks::task_list(&world.app.roster, &world.app.keys, &world.raters[1].rater)
        .await
        .unwrap();
    assert!(other.tasks.iter().all(|task| task.way == Way::Open));
}

#[tokio::test]
async fn a_request_that_leaves_out_or_adds_an_assignment_is_refused() {
    let world = World::new(Engine::Sqlite, 2, 1).await;
    let rater = &world.raters[0].rater;
    let tickets = world.draw_tickets();
    let short = issue_to_browser(&world.app, rater, &request([1; 32], &tickets[..1])).await;
    assert!(is_field(short, "codes", &Fault::Missing));
    let mut foreign = world.draw_tickets();
    foreign[0].scope.subject = contract::ids::SubjectId(uuid::Uuid::nil());
    let foreign = issue_to_browser(&world.app, rater, &request([1; 32], &foreign)).await;
    assert!(is_field(foreign, "codes", &Fault::WrongCode));
    let mut damaged = request([1; 32], &tickets);
    damaged.codes[0].hash.pop();
    let damaged = issue_to_browser(&world.app, rater, &damaged).await;
    assert!(is_field(damaged, "codes", &Fault::WrongCode));
    let mut keyless = request([1; 32], &tickets);
    keyless.key.clear();
    let keyless = issue_to_browser(&world.app, rater, &keyless).await;
    assert!(is_field(keyless, "key", &Fault::WrongCode));
    let list = tasks::task_list(&world.app.roster, &world.app.keys, rater)
        .await
        .unwrap();
    assert!(list.tasks.iter().all(|task| task.way == Way::Open));
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_browsers_that_ask_at_once_one_gets_all(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = World::new(engine, 3, 1).await;
    let rater = world.raters[0].rater;
    let mut asking = tokio::task::JoinSet::new();
    for n in 0..6_u8 {
        let app = world.app.clone();
        let asked = request([n; 32], &world.draw_tickets());
        asking.spawn(async move { issue_to_browser(&app, &rater, &asked).await });
    }
    let mut n_granted = 0;
    while let Some(answer) = asking.join_next().await {
        match answer.unwrap() {
            Ok(()) => n_granted += 1,
            Err(AppError::Refused(Refusal::BoundToAnotherBrowser)) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(n_granted, 1);
    let codes = world
        .app
        .ballots
        .codes_after(world.campaign.0, None, 100)
        .await
        .unwrap();
    assert_eq!(codes.len(), 3);
}

fn is_field(result: Result<(), AppError>, field: &str, fault: &Fault) -> bool {
    matches!(
        result,
        Err(AppError::Invalid(faults))
            if faults.len() == 1 && faults[0].field == field && faults[0].fault == *fault
    )
}
