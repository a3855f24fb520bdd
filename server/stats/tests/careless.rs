//! Indices of careless responding agree with R. Sources: `reference/SOURCES.md`.

use proptest::prelude::*;
use serde_json::Value;
use stats::careless::{
    Mahalanobis, PersonTotal, Sheet, SheetError, Synonyms, auc, even_odd, irv, longstring,
    mean_run, person_fit,
};

const DATA: &str = include_str!("reference/careless_synthetic.csv");
const EXPECTED: &str = include_str!("reference/careless_synthetic.json");

/// Relative, from the table of references.
const TOLERANCE: f64 = 1e-9;
const N_ITEMS: usize = 24;

fn lists<const N: usize>(ranges: [std::ops::Range<usize>; N]) -> Vec<Vec<usize>> {
    ranges.into_iter().map(Iterator::collect).collect()
}

fn scales() -> Vec<Vec<usize>> {
    lists([0..6, 6..12, 12..18, 18..24])
}

struct Data {
    sheet: Sheet,
    seconds: Vec<f64>,
    careless: Vec<bool>,
}

fn data() -> Data {
    let rows: Vec<Vec<&str>> = DATA
        .lines()
        .skip(1)
        .map(|l| l.split(',').collect())
        .collect();
    let level = |cell: &&str| {
        if cell.is_empty() {
            0
        } else {
            cell.parse().unwrap()
        }
    };
    let levels = rows
        .iter()
        .flat_map(|row| row[1..=N_ITEMS].iter().map(level))
        .collect();
    Data {
        sheet: Sheet::new(N_ITEMS, 5, levels).unwrap(),
        seconds: rows.iter().map(|row| row[25].parse().unwrap()).collect(),
        careless: rows.iter().map(|row| row[26] != "attentive").collect(),
    }
}

fn close(what: &str, ours: f64, theirs: &Value) {
    let theirs = theirs
        .as_f64()
        .unwrap_or_else(|| panic!("{what}: no reference value"));
    assert!(
        (ours - theirs).abs() <= TOLERANCE * theirs.abs(),
        "{what}: {ours} against {theirs}"
    );
}

/// Quantile of R's type 7.
fn quantile(sorted: &[f64], p: f64) -> f64 {
    let at = p * (sorted.len() - 1) as f64;
    let below = sorted[at.floor() as usize];
    below + at.fract() * (sorted[at.ceil() as usize] - below)
}

/// Every value that the reference has of one index, its AUC included.
fn agrees(
    name: &str,
    low_is_careless: bool,
    values: &[Option<f64>],
    data: &Data,
    expected: &Value,
) {
    let summary = &expected["summary"][name];
    let mut known: Vec<f64> = values.iter().copied().flatten().collect();
    known.sort_by(f64::total_cmp);
    let n = known.len() as f64;
    assert_eq!(summary["n"], known.len(), "{name}");
    assert_eq!(summary["n_na"], values.len() - known.len(), "{name}");
    let mean = known.iter().sum::<f64>() / n;
    let squares: f64 = known.iter().map(|v| (v - mean).powi(2)).sum();
    close(name, mean, &summary["mean"]);
    close(name, (squares / (n - 1.0)).sqrt(), &summary["sd"]);
    close(name, known[0], &summary["min"]);
    close(name, known[known.len() - 1], &summary["max"]);
    let theirs = summary["quantiles_type7"].as_array().unwrap();
    assert_eq!(theirs.len(), 7);
    for (p, theirs) in [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]
        .into_iter()
        .zip(theirs)
    {
        close(name, quantile(&known, p), theirs);
    }
    let first = summary["first20"].as_array().unwrap();
    assert_eq!(first.len(), 20);
    for (ours, theirs) in values.iter().zip(first) {
        match ours {
            Some(ours) => close(name, *ours, theirs),
            None => assert!(theirs.is_null() || theirs == "NA", "{name}: {theirs}"),
        }
    }
    let side = |careless: bool| -> Vec<f64> {
        let of = values
            .iter()
            .zip(&data.careless)
            .filter(|(_, c)| **c == careless);
        of.filter_map(|(v, _)| v.map(|v| if low_is_careless { -v } else { v }))
            .collect()
    };
    close(
        name,
        auc(&side(true), &side(false)).unwrap(),
        &expected["auc_against_truth"][name],
    );
}

#[test]
fn indices_agree_with_r() {
    let (data, expected) = (data(), serde_json::from_str::<Value>(EXPECTED).unwrap());
    let synonyms = Synonyms::fit(
        &data.sheet,
        expected["psychsyn_critical_r"].as_f64().unwrap(),
    );
    let total = PersonTotal::fit(&data.sheet);
    let distance = Mahalanobis::fit(&data.sheet).unwrap();
    let each = |index: &dyn Fn(&[u8]) -> Option<f64>| -> Vec<Option<f64>> {
        data.sheet.ballots().map(index).collect()
    };
    let check = |name: &str, low: bool, index: &dyn Fn(&[u8]) -> Option<f64>| {
        agrees(name, low, &each(index), &data, &expected);
    };
    check("longstring", false, &|b| Some(longstring(b) as f64));
    check("avgstring", false, &mean_run);
    check("irv", true, &irv);
    check("evenodd", true, &|b| even_odd(b, &scales()));
    check("psychsyn", true, &|b| synonyms.within(b));
    check("person_total_loo", true, &|b| total.without_itself(b));
    check("person_total", true, &|b| total.with_all(b));
    check("mahalanobis_d2", false, &|b| distance.distance(b));
    assert_eq!(expected["summary"].as_object().unwrap().len(), 8);
    assert_eq!(expected["auc_against_truth"].as_object().unwrap().len(), 8);

    // Upper .001 point of chi-square with 24 degrees of freedom.
    let far = each(&|b| distance.distance(b))
        .into_iter()
        .flatten()
        .filter(|d| *d > 51.178_597_777_377_39);
    assert_eq!(expected["flagged_mahalanobis_p001"], far.count());
}

#[test]
fn synonym_pairs_agree_with_r() {
    let (data, expected) = (data(), serde_json::from_str::<Value>(EXPECTED).unwrap());
    let synonyms = Synonyms::fit(&data.sheet, 0.45);
    let theirs = expected["psychsyn_pairs"].as_array().unwrap();
    assert_eq!(synonyms.pairs().len(), theirs.len());
    for (ours, theirs) in synonyms.pairs().iter().zip(theirs) {
        assert_eq!(theirs["item1"], format!("q{:02}", ours.first + 1));
        assert_eq!(theirs["item2"], format!("q{:02}", ours.second + 1));
        close("r", ours.r, &theirs["r"]);
    }
}

#[test]
fn seconds_agree_with_r() {
    let (data, expected) = (data(), serde_json::from_str::<Value>(EXPECTED).unwrap());
    let hasty = data
        .seconds
        .iter()
        .filter(|s| **s / (N_ITEMS as f64) < 2.0)
        .count();
    assert_eq!(expected["seconds_per_item_below_2"], hasty);
    let side = |careless: bool| -> Vec<f64> {
        let of = data.seconds.iter().zip(&data.careless);
        of.filter(|(_, c)| **c == careless)
            .map(|(s, _)| -s)
            .collect()
    };
    close(
        "seconds",
        auc(&side(true), &side(false)).unwrap(),
        &expected["auc_seconds"],
    );
}

/// l_z of the definition, written out for two items.
#[test]
fn person_fit_is_the_standardised_log_likelihood() {
    let p: [f64; 4] = [0.8, 0.2, 0.4, 0.6];
    let l = 0.2_f64.ln() + 0.4_f64.ln();
    let mean: f64 = p.iter().map(|p| p * p.ln()).sum();
    let part = |a: f64, b: f64| {
        a * a.ln().powi(2) + b * b.ln().powi(2) - (a * a.ln() + b * b.ln()).powi(2)
    };
    let expected = (l - mean) / (part(0.8, 0.2) + part(0.4, 0.6)).sqrt();
    assert!((person_fit(&[2, 1], &p, 2).unwrap() - expected).abs() < 1e-12);
    let one = (0.2_f64.ln() - (0.8 * 0.8_f64.ln() + 0.2 * 0.2_f64.ln())) / part(0.8, 0.2).sqrt();
    assert!((person_fit(&[2, 0], &p, 2).unwrap() - one).abs() < 1e-12);
    assert_eq!(person_fit(&[0, 0], &p, 2), None);
    assert_eq!(person_fit(&[1], &[0.5, 0.5], 2), None);
    assert_eq!(person_fit(&[1], &[0.0, 1.0], 2), None);
}

#[test]
fn the_edges_are_named() {
    assert_eq!(Sheet::new(0, 5, vec![]), Err(SheetError::NoItems));
    assert_eq!(Sheet::new(2, 1, vec![]), Err(SheetError::Levels(1)));
    assert_eq!(
        Sheet::new(2, 5, vec![1; 3]),
        Err(SheetError::Ragged {
            answers: 3,
            items: 2
        })
    );
    let off = SheetError::OffScale {
        ballot: 1,
        item: 0,
        level: 6,
        levels: 5,
    };
    assert_eq!(Sheet::new(2, 5, vec![1, 2, 6, 1]), Err(off));

    let empty = Sheet::new(3, 5, vec![]).unwrap();
    assert!(Synonyms::fit(&empty, 0.5).pairs().is_empty());
    assert!(Mahalanobis::fit(&empty).is_err());

    let one = Sheet::new(3, 5, vec![1, 2, 3]).unwrap();
    assert_eq!(PersonTotal::fit(&one).without_itself(one.ballot(0)), None);
    assert!((PersonTotal::fit(&one).with_all(one.ballot(0)).unwrap() - 1.0).abs() < 1e-12);
    assert!(Mahalanobis::fit(&one).is_err());

    let missing = [0, 0, 0];
    assert_eq!(
        (longstring(&missing), mean_run(&missing), irv(&missing)),
        (0, None, None)
    );
    assert_eq!(even_odd(&missing, &[vec![0, 1, 2]]), None);
    assert_eq!(
        even_odd(&[3; 24], &scales()),
        None,
        "a straight line has no consistency"
    );
    assert_eq!(irv(&[4, 4, 4]), Some(0.0));
    assert_eq!(auc(&[], &[1.0]), None);

    // A constant item is in no pair and leaves no inverse.
    let constant = Sheet::new(2, 5, vec![1, 3, 2, 3, 5, 3, 4, 3]).unwrap();
    assert!(Synonyms::fit(&constant, -2.0).pairs().is_empty());
    let error = Mahalanobis::fit(&constant).unwrap_err();
    assert_eq!((error.n_items, error.n_complete), (2, 4));
    // So does a copy.
    let copy = Sheet::new(2, 5, vec![1, 1, 2, 2, 5, 5, 4, 4]).unwrap();
    assert!(Mahalanobis::fit(&copy).is_err());
}

fn sheets() -> impl Strategy<Value = (Sheet, Vec<usize>)> {
    (2_usize..40, 0_u64..1000).prop_flat_map(|(n, _)| {
        let levels = proptest::collection::vec(0_u8..=5, n * 8);
        let order = Just((0..n).collect::<Vec<_>>()).prop_shuffle();
        (levels, order).prop_map(|(levels, order)| (Sheet::new(8, 5, levels).unwrap(), order))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Ballots in another order, and a scale that starts elsewhere, change nothing at all but
    /// rounding.
    #[test]
    fn order_and_shift_change_no_index((sheet, order) in sheets()) {
        let up = |level: &u8| if *level == 0 { 0 } else { level + 3 };
        let moved: Vec<u8> = order.iter().flat_map(|at| sheet.ballot(*at).iter().map(up)).collect();
        let moved = Sheet::new(8, 8, moved).unwrap();
        let same = |a: Option<f64>, b: Option<f64>| match (a, b) {
            (Some(a), Some(b)) => (a - b).abs() < 1e-9 * (1.0 + a.abs()) && a.is_finite(),
            (a, b) => a.is_none() && b.is_none(),
        };
        let scales = lists([0..4, 4..6, 6..8]);
        let (ours, theirs) = (Synonyms::fit(&sheet, 0.2), Synonyms::fit(&moved, 0.2));
        let totals = (PersonTotal::fit(&sheet), PersonTotal::fit(&moved));
        let distances = (Mahalanobis::fit(&sheet), Mahalanobis::fit(&moved));
        prop_assert_eq!(distances.0.is_ok(), distances.1.is_ok());
        for (new, &old) in order.iter().enumerate() {
            let (a, b) = (sheet.ballot(old), moved.ballot(new));
            prop_assert_eq!(longstring(a), longstring(b));
            prop_assert_eq!(mean_run(a), mean_run(b));
            prop_assert!(same(irv(a), irv(b)));
            prop_assert!(same(even_odd(a, &scales), even_odd(b, &scales)));
            prop_assert!(same(ours.within(a), theirs.within(b)));
            prop_assert!(same(totals.0.without_itself(a), totals.1.without_itself(b)));
            if let (Ok(x), Ok(y)) = &distances {
                prop_assert!(same(x.distance(a), y.distance(b)));
            }
        }
    }
}
