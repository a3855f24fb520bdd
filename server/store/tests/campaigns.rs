//! A campaign on the roster: steps are taken once, and nothing rewrites what was frozen.

use rstest::rstest;
use store::fixture::{self, Vaults};
use store::roster::audit::AuditEntry;
use store::roster::campaigns::{ImportedCampaign, Opening, StoredCampaign};
use store::roster::entities::{assignment, invitation, person, subject, unit};
use store::roster::instruments::StoredInstrument;
use store::{Engine, Roster, StoreError};
use uuid::Uuid;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

const CAMPAIGN: u128 = 1;

fn record() -> AuditEntry {
    AuditEntry {
        at: 1_790_000_000,
        actor: "command_line".to_owned(),
        action: "test".to_owned(),
        detail: String::new(),
    }
}

fn opening(n_raters: u128) -> Opening {
    Opening {
        campaign: id(CAMPAIGN),
        draft: "{\"k\":5}".to_owned(),
        protocol: "{\"frozen\":true}".to_owned(),
        protocol_hash: vec![7; 32],
        closes_on: "2026-10-31".to_owned(),
        subjects: vec![subject::Model {
            id: id(50),
            campaign_id: id(CAMPAIGN),
            person_id: Some(id(1_000)),
            staff_code: "CB000".to_owned(),
            full_name: "Nguyễn Văn An".to_owned(),
            name: "đồng chí An".to_owned(),
            post: "Vụ trưởng".to_owned(),
            unit_path: "Bộ".to_owned(),
            sort_key: vec![1],
        }],
        assignments: (0..n_raters)
            .map(|n| assignment::Model {
                id: id(10_000 + n),
                campaign_id: id(CAMPAIGN),
                subject_id: id(50),
                person_id: id(1_000 + n),
                relation: if n == 0 { "self" } else { "subordinate" }.to_owned(),
                unit_id: id(if n < 4 { 2 } else { 3 }),
                way: 0,
                digest: None,
            })
            .collect(),
    }
}

async fn people(roster: &Roster, n: u128) {
    use store::fixture::insert;
    for (unit_id, path) in [(2, "Bộ"), (3, "Bộ/Vụ Tổ chức")] {
        insert(
            roster.vault(),
            unit::Model {
                id: id(unit_id),
                path: path.to_owned(),
                name: path.to_owned(),
                parent_id: None,
                sort_key: vec![unit_id as u8],
            },
        )
        .await;
    }
    for n in 0..n {
        insert(
            roster.vault(),
            person::Model {
                id: id(1_000 + n),
                staff_code: format!("CB{n:03}"),
                full_name: format!("Người {n}"),
                address_form: None,
                email: None,
                search_text: String::new(),
                sort_key: vec![n as u8],
                active: true,
            },
        )
        .await;
    }
}

/// A campaign that is open, with seven raters: four in one unit, three in another.
async fn open(engine: Engine) -> Vaults {
    let vaults = fixture::fresh(engine).await;
    people(&vaults.roster, 7).await;
    let roster = &vaults.roster;
    roster
        .create_draft(id(CAMPAIGN), "2026-q4", "{\"k\":5}")
        .await
        .unwrap();
    assert!(roster.open_campaign(&opening(7), &record()).await.unwrap());
    vaults
}

async fn kept(roster: &Roster) -> StoredCampaign {
    roster.campaign(id(CAMPAIGN)).await.unwrap().unwrap()
}

fn invitation(person: u128, code: u8) -> invitation::Model {
    invitation::Model {
        campaign_id: id(CAMPAIGN),
        person_id: id(person),
        link_hash: vec![code; 32],
        short_hash: vec![code + 100; 32],
    }
}

#[rstest]
#[tokio::test]
async fn a_draft_changes_until_the_opening_and_never_after(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fixture::fresh(engine).await;
    let roster = &vaults.roster;
    people(roster, 7).await;
    roster
        .create_draft(id(CAMPAIGN), "2026-q3", "{}")
        .await
        .unwrap();
    assert!(
        roster
            .change_draft(id(CAMPAIGN), "2026-q4", "{\"k\":5}")
            .await
            .unwrap()
    );
    assert!(roster.open_campaign(&opening(7), &record()).await.unwrap());
    let frozen = kept(roster).await;
    assert_eq!(
        (frozen.state.as_str(), frozen.code.as_str()),
        ("open", "2026-q4")
    );
    assert_eq!(frozen.protocol_hash, Some(vec![7; 32]));

    assert!(!roster.change_draft(id(CAMPAIGN), "x", "{}").await.unwrap());
    assert!(!roster.discard_draft(id(CAMPAIGN)).await.unwrap());
    let mut again = opening(0);
    again.protocol = "{\"frozen\":false}".to_owned();
    assert!(!roster.open_campaign(&again, &record()).await.unwrap());
    assert_eq!(kept(roster).await, frozen);
}

#[rstest]
#[tokio::test]
async fn the_opening_writes_everything_or_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fixture::fresh(engine).await;
    let roster = &vaults.roster;
    // The seventh rater is not on the roster.
    people(roster, 6).await;
    roster
        .create_draft(id(CAMPAIGN), "2026-q4", "{\"k\":5}")
        .await
        .unwrap();
    assert!(roster.open_campaign(&opening(7), &record()).await.is_err());
    let campaign = kept(roster).await;
    assert_eq!(
        (campaign.state.as_str(), campaign.protocol),
        ("draft", None)
    );
    assert_eq!(roster.n_subjects(id(CAMPAIGN)).await.unwrap(), 0);
    assert_eq!(roster.n_assignments(id(CAMPAIGN)).await.unwrap(), 0);
}

#[rstest]
#[tokio::test]
async fn a_draft_that_changed_since_it_was_read_is_not_opened(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fixture::fresh(engine).await;
    let roster = &vaults.roster;
    people(roster, 7).await;
    roster
        .create_draft(id(CAMPAIGN), "2026-q4", "{\"k\":6}")
        .await
        .unwrap();
    assert!(!roster.open_campaign(&opening(7), &record()).await.unwrap());
    assert_eq!(kept(roster).await.state, "draft");
}

#[rstest]
#[tokio::test]
async fn a_code_is_given_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let vaults = fixture::fresh(engine).await;
    let roster = &vaults.roster;
    roster.create_draft(id(1), "a", "{}").await.unwrap();
    roster.create_draft(id(2), "b", "{}").await.unwrap();
    assert!(matches!(
        roster.create_draft(id(3), "a", "{}").await,
        Err(StoreError::Conflict)
    ));
    assert!(matches!(
        roster.change_draft(id(2), "a", "{}").await,
        Err(StoreError::Conflict)
    ));
    assert!(roster.discard_draft(id(1)).await.unwrap());
    assert!(roster.change_draft(id(2), "a", "{}").await.unwrap());
}

#[rstest]
#[tokio::test]
async fn each_step_is_taken_once_and_in_order(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = open(engine).await;
    let roster = &vaults.roster;
    let campaign = id(CAMPAIGN);
    assert!(
        !roster
            .release_campaign(campaign, "2026-11-02", &record())
            .await
            .unwrap()
    );
    assert!(!roster.archive_campaign(campaign, &record()).await.unwrap());
    assert!(roster.close_campaign(campaign, &record()).await.unwrap());
    assert!(!roster.close_campaign(campaign, &record()).await.unwrap());
    assert!(!roster.archive_campaign(campaign, &record()).await.unwrap());
    assert!(
        roster
            .release_campaign(campaign, "2026-11-02", &record())
            .await
            .unwrap()
    );
    assert!(
        !roster
            .release_campaign(campaign, "2026-11-09", &record())
            .await
            .unwrap()
    );
    assert!(!roster.close_campaign(campaign, &record()).await.unwrap());
    assert!(roster.archive_campaign(campaign, &record()).await.unwrap());
    assert_eq!(
        kept(roster).await.released_on.as_deref(),
        Some("2026-11-02")
    );
    // The opening and the three steps; what was refused left nothing.
    assert_eq!(roster.verify_audit().await.unwrap().n_rows, 4);
}

#[rstest]
#[tokio::test]
async fn issued_is_counted_by_unit(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let vaults = open(engine).await;
    let counts = vaults.roster.issued_by_unit(id(CAMPAIGN)).await.unwrap();
    let counts: Vec<_> = counts
        .iter()
        .map(|c| {
            (
                c.unit_path.as_str(),
                c.n_people,
                c.n_assignments,
                c.n_issued,
            )
        })
        .collect();
    assert_eq!(counts, [("Bộ", 4, 4, 0), ("Bộ/Vụ Tổ chức", 3, 3, 0)]);
    let invited = vaults.roster.invited(id(CAMPAIGN)).await.unwrap();
    assert_eq!(invited.len(), 7);
    let mine = vaults
        .roster
        .assignments_of_person(id(CAMPAIGN), id(1_000))
        .await
        .unwrap();
    assert_eq!(mine.len(), 1);
    assert_eq!(
        (mine[0].0.relation.as_str(), mine[0].1.id),
        ("self", id(50))
    );
}

#[rstest]
#[tokio::test]
async fn the_list_is_handed_out_once_and_replaced_only_on_purpose(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = open(engine).await;
    let roster = &vaults.roster;
    let campaign = id(CAMPAIGN);
    assert!(
        !roster
            .replace_invitations(campaign, &[invitation(1_000, 1)], &record())
            .await
            .unwrap()
    );
    assert!(
        roster
            .hand_out_invitations(campaign, &[invitation(1_000, 1)], &record())
            .await
            .unwrap()
    );
    assert!(
        !roster
            .hand_out_invitations(campaign, &[invitation(1_001, 2)], &record())
            .await
            .unwrap()
    );
    let found = roster.invitation_by_link(&[1; 32]).await.unwrap().unwrap();
    assert_eq!(found.person_id, id(1_000));
    assert!(roster.invitation_by_link(&[2; 32]).await.unwrap().is_none());

    assert!(
        roster
            .replace_invitations(campaign, &[invitation(1_000, 3)], &record())
            .await
            .unwrap()
    );
    assert!(roster.invitation_by_link(&[1; 32]).await.unwrap().is_none());
    let found = roster
        .invitation_by_short_code(&[103; 32])
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.person_id, id(1_000));

    assert!(roster.close_campaign(campaign, &record()).await.unwrap());
    assert!(
        !roster
            .replace_invitations(campaign, &[invitation(1_000, 4)], &record())
            .await
            .unwrap()
    );
    assert_eq!(roster.invitations(campaign).await.unwrap().len(), 1);
}

#[rstest]
#[tokio::test]
async fn a_version_of_an_instrument_never_changes(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fixture::fresh(engine).await;
    let row = |version: i32, content: &str| StoredInstrument {
        id: "form".to_owned(),
        version,
        content: content.to_owned(),
        hash: content.as_bytes().to_vec(),
    };
    let roster = &vaults.roster;
    roster.keep_instrument(row(1, "a")).await.unwrap();
    roster.keep_instrument(row(1, "a")).await.unwrap();
    assert!(matches!(
        roster.keep_instrument(row(1, "b")).await,
        Err(StoreError::Conflict)
    ));
    roster.keep_instrument(row(2, "b")).await.unwrap();
    assert_eq!(roster.newest_instruments().await.unwrap(), [row(2, "b")]);
    assert_eq!(
        roster.instrument("form", 1).await.unwrap(),
        Some(row(1, "a"))
    );
}

#[rstest]
#[tokio::test]
async fn an_imported_campaign_is_kept_closed_whole_or_not_at_all(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = fixture::fresh(engine).await;
    let roster = &vaults.roster;
    let imported = |n: u128, code: &str, in_campaign: u128| ImportedCampaign {
        campaign: StoredCampaign {
            id: id(n),
            code: code.to_owned(),
            state: "open".to_owned(),
            draft: "{}".to_owned(),
            protocol: Some("{}".to_owned()),
            protocol_hash: Some(vec![n as u8; 32]),
            closes_on: None,
            released_on: None,
            handed_out: false,
            imported: false,
        },
        instrument: StoredInstrument {
            id: format!("imported-{n}"),
            version: 1,
            content: "{}".to_owned(),
            hash: vec![1],
        },
        subjects: vec![subject::Model {
            id: id(100 + n),
            campaign_id: id(in_campaign),
            person_id: None,
            staff_code: "1".to_owned(),
            full_name: "1".to_owned(),
            name: "1".to_owned(),
            post: String::new(),
            unit_path: String::new(),
            sort_key: vec![1],
        }],
    };
    let keep = async |of: ImportedCampaign| roster.keep_imported_campaign(&of, &record()).await;
    assert!(keep(imported(1, "a", 1)).await.unwrap());
    let row = kept(roster).await;
    assert_eq!((row.state.as_str(), row.imported), ("closed", true));

    // The code is taken; then a subject of a campaign that does not exist.
    assert!(!keep(imported(2, "a", 2)).await.unwrap());
    assert!(keep(imported(3, "b", 77)).await.is_err());
    assert_eq!(roster.campaigns().await.unwrap().len(), 1);
    assert!(roster.instrument("imported-2", 1).await.unwrap().is_none());
    assert!(roster.instrument("imported-3", 1).await.unwrap().is_none());
    assert_eq!(roster.n_subjects(id(1)).await.unwrap(), 1);
    assert_eq!(roster.audit_rows().await.unwrap().len(), 1);
}
