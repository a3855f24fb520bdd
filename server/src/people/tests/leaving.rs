//! Who leaves the roster: signed out as staff at once, and still a rater of what was opened before.

use axum::http::StatusCode;
use contract::error::{AppError, Fault, Refusal};
use rstest::rstest;
use store::Engine;
use uuid::Uuid;

use super::uses::*;
use crate::accounts::{self, Actor, LinkFor};
use crate::ballots::{session, tasks};
use crate::campaigns::fixture;
use crate::fixture::Browser;
use crate::http;
use crate::invitations::{Before, ListKey, hand_out};
use crate::{audit, people};

fn code(staff_code: &str) -> LinkFor {
    LinkFor::StaffCode(staff_code.to_owned())
}

async fn link(ministry: &Ministry, staff_code: &str) -> Result<String, AppError> {
    let made = accounts::make(&ministry.app, &Actor::System, &code(staff_code)).await;
    made.map(|link| link.url)
}

/// A browser in which somebody signed in, and the status that its next page has.
async fn signed_in(ministry: &Ministry, staff_code: &str) -> Browser {
    let url = link(ministry, staff_code).await.unwrap();
    let mut browser = Browser::new(http::router(ministry.app.clone()));
    browser.post("/signin", &[("code", &url)]).await;
    assert_eq!(browser.get("/profiles").await.status, StatusCode::OK);
    browser
}

#[rstest]
#[tokio::test]
async fn who_is_not_in_a_complete_file_is_signed_out_and_not_let_in_again(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let ministry = Ministry::new(engine).await;
    ministry.import(file(&[row("A"), row("B")])).await;
    let mut leaver = signed_in(&ministry, "B").await;
    let mut stayer = signed_in(&ministry, "A").await;
    let unused = link(&ministry, "B").await.unwrap();

    ministry.import(whole(file(&[row("A")]))).await;
    assert_eq!(
        leaver.get("/profiles").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(stayer.get("/profiles").await.status, StatusCode::OK);
    let redeemed = accounts::redeem(&ministry.app, &unused).await;
    assert!(matches!(
        redeemed,
        Err(AppError::Refused(Refusal::LinkUsed))
    ));
    let Err(AppError::Invalid(faults)) = link(&ministry, "B").await else {
        panic!("a link for somebody who has left")
    };
    let staff_code = "B".to_owned();
    assert_eq!(faults[0].fault, Fault::LeftTheRoster { staff_code });

    // Whoever comes back gets a new link; the old session stays ended.
    ministry.import(file(&[row("B")])).await;
    assert_eq!(
        leaver.get("/profiles").await.status,
        StatusCode::UNAUTHORIZED
    );
    signed_in(&ministry, "B").await;
}

/// The raters are frozen with the protocol: each was told how many his group has, and nobody may
/// shape that group by taking people off the roster.
#[tokio::test]
async fn who_leaves_while_a_campaign_is_open_stays_one_of_its_raters() {
    let fixture = fixture::ministry().await;
    let app = &fixture.app;
    let campaign = fixture::opened(app).await;
    let key = ListKey::draw().unwrap();
    let sheet = hand_out(app, &Actor::System, &campaign, &key, Before::Stands);
    let sheet = sheet.await.unwrap();
    let slip = sheet.slips.iter().find(|slip| slip.staff_code == "CB10");
    let code = slip.unwrap().link.rsplit('#').next().unwrap().to_owned();
    let before = session::open_by_link(&app.roster, &code).await.unwrap();
    let asked = tasks::task_list(&app.roster, &app.keys, &before.rater)
        .await
        .unwrap();
    assert!(!asked.tasks.is_empty());

    let change = app.roster.change_people().await.unwrap();
    change.deactivate(&[Uuid::from_u128(10)]).await.unwrap();
    let record = audit::entry(app, &Actor::System, "people_imported", "");
    change.commit(&record).await.unwrap();
    let listed = people::list(
        app,
        &Actor::System,
        "CB10",
        contract::people::PeopleOrder::Name,
        1,
    );
    assert_eq!(listed.await.unwrap().n_total, 0);

    // The session that is open goes on, and the link opens another.
    let going_on = session::rater_of(&app.roster, Some(&before.token)).await;
    assert!(going_on.unwrap() == before.rater);
    let again = session::open_by_link(&app.roster, &code).await.unwrap();
    let still = tasks::task_list(&app.roster, &app.keys, &again.rater)
        .await
        .unwrap();
    assert_eq!(still.tasks, asked.tasks);
    // New codes for everybody are for him too.
    let key = ListKey::draw().unwrap();
    let renewed = hand_out(app, &Actor::System, &campaign, &key, Before::IsReplaced);
    assert_eq!(renewed.await.unwrap().slips.len(), sheet.slips.len());
}
