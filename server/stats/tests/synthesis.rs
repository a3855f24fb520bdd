//! Synthesis agrees with metafor. Sources: `reference/SOURCES.md`.

use proptest::prelude::*;
use serde_json::Value;
use stats::synthesis::*;

const BCG: &str = include_str!("reference/bcg.csv");
const META: &str = include_str!("reference/meta_bcg.json");
const BERKEY: &str = include_str!("reference/berkey.csv");
const MULTIVARIATE: &str = include_str!("reference/meta_berkey_multivariate.json");

/// Relative, from the table of references; p values are as good as the closed forms are.
const CLOSED_FORM: f64 = 1e-9;
const ITERATED: f64 = 1e-6;
const JOINT: f64 = 1e-4;

fn bcg() -> Vec<Study> {
    let number = |line: &str, at: usize| line.split(',').nth(at).unwrap().parse().unwrap();
    let lines = BCG.lines().skip(1);
    lines
        .map(|line| Study {
            estimate: number(line, 5),
            variance: number(line, 6),
        })
        .collect()
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

fn fit_agrees(name: &str, fit: &Synthesis, row: &Value, tolerance: f64) {
    let mut seen = 0;
    for (field, theirs) in row.as_object().unwrap() {
        seen += 1;
        let what = format!("{name} {field}");
        let pair = |ours: (f64, f64)| {
            agrees(&what, ours.0, &theirs[0], tolerance);
            agrees(&what, ours.1, &theirs[1], tolerance);
        };
        let one = |ours: f64, tolerance: f64| agrees(&what, ours, theirs, tolerance);
        match field.as_str() {
            "mu" => one(fit.mean, tolerance),
            "se" => one(fit.se, tolerance),
            "stat" => one(fit.statistic.unwrap(), tolerance),
            "p" => one(fit.p.unwrap(), tolerance),
            "ci" => pair(fit.ci),
            "pi" if theirs.is_null() => assert_eq!(fit.prediction, None),
            "pi" => pair(fit.prediction.unwrap()),
            "tau2" => one(fit.tau2.value, tolerance),
            "I2" => one(fit.i2.unwrap(), tolerance),
            "H2" => one(fit.h2.unwrap(), tolerance),
            "Q" => one(fit.q, CLOSED_FORM),
            "Q_p" => one(fit.q_p.unwrap(), CLOSED_FORM),
            "logLik" => one(fit.log_likelihood.unwrap(), ITERATED),
            "se_tau2" => one(fit.tau2.se.unwrap(), ITERATED),
            "tau2_ci_qprofile" => pair(fit.tau2_ci.unwrap()),
            "blup" | "blup_se" => {
                assert_eq!(theirs.as_array().unwrap().len(), fit.shrunk.len());
                for (shrunk, theirs) in fit.shrunk.iter().zip(theirs.as_array().unwrap()) {
                    let ours = if field == "blup" {
                        shrunk.estimate
                    } else {
                        shrunk.se
                    };
                    agrees(&what, ours, theirs, tolerance);
                }
            }
            other => panic!("nothing to compare {other} with"),
        }
    }
    assert!(seen >= 10);
}

#[test]
fn every_value_of_bcg_agrees() {
    let (studies, expected) = (bcg(), serde_json::from_str::<Value>(META).unwrap());
    assert_eq!(expected["k"], studies.len());
    for (name, estimator, test, tolerance) in [
        ("FE", Estimator::Fixed, Test::Normal, CLOSED_FORM),
        ("DL", Estimator::DerSimonianLaird, Test::Normal, CLOSED_FORM),
        ("HE", Estimator::Hedges, Test::Normal, CLOSED_FORM),
        ("PM", Estimator::PauleMandel, Test::Normal, ITERATED),
        ("REML", Estimator::Reml, Test::Normal, ITERATED),
        (
            "REML_knapp_hartung",
            Estimator::Reml,
            Test::KnappHartung,
            ITERATED,
        ),
        (
            "DL_knapp_hartung",
            Estimator::DerSimonianLaird,
            Test::KnappHartung,
            CLOSED_FORM,
        ),
    ] {
        let fit = synthesise(&studies, estimator, test).unwrap();
        fit_agrees(name, &fit, &expected[name], tolerance);
    }
}

/// Trials of berkey.csv, outcomes in the order AL, PD.
fn berkey() -> Vec<Arm> {
    let rows: Vec<Vec<&str>> = BERKEY
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect())
        .collect();
    let number = |text: &str| text.parse::<f64>().unwrap();
    rows.chunks(2)
        .map(|rows| Arm {
            outcomes: rows.iter().map(|row| usize::from(row[1] == "PD")).collect(),
            estimates: rows.iter().map(|row| number(row[2])).collect(),
            covariance: rows
                .iter()
                .flat_map(|row| [number(row[3]), number(row[4])])
                .collect(),
        })
        .collect()
}

#[test]
fn every_value_of_berkey_agrees() {
    let expected: Value = serde_json::from_str(MULTIVARIATE).unwrap();
    let expected = &expected["fit"];
    let fit = synthesise_jointly(&berkey(), 2).unwrap();
    assert!(fit.converged, "{fit:?}");
    for j in 0..2 {
        agrees("beta", fit.means[j].mean, &expected["beta"][j], JOINT);
        agrees("se", fit.means[j].se, &expected["se"][j], JOINT);
        agrees("ci", fit.means[j].ci.0, &expected["ci"][j][0], JOINT);
        agrees("ci", fit.means[j].ci.1, &expected["ci"][j][1], JOINT);
        agrees("tau2", fit.between[3 * j], &expected["tau2"][j], JOINT);
        for k in 0..2 {
            agrees(
                "cov",
                fit.covariance[2 * j + k],
                &expected["cov_beta"][j][k],
                JOINT,
            );
        }
    }
    agrees("rho", fit.correlation[1].unwrap(), &expected["rho"], JOINT);
    agrees("logLik", fit.log_likelihood, &expected["logLik"], JOINT);
    agrees("Q", fit.q, &expected["Q"], JOINT);
    // The model has no variance of rows inside a trial, which rma.mv reports as 0.
    assert_eq!(expected["sigma2"], 0);
    assert_eq!((fit.q_df, fit.means[0].n), (8, 5));
}

/// With one outcome the joint model is the univariate one.
#[test]
fn one_outcome_is_the_univariate_model() {
    let studies = bcg();
    let arm = |study: &Study| Arm {
        outcomes: vec![0],
        estimates: vec![study.estimate],
        covariance: vec![study.variance],
    };
    let arms: Vec<Arm> = studies.iter().map(arm).collect();
    let joint = synthesise_jointly(&arms, 1).unwrap();
    let alone = synthesise(&studies, Estimator::Reml, Test::Normal).unwrap();
    assert!((joint.between[0] / alone.tau2.value - 1.0).abs() < 1e-6);
    assert!((joint.means[0].mean - alone.mean).abs() < 1e-8);
    assert!((joint.log_likelihood - alone.log_likelihood.unwrap()).abs() < 1e-9);
    assert!((joint.q / alone.q - 1.0).abs() < 1e-12);
}

#[test]
fn outcomes_never_seen_together_have_no_correlation() {
    let arm = |outcome: usize, y: f64| Arm {
        outcomes: vec![outcome],
        estimates: vec![y],
        covariance: vec![0.1],
    };
    let arms = [
        arm(0, 1.0),
        arm(0, 2.5),
        arm(1, 0.0),
        arm(1, 1.5),
        arm(1, 0.2),
    ];
    let fit = synthesise_jointly(&arms, 2).unwrap();
    assert_eq!(fit.correlation[1], None);
    assert!(fit.means.iter().all(|mean| mean.se.is_finite()));
}

#[test]
fn a_joint_variance_of_zero_is_a_result() {
    let arm = |a: f64, b: f64| Arm {
        outcomes: vec![0, 1],
        estimates: vec![a, b],
        covariance: vec![1.0, 0.2, 0.2, 1.0],
    };
    let fit = synthesise_jointly(&[arm(1.0, 2.0), arm(1.01, 2.0), arm(1.0, 2.01)], 2).unwrap();
    assert!(fit.between[0] < 1e-6 && fit.between[3] < 1e-6, "{fit:?}");
    assert!(fit.converged, "{fit:?}");
}

#[test]
fn what_cannot_be_joined_is_named() {
    let good = berkey();
    let changed = |change: &dyn Fn(&mut Vec<Arm>)| {
        let mut arms = good.clone();
        change(&mut arms);
        synthesise_jointly(&arms, 2).unwrap_err()
    };
    assert_eq!(
        changed(&|arms| arms[1].covariance[0] = -1.0),
        SynthesisError::Covariance(1)
    );
    assert_eq!(
        changed(&|arms| arms[1].covariance[1] = 0.5),
        SynthesisError::Covariance(1)
    );
    assert_eq!(
        changed(&|arms| arms[2].estimates[0] = f64::NAN),
        SynthesisError::Estimate(2)
    );
    assert_eq!(
        changed(&|arms| arms[2].outcomes[0] = 0),
        SynthesisError::Repeated(2)
    );
    assert_eq!(
        changed(&|arms| arms.truncate(1)),
        SynthesisError::Outcome(0)
    );
    assert_eq!(
        changed(&|arms| arms[0].outcomes[0] = 7),
        SynthesisError::Outcome(7)
    );
    assert!(synthesise_jointly(&[], 0).is_err());
}

fn study(estimate: f64, variance: f64) -> Study {
    Study { estimate, variance }
}

#[test]
fn one_study_has_a_fixed_effect_only() {
    let one = [study(0.3, 0.04)];
    let fit = synthesise(&one, Estimator::Fixed, Test::Normal).unwrap();
    assert_eq!(
        (fit.mean, fit.i2, fit.q_p, fit.tau2_ci),
        (0.3, None, None, None)
    );
    assert!((fit.se - 0.2).abs() < 1e-15);
    let few = Err(SynthesisError::TooFew {
        found: 1,
        needed: 2,
    });
    for estimator in &Estimator::ALL[1..] {
        assert_eq!(synthesise(&one, *estimator, Test::Normal), few);
    }
    assert_eq!(synthesise(&one, Estimator::Fixed, Test::KnappHartung), few);
    assert!(synthesise(&[], Estimator::Fixed, Test::Normal).is_err());
}

#[test]
fn equal_estimates_have_no_heterogeneity() {
    let equal = [study(1.0, 0.1), study(1.0, 0.2), study(1.0, 0.3)];
    for estimator in Estimator::ALL {
        let fit = synthesise(&equal, estimator, Test::Normal).unwrap();
        assert_eq!((fit.tau2.value, fit.i2), (0.0, Some(0.0)));
        assert_eq!(fit.tau2_ci, None);
        let fit = synthesise(&equal, estimator, Test::KnappHartung).unwrap();
        assert!(fit.se < 1e-12);
        assert!(
            fit.shrunk
                .iter()
                .all(|one| (one.estimate - 1.0).abs() < 1e-12)
        );
    }
}

#[test]
fn variances_that_are_none_are_named() {
    for variance in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e-320] {
        let studies = [study(1.0, 0.1), study(2.0, variance)];
        let fit = synthesise(&studies, Estimator::Reml, Test::Normal);
        assert_eq!(fit, Err(SynthesisError::Variance(1)));
    }
    let studies = [study(f64::NAN, 0.1), study(2.0, 1.0)];
    let fit = synthesise(&studies, Estimator::Reml, Test::Normal);
    assert_eq!(fit, Err(SynthesisError::Estimate(0)));
}

fn studies() -> impl Strategy<Value = Vec<Study>> {
    let one = (-5.0..5.0f64, -4.0..2.0f64).prop_map(|(y, ln_v)| study(y, ln_v.exp()));
    prop::collection::vec(one, 2..12)
}

proptest! {
    #[test]
    fn order_shift_and_scale(x in studies(), shift in -9.0..9.0f64, factor in 0.2..5.0f64, by in 0usize..12) {
        let mut other: Vec<Study> = x.iter()
            .map(|s| study(factor * s.estimate + shift, factor * factor * s.variance)).collect();
        let n = other.len();
        other.rotate_left(by % n);
        for estimator in Estimator::ALL {
            let a = synthesise(&x, estimator, Test::KnappHartung).unwrap();
            let b = synthesise(&other, estimator, Test::KnappHartung).unwrap();
            let near = |a: f64, b: f64| (a - b).abs() <= 1e-6 * (1.0 + a.abs() + b.abs());
            prop_assert!(near(b.mean, factor * a.mean + shift));
            prop_assert!(near(b.se, factor * a.se));
            prop_assert!(near(b.tau2.value, factor * factor * a.tau2.value));
            prop_assert!(near(b.i2.unwrap(), a.i2.unwrap()));
            prop_assert!(near(b.shrunk[(n - by % n) % n].estimate, factor * a.shrunk[0].estimate + shift));
        }
    }

    #[test]
    fn reml_is_at_the_top_of_its_likelihood(x in studies()) {
        let fit = synthesise(&x, Estimator::Reml, Test::Normal).unwrap();
        let k = x.len() as f64;
        let height = |tau2: f64| {
            let w: Vec<f64> = x.iter().map(|s| 1.0 / (s.variance + tau2)).collect();
            let total: f64 = w.iter().sum();
            let mean = x.iter().zip(&w).map(|(s, w)| w * s.estimate).sum::<f64>() / total;
            let q: f64 = x.iter().zip(&w).map(|(s, w)| w * (s.estimate - mean).powi(2)).sum();
            let logs: f64 = w.iter().map(|w| -w.ln()).sum();
            let constant = (k - 1.0) * (2.0 * std::f64::consts::PI).ln() - k.ln();
            -0.5 * (constant + logs + total.ln() + q)
        };
        let top = fit.log_likelihood.unwrap();
        prop_assert!((height(fit.tau2.value) - top).abs() < 1e-8);
        for at in 0..400 {
            let tau2 = if at == 0 { 0.0 } else { 1e-4 * 1.05f64.powi(at) };
            prop_assert!(height(tau2) <= top + 1e-6, "{tau2} is better than {}", fit.tau2.value);
        }
    }
}
