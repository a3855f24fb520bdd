//! Robust location and scale agree with MASS and robustbase. Source: `reference/SOURCES.md`.

use proptest::prelude::*;
use serde_json::Value as Json;
use stats::robust::*;

const CHEM: &str = include_str!("reference/chem.csv");
const EXPECTED: &str = include_str!("reference/robust_chem.json");

/// Relative, from the table of references.
const TOLERANCE: f64 = 1e-8;

fn chem() -> Vec<f64> {
    CHEM.lines()
        .skip(1)
        .map(|line| line.parse().unwrap())
        .collect()
}

fn agrees(what: &str, ours: f64, theirs: &Json) {
    let theirs = theirs
        .as_f64()
        .unwrap_or_else(|| panic!("{what}: no reference"));
    assert!(
        (ours - theirs).abs() <= TOLERANCE * theirs.abs(),
        "{what}: {ours} against {theirs}"
    );
}

#[test]
fn every_value_of_chem_agrees() {
    let (x, expected) = (chem(), serde_json::from_str::<Json>(EXPECTED).unwrap());
    assert_eq!(expected["n"], x.len());
    agrees("mad", mad(&x).unwrap(), &expected["mad_1.4826"]);
    let whole = trimmed_mean(&x, 0.0).unwrap();
    agrees("mean", whole.mean, &expected["mean"]);
    agrees("sd", whole.winsorised_sd, &expected["sd"]);
    let median = winsorised_mean(&x, 0.499).unwrap();
    agrees("median", median, &expected["median"]);
    for row in expected["huber_fixed_mad"].as_array().unwrap() {
        let fit = huber(&x, row["k"].as_f64().unwrap()).unwrap();
        agrees("huber", fit.location, &row["mu"]);
        agrees("huber se", fit.se, &row["se_sandwich"]);
    }
    let row = &expected["huber_proposal2"];
    let fit = huber_proposal_2(&x, row["k"].as_f64().unwrap()).unwrap();
    agrees("proposal 2", fit.location, &row["mu"]);
    agrees("proposal 2 scale", fit.scale, &row["s"]);
    for row in expected["trimmed"].as_array().unwrap() {
        let fit = trimmed_mean(&x, row["trim"].as_f64().unwrap()).unwrap();
        agrees("trimmed", fit.mean, &row["mean"]);
        agrees("winsorised sd", fit.winsorised_sd, &row["winsorized_sd"]);
        agrees("trimmed se", fit.se, &row["se"]);
        agrees("trimmed df", fit.df, &row["df"]);
        agrees("trimmed lower", fit.ci.0, &row["ci95_t"][0]);
        agrees("trimmed upper", fit.ci.1, &row["ci95_t"][1]);
    }
    agrees("qn", qn(&x).unwrap(), &expected["qn"]);
    agrees("sn", sn(&x).unwrap(), &expected["sn"]);
    let tau = tau_scale(&x).unwrap();
    agrees("tau location", tau.location, &expected["tau_scale"][0]);
    agrees("tau scale", tau.scale, &expected["tau_scale"][1]);
    let winsorised = winsorised_mean(&x, 0.2).unwrap();
    agrees("winsorised", winsorised, &expected["winsorized_mean_20"]);
    agrees(
        "hodges-lehmann",
        hodges_lehmann(&x).unwrap(),
        &expected["hodges_lehmann"],
    );
}

#[test]
fn no_value_one_value_and_equal_values_have_a_named_result() {
    let none = RobustError::TooFew {
        found: 0,
        needed: 1,
    };
    assert_eq!(mad(&[]), Err(none));
    assert_eq!(huber(&[], 1.5), Err(none));
    assert_eq!(hodges_lehmann(&[]), Err(none));
    assert_eq!(winsorised_mean(&[], 0.2), Err(none));
    assert_eq!(tau_scale(&[]), Err(none));
    assert_eq!(
        qn(&[1.0]),
        Err(RobustError::TooFew {
            found: 1,
            needed: 2
        })
    );
    assert!(trimmed_mean(&[1.0], 0.2).is_err());
    for equal in [vec![2.5], vec![2.5; 2], vec![2.5; 9]] {
        assert_eq!(huber(&equal, 1.5).unwrap().location, 2.5);
        assert_eq!(tau_scale(&equal).unwrap().scale, 0.0);
        assert_eq!(hodges_lehmann(&equal).unwrap(), 2.5);
    }
    assert_eq!(huber_proposal_2(&[2.5; 4], 1.5).unwrap().scale, 0.0);
    assert_eq!((qn(&[2.5; 4]).unwrap(), sn(&[2.5; 4]).unwrap()), (0.0, 0.0));
}

#[test]
fn a_scale_of_zero_and_wild_constants_are_named() {
    let mostly_equal = [1.0, 1.0, 1.0, 9.0];
    assert_eq!(huber(&mostly_equal, 1.5), Err(RobustError::ScaleZero));
    assert_eq!(
        huber_proposal_2(&mostly_equal, 1.5),
        Err(RobustError::ScaleZero)
    );
    assert_eq!(tau_scale(&mostly_equal), Err(RobustError::ScaleZero));
    for k in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(huber(&[1.0, 2.0], k), Err(RobustError::Tuning));
        assert_eq!(huber_proposal_2(&[1.0, 2.0], k), Err(RobustError::Tuning));
    }
    for gamma in [-0.1, 0.5, f64::NAN] {
        assert_eq!(
            winsorised_mean(&[1.0, 2.0], gamma),
            Err(RobustError::Tuning)
        );
    }
    assert_eq!(mad(&[1.0, f64::NAN]), Err(RobustError::NotFinite(1)));
}

/// The breakdown point in the design: 20 % of liars do not move a 20 % trimmed mean beyond the
/// honest values.
#[test]
fn a_fifth_of_wild_values_stays_outside() {
    let mut values = vec![3.0, 3.1, 3.2, 3.3, 3.4, 3.5, 3.6, 3.7];
    values.extend([1e9, 1e9]);
    assert!(trimmed_mean(&values, 0.2).unwrap().mean < 3.7);
    assert!(huber(&values, 1.345).unwrap().location < 4.5);
    assert!(hodges_lehmann(&values).unwrap() < 3.7);
}

fn values() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(-50.0..50.0f64, 3..40)
}

proptest! {
    #[test]
    fn order_shift_and_scale(x in values(), shift in -9.0..9.0f64, factor in 0.1..9.0f64, seed in 0usize..40) {
        let mut other: Vec<f64> = x.iter().map(|v| factor * v + shift).collect();
        let n = other.len();
        other.rotate_left(seed % n);
        other.reverse();
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * (1.0 + a.abs() + b.abs());
        let moved = |v: f64| factor * v + shift;
        prop_assert!(near(mad(&other).unwrap(), factor * mad(&x).unwrap()));
        prop_assert!(near(qn(&other).unwrap(), factor * qn(&x).unwrap()));
        prop_assert!(near(sn(&other).unwrap(), factor * sn(&x).unwrap()));
        prop_assert!(near(hodges_lehmann(&other).unwrap(), moved(hodges_lehmann(&x).unwrap())));
        prop_assert!(near(trimmed_mean(&other, 0.2).unwrap().mean, moved(trimmed_mean(&x, 0.2).unwrap().mean)));
        let (a, b) = (huber(&x, 1.345).unwrap(), huber(&other, 1.345).unwrap());
        prop_assert!(near(b.location, moved(a.location)));
        let (a, b) = (tau_scale(&x).unwrap(), tau_scale(&other).unwrap());
        prop_assert!(near(b.scale, factor * a.scale) && near(b.location, moved(a.location)));
    }

    #[test]
    fn sn_is_the_low_median_of_high_medians(x in values()) {
        let n = x.len();
        let mut medians: Vec<f64> = x.iter().map(|a| {
            let mut d: Vec<f64> = x.iter().map(|b| (a - b).abs()).collect();
            d.sort_by(f64::total_cmp);
            d[n / 2]
        }).collect();
        medians.sort_by(f64::total_cmp);
        let ratio = sn(&x).unwrap() / (1.1926 * medians[n.div_ceil(2) - 1]);
        let factor = if n % 2 == 1 { n as f64 / (n as f64 - 0.9) } else { 1.0 };
        let agrees = n < 10 || (ratio - factor).abs() < 1e-12;
        prop_assert!(agrees, "{ratio} against {factor}");
    }
}
