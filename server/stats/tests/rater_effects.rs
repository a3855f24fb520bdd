//! The rater-effect model: against the dense equations, and its laws.

use proptest::prelude::*;
use rand::{RngExt, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};
use stats::rater_effects::{BallotMeans, BallotMeansError, Fit, fit, refit};

/// Each subject is rated by some raters of two relations; raters rate several subjects.
fn campaign(seed: u64, n_subjects: usize, raters: u32, linked: bool) -> BallotMeans {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut normal = || -> f64 { StandardNormal.sample(&mut rng) };
    let severity: Vec<f64> = (0..raters).map(|_| normal()).collect();
    let truth: Vec<[f64; 2]> = (0..n_subjects)
        .map(|_| {
            let common = normal();
            [0.5 * common + 0.2 * normal(), 0.4 * common + 0.3 * normal()]
        })
        .collect();
    let mut ballots = BallotMeans {
        n_subjects,
        n_relations: 2,
        class_relation: vec![0, 1],
        ..BallotMeans::default()
    };
    for (i, truth) in truth.iter().enumerate() {
        for k in 0..5 {
            let g = usize::from(k >= 2);
            let rater = ((i * 7 + k * 11) as u32) % raters;
            let noise: f64 = normal();
            ballots.subject.push(i as u32);
            ballots.class.push(g as u16);
            let value = 3.0 + truth[g] + 0.4 * severity[rater as usize] + 0.6 * noise;
            ballots.value.push(value);
            ballots.extra_variance.push(if k == 0 { 0.02 } else { 0.0 });
            ballots.weight.push(if k == 4 { 0.5 } else { 1.0 });
            if linked {
                ballots.rater.push(rater);
            }
        }
    }
    ballots
}

/// Inverse by elimination with pivots on the diagonal: the matrix is positive definite.
fn inverse(mut a: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let n = a.len();
    for (i, row) in a.iter_mut().enumerate() {
        row.extend((0..n).map(|j| f64::from(u8::from(i == j))));
    }
    for p in 0..n {
        let pivot = a[p][p];
        a[p].iter_mut().for_each(|v| *v /= pivot);
        let row = a[p].clone();
        for (i, other) in a.iter_mut().enumerate().filter(|(i, _)| *i != p) {
            let factor = other[p];
            assert!(i != p);
            for (v, r) in other.iter_mut().zip(&row) {
                *v -= factor * r;
            }
        }
    }
    a.into_iter().map(|row| row[n..].to_vec()).collect()
}

/// Means and covariances of all θ given the parameters of a fit, from the whole normal equations.
fn dense(ballots: &BallotMeans, fit: &Fit) -> (Vec<f64>, Vec<Vec<f64>>) {
    let n_theta = ballots.n_subjects * 2;
    let n_raters = ballots.rater.iter().max().map_or(0, |r| *r as usize + 1);
    let n = n_theta + n_raters;
    let (mut matrix, mut right) = (vec![vec![0.0; n]; n], vec![0.0; n]);
    let sigma: Vec<Vec<f64>> = (0..2).map(|g| fit.sigma[g][..2].to_vec()).collect();
    let prior = inverse(sigma);
    for i in 0..ballots.n_subjects {
        for g in 0..2 {
            for h in 0..2 {
                matrix[2 * i + g][2 * i + h] += prior[g][h];
            }
        }
    }
    for r in 0..n_raters {
        matrix[n_theta + r][n_theta + r] += 1.0;
    }
    for b in 0..ballots.value.len() {
        let g = usize::from(ballots.class[b]);
        let precision = 1.0 / (fit.residual[g] / ballots.weight[b] + ballots.extra_variance[b]);
        let mut design = vec![(2 * ballots.subject[b] as usize + g, 1.0)];
        if let Some(rater) = ballots.rater.get(b) {
            design.push((n_theta + *rater as usize, fit.severity_sd[g]));
        }
        for (i, x) in &design {
            right[*i] += precision * x * (ballots.value[b] - fit.class_mean[g]);
            for (j, z) in &design {
                matrix[*i][*j] += precision * x * z;
            }
        }
    }
    let inverse = inverse(matrix);
    let solve = |row: &Vec<f64>| row.iter().zip(&right).map(|(a, b)| a * b).sum();
    (inverse.iter().map(solve).collect(), inverse)
}

#[test]
fn means_are_those_of_the_dense_equations() {
    for linked in [false, true] {
        let ballots = campaign(3, 40, 30, linked);
        let found = fit(&ballots).unwrap().unwrap();
        let (mean, variance) = dense(&ballots, &found);
        for i in 0..40 {
            for g in 0..2 {
                let gap = found.mean[i][g] - mean[2 * i + g];
                assert!(gap.abs() < 1e-6, "{linked} {i} {g}: {gap:e}");
                let ratio = found.variance[i][g][g] / variance[2 * i + g][2 * i + g];
                // Without loops exact; with them the messages are a little too sure.
                let (low, high) = if linked {
                    (0.9, 1.02)
                } else {
                    (1.0 - 1e-9, 1.0 + 1e-9)
                };
                assert!((low..=high).contains(&ratio), "{linked} {i} {g}: {ratio}");
            }
        }
    }
}

/// 1,500 subjects tell the parameters well.
#[test]
fn parameters_are_recovered() {
    let mut ballots = campaign(5, 1500, 900, true);
    ballots.weight.fill(1.0);
    let found = fit(&ballots).unwrap().unwrap();
    let near = |what: &str, found: f64, truth: f64, within: f64| {
        assert!(
            (found - truth).abs() < within,
            "{what}: {found} against {truth}"
        );
    };
    near("sigma 0", found.sigma[0][0], 0.29, 0.04);
    near("sigma 1", found.sigma[1][1], 0.25, 0.04);
    near("covariance", found.sigma[0][1], 0.20, 0.03);
    for g in 0..2 {
        near("severity", found.severity_sd[g].powi(2), 0.16, 0.04);
        near("residual", found.residual[g], 0.36, 0.04);
    }
    assert!(found.last_change < 1e-2, "{}", found.last_change);
}

#[test]
fn linked_raters_make_the_means_more_precise() {
    let linked = fit(&campaign(5, 300, 100, true)).unwrap().unwrap();
    let unlinked = fit(&campaign(5, 300, 100, false)).unwrap().unwrap();
    let mean = |fit: &Fit| fit.variance.iter().map(|v| v[0][0]).sum::<f64>() / 300.0;
    assert!(mean(&linked) < 0.95 * mean(&unlinked));
}

#[test]
fn a_second_fit_of_the_same_ballots_stays_where_it_was() {
    let ballots = campaign(9, 200, 80, true);
    let first = fit(&ballots).unwrap().unwrap();
    let again = refit(&ballots, &first).unwrap().unwrap();
    for (a, b) in first.mean.iter().zip(&again.mean) {
        assert!((a[0] - b[0]).abs() < 2e-3);
    }
}

#[test]
fn edges_have_results_or_names() {
    let none = BallotMeans {
        n_subjects: 3,
        n_relations: 1,
        class_relation: vec![0],
        ..BallotMeans::default()
    };
    assert!(fit(&none).unwrap().is_none());
    let mut silent = campaign(1, 4, 3, true);
    silent.weight.fill(0.0);
    assert!(fit(&silent).unwrap().is_none());
    let mut constant = campaign(1, 4, 3, true);
    constant.value.fill(4.0);
    let found = fit(&constant).unwrap().unwrap();
    assert!(
        found
            .mean
            .iter()
            .all(|m| m[0].abs() < 1e-6 && m[0].is_finite())
    );
    assert!(
        found
            .variance
            .iter()
            .all(|v| v[0][0].is_finite() && v[0][0] >= 0.0)
    );
    let mut one = campaign(1, 1, 1, true);
    one.n_subjects = 1;
    let found = fit(&one).unwrap().unwrap();
    assert!(found.mean[0][0].is_finite() && found.residual[0] > 0.0);
    let mut wrong = campaign(1, 4, 3, true);
    wrong.value[2] = f64::NAN;
    assert_eq!(fit(&wrong).unwrap_err(), BallotMeansError::Ballot(2));
    wrong.weight.pop();
    assert_eq!(fit(&wrong).unwrap_err(), BallotMeansError::Lengths);
    let relations = BallotMeans {
        n_relations: 0,
        ..none
    };
    assert_eq!(fit(&relations).unwrap_err(), BallotMeansError::Relations(0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn order_and_names_change_nothing_and_scales_scale(seed in 0_u64..1000) {
        let ballots = campaign(seed, 30, 20, true);
        let plain = fit(&ballots).unwrap().unwrap();
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut order: Vec<usize> = (0..ballots.value.len()).collect();
        order.shuffle(&mut rng);
        let turn: u32 = rng.random_range(1..20);
        let mixed = BallotMeans {
            subject: order.iter().map(|b| ballots.subject[*b]).collect(),
            class: order.iter().map(|b| ballots.class[*b]).collect(),
            rater: order.iter().map(|b| (ballots.rater[*b] + turn) % 20).collect(),
            value: order.iter().map(|b| 10.0 + 3.0 * ballots.value[*b]).collect(),
            extra_variance: order.iter().map(|b| 9.0 * ballots.extra_variance[*b]).collect(),
            weight: order.iter().map(|b| ballots.weight[*b]).collect(),
            ..ballots.clone()
        };
        let other = fit(&mixed).unwrap().unwrap();
        for (a, b) in plain.mean.iter().zip(&other.mean) {
            prop_assert!((3.0 * a[0] - b[0]).abs() < 1e-9 && (3.0 * a[1] - b[1]).abs() < 1e-9);
        }
        prop_assert!((10.0 + 3.0 * plain.class_mean[0] - other.class_mean[0]).abs() < 1e-9);
        prop_assert!((9.0 * plain.sigma[0][1] - other.sigma[0][1]).abs() < 1e-9);
    }
}
