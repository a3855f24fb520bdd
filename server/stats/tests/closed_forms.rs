//! Randomised response, ranks, adjusted p values, self-other gaps and the response surface agree with R,
//! value by value, and keep their laws. Sources: `reference/SOURCES.md`.

mod compare;

use compare::{Tolerance, every_value};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use stats::gaps::{Gap, SelfOther, gaps};
use stats::multiplicity::{Adjustment, adjust};
use stats::randomised_response::Randomisation;
use stats::ranking::Ranking;
use stats::response_surface::{Coefficient, response_surface};

const EXPECTED: &str = include_str!("reference/misc_closed_forms.json");
const SELF_OTHER: &str = include_str!("reference/self_other.csv");

const ADJUSTMENTS: [(&str, Adjustment); 5] = [
    ("bonferroni", Adjustment::Bonferroni),
    ("holm", Adjustment::Holm),
    ("hochberg", Adjustment::Hochberg),
    ("BH", Adjustment::BenjaminiHochberg),
    ("BY", Adjustment::BenjaminiYekutieli),
];

/// One section of the file with every number of `ours` as its twin, to 1e-9.
fn agrees(section: &str, ours: &Value, n: usize) {
    let theirs: Value = serde_json::from_str(EXPECTED).unwrap();
    assert_eq!(
        every_value(ours, &theirs[section], &|_| 1e-9.into()),
        n,
        "{section}"
    );
}

fn list(section: &str, name: &str) -> Vec<f64> {
    let theirs: Value = serde_json::from_str(EXPECTED).unwrap();
    serde_json::from_value(theirs[section][name].clone()).unwrap()
}

#[test]
fn no_section_is_left_out() {
    let theirs: Map<String, Value> = serde_json::from_str(EXPECTED).unwrap();
    let sections: Vec<&str> = theirs.keys().map(String::as_str).collect();
    let mut known = vec![
        "case",
        "versions",
        "reference",
        "randomised_response",
        "ranking",
        "multiplicity",
        "self_other_gap",
        "polynomial_self_other",
    ];
    let mut sections = sections;
    sections.sort_unstable();
    known.sort_unstable();
    assert_eq!(sections, known);
}

#[test]
fn randomised_response_agrees_with_r() {
    let sixth = 1.0 / 6.0;
    let of = |design: Randomisation, parameters: Value| {
        let found = design.estimate(187, 500).unwrap();
        let mut fields: Map<String, Value> = serde_json::from_value(parameters).unwrap();
        fields.insert("pi".into(), found.estimate.into());
        fields.insert("se".into(), found.se.into());
        fields
    };
    let warner = Randomisation::Warner { direct: 0.7 };
    let forced = Randomisation::Forced {
        yes: sixth,
        no: sixth,
    };
    let crosswise = Randomisation::Crosswise { innocent: 0.25 };
    let unrelated = Randomisation::Unrelated {
        sensitive: 0.7,
        innocent: 0.4,
    };
    let ours = json!({
        "n": 500, "yes": 187, "lambda": warner.estimate(187, 500).unwrap().yes_share,
        "warner": of(warner, json!({"p_direct": 0.7})),
        "forced_response": of(forced, json!({"p_forced_yes": sixth, "p_forced_no": sixth})),
        "crosswise": of(crosswise, json!({"q_unrelated": 0.25})),
        "unrelated_question": of(unrelated, json!({"p_sensitive": 0.7, "prevalence_unrelated": 0.4})),
        "epsilon": {"warner": warner.epsilon().unwrap(), "forced": forced.epsilon().unwrap()},
    });
    agrees("randomised_response", &ours, 19);
}

#[test]
fn ranks_agree_with_r() {
    let (mu, se) = (list("ranking", "mu"), list("ranking", "se"));
    let ranking = Ranking::of(&mu, &se).unwrap();
    // The note of the file says 1.96; its numbers come from qnorm(.975).
    let z = 1.959_963_984_540_054;
    let ours = json!({
        "mu": mu,
        "se": se,
        "expected_rank": ranking.expected_ranks(),
        "percentile_expected": ranking.expected_percentiles(),
        "prob_rank_1": ranking.top(1),
        "prob_top_3": ranking.top(3),
        "goldstein_spiegelhalter_multiplier": ranking.comparison_multiplier(z),
        "comparison_interval": ranking.comparison_intervals(z),
    });
    let theirs: Value = serde_json::from_str(EXPECTED).unwrap();
    let tolerance = |path: &str| {
        if path.starts_with("/prob_") {
            Tolerance {
                relative: 0.0,
                absolute: 1e-7,
            }
        } else {
            1e-9.into()
        }
    };
    assert_eq!(every_value(&ours, &theirs["ranking"], &tolerance), 49);
}

#[test]
fn adjusted_p_values_agree_with_r() {
    let p = list("multiplicity", "p");
    let adjusted: Map<String, Value> = ADJUSTMENTS
        .iter()
        .map(|(name, how)| ((*name).to_owned(), json!(adjust(&p, *how))))
        .collect();
    agrees("multiplicity", &json!({"p": p, "adjusted": adjusted}), 60);
}

#[test]
fn self_other_gaps_agree_with_r() {
    let column = |name| list("self_other_gap", name);
    let (own, others) = (column("self"), column("others"));
    let (own_variance, others_variance) = (column("var_self"), column("var_others"));
    let pairs: Vec<SelfOther> = (0..own.len())
        .map(|at| SelfOther {
            own: own[at],
            own_variance: own_variance[at],
            others: others[at],
            others_variance: others_variance[at],
        })
        .collect();
    let holm = gaps(&pairs, Adjustment::Holm).unwrap();
    let bh = gaps(&pairs, Adjustment::BenjaminiHochberg).unwrap();
    let each = |found: &[Gap], value: fn(&Gap) -> Option<f64>| -> Vec<Option<f64>> {
        found.iter().map(value).collect()
    };
    let ours = json!({
        "self": own, "others": others, "var_self": own_variance, "var_others": others_variance,
        "gap": each(&bh, |g| Some(g.gap)),
        "se": each(&bh, |g| Some(g.se)),
        "z": each(&bh, |g| g.z),
        "p": each(&bh, |g| Some(g.p)),
        "p_holm": each(&holm, |g| Some(g.p_adjusted)),
        "p_BH": each(&bh, |g| Some(g.p_adjusted)),
        "blind_spot_BH_05": bh.iter().map(|g| g.is_blind_spot(0.05)).collect::<Vec<_>>(),
        "hidden_strength_BH_05": bh.iter().map(|g| g.is_hidden_strength(0.05)).collect::<Vec<_>>(),
    });
    agrees("self_other_gap", &ours, 60);
}

#[test]
fn the_response_surface_agrees_with_r() {
    let rows: Vec<Vec<f64>> = SELF_OTHER
        .lines()
        .skip(1)
        .map(|line| line.split(',').map(|cell| cell.parse().unwrap()).collect())
        .collect();
    let column = |at: usize| -> Vec<f64> { rows.iter().map(|row| row[at]).collect() };
    let found = response_surface(&column(0), &column(1), &column(2)).unwrap();
    let names = [
        "b0",
        "b_self",
        "b_others",
        "b_self2",
        "b_self_others",
        "b_others2",
    ];
    let coefficients: Map<String, Value> = names
        .iter()
        .zip(&found.coefficients)
        .map(|(name, b)| ((*name).to_owned(), b.estimate.into()))
        .collect();
    let surface = |a: &Coefficient| json!({"estimate": a.estimate, "se": a.se, "p": a.p});
    let ours = json!({
        "coefficients": coefficients,
        "se": found.coefficients.iter().map(|b| b.se).collect::<Vec<_>>(),
        "sigma": found.sigma,
        "r2": found.r2,
        "surface": found.surface.iter().map(surface).collect::<Vec<_>>(),
    });
    agrees("polynomial_self_other", &ours, 26);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn adjusting_keeps_order_and_never_helps(p in prop::collection::vec(0.0_f64..=1.0, 0..20)) {
        for (name, how) in ADJUSTMENTS {
            let adjusted = adjust(&p, how);
            for (at, (raw, own)) in p.iter().zip(&adjusted).enumerate() {
                prop_assert!(own >= raw && *own <= 1.0, "{name}");
                for (raw_other, other) in p.iter().zip(&adjusted).skip(at) {
                    prop_assert!((raw < raw_other) <= (own <= other), "{name}");
                    prop_assert!((raw == raw_other) <= (own == other), "{name} ties");
                }
            }
            let mut turned: Vec<f64> = p.clone();
            turned.reverse();
            let mut back = adjust(&turned, how);
            back.reverse();
            prop_assert_eq!(back, adjusted);
        }
        let by = |how| adjust(&p, how);
        for ((holm, hochberg), bh) in by(Adjustment::Holm).iter().zip(by(Adjustment::Hochberg)).zip(by(Adjustment::BenjaminiHochberg)) {
            prop_assert!(bh <= hochberg && hochberg <= *holm);
        }
    }

    #[test]
    fn ranks_sum_to_what_ranks_sum_to(
        pairs in prop::collection::vec((-3.0_f64..3.0, prop_oneof![Just(0.0), 0.001_f64..2.0]), 1..9),
        a in 0.1_f64..20.0, b in -50.0_f64..50.0,
    ) {
        let (t, s): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
        let n = t.len();
        let ranking = Ranking::of(&t, &s).unwrap();
        let ranks = ranking.expected_ranks();
        prop_assert!((ranks.iter().sum::<f64>() - (n * (n + 1)) as f64 / 2.0).abs() < 1e-9);
        let scaled: Vec<f64> = t.iter().map(|t| a * t + b).collect();
        let errors: Vec<f64> = s.iter().map(|s| a * s).collect();
        let moved = Ranking::of(&scaled, &errors).unwrap();
        for k in 1..=n {
            let (top, same) = (ranking.top(k), moved.top(k));
            prop_assert!((top.iter().sum::<f64>() - k as f64).abs() < 1e-7, "{k}");
            for (top, same) in top.iter().zip(&same) {
                prop_assert!((top - same).abs() < 1e-8 && (0.0..=1.0).contains(top));
            }
        }
    }
}
