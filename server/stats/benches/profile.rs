//! How long profiles take: one leader out of a campaign, and a campaign of 10,000 leaders × 30 raters
//! × 20 items. Run by `cargo bench -p stats`; allocations are counted by divan.

use divan::{AllocProfiler, Bencher};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use stats::{
    Answer, Ballot, Choice, ChoiceQuestion, Instrument, MergeStep, Purpose, Ratings,
    RatingsBuilder, Relation, Scale, Settings, SettingsParts, SoleSuperior,
};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const N_ITEMS: usize = 20;

fn main() {
    divan::main();
}

/// Leaders with one superior, themselves, 10 peers and 18 subordinates each; one answer in twenty is
/// no value.
fn campaign(leaders: u32) -> Ratings {
    let rng = &mut ChaCha8Rng::seed_from_u64(7);
    let instrument = Instrument {
        scale: Scale::new(1.0, 5.0).expect("five levels"),
        item_competency: (0..N_ITEMS as u16).map(|item| item / 5).collect(),
        n_competencies: 4,
        n_prompts: 3,
        choice: ChoiceQuestion::Asked,
    };
    let mut columns = RatingsBuilder::new(instrument, leaders).expect("a sound instrument");
    for subject in 0..leaders {
        for (relation, people) in Relation::ALL.into_iter().zip([1, 1, 10, 18]) {
            columns
                .invite(subject, relation, people)
                .expect("a known subject");
            for _ in 0..people {
                let answers = [0; N_ITEMS].map(|_| match rng.random_range(0..20) {
                    0 => Answer::CannotJudge,
                    _ => Answer::Value(f64::from(rng.random_range(1..=5_u8))),
                });
                let choice = Choice {
                    strongest: 0b11 << rng.random_range(0..3),
                    improve_first: Some(rng.random_range(0..4)),
                };
                let ballot = Ballot {
                    subject,
                    relation,
                    answers: &answers,
                    choice,
                };
                columns.push(ballot).expect("a sound ballot");
            }
        }
    }
    columns.build().expect("no more ballots than invitations")
}

fn settings() -> Settings {
    let relations = [Relation::Peer, Relation::Subordinate]
        .into_iter()
        .collect();
    Settings::new(SettingsParts {
        k: 5,
        k_text: 5,
        weights_permille: [0, 300, 350, 350],
        merge_path: vec![MergeStep { relations }],
        sole_superior: SoleSuperior::Attributed,
        purpose: Purpose::Reference,
    })
    .expect("sound settings")
}

/// The analysis of a whole campaign, nothing released yet.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 5, sample_size = 1)]
fn analyse(bencher: Bencher<'_, '_>, leaders: u32) {
    let (ratings, settings) = (campaign(leaders), settings());
    bencher.bench_local(|| stats::analyse(&ratings, &settings).n_subjects());
}

/// The release of one leader out of an analysed campaign.
#[divan::bench]
fn release_one_leader(bencher: Bencher<'_, '_>) {
    let (ratings, settings) = (campaign(100), settings());
    let analysis = stats::analyse(&ratings, &settings);
    bencher.bench_local(|| analysis.release(50));
}

/// Analysis and release of every leader, as the server does it at the release.
#[divan::bench(args = [10_000], sample_count = 5, sample_size = 1)]
fn every_profile(bencher: Bencher<'_, '_>, leaders: u32) {
    let (ratings, settings) = (campaign(leaders), settings());
    bencher.bench_local(|| {
        let analysis = stats::analyse(&ratings, &settings);
        (0..leaders)
            .filter_map(|leader| analysis.release(leader))
            .map(|r| r.cells.len())
            .sum::<usize>()
    });
}
