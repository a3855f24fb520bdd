//! `analyse rake` on files: survey's values, joint margins, shares, bounds, refusals.

mod workbench;

use serde_json::Value;
use workbench::{close, file, json, reference, run};

const MARGINS: &str = "variable,level,total\nstype,E,4421\nstype,H,755\nstype,M,1018\n\
    sch.wide,No,1072\nsch.wide,Yes,5122\nawards,No,2027\nawards,Yes,4167\n";
const JOINT: &str = "variable,level,total\nstype:sch.wide,E:No,472\nstype:sch.wide,H:No,334\n\
    stype:sch.wide,M:No,266\nstype:sch.wide,E:Yes,3949\nstype:sch.wide,H:Yes,421\n\
    stype:sch.wide,M:Yes,752\n";

fn expected() -> Value {
    let text = std::fs::read_to_string(reference("rake_apistrat.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn schools(margins: &str, flags: &[&str]) -> Value {
    let (sample, margins) = (reference("apistrat.csv"), file(margins));
    let margins = margins.path().to_str().unwrap();
    let mut words = vec!["rake", "--sample", &sample, "--margins", margins];
    words.extend(["--base-weights", "pw", "--strata", "stype", "--fpc", "fpc"]);
    words.extend(["--means", "api00,enroll"]);
    words.extend(flags);
    json(&words)
}

fn agrees(ours: &Value, theirs: &Value) {
    for field in ["sum", "min", "max", "cv2", "kish_deff", "n_eff"] {
        close(
            &ours["weights"][field],
            theirs["weights"][field].as_f64().unwrap(),
            1e-8,
        );
    }
    let row = &ours["estimates"][0];
    assert_eq!(row["variable"], "api00");
    for (field, tolerance) in [
        ("mean", 1e-8),
        ("se", 1e-6),
        ("deff", 1e-6),
        ("total", 1e-8),
        ("total_se", 1e-6),
    ] {
        close(
            &row[field],
            theirs["api00"][field].as_f64().unwrap(),
            tolerance,
        );
    }
}

#[test]
fn raked_schools_have_the_values_of_survey() {
    let (ours, theirs) = (schools(MARGINS, &[]), expected());
    agrees(&ours, &theirs["raked"]);
    assert_eq!(
        (&ours["n"], &ours["converged"]),
        (&200.into(), &true.into())
    );
    assert_eq!(ours["weights"]["each"].as_array().unwrap().len(), 200);
    assert_eq!(ours["collapsed"], serde_json::json!([]));
    assert_eq!(ours["warnings"], serde_json::json!([]));
}

#[test]
fn a_joint_margin_is_post_stratification() {
    let ours = schools(JOINT, &["--post-stratify"]);
    agrees(&ours, &expected()["post_stype_schwide"]);
    assert_eq!(ours["sweeps"], 1);
}

#[test]
fn shares_of_a_population_are_totals() {
    let shares = "variable,level,share\nawards,No,0.25\nawards,Yes,0.75\n";
    let totals = "variable,level,total\nawards,No,1500\nawards,Yes,4500\n";
    let by_share = schools(shares, &["--population-size", "6000"]);
    assert_eq!(by_share["weights"], schools(totals, &[])["weights"]);
}

#[test]
fn bounds_hold_and_say_what_they_cost() {
    let theirs = expected();
    let upper = theirs["trimmed"]["upper"].as_f64().unwrap();
    let ours = schools(MARGINS, &["--trim-at", &format!(":{upper}")]);
    close(
        &ours["weights"]["min"],
        theirs["trimmed"]["weights"]["min"].as_f64().unwrap(),
        1e-8,
    );
    close(
        &ours["estimates"][0]["se"],
        theirs["trimmed"]["api00_se"].as_f64().unwrap(),
        1e-6,
    );
    assert_eq!(ours["warnings"][0]["code"], "margins_left");
    let ours = schools(MARGINS, &["--trim", "0.5:1.05"]);
    assert!(ours["n_trimmed"].as_u64().unwrap() > 0);
    assert!(ours["max_margin_error"].as_f64().unwrap() < 1e-9);
}

#[test]
fn small_levels_are_joined_and_named() {
    let sample = file("a,y\nu,1\nu,2\nu,3\nu,4\nu,5\nv,6\nw,7\nw,8\nw,9\nw,1\nw,2\nw,3\n");
    let margins = file("variable,level,total\na,u,50\na,v,10\na,w,60\n");
    let [sample, margins] = [&sample, &margins].map(|file| file.path().to_str().unwrap());
    let words = [
        "rake",
        "--sample",
        sample,
        "--margins",
        margins,
        "--means",
        "y",
    ];
    let ours = json(&words);
    let joined = serde_json::json!([{"variable": "a", "levels": ["u", "v"], "n": 6}]);
    assert_eq!(ours["collapsed"], joined);
    assert_eq!(ours["weights"]["each"][0], 10.0);
    let text = run(&words).unwrap();
    assert!(text.contains("a: joined u + v (6 rows)"), "{text}");
    let apart = [&words[..], &["--min-cell", "1"]].concat();
    assert_eq!(json(&apart)["collapsed"], serde_json::json!([]));
}

#[test]
fn weights_that_cost_too_much_are_flagged() {
    let sample = file(&format!("a\n{}{}", "u\n".repeat(95), "v\n".repeat(5)));
    let margins = file("variable,level,total\na,u,10\na,v,90\n");
    let [sample, margins] = [&sample, &margins].map(|file| file.path().to_str().unwrap());
    let ours = json(&["rake", "--sample", sample, "--margins", margins]);
    assert_eq!(ours["warnings"][0]["code"], "design_effect");
}

#[test]
fn what_cannot_be_weighed_says_what_and_where() {
    let sample = file("a,b,w,s,n\nu,x,1,1,9\nu,,1,1,9\nv,y,-1,2,1\n");
    let sample = sample.path().to_str().unwrap();
    let refused = |margins: &str, flags: &[&str]| {
        let margins = file(margins);
        let margins = margins.path().to_str().unwrap();
        let words = ["rake", "--sample", sample, "--margins", margins];
        run(&[&words[..], flags].concat()).unwrap_err().1
    };
    let a = "variable,level,total\na,u,5\na,v,5\n";
    for (margins, flags, says) in [
        ("variable,level,total\na,u,5\n", &[][..], "lacks for “a”"),
        (
            "variable,level,total\nb,x,5\nb,y,5\n",
            &[],
            "row 3, column “b”",
        ),
        ("variable,level,total\nc,x,5\n", &[], "no column “c”"),
        ("variable,level,total\na,u,5\na,u,5\n", &[], "twice"),
        ("variable,level,total\na,u,-5\n", &[], "negative"),
        ("variable,level,total\n", &[], "no rows"),
        ("variable,level\na,u\n", &[], "total (or share)"),
        ("variable,level,share\na,u,1\n", &[], "--population-size"),
        (
            "variable,level,share\na,u,.3\na,v,.3\n",
            &["--population-size", "9"],
            "add up to 0.6",
        ),
        (a, &["--base-weights", "w"], "row 4, column “w”"),
        (a, &["--trim", "2:1"], "cannot be read"),
        (a, &["--trim", "0.1:0.2"], "LO ≤ 1 ≤ HI"),
        (
            a,
            &["--strata", "s", "--means", "w"],
            "the stratum “2” has one row",
        ),
        (
            a,
            &["--strata", "s", "--fpc", "s", "--means", "w"],
            "stratum's population",
        ),
        (a, &["--fpc", "n", "--means", "w"], "row 4, column “n”"),
        (
            "variable,level,total\na,u,5\na,v,5\ns,1,9\ns,2,2\n",
            &["--min-cell", "0"],
            "same population",
        ),
        (
            "variable,level,total\na,u,5\na,v,5\na,w,1\n",
            &["--min-cell", "0"],
            "“a” = “w”",
        ),
        (
            "variable,level,total\na,u,5\na,v,5\ns,1,9\ns,2,1\n",
            &["--post-stratify"],
            "one is needed",
        ),
    ] {
        let refusal = refused(margins, flags);
        assert!(refusal.contains(says), "{refusal} does not say {says}");
    }
}
