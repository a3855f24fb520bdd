//! The laws agree with R's nmath. Source: `reference/SOURCES.md`.

use proptest::prelude::*;
use serde_json::Value;
use stats::distributions::*;

const GRID: &str = include_str!("reference/dist_grid.json");

/// Relative, from the table of references.
const TOLERANCE: f64 = 1e-10;
const TOLERANCE_QUANTILE: f64 = 1e-8;

/// R gives exactly 0 for the lower quantiles of F(1, df) at 1e-8, because it takes them from
/// 1/x − 1; the true ones are below this.
const R_CANCELS_BELOW: f64 = 2e-16;

fn value(table: &str, row: &Value) -> Option<f64> {
    let real = |name: &str| row[name].as_f64().unwrap();
    let count = |name: &str| row[name].as_u64().unwrap();
    match table {
        "pnorm" => normal_cdf(real("q")),
        "pnorm_upper" => normal_sf(real("q")),
        "qnorm" => normal_quantile(real("p")),
        "pt_upper" => t_sf(real("q"), real("df")),
        "qt" => t_quantile(real("p"), real("df")),
        "pf_upper" => f_sf(real("q"), real("df1"), real("df2")),
        "qf" => f_quantile(real("p"), real("df1"), real("df2")),
        "pchisq_upper" => chi_squared_sf(real("q"), real("df")),
        "qchisq" => chi_squared_quantile(real("p"), real("df")),
        "pbeta" => beta_cdf(real("q"), real("shape1"), real("shape2")),
        "qbeta" => beta_quantile(real("p"), real("shape1"), real("shape2")),
        "pbinom_upper" => binomial_sf(count("q"), count("size"), real("prob")),
        "phyper" => hypergeometric_cdf(count("q"), count("m"), count("n"), count("k")),
        other => panic!("no law for the table {other}"),
    }
}

#[test]
fn every_row_of_the_grid_agrees_with_r() {
    let grid: Value = serde_json::from_str(GRID).unwrap();
    let mut n_rows = 0;
    for (table, rows) in grid["tables"].as_object().unwrap() {
        for row in rows.as_array().unwrap() {
            n_rows += 1;
            let ours = value(table, row).unwrap();
            let theirs = row["value"].as_f64().unwrap();
            let tolerance = if table.starts_with('q') {
                TOLERANCE_QUANTILE
            } else {
                TOLERANCE
            };
            let allowed = if table == "qf" && theirs == 0.0 {
                R_CANCELS_BELOW
            } else {
                tolerance * theirs.abs()
            };
            assert!(
                (ours - theirs).abs() <= allowed,
                "{table} {row}: {ours} against {theirs}"
            );
        }
    }
    assert_eq!(n_rows, 167);
}

/// What R rounds to zero: F(1, df) at its lowest is t² of the middle, p = 2 f₀ t, so that
/// x ≈ (p / (2 f₀))² with f₀ the density of t at 0.
#[test]
fn the_lowest_quantile_of_f_is_the_square_of_the_middle_of_t() {
    let f0 = (-statrs::function::beta::ln_beta(0.5, 9.0)).exp() / 18f64.sqrt();
    let expected = (1e-8 / (2.0 * f0)).powi(2);
    let ours = f_quantile(1e-8, 1.0, 18.0).unwrap();
    assert!((ours / expected - 1.0).abs() < 1e-9, "{ours} {expected}");
}

#[test]
fn outside_its_domain_a_law_says_nothing() {
    for p in [0.0, 1.0, -0.1, f64::NAN] {
        assert_eq!(normal_quantile(p), None);
        assert_eq!(t_quantile(p, 3.0), None);
        assert_eq!(f_quantile(p, 2.0, 3.0), None);
        assert_eq!(chi_squared_quantile(p, 2.0), None);
        assert_eq!(beta_quantile(p, 2.0, 2.0), None);
    }
    for df in [0.0, -1.0, f64::NAN] {
        assert_eq!(t_sf(1.0, df), None);
        assert_eq!(t_quantile(0.4, df), None);
        assert_eq!(t_quantile(0.5, df), None);
        assert_eq!(chi_squared_sf(1.0, df), None);
        assert_eq!(f_sf(1.0, df, 2.0), None);
        assert_eq!(beta_cdf(0.5, df, 1.0), None);
    }
    assert_eq!(binomial_sf(1, 3, 1.5), None);
    assert_eq!(hypergeometric_cdf(1, 3, 2, 9), None);
    assert_eq!(normal_cdf(f64::NAN), None);
    assert_eq!(normal_sf(f64::INFINITY), Some(0.0));
    assert_eq!(t_sf(f64::INFINITY, 3.0), Some(0.0));
    assert_eq!(t_sf(f64::NEG_INFINITY, 3.0), Some(1.0));
    assert_eq!(chi_squared_sf(f64::INFINITY, 3.0), Some(0.0));
    assert_eq!(f_sf(f64::INFINITY, 3.0, 2.0), Some(0.0));
    assert_eq!(t_sf(1.3, f64::INFINITY), normal_sf(1.3));
}

/// Fisher's expansion (Abramowitz & Stegun 1964, 26.7.8): the next term is of order 1/df².
#[test]
fn the_t_law_goes_over_into_the_normal_law() {
    for df in [1e4, 1e5, 1e6, 1e7] {
        for t in [0.3f64, 1.0, 2.0, 5.0] {
            let density = (-0.5 * t * t).exp() / (2.0 * std::f64::consts::PI).sqrt();
            let expected = normal_sf(t).unwrap() + density * (t.powi(3) + t) / (4.0 * df);
            let ours = t_sf(t, df).unwrap();
            let allowed = 5e3 * density / (df * df) + 1e-8 * expected;
            assert!(
                (ours - expected).abs() < allowed,
                "{df} {t}: {ours} {expected}"
            );
        }
    }
}

proptest! {
    #[test]
    fn a_quantile_goes_back_to_its_probability(
        ln_p in -40.0..-0.001f64, a in 0.2..60.0f64, b in 0.2..60.0f64,
    ) {
        let p = ln_p.exp();
        let back = |tail: f64, want: f64| (tail / want - 1.0).abs() < 1e-8;
        let x = beta_quantile(p, a, b).unwrap();
        if x > f64::MIN_POSITIVE && x < 0.99 {
            prop_assert!(back(beta_cdf(x, a, b).unwrap(), p), "beta {p} {a} {b} {x}");
        }
        let t = t_quantile(p.min(0.5), a).unwrap();
        prop_assert!(back(t_sf(-t, a).unwrap(), p.min(0.5)), "t {p} {a} {t}");
        prop_assert!(back(1.0 - chi_squared_sf(chi_squared_quantile(0.5, a).unwrap(), a).unwrap(), 0.5));
        let upper = p.clamp(1e-12, 0.5);
        let x = chi_squared_quantile(1.0 - upper, a).unwrap();
        prop_assert!((chi_squared_sf(x, a).unwrap() / upper - 1.0).abs() < 1e-3);
        prop_assert!((normal_cdf(normal_quantile(p).unwrap()).unwrap() / p - 1.0).abs() < 1e-9);
    }

    #[test]
    fn tails_fall(x in -30.0..30.0f64, step in 1e-3..3.0f64, df in 0.3..400.0f64) {
        prop_assert!(t_sf(x + step, df).unwrap() <= t_sf(x, df).unwrap());
        prop_assert!(normal_sf(x + step).unwrap() <= normal_sf(x).unwrap());
        prop_assert!(f_sf(x + step, df, 7.0).unwrap() <= f_sf(x, df, 7.0).unwrap() + 1e-15);
        prop_assert!(chi_squared_sf(x + step, df).unwrap() <= chi_squared_sf(x, df).unwrap() + 1e-15);
    }
}
