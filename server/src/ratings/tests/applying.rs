//! What an import leaves in the two vaults, and what must be in neither.

use contract::campaigns::{CampaignState, Purpose};
use contract::error::{AppError, Fault, Refusal};
use contract::ids::CampaignId;
use contract::raters::Relation;
use contract::ratings::{RatingsFaultKind as Kind, Standing};
use rstest::rstest;
use sea_orm_migration::sea_orm::{ConnectionTrait, EntityTrait, Statement};
use store::Engine;
use store::ballots::StoredBallot;
use store::ballots::entities::ballot;
use store::roster::campaigns::StoredCampaign;

use super::uses::*;
use crate::accounts::Actor;
use crate::campaigns::{self, Seen, kept};
use crate::instruments::{self, Source};
use crate::profiles;
use crate::ratings::apply;
use crate::state::App;

pub async fn campaign(app: &App) -> StoredCampaign {
    kept::find(&app.roster, "khao-sat").await.unwrap()
}

pub async fn ballots(app: &App) -> Vec<StoredBallot> {
    let mut rows = ballot::Entity::find()
        .all(app.ballots.vault().reader())
        .await
        .unwrap();
    rows.sort_by_key(|row| row.id);
    rows
}

/// Relation and levels of the ballots about a subject, sorted; −1 for a blank.
async fn about(app: &App, staff_code: &str) -> Vec<(String, [f64; 2])> {
    let id = campaign(app).await.id;
    let subject = app.roster.subject_by_staff_code(id, staff_code).await;
    let subject = subject.unwrap().unwrap().id;
    let levels = |row: &StoredBallot| {
        let (eights, rest) = row.levels.as_chunks::<8>();
        assert!(rest.is_empty());
        let level = |at: usize| {
            let level = f64::from_le_bytes(eights[at]);
            if level.is_nan() { -1.0 } else { level }
        };
        [level(0), level(1)]
    };
    let mut found: Vec<(String, [f64; 2])> = ballots(app)
        .await
        .iter()
        .filter(|row| row.subject == subject)
        .map(|row| (row.relation.clone(), levels(row)))
        .collect();
    found.sort_by(|one, other| one.partial_cmp(other).unwrap());
    found
}

#[rstest]
#[tokio::test]
async fn a_file_becomes_a_closed_campaign_with_an_instrument_of_its_own(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let program = Program::new(engine).await;
    let app = &program.app;
    program.import(good()).await;

    let row = campaign(app).await;
    assert_eq!(kept::state(&row).unwrap(), CampaignState::Closed);
    assert!(row.imported && !row.handed_out);
    let protocol = kept::protocol(&row).unwrap();
    assert_eq!(protocol.purpose, Purpose::Development);
    assert_eq!((protocol.k, protocol.k_text), (5, 5));
    assert_eq!(
        (protocol.opens_on.as_str(), protocol.closes_on.as_str()),
        ("2026-06-01", "2026-06-30")
    );
    let mut invited: Vec<[u32; 3]> = protocol
        .subjects
        .iter()
        .map(|of| Relation::OTHERS.map(|relation| of.n_invited(relation)))
        .collect();
    invited.sort_unstable();
    assert_eq!(invited, [[0, 0, 6], [0, 2, 6]]);

    let instrument = instruments::find(&app.roster, &protocol.instrument, 1)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(instruments::validate(&instrument, Source::Imported), []);
    let items: Vec<(&str, &str)> = instrument
        .items
        .iter()
        .map(|item| (item.id.as_str(), item.short.vi.as_str()))
        .collect();
    assert_eq!(items, [("gan-ket", "Gắn kết"), ("dan-dat", "Dẫn dắt")]);
    assert_eq!(instrument.competencies.len(), 1);
    // Nobody can be asked with it.
    assert!(
        instruments::newest(&app.roster, &instrument.id)
            .await
            .unwrap()
            .is_none()
    );

    let subordinate = |levels| ("subordinate".to_owned(), levels);
    let peer = |levels| ("peer".to_owned(), levels);
    assert_eq!(
        about(app, "CB1").await,
        [
            [1.0, 2.0],
            [2.0, 3.0],
            [3.0, 3.5],
            [3.0, 4.0],
            [4.0, 5.0],
            [5.0, -1.0]
        ]
        .map(subordinate)
    );
    assert_eq!(
        about(app, "CB2").await,
        [
            peer([2.0, 2.0]),
            peer([3.0, 2.0]),
            subordinate([4.0, 4.0]),
            subordinate([4.0, 4.0]),
            subordinate([4.0, 4.0]),
            subordinate([4.0, 4.0]),
            subordinate([5.0, 4.0]),
            subordinate([5.0, 4.0]),
        ]
    );
    let audit = app.roster.audit_rows().await.unwrap();
    assert_eq!(audit.len(), 1);
    assert_eq!(audit[0].action, "ratings_imported");
    assert!(
        audit[0]
            .detail
            .starts_with("khao-sat 14 ratings of 2 subjects")
    );
}

#[tokio::test]
async fn groups_make_competencies_in_both_languages_and_order_the_items() {
    let program = Program::new(Engine::Sqlite).await;
    let mut grouped = form();
    grouped.items.clear();
    grouped.group = vec![
        "Dẫn dắt|Leading=Dẫn dắt".to_owned(),
        "Gắn kết=Gắn kết".to_owned(),
    ];
    program.import(file(FILE, grouped)).await;
    let held = program
        .app
        .ballots
        .find_box(campaign(&program.app).await.id);
    let instrument: contract::instruments::Instrument =
        serde_json::from_str(&held.await.unwrap().unwrap().instrument).unwrap();
    let titles: Vec<(&str, &str)> = instrument
        .competencies
        .iter()
        .map(|of| (of.title.vi.as_str(), of.title.en.as_str()))
        .collect();
    assert_eq!(titles, [("Dẫn dắt", "Leading"), ("Gắn kết", "Gắn kết")]);
    assert_eq!(instruments::validate(&instrument, Source::Imported), []);
    assert_eq!(about(&program.app, "CB1").await[0].1, [-1.0, 5.0]);
}

#[tokio::test]
async fn the_results_are_released_and_read_like_any_other() {
    let program = Program::new(Engine::Sqlite).await;
    let app = &program.app;
    program.import(good()).await;
    let unread = profiles::profile(app, &Actor::System, "khao-sat", "CB1").await;
    assert!(matches!(unread, Err(AppError::NotFound)));
    campaigns::release(app, &Actor::System, "khao-sat")
        .await
        .unwrap();
    let profile = profiles::profile(app, &Actor::System, "khao-sat", "CB1")
        .await
        .unwrap();
    assert_eq!(profile.subject.full_name, "CB1");
    // (1 + 2 + 3 + 4 + 5 + 3)/6 is 3.0, in quarters as of six people.
    let item = &profile.figures.competencies[0].items[0];
    assert_eq!(item.cells[0].get().unwrap().estimate, 3.0);
    assert!(profile.figures.overall.is_none());
}

/// A pseudonym of a rater beside an answer would tie the answers of one rater together.
#[tokio::test]
async fn who_rated_is_in_neither_vault() {
    let program = Program::new(Engine::Sqlite).await;
    let content = FILE.replace(",a,", ",rater-7f3a9c-of-the-file,");
    program.import(file(content, form())).await;
    for vault in [program.app.roster.vault(), program.app.ballots.vault()] {
        let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
        vault.writer().execute_unprepared(checkpoint).await.unwrap();
    }
    for name in ["roster.db", "ballots.db"] {
        let bytes = std::fs::read(program.vaults.folder.path().join(name)).unwrap();
        let holds = |text: &str| {
            bytes
                .windows(text.len())
                .any(|part| part == text.as_bytes())
        };
        assert!(!holds("rater-7f3a9c"), "{name}");
        // The search itself finds what is there.
        assert!(holds("khao-sat"), "{name}");
    }
}

#[tokio::test]
async fn answers_lie_in_an_order_that_was_drawn() {
    let program = Program::new(Engine::Sqlite).await;
    let mut one = form();
    one.scale = "0:100".to_owned();
    one.items = vec!["Gắn kết".to_owned()];
    let rows: String = (0..100)
        .map(|n| format!("CB1,cấp dưới,r{n},{n},\nCB1,đồng cấp,p{n},{n},\n"))
        .collect();
    let content = format!("Mã,Nhóm,Ai,Gắn kết,Dẫn dắt\n{rows}");
    program.import(file(content, one)).await;
    let vault = program.app.ballots.vault();
    let query = "SELECT levels FROM ballot ORDER BY rowid";
    let rows = vault
        .reader()
        .query_all_raw(Statement::from_string(vault.backend(), query))
        .await
        .unwrap();
    let levels: Vec<f64> = rows
        .iter()
        .map(|row| row.try_get::<Vec<u8>>("", "levels").unwrap())
        .map(|bytes| f64::from_le_bytes(bytes.try_into().unwrap()))
        .collect();
    let n_rising = levels.windows(2).filter(|pair| pair[0] <= pair[1]).count();
    // In the order of the file all 199 would rise; by chance about half do.
    assert!((60..140).contains(&n_rising), "{n_rising}");
}

#[tokio::test]
async fn what_changed_since_the_dry_run_is_not_imported() {
    let program = Program::new(Engine::Sqlite).await;
    let run = program.try_out(good()).await;
    let changed = file(FILE.replacen("1,2", "1,3", 1), form());
    let refused = apply(&program.app, &Actor::System, changed, &run.hash).await;
    assert!(matches!(
        refused,
        Err(AppError::Refused(Refusal::DryRunIsStale))
    ));
    let wrong = file(FILE.replacen("1,2", "1,x", 1), form());
    let hash = program.try_out(wrong.clone()).await.hash;
    let refused = apply(&program.app, &Actor::System, wrong, &hash).await;
    assert!(matches!(
        refused,
        Err(AppError::Refused(Refusal::FileHasFaults))
    ));
    assert!(program.app.roster.campaigns().await.unwrap().is_empty());
}

#[rstest]
#[tokio::test]
async fn the_same_import_again_writes_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let program = Program::new(engine).await;
    let app = &program.app;
    program.import(good()).await;
    let before = (campaign(app).await, ballots(app).await);
    let salt = app.ballots.salt_of_answers(before.0.id).await.unwrap();
    assert!(salt.is_some(), "the hash of imported answers is salted too");
    let again = program.import(good()).await;
    assert_eq!(again.standing, Standing::Done);
    assert_eq!((campaign(app).await, ballots(app).await), before);
    let kept = app.ballots.salt_of_answers(before.0.id).await.unwrap();
    assert_eq!(kept, salt);
    assert_eq!(app.roster.audit_rows().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_code_that_is_taken_is_told_and_nothing_is_overwritten() {
    let program = Program::new(Engine::Sqlite).await;
    program.import(good()).await;
    let other = file(FILE.replacen("1,2", "1,3", 1), form());
    assert_eq!(
        program.faults(other).await,
        [("--code".to_owned(), Kind::Form(Fault::Taken))]
    );
    let id = uuid::Uuid::from_u128(5);
    program
        .app
        .roster
        .create_draft(id, "nhap", "{}")
        .await
        .unwrap();
    let mut draft = form();
    draft.code = "NHAP".to_owned();
    assert_eq!(
        program.faults(file(FILE, draft)).await,
        [("--code".to_owned(), Kind::Form(Fault::Taken))]
    );
}

#[tokio::test]
async fn the_page_of_the_campaign_says_that_it_was_imported() {
    let program = Program::new(Engine::Sqlite).await;
    program.import(good()).await;
    let seen = campaigns::view(&program.app, &Actor::System, "khao-sat", 1)
        .await
        .unwrap();
    let Seen::Frozen(view) = seen else {
        panic!("it is no draft")
    };
    assert!(view.imported && view.tallied);
    assert_eq!(view.progress, None);
    assert_eq!(view.instrument_title.vi, "Khảo sát cũ");
    assert_eq!(view.head.id, CampaignId(campaign(&program.app).await.id));
}
