//! The plain estimators agree with the programs of the field. Sources: `reference/SOURCES.md`.

use serde_json::Value;
use stats::Scale;
use stats::agreement::{Centre, OneWay, average_deviation, cronbach_alpha, rwg, rwg_j};

const BH1996: &str = include_str!("reference/bh1996.csv");
const AGREEMENT: &str = include_str!("reference/agreement_bh1996.json");
const ATTITUDE: &str = include_str!("reference/attitude.csv");
const ALPHA: &str = include_str!("reference/alpha_attitude.json");

/// Relative, from the table of references.
const TOLERANCE: f64 = 1e-10;

/// Columns of a file without missing values, by name.
fn column(csv: &str, name: &str) -> Vec<f64> {
    let mut lines = csv.lines();
    let at = lines
        .next()
        .unwrap()
        .split(',')
        .position(|head| head == name)
        .unwrap();
    lines
        .map(|line| line.split(',').nth(at).unwrap().parse().unwrap())
        .collect()
}

/// A column of bh1996 by company, companies in ascending order.
fn by_company(name: &str) -> Vec<Vec<f64>> {
    let (companies, values) = (column(BH1996, "GRP"), column(BH1996, name));
    let mut numbers = companies.clone();
    numbers.sort_by(f64::total_cmp);
    numbers.dedup();
    let of = |number: &f64| {
        let rows = companies
            .iter()
            .zip(&values)
            .filter(|(company, _)| *company == number);
        rows.map(|(_, value)| *value).collect()
    };
    numbers.iter().map(of).collect()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn agrees(what: &str, ours: f64, theirs: &Value) {
    let theirs = theirs
        .as_f64()
        .unwrap_or_else(|| panic!("{what} has no reference value"));
    assert!(
        (ours - theirs).abs() <= TOLERANCE * theirs.abs(),
        "{what}: {ours} against {theirs}"
    );
}

/// Checks the summary that a reference gives of one value per company.
fn summary_agrees(what: &str, ours: &[f64], theirs: &Value) {
    let mut sorted = ours.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = ours.len();
    assert_eq!(theirs["n_groups"], n);
    agrees(what, ours.iter().sum::<f64>() / n as f64, &theirs["mean"]);
    agrees(
        what,
        (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0,
        &theirs["median"],
    );
    agrees(what, sorted[0], &theirs["min"]);
    agrees(what, sorted[n - 1], &theirs["max"]);
    agrees(what, ours.iter().map(|v| v * v).sum(), &theirs["sum_sq"]);
    let named = theirs["first"].as_array().unwrap();
    assert!(!named.is_empty());
    for entry in named {
        let company: usize = entry["group"].as_str().unwrap().parse().unwrap();
        agrees(what, ours[company - 1], &entry["value"]);
    }
}

#[test]
fn agreement_on_one_item_agrees_with_multilevel() {
    let (expected, five) = (json(AGREEMENT), Scale::new(1.0, 5.0).unwrap());
    for item in ["COHES", "LEAD", "WBEING"] {
        let (groups, expected) = (by_company(item), &expected["single_item"][item]);
        let each = |index: &dyn Fn(&Vec<f64>) -> Option<f64>| -> Vec<f64> {
            groups.iter().map(|group| index(group).unwrap()).collect()
        };
        summary_agrees(item, &each(&|g| rwg(g, five)), &expected["rwg"]);
        let ad = |centre| each(&move |g| average_deviation(g, centre));
        summary_agrees(item, &ad(Centre::Mean), &expected["ad_mean"]);
        summary_agrees(item, &ad(Centre::Median), &expected["ad_median"]);

        let groups: Vec<&[f64]> = groups.iter().map(Vec::as_slice).collect();
        let anova = OneWay::of(&groups).unwrap();
        agrees(item, anova.ms_between, &expected["anova"]["ms_between"]);
        agrees(item, anova.ms_within, &expected["anova"]["ms_within"]);
        agrees(item, anova.df_between, &expected["anova"]["df_between"]);
        agrees(item, anova.df_within, &expected["anova"]["df_within"]);
        agrees(item, anova.icc1().unwrap(), &expected["ICC1"]);
        agrees(item, anova.icc2().unwrap(), &expected["ICC2"]);
    }
}

#[test]
fn agreement_on_two_items_agrees_with_multilevel() {
    let (expected, five) = (json(AGREEMENT), Scale::new(1.0, 5.0).unwrap());
    let expected = &expected["multi_item"];
    assert_eq!(expected["items"], serde_json::json!(["COHES", "LEAD"]));
    let (cohesion, leadership) = (by_company("COHES"), by_company("LEAD"));
    let ours: Vec<f64> = cohesion
        .iter()
        .zip(&leadership)
        .map(|(a, b)| rwg_j(&[a, b], five).unwrap())
        .collect();
    summary_agrees("rwg_j", &ours, &expected["rwg_j"]);
    let ad = |centre| -> Vec<f64> {
        let of = |group: &Vec<f64>| average_deviation(group, centre).unwrap();
        cohesion
            .iter()
            .zip(&leadership)
            .map(|(a, b)| (of(a) + of(b)) / 2.0)
            .collect()
    };
    summary_agrees("ad_j_mean", &ad(Centre::Mean), &expected["ad_j_mean"]);
    summary_agrees("ad_j_median", &ad(Centre::Median), &expected["ad_j_median"]);
}

#[test]
fn alpha_agrees_with_psych() {
    let expected = json(ALPHA);
    let names: Vec<&str> = ATTITUDE.lines().next().unwrap().split(',').collect();
    let columns: Vec<Vec<f64>> = names.iter().map(|name| column(ATTITUDE, name)).collect();
    let without = |dropped: Option<usize>| {
        let kept = columns
            .iter()
            .enumerate()
            .filter(|(at, _)| Some(*at) != dropped);
        let kept: Vec<&[f64]> = kept.map(|(_, column)| column.as_slice()).collect();
        cronbach_alpha(&kept).unwrap()
    };
    agrees("alpha", without(None), &expected["alpha_raw"]);
    for (at, name) in names.iter().enumerate() {
        agrees(name, without(Some(at)), &expected["alpha_if_dropped"][name]);
    }
}
