//! The screen finds the careless, spares the honest, and says nothing where it knows nothing. No
//! reference program exists for it: it is tested on worlds whose truth is known.

use proptest::prelude::*;
use stats::careless::{
    Evidence, FEWEST_BALLOTS, Pace, Respondent, ScreenError, ScreenSettings, Screened, Sheet,
    screen,
};
use stats::simulation::{Design, Kind, N_ITEMS, Scenario, World};

fn lists(ranges: &[std::ops::Range<usize>]) -> Vec<Vec<usize>> {
    ranges.iter().map(|range| range.clone().collect()).collect()
}

fn competencies() -> Vec<Vec<usize>> {
    lists(&[0..5, 5..10, 10..15, 15..20])
}

const SETTINGS: ScreenSettings = ScreenSettings {
    null_ballots: 2000,
    seed: 1,
};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Known {
    Seconds,
    Classes,
    Nothing,
}

fn world(scenario: Scenario, seed: u64, units: u32) -> World {
    World::draw(&Design {
        scenario,
        seed,
        units,
        leaders_per_unit: 10,
        vignettes: false,
    })
    .unwrap()
}

fn screened(world: &World, known: Known) -> Screened {
    let sheet = Sheet::new(N_ITEMS, 5, world.answers.clone()).unwrap();
    let each = |seconds: &f64| seconds / N_ITEMS as f64;
    let seconds: Vec<Option<f64>> = world.seconds.iter().map(|s| Some(each(s))).collect();
    let class = |s: &f64| 1 + u8::from(each(s) >= 2.0) + u8::from(each(s) > 4.0);
    let classes: Vec<u8> = world.seconds.iter().map(class).collect();
    let pace = match known {
        Known::Seconds => Pace::Seconds(seconds.clone()),
        Known::Classes => Pace::Classes(classes.clone()),
        Known::Nothing => Pace::Unknown,
    };
    screen(&sheet, &competencies(), &pace, &SETTINGS).unwrap()
}

/// Shares of honest and of careless ballots that lose weight.
fn flagged(world: &World, screened: &Screened) -> (f64, f64) {
    let share = |wanted: &dyn Fn(Kind) -> bool| {
        let of: Vec<bool> = (0..world.n_ballots())
            .filter(|ballot| wanted(world.kind[*ballot]))
            .map(|ballot| screened.verdicts[ballot].is_flagged())
            .collect();
        of.iter().filter(|flagged| **flagged).count() as f64 / of.len().max(1) as f64
    };
    (
        share(&Kind::is_honest),
        share(&|kind| kind == Kind::Careless),
    )
}

#[test]
fn careless_ballots_are_found_and_honest_ones_spared() {
    for scenario in [Scenario::S1, Scenario::S5] {
        for known in [Known::Seconds, Known::Classes] {
            for seed in 41..=44 {
                let world = world(scenario, seed, 30);
                let screened = screened(&world, known);
                let (honest, careless) = flagged(&world, &screened);
                let case = format!("{scenario:?} {known:?} {seed}: {honest} {careless}");
                assert!(honest <= 0.005, "{case}");
                assert!(careless >= 0.85, "{case}");
                let [attentive, straight, random, patterned] = screened.kinds.unwrap();
                let shares = (attentive - 0.85).abs() < 0.03
                    && (straight - 0.075).abs() < 0.02
                    && (random - 0.0375).abs() < 0.015
                    && (patterned - 0.0375).abs() < 0.015;
                assert!(shares, "{case} {:?}", screened.kinds);
            }
        }
    }
}

#[test]
fn a_clean_campaign_loses_almost_nothing() {
    for known in [Known::Seconds, Known::Classes, Known::Nothing] {
        let world = world(Scenario::S0, 45, 30);
        let screened = screened(&world, known);
        let (honest, _) = flagged(&world, &screened);
        assert!(honest <= 0.002, "{known:?} {honest}");
        assert!(
            screened.kinds.unwrap()[0] > 0.98,
            "{known:?} {:?}",
            screened.kinds
        );
    }
}

/// Without times two kinds of content must agree: a pattern is out of order and does not fit.
#[test]
fn without_times_only_patterns_are_acted_on() {
    let world = world(Scenario::S1, 46, 30);
    let screened = screened(&world, Known::Nothing);
    let (honest, careless) = flagged(&world, &screened);
    assert!(
        honest <= 0.002 && (0.2..0.4).contains(&careless),
        "{honest} {careless}"
    );
    for verdict in screened
        .verdicts
        .iter()
        .filter(|verdict| verdict.is_flagged())
    {
        assert!(!verdict.evidence.haste && verdict.evidence.count() == 2);
    }
}

#[test]
fn honest_criticism_keeps_its_weight() {
    for known in [Known::Seconds, Known::Classes, Known::Nothing] {
        for seed in 50..=59 {
            let world = world(Scenario::S6, seed, 30);
            let screened = screened(&world, known);
            for ballot in 0..world.n_ballots() {
                if world.kind[ballot] == Kind::Criticism {
                    let weight = screened.verdicts[ballot].weight;
                    assert!(weight > 0.95, "{known:?} {seed} {ballot}: {weight}");
                }
            }
        }
    }
}

#[test]
fn a_ballot_loses_weight_only_where_two_kinds_of_evidence_agree() {
    let screened = screened(&world(Scenario::S5, 47, 30), Known::Classes);
    assert!(screened.flagged > 100);
    for verdict in &screened.verdicts {
        assert!((0.0..=1.0).contains(&verdict.p_attentive));
        let acted = verdict.evidence.count() >= 2 && verdict.p_attentive < 0.5;
        assert_eq!(verdict.is_flagged(), acted);
        let weight = if acted { verdict.p_attentive } else { 1.0 };
        assert_eq!(verdict.weight, weight);
    }
    // Each expected false positive is counted by its posterior.
    let flagged = screened
        .verdicts
        .iter()
        .filter(|verdict| verdict.is_flagged());
    let expected: f64 = flagged.map(|verdict| verdict.p_attentive).sum();
    assert!((expected - screened.expected_false_positives).abs() < 1e-9);
}

#[test]
fn evidence_is_said_in_words() {
    assert_eq!(Evidence::default().text(), "none");
    let two = Evidence {
        haste: true,
        sequence: true,
        misfit: false,
    };
    assert_eq!((two.text().as_str(), two.count()), ("haste+sequence", 2));
}

#[test]
fn rows_in_another_order_get_the_same_verdicts() {
    let world = world(Scenario::S5, 48, 6);
    let straight = screened(&world, Known::Seconds);
    let n = world.n_ballots();
    // 7 shares no factor with the number of ballots: every row comes once.
    assert_ne!(n % 7, 0);
    let order: Vec<usize> = (0..n).map(|at| at * 7 % n).collect();
    let mut moved = world.clone();
    moved.answers = order
        .iter()
        .flat_map(|at| world.ballot(*at).to_vec())
        .collect();
    moved.seconds = order.iter().map(|at| world.seconds[*at]).collect();
    let turned = screened(&moved, Known::Seconds);
    for (new, &old) in order.iter().enumerate() {
        let (a, b) = (straight.verdicts[old], turned.verdicts[new]);
        assert!((a.p_attentive - b.p_attentive).abs() < 1e-9);
        assert_eq!((a.kind, a.evidence), (b.kind, b.evidence));
    }
    assert_eq!(straight.flagged, turned.flagged);
}

#[test]
fn inputs_that_do_not_fit_are_named() {
    let sheet = Sheet::new(4, 5, vec![3; 8]).unwrap();
    let run =
        |competencies: &[Vec<usize>], pace: &Pace| screen(&sheet, competencies, pace, &SETTINGS);
    let times = Err(ScreenError::Times {
        times: 1,
        ballots: 2,
    });
    assert_eq!(run(&[vec![0, 1, 2, 3]], &Pace::Classes(vec![1])), times);
    let unfit: [&[Vec<usize>]; 4] = [
        &[],
        &[vec![0, 1, 2]],
        &[vec![1, 2, 3, 4]],
        &[vec![0, 1], vec![1, 2]],
    ];
    for competencies in unfit {
        let error = Err(ScreenError::Competencies { items: 4 });
        assert_eq!(run(competencies, &Pace::Unknown), error);
    }
}

#[test]
fn a_campaign_too_small_to_fit_is_left_alone() {
    for n in [0, 1, 2, 3, FEWEST_BALLOTS - 1] {
        let sheet = Sheet::new(20, 5, vec![4; n * 20]).unwrap();
        let hasty = vec![1; n];
        let screened = screen(
            &sheet,
            &competencies(),
            &Pace::Classes(hasty.clone()),
            &SETTINGS,
        )
        .unwrap();
        assert_eq!(
            (screened.flagged, screened.kinds, screened.null),
            (0, None, None)
        );
        assert!(
            screened
                .verdicts
                .iter()
                .all(|verdict| verdict.weight == 1.0)
        );
    }
}

#[test]
fn a_ballot_without_answers_is_left_alone() {
    let mut world = world(Scenario::S1, 49, 3);
    world.answers[..N_ITEMS].fill(0);
    world.seconds[0] = 1.0;
    let verdict = screened(&world, Known::Seconds).verdicts[0];
    assert_eq!((verdict.weight, verdict.kind), (1.0, Respondent::Attentive));
    assert_eq!(verdict.evidence.count(), 0);
}

#[test]
fn odd_campaigns_give_finite_figures() {
    let n = 60;
    let rows = |row: &dyn Fn(usize) -> Vec<u8>| -> Vec<u8> { (0..n).flat_map(row).collect() };
    let campaigns = [
        // Everybody says the same.
        ("constant", 20, rows(&|_| vec![4; 20])),
        // An item nobody answers.
        (
            "missing item",
            20,
            rows(&|at| {
                (0..20)
                    .map(|j| {
                        if j == 3 {
                            0
                        } else {
                            1 + ((at * 7 + j * 3) % 5) as u8
                        }
                    })
                    .collect()
            }),
        ),
        // Nobody answers anything but one item.
        ("one item", 1, rows(&|at| vec![1 + (at % 5) as u8])),
        // Pairs of opposite extremes.
        (
            "extremes",
            20,
            rows(&|at| vec![if at % 2 == 0 { 1 } else { 5 }; 20]),
        ),
    ];
    for (name, items, levels) in campaigns {
        let sheet = Sheet::new(items, 5, levels).unwrap();
        let competencies = if items == 20 {
            competencies()
        } else {
            vec![(0..items).collect()]
        };
        let seconds: Vec<Option<f64>> = (0..n)
            .map(|at| [Some(0.0), Some(f64::INFINITY), None, Some(5.0)][at % 4])
            .collect();
        let screened = screen(
            &sheet,
            &competencies,
            &Pace::Seconds(seconds.clone()),
            &SETTINGS,
        )
        .unwrap();
        for verdict in &screened.verdicts {
            let sound = (0.0..=1.0).contains(&verdict.p_attentive) && verdict.weight > 0.0 - 1e-300;
            assert!(sound && verdict.weight.is_finite(), "{name} {verdict:?}");
        }
        let total: f64 = screened.kinds.unwrap().iter().sum();
        assert!((total - 1.0).abs() < 1e-9, "{name} {:?}", screened.kinds);
    }
}

/// A form of fewer than ten items supports only time and straight lines.
#[test]
fn a_short_form_shows_no_random_answers() {
    let world = world(Scenario::S1, 40, 10);
    let short: Vec<u8> = (0..world.n_ballots())
        .flat_map(|b| world.ballot(b)[..6].to_vec())
        .collect();
    let sheet = Sheet::new(6, 5, short).unwrap();
    let seconds: Vec<Option<f64>> = world.seconds.iter().map(|s| Some(s / 20.0)).collect();
    let screened = screen(
        &sheet,
        &lists(&[0..3, 3..6]),
        &Pace::Seconds(seconds.clone()),
        &SETTINGS,
    )
    .unwrap();
    let [_, straight, random, patterned] = screened.kinds.unwrap();
    assert!(straight > 0.03 && random == 0.0 && patterned == 0.0);
    assert!(
        screened
            .verdicts
            .iter()
            .all(|verdict| !verdict.evidence.misfit)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Any sheet gives weights in [0, 1] and shares that sum to 1.
    #[test]
    fn any_sheet_gives_weights(
        levels in proptest::collection::vec(0_u8..=3, 40 * 12),
        classes in proptest::collection::vec(0_u8..=4, 40),
    ) {
        let sheet = Sheet::new(12, 3, levels).unwrap();
        let screened = screen(&sheet, &lists(&[0..7, 7..12]), &Pace::Classes(classes.clone()), &SETTINGS).unwrap();
        for verdict in &screened.verdicts {
            prop_assert!((0.0..=1.0).contains(&verdict.weight));
            prop_assert!((0.0..=1.0).contains(&verdict.p_attentive));
        }
        if let Some(kinds) = screened.kinds {
            prop_assert!((kinds.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
    }
}
