//! What an import does to the roster.

use contract::people::{Change, Column, Merger};
use rstest::rstest;
use store::Engine;
use time::macros::date;

use super::uses::*;

#[rstest]
#[tokio::test]
async fn people_posts_units_and_mergers_arrive_as_the_file_states_them(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let ministry = Ministry::new(engine).await;
    let mut head = row("V1")
        .name("  Trần  Thị Hương ")
        .post("Vụ trưởng")
        .head()
        .reporting_to("BT");
    head.address = "đồng chí";
    let files = with_units(
        file(&[
            head.email("huong@bo.vn").from("2024-02-29"),
            row("BT").post("Bộ trưởng").unit(" Bộ / ").head().from(""),
            row("V1")
                .name("Trần Thị Hương")
                .post("Phụ trách")
                .kind("kiêm nhiệm")
                .field("Đào tạo")
                .unit("Bộ/Vụ B/Phòng 1")
                .reporting_to("BT|V2")
                .to("31/12/2026"),
            row("V2").reporting_to("V1"),
        ]),
        "don vi,don vi tien than,tu ngay\nBộ/Vụ A,Bộ cũ/Vụ X,01/03/2025\n",
    );
    let run = ministry.import(files).await;
    assert_eq!((run.additions.n, run.new_units.n, run.mergers.n), (3, 4, 1));
    assert_eq!(
        ministry.roster().await,
        [
            "BT Nguyễn Văn BT - -",
            "BT | Bộ | Bộ trưởng | regular | - | head … → … | ",
            "V1 Trần Thị Hương đồng chí huong@bo.vn",
            "V1 | Bộ/Vụ A | Vụ trưởng | regular | - | head 2024-02-29 → … | BT",
            "V1 | Bộ/Vụ B/Phòng 1 | Phụ trách | concurrent | Đào tạo | 2024-01-01 → 2026-12-31 | BT V2",
            "V2 Nguyễn Văn V2 - -",
            "V2 | Bộ/Vụ A | Chuyên viên | regular | - | 2024-01-01 → … | V1",
            "merger Bộ/Vụ A < Bộ cũ/Vụ X Some(2025-03-01)",
            "unit Bộ",
            "unit Bộ/Vụ A",
            "unit Bộ/Vụ B",
            "unit Bộ/Vụ B/Phòng 1",
        ]
    );
}

#[rstest]
#[tokio::test]
async fn a_change_names_its_columns_and_touches_nobody_else(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let ministry = Ministry::new(engine).await;
    ministry
        .import(file(&[row("A"), row("B").reporting_to("A"), row("C")]))
        .await;
    let run = ministry
        .import(file(&[
            row("B")
                .reporting_to("C A")
                .email("b@bo.vn")
                .field("Đào tạo"),
            row("C"),
        ]))
        .await;
    let change = Change {
        staff_code: "B".to_owned(),
        full_name: "Nguyễn Văn B".to_owned(),
        columns: vec![Column::Email, Column::Field, Column::ReportsTo],
    };
    assert_eq!(
        (run.additions.n, run.changes.first, run.removals.n),
        (0, vec![change], 0)
    );
    assert_eq!(
        ministry.roster().await[..6],
        [
            "A Nguyễn Văn A - -",
            "A | Bộ/Vụ A | Chuyên viên | regular | - | 2024-01-01 → … | ",
            "B Nguyễn Văn B - b@bo.vn",
            "B | Bộ/Vụ A | Chuyên viên | regular | Đào tạo | 2024-01-01 → … | C A",
            "C Nguyễn Văn C - -",
            "C | Bộ/Vụ A | Chuyên viên | regular | - | 2024-01-01 → … | ",
        ]
    );
}

#[tokio::test]
async fn a_post_named_no_more_ends_the_day_before_and_one_not_begun_is_taken_back() {
    let ministry = Ministry::new(Engine::Sqlite).await;
    ministry
        .import(file(&[
            row("A"),
            row("A")
                .unit("Bộ/Vụ C")
                .from("01/01/2027")
                .reporting_to("B"),
            row("A").unit("Bộ/Vụ D").from("01/01/2019").to("31/12/2019"),
            row("B"),
        ]))
        .await;
    let run = ministry
        .import(file(&[row("A")
            .unit("Bộ/Vụ B")
            .post("Phó Vụ trưởng")
            .from("01/10/2026")]))
        .await;
    assert_eq!(
        run.changes.first[0].columns,
        [Column::UnitPath, Column::Post, Column::To]
    );
    let roster = ministry.roster().await;
    assert_eq!(
        roster
            .iter()
            .filter(|line| line.starts_with("A |"))
            .collect::<Vec<_>>(),
        [
            "A | Bộ/Vụ A | Chuyên viên | regular | - | 2024-01-01 → 2026-10-04 | ",
            "A | Bộ/Vụ B | Phó Vụ trưởng | regular | - | 2026-10-01 → … | ",
            "A | Bộ/Vụ D | Chuyên viên | regular | - | 2019-01-01 → 2019-12-31 | ",
        ]
    );
}

#[tokio::test]
async fn a_corrected_title_is_the_same_post() {
    let ministry = Ministry::new(Engine::Sqlite).await;
    ministry.import(file(&[row("A").post("Vụ trưởg")])).await;
    let run = ministry.import(file(&[row("A").post("Vụ trưởng")])).await;
    assert_eq!(run.changes.first[0].columns, [Column::Post]);
    let posts = ministry.roster().await;
    assert_eq!(
        posts.iter().filter(|line| line.starts_with("A |")).count(),
        1
    );
}

#[rstest]
#[tokio::test]
async fn who_is_not_in_a_complete_file_leaves_and_may_come_back(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let ministry = Ministry::new(engine).await;
    ministry
        .import(file(&[
            row("A"),
            row("B").head(),
            row("C").reporting_to("B"),
        ]))
        .await;
    let partial = ministry.try_out(file(&[row("A")])).await;
    assert_eq!(partial.removals.n, 0);
    assert!(!partial.changes_anything());

    let run = ministry
        .import(whole(file(&[row("A"), row("C").reporting_to("A")])))
        .await;
    assert_eq!(run.removals.first[0].staff_code, "B");
    let roster = ministry.roster().await;
    assert_eq!(roster[2], "B Nguyễn Văn B - - (left)");
    assert!(
        roster[3].contains("head 2024-01-01 → 2026-10-04"),
        "{roster:?}"
    );

    let back = ministry
        .import(file(&[row("B")
            .from("01/11/2026")
            .post("Vụ trưởng")
            .head()]))
        .await;
    assert_eq!((back.additions.n, back.changes.n), (1, 0));
    let roster = ministry.roster().await;
    assert_eq!(roster[2], "B Nguyễn Văn B - -");
    assert_eq!(
        roster.iter().filter(|line| line.starts_with("B |")).count(),
        2
    );
}

#[tokio::test]
async fn a_superior_who_leaves_is_an_unknown_superior() {
    let ministry = Ministry::new(Engine::Sqlite).await;
    ministry
        .import(file(&[row("A"), row("B").reporting_to("A")]))
        .await;
    let run = ministry.try_out(file(&[row("B").reporting_to("A")])).await;
    assert_eq!(run.faults.n, 0);
    let run = ministry
        .try_out(whole(file(&[row("B").reporting_to("A")])))
        .await;
    assert_eq!(in_people(run.faults.first)[0].0, Some(2));
}

#[tokio::test]
async fn heads_and_circles_are_checked_against_those_who_stay() {
    let ministry = Ministry::new(Engine::Sqlite).await;
    ministry
        .import(file(&[
            row("A").head().reporting_to("T"),
            row("T"),
            row("B").reporting_to("A"),
        ]))
        .await;
    let run = ministry
        .try_out(file(&[row("N").head(), row("T").reporting_to("B")]))
        .await;
    let found = in_people(run.faults.first);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        format!("{:?}", found[0])
            .contains("OverlappingHeads { other_row: None, staff_code: \"A\" }")
    );
    assert!(format!("{:?}", found[1]).contains("staff_codes: [\"T\", \"B\", \"A\"]"));

    // The old head steps down in the same file.
    let run = ministry
        .try_out(file(&[
            row("N").head().from("01/10/2026"),
            row("A").head().reporting_to("T").to("30/09/2026"),
        ]))
        .await;
    assert_eq!(run.faults.n, 0);
}

#[tokio::test]
async fn a_head_who_moved_does_not_stand_in_the_way_of_the_next_import() {
    let ministry = Ministry::new(Engine::Sqlite).await;
    ministry.import(file(&[row("A").head()])).await;
    // A moved on in September, N followed at once; the file came in October.
    let moved = [
        row("A").unit("Bộ/Vụ B").from("01/09/2026"),
        row("N").head().from("01/09/2026"),
    ];
    ministry.import(file(&moved)).await;
    let again = ministry.try_out(file(&moved)).await;
    assert_eq!(again.faults.n, 0);
    assert!(!again.changes_anything(), "{again:?}");
}

#[tokio::test]
async fn without_the_column_forms_of_address_stay() {
    let ministry = Ministry::new(Engine::Sqlite).await;
    let mut addressed = row("A");
    addressed.address = "đồng chí";
    ministry.import(file(&[addressed])).await;
    let without = "mã cán bộ,họ và tên,thư điện tử,đơn vị,chức vụ,loại chức vụ,lĩnh vực phụ trách,\
        người đứng đầu,báo cáo cho,từ ngày,đến ngày\n\
        A,Nguyễn Văn An,,Bộ/Vụ A,Chuyên viên,,,,,01/01/2024,\n";
    let run = ministry.import(bytes(without)).await;
    assert_eq!(run.changes.first[0].columns, [Column::FullName]);
    assert_eq!(ministry.roster().await[0], "A Nguyễn Văn An đồng chí -");
}

#[tokio::test]
async fn mergers_change_their_day_and_go_with_a_complete_file_only() {
    let ministry = Ministry::new(Engine::Sqlite).await;
    let heading = "unit,predecessor,merged on\n";
    let people = || file(&[row("A")]);
    let first = format!("{heading}Bộ/Vụ A,X,01/03/2025\nBộ/Vụ A,Y,\n");
    ministry.import(with_units(people(), &first)).await;
    let second = format!("{heading}Bộ/Vụ A,X,02/03/2025\n");
    let run = ministry.import(with_units(people(), &second)).await;
    let merger = Merger {
        unit_path: "Bộ/Vụ A".to_owned(),
        predecessor_path: "X".to_owned(),
        merged_on: Some(date!(2025 - 03 - 02)),
    };
    assert_eq!(
        (run.mergers.first, run.dropped_mergers.n),
        (vec![merger], 0)
    );
    let run = ministry.import(whole(with_units(people(), &second))).await;
    assert_eq!((run.mergers.n, run.dropped_mergers.n), (0, 1));
    let left: Vec<String> = ministry.roster().await;
    assert_eq!(
        left.iter()
            .filter(|line| line.starts_with("merger"))
            .count(),
        1
    );
}
