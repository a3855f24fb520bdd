//! Rules of changing people, on both engines.

use rstest::rstest;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, PaginatorTrait};
use uuid::Uuid;

use super::ReplacedLines;
use crate::fixture::fresh;
use crate::roster::audit::AuditEntry;
use crate::roster::entities::{
    account, person, post, reporting_line, sign_in_link, staff_session, unit,
};
use crate::{Engine, Roster};

fn id(at: u128) -> Uuid {
    Uuid::from_u128(at)
}

fn somebody(at: u128) -> person::Model {
    person::Model {
        id: id(at),
        staff_code: format!("CB{at}"),
        full_name: "Nguyễn Văn An".to_owned(),
        address_form: None,
        email: None,
        search_text: format!("nguyen van an cb{at}"),
        sort_key: vec![1, 2, 3],
        active: true,
    }
}

fn office() -> unit::Model {
    unit::Model {
        id: id(1),
        path: "Bộ".to_owned(),
        name: "Bộ".to_owned(),
        parent_id: None,
        sort_key: vec![1],
    }
}

fn post_of(at: u128) -> post::Model {
    post::Model {
        id: id(at),
        person_id: id(at),
        unit_id: id(1),
        title: "Chuyên viên".to_owned(),
        post_type: "regular".to_owned(),
        field: None,
        is_head: false,
        from_on: None,
        to_on: None,
    }
}

fn line(post: u128, rank: i16, superior: u128) -> reporting_line::Model {
    reporting_line::Model {
        post_id: id(post),
        rank,
        superior_id: id(superior),
    }
}

fn entry() -> AuditEntry {
    AuditEntry {
        at: 1_790_000_000,
        actor: "command_line".to_owned(),
        action: "people_imported".to_owned(),
        detail: String::new(),
    }
}

/// Many more rows than one statement takes.
const N: u128 = 2_345;

async fn fill(roster: &Roster) {
    let change = roster.change_people().await.unwrap();
    change.put_units(vec![office()]).await.unwrap();
    change.put_people((0..N).map(somebody)).await.unwrap();
    change.put_posts((0..N).map(post_of)).await.unwrap();
    let lines = (1..N).map(|at| line(at, 0, at - 1)).collect();
    let replaced = ReplacedLines {
        posts: Vec::new(),
        lines,
    };
    change.replace_lines(replaced).await.unwrap();
    change.commit(&entry()).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn a_snapshot_gives_back_what_was_put_sorted_by_key(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fresh(engine).await;
    fill(&vaults.roster).await;
    let snapshot = vaults.roster.people_snapshot().await.unwrap();
    assert_eq!(snapshot.people.len(), usize::try_from(N).unwrap());
    assert!(snapshot.people.is_sorted_by_key(|person| person.id));
    assert!(snapshot.posts.is_sorted_by_key(|post| post.id));
    assert!(
        snapshot
            .lines
            .is_sorted_by_key(|line| (line.post_id, line.rank))
    );
    assert_eq!(snapshot.lines.len(), usize::try_from(N - 1).unwrap());
    assert_eq!(snapshot.units[0].path, "Bộ");
}

#[rstest]
#[tokio::test]
async fn a_change_that_is_dropped_leaves_nothing_behind(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fresh(engine).await;
    fill(&vaults.roster).await;
    let n_before = vaults.roster.verify_audit().await.unwrap().n_rows;
    let change = vaults.roster.change_people().await.unwrap();
    let renamed = person::Model {
        full_name: "Lê Thị Bình".to_owned(),
        ..somebody(7)
    };
    change
        .put_people([renamed, somebody(N + 1)].into_iter())
        .await
        .unwrap();
    change.delete_posts(&[id(9)]).await.unwrap();
    assert_eq!(
        change.snapshot().await.unwrap().people[7].full_name,
        "Lê Thị Bình"
    );
    drop(change);
    let snapshot = vaults.roster.people_snapshot().await.unwrap();
    assert_eq!(snapshot.people[7].full_name, "Nguyễn Văn An");
    assert_eq!(snapshot.people.len(), snapshot.posts.len());
    assert_eq!(vaults.roster.verify_audit().await.unwrap().n_rows, n_before);
}

#[rstest]
#[tokio::test]
async fn known_ids_take_new_values_and_lines_are_replaced(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fresh(engine).await;
    fill(&vaults.roster).await;
    let change = vaults.roster.change_people().await.unwrap();
    let ended = post::Model {
        to_on: Some("2026-10-04".to_owned()),
        ..post_of(5)
    };
    change.put_posts([ended].into_iter()).await.unwrap();
    let replaced = ReplacedLines {
        posts: vec![id(5)],
        lines: vec![line(5, 0, 1), line(5, 1, 2)],
    };
    change.replace_lines(replaced).await.unwrap();
    change.commit(&entry()).await.unwrap();
    let snapshot = vaults.roster.people_snapshot().await.unwrap();
    assert_eq!(snapshot.posts[5].to_on.as_deref(), Some("2026-10-04"));
    let lines: Vec<_> = snapshot
        .lines
        .iter()
        .filter(|line| line.post_id == id(5))
        .collect();
    assert_eq!(lines, [&line(5, 0, 1), &line(5, 1, 2)]);
}

#[rstest]
#[tokio::test]
async fn who_leaves_is_signed_out_and_stays_as_a_row(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fresh(engine).await;
    fill(&vaults.roster).await;
    let writer = vaults.roster.vault().writer();
    for at in [3, 4] {
        let account = account::Model {
            id: id(at),
            role: "member".to_owned(),
            person_id: Some(id(at)),
            display_name: String::new(),
        };
        account.into_active_model().insert(writer).await.unwrap();
        let session = staff_session::Model {
            token_hash: id(at).as_bytes().to_vec(),
            account_id: id(at),
            expires_at: i64::MAX,
        };
        session.into_active_model().insert(writer).await.unwrap();
        let link = sign_in_link::Model {
            code_hash: id(at).as_bytes().to_vec(),
            account_id: id(at),
            expires_at: i64::MAX,
        };
        link.into_active_model().insert(writer).await.unwrap();
    }
    let change = vaults.roster.change_people().await.unwrap();
    change.deactivate(&[id(3)]).await.unwrap();
    change.commit(&entry()).await.unwrap();
    let people = vaults.roster.people_snapshot().await.unwrap().people;
    assert!(!people[3].active && people[4].active);
    assert_eq!(
        staff_session::Entity::find().count(writer).await.unwrap(),
        1
    );
    assert_eq!(sign_in_link::Entity::find().count(writer).await.unwrap(), 1);
}

/// A link that was drawn, or a session that was opened, in the moment in which somebody left.
#[rstest]
#[tokio::test]
async fn what_was_left_of_a_sign_in_opens_nothing_to_who_has_left(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fresh(engine).await;
    let roster = &vaults.roster;
    fill(roster).await;
    let writer = roster.vault().writer();
    for at in [3, 4] {
        let account = account::Model {
            id: id(at),
            role: "member".to_owned(),
            person_id: Some(id(at)),
            display_name: String::new(),
        };
        account.into_active_model().insert(writer).await.unwrap();
    }
    let change = roster.change_people().await.unwrap();
    change.deactivate(&[id(3)]).await.unwrap();
    change.commit(&entry()).await.unwrap();
    for (at, expected) in [(3, None), (4, Some(id(4)))] {
        let hash = id(at).as_bytes().to_vec();
        let session = staff_session::Model {
            token_hash: hash.clone(),
            account_id: id(at),
            expires_at: i64::MAX,
        };
        session.into_active_model().insert(writer).await.unwrap();
        let link = sign_in_link::Model {
            code_hash: hash.clone(),
            account_id: id(at),
            expires_at: i64::MAX,
        };
        link.into_active_model().insert(writer).await.unwrap();
        let signed_in = roster.account_of_session(&hash, 0).await.unwrap();
        assert_eq!(signed_in.map(|account| account.id), expected);
        let redeemed = roster
            .redeem_sign_in_link(&hash, &[at as u8; 32], i64::MAX, 0)
            .await
            .unwrap();
        assert_eq!(redeemed.map(|account| account.id), expected);
    }
    assert_eq!(sign_in_link::Entity::find().count(writer).await.unwrap(), 0);
    // Nobody's session was opened by the first link.
    let opened = roster.account_of_session(&[3; 32], 0).await.unwrap();
    assert_eq!(opened, None);
}

#[rstest]
#[tokio::test]
async fn one_change_waits_for_the_other(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fresh(engine).await;
    let first = vaults.roster.change_people().await.unwrap();
    first.put_units(vec![office()]).await.unwrap();
    let roster = vaults.roster.clone();
    let second = tokio::spawn(async move {
        let change = roster.change_people().await.unwrap();
        change.snapshot().await.unwrap().units.len()
    });
    first.commit(&entry()).await.unwrap();
    assert_eq!(second.await.unwrap(), 1);
}
