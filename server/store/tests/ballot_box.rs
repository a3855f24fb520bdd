//! The box: what it takes, what it refuses, and that nothing is lost or counted twice.

use std::collections::HashSet;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use rstest::rstest;
use store::ballots::{BoxState, FormPut, NewBox, NewCode, NewEnvelope, Put, Reach, Registered};
use store::fixture::fresh;
use store::{Ballots, Engine, StoreError};
use uuid::Uuid;

const SIZE: u32 = 64;
/// What envelopes begin with here.
const MARK: [u8; 4] = *b"TEST";
const CAMPAIGN: Uuid = Uuid::from_u128(1);
const SUBJECT: Uuid = Uuid::from_u128(2);

async fn open(ballots: &Ballots) {
    let new = NewBox {
        campaign: CAMPAIGN,
        envelope_bytes: SIZE,
        protocol: "{}".to_owned(),
        instrument: "{}".to_owned(),
    };
    ballots.open_box(new).await.unwrap();
}

fn envelope(n: u128) -> NewEnvelope {
    let mut bytes = MARK.to_vec();
    bytes.extend(n.to_be_bytes());
    bytes.resize(SIZE as usize, 0);
    NewEnvelope {
        campaign: CAMPAIGN,
        id: Uuid::from_u128(n),
        bytes,
        mark: MARK,
    }
}

fn code(n: u8) -> NewCode {
    NewCode {
        code_hash: [n; 32],
        subject: SUBJECT,
        relation: "peer".to_owned(),
    }
}

/// Everything in the pool, sorted.
async fn pool(ballots: &Ballots) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let page = ballots.envelopes_after(CAMPAIGN, after, 7).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        found.extend(page.into_iter().map(|envelope| envelope.bytes));
    }
    found.sort();
    found
}

fn rng() -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(5)
}

#[rstest]
#[tokio::test]
async fn the_box_checks_size_shape_and_open_or_closed_and_nothing_else(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fresh(engine).await;
    let ballots = &vaults.ballots;
    assert_eq!(ballots.put(envelope(1)).await.unwrap(), Put::NoSuchBox);
    open(ballots).await;
    assert_eq!(ballots.put(envelope(1)).await.unwrap(), Put::Stored);
    for n_bytes in [0, SIZE as usize - 1, SIZE as usize + 1] {
        let put = NewEnvelope {
            bytes: vec![0; n_bytes],
            ..envelope(2)
        };
        assert_eq!(
            ballots.put(put).await.unwrap(),
            Put::WrongSize {
                expected_bytes: SIZE
            }
        );
    }
    for damaged in 0..MARK.len() {
        let mut put = envelope(2);
        put.bytes[damaged] ^= 1;
        assert_eq!(ballots.put(put).await.unwrap(), Put::WrongShape);
    }
    // Behind the mark anything goes: what an envelope holds is nobody's business here.
    let mut filled = envelope(4);
    filled.bytes[MARK.len()..].fill(0xFF);
    assert_eq!(ballots.put(filled).await.unwrap(), Put::Stored);
    assert!(ballots.close_box(CAMPAIGN).await.unwrap());
    assert!(!ballots.close_box(CAMPAIGN).await.unwrap());
    assert_eq!(ballots.put(envelope(3)).await.unwrap(), Put::Closed);
    assert_eq!(ballots.received(CAMPAIGN).await.unwrap(), 2);
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn envelopes_that_arrive_at_once_are_each_stored_once(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fresh(engine).await;
    open(&vaults.ballots).await;
    let mut senders = tokio::task::JoinSet::new();
    for n in 0..700 {
        let ballots = vaults.ballots.clone();
        senders.spawn(async move { ballots.put(envelope(n)).await.unwrap() });
    }
    while let Some(put) = senders.join_next().await {
        assert_eq!(put.unwrap(), Put::Stored);
    }
    assert_eq!(vaults.ballots.received(CAMPAIGN).await.unwrap(), 700);
}

#[rstest]
#[tokio::test]
async fn one_wrong_envelope_does_not_spoil_the_batch_it_came_with(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fresh(engine).await;
    open(&vaults.ballots).await;
    let wrong = NewEnvelope {
        campaign: Uuid::from_u128(77),
        ..envelope(2)
    };
    let (one, two, three) = tokio::join!(
        vaults.ballots.put(envelope(1)),
        vaults.ballots.put(wrong),
        vaults.ballots.put(envelope(3)),
    );
    assert_eq!(one.unwrap(), Put::Stored);
    assert_eq!(two.unwrap(), Put::NoSuchBox);
    assert_eq!(three.unwrap(), Put::Stored);
    assert_eq!(vaults.ballots.received(CAMPAIGN).await.unwrap(), 2);
}

#[rstest]
#[tokio::test]
async fn codes_are_registered_once_however_often_they_are_sent(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fresh(engine).await;
    let ballots = &vaults.ballots;
    let codes = [code(1), code(2)];
    assert_eq!(
        ballots.register_codes(CAMPAIGN, &codes).await.unwrap(),
        Registered::BoxClosed
    );
    open(ballots).await;
    for sent in [&codes[..1], &codes[..], &codes[..], &[]] {
        assert_eq!(
            ballots.register_codes(CAMPAIGN, sent).await.unwrap(),
            Registered::Done
        );
    }
    let all = ballots.codes_after(CAMPAIGN, None, 10).await.unwrap();
    assert_eq!(all.len(), 2);
    let rest = ballots
        .codes_after(CAMPAIGN, Some([1; 32]), 10)
        .await
        .unwrap();
    assert_eq!(rest.len(), 1);
    assert_eq!(rest[0].code_hash, [2; 32]);

    // A hash that stands keeps its scope, whoever registers it again.
    let elsewhere = NewCode {
        relation: "superior".to_owned(),
        ..code(1)
    };
    ballots
        .register_codes(CAMPAIGN, &[elsewhere])
        .await
        .unwrap();
    let stands = ballots.find_code(CAMPAIGN, &[1; 32]).await.unwrap();
    assert_eq!(stands.unwrap().relation, "peer");
    assert_eq!(ballots.find_code(CAMPAIGN, &[9; 32]).await.unwrap(), None);
}

#[rstest]
#[tokio::test]
async fn a_form_sent_twice_counts_once_and_the_next_form_has_the_next_version(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fresh(engine).await;
    let ballots = &vaults.ballots;
    open(ballots).await;
    ballots.register_codes(CAMPAIGN, &[code(1)]).await.unwrap();
    let put = async |submission: u128, code: NewCode| {
        ballots
            .put_form(CAMPAIGN, Uuid::from_u128(submission), &code, |version| {
                Ok::<_, StoreError>(vec![version as u8; SIZE as usize])
            })
            .await
            .unwrap()
    };
    assert_eq!(put(1, code(1)).await, FormPut::Stored);
    let first = FormPut::Repeated {
        stored: Some(vec![1; SIZE as usize]),
    };
    assert_eq!(put(1, code(1)).await, first);
    assert_eq!(put(2, code(1)).await, FormPut::Stored);
    // An old form that is sent again after a shuffle does not replace the newer one.
    ballots
        .shuffle(CAMPAIGN, Reach::All, &mut rng())
        .await
        .unwrap();
    for submission in [1, 2] {
        let again = FormPut::Repeated { stored: None };
        assert_eq!(put(submission, code(1)).await, again);
    }
    assert_eq!(put(3, code(2)).await, FormPut::UnknownCode);
    let elsewhere = NewCode {
        subject: Uuid::from_u128(99),
        ..code(1)
    };
    assert_eq!(put(4, elsewhere).await, FormPut::UnknownCode);
    assert_eq!(
        pool(ballots).await,
        [vec![1; SIZE as usize], vec![2; SIZE as usize]]
    );
    ballots.close_box(CAMPAIGN).await.unwrap();
    assert_eq!(put(5, code(1)).await, FormPut::BoxClosed);
    assert_eq!(ballots.received(CAMPAIGN).await.unwrap(), 2);
}

#[rstest]
#[tokio::test]
async fn a_form_whose_envelope_fails_writes_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fresh(engine).await;
    let ballots = &vaults.ballots;
    open(ballots).await;
    ballots.register_codes(CAMPAIGN, &[code(1)]).await.unwrap();
    let failed = ballots
        .put_form(CAMPAIGN, SUBJECT, &code(1), |_| {
            Err::<Vec<u8>, _>(StoreError::Conflict)
        })
        .await;
    assert!(matches!(failed, Err(StoreError::Conflict)));
    let wrong_size = ballots
        .put_form(CAMPAIGN, SUBJECT, &code(1), |_| {
            Ok::<_, StoreError>(vec![0; 3])
        })
        .await;
    assert!(matches!(wrong_size, Err(StoreError::Damaged { .. })));
    assert_eq!(ballots.received(CAMPAIGN).await.unwrap(), 0);
    // The version that the failed form would have had is still free.
    let put = ballots
        .put_form(CAMPAIGN, SUBJECT, &code(1), |version| {
            assert_eq!(version, 1);
            Ok::<_, StoreError>(vec![0; SIZE as usize])
        })
        .await;
    assert_eq!(put.unwrap(), FormPut::Stored);
}

#[rstest]
#[tokio::test]
async fn shuffles_lose_nothing_and_double_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fresh(engine).await;
    let ballots = &vaults.ballots;
    open(ballots).await;
    let mut rng = rng();
    let mut expected = HashSet::new();
    for round in 0..4_u128 {
        for n in 0..130 {
            let new = envelope(round * 1_000 + n);
            expected.insert(new.bytes.clone());
            assert_eq!(ballots.put(new).await.unwrap(), Put::Stored);
        }
        let reach = if round % 2 == 0 {
            Reach::Hour
        } else {
            Reach::All
        };
        let n = ballots.shuffle(CAMPAIGN, reach, &mut rng).await.unwrap();
        assert!(n >= 130);
        assert_eq!(
            ballots
                .shuffle(CAMPAIGN, Reach::Hour, &mut rng)
                .await
                .unwrap(),
            0
        );
        assert_eq!(
            ballots.received(CAMPAIGN).await.unwrap(),
            expected.len() as u64
        );
        ballots.sweep(reach).await.unwrap();
    }
    let found: HashSet<Vec<u8>> = pool(ballots).await.into_iter().collect();
    assert_eq!(found, expected);
}

#[rstest]
#[tokio::test]
async fn a_tally_that_does_not_finish_has_done_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fresh(engine).await;
    let ballots = &vaults.ballots;
    open(ballots).await;
    ballots.register_codes(CAMPAIGN, &[code(1)]).await.unwrap();
    ballots.put(envelope(1)).await.unwrap();
    assert!(matches!(
        ballots.begin_tally(CAMPAIGN).await,
        Err(StoreError::Conflict)
    ));
    ballots.close_box(CAMPAIGN).await.unwrap();
    // What lies outside the pool would be forgotten, so the tally waits for the shuffle.
    assert!(matches!(
        ballots.begin_tally(CAMPAIGN).await,
        Err(StoreError::Conflict)
    ));
    ballots
        .shuffle(CAMPAIGN, Reach::All, &mut rng())
        .await
        .unwrap();

    let writer = ballots.begin_tally(CAMPAIGN).await.unwrap().unwrap();
    let pool = ballots.envelopes_after(CAMPAIGN, None, 10).await.unwrap();
    let read = writer.envelopes(&[pool[0].id]).await.unwrap();
    assert_eq!(read[&pool[0].id], envelope(1).bytes);
    drop(writer);
    assert_eq!(
        ballots.boxes_in(BoxState::Closed).await.unwrap(),
        [CAMPAIGN]
    );
    assert_eq!(ballots.received(CAMPAIGN).await.unwrap(), 1);

    let writer = ballots.begin_tally(CAMPAIGN).await.unwrap().unwrap();
    writer.finish("{\"counted\":1}", &[7; 32]).await.unwrap();
    assert!(ballots.begin_tally(CAMPAIGN).await.unwrap().is_none());
    assert_eq!(ballots.received(CAMPAIGN).await.unwrap(), 0);
    assert!(
        ballots
            .codes_after(CAMPAIGN, None, 10)
            .await
            .unwrap()
            .is_empty()
    );
    let tallied = ballots.find_box(CAMPAIGN).await.unwrap().unwrap();
    assert_eq!(tallied.state, BoxState::Tallied);
    assert_eq!(tallied.counts.as_deref(), Some("{\"counted\":1}"));
    assert!(ballots.vacuum().await.unwrap());
}
