//! Whether 95 % intervals hold the truth in 95 of 100 cases, on simulated raters with fixed seeds.
//!
//! y_bij = μ + u_i + p_ig + l_b + e_bij, all parts normal: u the leader, p the view of a relation,
//! l the rater (he answers several items, so l is common to them), e the item. The truth of a cell is
//! μ + u_i + p_ig, that of a merge its policy-weighted mean.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use stats::disclosure::Figure;
use stats::{
    Answer, Ballot, Choice, ChoiceQuestion, Instrument, Purpose, RatingsBuilder, Relation, Scale,
    Settings, SettingsParts, SoleSuperior,
};

const ITEMS: usize = 5;
const MEAN: f64 = 3.0;
const SD_LEADER: f64 = 0.5;
const SD_VIEW: f64 = 0.4;
const SD_RATER: f64 = 0.5;
const SD_ITEM: f64 = 0.7;

fn normal(rng: &mut ChaCha8Rng) -> f64 {
    // Box & Muller 1958
    let (a, b): (f64, f64) = (rng.random(), rng.random());
    (-2.0 * (1.0 - a).ln()).sqrt() * (std::f64::consts::TAU * b).cos()
}

/// The released figures of a simulated campaign beside the truth.
struct Simulated {
    /// By subject: superior, peer, subordinate.
    truth: Vec<[f64; 3]>,
    answers: Vec<(u32, Relation, Vec<f64>)>,
    cells: Vec<Vec<(Relation, Figure)>>,
    merged: Vec<Option<Figure>>,
}

const WEIGHTS_PERMILLE: [u16; 4] = [0, 300, 350, 350];

/// Ballots of superiors, peers and subordinates of each subject; one superior is attributed.
fn simulate(seed: u64, ballots: &[[u32; 3]]) -> Simulated {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    // Longer than five levels, so that hardly an answer lies beyond its ends.
    let instrument = Instrument {
        scale: Scale::new(-1.0, 7.0).unwrap(),
        item_competency: vec![0; ITEMS],
        n_competencies: 1,
        n_prompts: 0,
        choice: ChoiceQuestion::NotAsked,
    };
    let mut columns = RatingsBuilder::new(instrument, ballots.len() as u32).unwrap();
    let (mut truth, mut all) = (Vec::new(), Vec::new());
    for (subject, counts) in ballots.iter().enumerate() {
        let leader = MEAN + SD_LEADER * normal(rng);
        let views = [0; 3].map(|_| leader + SD_VIEW * normal(rng));
        truth.push(views);
        for ((relation, n), view) in Relation::OTHERS.into_iter().zip(counts).zip(views) {
            columns.invite(subject as u32, relation, *n).unwrap();
            for _ in 0..*n {
                let rater = match (relation, n) {
                    // The only superior is all there is of his relation.
                    (Relation::Superior, 1) => 0.0,
                    _ => SD_RATER * normal(rng),
                };
                let values: Vec<f64> = (0..ITEMS)
                    .map(|_| (view + rater + SD_ITEM * normal(rng)).clamp(-1.0, 7.0))
                    .collect();
                let answers: Vec<Answer> = values.iter().map(|v| Answer::Value(*v)).collect();
                let ballot = Ballot {
                    subject: subject as u32,
                    relation,
                    answers: &answers,
                    choice: Choice::default(),
                };
                columns.push(ballot).unwrap();
                all.push((subject as u32, relation, values));
            }
        }
    }
    let ratings = columns.build().unwrap();
    let settings = Settings::new(SettingsParts {
        k: 5,
        k_text: 5,
        weights_permille: WEIGHTS_PERMILLE,
        merge_path: vec![],
        sole_superior: SoleSuperior::Attributed,
        purpose: Purpose::Development,
    })
    .unwrap();
    let analysis = stats::analyse(&ratings, &settings);
    let released: Vec<_> = (0..analysis.n_subjects())
        .map(|s| analysis.release(s).unwrap())
        .collect();
    let cells = released.iter().map(|release| {
        let of = |cell: &stats::disclosure::CellRelease| {
            Some((
                cell.relations.iter().next()?,
                *cell.competencies[0].mean.get()?,
            ))
        };
        release.cells.iter().filter_map(of).collect()
    });
    let merged = released
        .iter()
        .map(|release| release.merged[0].get().copied());
    Simulated {
        truth,
        answers: all,
        cells: cells.collect(),
        merged: merged.collect(),
    }
}

fn holds(figure: &Figure, truth: f64) -> bool {
    let ci95 = figure.uncertainty.unwrap().ci95;
    (ci95.lo..=ci95.hi).contains(&truth)
}

fn share(held: &[bool]) -> f64 {
    held.iter().filter(|held| **held).count() as f64 / held.len() as f64
}

/// Coverage of the cells of one relation.
fn cell_coverage(simulated: &Simulated, relation: Relation) -> f64 {
    let at = relation.index() - 1;
    let held: Vec<bool> = simulated
        .cells
        .iter()
        .zip(&simulated.truth)
        .flat_map(|(cells, truth)| {
            let of = cells.iter().filter(|(r, _)| *r == relation);
            of.map(|(_, figure)| holds(figure, truth[at]))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(held.len() >= 1000);
    share(&held)
}

fn merged_coverage(simulated: &Simulated, subjects: impl Fn(usize) -> bool) -> f64 {
    let weights = WEIGHTS_PERMILLE.map(|w| f64::from(w) / 1000.0);
    let held: Vec<bool> = (0..simulated.truth.len())
        .filter(|at| subjects(*at))
        .filter_map(|at| {
            let truth: f64 = (0..3)
                .map(|g| weights[g + 1] * simulated.truth[at][g])
                .sum();
            Some(holds(simulated.merged[at].as_ref()?, truth))
        })
        .collect();
    assert!(held.len() >= 200, "{}", held.len());
    share(&held)
}

#[test]
fn intervals_of_large_cells_hold() {
    let simulated = simulate(101, &vec![[1, 12, 25]; 1500]);
    for relation in [Relation::Peer, Relation::Subordinate] {
        let coverage = cell_coverage(&simulated, relation);
        assert!(
            (0.935..=0.965).contains(&coverage),
            "{relation:?}: {coverage}"
        );
    }
}

#[test]
fn intervals_of_small_cells_hold() {
    // Not six: of k + 1 people k are named and computed with, so their intervals are wider.
    let simulated = simulate(102, &vec![[1, 7, 8]; 1500]);
    for relation in [Relation::Peer, Relation::Subordinate] {
        let coverage = cell_coverage(&simulated, relation);
        assert!(
            (0.935..=0.965).contains(&coverage),
            "{relation:?}: {coverage}"
        );
    }
}

/// Taking the answers of one rater for independent is what the product must not do.
#[test]
fn intervals_that_forget_the_rater_do_not_hold() {
    let simulated = simulate(101, &vec![[1, 12, 25]; 1500]);
    let held: Vec<bool> = (0..1500_u32)
        .map(|subject| {
            let of = |(s, r, _): &&(u32, Relation, Vec<f64>)| *s == subject && *r == Relation::Peer;
            let values: Vec<f64> = simulated
                .answers
                .iter()
                .filter(of)
                .flat_map(|(.., v)| v.clone())
                .collect();
            let n = values.len() as f64;
            let mean = values.iter().sum::<f64>() / n;
            let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0);
            (mean - simulated.truth[subject as usize][1]).abs() <= 1.96 * (variance / n).sqrt()
        })
        .collect();
    let coverage = share(&held);
    assert!(coverage < 0.85, "{coverage}");
}

#[test]
fn intervals_of_the_merge_hold() {
    let coverage = merged_coverage(&simulate(103, &vec![[1, 6, 12]; 1500]), |_| true);
    assert!((0.935..=0.97).contains(&coverage), "{coverage}");
}

/// Every tenth subject lacks its subordinates, in a campaign large enough to know the relations.
#[test]
fn intervals_with_a_conditional_mean_hold() {
    let mut ballots = vec![[1, 8, 12]; 3000];
    for subject in ballots.iter_mut().step_by(10) {
        subject[2] = 3;
    }
    let coverage = merged_coverage(&simulate(104, &ballots), |at| at % 10 == 0);
    assert!((0.93..=0.97).contains(&coverage), "{coverage}");
}

/// Two of 24 subjects lack their subordinates, in 150 campaigns: the fewest that give a merge.
#[test]
fn intervals_with_a_conditional_mean_hold_in_a_small_campaign() {
    let mut ballots = vec![[1, 8, 12]; 24];
    ballots[0][2] = 3;
    ballots[1][2] = 3;
    let mut held = Vec::new();
    for seed in 200..350 {
        let simulated = simulate(seed, &ballots);
        for at in 0..2 {
            let truth: f64 = (0..3)
                .map(|g| f64::from(WEIGHTS_PERMILLE[g + 1]) / 1000.0 * simulated.truth[at][g])
                .sum();
            held.push(holds(simulated.merged[at].as_ref().unwrap(), truth));
        }
    }
    let coverage = share(&held);
    assert!((0.92..=0.98).contains(&coverage), "{coverage}");
}
