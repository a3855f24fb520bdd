//! Every fault is found, at its row and column, and only there.

use contract::people::Column as C;
use contract::people::{ImportFault, ImportFaultKind as Kind, ImportFile};

use super::uses::*;

#[test]
fn a_sound_file_has_no_faults() {
    let files = file(&[
        row("BT").post("Bộ trưởng").unit("Bộ").head(),
        row("V1").post("Vụ trưởng").head().reporting_to("BT"),
        row("V2")
            .post("Phó Vụ trưởng")
            .field("Đào tạo")
            .reporting_to("V1 BT"),
        // an acting head of one unit is deputy of another
        row("V2")
            .post("Quyền Vụ trưởng")
            .kind("quyền")
            .unit("Bộ/Vụ B")
            .head()
            .reporting_to("BT"),
        row("V3")
            .post("Phó Vụ trưởng")
            .kind("phụ trách")
            .unit("Bộ/Vụ B")
            .reporting_to("V2"),
    ]);
    let run = try_out(files);
    assert_eq!(run.faults.first, []);
    assert_eq!((run.n_rows, run.additions.n, run.new_units.n), (5, 4, 3));
}

#[test]
fn an_unknown_superior_is_named() {
    let found = faults(file(&[row("A").reporting_to("B; X1|X2"), row("B")]));
    let unknown = |code: &str| {
        let staff_code = code.to_owned();
        (
            Some(2),
            Some(C::ReportsTo),
            Kind::UnknownSuperior { staff_code },
        )
    };
    assert_eq!(found, [unknown("X1"), unknown("X2")]);
}

#[test]
fn a_row_with_a_fault_lends_its_code_to_others_and_its_superiors_are_checked() {
    let wrong = row("B").from("hôm qua").reporting_to("X");
    let found = faults(file(&[row("A").reporting_to("B"), wrong]));
    let text = "hôm qua".to_owned();
    let staff_code = "X".to_owned();
    assert_eq!(
        found,
        [
            (
                Some(3),
                Some(C::ReportsTo),
                Kind::UnknownSuperior { staff_code }
            ),
            (Some(3), Some(C::From), Kind::UnreadableDate { text }),
        ]
    );
}

fn circle(row: u32, codes: &[&str]) -> (Option<u32>, Option<C>, Kind) {
    let kind = Kind::ReportingCycle {
        staff_codes: codes.iter().map(|code| (*code).to_owned()).collect(),
        n_people: u32::try_from(codes.len()).unwrap(),
    };
    (Some(row), Some(C::ReportsTo), kind)
}

#[test]
fn a_circle_is_said_once_at_its_first_row() {
    let found = faults(file(&[
        row("T").reporting_to("B"),
        row("C").reporting_to("A"),
        row("A").reporting_to("B"),
        row("B").reporting_to("C"),
    ]));
    assert_eq!(found, [circle(3, &["C", "A", "B"])]);
}

#[test]
fn two_circles_are_two_faults_and_who_reports_to_himself_is_a_third() {
    let found = faults(file(&[
        row("A").reporting_to("B"),
        row("B").reporting_to("A"),
        row("C").reporting_to("D"),
        row("D").reporting_to("C"),
        row("E").reporting_to("E"),
    ]));
    assert_eq!(
        found,
        [
            circle(2, &["A", "B"]),
            circle(4, &["C", "D"]),
            circle(6, &["E"])
        ]
    );
}

#[test]
fn a_circle_through_the_second_post_of_a_person_is_found() {
    let found = faults(file(&[
        row("A").reporting_to("T"),
        row("A")
            .post("Trưởng phòng")
            .kind("kiêm nhiệm")
            .reporting_to("B"),
        row("B").reporting_to("A"),
        row("T"),
    ]));
    assert_eq!(found, [circle(3, &["A", "B"])]);
}

#[test]
fn lines_that_never_hold_on_one_day_make_no_circle() {
    let found = faults(file(&[
        row("A")
            .reporting_to("B")
            .from("01/01/2020")
            .to("31/12/2026"),
        row("B").reporting_to("A").from("01/01/2027"),
        row("B").from("01/01/2020").to("31/12/2026"),
        row("A").from("01/01/2027"),
    ]));
    assert_eq!(found, []);
}

#[test]
fn a_circle_that_begins_on_a_later_day_is_found() {
    let found = faults(file(&[
        row("A").reporting_to("B"),
        row("B").reporting_to("A").from("01/03/2027"),
    ]));
    assert_eq!(found, [circle(2, &["A", "B"])]);
}

#[test]
fn functional_lines_may_cross() {
    let found = faults(file(&[
        row("T"),
        row("A").reporting_to("T B"),
        row("B").reporting_to("A"),
    ]));
    assert_eq!(found, []);
}

#[test]
fn a_long_circle_is_told_by_its_beginning() {
    let rows: Vec<Row> = (0..50)
        .map(|at| row(&format!("P{at}")).reporting_to(&format!("P{}", (at + 1) % 50)))
        .collect();
    let found = faults(file(&rows));
    let [
        (
            Some(2),
            Some(C::ReportsTo),
            Kind::ReportingCycle {
                staff_codes,
                n_people: 50,
            },
        ),
    ] = &found[..]
    else {
        panic!("{found:?}")
    };
    assert_eq!(staff_codes.len(), 12);
    assert_eq!(staff_codes[..3], ["P0", "P1", "P2"]);
}

#[test]
fn one_code_for_two_people_is_a_fault_and_one_person_with_two_posts_is_none() {
    let found = faults(file(&[
        row("A").email("a@bo.vn"),
        row("A").post("Kiêm nhiệm").kind("kiêm nhiệm"),
        row("A").name("Lê Thị Bình").unit("Bộ/Vụ B"),
        row("A").email("b@bo.vn").unit("Bộ/Vụ C"),
    ]));
    let twice = |row| {
        (
            Some(row),
            Some(C::StaffCode),
            Kind::DuplicateCode { first_row: 2 },
        )
    };
    assert_eq!(found, [twice(4), twice(5)]);
}

#[test]
fn the_same_post_twice_at_one_time_is_a_fault() {
    let found = faults(file(&[
        row("A").from("01/01/2020").to("31/12/2021"),
        row("A").from("01/01/2022"),
        row("A").from("01/06/2023"),
        row("A").from("01/06/2023").field("Đào tạo"),
    ]));
    assert_eq!(
        found,
        [(Some(4), None, Kind::DuplicatePost { first_row: 3 })]
    );
}

fn heads(row: u32, other_row: Option<u32>, code: &str) -> (Option<u32>, Option<C>, Kind) {
    let staff_code = code.to_owned();
    (
        Some(row),
        Some(C::HeadOfUnit),
        Kind::OverlappingHeads {
            other_row,
            staff_code,
        },
    )
}

#[test]
fn two_heads_of_one_unit_at_one_time_are_both_named() {
    let found = faults(file(&[
        row("A").head(),
        row("B").head(),
        row("C").head().unit("Bộ/Vụ B"),
    ]));
    assert_eq!(found, [heads(2, Some(3), "B"), heads(3, Some(2), "A")]);
}

#[test]
fn heads_may_follow_each_other_day_by_day() {
    let handover = |first: &str| {
        faults(file(&[
            row("A").head().from("01/01/2020").to("31/05/2026"),
            row("B").head().from(first),
        ]))
    };
    assert_eq!(handover("01/06/2026"), []);
    assert_eq!(
        handover("31/05/2026"),
        [heads(2, Some(3), "B"), heads(3, Some(2), "A")]
    );
}

#[test]
fn a_head_with_two_posts_in_the_unit_does_not_overlap_with_himself() {
    let found = faults(file(&[row("A").head(), row("A").post("Bí thư").head()]));
    assert_eq!(found, []);
}

#[test]
fn a_short_reign_inside_a_long_one_is_found_whatever_comes_between() {
    let found = faults(file(&[
        row("A").head().from("01/01/2010"),
        row("A")
            .post("Bí thư")
            .head()
            .from("01/01/2011")
            .to("31/12/2011"),
        row("B").head().from("01/01/2015").to("01/02/2015"),
    ]));
    assert_eq!(found, [heads(2, Some(4), "B"), heads(4, Some(2), "A")]);
}

#[test]
fn fields_are_checked_one_by_one_and_all_are_said() {
    let mut bad = row("A B")
        .email("an@")
        .from("31/02/2026")
        .to("x")
        .kind("hợp đồng");
    bad.head = "đúng thế";
    bad.name = " ".to_owned();
    bad.unit = " / ".to_owned();
    bad.post = "x".repeat(201);
    let text = |text: &str| text.to_owned();
    let at = |column, kind| (Some(2), Some(column), kind);
    assert_eq!(
        faults(file(&[bad])),
        [
            at(C::StaffCode, Kind::UnreadableCode { text: text("A B") }),
            at(C::FullName, Kind::Missing),
            at(C::Email, Kind::UnreadableEmail { text: text("an@") }),
            at(C::UnitPath, Kind::Missing),
            at(C::Post, Kind::TooLong { limit_chars: 200 }),
            at(
                C::PostType,
                Kind::UnknownPostType {
                    text: text("hợp đồng")
                }
            ),
            at(
                C::HeadOfUnit,
                Kind::UnreadableMark {
                    text: text("đúng thế")
                }
            ),
            at(
                C::From,
                Kind::UnreadableDate {
                    text: text("31/02/2026")
                }
            ),
            at(C::To, Kind::UnreadableDate { text: text("x") }),
        ]
    );
}

#[test]
fn a_post_that_ends_before_it_begins_is_a_fault() {
    let found = faults(file(&[row("A").from("02/01/2026").to("01/01/2026")]));
    assert_eq!(found, [(Some(2), Some(C::To), Kind::EndsBeforeItBegins)]);
}

#[test]
fn a_row_with_too_many_or_too_few_fields_is_a_fault() {
    let files = bytes(format!(
        "{HEADING}\nA;B\n\nC;D;;;Bộ;E;;;;;;;;F\nG;H;;;Bộ;I;;;;;;;;\n"
    ));
    let found = faults(files);
    assert!(found.contains(&(
        Some(2),
        None,
        Kind::WrongFieldCount {
            expected: 12,
            found: 2
        }
    )));
    assert!(found.contains(&(
        Some(4),
        None,
        Kind::WrongFieldCount {
            expected: 12,
            found: 14
        }
    )));
    assert!(found.iter().all(|(row, ..)| *row != Some(5)), "{found:?}");
}

#[test]
fn a_wrong_heading_is_all_that_is_said() {
    let found = faults(bytes("mã cán bộ,họ tên,lương\nA,B,1\n"));
    assert_eq!(found.len(), 10, "{found:?}");
    assert!(found.iter().all(|(row, ..)| *row == Some(1)));
    let heading = "lương".to_owned();
    assert_eq!(found[0], (Some(1), None, Kind::UnknownColumn { heading }));
    assert_eq!(found[1], (Some(1), Some(C::Email), Kind::MissingColumn));
}

#[test]
fn a_heading_without_rows_is_an_empty_file() {
    assert_eq!(
        faults(whole(bytes(HEADING))),
        [(None, None, Kind::EmptyFile)]
    );
    assert_eq!(faults(bytes("")), [(None, None, Kind::EmptyFile)]);
}

#[test]
fn one_cell_in_an_old_font_is_found_where_it_stands() {
    let found = faults(file(&[
        row("A").name("Hoàng Thị Khoán"),
        row("B").name("NguyÔn V¨n Thµnh"),
        row("C").name("Nguyeãn Vaên Thaønh"),
    ]));
    assert_eq!(
        found,
        [
            (Some(3), Some(C::FullName), Kind::EncodingTcvn3),
            (Some(4), Some(C::FullName), Kind::EncodingVni),
        ]
    );
}

#[test]
fn the_units_file_has_faults_of_its_own() {
    let units = "Đơn vị,Đơn vị tiền thân,Ngày sáp nhập\n\
        Bộ/Vụ A,Bộ cũ/Vụ X,01/03/2025\n\
        Bộ/Vụ Z,Bộ cũ/Vụ Y,\n\
        Bộ/Vụ A,Bộ/Vụ A,\n\
        Bộ/Vụ A,Bộ cũ / Vụ X,01/03/2025\n\
        Bộ/Vụ A,,2025\n";
    let run = try_out(with_units(file(&[row("A")]), units));
    let fault = |row, column, kind| ImportFault {
        file: ImportFile::Units,
        row: Some(row),
        column: Some(column),
        kind,
    };
    assert_eq!(
        run.faults.first,
        [
            fault(
                3,
                C::UnitPath,
                Kind::UnknownUnit {
                    path: "Bộ/Vụ Z".to_owned()
                }
            ),
            fault(4, C::Predecessor, Kind::OwnPredecessor),
            fault(5, C::Predecessor, Kind::DuplicateMerger { first_row: 2 }),
            fault(
                6,
                C::From,
                Kind::UnreadableDate {
                    text: "2025".to_owned()
                }
            ),
            fault(6, C::Predecessor, Kind::Missing),
        ]
    );
}

#[test]
fn faults_are_capped_and_counted_in_full() {
    let rows: Vec<Row> = (0..700)
        .map(|at| row(&format!("P{at}")).from("x").to("y"))
        .collect();
    let run = try_out(file(&rows));
    assert_eq!(run.faults.n, 1_400);
    assert_eq!(run.faults.first.len(), 500);
    assert_eq!(run.faults.first[499].row, Some(251));
}
