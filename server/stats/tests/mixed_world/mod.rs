//! Worlds for mixed models, with known truth.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Rows of a world: crossed factors at random, one after the other.
pub struct World {
    pub y: Vec<f64>,
    pub x: Vec<Vec<f64>>,
    pub levels: Vec<Vec<u32>>,
    pub n_levels: Vec<usize>,
    pub effects: Vec<Vec<f64>>,
}

/// A standard normal draw (Box & Muller 1958).
pub fn normal(rng: &mut ChaCha8Rng) -> f64 {
    let (u, v): (f64, f64) = (rng.random(), rng.random());
    (-2.0 * (1.0 - u).ln()).sqrt() * (std::f64::consts::TAU * v).cos()
}

/// y = 3 + 0.5 x + Σ b + ε with standard deviations `sds` of the factors and `residual` of ε.
pub fn crossed(n: usize, n_levels: &[usize], sds: &[f64], residual: f64, seed: u64) -> World {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let effects: Vec<Vec<f64>> = n_levels
        .iter()
        .zip(sds)
        .map(|(n_levels, sd)| (0..*n_levels).map(|_| sd * normal(rng)).collect())
        .collect();
    let levels: Vec<Vec<u32>> = n_levels
        .iter()
        .map(|n_levels| {
            (0..n)
                .map(|_| rng.random_range(0..*n_levels as u32))
                .collect()
        })
        .collect();
    with_response(levels, n_levels.to_vec(), effects, residual, rng)
}

/// Ballots of a campaign: `units` of ten leaders, each leader rated by four groups of `raters` who
/// come from the unit's own pool; factors subject, subject × group, rater.
pub fn campaign(units: usize, raters: usize, sds: [f64; 3], residual: f64, seed: u64) -> World {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let (leaders, pool) = (units * 10, raters * 8);
    let n_levels = vec![leaders, leaders * 4, units * pool];
    let effects = n_levels
        .iter()
        .zip(sds)
        .map(|(n_levels, sd)| (0..*n_levels).map(|_| sd * normal(rng)).collect())
        .collect();
    let mut levels = vec![Vec::new(); 3];
    for leader in 0..leaders as u32 {
        for group in 0..4 {
            for _ in 0..raters {
                let first = (leader / 10) * pool as u32;
                levels[0].push(leader);
                levels[1].push(leader * 4 + group);
                levels[2].push(first + rng.random_range(0..pool as u32));
            }
        }
    }
    with_response(levels, n_levels, effects, residual, rng)
}

fn with_response(
    levels: Vec<Vec<u32>>,
    n_levels: Vec<usize>,
    effects: Vec<Vec<f64>>,
    residual: f64,
    rng: &mut ChaCha8Rng,
) -> World {
    let n = levels[0].len();
    let covariate: Vec<f64> = (0..n).map(|_| normal(rng)).collect();
    let y = (0..n)
        .map(|row| {
            let effect = |(e, l): (&Vec<f64>, &Vec<u32>)| e[l[row] as usize];
            let random: f64 = effects.iter().zip(&levels).map(effect).sum();
            3.0 + 0.5 * covariate[row] + random + residual * normal(rng)
        })
        .collect();
    World {
        y,
        x: vec![vec![1.0; n], covariate],
        levels,
        n_levels,
        effects,
    }
}
