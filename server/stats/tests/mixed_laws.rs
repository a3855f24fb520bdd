//! What holds for every mixed model: laws, edges, recovery, and the covariances of predictions.

mod mixed_world;

use faer::Mat;
use faer::linalg::solvers::{DenseSolveCore, Solve};
use mixed_world::{World, campaign, crossed};
use proptest::prelude::*;
use stats::mixed::{Criterion, Effect, Factor, Fit, Method, MixedError, Model, Settings, fit};

fn fitted_with(
    world: &World,
    weights: Option<&[f64]>,
    together: &[Vec<(usize, u32)>],
    settings: &Settings,
) -> Result<Fit, MixedError> {
    let x: Vec<&[f64]> = world.x.iter().map(Vec::as_slice).collect();
    let factors: Vec<Factor<'_>> = world
        .levels
        .iter()
        .zip(&world.n_levels)
        .map(|(levels, n_levels)| Factor {
            levels,
            n_levels: *n_levels,
        })
        .collect();
    let model = Model {
        y: &world.y,
        x: &x,
        factors: &factors,
        weights,
        together,
    };
    fit(&model, settings)
}

fn fitted(world: &World) -> Fit {
    fitted_with(world, None, &[], &Settings::REML).unwrap()
}

fn weights(n: usize) -> Vec<f64> {
    (0..n).map(|row| 0.5 + (row * 7 % 5) as f64).collect()
}

/// The covariance matrix of y and everything that follows from it, with dense matrices of order n.
struct Plain {
    v_inverse: Mat<f64>,
    criterion: f64,
    beta: Mat<f64>,
}

impl Plain {
    fn new(world: &World, fit: &Fit, w: Option<&[f64]>) -> Self {
        let n = world.y.len();
        let v = Mat::from_fn(n, n, |i, j| {
            let shared = |(m, levels): (usize, &Vec<u32>)| {
                f64::from(u8::from(levels[i] == levels[j])) * fit.random[m].variance
            };
            let random: f64 = world.levels.iter().enumerate().map(shared).sum();
            random
                + if i == j {
                    fit.residual_variance / w.map_or(1.0, |w| w[i])
                } else {
                    0.0
                }
        });
        let p = world.x.len();
        let x = Mat::from_fn(n, p, |i, j| world.x[j][i]);
        let y = Mat::from_fn(n, 1, |i, _| world.y[i]);
        let llt = v.llt(faer::Side::Lower).unwrap();
        let v_inverse = llt.inverse();
        let f = x.transpose() * &v_inverse * &x;
        let f_llt = f.llt(faer::Side::Lower).unwrap();
        let beta = f_llt.solve(x.transpose() * &v_inverse * &y);
        let rest = &y - &x * &beta;
        let squares = (rest.transpose() * &v_inverse * &rest)[(0, 0)];
        let log_det = |l: faer::MatRef<'_, f64>| -> f64 {
            (0..l.nrows()).map(|i| 2.0 * l[(i, i)].ln()).sum()
        };
        let (nu, log_f) = match fit.criterion {
            Criterion::Reml => (n - p, log_det(f_llt.L())),
            Criterion::Ml => (n, 0.0),
        };
        let criterion = log_det(llt.L()) + log_f + squares + nu as f64 * std::f64::consts::TAU.ln();
        Self {
            v_inverse,
            criterion,
            beta,
        }
    }
}

fn close(what: &str, a: f64, b: f64, tolerance: f64) {
    assert!(
        (a - b).abs() <= tolerance * (1.0 + b.abs()),
        "{what}: {a} against {b}"
    );
}

#[test]
fn criterion_and_coefficients_are_those_of_the_covariance_matrix_of_y() {
    for criterion in [Criterion::Reml, Criterion::Ml] {
        let world = crossed(150, &[20, 9, 5], &[0.7, 0.5, 0.3], 1.0, 3);
        let w = weights(150);
        let settings = Settings {
            criterion,
            ..Settings::REML
        };
        for w in [None, Some(w.as_slice())] {
            let fit = fitted_with(&world, w, &[], &settings).unwrap();
            let plain = Plain::new(&world, &fit, w);
            close("criterion", fit.value.unwrap(), plain.criterion, 1e-10);
            for (at, fixed) in fit.fixed.iter().enumerate() {
                close("coefficient", fixed.estimate, plain.beta[(at, 0)], 1e-9);
            }
        }
    }
}

/// No step away from the variances lowers the criterion of the plain formula.
#[test]
fn the_variances_found_are_a_minimum() {
    let world = crossed(150, &[20, 9, 5], &[0.7, 0.5, 0.3], 1.0, 4);
    let mut fit = fitted(&world);
    let best = Plain::new(&world, &fit, None).criterion;
    for factor in 0..3 {
        let variance = fit.random[factor].variance;
        for change in [0.99, 1.01] {
            fit.random[factor].variance = variance * change;
            assert!(
                Plain::new(&world, &fit, None).criterion > best - 1e-9,
                "{factor} {change}"
            );
        }
        fit.random[factor].variance = variance;
    }
}

/// σ² C⁻¹ from the whole of Henderson's matrix.
fn henderson(world: &World, fit: &Fit, w: Option<&[f64]>) -> Mat<f64> {
    let (n, p) = (world.y.len(), world.x.len());
    let q: usize = world.n_levels.iter().sum();
    let mut t = Mat::<f64>::zeros(n, p + q);
    let mut ridge = vec![0.0; p + q];
    let mut offset = p;
    for (m, levels) in world.levels.iter().enumerate() {
        for row in 0..n {
            t[(row, offset + levels[row] as usize)] = 1.0;
        }
        for level in 0..world.n_levels[m] {
            ridge[offset + level] = fit.residual_variance / fit.random[m].variance;
        }
        offset += world.n_levels[m];
    }
    for (at, x) in world.x.iter().enumerate() {
        for row in 0..n {
            t[(row, at)] = x[row];
        }
    }
    let weighted = Mat::from_fn(n, p + q, |i, j| t[(i, j)] * w.map_or(1.0, |w| w[i]));
    let mut c = t.transpose() * weighted;
    for (at, ridge) in ridge.iter().enumerate() {
        c[(at, at)] += ridge;
    }
    c.full_piv_lu().inverse() * faer::Scale(fit.residual_variance)
}

#[test]
fn covariances_of_predictions_are_those_of_hendersons_matrix() {
    let w = weights(480);
    for (world, together) in [
        (crossed(150, &[20, 9, 5], &[0.7, 0.5, 0.3], 1.0, 5), false),
        (campaign(2, 6, [0.6, 0.5, 0.4], 0.7, 5), false),
        (campaign(2, 6, [0.6, 0.5, 0.4], 0.7, 5), true),
    ] {
        let w = &w[..world.y.len()];
        let set: Vec<(usize, u32)> = vec![(0, 3), (1, 4), (1, 0), (2, 1), (2, 4)];
        let sets = if together { vec![set.clone()] } else { vec![] };
        let fit = fitted_with(&world, Some(w), &sets, &Settings::REML).unwrap();
        assert!(fit.random.iter().all(|r| !r.at_zero));
        let all = henderson(&world, &fit, Some(w));
        let mut effects = vec![Effect::Fixed(0), Effect::Fixed(1)];
        let mut places = vec![0, 1];
        for (factor, level) in set {
            effects.push(Effect::Random { factor, level });
            places.push(2 + world.n_levels[..factor].iter().sum::<usize>() + level as usize);
        }
        let ours = fit.covariance(&effects);
        for (i, a) in places.iter().enumerate() {
            for (j, b) in places.iter().enumerate() {
                close(&format!("{i} {j}"), ours[i][j], all[(*a, *b)], 1e-9);
            }
        }
        let combination: Vec<(Effect, f64)> = effects
            .iter()
            .copied()
            .zip([1.0, 0.5, 1.0, -1.0, 2.0, 0.1, 1.0])
            .collect();
        let mut expected = 0.0;
        for (i, (_, a)) in combination.iter().enumerate() {
            for (j, (_, b)) in combination.iter().enumerate() {
                expected += a * b * all[(places[i], places[j])];
            }
        }
        close(
            "variance",
            fit.prediction_variance(&combination),
            expected,
            1e-9,
        );
    }
}

/// The effects are σ_m² Z'V⁻¹(y − Xβ), whatever shape the factor of S has.
#[test]
fn effects_are_those_of_the_covariance_matrix_of_y() {
    for world in [
        crossed(200, &[30, 90], &[0.7, 0.5], 1.0, 6),
        campaign(4, 3, [0.6, 0.5, 0.4], 0.7, 6),
    ] {
        let fit = fitted(&world);
        let plain = Plain::new(&world, &fit, None);
        close("criterion", fit.value.unwrap(), plain.criterion, 1e-10);
        let n = world.y.len();
        let rest = Mat::from_fn(n, 1, |i, _| {
            let fixed = (0..2).map(|j| world.x[j][i] * plain.beta[(j, 0)]);
            world.y[i] - fixed.sum::<f64>()
        });
        let scored = &plain.v_inverse * rest;
        for (m, levels) in world.levels.iter().enumerate() {
            let mut sums = vec![0.0; world.n_levels[m]];
            for (row, level) in levels.iter().enumerate() {
                sums[*level as usize] += scored[(row, 0)];
            }
            for (level, own) in fit.random[m].levels.iter().enumerate() {
                let effect = fit.random[m].variance * sums[level];
                assert!((own.estimate - effect).abs() < 1e-9, "{m} {level}");
                assert!(own.se <= fit.random[m].variance.sqrt() * (1.0 + 1e-12));
            }
        }
    }
}

/// Averages over worlds come near the truth; a wrong score or criterion would not.
#[test]
fn variances_are_recovered() {
    let truth = [0.36, 0.25, 0.16, 0.49];
    let mut sums = [0.0; 4];
    let worlds = 12;
    for seed in 0..worlds {
        let fit = fitted(&campaign(12, 5, [0.6, 0.5, 0.4], 0.7, 100 + seed));
        assert!(fit.converged && fit.components == 12);
        for (sum, random) in sums.iter_mut().zip(&fit.random) {
            *sum += random.variance;
        }
        sums[3] += fit.residual_variance;
    }
    for (sum, truth) in sums.iter().zip(truth) {
        let mean = sum / worlds as f64;
        assert!(
            (mean - truth).abs() < 0.06 * truth + 0.01,
            "{mean} against {truth}"
        );
    }
}

/// 95 % intervals from prediction variances hold the true effects plus the mean.
#[test]
fn predictions_cover_the_truth() {
    let (mut inside, mut all) = (0, 0);
    for seed in 0..6 {
        let world = campaign(6, 4, [0.6, 0.5, 0.4], 0.7, 200 + seed);
        let fit = fitted(&world);
        for level in 0..60 {
            let mean = [
                (Effect::Fixed(0), 1.0),
                (Effect::Random { factor: 0, level }, 1.0),
            ];
            let error = fit.fixed[0].estimate + fit.random[0].levels[level as usize].estimate
                - 3.0
                - world.effects[0][level as usize];
            inside += usize::from(error.abs() < 1.96 * fit.prediction_variance(&mean).sqrt());
            all += 1;
        }
    }
    let share = inside as f64 / all as f64;
    assert!((0.92..0.98).contains(&share), "{share}");
}

fn shuffled(world: &World, seed: u64) -> World {
    use rand::SeedableRng;
    use rand::seq::SliceRandom;
    let rng = &mut rand_chacha::ChaCha8Rng::seed_from_u64(seed);
    let mut order: Vec<usize> = (0..world.y.len()).collect();
    order.shuffle(rng);
    let relabelled: Vec<Vec<u32>> = world
        .n_levels
        .iter()
        .map(|n| {
            let mut labels: Vec<u32> = (0..*n as u32).collect();
            labels.shuffle(rng);
            labels
        })
        .collect();
    let pick = |column: &Vec<f64>| order.iter().map(|at| column[*at]).collect();
    World {
        y: pick(&world.y),
        x: world.x.iter().map(pick).collect(),
        levels: world
            .levels
            .iter()
            .zip(&relabelled)
            .map(|(levels, labels)| {
                order
                    .iter()
                    .map(|at| labels[levels[*at] as usize])
                    .collect()
            })
            .collect(),
        n_levels: world.n_levels.clone(),
        effects: world
            .effects
            .iter()
            .zip(&relabelled)
            .map(|(effects, labels)| {
                let mut new = vec![0.0; effects.len()];
                for (effect, label) in effects.iter().zip(labels) {
                    new[*label as usize] = *effect;
                }
                new
            })
            .collect(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn order_of_rows_and_names_of_levels_do_not_matter(seed in 0_u64..1000, a in 2_usize..40, b in 2_usize..100) {
        let world = crossed(160, &[a, b], &[0.7, 0.5], 1.0, seed);
        let other = shuffled(&world, seed);
        let (one, two) = (fitted(&world), fitted(&other));
        close("criterion", one.value.unwrap(), two.value.unwrap(), 1e-9);
        close("residual", one.residual_variance, two.residual_variance, 1e-9);
        for (one, two) in one.random.iter().zip(&two.random) {
            close("variance", one.variance, two.variance, 1e-9);
            let sorted = |r: &stats::mixed::Random| {
                let mut all: Vec<f64> = r.levels.iter().map(|l| l.estimate).collect();
                all.sort_by(f64::total_cmp);
                all
            };
            for (one, two) in sorted(one).iter().zip(&sorted(two)) {
                close("effect", *one, *two, 1e-9);
            }
        }
    }

    #[test]
    fn shifts_shift_and_scales_scale(seed in 0_u64..1000, scale in 0.01_f64..100.0, shift in -1e3_f64..1e3) {
        let world = crossed(120, &[15, 8], &[0.7, 0.5], 1.0, seed);
        let other = World {
            y: world.y.iter().map(|y| scale * y + shift).collect(),
            ..crossed(120, &[15, 8], &[0.7, 0.5], 1.0, seed)
        };
        let (one, two) = (fitted(&world), fitted(&other));
        close("intercept", two.fixed[0].estimate, scale * one.fixed[0].estimate + shift, 1e-9);
        close("slope", two.fixed[1].estimate, scale * one.fixed[1].estimate, 1e-8);
        close("criterion", two.value.unwrap(), one.value.unwrap() + 2.0 * 118.0 * scale.ln(), 1e-9);
        for (one, two) in one.random.iter().zip(&two.random) {
            close("variance", two.variance, scale * scale * one.variance, 1e-7);
        }
    }

    /// Small and odd designs give a result without NaN or a named error.
    #[test]
    fn nothing_panics_and_nothing_is_nan(
        rows in prop::collection::vec((0_u32..3, 0_u32..4, 0_u8..3, 0.0_f64..3.0), 1..12),
        weighted: bool,
        ml: bool,
    ) {
        let world = World {
            y: rows.iter().map(|row| f64::from(row.2)).collect(),
            x: vec![vec![1.0; rows.len()]],
            levels: vec![rows.iter().map(|row| row.0).collect(), rows.iter().map(|row| row.1).collect()],
            n_levels: vec![3, 4],
            effects: vec![],
        };
        let w: Vec<f64> = rows.iter().map(|row| row.3.floor()).collect();
        let criterion = if ml { Criterion::Ml } else { Criterion::Reml };
        let settings = Settings { criterion, ..Settings::REML };
        if let Ok(fit) = fitted_with(&world, weighted.then_some(w.as_slice()), &[], &settings) {
            prop_assert!(fit.value.unwrap().is_finite() && fit.gradient_norm.is_finite());
            prop_assert!(fit.fixed.iter().all(|f| f.estimate.is_finite() && f.se.is_finite()));
            for random in &fit.random {
                prop_assert!(random.variance.is_finite() && random.variance >= 0.0);
                prop_assert!(random.levels.iter().all(|l| l.estimate.is_finite() && l.se.is_finite()));
            }
        }
    }
}

fn error(y: &[f64], levels: &[u32], n_levels: usize) -> MixedError {
    let one = vec![1.0; y.len()];
    let model = Model {
        y,
        x: &[&one],
        factors: &[Factor { levels, n_levels }],
        weights: None,
        together: &[],
    };
    fit(&model, &Settings::REML).unwrap_err()
}

#[test]
fn what_cannot_be_fitted_has_a_name() {
    let y = [1.0, 2.0, 4.0, 3.0];
    assert_eq!(
        error(&y, &[0, 0, 0, 0], 1),
        MixedError::OneLevel { factor: 0 }
    );
    assert_eq!(
        error(&y, &[0, 1, 2, 3], 4),
        MixedError::LevelPerRow { factor: 0 }
    );
    assert_eq!(error(&[2.0; 4], &[0, 0, 1, 1], 2), MixedError::NoVariation);
    assert_eq!(
        error(&[2.0], &[0], 1),
        MixedError::TooFewRows { n: 1, p: 1 }
    );
    assert_eq!(error(&[], &[], 0), MixedError::TooFewRows { n: 0, p: 1 });
    assert_eq!(
        error(&[1.0, f64::NAN, 2.0], &[0, 0, 1], 2),
        MixedError::NotFinite { row: 1 }
    );
    assert!(matches!(error(&y, &[0, 0, 1, 2], 2), MixedError::Shape(_)));
    assert!(matches!(error(&y, &[0, 0, 1], 2), MixedError::Shape(_)));
    let world = World {
        y: y.to_vec(),
        x: vec![vec![1.0; 4], vec![2.0; 4]],
        levels: vec![vec![0, 0, 1, 1]],
        n_levels: vec![2],
        effects: vec![],
    };
    let dependent = fitted_with(&world, None, &[], &Settings::REML).unwrap_err();
    assert_eq!(dependent, MixedError::Dependent { column: 1 });
    let world = World {
        x: vec![vec![1.0; 4]],
        levels: vec![vec![0, 0, 1, 1], vec![1, 1, 0, 0]],
        n_levels: vec![2, 2],
        ..world
    };
    let same = fitted_with(&world, None, &[], &Settings::REML).unwrap_err();
    assert_eq!(
        same,
        MixedError::SameFactor {
            first: 0,
            second: 1
        }
    );
    let zero = fitted_with(&world, Some(&[1.0, 0.0, 1.0, 1.0]), &[], &Settings::REML);
    assert_eq!(zero.unwrap_err(), MixedError::Weight { row: 1 });
}

/// Weights that are whole numbers of equal rows: the effects are those of the rows written out, as the
/// design's chapter 2.1 says of ballots that stand for their items.
#[test]
fn a_mean_with_its_number_as_weight_has_the_effects_of_its_rows() {
    let world = crossed(60, &[12, 7], &[0.7, 0.5], 1.0, 9);
    let mut doubled = crossed(60, &[12, 7], &[0.7, 0.5], 1.0, 9);
    for (column, levels) in doubled.levels.iter_mut().zip(&world.levels) {
        column.extend(levels);
    }
    for (column, x) in doubled.x.iter_mut().zip(&world.x) {
        column.extend(x);
    }
    doubled.y = world
        .y
        .iter()
        .map(|y| y - 0.1)
        .chain(world.y.iter().map(|y| y + 0.1))
        .collect();
    let fit = fitted_with(&world, Some(&[2.0; 60]), &[], &Settings::REML).unwrap();
    let unweighted = fitted(&world);
    close(
        "variance",
        fit.random[0].variance,
        unweighted.random[0].variance,
        1e-8,
    );
    close(
        "residual",
        fit.residual_variance,
        2.0 * unweighted.residual_variance,
        1e-8,
    );
    close(
        "criterion",
        fit.value.unwrap(),
        unweighted.value.unwrap(),
        1e-10,
    );
}

#[test]
fn without_a_factor_it_is_least_squares() {
    let y = [1.0, 3.0, 2.0, 5.0, 4.0];
    let x = [1.0, 2.0, 3.0, 4.0, 5.0];
    let model = Model {
        y: &y,
        x: &[&[1.0; 5], &x],
        factors: &[],
        weights: None,
        together: &[],
    };
    let fit = fit(&model, &Settings::REML).unwrap();
    assert!(fit.converged && fit.random.is_empty() && fit.components == 1);
    // R 4.2: summary(lm(c(1,3,2,5,4) ~ c(1,2,3,4,5))): slope 0.8 (0.3464), residual variance 3.6/3.
    close("slope", fit.fixed[1].estimate, 0.8, 1e-14);
    close("se", fit.fixed[1].se, 0.12_f64.sqrt(), 1e-14);
    close("residual", fit.residual_variance, 1.2, 1e-14);
}

#[test]
fn a_level_without_rows_has_the_variance_of_its_factor() {
    let mut world = crossed(90, &[15, 6], &[0.7, 0.5], 1.0, 11);
    world.n_levels[0] = 16;
    let fit = fitted(&world);
    let level = fit.random[0].levels[15];
    assert_eq!(level.estimate, 0.0);
    close("sd", level.se, fit.random[0].variance.sqrt(), 1e-12);
    let own = [(
        Effect::Random {
            factor: 0,
            level: 15,
        },
        1.0,
    )];
    close(
        "variance",
        fit.prediction_variance(&own),
        fit.random[0].variance,
        1e-10,
    );
}

#[test]
fn disconnected_designs_are_fitted_and_counted() {
    let world = campaign(5, 4, [0.6, 0.5, 0.4], 0.7, 12);
    assert_eq!(fitted(&world).components, 5);
}

#[test]
fn the_exact_method_refuses_what_does_not_fit() {
    let n = 120_000;
    let world = crossed(n, &[15_000, 12_000], &[0.7, 0.5], 1.0, 13);
    let settings = Settings {
        method: Method::Exact,
        ..Settings::REML
    };
    let refused = fitted_with(&world, None, &[], &settings);
    assert_eq!(
        refused.unwrap_err(),
        MixedError::TooLarge { levels: 12_000 }
    );
}

const LINEAR: Settings = Settings {
    method: Method::Linear,
    ..Settings::REML
};

/// At the variances that it found the linear method solves the same equations, and its variances are
/// within a tenth of a standard error of the exact ones. Standard errors of the logarithms of
/// variance components: about sqrt(2/levels) and more.
#[test]
fn the_linear_method_agrees_with_the_exact_one() {
    for (world, levels) in [
        (
            crossed(20_000, &[900, 400], &[0.7, 0.5], 1.0, 21),
            [900.0, 400.0, 0.0],
        ),
        (
            campaign(20, 6, [0.6, 0.5, 0.4], 0.7, 21),
            [200.0, 800.0, 960.0],
        ),
    ] {
        let exact = fitted(&world);
        let linear = fitted_with(&world, None, &[], &LINEAR).unwrap();
        assert_eq!(linear.method, stats::mixed::Solved::Linear);
        assert!(linear.converged && linear.value.is_none());
        close(
            "residual",
            linear.residual_variance,
            exact.residual_variance,
            1e-3,
        );
        for (fixed, own) in exact.fixed.iter().zip(&linear.fixed) {
            assert!((own.estimate - fixed.estimate).abs() < 0.02 * fixed.se);
            close("se", own.se / fixed.se, 1.0, 0.01);
        }
        for ((exact, linear), levels) in exact.random.iter().zip(&linear.random).zip(levels) {
            let apart = (linear.variance / exact.variance).ln().abs();
            assert!(
                apart < 0.1 * (2.0_f64 / levels).sqrt(),
                "{apart} of {levels} levels"
            );
            let n = exact.levels.len() as f64;
            let pairs = || exact.levels.iter().zip(&linear.levels);
            let off: f64 = pairs()
                .map(|(a, b)| (a.estimate - b.estimate).powi(2))
                .sum();
            assert!((off / n).sqrt() < 0.01 * exact.variance.sqrt());
            let sd = |a: f64| a / n;
            let (mine, theirs) = pairs().fold((0.0, 0.0), |s, (a, b)| (s.0 + a.se, s.1 + b.se));
            close("mean sd", sd(theirs) / sd(mine), 1.0, 0.02);
        }
        let mean = [
            (Effect::Fixed(0), 1.0),
            (
                Effect::Random {
                    factor: 0,
                    level: 3,
                },
                1.0,
            ),
        ];
        let (ours, theirs) = (
            linear.prediction_variance(&mean),
            exact.prediction_variance(&mean),
        );
        close("prediction", ours / theirs, 1.0, 0.02);
    }
}

#[test]
fn the_linear_method_is_the_same_for_the_same_seed() {
    let world = crossed(3_000, &[200, 80], &[0.7, 0.5], 1.0, 22);
    let variances = |fit: &Fit| fit.random.iter().map(|r| r.variance).collect::<Vec<_>>();
    let run = |seed| fitted_with(&world, None, &[], &Settings { seed, ..LINEAR }).unwrap();
    assert_eq!(variances(&run(1)), variances(&run(1)));
    assert_ne!(variances(&run(1)), variances(&run(2)));
}

#[test]
fn the_linear_method_finds_a_variance_at_zero() {
    // Without an effect the estimate is zero in about half of all worlds.
    let worlds = (24..40).map(|seed| crossed(3_000, &[200, 80], &[0.7, 0.0], 1.0, seed));
    let world = worlds
        .into_iter()
        .find(|w| fitted(w).random[1].at_zero)
        .unwrap();
    let linear = fitted_with(&world, None, &[], &LINEAR).unwrap();
    assert!(linear.random[1].at_zero && linear.random[1].variance == 0.0);
    assert!(
        linear.random[1]
            .levels
            .iter()
            .all(|l| l.estimate == 0.0 && l.se == 0.0)
    );
}

#[test]
fn what_does_not_fit_is_solved_linearly() {
    let world = crossed(120_000, &[15_000, 12_000], &[0.7, 0.5], 1.0, 23);
    let fit = fitted(&world);
    assert_eq!(fit.method, stats::mixed::Solved::Linear);
    assert!((fit.random[0].variance - 0.49).abs() < 0.03);
    assert!((fit.random[1].variance - 0.25).abs() < 0.03);
}
