//! The demo as a whole, over real vaults in a temporary folder.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

use contract::accounts::Role;
use contract::campaigns::CampaignState;
use contract::invitations::{OpenInvitation, TaskList, Way};
use contract::profiles::{ProfileFigures, Withheld};
use contract::raters::Relation;
use store::ballots::NewBox;
use time::{Duration, OffsetDateTime};
use tokio::sync::Notify;

use super::*;
use crate::accounts::{self, Actor, LinkFor};
use crate::config::Settings;
use crate::fixture::{Browser, NOW};
use crate::{campaigns, http, profiles};

fn config(folder: &Path) -> Config {
    let settings = Settings {
        data: Some(folder.join("data")),
        keys: Some(folder.join("keys")),
        ..Settings::default()
    };
    settings.resolve().unwrap()
}

/// A start of the demo, with every step that it told.
async fn start(folder: &Path, now: OffsetDateTime) -> (App, Vec<Step>) {
    let steps = Mutex::new(Vec::new());
    let tell = |step| steps.lock().unwrap().push(step);
    let app = prepare(&config(folder), Clock::Fixed(now), &tell)
        .await
        .unwrap();
    (app, steps.into_inner().unwrap())
}

async fn end(app: App) {
    app.roster.vault().clone().close().await.unwrap();
    app.ballots.vault().clone().close().await.unwrap();
}

/// Everything that was released, by staff code.
async fn released(app: &App) -> BTreeMap<String, ProfileFigures> {
    let mut released = BTreeMap::new();
    for campaign in app.roster.campaigns().await.unwrap() {
        for subject in app.roster.subjects(campaign.id).await.unwrap() {
            for line in app
                .ballots
                .released(campaign.id, &[subject.id])
                .await
                .unwrap()
            {
                let figures = serde_json::from_str(&line.figures).unwrap();
                released.insert(subject.staff_code.clone(), figures);
            }
        }
    }
    released
}

/// What must not change from one start to the next.
async fn kept(app: &App) -> Vec<String> {
    let mut kept = Vec::new();
    for campaign in app.roster.campaigns().await.unwrap() {
        let hash = campaign.protocol_hash.map(hex::encode);
        let received = app.ballots.received(campaign.id).await.unwrap();
        let assignments = app.roster.n_assignments(campaign.id).await.unwrap();
        let invitations = app.roster.invitations(campaign.id).await.unwrap();
        kept.push(format!(
            "{} {} {hash:?} {received} {assignments} {invitations:?}",
            campaign.code, campaign.state
        ));
    }
    let people = app.roster.people_snapshot().await.unwrap();
    kept.push(format!("{} {}", people.people.len(), people.posts.len()));
    for (staff_code, figures) in released(app).await {
        kept.push(format!(
            "{staff_code} {}",
            serde_json::to_string(&figures).unwrap()
        ));
    }
    kept
}

/// The figures without what is drawn by lot: ids, hashes, and the order of comments.
fn comparable(released: BTreeMap<String, ProfileFigures>) -> BTreeMap<String, ProfileFigures> {
    let without_lots = |mut figures: ProfileFigures| {
        figures.subject = contract::ids::SubjectId(uuid::Uuid::nil());
        figures.data_hash.clear();
        figures.protocol_hash.clear();
        for comments in &mut figures.comments {
            if let Ok(texts) = comments.texts.get() {
                let mut texts = texts.clone();
                texts.sort_unstable();
                let sorted = serde_json::json!({ "shown": texts });
                comments.texts = serde_json::from_value(sorted).unwrap();
            }
        }
        figures
    };
    let all = released.into_iter();
    all.map(|(staff_code, figures)| (staff_code, without_lots(figures)))
        .collect()
}

#[tokio::test]
async fn a_fresh_folder_is_filled_once_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let (app, steps) = start(folder.path(), NOW).await;
    assert!(accounts::is_fictitious(&app).await.unwrap());
    assert_eq!(
        accounts::organisation(&app).await.unwrap(),
        "Bộ Dịch vụ Dân sinh"
    );
    assert_eq!(steps[0], Step::Marked, "before anything else");
    assert_eq!(steps.last(), Some(&Step::Filled));
    let campaigns = campaigns::list(&app, &Actor::System).await.unwrap();
    let states: Vec<CampaignState> = campaigns.iter().map(|line| line.state).collect();
    assert_eq!(states, [CampaignState::Open, CampaignState::Released]);

    let figures = released(&app).await;
    assert!((20..=30).contains(&figures.len()), "{}", figures.len());
    let show_all = figures
        .values()
        .filter(|of| shows_a_figure_of_every_competency(of));
    assert!(show_all.count() >= 20);
    let cast = standing::cast(&app).await.unwrap();
    assert_shows_every_feature(&figures[&cast.leader]);
    let merged = |of: &&ProfileFigures| of.cells.iter().any(|cell| cell.relations.len() > 1);
    assert!(
        figures.values().any(|of| merged(&of)),
        "some relations are merged"
    );
    let hidden = |of: &&ProfileFigures| {
        [Relation::Peer, Relation::Subordinate]
            .iter()
            .all(|relation| of.withheld.iter().any(|one| one.relation == *relation))
    };
    assert!(figures.values().any(|of| hidden(&of)), "a unit too small");

    let first = guide(&app).await.unwrap();
    assert_invitations_open(&app, &first).await;
    assert_the_leader_reads_his_profile(&app, &first, &cast.leader).await;
    // Somebody answers in the rater's place.
    let [employee, rater] = invitations(&first);
    answer_all(&app, &rater.link).await;

    let before = kept(&app).await;
    end(app).await;
    let (app, steps) = start(folder.path(), NOW + Duration::hours(30)).await;
    assert_eq!(steps, [Step::Found]);
    assert_eq!(kept(&app).await, before);
    let second = guide(&app).await.unwrap();
    let urls = |guide: &Guide| -> Vec<String> {
        let links = guide.sign_in.iter();
        links.map(|(_, link)| link.url.clone()).collect()
    };
    assert_eq!(urls(&first).len(), 4);
    assert!(urls(&first).iter().all(|url| !urls(&second).contains(url)));
    let [same, other] = invitations(&second);
    assert_eq!(same.link, employee.link, "what a browser has begun goes on");
    assert_ne!(other.link, rater.link, "another who has not answered");
    assert_eq!(kept(&app).await, before, "links change nothing else");
    end(app).await;

    let (later, steps) = start(folder.path(), NOW + Duration::days(90)).await;
    assert_eq!(steps, [Step::Found]);
    let third = guide(&later).await.unwrap();
    assert!(
        matches!(third.running, Running::Over(_)),
        "{:?}",
        third.running
    );
    end(later).await;
}

/// The two invitations of a campaign that is open.
fn invitations(guide: &Guide) -> &[Invitation; 2] {
    match &guide.running {
        Running::Open { invitations, .. } => invitations.as_slice().try_into().unwrap(),
        other => panic!("{other:?}"),
    }
}

/// Opened as a browser opens it, each printed invitation shows its tasks.
async fn assert_invitations_open(app: &App, guide: &Guide) {
    let [employee, rater] = invitations(guide);
    assert!(rater.n_tasks >= 4, "three leaders and a superior");
    for invitation in [employee, rater] {
        let code = invitation.link.rsplit('#').next().unwrap().to_owned();
        let mut browser = Browser::new(http::router(app.clone()));
        let open = OpenInvitation { code };
        let answer = browser.post_json("/api/invitations/open", &open).await;
        let list: TaskList = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(list.tasks.len(), invitation.n_tasks as usize);
        assert!(list.tasks.iter().all(|task| task.way == Way::Open));
        let below = |task: &contract::invitations::Task| task.relation == Relation::Subordinate;
        assert_eq!(list.tasks.iter().filter(|task| below(task)).count(), 1);
    }
}

async fn assert_the_leader_reads_his_profile(app: &App, guide: &Guide, leader: &str) {
    let mut browser = Browser::new(http::router(app.clone()));
    let as_leader = |(part, _): &&(Part, accounts::SignInLink)| *part == Part::Leader;
    let (_, link) = guide.sign_in.iter().find(as_leader).unwrap();
    let signed_in = browser.post("/signin", &[("code", &link.url)]).await;
    assert_eq!(signed_in.location(), "/");
    let home = profiles::home(app, &Actor::System).await.unwrap();
    let code = &home.campaigns[0].code;
    let page = browser.get(&format!("/profiles/{code}/{leader}")).await;
    assert!(page.body.contains("<svg"), "{}", page.body);
    assert!(page.body.contains("site-fictitious"));
}

fn shows_a_figure_of_every_competency(figures: &ProfileFigures) -> bool {
    let mut competencies = figures.competencies.iter();
    competencies.all(|of| of.cells.iter().any(|cell| cell.get().is_ok()))
}

fn assert_shows_every_feature(figures: &ProfileFigures) {
    assert!(shows_a_figure_of_every_competency(figures));
    assert!(!figures.withheld.is_empty(), "a withheld relation");
    assert!(
        figures.forced_choice.get().is_ok(),
        "{:?}",
        figures.forced_choice
    );
    let items = || figures.competencies.iter().flat_map(|of| &of.items);
    assert!(items().any(|item| item.zones.iter().any(|of| of.get().is_ok())));
    assert!(figures.comments.iter().any(|of| of.texts.get().is_ok()));
    assert!(figures.competencies.iter().all(|of| of.gap.get().is_ok()));
    assert!(
        figures
            .competencies
            .iter()
            .all(|of| of.merged.get().is_ok())
    );
    // No group of this ministry has the 4k people that agreement and alpha need.
    let needs_more = Withheld::BelowDouble { n: 20 };
    let mut alphas = figures.competencies.iter().flat_map(|of| &of.alpha);
    assert!(alphas.any(|alpha| alpha.get() == Err(&needs_more)));
    let too_few =
        |of: &contract::profiles::WithheldRelation| matches!(of.reason, Withheld::TooFew { .. });
    assert!(figures.withheld.iter().any(too_few));
}

#[tokio::test]
async fn a_filling_that_was_cut_is_begun_anew_and_comes_to_the_same_figures() {
    let folder = tempfile::tempdir().unwrap();
    let cut = Notify::new();
    let tell = |step: Step| {
        if matches!(step, Step::Answering { .. }) {
            cut.notify_one();
        }
    };
    let config = config(folder.path());
    tokio::select! {
        biased;
        () = cut.notified() => {}
        _ = prepare(&config, Clock::Fixed(NOW), &tell) => panic!("it was not cut"),
    }
    let files = standing::files(&config).unwrap();
    assert_eq!(standing::look(files).await.unwrap(), Standing::Cut);

    let (app, steps) = start(folder.path(), NOW).await;
    assert_eq!(steps[..2], [Step::Removed, Step::Marked]);
    let campaigns = campaigns::list(&app, &Actor::System).await.unwrap();
    assert_eq!(campaigns.len(), 2);
    let after_the_cut = comparable(released(&app).await);
    end(app).await;

    // The same seed and the same day: other ids and other codes, and the same figures.
    let folder = tempfile::tempdir().unwrap();
    let (app, _) = start(folder.path(), NOW).await;
    assert_eq!(comparable(released(&app).await), after_the_cut);
    end(app).await;
}

#[tokio::test]
async fn what_the_demo_did_not_make_is_left_alone() {
    let refused = async |folder: &Path| {
        let error = prepare(&config(folder), Clock::Fixed(NOW), &|_| {}).await;
        matches!(error, Err(DemoError::RealData))
    };
    let folder = tempfile::tempdir().unwrap();
    let real = startup::open(&config(folder.path()), Clock::Fixed(NOW))
        .await
        .unwrap();
    let administrator = LinkFor::Role(Role::Administrator);
    let link = accounts::make(&real, &Actor::System, &administrator).await;
    link.unwrap();
    end(real).await;
    assert!(refused(folder.path()).await);
    let real = startup::open(&config(folder.path()), Clock::Fixed(NOW))
        .await
        .unwrap();
    assert!(!accounts::is_fictitious(&real).await.unwrap());
    end(real).await;

    // A ballot vault with somebody's answers, whose roster is not here.
    let folder = tempfile::tempdir().unwrap();
    let config = config(folder.path());
    let real = startup::open(&config, Clock::Fixed(NOW)).await.unwrap();
    let somebodys = NewBox {
        campaign: uuid::Uuid::from_u128(1),
        envelope_bytes: 4_096,
        protocol: String::new(),
        instrument: String::new(),
    };
    real.ballots.open_box(somebodys).await.unwrap();
    end(real).await;
    let [roster, ballots] = standing::files(&config).unwrap();
    std::fs::remove_file(roster).unwrap();
    assert!(refused(folder.path()).await);
    assert!(ballots.exists());
}

#[tokio::test]
async fn vaults_elsewhere_and_a_second_filling_at_once_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings {
        data: Some(folder.path().join("data")),
        roster_url: Some("postgres://a@127.0.0.1:1/a".parse().unwrap()),
        ..Settings::default()
    };
    let elsewhere = settings.resolve().unwrap();
    let error = prepare(&elsewhere, Clock::Fixed(NOW), &|_| {}).await;
    assert!(matches!(error, Err(DemoError::VaultElsewhere)));
    assert!(!folder.path().join("data").exists());

    let config = config(folder.path());
    std::fs::create_dir(&config.data).unwrap();
    let _held = lock(&config.data).unwrap();
    let error = prepare(&config, Clock::Fixed(NOW), &|_| {}).await;
    assert!(matches!(error, Err(DemoError::Busy)));
    assert!(!config.data.join("roster.db").exists());
}

/// Takes all assignments of an invitation, as its browser does before it sends anything.
async fn answer_all(app: &App, link: &str) {
    let code = link.rsplit('#').next().unwrap();
    let opened = crate::ballots::session::open_by_link(&app.roster, code)
        .await
        .unwrap();
    let list = crate::ballots::tasks::task_list(&app.roster, &app.keys, &opened.rater)
        .await
        .unwrap();
    answering::Browser::issue(app, &opened.rater, &list)
        .await
        .unwrap();
}
