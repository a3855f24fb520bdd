//! Laws of agreement and consistency: what order, names and scale may and may not change.

use proptest::prelude::*;
use stats::Scale;
use stats::agreement::{
    Centre, Consistency, CrossedComponents, CrossedRating, GStudy, Level, OneWay, TwoWay,
    average_deviation, krippendorff, omega_hierarchical, one_factor_minres, one_factor_ml, rwg,
};

const CLOSE: f64 = 1e-9;

fn close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= CLOSE * (1.0 + a.abs()),
        (None, None) => true,
        _ => false,
    }
}

/// A table of ratings 1 to 5, subjects in rows.
fn table() -> impl Strategy<Value = Vec<Vec<f64>>> {
    (2_usize..8, 2_usize..6).prop_flat_map(|(n, k)| {
        let rating = (1_u8..=5).prop_map(f64::from);
        prop::collection::vec(prop::collection::vec(rating, k), n)
    })
}

fn slices(rows: &[Vec<f64>]) -> Vec<&[f64]> {
    rows.iter().map(Vec::as_slice).collect()
}

fn mapped(rows: &[Vec<f64>], f: impl Fn(f64) -> f64) -> Vec<Vec<f64>> {
    let row = |row: &Vec<f64>| row.iter().map(|y| f(*y)).collect();
    rows.iter().map(row).collect()
}

/// Rows and columns turned round: another order of subjects and of raters.
fn reordered(rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let turned = |row: &Vec<f64>| row.iter().rev().copied().collect();
    rows.iter().rev().map(turned).collect()
}

fn transposed(rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
    (0..rows[0].len())
        .map(|at| rows.iter().map(|row| row[at]).collect())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn iccs_do_not_depend_on_order_or_scale(rows in table(), a in 0.1_f64..20.0, b in -50.0_f64..50.0) {
        let of = |rows: &[Vec<f64>]| TwoWay::of(&slices(rows)).unwrap().iccs(0.95);
        let here = of(&rows);
        for other in [of(&reordered(&rows)), of(&mapped(&rows, |y| a * y + b))] {
            for (x, y) in here.iter().zip(&other) {
                // A mean square of exactly 0 may come back as rounding after a change of scale.
                let degenerate = x.f.is_none_or(|f| f > 1e12) || x.f.is_some_and(|f| f < 1e-12);
                if !degenerate {
                    prop_assert!(close(x.value, y.value), "{x:?} {y:?}");
                    prop_assert!(close(x.p, y.p));
                    prop_assert!(close(x.interval.map(|i| i.0), y.interval.map(|i| i.0)), "{x:?} {y:?}");
                }
            }
        }
    }

    #[test]
    fn intervals_hold_their_estimate_and_nothing_is_nan(rows in table()) {
        for icc in TwoWay::of(&slices(&rows)).unwrap().iccs(0.95) {
            let numbers = [icc.value, icc.f, icc.p, icc.interval.map(|i| i.0), icc.interval.map(|i| i.1)];
            prop_assert!(numbers.into_iter().flatten().all(f64::is_finite), "{icc:?}");
            if let (Some(value), Some((lo, hi))) = (icc.value, icc.interval) {
                prop_assert!(lo <= value + CLOSE && value <= hi + CLOSE, "{icc:?}");
            }
        }
    }

    #[test]
    fn forgetting_who_rated_gives_the_one_way_analysis(rows in table()) {
        let ours = TwoWay::of(&slices(&rows)).unwrap().one_way();
        let direct = OneWay::of(&slices(&rows)).unwrap();
        prop_assert!(close(Some(ours.ms_between), Some(direct.ms_between)));
        prop_assert!(close(Some(ours.ms_within), Some(direct.ms_within)));
        prop_assert_eq!(ours.effective_size, direct.effective_size);
    }

    #[test]
    fn more_raters_are_never_less_reliable(rows in table()) {
        let study = GStudy::crossed(&TwoWay::of(&slices(&rows)).unwrap());
        for n in 1..20 {
            let (fewer, more) = (study.d_study(n), study.d_study(n + 1));
            prop_assert!(more.sem_absolute <= fewer.sem_absolute);
            prop_assert!(more.relative >= fewer.relative);
            prop_assert!(fewer.relative.is_none() || fewer.absolute <= fewer.relative);
        }
    }

    #[test]
    fn holes_may_come_in_any_order(rows in table(), a in 0.1_f64..20.0) {
        let mut ratings: Vec<CrossedRating> = Vec::new();
        for (subject, row) in rows.iter().enumerate() {
            for (rater, value) in row.iter().enumerate() {
                if (subject + rater) % 3 != 2 {
                    ratings.push(CrossedRating { subject: subject as u32, rater: rater as u32, value: *value });
                }
            }
        }
        let of = |ratings: &[CrossedRating]| CrossedComponents::of(ratings, rows.len(), rows[0].len());
        let here = of(&ratings);
        let scaled: Vec<CrossedRating> =
            ratings.iter().map(|r| CrossedRating { value: a * r.value + 7.0, ..*r }).collect();
        ratings.reverse();
        match (here, of(&ratings), of(&scaled)) {
            (Ok(here), Ok(turned), Ok(scaled)) => {
                prop_assert!((here.subject - turned.subject).abs() < CLOSE);
                prop_assert!((here.rater * a * a - scaled.rater).abs() < CLOSE * a * a);
                prop_assert!(here.residual >= 0.0 && here.residual.is_finite());
            }
            (here, turned, scaled) => prop_assert!(here == turned && here == scaled),
        }
    }

    #[test]
    fn krippendorff_knows_what_each_level_may_change(rows in table(), a in 0.1_f64..20.0, b in -5.0_f64..5.0) {
        let of = |rows: &[Vec<f64>], level| krippendorff(&slices(rows), level).map(|found| found.alpha).ok();
        for level in [Level::Nominal, Level::Ordinal, Level::Interval, Level::Ratio] {
            prop_assert!(close(of(&rows, level), of(&reordered(&rows), level)));
            prop_assert!(of(&rows, level).is_none_or(|alpha| alpha <= 1.0 + CLOSE));
        }
        // Names may change, an order may be stretched, an interval scale shifted, a ratio scaled.
        prop_assert!(close(of(&rows, Level::Nominal), of(&mapped(&rows, |y| (y * 3.0) % 7.0), Level::Nominal)));
        prop_assert!(close(of(&rows, Level::Ordinal), of(&mapped(&rows, f64::exp), Level::Ordinal)));
        prop_assert!(close(of(&rows, Level::Interval), of(&mapped(&rows, |y| a * y + b), Level::Interval)));
        prop_assert!(close(of(&rows, Level::Ratio), of(&mapped(&rows, |y| a * y), Level::Ratio)));
    }

    #[test]
    fn items_may_come_in_any_order_and_unit(rows in table(), a in 0.1_f64..20.0) {
        let of = |rows: &[Vec<f64>]| Consistency::of(&slices(&transposed(rows)), 0.95);
        match (of(&rows), of(&reordered(&rows)), of(&mapped(&rows, |y| a * y - 3.0))) {
            (Ok(here), Ok(turned), Ok(scaled)) => {
                for other in [&turned, &scaled] {
                    prop_assert!(close(Some(here.alpha), Some(other.alpha)));
                    prop_assert!(close(here.mean_inter_item, other.mean_inter_item));
                    prop_assert!(close(here.median_inter_item, other.median_inter_item));
                }
                prop_assert!(here.alpha <= 1.0 + CLOSE);
                let (lo, hi) = here.interval.unwrap();
                prop_assert!(lo <= here.alpha + CLOSE && here.alpha <= hi + CLOSE);
                let last = here.items.len() - 1;
                prop_assert!(close(here.items[0].rest_correlation, turned.items[last].rest_correlation));
            }
            // Totals that are equal but for rounding after a change of scale.
            (here, turned, _) => prop_assert_eq!(here.is_ok(), turned.is_ok()),
        }
    }

    #[test]
    fn factors_end_somewhere_with_finite_numbers(rows in table()) {
        let items = transposed(&rows);
        let items = slices(&items);
        for found in [one_factor_ml(&items), one_factor_minres(&items)].into_iter().flatten() {
            let mut numbers = found.loadings.iter().chain(&found.uniquenesses).chain(&found.omega);
            prop_assert!(numbers.all(|number| number.is_finite()), "{found:?}");
            prop_assert!(found.omega.is_none_or(|omega| (0.0..=1.0 + CLOSE).contains(&omega)), "{found:?}");
        }
        if let Ok(found) = omega_hierarchical(&items, 2) {
            prop_assert!(found.omega_h.is_finite() && found.omega_total.is_finite());
        }
    }

    #[test]
    fn agreement_of_one_group_shifts_with_its_scale(
        values in prop::collection::vec((1_u8..=5).prop_map(f64::from), 2..12), shift in -9.0_f64..9.0,
    ) {
        let (scale, moved) = (Scale::new(1.0, 5.0).unwrap(), Scale::new(1.0 + shift, 5.0 + shift).unwrap());
        let shifted: Vec<f64> = values.iter().map(|y| y + shift).collect();
        prop_assert!(close(rwg(&values, scale), rwg(&shifted, moved)));
        for centre in [Centre::Mean, Centre::Median] {
            prop_assert!(close(average_deviation(&values, centre), average_deviation(&shifted, centre)));
        }
    }
}
