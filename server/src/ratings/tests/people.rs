//! Subjects who are people on the roster, and numbers that only look like it.

use contract::error::AppError;
use contract::ratings::RatingsFaultKind as Kind;
use store::Engine;

use super::uses::*;
use crate::accounts::{self, Actor, LinkFor};
use crate::campaigns::{self, fixture};
use crate::fixture::Fixture;
use crate::profiles;
use crate::ratings::{RatingsFile, apply, dry_run};

/// CB02 and CB03 head departments; CB99 is nobody.
fn about_heads(staff_codes: bool) -> RatingsFile {
    let mut form = form();
    form.staff_codes = staff_codes;
    file(FILE.replace("CB1", "CB02").replace("CB2,", "CB03,"), form)
}

async fn released(staff_codes: bool) -> Fixture {
    let fixture = fixture::ministry().await;
    let file = about_heads(staff_codes);
    let run = dry_run(&fixture.app, &Actor::System, file.clone()).await;
    let hash = run.unwrap().hash;
    apply(&fixture.app, &Actor::System, file, &hash)
        .await
        .unwrap();
    campaigns::release(&fixture.app, &Actor::System, "khao-sat")
        .await
        .unwrap();
    fixture
}

async fn member(fixture: &Fixture, staff_code: &str) -> Actor {
    let whom = LinkFor::StaffCode(staff_code.to_owned());
    let link = accounts::make(&fixture.app, &Actor::System, &whom)
        .await
        .unwrap();
    let (staff, _) = accounts::redeem(&fixture.app, &link.url).await.unwrap();
    Actor::Staff(staff)
}

#[tokio::test]
async fn with_staff_codes_names_and_posts_are_those_of_today_and_the_leader_reads_his_own() {
    let fixture = released(true).await;
    let leader = member(&fixture, "CB02").await;
    let profile = profiles::profile(&fixture.app, &leader, "khao-sat", "CB02")
        .await
        .unwrap();
    assert_eq!(profile.subject.full_name, "Nguyễn Văn Số2");
    assert_eq!(profile.subject.name, "đồng chí Số2");
    assert_eq!(profile.subject.post, "Vụ trưởng");
    assert_eq!(profile.subject.unit_path, "Bộ/Vụ Tổ chức");
    let foreign = profiles::profile(&fixture.app, &leader, "khao-sat", "CB03").await;
    assert!(matches!(foreign, Err(AppError::NotFound)));
}

#[tokio::test]
async fn without_that_option_a_code_is_a_label_and_nobody_owns_its_result() {
    let fixture = released(false).await;
    let leader = member(&fixture, "CB02").await;
    let own = profiles::profile(&fixture.app, &leader, "khao-sat", "CB02").await;
    assert!(matches!(own, Err(AppError::NotFound)));
    let read = profiles::profile(&fixture.app, &Actor::System, "khao-sat", "CB02")
        .await
        .unwrap();
    assert_eq!(read.subject.full_name, "CB02");
    assert_eq!(read.subject.unit_path, "");
}

#[tokio::test]
async fn a_staff_code_that_nobody_has_is_named_by_its_first_row() {
    let program = Program::new(Engine::Sqlite).await;
    let unknown = |staff_code: &str| Kind::UnknownPerson {
        staff_code: staff_code.to_owned(),
    };
    assert_eq!(
        program.faults(about_heads(true)).await,
        [
            ("2 Mã".to_owned(), unknown("CB02")),
            ("8 Mã".to_owned(), unknown("CB03"))
        ]
    );
}

#[tokio::test]
async fn who_moved_since_the_dry_run_is_looked_at_again() {
    let fixture = fixture::ministry().await;
    let hash = async || {
        let run = dry_run(&fixture.app, &Actor::System, about_heads(true)).await;
        run.unwrap().hash
    };
    let before = hash().await;
    assert_eq!(before, hash().await);
    use sea_orm_migration::sea_orm::ConnectionTrait;
    let writer = fixture.app.roster.vault().writer();
    let moved = "UPDATE post SET title = 'Thứ trưởng' WHERE title = 'Vụ trưởng'";
    writer.execute_unprepared(moved).await.unwrap();
    assert_ne!(before, hash().await);
}
