//! The whole pipeline on worlds with known truth: small sets of seeds that nothing was tuned on, at
//! bounds that leave room for their noise. The exam of twenty seeds: `README.md`.

use stats::profiles::{Gate, OnSignal, Signal};
use stats::profiles::{Protocol, run};
use stats::simulation::parameters::POLICY;
use stats::simulation::{
    Clock, Design, Kind, Linkage, Method, Raters, Scenario, Score, World, flags, score,
};

const SEEDS: std::ops::Range<u64> = 900..903;

fn world(scenario: Scenario, seed: u64) -> World {
    World::draw(&Design {
        scenario,
        seed,
        units: 30,
        leaders_per_unit: 10,
        vignettes: true,
    })
    .unwrap()
}

/// Mean of a part of the score over the seeds.
fn mean(scenario: Scenario, method: Method, of: impl Fn(&Score) -> f64) -> f64 {
    let each = SEEDS.map(|seed| {
        let world = world(scenario, seed);
        let outcome = method.run(&world).unwrap();
        of(&score(&outcome.estimates, &world.truth).unwrap())
    });
    each.sum::<f64>() / SEEDS.count() as f64
}

fn rmse(scenario: Scenario, method: Method) -> f64 {
    mean(scenario, method, |score| score.rmse_centred)
}

#[test]
fn in_a_clean_world_the_engine_is_no_worse_than_the_mixed_model_and_its_intervals_cover() {
    let linked = Method::Engine(Linkage::Linked, OnSignal::Report);
    assert!(rmse(Scenario::S0, linked) <= 1.01 * rmse(Scenario::S0, Method::Blup(Raters::Linked)));
    for linkage in [Linkage::Linked, Linkage::Unlinked, Linkage::Vignettes] {
        let engine = Method::Engine(linkage, OnSignal::Report);
        let coverage = mean(Scenario::S0, engine, |score| score.coverage.unwrap());
        assert!(
            (0.925..=0.975).contains(&coverage),
            "{linkage:?}: {coverage}"
        );
    }
}

#[test]
fn vignettes_win_back_a_good_part_of_what_linkage_gives() {
    let of = |linkage| rmse(Scenario::S0, Method::Engine(linkage, OnSignal::Report));
    let (unlinked, linked) = (of(Linkage::Unlinked), of(Linkage::Linked));
    let vignettes = of(Linkage::Vignettes);
    assert!((unlinked - vignettes) > 0.4 * (unlinked - linked));
}

#[test]
fn under_attack_the_engine_that_weighs_is_near_the_oracle() {
    let oracle = rmse(
        Scenario::S5,
        Method::Engine(Linkage::Linked, OnSignal::Weigh),
    );
    let plain = rmse(Scenario::S5, Method::GroupMeans);
    let best = rmse(Scenario::S5, Method::Oracle(Raters::Linked));
    assert!(
        oracle - best < 0.5 * (plain - best),
        "{oracle} {best} {plain}"
    );
    let screened = rmse(Scenario::S5, Method::ScreenedBlup(Raters::Linked));
    assert!(oracle <= 1.02 * screened, "{oracle} against {screened}");
}

#[test]
fn selective_answers_of_citizens_are_brought_to_their_population() {
    let engine = Method::Engine(Linkage::Linked, OnSignal::Report);
    let bias = |method| mean(Scenario::S4, method, |score| score.bias);
    assert!(bias(engine) < 0.5 * bias(Method::GroupMeans));
}

#[test]
fn careless_ballots_are_found_and_honest_ones_left_alone() {
    for seed in SEEDS {
        let world = world(Scenario::S5, seed);
        let engine = Method::Engine(Linkage::Unlinked, OnSignal::Weigh);
        let outcome = engine.run(&world).unwrap();
        let low: Vec<bool> = outcome.weights.iter().map(|w| *w < 0.5).collect();
        let found = flags(&low, &world);
        assert!(found.careless.unwrap() >= 0.85, "{seed}: {found:?}");
        assert!(found.false_positives.unwrap() <= 0.02, "{seed}: {found:?}");
    }
}

/// Honest people who agree about somebody are not an attack, whatever the protocol does with signals.
#[test]
fn honest_unanimous_criticism_keeps_its_weight() {
    for seed in SEEDS {
        let world = world(Scenario::S6, seed);
        for on_signal in [OnSignal::Report, OnSignal::Weigh] {
            let engine = Method::Engine(Linkage::Unlinked, on_signal);
            let outcome = engine.run(&world).unwrap();
            let critics: Vec<f64> = world
                .kind
                .iter()
                .zip(&outcome.weights)
                .filter(|(kind, _)| **kind == Kind::Criticism)
                .map(|(_, weight)| *weight)
                .collect();
            assert!(critics.len() > 20);
            let kept = critics.iter().filter(|weight| **weight > 0.95).count();
            assert!(
                kept as f64 >= 0.98 * critics.len() as f64,
                "{seed} {on_signal:?}: {kept}"
            );
        }
    }
}

#[test]
fn under_report_a_signal_changes_no_weight_and_shows_both_figures() {
    let world = world(Scenario::S2, 900);
    let ballots = world.campaign(Linkage::Unlinked, Clock::Classes).unwrap();
    let competencies: Vec<Vec<usize>> = (0..4).map(|k| (5 * k..5 * k + 5).collect()).collect();
    let profile = |on_signal| {
        let protocol = Protocol::new(POLICY.to_vec(), on_signal, 0.8, 1).unwrap();
        run(&ballots, &competencies, &protocol).unwrap()
    };
    let (report, weigh) = (profile(OnSignal::Report), profile(OnSignal::Weigh));
    assert_eq!(report.screening.lowered_by_signals, 0);
    assert!(weigh.screening.lowered_by_signals > 50);
    let mut moved = 0;
    for (one, other) in report.subjects.iter().zip(&weigh.subjects) {
        let signals: Vec<Signal> = one.relations.iter().filter_map(|r| r.signal).collect();
        assert_eq!(one.other_on_signal.is_some(), !signals.is_empty());
        if let Some(without) = one.other_on_signal {
            moved += usize::from(one.estimate - without > 0.05);
            assert!((without - other.estimate).abs() < 0.02);
        }
    }
    assert!(moved > 5, "praise that was bought lifts {moved} leaders");
}

#[test]
fn the_cap_limits_what_signals_take() {
    let world = world(Scenario::S2, 901);
    let ballots = world.campaign(Linkage::Unlinked, Clock::Classes).unwrap();
    let competencies: Vec<Vec<usize>> = (0..4).map(|k| (5 * k..5 * k + 5).collect()).collect();
    let cap = 0.2;
    let protocol = Protocol::new(POLICY.to_vec(), OnSignal::Weigh, cap, 1).unwrap();
    let profile = run(&ballots, &competencies, &protocol).unwrap();
    let mut cells = vec![(0.0, 0.0); 300 * 4];
    for (b, weight) in profile.weights.iter().enumerate() {
        let at = ballots.subject[b] as usize * 4 + usize::from(ballots.relation[b]);
        cells[at].1 += 1.0;
        if profile.reasons[b].careless.is_none() {
            cells[at].0 += 1.0 - weight;
        }
    }
    assert!(cells.iter().any(|(taken, _)| *taken > 0.0));
    assert!(cells.iter().all(|(taken, n)| *taken <= cap * n + 1e-9));
}

#[test]
fn the_gate_is_one_of_four_and_follows_the_number_of_raters() {
    let world = world(Scenario::S0, 902);
    let ballots = world.campaign(Linkage::Unlinked, Clock::Classes).unwrap();
    let competencies: Vec<Vec<usize>> = (0..4).map(|k| (5 * k..5 * k + 5).collect()).collect();
    let protocol = Protocol::new(POLICY.to_vec(), OnSignal::Report, 0.8, 1).unwrap();
    let profile = run(&ballots, &competencies, &protocol).unwrap();
    let mut seen = [0; 4];
    for relation in profile.subjects.iter().flat_map(|s| &s.relations) {
        seen[relation.gate as usize] += 1;
        match relation.gate {
            Gate::Score => assert!(relation.reliability >= 0.7),
            Gate::Indicative => assert!((0.6..0.7).contains(&relation.reliability)),
            Gate::TooFew => assert!(relation.reliability < 0.6),
            Gate::Disagree => assert!(relation.reliability >= 0.6 && relation.n >= 2),
        }
        if relation.n == 0 {
            assert_eq!((relation.direct, relation.gate), (None, Gate::TooFew));
        }
    }
    assert!(seen[0] > 0 && seen[2] > 0, "{seen:?}");
    assert!(seen[3] < 30, "in a clean world few disagree: {seen:?}");
}
