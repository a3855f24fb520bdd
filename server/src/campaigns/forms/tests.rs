//! What a draft's form takes.

use proptest::prelude::*;
use rstest::rstest;
use time::macros::date;

use super::*;

fn full() -> DraftForm {
    DraftForm {
        code: "2026-Q4".into(),
        title_vi: "  Lấy ý kiến   quý IV ".into(),
        title_en: "Fourth quarter".into(),
        purpose: "development".into(),
        instrument: "quarterly-short".into(),
        weight_superior: "33,4".into(),
        weight_peer: "33.3 %".into(),
        weight_subordinate: "33,3".into(),
        k: "6".into(),
        merge: "others_then_superiors".into(),
        subjects: "posts_in".into(),
        units: "Bộ/Vụ A\r\n\r\nBộ/Vụ B/\r\nBộ/Vụ A".into(),
        titles: "Vụ trưởng\nPhó  Vụ trưởng".into(),
        people: String::new(),
        opens_on: "2026-10-05".into(),
        closes_on: "31/10/2026".into(),
        expected_response: "75".into(),
    }
}

#[test]
fn a_full_form_becomes_a_draft() {
    let draft = read(&full()).unwrap();
    assert_eq!(draft.code, "2026-q4");
    assert_eq!(draft.title.vi, "Lấy ý kiến quý IV");
    let weights = draft.weights.unwrap();
    assert_eq!(
        (weights.superior_permille, weights.sum_permille()),
        (334, 1_000)
    );
    assert_eq!(draft.k, 6);
    assert_eq!(draft.merge_path.unwrap().len(), 2);
    assert_eq!(
        draft.subjects,
        Some(SubjectChoice::PostsIn {
            units: vec!["Bộ/Vụ A".into(), "Bộ/Vụ B".into()],
            titles: vec!["Vụ trưởng".into(), "Phó Vụ trưởng".into()],
        })
    );
    assert_eq!(draft.closes_on, Some(date!(2026 - 10 - 31)));
    assert_eq!(draft.expected_response_permille, 750);
}

#[test]
fn nothing_is_decided_by_leaving_it_empty() {
    let draft = read(&DraftForm {
        code: "a1".into(),
        ..DraftForm::default()
    })
    .unwrap();
    assert_eq!(draft.weights, None);
    assert_eq!(draft.purpose, None);
    assert_eq!(draft.merge_path, None);
    assert_eq!(draft.subjects, None);
    assert_eq!(draft.instrument, None);
    assert_eq!(draft.k, 5);
}

#[test]
fn a_draft_reads_back_from_its_form() {
    for form in [
        full(),
        DraftForm {
            subjects: "people".into(),
            people: "CB1, CB2;CB3\nCB1".into(),
            ..full()
        },
        DraftForm {
            subjects: "heads_of".into(),
            ..full()
        },
        DraftForm {
            code: "a1".into(),
            ..DraftForm::default()
        },
    ] {
        let draft = read(&form).unwrap();
        assert_eq!(read(&write(&draft)), Ok(draft));
    }
}

#[rstest]
#[case("code", |f: &mut DraftForm| f.code.clear(), Fault::Missing)]
#[case("code", |f: &mut DraftForm| f.code = "quý 4".into(), Fault::NotAShortName)]
#[case("code", |f: &mut DraftForm| f.code = "../etc".into(), Fault::NotAShortName)]
#[case("code", |f: &mut DraftForm| f.code = "New".into(), Fault::Taken)]
#[case("title_vi", |f: &mut DraftForm| f.title_vi = "ă".repeat(151), Fault::TooLong { limit_chars: 150 })]
#[case("purpose", |f: &mut DraftForm| f.purpose = "pay".into(), Fault::Unknown { value: "pay".into() })]
#[case("weight_peer", |f: &mut DraftForm| f.weight_peer.clear(), Fault::Missing)]
#[case("weight_peer", |f: &mut DraftForm| f.weight_peer = "33,33".into(), Fault::NotAPercentage)]
#[case("weight_peer", |f: &mut DraftForm| f.weight_peer = "-1".into(), Fault::NotAPercentage)]
#[case("weight_peer", |f: &mut DraftForm| f.weight_peer = "100,1".into(), Fault::NotAPercentage)]
#[case("k", |f: &mut DraftForm| f.k = "3".into(), Fault::OutOfRange { min: 4, max: 20 })]
#[case("k", |f: &mut DraftForm| f.k = "five".into(), Fault::OutOfRange { min: 4, max: 20 })]
#[case("merge", |f: &mut DraftForm| f.merge = "later".into(), Fault::Unknown { value: "later".into() })]
#[case("subjects", |f: &mut DraftForm| f.subjects = "all".into(), Fault::Unknown { value: "all".into() })]
#[case("units", |f: &mut DraftForm| f.units = " \n ".into(), Fault::Missing)]
#[case("titles", |f: &mut DraftForm| f.titles.clear(), Fault::Missing)]
#[case("opens_on", |f: &mut DraftForm| f.opens_on = "30/02/2026".into(), Fault::NotADate)]
#[case("closes_on", |f: &mut DraftForm| f.closes_on = "2026-10-05".into(), Fault::EndsBeforeItBegins)]
#[case("expected_response", |f: &mut DraftForm| f.expected_response = "most".into(), Fault::NotAPercentage)]
fn what_cannot_be_read_is_named_by_its_field(
    #[case] field: &str,
    #[case] harm: fn(&mut DraftForm),
    #[case] fault: Fault,
) {
    let mut form = full();
    harm(&mut form);
    assert_eq!(
        read(&form),
        Err(vec![FieldFault {
            field: field.to_owned(),
            fault
        }])
    );
}

proptest! {
    #[test]
    fn no_text_in_any_field_breaks_the_reading(text: String, at in 0_usize..17) {
        let mut form = full();
        let fields = [
            &mut form.code, &mut form.title_vi, &mut form.title_en, &mut form.purpose,
            &mut form.instrument, &mut form.weight_superior, &mut form.weight_peer,
            &mut form.weight_subordinate, &mut form.k, &mut form.merge, &mut form.subjects,
            &mut form.units, &mut form.titles, &mut form.people, &mut form.opens_on,
            &mut form.closes_on, &mut form.expected_response,
        ];
        *fields.into_iter().nth(at).unwrap() = text;
        let _ = read(&form);
    }

    #[test]
    fn every_percentage_reads_back(permille_in in 0_u16..=1_000) {
        prop_assert_eq!(permille(&percent(permille_in)), Ok(permille_in));
    }
}
