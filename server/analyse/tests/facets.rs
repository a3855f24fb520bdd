//! `analyse facets` on long and wide files.

mod workbench;

use workbench::{close, file, json, reference, run};

const LONG: [&str; 8] = [
    "--subject",
    "subject",
    "--rater",
    "rater",
    "--item",
    "item",
    "--value",
    "rating",
];

#[test]
fn a_long_file_agrees_with_the_reference() {
    let path = reference("mfrm_synthetic.csv");
    let found = json(&[&["facets", "--ratings", &path][..], &LONG].concat());
    assert_eq!(
        (found["n"].as_u64(), found["converged"].as_bool()),
        (Some(480), Some(true))
    );
    assert_eq!(
        found["subjects"][9]["element"], "10",
        "names are in the order of numbers"
    );
    close(&found["subjects"][0]["measure"], 2.86855491623688, 1e-6);
    close(&found["subjects"][0]["se"], 0.56110828581331, 1e-5);
    close(&found["raters"][0]["measure"], -0.539469008980586, 1e-6);
    close(&found["items"][3]["measure"], 0.362501063409824, 1e-6);
    close(
        &found["thresholds"][0]["threshold"],
        -2.08736787762829,
        1e-6,
    );
    close(&found["log_likelihood"], -520.116910467388, 1e-9);
    assert_eq!(found["thresholds"][0]["category"], 1, "levels are 0 to 4");
    let average = found["subjects"][0]["observed_average"].as_f64().unwrap();
    assert!((0.0..=4.0).contains(&average));
}

#[test]
fn a_row_for_each_ballot_gives_the_same_and_the_scale_may_start_elsewhere() {
    let path = reference("mfrm_synthetic.csv");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut ballots: std::collections::BTreeMap<(String, String), Vec<String>> = Default::default();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let row = ballots
            .entry((cells[0].into(), cells[1].into()))
            .or_insert_with(|| vec![String::new(); 4]);
        let level: u32 = cells[3].parse().unwrap();
        row[cells[2].parse::<usize>().unwrap() - 1] = (level + 1).to_string();
    }
    let rows = ballots
        .iter()
        .map(|((subject, rater), row)| format!("{subject},{rater},{}\n", row.join(",")));
    let wide = file(&(String::from("s,r,q1,q2,q3,q4\n") + &rows.collect::<String>()));
    let here = json(&[
        "facets",
        "--ratings",
        wide.path().to_str().unwrap(),
        "--subject",
        "s",
        "--rater",
        "r",
        "--items",
        "q1..q4",
        "--scale",
        "1:5",
    ]);
    let there = json(&[&["facets", "--ratings", &path][..], &LONG].concat());
    for (at, subject) in there["subjects"].as_array().unwrap().iter().enumerate() {
        let own = &here["subjects"][at];
        assert!(
            (own["measure"].as_f64().unwrap() - subject["measure"].as_f64().unwrap()).abs() < 1e-9
        );
        close(
            &own["fair_average"],
            subject["fair_average"].as_f64().unwrap() + 1.0,
            1e-9,
        );
    }
    assert_eq!(
        (
            here["items"][0]["element"].as_str(),
            here["thresholds"][0]["category"].as_i64()
        ),
        (Some("q1"), Some(2))
    );
}

#[test]
fn extreme_raters_are_named_and_disconnected_ones_refused() {
    let data = file("s,r,v\na,x,1\na,y,2\nb,x,2\nb,y,3\nc,x,3\nc,y,2\na,z,3\nb,z,3\n,z,1\nc,x,\n");
    let path = data.path().to_str().unwrap();
    let flags = ["--subject", "s", "--rater", "r", "--value", "v"];
    let found = json(&[&["facets", "--ratings", path][..], &flags].concat());
    assert_eq!(
        found["extreme"],
        serde_json::json!([{"facet": "rater", "element": "z", "end": "highest", "n": 2}])
    );
    assert_eq!(found["n_dropped"], 2);
    assert_eq!(
        (
            found["items"].as_array().unwrap().len(),
            found["raters"].as_array().unwrap().len()
        ),
        (0, 2)
    );

    let data = file("s,r,v\na,x,1\na,y,2\nb,x,2\nb,y,1\nc,z,1\nc,z,2\nd,z,2\nd,z,1\n");
    let arguments = [
        &["facets", "--ratings", data.path().to_str().unwrap()][..],
        &flags,
    ]
    .concat();
    let (vi, en) = run(&arguments).unwrap_err();
    assert!(
        en.contains("(1) subject a, b; rater x, y (2) subject c, d; rater z"),
        "{en}"
    );
    assert!(vi.contains("người chấm x, y"), "{vi}");
}

#[test]
fn what_is_no_rating_is_refused_in_both_languages() {
    let flags = ["--subject", "s", "--rater", "r", "--value", "v"];
    for (text, more) in [
        ("s,r,v\na,x,1.5\n", &[][..]),
        ("s,r,v\na,x,7\n", &["--scale", "1:5"]),
        ("s,r,v\na,x,1\nb,x,1000\n", &[]),
        ("s,r,v\na,x,1\nb,x,1\n", &[]),
        ("s,r,v\n", &[]),
        ("s,r,w\na,x,1\n", &[]),
    ] {
        let data = file(text);
        let arguments = [
            &["facets", "--ratings", data.path().to_str().unwrap()][..],
            &flags,
            more,
        ]
        .concat();
        let (vi, en) = run(&arguments).unwrap_err();
        assert!(vi != en && !vi.is_empty() && !en.is_empty(), "{vi} {en}");
    }
}

#[test]
fn a_model_without_raters_is_that_of_rasch() {
    let data = file("s,q1,q2,q3\na,1,1,0\nb,1,0,0\nc,0,0,1\nd,0,1,1\n");
    let arguments = [
        "facets",
        "--ratings",
        data.path().to_str().unwrap(),
        "--subject",
        "s",
        "--rater",
        "none",
        "--items",
        "q1..q3",
    ];
    let found = json(&arguments);
    close(&found["subjects"][0]["measure"], 2.0_f64.ln(), 1e-9);
    assert_eq!(found["raters"], serde_json::json!([]));
    assert!(run(&arguments).unwrap().contains("Thresholds"));
}
