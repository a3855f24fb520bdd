//! The life of a campaign, on a small ministry.

use contract::campaigns::CampaignState;
use contract::drafts::DraftForm;
use contract::error::{AppError, Refusal};
use store::ballots::BoxState;
use store::fixture::insert;
use store::roster::campaigns::StoredCampaign;
use time::Duration;
use uuid::Uuid;

use super::fixture::{add_person, drafted, form, ministry, opened};
use super::*;
use crate::accounts::Actor;
use crate::canonical::Canonical;
use crate::invitations::{Before, ListKey, hand_out};
use crate::state::App;

const ME: &Actor = &Actor::System;

async fn kept(app: &App) -> StoredCampaign {
    app.roster
        .campaign_by_code("2026-q4")
        .await
        .unwrap()
        .unwrap()
}

fn refusal<T: std::fmt::Debug>(done: Result<T, AppError>) -> Refusal {
    match done.unwrap_err() {
        AppError::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_opening_freezes_people_as_they_are() {
    let fixture = ministry().await;
    let app = &fixture.app;
    opened(app).await;
    let row = kept(app).await;
    let protocol = kept::protocol(&row).unwrap();
    let invited: Vec<_> = protocol
        .subjects
        .iter()
        .map(|s| (s.n_superiors, s.n_peers, s.n_subordinates))
        .collect();
    let mut sorted = invited.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, [(1, 1, 3), (1, 1, 7)]);
    assert!(protocol.subjects.is_sorted_by_key(|s| s.subject));
    assert_eq!(app.roster.n_assignments(row.id).await.unwrap(), 16);
    let subjects = app.roster.subjects(row.id).await.unwrap();
    assert_eq!(subjects[0].name, "đồng chí Số2");
    assert_eq!(subjects[0].unit_path, "Bộ/Vụ Tổ chức");
    // The protocol names nobody.
    for subject in &subjects {
        assert!(
            !row.protocol
                .as_deref()
                .unwrap()
                .contains(&subject.staff_code)
        );
    }
    let canonical = Canonical::of(&protocol).unwrap();
    assert_eq!(canonical.text(), row.protocol.as_deref().unwrap());
    assert_eq!(
        canonical.hash().as_slice(),
        row.protocol_hash.as_deref().unwrap()
    );
}

#[tokio::test]
async fn the_box_holds_the_same_protocol_and_its_instrument() {
    let fixture = ministry().await;
    opened(&fixture.app).await;
    let row = kept(&fixture.app).await;
    let held = fixture.app.ballots.find_box(row.id).await.unwrap().unwrap();
    assert_eq!(held.state, BoxState::Open);
    assert_eq!(Some(held.protocol), row.protocol);
    assert_eq!(held.envelope_bytes, 16_384);
    let protocol = kept::protocol(&row).unwrap();
    let hash = hex::encode(crate::canonical::sha256(held.instrument.as_bytes()));
    assert_eq!(hash, protocol.instrument_hash);
}

#[tokio::test]
async fn nothing_is_opened_that_changed_since_it_was_looked_at() {
    let fixture = ministry().await;
    let app = &fixture.app;
    let code = drafted(app).await;
    let seen = plan(app, ME, &code).await.unwrap().plan_hash;
    assert_eq!(plan(app, ME, &code).await.unwrap().plan_hash, seen);

    // Somebody joins the department.
    add_person(app.roster.vault(), 17, 2, false, Some(2)).await;
    let changed = open(app, ME, &code, Confirmed::Plan(&seen)).await;
    assert_eq!(refusal(changed), Refusal::OpeningIsStale);
    let seen = plan(app, ME, &code).await.unwrap().plan_hash;

    // The draft changes.
    let heavier = DraftForm {
        k: "6".into(),
        ..form()
    };
    change(app, ME, &code, &heavier).await.unwrap();
    let changed = open(app, ME, &code, Confirmed::Plan(&seen)).await;
    assert_eq!(refusal(changed), Refusal::OpeningIsStale);

    // The day changes.
    let seen = plan(app, ME, &code).await.unwrap().plan_hash;
    let tomorrow = fixture.after(Duration::days(1));
    let changed = open(&tomorrow, ME, &code, Confirmed::Plan(&seen)).await;
    assert_eq!(refusal(changed), Refusal::OpeningIsStale);

    assert_eq!(kept(app).await.state, "draft");
    open(app, ME, &code, Confirmed::Plan(&seen)).await.unwrap();
    assert_eq!(kept(app).await.state, "open");
}

#[tokio::test]
async fn a_draft_with_something_undecided_is_not_opened() {
    let fixture = ministry().await;
    let app = &fixture.app;
    let vague = DraftForm {
        purpose: String::new(),
        weight_peer: "20".into(),
        ..form()
    };
    let code = create(app, ME, &vague).await.unwrap();
    let AppError::Invalid(faults) = open(app, ME, &code, Confirmed::Unseen).await.unwrap_err()
    else {
        panic!("it was opened");
    };
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["purpose", "weight_superior"]);
    assert_eq!(kept(app).await.state, "draft");
}

#[tokio::test]
async fn a_campaign_about_nobody_is_not_opened() {
    let fixture = ministry().await;
    let app = &fixture.app;
    let staff = DraftForm {
        subjects: "posts_in".into(),
        units: "Bộ".into(),
        titles: "Chuyên viên".into(),
        ..form()
    };
    let code = create(app, ME, &staff).await.unwrap();
    let view = plan(app, ME, &code).await.unwrap().view;
    assert_eq!(view.outlook.unwrap().n_subjects, 10);

    // A head of nothing: without superior, peers or reports.
    add_person(app.roster.vault(), 30, 3, true, None).await;
    let alone = DraftForm {
        subjects: "people".into(),
        people: "CB30".into(),
        ..form()
    };
    change(app, ME, &code, &alone).await.unwrap();
    assert_eq!(
        refusal(open(app, ME, &code, Confirmed::Unseen).await),
        Refusal::NobodyToAsk
    );
}

#[tokio::test]
async fn a_head_whose_unit_was_merged_into_the_one_he_heads_is_asked_about() {
    use sea_orm_migration::sea_orm::sea_query::Expr;
    use sea_orm_migration::sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
    use store::roster::entities::{post, unit_predecessor};

    let fixture = ministry().await;
    let app = &fixture.app;
    let vault = app.roster.vault();
    let (person_id, unit_id) = (Uuid::from_u128(2), Uuid::from_u128(2));
    post::Entity::update_many()
        .col_expr(post::Column::FromOn, Expr::value("2026-09-01"))
        .filter(post::Column::PersonId.eq(person_id))
        .exec(vault.writer())
        .await
        .unwrap();
    let before = post::Model {
        id: Uuid::from_u128(5_000),
        person_id,
        unit_id: Uuid::from_u128(3),
        title: "Vụ trưởng".to_owned(),
        post_type: "regular".to_owned(),
        field: None,
        is_head: true,
        from_on: Some("2024-01-01".to_owned()),
        to_on: Some("2026-08-31".to_owned()),
    };
    insert(vault, before).await;
    let code = drafted(app).await;
    let n_subjects = async || {
        let view = plan(app, ME, &code).await.unwrap().view;
        view.outlook.unwrap().n_subjects
    };
    assert_eq!(n_subjects().await, 1);
    let merger = unit_predecessor::Model {
        unit_id,
        predecessor_path: "Bộ/Vụ Kế hoạch".to_owned(),
        merged_on: Some("2026-09-01".to_owned()),
    };
    insert(vault, merger).await;
    assert_eq!(n_subjects().await, 2);
}

#[tokio::test]
async fn names_that_lead_nowhere_are_told_with_their_field() {
    let fixture = ministry().await;
    for (harm, field) in [
        (
            DraftForm {
                units: "Bộ/Vụ Ma".into(),
                ..form()
            },
            "units",
        ),
        (
            DraftForm {
                subjects: "posts_in".into(),
                titles: "Vua".into(),
                ..form()
            },
            "titles",
        ),
        (
            DraftForm {
                subjects: "people".into(),
                people: "CB02 CB99".into(),
                ..form()
            },
            "people",
        ),
        (
            DraftForm {
                instrument: "tarot".into(),
                ..form()
            },
            "instrument",
        ),
    ] {
        let AppError::Invalid(faults) = create(&fixture.app, ME, &harm).await.unwrap_err() else {
            panic!("{field}");
        };
        assert_eq!(faults[0].field, field);
    }
    assert!(fixture.app.roster.campaigns().await.unwrap().is_empty());
}

#[tokio::test]
async fn an_opening_that_was_cut_between_the_vaults_is_completed() {
    let fixture = ministry().await;
    let app = &fixture.app;
    opened(app).await;
    let row = kept(app).await;
    forget_box(app, row.id).await;

    settle(app).await.unwrap();
    let held = app.ballots.find_box(row.id).await.unwrap().unwrap();
    assert_eq!(Some(held.protocol), row.protocol);

    // Opening again completes it too, and changes nothing.
    forget_box(app, row.id).await;
    let again = open(app, ME, &row.code, Confirmed::Unseen).await;
    assert_eq!(refusal(again), Refusal::ProtocolIsFrozen);
    assert!(app.ballots.find_box(row.id).await.unwrap().is_some());
    assert_eq!(kept(app).await, row);
}

async fn forget_box(app: &App, campaign: Uuid) {
    use sea_orm_migration::sea_orm::EntityTrait;
    use store::ballots::entities::box_campaign::Entity;
    Entity::delete_by_id(campaign)
        .exec(app.ballots.vault().writer())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_campaign_closes_when_its_last_day_is_over_and_not_before() {
    let fixture = ministry().await;
    opened(&fixture.app).await;
    // It is 09:00 in Vietnam on the 5th; the 31st is the last day.
    let last_day = fixture.after(Duration::days(26) + Duration::hours(14));
    settle(&last_day).await.unwrap();
    assert_eq!(kept(&fixture.app).await.state, "open");
    let next_day = fixture.after(Duration::days(26) + Duration::hours(15));
    settle(&next_day).await.unwrap();
    let row = kept(&fixture.app).await;
    assert_eq!(row.state, "closed");
    let held = fixture.app.ballots.find_box(row.id).await.unwrap().unwrap();
    assert_eq!(held.state, BoxState::Tallied);
    settle(&next_day).await.unwrap();
    assert_eq!(kept(&fixture.app).await, row);
}

#[tokio::test]
async fn a_close_that_was_cut_is_completed_also_without_a_box() {
    let fixture = ministry().await;
    let app = &fixture.app;
    opened(app).await;
    let row = kept(app).await;
    let record = crate::audit::entry(app, ME, "test", "");
    assert!(app.roster.close_campaign(row.id, &record).await.unwrap());
    settle(app).await.unwrap();
    let held = app.ballots.find_box(row.id).await.unwrap().unwrap();
    assert_eq!(held.state, BoxState::Tallied);
}

#[tokio::test]
async fn progress_shows_no_unit_below_k_and_tens_only() {
    let fixture = ministry().await;
    let app = &fixture.app;
    opened(app).await;
    let Seen::Frozen(view) = view(app, ME, "2026-q4", 1).await.unwrap() else {
        panic!("still a draft");
    };
    let progress = view.progress.unwrap();
    let units: Vec<_> = progress
        .issued_by_unit
        .iter()
        .map(|unit| (unit.unit_path.as_str(), unit.n_invited, unit.n_issued))
        .collect();
    // The minister: one person, two assignments. Organisation: eight people. Planning: four.
    assert_eq!(
        units,
        [
            ("Bộ", 2, None),
            ("Bộ/Vụ Tổ chức", 9, Some(0)),
            ("Bộ/Vụ Kế hoạch", 5, None),
        ]
    );
    assert_eq!(progress.received_tens, 0);

    close(app, ME, "2026-q4").await.unwrap();
    let Seen::Frozen(view) = super::view(app, ME, "2026-q4", 1).await.unwrap() else {
        panic!("a draft again");
    };
    assert_eq!(view.progress, None, "who began is forgotten at the tally");
}

#[tokio::test]
async fn only_administrators_see_campaigns() {
    use crate::accounts::Staff;
    use contract::accounts::Role;
    let fixture = ministry().await;
    let app = &fixture.app;
    let code = opened(app).await;
    for role in [Role::Analyst, Role::Member] {
        let actor = Actor::Staff(Staff {
            account: contract::ids::AccountId(Uuid::nil()),
            role,
            person: None,
            name: String::new(),
        });
        let key = ListKey::draw().unwrap();
        let answers = [
            list(app, &actor).await.err(),
            view(app, &actor, &code, 1).await.err(),
            create(app, &actor, &form()).await.err(),
            change(app, &actor, &code, &form()).await.err(),
            discard(app, &actor, &code).await.err(),
            super::form(app, &actor, &code).await.err(),
            plan(app, &actor, &code).await.err(),
            open(app, &actor, &code, Confirmed::Unseen).await.err(),
            close(app, &actor, &code).await.err(),
            archive(app, &actor, &code).await.err(),
            hand_out(app, &actor, &code, &key, Before::Stands)
                .await
                .err(),
            hand_out(app, &actor, &code, &key, Before::IsReplaced)
                .await
                .err(),
            crate::invitations::offer(app, &actor, &code).await.err(),
        ];
        for answer in answers {
            assert!(matches!(answer, Some(AppError::NotFound)), "{answer:?}");
        }
    }
}

/// What somebody may try, in any order.
#[derive(Debug, Clone, Copy)]
enum Try {
    Create,
    ChangeWeights,
    ChangeInstrument,
    ChangeCode,
    Discard,
    Open,
    HandOut,
    Renew,
    Close,
    Archive,
    Settle,
    LastDayPasses,
    Restart,
}

const TRIES: [Try; 13] = [
    Try::Create,
    Try::ChangeWeights,
    Try::ChangeInstrument,
    Try::ChangeCode,
    Try::Discard,
    Try::Open,
    Try::HandOut,
    Try::Renew,
    Try::Close,
    Try::Archive,
    Try::Settle,
    Try::LastDayPasses,
    Try::Restart,
];

/// The state that a command leads to, if it is allowed.
fn allowed(state: Option<CampaignState>, command: Try) -> Option<Option<CampaignState>> {
    use CampaignState::{Closed, Draft, Open};
    match (state, command) {
        (None, Try::Create) => Some(Some(Draft)),
        (Some(Draft), Try::ChangeWeights | Try::ChangeInstrument) => Some(Some(Draft)),
        (Some(Draft), Try::Discard) => Some(None),
        (Some(Draft), Try::Open) => Some(Some(Open)),
        (Some(Open), Try::HandOut | Try::Renew) => Some(Some(Open)),
        (Some(Open), Try::Close | Try::LastDayPasses) => Some(Some(Closed)),
        (state, Try::Settle | Try::Restart | Try::LastDayPasses) => Some(state),
        _ => None,
    }
}

async fn attempt(
    fixture: &crate::fixture::Fixture,
    code: &str,
    command: Try,
) -> Result<(), AppError> {
    let app = &fixture.app;
    let key = ListKey::draw().unwrap();
    match command {
        Try::Create => create(app, ME, &form()).await.map(drop),
        Try::ChangeWeights => {
            let form = DraftForm {
                weight_superior: "20".into(),
                weight_peer: "40".into(),
                weight_subordinate: "40".into(),
                k: "4".into(),
                merge: "all".into(),
                purpose: "reference".into(),
                ..form()
            };
            change(app, ME, code, &form).await.map(drop)
        }
        Try::ChangeInstrument => {
            let form = DraftForm {
                instrument: "leadership-public-service".into(),
                ..form()
            };
            change(app, ME, code, &form).await.map(drop)
        }
        Try::ChangeCode => {
            // Taken by another draft, so never allowed.
            let form = DraftForm {
                code: "taken".into(),
                ..form()
            };
            change(app, ME, code, &form).await.map(drop)
        }
        Try::Discard => discard(app, ME, code).await,
        Try::Open => open(app, ME, code, Confirmed::Unseen).await.map(drop),
        Try::HandOut => hand_out(app, ME, code, &key, Before::Stands)
            .await
            .map(drop),
        Try::Renew => hand_out(app, ME, code, &key, Before::IsReplaced)
            .await
            .map(drop),
        Try::Close => close(app, ME, code).await,
        Try::Archive => archive(app, ME, code).await,
        Try::Settle | Try::Restart => settle(app).await,
        Try::LastDayPasses => settle(&fixture.after(Duration::days(40))).await,
    }
}

#[test]
fn no_order_of_commands_reaches_a_forbidden_state_or_changes_what_is_frozen() {
    use proptest::prelude::*;
    use proptest::test_runner::{Config, TestRunner};
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut runner = TestRunner::new(Config {
        cases: 12,
        failure_persistence: None,
        ..Config::default()
    });
    let commands = prop::collection::vec(prop::sample::select(&TRIES[..]), 1..40);
    let outcome = runner.run(&commands, |commands| {
        runtime.block_on(async {
            let fixture = ministry().await;
            let app = &fixture.app;
            let other = DraftForm {
                code: "taken".into(),
                ..form()
            };
            create(app, ME, &other).await.unwrap();
            let mut state = None;
            let mut handed_out = false;
            let mut frozen: Option<(String, Vec<u8>, String)> = None;
            for command in commands {
                let done = attempt(&fixture, "2026-q4", command).await;
                let mut expected = allowed(state, command);
                if matches!(command, Try::HandOut) && handed_out {
                    expected = None;
                }
                prop_assert_eq!(
                    done.is_ok(),
                    expected.is_some(),
                    "{:?} in {:?}: {:?}",
                    command,
                    state,
                    done
                );
                if let Some(next) = expected {
                    handed_out |= matches!(command, Try::HandOut | Try::Renew);
                    state = next;
                }
                let row = app.roster.campaign_by_code("2026-q4").await.unwrap();
                let now = row.as_ref().map(|row| kept::state(row).unwrap());
                prop_assert_eq!(now, state);
                let bytes =
                    row.and_then(|row| Some((row.protocol?, row.protocol_hash?, row.draft)));
                if let Some(frozen) = &frozen {
                    prop_assert_eq!(bytes.as_ref(), Some(frozen));
                }
                frozen = bytes;
            }
            Ok(())
        })
    });
    outcome.unwrap();
}
