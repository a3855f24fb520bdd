//! `analyse screen`: the indices of R, and weights on the reference campaign.

mod workbench;

use std::fs;

use serde_json::Value;
use workbench::{close, file, json, reference, run};

fn ballots(report: &Value) -> &Vec<Value> {
    report["ballots"].as_array().unwrap()
}

#[test]
fn indices_are_those_of_r() {
    let data = reference("careless_synthetic.csv");
    let report = json(&[
        "screen",
        "--ballots",
        &data,
        "--ballot",
        "id",
        "--competencies",
        "q01..q06;q07..q12;q13..q18;q19..q24",
        "--synonyms",
        ".45",
    ]);
    let text = fs::read_to_string(reference("careless_synthetic.json")).unwrap();
    let expected: Value = serde_json::from_str(&text).unwrap();
    let names = [
        ("longstring", "longstring"),
        ("mean_run", "avgstring"),
        ("irv", "irv"),
        ("even_odd", "evenodd"),
        ("synonyms", "psychsyn"),
        ("person_total", "person_total_loo"),
        ("mahalanobis", "mahalanobis_d2"),
    ];
    for (ours, theirs) in names {
        let first = expected["summary"][theirs]["first20"].as_array().unwrap();
        for (ballot, value) in ballots(&report).iter().zip(first) {
            match value.as_f64() {
                Some(value) => close(&ballot[ours], value, 1e-9),
                None => assert!(ballot[ours].is_null(), "{ours} {ballot}"),
            }
        }
    }
    let pairs = expected["psychsyn_pairs"].as_array().unwrap();
    let ours = report["synonym_pairs"].as_array().unwrap();
    assert_eq!(ours.len(), pairs.len());
    for (ours, theirs) in ours.iter().zip(pairs) {
        assert_eq!((&ours[0], &ours[1]), (&theirs["item1"], &theirs["item2"]));
    }
    assert_eq!(report["n_ballots"], 300);
    assert_eq!(report["time"], "seconds");
    assert_eq!(ballots(&report)[0]["ballot"], "1");
    close(&ballots(&report)[0]["seconds_per_item"], 94.8 / 24.0, 1e-12);
    // 15 % of these people are careless.
    close(&report["kinds"]["attentive"], 0.85, 0.05);
}

/// Labels of the reference campaign beside the weights of a report.
fn found(report: &Value) -> (f64, f64) {
    let text = fs::read_to_string(reference("sim360_small/labels.csv")).unwrap();
    let labels: Vec<&str> = text
        .lines()
        .skip(1)
        .map(|l| l.split(',').nth(1).unwrap())
        .collect();
    let share = |label: &str| {
        let of = ballots(report)
            .iter()
            .zip(&labels)
            .filter(|(_, of)| **of == label);
        let weights: Vec<f64> = of
            .map(|(ballot, _)| ballot["weight"].as_f64().unwrap())
            .collect();
        weights.iter().filter(|weight| **weight < 1.0).count() as f64 / weights.len() as f64
    };
    (share("genuine"), share("careless"))
}

#[test]
fn the_reference_campaign_is_screened() {
    let data = reference("sim360_small/ballots.csv");
    let report = json(&[
        "screen",
        "--ballots",
        &data,
        "--relation",
        "group",
        "--subject",
        "subject",
    ]);
    let (honest, careless) = found(&report);
    assert!(honest <= 0.005 && careless >= 0.9, "{honest} {careless}");
    let counts = |of: &str, field: &str| -> u64 {
        report[of]
            .as_array()
            .unwrap()
            .iter()
            .map(|count| count[field].as_u64().unwrap())
            .sum()
    };
    for of in ["relations", "subjects"] {
        assert_eq!(counts(of, "n"), 1455);
        assert_eq!(Value::from(counts(of, "flagged")), report["flagged"]);
    }
    for ballot in ballots(&report) {
        let acted = ballot["weight"].as_f64().unwrap() < 1.0;
        assert_eq!(acted, ballot["reason"] != "none", "{ballot}");
        if acted {
            assert!(ballot["reason"].as_str().unwrap().contains('+'));
            assert_eq!(ballot["weight"], ballot["p_attentive"]);
        }
    }
}

#[test]
fn a_class_of_speed_is_enough_and_no_time_is_said() {
    let text = fs::read_to_string(reference("sim360_small/ballots.csv")).unwrap();
    let mut rows = String::new();
    for (row, line) in text.lines().enumerate() {
        let cells: Vec<&str> = line.split(',').collect();
        let speed = match cells[7].parse::<f64>() {
            Ok(seconds) => (1 + u8::from(seconds >= 40.0) + u8::from(seconds > 80.0)).to_string(),
            Err(_) => "speed_class".to_owned(),
        };
        rows.push_str(&format!("{},{speed},{}\n", cells[0], cells[8..].join(",")));
        assert_eq!(cells.len(), 28, "{row}");
    }
    let file = file(&rows);
    let path = file.path().to_str().unwrap();
    let report = json(&["screen", "--ballots", path]);
    assert_eq!(report["time"], "speed_class");
    let (honest, careless) = found(&report);
    assert!(honest <= 0.005 && careless >= 0.85, "{honest} {careless}");

    let without = json(&["screen", "--ballots", path, "--no-time"]);
    assert_eq!(
        (&without["time"], &without["warnings"][0]["code"]),
        (&"none".into(), &"no_time".into())
    );
    assert!(found(&without).1 < 0.5);
}

#[test]
fn one_seed_gives_one_report_and_text_is_in_both_languages() {
    let data = reference("sim360_small/ballots.csv");
    let line = [
        "screen",
        "--ballots",
        &data,
        "--seed",
        "5",
        "--null-ballots",
        "300",
    ];
    let text = run(&line).unwrap();
    assert_eq!(text, run(&line).unwrap());
    assert!(text.contains("Ballots that lose weight"), "{text}");
    assert!(text.contains("haste+sequence"), "{text}");
}

#[test]
fn too_few_ballots_are_left_alone_with_a_warning() {
    let file = file("q1,q2,q3\n3,3,3\n,,\n1,5,2\n");
    let path = file.path().to_str().unwrap();
    let report = json(&["screen", "--ballots", path, "--items", "q1..q3"]);
    let codes: Vec<&str> = report["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|warning| warning["code"].as_str().unwrap())
        .collect();
    assert_eq!(
        codes,
        [
            "too_few_ballots",
            "short_form",
            "no_time",
            "singular_covariance"
        ]
    );
    assert!(report["kinds"].is_null() && report["null"].is_null());
    assert!(
        ballots(&report)
            .iter()
            .all(|ballot| ballot["weight"] == 1.0)
    );
    assert_eq!(ballots(&report)[1]["irv"], Value::Null);
    assert_eq!(ballots(&report)[2]["ballot"], "2");
}

#[test]
fn the_order_of_the_form_is_that_of_the_items_not_of_the_competencies() {
    let file = file("a,b,c,d\n1,2,1,2\n");
    let path = file.path().to_str().unwrap();
    let line = ["screen", "--ballots", path, "--competencies", "a,c;b,d"];
    let by_competency = json(&line);
    assert_eq!(ballots(&by_competency)[0]["longstring"], 2);
    let by_form = json(&[&line[..], &["--items", "a,b,c,d"]].concat());
    assert_eq!(ballots(&by_form)[0]["longstring"], 1);
}

#[test]
fn faults_are_named_with_row_and_column() {
    let file = file("q1,q2,speed_class,seconds\n3,9,1,4\n3,2,7,-1\n");
    let path = file.path().to_str().unwrap();
    let refused = |rest: &[&str]| {
        let line = ["screen", "--ballots", path, "--items"];
        run(&[&line[..], rest].concat()).unwrap_err()
    };
    let (vi, en) = refused(&["q1,q2"]);
    assert!(en.contains("row 2, column “q2”: “9” is no level"), "{en}");
    assert!(vi.contains("không phải là một mức"), "{vi}");
    let (_, en) = refused(&["q1", "--speed-class", "speed_class"]);
    assert!(en.contains("row 3, column “speed_class”"), "{en}");
    let (_, en) = refused(&["q1"]);
    assert!(
        en.contains("row 3, column “seconds”: “-1” cannot be negative"),
        "{en}"
    );
    let (_, en) = refused(&["q1,q3"]);
    assert!(en.contains("no column “q3”"), "{en}");
    let (_, en) = refused(&["q1,q2", "--competencies", "q1"]);
    assert!(en.contains("“q2” must be in one competency"), "{en}");
    let (_, en) = refused(&["q1,q2", "--scale", "0:1000"]);
    assert!(en.contains("101 levels"), "{en}");
    let (_, en) = refused(&["q1", "--null-ballots", "0"]);
    assert!(en.contains("--null-ballots"), "{en}");
}
