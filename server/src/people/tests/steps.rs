//! The two steps: nothing is written before the second, and the second does what the first said
//! or nothing.

use contract::accounts::Role;
use contract::error::{AppError, Refusal};
use contract::ids::AccountId;
use contract::people::PeopleOrder;
use rstest::rstest;
use store::Engine;
use time::macros::date;
use uuid::Uuid;

use super::uses::*;
use crate::accounts::{Actor, Staff};
use crate::people::{
    ImportFiles, apply, apply_upload, dry_run, dry_run_of_upload, keep_upload, list,
};

fn refused(outcome: Result<contract::people::DryRun, AppError>) -> Refusal {
    match outcome {
        Err(AppError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

async fn apply_as_system(
    ministry: &Ministry,
    files: ImportFiles,
    hash: &str,
) -> Result<contract::people::DryRun, AppError> {
    apply(&ministry.app, &Actor::System, files, hash).await
}

#[tokio::test]
async fn a_dry_run_writes_nothing() {
    let ministry = Ministry::new(Engine::Sqlite).await;
    ministry.try_out(file(&[row("A")])).await;
    assert_eq!(ministry.roster().await, Vec::<String>::new());
}

#[rstest]
#[tokio::test]
async fn a_hash_of_another_file_option_day_or_roster_is_stale(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let ministry = Ministry::new(engine).await;
    ministry.import(file(&[row("A")])).await;
    let files = file(&[row("A"), row("B")]);
    let run = ministry.try_out(files.clone()).await;
    let before = ministry.roster().await;

    let other_file = file(&[row("A"), row("C")]);
    let outcome = apply_as_system(&ministry, other_file, &run.hash).await;
    assert_eq!(refused(outcome), Refusal::DryRunIsStale);
    let outcome = apply_as_system(&ministry, whole(files.clone()), &run.hash).await;
    assert_eq!(refused(outcome), Refusal::DryRunIsStale);
    let outcome = apply_as_system(&ministry, files.clone(), "00ff").await;
    assert_eq!(refused(outcome), Refusal::DryRunIsStale);
    let tomorrow = ministry.on(date!(2026 - 10 - 06));
    let outcome = apply(&tomorrow, &Actor::System, files.clone(), &run.hash).await;
    assert_eq!(refused(outcome), Refusal::DryRunIsStale);
    assert_eq!(ministry.roster().await, before);

    ministry.import(file(&[row("D")])).await;
    let outcome = apply_as_system(&ministry, files.clone(), &run.hash).await;
    assert_eq!(refused(outcome), Refusal::DryRunIsStale);

    let run = ministry.try_out(files.clone()).await;
    let n_before = ministry.app.roster.verify_audit().await.unwrap().n_rows;
    apply_as_system(&ministry, files.clone(), &run.hash)
        .await
        .unwrap();
    assert_eq!(
        ministry.app.roster.verify_audit().await.unwrap().n_rows,
        n_before + 1
    );
    // Once applied, the roster is another one.
    let outcome = apply_as_system(&ministry, files, &run.hash).await;
    assert_eq!(refused(outcome), Refusal::DryRunIsStale);
}

#[tokio::test]
async fn with_one_fault_nothing_is_written() {
    let ministry = Ministry::new(Engine::Sqlite).await;
    let files = file(&[row("A"), row("B").reporting_to("X")]);
    let run = ministry.try_out(files.clone()).await;
    assert_eq!((run.faults.n, run.additions.n), (1, 2));
    let outcome = apply_as_system(&ministry, files, &run.hash).await;
    assert_eq!(refused(outcome), Refusal::FileHasFaults);
    assert_eq!(ministry.roster().await, Vec::<String>::new());
}

#[rstest]
#[tokio::test]
async fn of_two_imports_at_once_one_is_stale(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let ministry = Ministry::new(engine).await;
    let (one, other) = (file(&[row("A")]), file(&[row("B")]));
    let run_one = ministry.try_out(one.clone()).await;
    let run_other = ministry.try_out(other.clone()).await;
    let (one, other) = tokio::join!(
        apply(&ministry.app, &Actor::System, one, &run_one.hash),
        apply(&ministry.app, &Actor::System, other, &run_other.hash),
    );
    let n_done = [one, other].into_iter().filter(|outcome| match outcome {
        Ok(_) => true,
        Err(AppError::Refused(Refusal::DryRunIsStale)) => false,
        Err(error) => panic!("{error:?}"),
    });
    assert_eq!(n_done.count(), 1);
}

#[rstest]
#[tokio::test]
async fn an_upload_is_kept_until_it_is_applied_or_replaced(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let ministry = Ministry::new(engine).await;
    let (app, actor) = (&ministry.app, &Actor::System);
    let units = "unit,predecessor\nBộ/Vụ A,X\n";
    let first = keep_upload(app, actor, file(&[row("A")])).await.unwrap();
    let second = keep_upload(app, actor, with_units(file(&[row("B")]), units))
        .await
        .unwrap();
    assert!(
        dry_run_of_upload(app, actor, &first)
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        dry_run_of_upload(app, actor, "no upload")
            .await
            .unwrap()
            .is_none()
    );
    let run = dry_run_of_upload(app, actor, &second)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((run.additions.n, run.mergers.n), (1, 1));
    apply_upload(app, actor, &second, &run.hash).await.unwrap();
    assert!(
        dry_run_of_upload(app, actor, &second)
            .await
            .unwrap()
            .is_none()
    );
    let outcome = apply_upload(app, actor, &second, &run.hash).await;
    assert_eq!(refused(outcome), Refusal::DryRunIsStale);
}

#[tokio::test]
async fn only_administrators_import_and_list() {
    let ministry = Ministry::new(Engine::Sqlite).await;
    for role in [Role::Analyst, Role::Member] {
        let actor = Actor::Staff(Staff {
            account: AccountId(Uuid::nil()),
            role,
            person: None,
            name: String::new(),
        });
        let app = &ministry.app;
        let files = || file(&[row("A")]);
        let outcomes = [
            dry_run(app, &actor, files()).await.err(),
            apply(app, &actor, files(), "00").await.err(),
            keep_upload(app, &actor, files()).await.err(),
            dry_run_of_upload(app, &actor, "00").await.err(),
            apply_upload(app, &actor, "00", "00").await.err(),
            list(app, &actor, "", PeopleOrder::Name, 1).await.err(),
        ];
        for outcome in outcomes {
            assert!(matches!(outcome, Some(AppError::NotFound)), "{outcome:?}");
        }
    }
}

#[rstest]
#[tokio::test]
async fn people_are_found_without_marks_and_listed_by_name_or_unit(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let ministry = Ministry::new(engine).await;
    ministry
        .import(file(&[
            row("CB_1").name("Đỗ Thị Hường").unit("Bộ/Phòng 10"),
            row("CB2")
                .name("Trần Văn Ân")
                .unit("Bộ/Phòng 2")
                .post("Phó phòng"),
            row("CB3")
                .name("Nguyễn Văn An")
                .unit("Bộ/Phòng 2")
                .post("Trưởng phòng")
                .head(),
            row("CB3")
                .name("Nguyễn Văn An")
                .unit("Bộ/Phòng 10")
                .kind("kiêm nhiệm"),
            row("CB4").name("Lê Thị Hà").to("31/12/2025"),
        ]))
        .await;
    let list = |search: &'static str, order| {
        let app = ministry.app.clone();
        async move {
            let page = list(&app, &Actor::System, search, order, 1).await.unwrap();
            let people = page
                .people
                .iter()
                .map(|person| format!("{} {}", person.staff_code, person.posts.len()));
            (page.n_total, people.collect::<Vec<String>>().join(", "))
        }
    };
    let by_name = PeopleOrder::Name;
    assert_eq!(
        list("", by_name).await,
        (4, "CB3 2, CB2 1, CB4 0, CB_1 1".to_owned())
    );
    assert_eq!(list("do huong", by_name).await, (1, "CB_1 1".to_owned()));
    assert_eq!(list("ĐỖ", by_name).await, (1, "CB_1 1".to_owned()));
    assert_eq!(list("cb_", by_name).await, (1, "CB_1 1".to_owned()));
    assert_eq!(list("%", by_name).await, (0, String::new()));
    assert_eq!(
        list("", PeopleOrder::Unit).await,
        (5, "CB3 1, CB2 1, CB3 1, CB_1 1, CB4 0".to_owned())
    );
}

#[tokio::test]
async fn a_page_beyond_the_last_is_the_last() {
    let ministry = Ministry::new(Engine::Sqlite).await;
    let rows: Vec<Row> = (0..120).map(|at| row(&format!("P{at:03}"))).collect();
    ministry.import(file(&rows)).await;
    for (asked, given, n) in [
        (0, 1, 50),
        (1, 1, 50),
        (3, 3, 20),
        (4, 3, 20),
        (u32::MAX, 3, 20),
    ] {
        let page = list(&ministry.app, &Actor::System, "", PeopleOrder::Name, asked)
            .await
            .unwrap();
        assert_eq!(
            (page.page, page.people.len(), page.n_pages, page.n_total),
            (given, n, 3, 120)
        );
    }
}
