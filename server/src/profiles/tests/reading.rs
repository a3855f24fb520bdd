//! Who reads what.

use contract::accounts::Role;
use contract::campaigns::CampaignState;
use contract::error::{AppError, Fault, Refusal};
use contract::ids::{AccountId, PersonId};
use contract::raters::Relation;
use store::roster::campaigns::{ImportedCampaign, StoredCampaign};
use store::roster::entities::{person, subject};
use store::roster::instruments::StoredInstrument;

use super::campaign::{CAMPAIGN, Campaign, generator, id};
use crate::accounts::{Actor, Staff};
use crate::audit;
use crate::canonical::Canonical;
use crate::fixture::Fixture;
use crate::profiles::{find, home, list, profile, publish};
use crate::state::App;

const NAMES: [&str; 3] = ["Trần Thị Minh Hạnh", "Nguyễn Văn Đức", "Lê Hương"];

/// Three leaders, closed and tallied, not yet released.
pub(crate) async fn closed() -> Fixture {
    let fixture = Fixture::new().await;
    let mut campaign = Campaign::asked(&[("a", &["a1", "a2"])]);
    for leader in 0..3 {
        campaign.subject(leader, [0, 0, 6]);
        for n in 0..6 {
            campaign.ballot(leader, Relation::Subordinate, &[f64::from(n % 3 + 2), 4.0]);
        }
    }
    campaign.tally(&fixture.app.ballots).await;
    let roster = &fixture.app.roster;
    for (n, name) in (0..).zip(NAMES) {
        let row = person::Model {
            id: id(100 + n),
            staff_code: format!("CB{n}"),
            full_name: name.to_owned(),
            address_form: None,
            email: None,
            search_text: String::new(),
            sort_key: vec![n as u8],
            active: true,
        };
        store::fixture::insert(roster.vault(), row).await;
    }
    let subjects = (0..).zip(NAMES).map(|(n, name)| subject::Model {
        id: id(n),
        campaign_id: CAMPAIGN.0,
        person_id: Some(id(100 + n)),
        staff_code: format!("CB{n}"),
        full_name: name.to_owned(),
        name: format!("đồng chí {name}"),
        post: "Vụ trưởng".to_owned(),
        unit_path: "Bộ/Vụ Tổ chức cán bộ".to_owned(),
        sort_key: vec![9 - n as u8],
    });
    let row = StoredCampaign {
        id: CAMPAIGN.0,
        code: "thu".to_owned(),
        state: "closed".to_owned(),
        draft: String::new(),
        protocol: Some(serde_json::to_string(&campaign.protocol).unwrap()),
        protocol_hash: Some(campaign.protocol_hash().to_vec()),
        closes_on: Some("2026-09-30".to_owned()),
        released_on: None,
        handed_out: false,
        imported: false,
    };
    let instrument = Canonical::of(&campaign.instrument).unwrap();
    let imported = ImportedCampaign {
        campaign: row,
        instrument: StoredInstrument {
            id: campaign.instrument.id.clone(),
            version: 1,
            hash: instrument.hash().to_vec(),
            content: instrument.into_text(),
        },
        subjects: subjects.collect(),
    };
    let record = audit::entry(&fixture.app, &Actor::System, "ratings_imported", "thu");
    let kept = roster.keep_imported_campaign(&imported, &record).await;
    assert!(kept.unwrap());
    fixture
}

pub(crate) async fn released() -> Fixture {
    let fixture = closed().await;
    publish(&fixture.app.ballots, CAMPAIGN, &mut generator(1))
        .await
        .unwrap();
    let record = audit::entry(&fixture.app, &Actor::System, "campaign_released", "thu");
    assert!(
        fixture
            .app
            .roster
            .release_campaign(CAMPAIGN.0, "2026-10-05", &record)
            .await
            .unwrap()
    );
    fixture
}

fn staff(role: Role, person: Option<u128>) -> Actor {
    Actor::Staff(Staff {
        account: AccountId(id(1)),
        role,
        person: person.map(|n| PersonId(id(100 + n))),
        name: String::new(),
    })
}

async fn may_read(app: &App, actor: &Actor, staff_code: &str) -> bool {
    match profile(app, actor, "thu", staff_code).await {
        Ok(_) => true,
        Err(AppError::NotFound) => false,
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn an_analyst_reads_every_profile_and_a_leader_his_own() {
    let fixture = released().await;
    let app = &fixture.app;
    for (actor, expected) in [
        (staff(Role::Analyst, None), [true, true]),
        (Actor::System, [true, true]),
        (staff(Role::Member, Some(0)), [true, false]),
        (staff(Role::Member, Some(2)), [false, false]),
        (staff(Role::Member, None), [false, false]),
        (staff(Role::Administrator, Some(0)), [false, false]),
    ] {
        let read = [
            may_read(app, &actor, "CB0").await,
            may_read(app, &actor, "CB1").await,
        ];
        assert_eq!(read, expected, "{actor:?}");
    }
}

#[tokio::test]
async fn a_profile_is_the_figures_of_the_person_it_names() {
    let fixture = released().await;
    let read = profile(&fixture.app, &Actor::System, "thu", "CB1")
        .await
        .unwrap();
    assert_eq!(read.subject.full_name, "Nguyễn Văn Đức");
    assert_eq!(read.figures.subject.0, id(1));
    assert_eq!(read.campaign.released_on.as_deref(), Some("2026-10-05"));
    assert_eq!(read.campaign.protocol_hash, read.figures.protocol_hash);
    let again: contract::profiles::Profile =
        serde_json::from_str(&serde_json::to_string(&read).unwrap()).unwrap();
    assert_eq!(again, read);
}

#[tokio::test]
async fn the_command_line_is_told_what_is_missing_and_others_are_not() {
    let missing = async |fixture: &Fixture, campaign: &str, staff_code: &str| {
        let found = find(&fixture.app, &Actor::System, campaign, staff_code).await;
        found.unwrap_err()
    };
    let is_unknown = |error: AppError, field: &str, value: &str| {
        let AppError::Invalid(faults) = error else {
            panic!("{error}")
        };
        let value = value.to_owned();
        assert_eq!(faults[0].field, field);
        assert_eq!(faults[0].fault, Fault::Unknown { value });
    };
    let fixture = closed().await;
    let state = CampaignState::Closed;
    assert!(matches!(
        missing(&fixture, "thu", "CB0").await,
        AppError::Refused(Refusal::NotReleased { state: found }) if found == state
    ));
    let fixture = released().await;
    is_unknown(missing(&fixture, "none", "CB0").await, "campaign", "none");
    is_unknown(missing(&fixture, "thu", "CB9").await, "staff_code", "CB9");
    let found = find(&fixture.app, &Actor::System, "thu", "CB1").await;
    assert_eq!(found.unwrap().subject.staff_code, "CB1");
    for (role, person) in [
        (Role::Analyst, None),
        (Role::Member, Some(1)),
        (Role::Administrator, None),
    ] {
        let found = find(&fixture.app, &staff(role, person), "thu", "CB1").await;
        assert!(matches!(found, Err(AppError::NotFound)), "{role:?}");
    }
}

#[tokio::test]
async fn before_the_release_there_is_nothing_to_read_for_anybody() {
    let fixture = closed().await;
    publish(&fixture.app.ballots, CAMPAIGN, &mut generator(1))
        .await
        .unwrap();
    let analyst = staff(Role::Analyst, None);
    assert!(!may_read(&fixture.app, &analyst, "CB0").await);
    assert!(!may_read(&fixture.app, &staff(Role::Member, Some(0)), "CB0").await);
    let list = list(&fixture.app, &analyst, "thu", "", 1).await;
    assert!(matches!(list, Err(AppError::NotFound)));
    assert!(
        home(&fixture.app, &analyst)
            .await
            .unwrap()
            .campaigns
            .is_empty()
    );
}

#[tokio::test]
async fn the_list_goes_by_unit_and_name_and_finds_without_marks() {
    let fixture = released().await;
    let analyst = staff(Role::Analyst, None);
    let names = async |search: &str| -> Vec<String> {
        let list = list(&fixture.app, &analyst, "thu", search, 1)
            .await
            .unwrap();
        assert_eq!(list.n_total as usize, list.lines.len());
        list.lines
            .into_iter()
            .map(|line| line.subject.full_name)
            .collect()
    };
    assert_eq!(
        names("").await,
        ["Lê Hương", "Nguyễn Văn Đức", "Trần Thị Minh Hạnh"]
    );
    assert_eq!(names("duc").await, ["Nguyễn Văn Đức"]);
    assert_eq!(names("cb0").await, ["Trần Thị Minh Hạnh"]);
    assert_eq!(names("to chuc").await.len(), 3);
    assert!(names("không ai").await.is_empty());
}

#[tokio::test]
async fn the_list_shows_each_competency_and_no_overall_figure_under_development() {
    let fixture = released().await;
    let analyst = staff(Role::Analyst, None);
    let list = list(&fixture.app, &analyst, "thu", "", 99).await.unwrap();
    assert_eq!((list.page, list.n_pages), (1, 1));
    assert_eq!(list.competencies.len(), 1);
    assert!(
        list.lines
            .iter()
            .all(|line| line.merged.len() == 1 && line.overall.is_none())
    );
}

#[tokio::test]
async fn the_list_is_for_the_analyst_only() {
    let fixture = released().await;
    for role in [Role::Administrator, Role::Member] {
        let asked = list(&fixture.app, &staff(role, Some(0)), "thu", "", 1).await;
        assert!(matches!(asked, Err(AppError::NotFound)), "{role:?}");
    }
}

#[tokio::test]
async fn home_offers_campaigns_to_the_analyst_and_his_own_result_to_a_leader() {
    let fixture = released().await;
    let analyst = home(&fixture.app, &staff(Role::Analyst, None))
        .await
        .unwrap();
    assert_eq!((analyst.campaigns.len(), analyst.own.len()), (1, 0));
    let leader = home(&fixture.app, &staff(Role::Member, Some(1)))
        .await
        .unwrap();
    assert_eq!((leader.campaigns.len(), leader.own.len()), (0, 1));
    assert_eq!(leader.own[0].staff_code, "CB1");
    assert!(
        home(&fixture.app, &staff(Role::Administrator, None))
            .await
            .is_err()
    );
}
