//! Laws that hold for any sound file.

use proptest::prelude::*;
use store::Engine;
use unicode_normalization::UnicodeNormalization;

use super::uses::*;

const FAMILY: [&str; 5] = ["Nguyễn", "Trần", "Đỗ", "Lý", "Phạm"];
const GIVEN: [&str; 6] = ["Hường", "An", "Ân", "Bình", "Đạt", "Thuý"];
const UNITS: [&str; 5] = [
    "Bộ",
    "Bộ/Vụ A",
    "Bộ/Vụ B",
    "Bộ/Vụ B/Phòng 1",
    "Bộ/Cục Đường bộ",
];
const TITLES: [&str; 3] = ["Chuyên viên", "Phó Vụ trưởng", "Vụ trưởng"];
const KINDS: [&str; 5] = ["", "quyền", "Phụ trách", "kiêm nhiệm", "biệt phái"];
const FROM: [&str; 5] = ["", "01/01/2020", "2023-05-17", "05/10/2026", "01/02/2027"];

/// Up to a dozen people with up to three posts each. Superiors stand above in the file, so there
/// is no circle; units of posts differ, so no post stands twice; nobody is marked as head twice.
fn sound_rows() -> impl Strategy<Value = Vec<Row>> {
    let post = (
        0..UNITS.len(),
        0..3_usize,
        0..5_usize,
        0..5_usize,
        any::<[bool; 3]>(),
    );
    let person = (
        0..5_usize,
        0..6_usize,
        proptest::collection::vec(post, 1..4),
    );
    proptest::collection::vec(person, 1..12).prop_map(|people| {
        let mut rows = Vec::new();
        let mut headed = std::collections::HashSet::new();
        for (at, (family, given, posts)) in people.into_iter().enumerate() {
            let code = format!("CB{at}");
            let name = format!("{} Văn {}", FAMILY[family], GIVEN[given]);
            let mut units = std::collections::HashSet::new();
            for (unit, title, kind, from, [head, second, field]) in posts {
                if !units.insert(unit) {
                    continue;
                }
                let mut new = row(&code)
                    .name(&name)
                    .unit(UNITS[unit])
                    .post(TITLES[title])
                    .kind(KINDS[kind])
                    .from(FROM[from]);
                if head && headed.insert(unit) {
                    new = new.head();
                }
                if field {
                    new = new.field("Đào tạo");
                }
                if at > 0 {
                    let mut codes = format!("CB{}", at - 1);
                    if second {
                        codes.push_str(" CB0");
                    }
                    new = new.reporting_to(&codes);
                }
                rows.push(new);
            }
        }
        rows
    })
}

/// Runs one case in a runtime of its own.
fn in_ministry<F>(test: impl FnOnce(Ministry) -> F)
where
    F: Future<Output = ()>,
{
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async { test(Ministry::new(Engine::Sqlite).await).await });
}

fn in_nfd(rows: &[Row]) -> Vec<Row> {
    let nfd = |text: &str| text.nfd().collect::<String>();
    rows.iter()
        .cloned()
        .map(|mut row| {
            row.name = nfd(&row.name);
            row.unit = nfd(&row.unit);
            row.post = nfd(&row.post);
            row
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn after_an_import_the_same_file_changes_nothing(first in sound_rows(), second in sound_rows()) {
        in_ministry(async |ministry| {
            for rows in [&first, &second] {
                ministry.import(whole(file(rows))).await;
                for files in [file(rows), whole(file(rows))] {
                    let again = ministry.try_out(files).await;
                    assert_eq!(again.faults.first, []);
                    assert!(!again.changes_anything(), "{again:?}");
                }
            }
        });
    }

    #[test]
    fn the_order_of_rows_and_the_form_of_letters_change_nothing(
        first in sound_rows(),
        (second, shuffled) in sound_rows().prop_flat_map(|rows| {
            let shuffled = Just(rows.clone()).prop_shuffle();
            (Just(rows), shuffled)
        }),
    ) {
        in_ministry(async |ministry| {
            ministry.import(file(&first)).await;
            let other = Ministry::new(Engine::Sqlite).await;
            other.import(file(&first)).await;
            let one = ministry.import(whole(file(&second))).await;
            let two = other.import(whole(file(&in_nfd(&shuffled)))).await;
            assert_eq!(
                (one.additions.n, one.changes.n, one.removals.n),
                (two.additions.n, two.changes.n, two.removals.n)
            );
            assert_eq!(ministry.roster().await, other.roster().await);
        });
    }
}
