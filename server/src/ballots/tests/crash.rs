//! Cut anywhere and done again: the same result. A future is dropped at each of its steps in turn,
//! which is what a killed process does to it: what was committed stands, the rest never was.

use std::future::Future;
use std::pin::pin;
use std::task::Poll;

use contract::error::AppError;
use contract::invitations::Way;
use rstest::rstest;
use store::Engine;

use super::world::{World, levels, request, seal};
use crate::ballots::{close, issue_to_browser, submit, tasks};

/// Runs a future for at most `n` steps. `None`: it was cut.
async fn cut_after<T>(n: usize, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    let mut steps = 0;
    std::future::poll_fn(move |context| {
        if steps >= n {
            return Poll::Ready(None);
        }
        steps += 1;
        future.as_mut().poll(context).map(Some)
    })
    .await
}

#[rstest]
#[tokio::test]
async fn an_issue_that_was_cut_is_completed_by_the_same_request(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    const RATERS: usize = 40;
    let world = World::new(engine, 2, RATERS).await;
    let mut n_cut = 0;
    for (n, invited) in world.raters.iter().enumerate() {
        let asked = request([n as u8; 32], &world.draw_tickets());
        let issue = || issue_to_browser(&world.app, &invited.rater, &asked);
        if cut_after(n, issue()).await.is_none() {
            n_cut += 1;
        }
        issue().await.unwrap();
        let list = tasks::task_list(&world.app.roster, &world.app.keys, &invited.rater)
            .await
            .unwrap();
        assert!(list.tasks.iter().all(|task| task.way == Way::Browser));
        let codes = world
            .app
            .ballots
            .codes_after(world.campaign.0, None, 1_000)
            .await
            .unwrap();
        assert_eq!(codes.len(), 2 * (n + 1), "after a cut at step {n}");
    }
    // The last ones were not cut any more, so every step in between was.
    assert!(n_cut > 1 && n_cut < RATERS, "{n_cut}");
}

#[rstest]
#[tokio::test]
async fn a_tally_that_was_cut_anywhere_gives_the_same_answers_when_it_runs_again(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = World::new(engine, 2, 12).await;
    let mut expected = Vec::new();
    for (n, invited) in world.raters.iter().enumerate() {
        let tickets = world.draw_tickets();
        issue_to_browser(
            &world.app,
            &invited.rater,
            &request([n as u8; 32], &tickets),
        )
        .await
        .unwrap();
        for ticket in &tickets {
            let level = (n % 5 + 1) as u8;
            let mut answers = world.answers(level);
            answers.comments = vec![format!("ý kiến {n}"), String::new(), "x".to_owned()];
            submit::submit(
                &world.app.ballots,
                world.campaign,
                seal(ticket, 1, &answers),
            )
            .await
            .unwrap();
            expected.push((
                ticket.scope.subject.0,
                vec![level; world.instrument.items.len()],
            ));
        }
    }
    expected.sort();

    let mut n_cut = 0;
    let counts = loop {
        n_cut += 1;
        assert!(n_cut < 3_000, "the tally never ends");
        if let Some(counts) = cut_after(n_cut, close(&world.app, world.campaign)).await {
            break counts.unwrap();
        }
        // Either nothing is written, or everything.
        let n_written = world.ballots().await.len();
        assert!(n_written == 0 || n_written == expected.len(), "{n_written}");
    };
    // How often a future waits is the database's and the machine's business; some cuts there were.
    assert!(n_cut > 1, "{n_cut}");
    assert_eq!(counts.counted, expected.len() as u64);
    assert!(counts.add_up());
    let mut found: Vec<_> = world
        .ballots()
        .await
        .iter()
        .map(|row| (row.subject, levels(row)))
        .collect();
    found.sort();
    assert_eq!(found, expected);
    assert_eq!(world.comments().await.len(), 2 * expected.len());
    // And once more, when all is done.
    let again = close(&world.app, world.campaign).await.unwrap();
    assert_eq!(again, counts);
    assert_eq!(world.ballots().await.len(), expected.len());
}

#[rstest]
#[tokio::test]
async fn an_envelope_whose_receipt_was_given_is_counted_whatever_is_cut_beside_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = World::new(engine, 1, 30).await;
    let mut n_receipts = 0;
    for (n, invited) in world.raters.iter().enumerate() {
        let tickets = world.draw_tickets();
        issue_to_browser(
            &world.app,
            &invited.rater,
            &request([n as u8; 32], &tickets),
        )
        .await
        .unwrap();
        let envelope = seal(&tickets[0], 1, &world.answers(3));
        let sent = submit::submit(&world.app.ballots, world.campaign, envelope);
        match cut_after(n % 3, sent).await {
            Some(receipt) => {
                receipt.unwrap();
                n_receipts += 1;
            }
            // A sender who hears nothing sends again, the very same envelope.
            None => {
                let envelope = seal(&tickets[0], 1, &world.answers(3));
                let receipt: Result<_, AppError> =
                    submit::submit(&world.app.ballots, world.campaign, envelope).await;
                receipt.unwrap();
                n_receipts += 1;
            }
        }
    }
    let counts = close(&world.app, world.campaign).await.unwrap();
    assert_eq!(counts.counted, n_receipts);
    assert!(counts.received >= n_receipts);
    assert!(counts.add_up());
}
