//! `analyse model` on files: the JSON of the issue, names of terms, refusals.

use std::io::Write;
use std::path::{Path, PathBuf};

use analyse::{Command, run};
use clap::Parser;
use contract::locale::Lang;
use serde_json::Value;

#[derive(Debug, Parser)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

const REFERENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../stats/tests/reference");

fn printed(file: &Path, formula: &str, flags: &[&str]) -> Result<String, analyse::Refusal> {
    let file = file.to_str().unwrap();
    let mut words = vec!["analyse", "model", "--formula", formula, "--ratings", file];
    words.extend(flags);
    let line = Line::try_parse_from(words).unwrap();
    let mut out = Vec::new();
    run(line.command, Lang::Vi, &mut out)?;
    Ok(String::from_utf8(out).unwrap())
}

fn json(file: &Path, formula: &str, flags: &[&str]) -> Value {
    let flags: Vec<&str> = flags.iter().copied().chain(["--json"]).collect();
    serde_json::from_str(&printed(file, formula, &flags).unwrap()).unwrap()
}

fn reference(name: &str) -> PathBuf {
    Path::new(REFERENCE).join(name)
}

fn file(text: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

fn near(ours: &Value, theirs: &Value, relative: f64) {
    let (ours, theirs) = (ours.as_f64().unwrap(), theirs.as_f64().unwrap());
    assert!(
        (ours - theirs).abs() <= relative * theirs.abs(),
        "{ours} against {theirs}"
    );
}

#[test]
fn the_json_has_the_values_of_lme4() {
    let formula = "diameter ~ 1 + (1 | plate) + (1 | sample)";
    let ours = json(&reference("penicillin.csv"), formula, &[]);
    let text = std::fs::read_to_string(reference("lmer_penicillin.json")).unwrap();
    let theirs: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(ours["n"], 144);
    assert_eq!(ours["n_dropped"], 0);
    assert_eq!(ours["method"], "exact");
    assert_eq!(ours["components"], 1);
    assert_eq!(ours["converged"], true);
    assert!(ours["gradient_norm"].as_f64().unwrap() < 1e-5);
    assert_eq!(ours["criterion"]["name"], "REML");
    near(
        &ours["criterion"]["value"],
        &theirs["reml_criterion"],
        1e-11,
    );
    assert_eq!(ours["fixed"][0]["term"], "(Intercept)");
    near(
        &ours["fixed"][0]["se"],
        &theirs["fixed"]["(Intercept)"]["se"],
        1e-6,
    );
    for (at, group) in ["plate", "sample"].into_iter().enumerate() {
        let own = &ours["random"][at];
        assert_eq!(own["group"], group);
        near(&own["variance"], &theirs["variance"][group], 1e-6);
        near(&own["sd"], &theirs["sd"][group], 1e-6);
        let levels = theirs["random"][group]["all"].as_array().unwrap();
        assert_eq!(own["levels"].as_array().unwrap().len(), levels.len());
        for (ours, theirs) in own["levels"].as_array().unwrap().iter().zip(levels) {
            assert_eq!(ours["level"], theirs["level"]);
            near(&ours["estimate"], &theirs["blup"], 1e-6);
            near(&ours["se"], &theirs["cond_sd"], 1e-6);
        }
    }
    near(
        &ours["residual"]["variance"],
        &theirs["variance"]["Residual"],
        1e-6,
    );
}

#[test]
fn three_factors_and_a_categorical_part_agree_with_lme4() {
    let campaign = reference("sim360_open.csv");
    let formula = "y ~ 0 + group + (1 | subject) + (1 | subject:group) + (1 | rater)";
    let ours = json(&campaign, formula, &["--levels", "none"]);
    let text = std::fs::read_to_string(reference("lmer_sim360_open.json")).unwrap();
    let theirs: Value = serde_json::from_str(&text).unwrap();
    near(
        &ours["criterion"]["value"],
        &theirs["reml_criterion"],
        1e-10,
    );
    for fixed in ours["fixed"].as_array().unwrap() {
        let theirs = &theirs["fixed"][fixed["term"].as_str().unwrap()];
        near(&fixed["estimate"], &theirs["estimate"], 1e-5);
        near(&fixed["se"], &theirs["se"], 1e-5);
    }
    for group in ours["random"].as_array().unwrap() {
        let name = group["group"].as_str().unwrap();
        near(&group["variance"], &theirs["variance"][name], 1e-5);
        assert_eq!(group["n_levels"], theirs["n_levels"][name]);
        assert!(group.get("levels").is_none());
    }
    let nested = json(
        &campaign,
        "y ~ 0 + group + (1|subject/group) + (1|rater)",
        &[],
    );
    assert_eq!(nested["random"][1]["group"], "subject:group");
    near(
        &nested["criterion"]["value"],
        &ours["criterion"]["value"],
        1e-13,
    );
}

#[test]
fn a_variance_at_zero_is_a_result_with_a_warning() {
    let file = reference("dyestuff2.csv");
    let ours = json(&file, "Yield ~ 1 + (1|Batch)", &[]);
    assert_eq!(ours["random"][0]["variance"], 0.0);
    assert_eq!(ours["converged"], true);
    assert_eq!(ours["warnings"][0]["code"], "variance_at_zero");
    let ml = json(&file, "Yield ~ 1 + (1|Batch)", &["--ml"]);
    assert_eq!(ml["criterion"]["name"], "-2logLik");
    // Without a factor: n (1 + log(2π rss/n)), rss = 29 times the REML variance of the reference.
    let rss = 29.0 * 13.8063096275862;
    let expected = 30.0 * (1.0 + (std::f64::consts::TAU * rss / 30.0).ln());
    near(&ml["criterion"]["value"], &Value::from(expected), 1e-12);
}

const RATINGS: &str = "y,service,s,d,dept,w\n\
    3,0,1,a,x,1\n4,1,1,b,x,2\n2,0,2,a,y,1\n5,1,2,c,y,1\n4,0,3,b,x,\n3,1,3,c,y,2\n1,0,1,c,y,1\n\
    2,1,2,b,x,1\n,0,3,a,x,1\n5,1,3,a,y,3\n4,0,2,c,x,1\n3,1,1,a,x,2\n";

#[test]
fn a_column_that_groups_is_categorical_and_missing_rows_are_counted() {
    let file = file(RATINGS);
    let formula = "y ~ service + (1|s) + (1|d) + (1|dept:service)";
    let ours = json(file.path(), formula, &[]);
    assert_eq!(
        (&ours["n"], &ours["n_dropped"]),
        (&Value::from(11), &Value::from(1))
    );
    assert_eq!(ours["fixed"][1]["term"], "service1");
    assert_eq!(ours["random"][2]["group"], "dept:service");
    assert_eq!(ours["random"][2]["levels"][0]["level"], "x:0");
    let weighted = json(file.path(), formula, &["--weights", "w"]);
    assert_eq!(
        (&weighted["n"], &weighted["n_dropped"]),
        (&Value::from(10), &Value::from(2))
    );
    assert_ne!(weighted["criterion"], ours["criterion"]);
}

#[test]
fn text_says_the_same_in_words() {
    let formula = "diameter ~ (1|plate) + (1|sample)";
    let text = printed(&reference("penicillin.csv"), formula, &[]).unwrap();
    for part in [
        "144 dòng",
        "REML 330.8606",
        "22.9722",
        "đã hội tụ",
        "còn 14 mức nữa",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
}

#[test]
fn what_cannot_be_fitted_is_refused_in_both_languages() {
    let file = file(RATINGS);
    for (formula, expected) in [
        ("y ~ 1 + (1|nosuch)", "no column “nosuch”"),
        ("dept ~ 1 + (1|s)", "row 2, column “dept”"),
        ("y ~ 1 + (1|y:s)", "both sides"),
        ("y ~ 1 + (x|s)", "random slopes"),
        ("y ~ 1 + (1|s) + (1|factor(s))", "in the same way"),
    ] {
        let refusal = printed(file.path(), formula, &[]).unwrap_err();
        assert!(refusal.text(Lang::En).contains(expected), "{refusal}");
        assert_ne!(refusal.text(Lang::En), refusal.text(Lang::Vi));
    }
}

#[test]
fn odd_files_are_refused_by_name() {
    for (text, expected) in [
        ("y,s\n", "no row has a value"),
        ("y,s\n,1\n,2\n", "no row has a value"),
        ("y,s\n3,1\n", "too few"),
        ("y,s\n3,1\n4,1\n5,1\n", "one group"),
        ("y,s\n3,1\n4,2\n5,3\n", "a group of its own"),
        ("y,s\n3,1\n3,1\n3,2\n3,2\n", "nothing is left"),
    ] {
        let file = file(text);
        let refusal = printed(file.path(), "y ~ 1 + (1|s)", &[]).unwrap_err();
        assert!(refusal.to_string().contains(expected), "{text}: {refusal}");
    }
    let file = file("y,s,w\n3,1,1\n4,1,0\n5,2,1\n2,2,1\n");
    let refusal = printed(file.path(), "y ~ 1 + (1|s)", &["--weights", "w"]).unwrap_err();
    assert!(
        refusal.to_string().contains("row 3, column “w”"),
        "{refusal}"
    );
}
