//! What a dry run finds in a file that is right, and what it leaves alone.

use contract::campaigns::Weights;
use contract::raters::Relation;
use contract::ratings::{ItemFound, RatersFound, RelationFound, Standing, WeightsFound};
use store::Engine;

use super::uses::*;
use crate::ratings::dry_run;

#[tokio::test]
async fn rows_subjects_groups_and_ranges_are_counted() {
    let program = Program::new(Engine::Sqlite).await;
    let content = format!("{FILE}CB3,cấp dưới,a,,\n");
    let run = program.try_out(file(content, form())).await;
    assert_eq!((run.n_rows, run.n_blank_rows, run.n_subjects), (15, 1, 2));
    assert_eq!(
        run.relations,
        [
            RelationFound {
                relation: Relation::Peer,
                n_ballots: 2,
                n_subjects: 1,
                n_below_k: 1
            },
            RelationFound {
                relation: Relation::Subordinate,
                n_ballots: 12,
                n_subjects: 2,
                n_below_k: 0
            },
        ]
    );
    assert_eq!(
        run.items,
        [
            ItemFound {
                heading: "Gắn kết".to_owned(),
                n_values: 14,
                n_missing: 0,
                range: Some((1.0, 5.0))
            },
            ItemFound {
                heading: "Dẫn dắt".to_owned(),
                n_values: 13,
                n_missing: 1,
                range: Some((2.0, 5.0))
            },
        ]
    );
    assert_eq!(
        run.weights,
        WeightsFound::Decided(Weights {
            superior_permille: 0,
            peer_permille: 400,
            subordinate_permille: 600
        })
    );
    assert_eq!(
        (run.raters, run.standing),
        (RatersFound::Different(8), Standing::New)
    );
}

#[tokio::test]
async fn a_dry_run_writes_nothing() {
    let program = Program::new(Engine::Sqlite).await;
    program.try_out(good()).await;
    let roster = &program.app.roster;
    assert!(roster.campaigns().await.unwrap().is_empty());
    assert!(roster.newest_instruments().await.unwrap().is_empty());
    assert!(roster.audit_rows().await.unwrap().is_empty());
}

#[tokio::test]
async fn the_weight_of_the_only_group_is_the_whole_and_nothing_is_asked() {
    let program = Program::new(Engine::Sqlite).await;
    let mut alone = form();
    alone.relation_column.clear();
    alone.relation = "cấp dưới".to_owned();
    alone.weights.clear();
    alone.merge.clear();
    let content = FILE.replace("CB2,đồng cấp,g,2,2\nCB2,đồng cấp,h,3,2\n", "");
    let run = program.try_out(file(content, alone)).await;
    assert_eq!(run.faults.first, []);
    assert_eq!(run.weights, WeightsFound::Whole(Relation::Subordinate));
}

#[tokio::test]
async fn without_a_column_of_raters_repeats_cannot_be_found_and_that_is_said() {
    let program = Program::new(Engine::Sqlite).await;
    let mut unnamed = form();
    unnamed.rater.clear();
    let content = FILE.replace("CB1,cấp dưới,b", "CB1,cấp dưới,a");
    let run = program.try_out(file(content, unnamed)).await;
    assert_eq!((run.faults.n, run.raters), (0, RatersFound::NotNamed));
}

#[tokio::test]
async fn the_hash_is_of_the_file_and_of_everything_said_about_it() {
    let program = Program::new(Engine::Sqlite).await;
    let hash = async |file| program.try_out(file).await.hash;
    let first = hash(good()).await;
    assert_eq!(first, hash(good()).await);
    let mut other = form();
    other.k = "6".to_owned();
    assert_ne!(first, hash(file(FILE, other)).await);
    assert_ne!(
        first,
        hash(file(FILE.replacen("1,2", "1,3", 1), form())).await
    );
}

#[tokio::test]
async fn separators_marks_and_decimal_commas_are_read_as_spreadsheets_write_them() {
    let program = Program::new(Engine::Sqlite).await;
    let content = format!("\u{feff}{}", FILE.replace(',', ";").replace("3.5", "3,5"));
    let run = program.try_out(file(content, form())).await;
    assert_eq!(run.faults.first, []);
    assert_eq!(run.items, program.try_out(good()).await.items);
}

#[tokio::test]
async fn a_heading_with_a_comma_is_found_when_it_stands_alone() {
    let program = Program::new(Engine::Sqlite).await;
    let content = FILE.replacen("Dẫn dắt", "\"Dẫn dắt, gương mẫu\"", 1);
    let mut named = form();
    named.items = vec!["Gắn kết".to_owned(), "Dẫn dắt, gương mẫu".to_owned()];
    let run = program.try_out(file(content, named)).await;
    assert_eq!(run.faults.first, []);
    assert_eq!(run.items[1].heading, "Dẫn dắt, gương mẫu");
}

#[tokio::test]
async fn only_administrators_import_ratings() {
    use crate::accounts::{Actor, Staff};
    use contract::accounts::Role;
    use contract::error::AppError;
    let program = Program::new(Engine::Sqlite).await;
    for role in [Role::Analyst, Role::Member] {
        let actor = Actor::Staff(Staff {
            account: contract::ids::AccountId(uuid::Uuid::nil()),
            role,
            person: None,
            name: String::new(),
        });
        let refused = dry_run(&program.app, &actor, good()).await;
        assert!(matches!(refused, Err(AppError::NotFound)), "{role:?}");
    }
}
