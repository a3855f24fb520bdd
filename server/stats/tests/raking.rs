//! Raking agrees with survey. Sources: `reference/SOURCES.md`.

use proptest::prelude::*;
use serde_json::Value;
use stats::raking::*;

const SCHOOLS: &str = include_str!("reference/apistrat.csv");
const EXPECTED: &str = include_str!("reference/rake_apistrat.json");

/// Relative, from the table of references.
const WEIGHTS_AND_MEANS: f64 = 1e-8;
const ERRORS: f64 = 1e-6;

struct Schools {
    rows: Vec<Vec<&'static str>>,
    expected: Value,
}

impl Schools {
    fn read() -> Self {
        let rows = SCHOOLS
            .lines()
            .map(|line| line.split(',').collect())
            .collect();
        let expected = serde_json::from_str(EXPECTED).unwrap();
        Self { rows, expected }
    }

    fn texts(&self, name: &str) -> Vec<&'static str> {
        let at = self.rows[0].iter().position(|head| *head == name).unwrap();
        self.rows[1..].iter().map(|row| row[at]).collect()
    }

    fn numbers(&self, name: &str) -> Vec<f64> {
        self.texts(name)
            .into_iter()
            .map(|cell| cell.parse().unwrap())
            .collect()
    }

    /// A margin of one variable or of two crossed, with its names of levels.
    fn margin(&self, variables: &[&str], totals: &Value) -> Margin {
        let names: Vec<&String> = totals.as_object().unwrap().keys().collect();
        let columns: Vec<_> = variables.iter().map(|name| self.texts(name)).collect();
        let level = |row: usize| {
            let cells: Vec<&str> = columns.iter().map(|column| column[row]).collect();
            let at = names.iter().position(|name| **name == cells.join(":"));
            at.unwrap() as u32
        };
        Margin {
            level: (0..200).map(level).collect(),
            totals: names
                .iter()
                .map(|name| totals[*name].as_f64().unwrap())
                .collect(),
        }
    }

    fn margins(&self) -> Vec<Margin> {
        let targets = &self.expected["population_targets"];
        let names = ["stype", "sch.wide", "awards"];
        names
            .iter()
            .map(|name| self.margin(&[name], &targets[*name]))
            .collect()
    }

    /// Stratified by type, with the population of each stratum in a column.
    fn design(&self) -> Design {
        let types = self.texts("stype");
        let names = ["E", "H", "M"];
        let strata = types
            .iter()
            .map(|t| names.iter().position(|n| n == t).unwrap() as u32);
        let fpc = self.numbers("fpc");
        let population = |name: &&str| fpc[types.iter().position(|t| t == name).unwrap()];
        Design {
            strata: strata.collect(),
            populations: Some(names.iter().map(population).collect()),
        }
    }
}

fn agrees(what: &str, ours: f64, theirs: &Value, tolerance: f64) {
    let theirs = theirs
        .as_f64()
        .unwrap_or_else(|| panic!("{what}: no reference"));
    assert!(
        (ours - theirs).abs() <= tolerance * theirs.abs(),
        "{what}: {ours} against {theirs}"
    );
}

fn weights_agree(weights: &[f64], expected: &Value) {
    let spread = Spread::of(weights).unwrap();
    for (field, theirs) in expected.as_object().unwrap() {
        let one = |ours: f64| agrees(field, ours, theirs, WEIGHTS_AND_MEANS);
        match field.as_str() {
            "sum" => one(spread.sum),
            "min" => one(spread.min),
            "max" => one(spread.max),
            "cv2" => one(spread.cv2),
            "kish_deff" => one(spread.kish_deff),
            "n_eff" => one(spread.n_eff),
            "first10" => {
                for (ours, theirs) in weights[..10].iter().zip(theirs.as_array().unwrap()) {
                    agrees(field, *ours, theirs, WEIGHTS_AND_MEANS);
                }
            }
            other => panic!("nothing to compare {other} with"),
        }
    }
}

fn estimates_agree(name: &str, fit: Estimate, expected: &Value) {
    for (field, theirs) in expected.as_object().unwrap() {
        let what = format!("{name} {field}");
        match field.as_str() {
            "mean" => agrees(&what, fit.mean, theirs, WEIGHTS_AND_MEANS),
            "se" => agrees(&what, fit.se, theirs, ERRORS),
            "deff" => agrees(&what, fit.deff.unwrap(), theirs, ERRORS),
            "ci95_normal" => {
                agrees(&what, fit.ci.0, &theirs[0], ERRORS);
                agrees(&what, fit.ci.1, &theirs[1], ERRORS);
            }
            "total" => agrees(&what, fit.total, theirs, WEIGHTS_AND_MEANS),
            "total_se" => agrees(&what, fit.total_se, theirs, ERRORS),
            other => panic!("nothing to compare {other} with"),
        }
    }
}

fn some(values: Vec<f64>) -> Vec<Option<f64>> {
    values.into_iter().map(Some).collect()
}

#[test]
fn every_value_of_the_base_design_agrees() {
    let schools = Schools::read();
    let (base, design) = (schools.numbers("pw"), schools.design());
    let expected = &schools.expected["base"];
    weights_agree(&base, &expected["weights"]);
    for name in ["api00", "enroll"] {
        let fit = estimate(&some(schools.numbers(name)), &base, &design, None).unwrap();
        estimates_agree(name, fit, &expected[name]);
    }
}

#[test]
fn every_value_after_raking_agrees() {
    let schools = Schools::read();
    let (base, design, margins) = (schools.numbers("pw"), schools.design(), schools.margins());
    let expected = &schools.expected["raked"];
    let raked = rake(&base, &margins).unwrap();
    assert!(
        raked.converged && raked.max_margin_error < 1e-9,
        "{}",
        raked.sweeps
    );
    weights_agree(&raked.weights, &expected["weights"]);
    let variables = ["stype", "sch.wide", "awards"];
    let columns = variables.map(|name| schools.texts(name));
    let mut seen = Vec::new();
    for row in 0..200 {
        let cell = columns.clone().map(|column| column[row]).join(":");
        agrees(
            &cell,
            raked.weights[row],
            &expected["cell_weights"][&cell],
            WEIGHTS_AND_MEANS,
        );
        seen.push(cell);
    }
    seen.sort();
    seen.dedup();
    assert_eq!(
        seen.len(),
        expected["cell_weights"].as_object().unwrap().len()
    );
    for (name, column) in variables.iter().zip(&columns) {
        for (level, theirs) in expected["achieved"][*name].as_object().unwrap() {
            let rows = (0..200).filter(|row| column[*row] == level);
            let sum = rows.map(|row| raked.weights[row]).sum();
            agrees(level, sum, theirs, WEIGHTS_AND_MEANS);
        }
    }
    let calibration = Calibration {
        margins: &margins,
        weights: &raked.weights,
    };
    for name in ["api00", "enroll"] {
        let values = some(schools.numbers(name));
        let fit = estimate(&values, &raked.weights, &design, Some(calibration)).unwrap();
        estimates_agree(name, fit, &expected[name]);
    }
    // survey's own two ways agree to this; ours is to be no further from either.
    assert!(
        expected["max_abs_diff_to_calibrate_raking"]
            .as_f64()
            .unwrap()
            < 1e-8
    );
}

#[test]
fn every_value_after_post_stratification_agrees() {
    let schools = Schools::read();
    let (base, design) = (schools.numbers("pw"), schools.design());
    let expected = &schools.expected;
    let joint = &expected["population_joint_stype_schwide"];
    for (case, margin, names) in [
        (
            "post_stype",
            schools.margins().swap_remove(0),
            &["api00", "enroll"][..],
        ),
        (
            "post_stype_schwide",
            schools.margin(&["stype", "sch.wide"], joint),
            &["api00"],
        ),
    ] {
        let (collapsed, joined) = collapse(&margin, MIN_CELL);
        assert_eq!((&collapsed, joined.len()), (&margin, 0));
        let margins = [margin];
        let raked = rake(&base, &margins).unwrap();
        assert_eq!((raked.sweeps, raked.converged), (1, true));
        weights_agree(&raked.weights, &expected[case]["weights"]);
        let calibration = Calibration {
            margins: &margins,
            weights: &raked.weights,
        };
        for name in names {
            let values = some(schools.numbers(name));
            let fit = estimate(&values, &raked.weights, &design, Some(calibration)).unwrap();
            estimates_agree(name, fit, &expected[case][*name]);
        }
    }
}

#[test]
fn every_value_after_trimming_agrees() {
    let schools = Schools::read();
    let (base, design, margins) = (schools.numbers("pw"), schools.design(), schools.margins());
    let expected = &schools.expected["trimmed"];
    let raked = rake(&base, &margins).unwrap();
    let upper = 1.25 * raked.weights.iter().sum::<f64>() / 200.0;
    agrees("upper", upper, &expected["upper"], WEIGHTS_AND_MEANS);
    let trimmed = trim_at(&raked.weights, (0.0, expected["upper"].as_f64().unwrap())).unwrap();
    weights_agree(&trimmed.weights, &expected["weights"]);
    let changed = raked
        .weights
        .iter()
        .zip(&trimmed.weights)
        .filter(|(a, b)| a != b);
    assert_eq!(expected["n_changed_total"], changed.count());
    let calibration = Calibration {
        margins: &margins,
        weights: &raked.weights,
    };
    let values = some(schools.numbers("api00"));
    let fit = estimate(&values, &trimmed.weights, &design, Some(calibration)).unwrap();
    agrees(
        "api00",
        fit.mean,
        &expected["api00_mean"],
        WEIGHTS_AND_MEANS,
    );
    agrees("api00 se", fit.se, &expected["api00_se"], ERRORS);
}

fn margin(level: &[u32], totals: &[f64]) -> Margin {
    Margin {
        level: level.to_vec(),
        totals: totals.to_vec(),
    }
}

#[test]
fn what_cannot_be_raked_is_named() {
    let ok = margin(&[0, 1], &[3.0, 5.0]);
    assert_eq!(rake(&[], &[]), Err(RakingError::Empty));
    assert_eq!(
        rake(&[1.0, -1.0], std::slice::from_ref(&ok)),
        Err(RakingError::Weight(1))
    );
    assert_eq!(
        rake(&[1.0], std::slice::from_ref(&ok)),
        Err(RakingError::Length(2, 1))
    );
    let absent = margin(&[0, 0], &[3.0, 5.0]);
    let missing = Err(RakingError::EmptyLevel {
        margin: 0,
        level: 1,
    });
    assert_eq!(rake(&[1.0, 1.0], &[absent]), missing);
    assert_eq!(rake(&[1.0, 0.0], std::slice::from_ref(&ok)), missing);
    let unequal = margin(&[0, 1], &[3.0, 6.0]);
    let disagree = RakingError::TotalsDisagree {
        margin: 1,
        sum: 9.0,
        first: 8.0,
    };
    assert_eq!(rake(&[1.0, 1.0], &[ok, unequal]), Err(disagree));
    let zero = margin(&[0, 0], &[0.0]);
    assert_eq!(
        rake(&[1.0, 1.0], &[zero]),
        Err(RakingError::Total {
            margin: 0,
            level: 0
        })
    );
    let level = margin(&[0, 2], &[1.0, 1.0]);
    assert_eq!(
        rake(&[1.0, 1.0], &[level]),
        Err(RakingError::Level { margin: 0, row: 1 })
    );
}

#[test]
fn margins_that_no_weights_meet_do_not_converge() {
    // Rows on the diagonal only: both margins speak of the same two rows, and disagree.
    let margins = [margin(&[0, 1], &[3.0, 5.0]), margin(&[0, 1], &[5.0, 3.0])];
    let raked = rake(&[1.0, 1.0], &margins).unwrap();
    assert!(!raked.converged && raked.max_margin_error > 0.1);
    assert!(raked.weights.iter().all(|w| w.is_finite()));
}

#[test]
fn weights_of_zero_stay_zero_and_count_as_nobody() {
    let margins = [margin(&[0, 0, 1, 1], &[4.0, 6.0])];
    let raked = rake(&[1.0, 0.0, 1.0, 1.0], &margins).unwrap();
    assert_eq!(raked.weights, [4.0, 0.0, 3.0, 3.0]);
    let spread = Spread::of(&raked.weights).unwrap();
    assert!((spread.kish_deff - 3.0 * 34.0 / 100.0).abs() < 1e-14);
    assert_eq!(Spread::of(&[0.0, 0.0]), Err(RakingError::Empty));
    let (raked, clipped) = trim_and_rake(&raked.weights, &margins, (0.9, 1.0)).unwrap();
    assert_eq!((raked.weights[1], clipped), (0.0, 1));
}

#[test]
fn weights_that_cost_two_thirds_of_the_sample_are_not_usable() {
    let mut weights = vec![1.0; 99];
    weights.push(30.0);
    let spread = Spread::of(&weights).unwrap();
    assert!(spread.kish_deff > MOST_DESIGN_EFFECT);
    assert_eq!(
        spread.usable(),
        Err(RakingError::DesignEffect(spread.kish_deff))
    );
    assert_eq!(Spread::of(&[1.0, 2.0]).unwrap().usable(), Ok(()));
}

#[test]
fn small_cells_join_the_smaller_neighbour() {
    // Counts 6, 2, 3, 7: the level of 2 joins the one of 3, which makes 5.
    let level: Vec<u32> = [(0, 6), (1, 2), (2, 3), (3, 7)]
        .iter()
        .flat_map(|&(level, n)| vec![level; n])
        .collect();
    let (new, joined) = collapse(&margin(&level, &[10.0, 20.0, 30.0, 40.0]), MIN_CELL);
    assert_eq!(new.totals, [10.0, 50.0, 40.0]);
    assert_eq!(
        joined,
        [Collapse {
            levels: vec![1, 2],
            n: 5
        }]
    );
    assert_eq!(new.level[17], 2);
    // An absent level that has people goes on too; one that has none may stay.
    let (new, _) = collapse(&margin(&[0; 6], &[9.0, 1.0, 0.0]), MIN_CELL);
    assert_eq!(new.totals, [10.0]);
    let (new, _) = collapse(&margin(&[0; 6], &[9.0, 0.0]), MIN_CELL);
    assert_eq!(new.totals, [9.0, 0.0]);
    let (new, joined) = collapse(&margin(&[0, 1], &[9.0, 1.0]), MIN_CELL);
    assert_eq!((new.totals.len(), joined[0].n), (1, 2));
}

#[test]
fn bounds_that_cannot_hold_are_named() {
    assert_eq!(trim_at(&[1.0, 5.0], (0.0, 2.0)), Err(RakingError::Bounds));
    assert_eq!(trim_at(&[1.0, 5.0], (4.0, 2.0)), Err(RakingError::Bounds));
    let margins = [margin(&[0, 1], &[3.0, 5.0])];
    for bounds in [(1.5, 2.0), (0.5, 0.9), (f64::NAN, 2.0)] {
        assert_eq!(
            trim_and_rake(&[1.0, 1.0], &margins, bounds),
            Err(RakingError::Bounds)
        );
    }
    let trimmed = trim_at(&[1.0, 2.0, 9.0], (2.0, 6.0)).unwrap();
    assert_eq!(trimmed.weights, [2.0, 4.0, 6.0]);
    assert_eq!(trimmed.n_bounded, 2);
}

#[test]
fn designs_that_show_no_variance_are_named() {
    let (values, weights) = (some(vec![1.0, 2.0, 4.0]), [1.0, 1.0, 1.0]);
    let design = |strata: &[u32], populations: Option<&[f64]>| Design {
        strata: strata.to_vec(),
        populations: populations.map(<[f64]>::to_vec),
    };
    let fit = |design: Design| estimate(&values, &weights, &design, None);
    assert_eq!(
        fit(design(&[0, 0, 1], None)),
        Err(RakingError::LonelyStratum(1))
    );
    assert!(fit(design(&[0, 0, 1], Some(&[9.0, 1.0]))).is_ok());
    let crowded = design(&[0, 0, 0], Some(&[2.0]));
    assert_eq!(fit(crowded), Err(RakingError::Population(0)));
    let one = estimate(&[Some(1.0), None, None], &weights, &Design::default(), None);
    assert_eq!(one, Err(RakingError::TooFewValues));
    let constant = estimate(&some(vec![2.0; 3]), &weights, &Design::default(), None).unwrap();
    assert_eq!(
        (constant.mean, constant.se, constant.deff),
        (2.0, 0.0, None)
    );
    let nan = estimate(&some(vec![f64::NAN; 3]), &weights, &Design::default(), None);
    assert_eq!(nan, Err(RakingError::Value(0)));
}

/// With equal weights and one stratum the error is the textbook one, s/√n · √(1 − n/N).
#[test]
fn a_simple_random_sample_has_the_textbook_error() {
    let values = some(vec![1.0, 2.0, 4.0, 9.0]);
    let design = Design {
        strata: Vec::new(),
        populations: Some(vec![40.0]),
    };
    let fit = estimate(&values, &[10.0; 4], &design, None).unwrap();
    let s2 = [9.0, 4.0, 0.0, 25.0].iter().sum::<f64>() / 3.0;
    assert!((fit.se - (s2 / 4.0 * 0.9).sqrt()).abs() < 1e-14);
    assert!((fit.deff.unwrap() - 1.0).abs() < 1e-14);
}

prop_compose! {
    fn samples()(n in 6usize..40)(
        a in prop::collection::vec(0u32..3, n),
        b in prop::collection::vec(0u32..2, n),
        base in prop::collection::vec(0.2..5.0f64, n),
        y in prop::collection::vec(-9.0..9.0f64, n),
        truth in prop::collection::vec(0.2..5.0f64, n),
    ) -> (Vec<Margin>, Vec<f64>, Vec<f64>) {
        // Totals of some positive weights, so that the margins can be met.
        let of = |level: &[u32], k: u32| {
            let total = |h: u32| level.iter().zip(&truth).filter(|(l, _)| **l == h).map(|(_, w)| w).sum();
            Margin { level: level.to_vec(), totals: (0..k).map(total).collect() }
        };
        (vec![of(&a, 3), of(&b, 2)], base, y)
    }
}

proptest! {
    #[test]
    fn raked_weights_meet_the_margins_and_keep_odds_ratios((margins, base, y) in samples()) {
        let raked = rake(&base, &margins).unwrap();
        // Sparse tables may converge slowly; then the result says so.
        prop_assume!(raked.converged);
        prop_assert!(raked.max_margin_error < 1e-6);
        // Factors are the same for rows of the same levels.
        for i in 0..base.len() {
            for j in 0..i {
                if margins.iter().all(|m| m.level[i] == m.level[j]) {
                    let (a, b) = (raked.weights[i] / base[i], raked.weights[j] / base[j]);
                    prop_assert!((a / b - 1.0).abs() < 1e-9);
                }
            }
        }
        let calibration = Calibration { margins: &margins, weights: &raked.weights };
        let fit = estimate(&some(y), &raked.weights, &Design::default(), Some(calibration)).unwrap();
        prop_assert!(fit.se.is_finite());
        // A variable that the margins explain has no error left.
        let known: Vec<f64> = margins[0].level.iter().map(|l| f64::from(*l)).collect();
        let fit = estimate(&some(known), &raked.weights, &Design::default(), Some(calibration)).unwrap();
        prop_assert!(fit.se < 1e-3);
    }

    #[test]
    fn the_order_of_rows_changes_nothing((margins, base, y) in samples(), by in 0usize..40) {
        let n = base.len();
        let turn = |values: &[f64]| { let mut v = values.to_vec(); v.rotate_left(by % n); v };
        let turned: Vec<Margin> = margins.iter().map(|m| {
            let mut level = m.level.clone();
            level.rotate_left(by % n);
            Margin { level, totals: m.totals.clone() }
        }).collect();
        let (a, b) = (rake(&base, &margins).unwrap(), rake(&turn(&base), &turned).unwrap());
        for (a, b) in turn(&a.weights).iter().zip(&b.weights) {
            prop_assert!((a / b - 1.0).abs() < 1e-9);
        }
        let (x, z) = (some(y.clone()), some(turn(&y)));
        let a = estimate(&x, &a.weights, &Design::default(), None).unwrap();
        let b = estimate(&z, &b.weights, &Design::default(), None).unwrap();
        prop_assert!((a.mean - b.mean).abs() < 1e-9 && (a.se - b.se).abs() < 1e-9);
    }

    #[test]
    fn trimming_keeps_the_sum(weights in prop::collection::vec(0.1..20.0f64, 2..30), low in 0.0..1.0f64, high in 1.0..3.0f64) {
        let mean = weights.iter().sum::<f64>() / weights.len() as f64;
        if let Ok(trimmed) = trim_at(&weights, (low * mean, high * mean)) {
            let sum: f64 = trimmed.weights.iter().sum();
            prop_assert!((sum / (mean * weights.len() as f64) - 1.0).abs() < 1e-12);
            for weight in trimmed.weights {
                prop_assert!(weight >= low * mean && weight <= high * mean);
            }
        }
    }
}
