//! What an instrument must hold, tried on the shipped ones and on broken copies of them.

use contract::instruments::{Instrument, InstrumentProblem as Problem, Item};
use rstest::rstest;

use super::*;

fn long_form() -> Instrument {
    shipped().unwrap().remove(0)
}

fn short_form() -> Instrument {
    shipped().unwrap().remove(1)
}

#[test]
fn the_shipped_instruments_are_ready() {
    for instrument in shipped().unwrap() {
        assert_eq!(
            validate(&instrument, Source::Asked),
            [],
            "{}",
            instrument.id
        );
    }
}

#[test]
fn the_long_form_has_four_competencies_of_five_items() {
    let form = long_form();
    let sizes: Vec<usize> = form
        .competencies
        .iter()
        .map(|competency| form.items_of(&competency.id).count())
        .collect();
    assert_eq!(sizes, [5, 5, 5, 5]);
    assert_eq!(form.prompts.len(), 3);
    let choice = form.forced_choice.unwrap();
    assert_eq!((choice.strongest.count, choice.improve_first.count), (2, 1));
}

#[test]
fn the_short_form_has_six_items_in_the_words_of_the_long_form() {
    let (long, short) = (long_form(), short_form());
    assert_eq!(short.items.len(), 6);
    for item in &short.items {
        let original: &Item = long.items.iter().find(|other| other.id == item.id).unwrap();
        assert_eq!(item, original);
    }
    assert_eq!(short.competencies, long.competencies);
    assert_eq!(short.forced_choice, long.forced_choice);
    assert_eq!(short.familiarity, long.familiarity);
    assert_eq!(short.prompts, long.prompts);
    assert_eq!(short.cannot_judge, long.cannot_judge);
}

#[test]
fn only_who_knows_the_subject_little_is_offered_a_way_out() {
    for instrument in shipped().unwrap() {
        let levels = instrument.familiarity.unwrap().levels;
        let ways_out: Vec<bool> = levels.iter().map(|level| level.way_out.is_some()).collect();
        assert_eq!(ways_out, [false, false, true]);
    }
}

#[rstest]
#[case("schema", |i: &mut Instrument| i.schema = "toancanh/instrument/2".into(), Problem::UnknownSchema)]
#[case("id", |i: &mut Instrument| i.id = "Phiếu".into(), Problem::BadId)]
#[case("version", |i: &mut Instrument| i.version = 0, Problem::OutOfRange { min: 1, max: i32::MAX as u32 })]
#[case("scale", |i: &mut Instrument| i.scale.max = 7, Problem::OutOfRange { min: 1, max: 5 })]
#[case("title.en", |i: &mut Instrument| i.title.en = " ".into(), Problem::Missing)]
#[case("title.vi", |i: &mut Instrument| i.title.vi = "Phie\u{302}\u{301}u".into(), Problem::NotNfc)]
#[case("about.vi", |i: &mut Instrument| i.about.vi = "a".repeat(601), Problem::TooLong { limit_chars: 600 })]
#[case("about.en", |i: &mut Instrument| i.about.en.push('\n'), Problem::SpaceAround)]
#[case("familiarity.levels", |i: &mut Instrument| i.familiarity.as_mut().unwrap().levels.truncate(1), Problem::WrongCount { min: 2, max: 5, found: 1 })]
#[case("competencies[1].id", |i: &mut Instrument| i.competencies[1].id = "discipline".into(), Problem::DuplicateId)]
#[case("items[4].id", |i: &mut Instrument| i.items[4].id = "d1".into(), Problem::DuplicateId)]
#[case("items[2].competency", |i: &mut Instrument| i.items[2].competency = "no".into(), Problem::UnknownCompetency)]
#[case("items[1].competency", |i: &mut Instrument| i.items.swap(0, 19), Problem::OutOfOrder)]
#[case("items[0].anchors", |i: &mut Instrument| { i.items[0].anchors.pop(); }, Problem::WrongCount { min: 5, max: 5, found: 4 })]
#[case("items[0].anchors", |i: &mut Instrument| i.items[0].anchors[1] = i.items[0].anchors[0].clone(), Problem::SameAnchors)]
#[case("items[0].anchors[4].en", |i: &mut Instrument| i.items[0].anchors[4].en = "{name} acts.".into(), Problem::UnknownPlaceholder)]
#[case("items[0].self_stem.vi", |i: &mut Instrument| i.items[0].self_stem.vi = "Khi {name} hỏi:".into(), Problem::UnknownPlaceholder)]
#[case("items[0].stem.vi", |i: &mut Instrument| i.items[0].stem.vi = "Khi {name} { hỏi".into(), Problem::UnknownPlaceholder)]
#[case("items[0].stem.vi", |i: &mut Instrument| i.items[0].stem.vi = "Khi\u{0}hỏi".into(), Problem::ControlCharacter)]
#[case("forced_choice.strongest.count", |i: &mut Instrument| i.forced_choice.as_mut().unwrap().strongest.count = 4, Problem::WrongCount { min: 1, max: 3, found: 4 })]
#[case("forced_choice.improve_first.count", |i: &mut Instrument| i.forced_choice.as_mut().unwrap().improve_first.count = 2, Problem::WrongCount { min: 1, max: 1, found: 2 })]
#[case("prompts[2].id", |i: &mut Instrument| i.prompts[2].id = "begin".into(), Problem::DuplicateId)]
fn a_fault_is_found_at_its_place(
    #[case] place: &str,
    #[case] harm: fn(&mut Instrument),
    #[case] problem: Problem,
) {
    let mut instrument = long_form();
    harm(&mut instrument);
    let faults = validate(&instrument, Source::Asked);
    let expected = InstrumentFault {
        place: place.to_owned(),
        problem,
    };
    assert!(faults.contains(&expected), "{faults:#?}");
}

#[test]
fn a_competency_without_items_is_a_fault() {
    let mut instrument = long_form();
    instrument.items.truncate(15);
    let faults = validate(&instrument, Source::Asked);
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].place, "competencies[3]");
}

#[test]
fn an_unknown_field_is_named_with_its_line() {
    let file = shipped::FILES[0].replacen("\"version\"", "\"verison\"", 1);
    let faults = read(&file).unwrap_err();
    assert!(
        matches!(&faults[..], [InstrumentFault { problem: Problem::Unreadable { message }, .. }]
            if message.contains("verison") && message.contains("line 4")),
        "{faults:?}"
    );
}

#[test]
fn imported_ratings_need_no_anchors_and_may_have_their_own_scale() {
    let mut instrument = long_form();
    instrument.scale.max = 7;
    for item in &mut instrument.items {
        item.anchors.clear();
    }
    assert_eq!(validate(&instrument, Source::Imported), []);
    assert!(!validate(&instrument, Source::Asked).is_empty());
}

#[test]
fn the_hash_does_not_depend_on_how_the_file_is_laid_out() {
    let instrument = long_form();
    let relaid: Instrument =
        serde_json::from_str(&serde_json::to_string(&instrument).unwrap()).unwrap();
    assert_eq!(
        Canonical::of(&instrument).unwrap().hash(),
        Canonical::of(&relaid).unwrap().hash()
    );
}
