//! `analyse agreement` on the files of the field, in every shape that the flags can name.

mod workbench;

use workbench::{close, file, json, reference, run};

#[test]
fn raters_in_columns_give_six_iccs() {
    let path = reference("shrout_fleiss.csv");
    let found = json(&[
        "agreement",
        "--ratings",
        &path,
        "--subject",
        "subject",
        "--raters",
        "J1..J4",
        "--scale",
        "1:10",
    ]);
    assert_eq!(found["design"], "crossed");
    assert_eq!(
        (found["n_subjects"].as_u64(), found["n_raters"].as_u64()),
        (Some(6), Some(4))
    );
    let names = [
        "ICC(1)", "ICC(A,1)", "ICC(C,1)", "ICC(k)", "ICC(A,k)", "ICC(C,k)",
    ];
    let values = [
        0.165741768405475,
        0.289763779527559,
        0.714840714840715,
        0.442797133679268,
        0.620050547598989,
        0.909315542377069,
    ];
    for (at, (name, value)) in names.iter().zip(values).enumerate() {
        assert_eq!(found["icc"][at]["name"], *name);
        close(&found["icc"][at]["value"], value, 1e-9);
    }
    close(&found["icc"][1]["ci"][1], 0.761084369648953, 1e-9);
    close(&found["mean_squares"]["residual"], 1.01944444444445, 1e-9);
    let all = &found["d_study"][0];
    let of_80 = &all["raters_for"][1];
    assert_eq!(
        (of_80["n"].as_u64(), of_80["n_absolute"].as_u64()),
        (Some(2), Some(10))
    );
    assert_eq!(found["warnings"], serde_json::json!([]));
}

#[test]
fn the_same_raters_a_row_each_give_the_same() {
    let wide = reference("shrout_fleiss.csv");
    let text = std::fs::read_to_string(&wide).unwrap();
    let mut long = String::from("who,by,score\n");
    for line in text.lines().skip(1).collect::<Vec<_>>().iter().rev() {
        let cells: Vec<&str> = line.split(',').collect();
        for (rater, score) in cells[1..].iter().enumerate() {
            long += &format!("{},r{rater},{score}\n", cells[0]);
        }
    }
    let long = file(&long);
    let from_long = json(&[
        "agreement",
        "--ratings",
        long.path().to_str().unwrap(),
        "--subject",
        "who",
        "--rater",
        "by",
        "--value",
        "score",
        "--scale",
        "1:10",
    ]);
    let from_wide = json(&[
        "agreement",
        "--ratings",
        &wide,
        "--subject",
        "subject",
        "--raters",
        "J1,J2,J3,J4",
        "--scale",
        "1:10",
    ]);
    for field in ["icc", "mean_squares", "krippendorff", "d_study", "subjects"] {
        let (a, b) = (from_long[field].to_string(), from_wide[field].to_string());
        assert_eq!(a, b, "{field}");
    }
}

#[test]
fn unlinked_ballots_of_one_item_agree_with_multilevel() {
    let path = reference("bh1996.csv");
    let flags = [
        "agreement",
        "--ratings",
        &path,
        "--subject",
        "GRP",
        "--rater",
        "none",
        "--bootstrap",
        "0",
    ];
    let one = json(&[&flags[..], &["--items", "COHES"]].concat());
    close(&one["icc"][0]["value"], 0.04426529755714, 1e-10);
    close(&one["icc"][1]["value"], 0.775459677771547, 1e-10);
    close(&one["items"][0]["icc1"], 0.04426529755714, 1e-10);
    close(
        &one["items"][0]["subjects"][0]["rwg"],
        0.656018604220659,
        1e-10,
    );
    close(
        &one["items"][0]["subjects"][98]["ad_median"],
        0.677551020306122,
        0.1,
    );
    assert_eq!(one["items"][0]["subjects"][98]["subject"], "99");
    assert_eq!(one["alpha"], serde_json::Value::Null);
    assert_eq!(
        (one["design"].as_str(), one["icc"].as_array().unwrap().len()),
        (Some("one_way"), 2)
    );

    let two = json(&[&flags[..], &["--items", "COHES,LEAD"]].concat());
    close(&two["subjects"][0]["rwg_j"], 0.826346039106026, 1e-10);
    close(
        &two["subjects"][0]["rwg_j_lindell"],
        0.704079794078824,
        1e-10,
    );
    close(&two["subjects"][97]["ad_j_median"], 0.53858901515, 1e-10);
    assert!(two["alpha"]["raw"].as_f64().is_some() && two["omega"].is_null());
}

#[test]
fn items_alone_give_alpha_and_omega() {
    let path = reference("attitude.csv");
    let found = json(&[
        "agreement",
        "--ratings",
        &path,
        "--items",
        "rating,complaints,privileges,learning,raises,critical,advance",
        "--scale",
        "0:100",
    ]);
    let alpha = &found["alpha"];
    close(&alpha["raw"], 0.84314276956476, 1e-10);
    close(&alpha["lambda6"], 0.875215137360349, 1e-10);
    close(&alpha["if_dropped"][5]["alpha"], 0.863872311446437, 1e-10);
    close(&found["omega"]["total"], 0.856326836775131, 1e-4);
    close(&found["omega"]["hierarchical"], 0.518619083150367, 1e-3);
    assert_eq!(found["icc"], serde_json::json!([]));
    assert_eq!(found["warnings"][0]["code"], "incomplete_design");
}

#[test]
fn krippendorff_reads_a_file_with_holes() {
    let path = reference("krippendorff2011.csv");
    let found = json(&[
        "agreement",
        "--ratings",
        &path,
        "--subject",
        "unit",
        "--raters",
        "obs1..obs4",
    ]);
    let expected = [
        0.743421052631579,
        0.8153875037548814,
        0.8491071428571428,
        0.7974027747116121,
    ];
    for (at, expected) in expected.into_iter().enumerate() {
        let level = &found["krippendorff"][at];
        close(&level["alpha"], expected, 1e-12);
        assert_eq!(level["n_pairable"], 40);
        let (lo, hi) = (
            level["ci"][0].as_f64().unwrap(),
            level["ci"][1].as_f64().unwrap(),
        );
        assert!(lo < expected && expected < hi);
    }
    assert_eq!(found["design"], "crossed_incomplete");
}

#[test]
fn single_ratings_join_into_ballots() {
    let path = reference("mfrm_synthetic.csv");
    let found = json(&[
        "agreement",
        "--ratings",
        &path,
        "--subject",
        "subject",
        "--rater",
        "rater",
        "--item",
        "item",
        "--value",
        "rating",
        "--bootstrap",
        "0",
    ]);
    assert_eq!(
        (
            found["n_ballots"].as_u64(),
            found["items"].as_array().unwrap().len()
        ),
        (Some(120), 4)
    );
    assert_eq!(found["components"]["method"], "moments");
    let c = |name: &str| found["components"][name].as_f64().unwrap();
    assert!(c("subject") > 0.2 && c("rater") > 0.1 && c("residual") > 0.05);
    close(
        &found["components"]["single_relative"],
        c("subject") / (c("subject") + c("residual")),
        1e-12,
    );
    assert_eq!(found["alpha"]["n"], 120);
}

/// Two relations: superiors who agree, peers who do not.
const RELATIONS: &str = "leader,group,q1,q2\n\
    a,superior,1,1\na,superior,1,2\na,peer,1,2\na,peer,4,4\n\
    b,superior,3,3\nb,superior,3,4\nb,peer,2,2\nb,peer,4,5\n\
    c,superior,5,5\nc,superior,5,4\nc,peer,5,4\nc,peer,2,\n";

#[test]
fn each_relation_has_its_own_number_of_raters() {
    let data = file(RELATIONS);
    let found = json(&[
        "agreement",
        "--ratings",
        data.path().to_str().unwrap(),
        "--subject",
        "leader",
        "--items",
        "q1,q2",
        "--relation",
        "group",
        "--targets",
        ".7,.9",
    ]);
    let studies = found["d_study"].as_array().unwrap();
    let names: Vec<&str> = studies
        .iter()
        .map(|study| study["relation"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["all", "peer", "superior"]);
    assert_eq!(studies[2]["raters_for"][0]["n"], 1);
    assert!(
        studies[1]["raters_for"][0]["n"].is_null(),
        "peers do not tell leaders apart"
    );
    assert_eq!(found["subjects"].as_array().unwrap().len(), 6);
    assert_eq!(found["subjects"][1]["relation"], "superior");
    assert_eq!(found["alpha"]["n"], 11, "complete ballots");
    assert_eq!(found["warnings"][0]["code"], "missing_answers");
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let mut lines: Vec<&str> = RELATIONS.lines().collect();
    lines[1..].reverse();
    let (here, turned) = (file(RELATIONS), file(&(lines.join("\n") + "\n")));
    let of = |path: &std::path::Path| {
        run(&[
            "agreement",
            "--ratings",
            path.to_str().unwrap(),
            "--subject",
            "leader",
            "--items",
            "q1,q2",
            "--relation",
            "group",
            "--json",
        ])
    };
    let (here, turned) = (of(here.path()).unwrap(), of(turned.path()).unwrap());
    let (here, turned): (serde_json::Value, serde_json::Value) = (
        serde_json::from_str(&here).unwrap(),
        serde_json::from_str(&turned).unwrap(),
    );
    for field in ["icc", "alpha", "d_study", "subjects", "items"] {
        same(&here[field], &turned[field]);
    }
}

fn same(a: &serde_json::Value, b: &serde_json::Value) {
    match (a, b) {
        (serde_json::Value::Number(_), _) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            assert!((a - b).abs() <= 1e-9 * (1.0 + a.abs()), "{a} {b}");
        }
        (serde_json::Value::Array(x), serde_json::Value::Array(y)) => {
            assert_eq!(x.len(), y.len());
            x.iter().zip(y).for_each(|(a, b)| same(a, b));
        }
        (serde_json::Value::Object(x), _) => x.iter().for_each(|(name, a)| same(a, &b[name])),
        _ => assert_eq!(a, b),
    }
}

#[test]
fn odd_data_give_results_without_nan() {
    for text in [
        "s,q1,q2\n1,3,3\n1,3,3\n2,3,3\n",
        "s,q1,q2\n1,3,\n1,,4\n",
        "s,q1,q2\n1,3,4\n",
        "s,q1,q2\n1,,\n2,9,4\n,2,2\n",
    ] {
        let data = file(text);
        let found = run(&[
            "agreement",
            "--ratings",
            data.path().to_str().unwrap(),
            "--subject",
            "s",
            "--items",
            "q1,q2",
            "--json",
        ])
        .unwrap();
        assert!(!found.contains("NaN") && !found.contains("inf"), "{found}");
    }
}

#[test]
fn what_cannot_be_read_is_refused_in_both_languages() {
    let data = file("s,r,q1\n1,a,3\n");
    let path = data.path().to_str().unwrap();
    for flags in [
        &["--subject", "x", "--items", "q1"][..],
        &["--subject", "s", "--items", "q9"],
        &["--subject", "s", "--items", "r"],
        &["--subject", "s", "--items", "q1", "--scale", "5"],
        &[
            "--subject",
            "s",
            "--items",
            "q1",
            "--level",
            "nominal,metric",
        ],
        &["--subject", "s", "--items", "q1", "--targets", "1.5"],
        &["--subject", "s", "--value", "q1", "--item", "r"],
    ] {
        let arguments = [&["agreement", "--ratings", path][..], flags].concat();
        let (vi, en) = run(&arguments).unwrap_err();
        assert!(vi != en && !vi.is_empty() && !en.is_empty(), "{vi} {en}");
    }
    let empty = file("s,q1\n");
    let (_, en) = run(&[
        "agreement",
        "--ratings",
        empty.path().to_str().unwrap(),
        "--subject",
        "s",
        "--items",
        "q1",
    ])
    .unwrap_err();
    assert!(en.contains("No ballot"), "{en}");
}

#[test]
fn people_read_tables() {
    let path = reference("shrout_fleiss.csv");
    let text = run(&[
        "agreement",
        "--ratings",
        &path,
        "--subject",
        "subject",
        "--raters",
        "J1..J4",
        "--scale",
        "1:10",
    ])
    .unwrap();
    assert!(text.contains("ICC(A,1)  0.2898"), "{text}");
    assert!(text.contains("Raters needed"), "{text}");
}
