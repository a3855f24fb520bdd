//! Agreement, reliability and consistency agree with the programs of the field, value by value.
//! Sources: `reference/SOURCES.md`.

mod compare;

use compare::every_value;
use serde_json::{Map, Value, json};
use stats::Scale;
use stats::agreement::{
    Centre, Consistency, GStudy, Hierarchical, Level, OneWay, TwoWay, average_deviation,
    average_deviation_cutoff, average_deviation_j, cronbach_alpha, cronbach_alpha_pairwise,
    krippendorff, omega_hierarchical, one_factor_minres, one_factor_ml, raters_needed, rwg, rwg_j,
    rwg_j_lindell,
};

const BH1996: &str = include_str!("reference/bh1996.csv");
const AGREEMENT: &str = include_str!("reference/agreement_bh1996.json");
const ATTITUDE: &str = include_str!("reference/attitude.csv");
const ALPHA: &str = include_str!("reference/alpha_attitude.json");
const SHROUT_FLEISS: &str = include_str!("reference/shrout_fleiss.csv");
const ICC: &str = include_str!("reference/icc_shrout_fleiss.json");
const KRIPPENDORFF: &str = include_str!("reference/krippendorff2011.csv");
const KRIPPENDORFF_ALPHA: &str = include_str!("reference/kripp_2011.json");

/// Cells of a file by row, without the header; blank is missing.
fn rows(csv: &str) -> Vec<Vec<Option<f64>>> {
    let cell = |cell: &str| (!cell.is_empty()).then(|| cell.parse().unwrap());
    csv.lines()
        .skip(1)
        .map(|line| line.split(',').map(cell).collect())
        .collect()
}

fn names(csv: &str) -> Vec<&str> {
    csv.lines().next().unwrap().split(',').collect()
}

/// A column of a file without missing values, by name.
fn column(csv: &str, name: &str) -> Vec<f64> {
    let at = names(csv).iter().position(|head| *head == name).unwrap();
    rows(csv).iter().map(|row| row[at].unwrap()).collect()
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// A column of bh1996 by company, companies in ascending order.
fn by_company(name: &str) -> Vec<Vec<f64>> {
    let (companies, values) = (column(BH1996, "GRP"), column(BH1996, name));
    let mut numbers = companies.clone();
    numbers.sort_by(f64::total_cmp);
    numbers.dedup();
    let of = |number: &f64| {
        let rows = companies.iter().zip(&values);
        let rows = rows.filter(|(company, _)| *company == number);
        rows.map(|(_, value)| *value).collect()
    };
    numbers.iter().map(of).collect()
}

/// The summary that the reference gives of one value per company, with the companies that it names.
fn summary(values: &[f64], named: &Value) -> Map<String, Value> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = values.len();
    let first = named["first"].as_array().unwrap().iter().map(|entry| {
        let company: usize = entry["group"].as_str().unwrap().parse().unwrap();
        json!({"value": values[company - 1]})
    });
    let summary = json!({
        "n_groups": n,
        "mean": values.iter().sum::<f64>() / n as f64,
        "median": (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0,
        "min": sorted[0],
        "max": sorted[n - 1],
        "sum_sq": values.iter().map(|v| v * v).sum::<f64>(),
        "first": first.collect::<Vec<_>>(),
    });
    summary.as_object().unwrap().clone()
}

#[test]
fn agreement_in_companies_agrees_with_multilevel() {
    let (theirs, five) = (parsed(AGREEMENT), Scale::new(1.0, 5.0).unwrap());
    let mut single = Map::new();
    for item in ["COHES", "LEAD", "WBEING"] {
        let (groups, named) = (by_company(item), &theirs["single_item"][item]);
        let each = |index: &dyn Fn(&[f64]) -> Option<f64>| -> Vec<f64> {
            groups.iter().map(|group| index(group).unwrap()).collect()
        };
        let mut of_rwg = summary(&each(&|g| rwg(g, five)), &named["rwg"]);
        of_rwg.insert("ranvar".into(), five.uniform_variance().into());
        let ad = |centre| each(&move |g| average_deviation(g, centre));
        let slices: Vec<&[f64]> = groups.iter().map(Vec::as_slice).collect();
        let anova = OneWay::of(&slices).unwrap();
        single.insert(
            item.into(),
            json!({
                "rwg": of_rwg,
                "ad_mean": summary(&ad(Centre::Mean), &named["ad_mean"]),
                "ad_median": summary(&ad(Centre::Median), &named["ad_median"]),
                "anova": {
                    "ms_between": anova.ms_between, "ms_within": anova.ms_within,
                    "df_between": anova.df_between, "df_within": anova.df_within,
                },
                "ICC1": anova.icc1(),
                "ICC2": anova.icc2(),
                "ad_cutoff_A_over_6": average_deviation_cutoff(five),
            }),
        );
    }
    let named = &theirs["multi_item"];
    assert_eq!(named["items"], json!(["COHES", "LEAD"]));
    let (cohesion, leadership) = (by_company("COHES"), by_company("LEAD"));
    let joined = |index: &dyn Fn(&[&[f64]]) -> Option<f64>| -> Vec<f64> {
        let pairs = cohesion.iter().zip(&leadership);
        pairs.map(|(a, b)| index(&[a, b]).unwrap()).collect()
    };
    let ad = |centre| joined(&move |items| average_deviation_j(items, centre));
    let ours = json!({
        "n_obs": rows(BH1996).len(),
        "single_item": single,
        "multi_item": {
            "items": ["COHES", "LEAD"],
            "ranvar": five.uniform_variance(),
            "rwg_j": summary(&joined(&|items| rwg_j(items, five)), &named["rwg_j"]),
            "rwg_j_lindell":
                summary(&joined(&|items| rwg_j_lindell(items, five)), &named["rwg_j_lindell"]),
            "ad_j_mean": summary(&ad(Centre::Mean), &named["ad_j_mean"]),
            "ad_j_median": summary(&ad(Centre::Median), &named["ad_j_median"]),
        },
    });
    let n = every_value(&ours, &theirs, &|_| 1e-10.into());
    assert_eq!(n, 195);
}

#[test]
fn iccs_and_the_study_of_raters_agree_with_psych() {
    let data: Vec<Vec<f64>> = rows(SHROUT_FLEISS)
        .iter()
        .map(|row| row[1..].iter().map(|cell| cell.unwrap()).collect())
        .collect();
    let data: Vec<&[f64]> = data.iter().map(Vec::as_slice).collect();
    let anova = TwoWay::of(&data).unwrap();
    let theirs = parsed(ICC);
    let mut iccs = Map::new();
    let short = ["ICC1", "ICC2", "ICC3", "ICC1k", "ICC2k", "ICC3k"];
    for (icc, short) in anova.iccs(0.95).into_iter().zip(short) {
        assert_eq!(theirs["mcgraw_wong_names"][short], icc.kind.name());
        let (lower, upper) = icc.interval.unwrap();
        iccs.insert(
            short.into(),
            json!({"value": icc.value, "F": icc.f, "df1": icc.df1, "df2": icc.df2, "p": icc.p,
                   "lower": lower, "upper": upper}),
        );
    }
    let study = GStudy::crossed(&anova);
    let d_study = (1..=10).map(|n| {
        let study = study.d_study(n);
        json!({"n_raters": study.n_raters, "g_relative": study.relative,
               "phi_absolute": study.absolute, "sem_relative": study.sem_relative,
               "sem_absolute": study.sem_absolute})
    });
    let ours = json!({
        "n_subjects": anova.n_subjects,
        "k_raters": anova.n_raters,
        "mean_squares": {
            "between_subjects": anova.ms_subjects, "within_subjects": anova.ms_within,
            "between_raters": anova.ms_raters, "residual": anova.ms_residual,
        },
        "icc": iccs,
        "g_study": {
            "var_subject": study.subject, "var_rater": study.rater, "var_residual": study.residual,
            "d_study": d_study.collect::<Vec<_>>(),
            "raters_needed": {
                "g_relative_0.80": raters_needed(study.single_relative().unwrap(), 0.8),
                "phi_absolute_0.80": raters_needed(study.single_absolute().unwrap(), 0.8),
            },
        },
    });
    let tolerance = |path: &str| {
        if path.ends_with("/p") {
            1e-8.into()
        } else {
            1e-9.into()
        }
    };
    assert_eq!(every_value(&ours, &theirs, &tolerance), 103);
}

#[test]
fn krippendorffs_alpha_agrees_with_exact_fractions() {
    let units: Vec<Vec<f64>> = rows(KRIPPENDORFF)
        .iter()
        .map(|row| row[1..].iter().flatten().copied().collect())
        .collect();
    let slices: Vec<&[f64]> = units.iter().map(Vec::as_slice).collect();
    let of = |level| krippendorff(&slices, level).unwrap();
    let theirs = parsed(KRIPPENDORFF_ALPHA);
    let ours = json!({
        "n_units": units.len(),
        "n_pairable_values": of(Level::Nominal).n_pairable,
        "alpha": {
            "nominal": of(Level::Nominal).alpha, "ordinal": of(Level::Ordinal).alpha,
            "interval": of(Level::Interval).alpha, "ratio": of(Level::Ratio).alpha,
        },
    });
    assert_eq!(every_value(&ours, &theirs, &|_| 1e-12.into()), 6);
    // What Krippendorff printed himself, to three digits.
    for (level, printed) in theirs["published"].as_object().unwrap() {
        let ours = ours["alpha"][level].as_f64().unwrap();
        assert!((ours - printed.as_f64().unwrap()).abs() < 6e-4, "{level}");
    }
}

#[test]
fn consistency_of_items_agrees_with_psych_and_lavaan() {
    let theirs = parsed(ALPHA);
    let names = names(ATTITUDE);
    let columns: Vec<Vec<f64>> = names.iter().map(|name| column(ATTITUDE, name)).collect();
    let items: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let found = Consistency::of(&items, 0.95).unwrap();
    assert_eq!(cronbach_alpha(&items), Some(found.alpha));
    let holes: Vec<Vec<Option<f64>>> = columns
        .iter()
        .map(|column| column.iter().copied().map(Some).collect())
        .collect();
    let holes: Vec<&[Option<f64>]> = holes.iter().map(Vec::as_slice).collect();
    let (pairwise, n_any) = cronbach_alpha_pairwise(&holes).unwrap();
    let (ml, minres) = (
        one_factor_ml(&items).unwrap(),
        one_factor_minres(&items).unwrap(),
    );
    let general: Hierarchical = omega_hierarchical(&items, 3).unwrap();
    let by_name = |values: Vec<Option<f64>>| -> Value {
        let pairs = names.iter().zip(values);
        pairs
            .map(|(name, value)| ((*name).to_owned(), json!(value)))
            .collect::<Map<_, _>>()
            .into()
    };
    let each = |values: &[f64]| by_name(values.iter().copied().map(Some).collect());
    let of_items = |index: fn(&stats::agreement::ItemStatistics) -> Option<f64>| {
        by_name(found.items.iter().map(index).collect())
    };
    let (chi_square, df) = ml.fit.unwrap();
    let (lower, upper) = found.interval.unwrap();
    let ours = json!({
        "n_complete": found.n,
        "k": items.len(),
        "alpha_raw": found.alpha,
        "alpha_standardized": found.alpha_standardised,
        "guttman_lambda6": found.lambda6,
        "mean_interitem_r": found.mean_inter_item,
        "median_interitem_r": found.median_inter_item,
        "alpha_ci95_feldt": [lower, upper],
        "alpha_if_dropped": of_items(|item| item.alpha_without),
        "item_rest_r": of_items(|item| item.rest_correlation),
        "item_total_r": of_items(|item| item.total_correlation),
        "alpha_raw_pairwise": pairwise,
        "n_any": n_any,
        "reversed_items": [],
        "omega_ml_1factor": {
            "value": ml.omega, "loadings": each(&ml.loadings), "uniqueness": each(&ml.uniquenesses),
            "chisq": chi_square, "df": df,
        },
        "omega_minres_1factor_std": {"value": minres.omega, "loadings": each(&minres.loadings)},
        "omega_schmid_leiman": {
            "nfactors": 3, "omega_h": general.omega_h, "omega_total": general.omega_total,
            "omega_limit": general.limit,
        },
    });
    let tolerance = |path: &str| match path {
        path if path.starts_with("/omega_schmid_leiman") => 1e-3.into(),
        path if path.starts_with("/omega_") => 1e-4.into(),
        _ => 1e-10.into(),
    };
    assert_eq!(every_value(&ours, &theirs, &tolerance), 61);
}
