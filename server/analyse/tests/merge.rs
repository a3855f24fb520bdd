//! `analyse merge` on files: metafor's values, one study, several outcomes, refusals.

mod workbench;

use serde_json::Value;
use workbench::{close, file, json, reference, run};

fn expected(name: &str) -> Value {
    let text = std::fs::read_to_string(reference(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn every_method_has_the_values_of_metafor() {
    let (bcg, theirs) = (reference("bcg.csv"), expected("meta_bcg.json"));
    let words = [
        "merge",
        "--estimates",
        &bcg,
        "--estimate",
        "yi",
        "--variance",
        "vi",
    ];
    let ours = json(&[&words[..], &["--label", "trial"]].concat());
    assert_eq!(
        (&ours["k"], &ours["multivariate"]),
        (&13.into(), &Value::Null)
    );
    let methods = ours["methods"].as_array().unwrap();
    let names: Vec<&str> = methods
        .iter()
        .map(|row| row["method"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["FE", "DL", "HE", "PM", "REML"]);
    for row in methods {
        let theirs = &theirs[row["method"].as_str().unwrap()];
        for (field, name) in [
            ("estimate", "mu"),
            ("se", "se"),
            ("p", "p"),
            ("i2", "I2"),
            ("h2", "H2"),
            ("q", "Q"),
        ] {
            close(&row[field], theirs[name].as_f64().unwrap(), 1e-6);
        }
    }
    assert_eq!(methods[0]["prediction"], Value::Null);
    let reml = &theirs["REML"];
    close(
        &methods[4]["tau2_ci"][1],
        reml["tau2_ci_qprofile"][1].as_f64().unwrap(),
        1e-6,
    );
    assert_eq!(ours["shrunk_by"], "REML");
    close(
        &ours["shrunk"][0]["estimate"],
        reml["blup"][0].as_f64().unwrap(),
        1e-6,
    );
    let ours = json(&[&words[..], &["--method", "reml", "--knapp-hartung"]].concat());
    let row = &ours["methods"][0];
    assert_eq!(
        (&row["knapp_hartung"], &row["q_df"]),
        (&true.into(), &12.into())
    );
    close(
        &row["prediction"][0],
        theirs["REML_knapp_hartung"]["pi"][0].as_f64().unwrap(),
        1e-6,
    );
}

#[test]
fn several_outcomes_are_merged_at_once() {
    let (berkey, theirs) = (
        reference("berkey.csv"),
        expected("meta_berkey_multivariate.json"),
    );
    let words = [
        "merge",
        "--estimates",
        &berkey,
        "--estimate",
        "yi",
        "--label",
        "trial",
        "--outcome",
        "outcome",
    ];
    let with = [&words[..], &["--covariances", "v1i,v2i"]].concat();
    let ours = json(&with);
    let joint = &ours["multivariate"];
    assert_eq!(
        (&joint["outcomes"][0]["outcome"], &joint["converged"]),
        (&"AL".into(), &true.into())
    );
    for (at, theirs_beta) in theirs["fit"]["beta"].as_array().unwrap().iter().enumerate() {
        close(
            &joint["outcomes"][at]["estimate"],
            theirs_beta.as_f64().unwrap(),
            1e-4,
        );
    }
    close(
        &joint["correlation"][0][1],
        theirs["fit"]["rho"].as_f64().unwrap(),
        1e-4,
    );
    close(
        &joint["log_likelihood"],
        theirs["fit"]["logLik"].as_f64().unwrap(),
        1e-4,
    );
    assert!(run(&with).unwrap().contains("ρ(AL, PD) = 0.6088"));
    let alone = [&words[..], &["--variance", "v1i"]].concat();
    assert_eq!(json(&alone)["warnings"][0]["code"], "independent_errors");
}

#[test]
fn one_estimate_has_a_fixed_effect_and_blank_rows_are_counted() {
    let one = file("estimate,se\n3,0.5\n,1\n4,\n");
    let one = one.path().to_str().unwrap();
    let ours = json(&["merge", "--estimates", one, "--se", "se"]);
    assert_eq!((&ours["k"], &ours["n_dropped"]), (&1.into(), &2.into()));
    assert_eq!(ours["methods"].as_array().unwrap().len(), 1);
    assert_eq!(ours["methods"][0]["i2"], Value::Null);
    close(&ours["methods"][0]["se"], 0.5, 1e-15);
    assert_eq!(ours["warnings"][0]["code"], "one_estimate");
}

#[test]
fn estimates_closer_than_chance_have_no_interval_of_tau2() {
    let equal = file("estimate,variance\n3,1\n3,1\n3,1\n");
    let ours = json(&["merge", "--estimates", equal.path().to_str().unwrap()]);
    assert_eq!(ours["methods"][4]["tau2"], 0.0);
    assert_eq!(ours["warnings"][0]["code"], "no_tau2_interval");
    let text = run(&["merge", "--estimates", equal.path().to_str().unwrap()]).unwrap();
    assert!(text.contains("REML") && !text.contains("NaN"), "{text}");
}

#[test]
fn what_cannot_be_merged_says_what_and_where() {
    let rows = file("estimate,variance,s,o,c1,c2\n1,1,a,x,1,2\n2,0,a,y,2,1\n3,2,b,x,1,0\n");
    let rows = rows.path().to_str().unwrap();
    let empty = file("estimate,variance\n");
    let empty = empty.path().to_str().unwrap();
    let joint = ["--label", "s", "--outcome", "o"];
    for (file, flags, says) in [
        (rows, &[][..], "row 3, column “variance”"),
        (rows, &["--estimate", "nope"], "no column “nope”"),
        (empty, &[], "0 complete estimates"),
        (empty, &["--method", "DL"], "0 complete estimates"),
        (rows, &["--outcome", "o"], "--label"),
        (
            rows,
            &[&joint[..], &["--covariances", "c1"]].concat(),
            "Name 2 columns",
        ),
        (
            rows,
            &[&joint[..], &["--covariances", "c1,c2"]].concat(),
            "Study “a”",
        ),
        (
            rows,
            &["--label", "s", "--outcome", "s", "--covariances", "c2,c1"],
            "“a” has one outcome twice",
        ),
    ] {
        let words = ["merge", "--estimates", file];
        let refusal = run(&[&words[..], flags].concat()).unwrap_err().1;
        assert!(refusal.contains(says), "{refusal} does not say {says}");
    }
}
