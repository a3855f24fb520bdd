//! Cumulative logit models agree with the R package ordinal. Sources: `reference/SOURCES.md`.

use proptest::prelude::*;
use serde_json::Value;
use stats::ordinal::*;

const WINE: &str = include_str!("reference/wine.csv");
const EXPECTED: &str = include_str!("reference/clmm_wine.json");

/// Relative, from the table of references.
const ESTIMATES: f64 = 1e-4;
const ERRORS_AND_VARIANCES: f64 = 1e-3;
const LIKELIHOOD: f64 = 1e-7;

fn column(name: &str) -> Vec<&'static str> {
    let mut lines = WINE.lines();
    let at = lines
        .next()
        .unwrap()
        .split(',')
        .position(|head| head == name)
        .unwrap();
    lines.map(|line| line.split(',').nth(at).unwrap()).collect()
}

fn factor(name: &str) -> Factor {
    let level = column(name)
        .iter()
        .map(|cell| cell.parse::<u32>().unwrap() - 1)
        .collect::<Vec<_>>();
    Factor {
        n_levels: *level.iter().max().unwrap() as usize + 1,
        level,
    }
}

fn wine(fixed: &[(&str, &str)], factors: &[&str]) -> OrdinalData {
    let dummy = |(name, level): &(&str, &str)| {
        let one = |cell: &&str| f64::from(u8::from(cell == level));
        column(name).iter().map(one).collect()
    };
    OrdinalData {
        category: column("rating")
            .iter()
            .map(|c| c.parse::<u32>().unwrap() - 1)
            .collect(),
        n_categories: 5,
        fixed: fixed.iter().map(dummy).collect(),
        factors: factors.iter().map(|name| factor(name)).collect(),
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

fn fit_agrees(fit: &OrdinalFit, fixed: &[&str], factors: &[&str], expected: &Value) {
    assert!(fit.converged && fit.gradient < 1e-5, "{fit:?}");
    let names = ["1|2", "2|3", "3|4", "4|5"].iter().chain(fixed);
    let effects: Vec<(&str, &Effect)> = names
        .copied()
        .zip(fit.thresholds.iter().chain(&fit.fixed))
        .collect();
    assert_eq!(
        expected["estimate"].as_object().unwrap().len(),
        effects.len()
    );
    for (name, effect) in effects {
        agrees(
            name,
            effect.estimate,
            &expected["estimate"][name],
            ESTIMATES,
        );
        agrees(
            name,
            effect.se.unwrap(),
            &expected["se"][name],
            ERRORS_AND_VARIANCES,
        );
    }
    // Tighter than asked: the reference stops looking for modes a little early.
    agrees(
        "logLik",
        fit.log_likelihood,
        &expected["logLik"],
        LIKELIHOOD,
    );
    for (name, random) in factors.iter().zip(&fit.random) {
        let variance = &expected["random_variance"][*name];
        agrees(name, random.variance, variance, ERRORS_AND_VARIANCES);
        // The reference lists the first eight levels.
        let modes = expected["blup_first"][*name].as_array().unwrap();
        let variances = expected["cond_var_first"][*name].as_array().unwrap();
        assert_eq!((modes.len(), variances.len()), (8, 8));
        for (at, theirs) in modes.iter().enumerate() {
            agrees(name, random.modes[at], theirs, ERRORS_AND_VARIANCES);
        }
        for (at, theirs) in variances.iter().enumerate() {
            agrees(name, random.variances[at], theirs, ERRORS_AND_VARIANCES);
        }
    }
}

#[test]
fn every_value_of_wine_agrees() {
    let expected: Value = serde_json::from_str(EXPECTED).unwrap();
    let both = [("temp", "warm"), ("contact", "yes")];
    let names = ["tempwarm", "contactyes"];
    let fixed = fit(&wine(&both, &[]), 1).unwrap();
    fit_agrees(&fixed, &names, &[], &expected["clm"]);
    let judges = wine(&both, &["judge"]);
    let laplace = fit(&judges, 1).unwrap();
    fit_agrees(&laplace, &names, &["judge"], &expected["clmm_laplace"]);
    let quadrature = fit(&judges, 10).unwrap();
    fit_agrees(&quadrature, &names, &["judge"], &expected["clmm_agq10"]);
    let crossed = fit(&wine(&both[..1], &["judge", "bottle"]), 1).unwrap();
    let case = &expected["clmm_crossed_laplace"];
    fit_agrees(&crossed, &names[..1], &["judge", "bottle"], case);
}

/// Two codes, one number: the crossed method on one factor and a second one without effect.
#[test]
fn a_second_factor_of_one_level_takes_nothing_away() {
    let mut data = wine(&[("temp", "warm")], &["judge"]);
    let alone = fit(&data, 1).unwrap();
    // Every row its own category of nothing: one level, which the thresholds already hold.
    data.factors.push(Factor {
        level: vec![0; 72],
        n_levels: 1,
    });
    let crossed = fit(&data, 1).unwrap();
    assert_eq!(crossed.random[1].variance, 0.0);
    assert!((crossed.log_likelihood - alone.log_likelihood).abs() < 1e-7);
    assert!((crossed.random[0].variance / alone.random[0].variance - 1.0).abs() < 1e-4);
}

/// More nodes come closer to the integral, which Laplace misses by .03.
#[test]
fn quadrature_settles_as_nodes_are_added() {
    let judges = wine(&[("temp", "warm"), ("contact", "yes")], &["judge"]);
    let height = |nodes| fit(&judges, nodes).unwrap().log_likelihood;
    let (laplace, ten, thirty) = (height(1), height(10), height(30));
    assert!((laplace - thirty).abs() > 0.01);
    assert!((ten - thirty).abs() < 1e-5);
}

#[test]
fn groups_without_differences_have_a_variance_of_zero() {
    let category: Vec<u32> = (0..60).map(|row| row % 3).collect();
    let level: Vec<u32> = (0..60).map(|row| row / 12).collect();
    let data = OrdinalData {
        category,
        n_categories: 3,
        fixed: vec![],
        factors: vec![Factor { level, n_levels: 5 }],
    };
    for nodes in [1, 7] {
        let fit = fit(&data, nodes).unwrap();
        assert_eq!(fit.random[0].variance, 0.0, "{fit:?}");
        assert!(fit.random[0].modes.iter().all(|mode| mode.abs() < 1e-4));
        assert!((fit.thresholds[0].estimate - 0.5f64.ln()).abs() < 1e-6);
    }
}

#[test]
fn what_cannot_be_fitted_is_named() {
    let good = wine(&[("temp", "warm")], &["judge", "bottle"]);
    let broken = |change: &dyn Fn(&mut OrdinalData)| {
        let mut data = good.clone();
        change(&mut data);
        fit(&data, 1).unwrap_err()
    };
    assert_eq!(
        broken(&|d| d.fixed[0] = vec![2.0; 72]),
        OrdinalError::Dependent(0)
    );
    assert_eq!(
        broken(&|d| d.fixed.push(d.fixed[0].clone())),
        OrdinalError::Dependent(1)
    );
    assert_eq!(
        broken(&|d| d.fixed[0][3] = f64::NAN),
        OrdinalError::Value(0)
    );
    assert_eq!(broken(&|d| d.n_categories = 6), OrdinalError::Category(5));
    assert_eq!(broken(&|d| d.category[0] = 9), OrdinalError::Category(9));
    assert_eq!(
        broken(&|d| d.factors[1].n_levels = 3),
        OrdinalError::Level(1)
    );
    let length = broken(&|d| {
        d.fixed[0].pop();
    });
    assert_eq!(length, OrdinalError::Length(71, 72));
    let many = broken(&|d| d.factors[0].n_levels = MOST_CROSSED_LEVELS);
    assert_eq!(many, OrdinalError::TooManyLevels(MOST_CROSSED_LEVELS + 8));
    assert_eq!(fit(&good, 10), Err(OrdinalError::Quadrature));
    assert_eq!(
        fit(&wine(&[], &["judge"]), 0),
        Err(OrdinalError::Quadrature)
    );
    let one = OrdinalData {
        category: vec![0, 0],
        n_categories: 1,
        fixed: vec![],
        factors: vec![],
    };
    assert_eq!(fit(&one, 1), Err(OrdinalError::OneCategory));
    let none = OrdinalData {
        category: vec![],
        ..one
    };
    assert_eq!(fit(&none, 1), Err(OrdinalError::Empty));
}

#[test]
fn a_perfect_split_is_no_panic_and_no_nan() {
    let data = OrdinalData {
        category: vec![0, 0, 0, 1, 1, 1],
        n_categories: 2,
        fixed: vec![vec![0.0, 0.0, 0.0, 1.0, 1.0, 1.0]],
        factors: vec![],
    };
    let fit = fit(&data, 1).unwrap();
    assert!(fit.log_likelihood > -1e-3 && fit.fixed[0].estimate.is_finite());
    assert!(fit.fixed[0].se.is_none_or(|se| se > 100.0));
}

#[test]
fn two_rows_of_two_categories_are_a_model() {
    let data = OrdinalData {
        category: vec![0, 1],
        n_categories: 2,
        fixed: vec![],
        factors: vec![Factor {
            level: vec![0, 0],
            n_levels: 1,
        }],
    };
    let fit = fit(&data, 1).unwrap();
    assert_eq!(fit.random[0].variance, 0.0);
    assert!(fit.thresholds[0].estimate.abs() < 1e-6);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn rows_and_labels_may_change_places(
        rows in prop::collection::vec((0u32..3, 0u32..4, -2.0..2.0f64), 12..40), by in 0usize..40,
    ) {
        let mut rows = rows;
        // Every category occurs.
        for c in 0..3 { rows[c as usize].0 = c; }
        let data = |rows: &[(u32, u32, f64)], label: &dyn Fn(u32) -> u32| OrdinalData {
            category: rows.iter().map(|row| row.0).collect(),
            n_categories: 3,
            fixed: vec![rows.iter().map(|row| row.2).collect()],
            factors: vec![Factor { level: rows.iter().map(|row| label(row.1)).collect(), n_levels: 4 }],
        };
        let a = fit(&data(&rows, &|l| l), 5).unwrap();
        let n = rows.len();
        rows.rotate_left(by % n);
        let b = fit(&data(&rows, &|l| 3 - l), 5).unwrap();
        prop_assert!(a.log_likelihood.is_finite());
        prop_assert!((a.log_likelihood - b.log_likelihood).abs() < 1e-7);
        if a.converged && b.converged && a.fixed[0].estimate.abs() < 20.0 {
            prop_assert!((a.fixed[0].estimate - b.fixed[0].estimate).abs() < 1e-4);
            prop_assert!((a.random[0].modes[0] - b.random[0].modes[3]).abs() < 1e-3);
        }
    }
}
