//! `analyse ordinal` on files: clmm's values, warnings, refusals.

mod workbench;

use serde_json::Value;
use workbench::{close, file, json, reference, run};

fn agrees(ours: &Value, theirs: &Value) {
    let rows = ours["thresholds"].as_array().unwrap().iter();
    let rows = rows.map(|row| (&row["between"], row));
    let fixed = ours["fixed"].as_array().unwrap().iter();
    for (name, row) in rows.chain(fixed.map(|row| (&row["term"], row))) {
        let name = name.as_str().unwrap();
        close(
            &row["estimate"],
            theirs["estimate"][name].as_f64().unwrap(),
            1e-4,
        );
        close(&row["se"], theirs["se"][name].as_f64().unwrap(), 1e-3);
    }
    close(
        &ours["log_likelihood"],
        theirs["logLik"].as_f64().unwrap(),
        1e-6,
    );
    for group in ours["random"].as_array().unwrap() {
        let name = group["group"].as_str().unwrap();
        close(
            &group["variance"],
            theirs["random_variance"][name].as_f64().unwrap(),
            1e-3,
        );
        let first = &group["levels"][0];
        close(
            &first["estimate"],
            theirs["blup_first"][name][0].as_f64().unwrap(),
            1e-3,
        );
        let se = theirs["cond_var_first"][name][0].as_f64().unwrap().sqrt();
        close(&first["se"], se, 1e-3);
    }
}

#[test]
fn wine_has_the_values_of_ordinal() {
    let text = std::fs::read_to_string(reference("clmm_wine.json")).unwrap();
    let theirs: Value = serde_json::from_str(&text).unwrap();
    let wine = reference("wine.csv");
    for (formula, nodes, method, case) in [
        ("rating ~ temp + contact", "1", "fixed", "clm"),
        (
            "rating ~ temp + contact + (1|judge)",
            "1",
            "laplace",
            "clmm_laplace",
        ),
        (
            "rating ~ temp + contact + (1|judge)",
            "10",
            "quadrature",
            "clmm_agq10",
        ),
        (
            "rating ~ temp + (1|judge) + (1|bottle)",
            "1",
            "laplace",
            "clmm_crossed_laplace",
        ),
    ] {
        let words = [
            "ordinal",
            "--formula",
            formula,
            "--ratings",
            &wine,
            "--quadrature",
            nodes,
        ];
        let ours = json(&words);
        assert_eq!(
            (&ours["method"], &ours["converged"]),
            (&method.into(), &true.into())
        );
        assert_eq!((&ours["n"], &ours["n_dropped"]), (&72.into(), &0.into()));
        agrees(&ours, &theirs[case]);
        assert!(run(&words).unwrap().contains("tempwarm"));
    }
}

#[test]
fn words_are_ordered_by_letters_and_that_is_said() {
    let rows = file("y,x\nlow,1\nhigh,2\nlow,3\nhigh,1\nmid,2\n,9\n");
    let rows = rows.path().to_str().unwrap();
    let ours = json(&["ordinal", "--formula", "y ~ x", "--ratings", rows]);
    assert_eq!(ours["thresholds"][0]["between"], "high|low");
    assert_eq!(
        (&ours["n_dropped"], &ours["warnings"][0]["code"]),
        (&1.into(), &"order_by_letters".into())
    );
}

#[test]
fn a_perfect_split_is_a_result_with_a_warning() {
    let rows = file("y,x\n1,1\n1,1\n1,1\n2,5\n2,5\n2,5\n");
    let rows = rows.path().to_str().unwrap();
    let printed = run(&["ordinal", "--formula", "y ~ x", "--ratings", rows, "--json"]).unwrap();
    let ours: Value = serde_json::from_str(&printed).unwrap();
    let codes: Vec<&Value> = ours["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|w| &w["code"])
        .collect();
    assert!(!codes.is_empty(), "{printed}");
}

#[test]
fn what_cannot_be_fitted_says_why() {
    let rows = file("y,x,g,h,c\n1,1,a,u,7\n2,2,a,v,7\n1,3,b,u,7\n2,4,b,v,7\n");
    let rows = rows.path().to_str().unwrap();
    for (formula, flags, says) in [
        ("c ~ x", &[][..], "one level only, “7”"),
        ("y ~ 0 + x", &[], "the thresholds are the intercept"),
        (
            "y ~ x + (1|g) + (1|h)",
            &["--quadrature", "5"],
            "exactly one random factor",
        ),
        ("y ~ x", &["--quadrature", "5"], "exactly one random factor"),
        ("y ~ x + (1|g)", &["--quadrature", "0"], "1 to 50 nodes"),
        ("y ~ nope", &[], "no column “nope”"),
    ] {
        let words = ["ordinal", "--formula", formula, "--ratings", rows];
        let refusal = run(&[&words[..], flags].concat()).unwrap_err().1;
        assert!(refusal.contains(says), "{refusal} does not say {says}");
    }
}
