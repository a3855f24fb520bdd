//! How long mixed models take, exact and at linear cost. Run by `cargo bench -p stats --bench mixed`;
//! allocations are counted by divan. `mixed_csv.rs` writes the same worlds for `lme4.R`.

use divan::{AllocProfiler, Bencher};
use stats::mixed::{Factor, Method, Model, Settings, fit};

#[path = "../tests/mixed_world/mod.rs"]
mod mixed_world;
use mixed_world::{World, campaign, crossed};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

fn fitted(world: &World, method: Method) -> f64 {
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
    assert_eq!(world.effects.len(), factors.len());
    let model = Model {
        y: &world.y,
        x: &x[..1],
        factors: &factors,
        weights: None,
        together: &[],
    };
    let settings = Settings {
        method,
        ..Settings::REML
    };
    fit(&model, &settings)
        .expect("a sound world")
        .residual_variance
}

/// 73,000 ratings of 2,972 × 1,128, the size of InstEval.
#[divan::bench(args = [Method::Exact, Method::Linear], sample_count = 5, sample_size = 1)]
fn ratings_73_000(bencher: Bencher<'_, '_>, method: Method) {
    let world = crossed(73_000, &[2_972, 1_128], &[0.33, 0.52], 1.18, 1);
    bencher.bench_local(|| fitted(&world, method));
}

/// About 7,400 ballots of subject, subject × group and rater.
#[divan::bench(args = [Method::Exact, Method::Linear], sample_count = 5, sample_size = 1)]
fn ballots_three_factors(bencher: Bencher<'_, '_>, method: Method) {
    let world = campaign(31, 6, [0.26, 0.28, 0.32], 0.7, 1);
    bencher.bench_local(|| fitted(&world, method));
}

/// 300,000 ballots of 10,000 leaders in units of ten.
#[divan::bench(args = [Method::Auto], sample_count = 3, sample_size = 1)]
fn ballots_300_000(bencher: Bencher<'_, '_>, method: Method) {
    let world = campaign(1_000, 8, [0.26, 0.28, 0.32], 0.7, 1);
    bencher.bench_local(|| fitted(&world, method));
}

/// 1 million ratings by 50,000 raters of 10,000 subjects.
#[divan::bench(args = [Method::Auto], sample_count = 3, sample_size = 1)]
fn ratings_1_000_000(bencher: Bencher<'_, '_>, method: Method) {
    let world = crossed(1_000_000, &[50_000, 10_000], &[0.33, 0.52], 1.18, 1);
    bencher.bench_local(|| fitted(&world, method));
}

/// The linear method as the rows grow, with a rater for every ten and a subject for every hundred.
#[divan::bench(args = [100_000, 1_000_000, 10_000_000], sample_count = 1, sample_size = 1)]
fn linear(bencher: Bencher<'_, '_>, n: usize) {
    let world = crossed(n, &[n / 10, n / 100], &[0.33, 0.52], 1.18, 1);
    bencher.bench_local(|| fitted(&world, Method::Linear));
}
