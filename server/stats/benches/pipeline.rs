//! The whole pipeline, from ballots to profiles: 30 ballots of 20 items a leader.
//!
//! `cargo bench -p stats --bench pipeline`. Two drawn campaigns about the same leaders are put
//! together and cut to 30 ballots each; only how long it takes is looked at.

use divan::counter::ItemsCount;
use divan::{AllocProfiler, Bencher};
use stats::careless::{Pace, Sheet};
use stats::profiles::{CampaignBallots, OnSignal, Protocol, run};
use stats::simulation::parameters::POLICY;
use stats::simulation::{Clock, Design, Linkage, N_ITEMS, Scenario, World};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const BALLOTS_A_LEADER: usize = 30;

fn main() {
    divan::main();
}

fn campaign(leaders: usize, linkage: Linkage) -> CampaignBallots {
    let half = |seed| {
        let design = Design {
            scenario: Scenario::S5,
            seed,
            units: leaders as u32 / 10,
            leaders_per_unit: 10,
            vignettes: true,
        };
        let world = World::draw(&design).expect("a world that fits");
        world
            .campaign(linkage, Clock::Classes)
            .expect("levels of the scale")
    };
    let halves = [half(1), half(2)];
    let mut taken = vec![0; leaders];
    let mut rows: Vec<(usize, usize)> = Vec::new();
    for (at, half) in halves.iter().enumerate() {
        for ballot in 0..half.len() {
            let n = &mut taken[half.subject[ballot] as usize];
            if *n < BALLOTS_A_LEADER {
                *n += 1;
                rows.push((at, ballot));
            }
        }
    }
    let first_raters = halves[0].rater.iter().max().map_or(0, |r| r + 1);
    let sheet = |of: &dyn Fn(&CampaignBallots) -> &Sheet| {
        let levels = rows
            .iter()
            .flat_map(|(at, b)| of(&halves[*at]).ballot(*b).to_vec());
        Sheet::new(of(&halves[0]).n_items(), 5, levels.collect()).expect("levels of the scale")
    };
    let classes = |at: usize, b: usize| match &halves[at].pace {
        Pace::Classes(classes) => classes[b],
        _ => 0,
    };
    let vignettes = halves[0].vignettes.is_some();
    CampaignBallots {
        sheet: sheet(&|half| &half.sheet),
        lowest: 1.0,
        n_subjects: leaders,
        subject: rows.iter().map(|(at, b)| halves[*at].subject[*b]).collect(),
        relation: rows
            .iter()
            .map(|(at, b)| halves[*at].relation[*b])
            .collect(),
        strata: halves[0].strata.clone(),
        stratum: rows.iter().map(|(at, b)| halves[*at].stratum[*b]).collect(),
        rater: rows
            .iter()
            .filter_map(|(at, b)| {
                let rater = *halves[*at].rater.get(*b)?;
                Some(rater + if *at == 0 { 0 } else { first_raters })
            })
            .collect(),
        vignettes: vignettes
            .then(|| sheet(&|half| half.vignettes.as_ref().expect("both halves have them"))),
        pace: Pace::Classes(rows.iter().map(|(at, b)| classes(*at, *b)).collect()),
    }
}

fn bench(bencher: Bencher<'_, '_>, leaders: usize, linkage: Linkage) {
    let ballots = campaign(leaders, linkage);
    let of = N_ITEMS / 4;
    let competencies: Vec<Vec<usize>> = (0..4).map(|k| (of * k..of * (k + 1)).collect()).collect();
    let protocol =
        Protocol::new(POLICY.to_vec(), OnSignal::Weigh, 0.9, 1).expect("weights that sum to 1");
    bencher
        .counter(ItemsCount::new(ballots.len() * N_ITEMS))
        .bench(|| run(&ballots, &competencies, &protocol).expect("columns that fit"));
}

#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3, sample_size = 1)]
fn unlinked(bencher: Bencher<'_, '_>, leaders: usize) {
    bench(bencher, leaders, Linkage::Unlinked);
}

#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3, sample_size = 1)]
fn linked(bencher: Bencher<'_, '_>, leaders: usize) {
    bench(bencher, leaders, Linkage::Linked);
}

#[divan::bench(args = [1_000, 10_000], sample_count = 3, sample_size = 1)]
fn with_vignettes(bencher: Bencher<'_, '_>, leaders: usize) {
    bench(bencher, leaders, Linkage::Vignettes);
}
