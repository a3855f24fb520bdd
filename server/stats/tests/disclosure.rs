//! The gate as an attacker sees it: what is released is compared, changed and solved for.

mod rank;
mod world;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use rank::Statistics;
use stats::disclosure::{CommentLabel, Outcome, SubjectRelease, Withheld};
use stats::{Answer, Choice, Relation, RelationSet};
use world::{ORDINARY, Shape, World, draw_answer, rng};

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(20_261),
        ..ProptestConfig::default()
    }
}

/// Whether a ballot's answer to an item stands behind a released mean.
fn is_published(release: &SubjectRelease, relation: Relation, item: usize) -> bool {
    let mut cells = release
        .cells
        .iter()
        .filter(|cell| cell.relations.contains(relation));
    cells.any(|cell| cell.items[item].mean.get().is_some())
}

fn in_a_cell(release: &SubjectRelease, relation: Relation) -> bool {
    release
        .cells
        .iter()
        .any(|cell| cell.relations.contains(relation))
}

proptest! {
    #![proptest_config(config(120))]

    /// I1: base cells are disjoint, and each has at least k people, also per item.
    #[test]
    fn published_cells_are_disjoint_and_hold_at_least_k_people(seed: u64) {
        let world = World::draw(seed, ORDINARY);
        let k = u32::from(world.settings.k);
        for (subject, release) in world.released().iter().enumerate() {
            let mut seen = RelationSet::EMPTY;
            for cell in &release.cells {
                prop_assert!(cell.relations.iter().all(|r| !seen.contains(r)));
                seen = seen.union(cell.relations);
                let rows = || world.rows.iter().filter(|row| {
                    row.subject as usize == subject && cell.relations.contains(row.relation)
                });
                prop_assert_eq!(rows().count() as u32, *cell.n.get());
                if cell.attributed {
                    prop_assert!(cell.relations == RelationSet::of(Relation::Oneself)
                        || (cell.relations == RelationSet::of(Relation::Superior)
                            && world.invited[subject][Relation::Superior.index()] == 1));
                    continue;
                }
                prop_assert!(*cell.n.get() >= k);
                for (at, item) in cell.items.iter().enumerate() {
                    let values = rows().filter(|row| matches!(row.answers[at], Answer::Value(_)));
                    let values = values.count() as u32;
                    let Some(mean) = item.mean.get() else {
                        prop_assert!(values < k);
                        continue;
                    };
                    prop_assert!(values >= k);
                    prop_assert!(k <= mean.n && mean.n <= values);
                    // Counted on the number that may be named, not on the values.
                    let told = item.distribution.get().map(|distribution| distribution.n);
                    prop_assert!(told.is_none_or(|told| told == mean.n && mean.n >= 2 * k));
                    let cannot = item.cannot_judge.get();
                    prop_assert!(cannot.is_none_or(|cannot| *cannot >= k));
                    // The number beside the figure counts nobody who left the item out.
                    let out = *cell.n.get() - mean.n;
                    prop_assert!(out == 0 || out >= (k - 1).min(cell.n.get() - k), "{out}");
                }
            }
        }
    }

    /// Answers in withheld cells, and to withheld items, may be anything: nothing that is released
    /// about anybody changes.
    #[test]
    fn what_is_withheld_enters_no_figure(seed: u64, other: u64) {
        let world = World::draw(seed, Shape { subjects: 24, ..ORDINARY });
        let released = world.released();
        let mut changed = world.clone();
        let mut rng = rng(other);
        let mut n_changed = 0;
        let n_competencies = world.instrument.n_competencies;
        for row in &mut changed.rows {
            let release = &released[row.subject as usize];
            for (item, answer) in row.answers.iter_mut().enumerate() {
                if matches!(answer, Answer::Value(_)) && !is_published(release, row.relation, item) {
                    let whole = Shape { missing_pct: 0, ..ORDINARY };
                    *answer = draw_answer(&mut rng, whole);
                    n_changed += 1;
                }
            }
            if !in_a_cell(release, row.relation) {
                row.choice = Choice { strongest: 1, improve_first: Some(n_competencies - 1) };
            }
        }
        prop_assume!(n_changed > 0);
        prop_assert_eq!(changed.released(), released);
    }

    /// Whether nobody or k − 1 people answered in a withheld relation cannot be told.
    #[test]
    fn the_number_of_ballots_in_a_withheld_relation_enters_no_figure(seed: u64) {
        let mut world = World::draw(seed, Shape { subjects: 24, ..ORDINARY });
        world.settings.merge_path.clear();
        world.comments.clear();
        let released = world.released();
        let mut emptied = world.clone();
        emptied.rows.retain(|row| in_a_cell(&released[row.subject as usize], row.relation));
        prop_assume!(emptied.rows.len() < world.rows.len());
        prop_assert_eq!(emptied.released(), released);
    }

    #[test]
    fn comments_are_shown_from_five_people_on_and_in_one_group_only(seed: u64) {
        let world = World::draw(seed, ORDINARY);
        let k_text = u32::from(world.settings.k_text);
        for (subject, release) in world.released().iter().enumerate() {
            let commenters = |set: RelationSet| -> u32 {
                let of_set = world.comments.iter().filter(|(s, relation, ..)| {
                    *s as usize == subject && set.contains(*relation)
                });
                of_set.map(|(.., n)| n).sum()
            };
            let prompt = &release.comments[0];
            let mut seen = RelationSet::EMPTY;
            for group in &prompt.groups {
                let (CommentLabel::From(set) | CommentLabel::Pooled(set)) = *group.get();
                prop_assert!(set.iter().all(|relation| !seen.contains(relation)));
                seen = seen.union(set);
                let attributed =
                    release.cells.iter().any(|cell| cell.attributed && cell.relations == set);
                prop_assert!(attributed || commenters(set) >= k_text);
            }
            let too_few = Withheld::TooFewComments { k_text };
            if let Some((rest, reason)) = prompt.rest {
                prop_assert!(rest.iter().all(|relation| !seen.contains(relation)));
                prop_assert!(commenters(rest) < k_text);
                prop_assert_eq!(reason, too_few);
            }
        }
    }
}

/// A scale so long that rounding to quarters leaves eleven digits, with values in its middle half so
/// that no mean is a bound.
const LONG: Shape = Shape {
    subjects: 2,
    most_raters: 6,
    missing_pct: 20,
    scale: (0.0, 1e12),
    values: (4e11, 6e11),
};

/// Every weight of an answer in a figure is a multiple of one over this: policy weights in tenths,
/// at most 3 competencies of at most 4 items, at most 18 people in a cell (lcm 12,252,240).
const DENOMINATOR: f64 = 10.0 * 72.0 * 12_252_240.0;

/// By how much one answer is moved: rounding hides less than 1e-11 of it.
const MOVE: f64 = 1e11;

/// Every linear figure of a subject, in a fixed order.
fn linear_figures(release: &SubjectRelease) -> Vec<f64> {
    let cells = release.cells.iter().flat_map(|cell| {
        let items = cell.items.iter().map(|item| &item.mean);
        items.chain(cell.competencies.iter().map(|competency| &competency.mean))
    });
    let overall = release
        .overall
        .iter()
        .flat_map(|o| o.cells.iter().chain([&o.merged]));
    let figures = cells.chain(&release.merged).chain(overall);
    let estimates = figures
        .filter_map(Outcome::get)
        .map(|figure| figure.estimate);
    let gaps = release
        .gaps
        .iter()
        .filter_map(Outcome::get)
        .map(|gap| gap.difference);
    estimates.chain(gaps).collect()
}

/// The matrix of a subject's figures over the protected people who rated him, found by moving one
/// answer at a time and looking at what is released.
fn statistics_of(world: &World, subject: u32) -> Statistics {
    let released = |world: &World| world.released().remove(subject as usize);
    let base = released(world);
    let base_figures = linear_figures(&base);
    let attributed = |relation: Relation| {
        base.cells
            .iter()
            .any(|cell| cell.attributed && cell.relations.contains(relation))
    };
    let people: Vec<usize> = (0..world.rows.len())
        .filter(|at| world.rows[*at].subject == subject && !attributed(world.rows[*at].relation))
        .collect();
    let mut rows = vec![Vec::new(); base_figures.len()];
    let mut columns = Vec::new();
    for (person, &at) in people.iter().enumerate() {
        for item in 0..world.rows[at].answers.len() {
            let Answer::Value(value) = world.rows[at].answers[item] else {
                continue;
            };
            let mut moved = world.clone();
            moved.rows[at].answers[item] = Answer::Value(value + MOVE);
            let figures = linear_figures(&released(&moved));
            assert_eq!(figures.len(), base_figures.len());
            for ((row, after), before) in rows.iter_mut().zip(figures).zip(&base_figures) {
                let weight = (after - before) / MOVE * DENOMINATOR;
                assert!(
                    (weight - weight.round()).abs() < 0.1,
                    "{weight} is no whole number"
                );
                row.push(weight.round() as i64);
            }
            columns.push(person);
        }
    }
    Statistics {
        rows,
        columns,
        n_people: people.len(),
    }
}

proptest! {
    #![proptest_config(config(32))]

    /// I2: no combination of the released figures of a subject isolates fewer than k people.
    #[test]
    fn no_combination_of_figures_isolates_fewer_than_k_people(seed: u64) {
        let mut world = World::draw(seed, LONG);
        let [superior, peer] = [1, 2].map(|at| world.settings.weights_permille[at] / 100 * 100);
        world.settings.weights_permille = [0, superior, peer, 1000 - superior - peer];
        let k = usize::from(world.settings.k);
        let statistics = statistics_of(&world, 0);
        prop_assume!(statistics.rows.iter().flatten().any(|weight| *weight != 0));
        prop_assert_eq!(statistics.isolated(k), None);
    }
}

/// The checker itself: what the rules forbid, it finds.
#[test]
fn a_withheld_relation_in_a_plain_total_is_found() {
    // Two superiors withheld; six peers, and the total of all eight.
    let peers: Vec<i64> = [0, 0].into_iter().chain([1; 6]).collect();
    let leaking = Statistics {
        rows: vec![peers.clone(), vec![1; 8]],
        columns: (0..8).collect(),
        n_people: 8,
    };
    let found = leaking.isolated(4).expect("two superiors are isolated");
    assert!(found.contains(&0) && found.contains(&1));
    let safe = Statistics {
        rows: vec![peers],
        columns: (0..8).collect(),
        n_people: 8,
    };
    assert_eq!(safe.isolated(4), None);
}

#[test]
fn five_people_and_then_six_are_found() {
    let rows = vec![vec![1, 1, 1, 1, 1, 0], vec![1, 1, 1, 1, 1, 1]];
    let leaking = Statistics {
        rows,
        columns: (0..6).collect(),
        n_people: 6,
    };
    assert!(
        leaking
            .isolated(5)
            .expect("the sixth is isolated")
            .contains(&5)
    );
}

/// Bounds stand in derived figures too, so a unanimous cell cannot be solved for.
#[test]
fn a_unanimous_cell_is_not_told_by_the_merge() {
    let mut world = World::draw(
        3,
        Shape {
            subjects: 0,
            ..ORDINARY
        },
    );
    world.instrument.item_competency = vec![0];
    world.instrument.n_competencies = 1;
    world.settings.k = 5;
    world.settings.merge_path.clear();
    world.settings.weights_permille = [0, 0, 500, 500];
    world.invited = vec![[0, 0, 5, 20]];
    let row = |relation, value| world::Row {
        subject: 0,
        relation,
        answers: vec![Answer::Value(value)],
        choice: Choice::default(),
    };
    let unanimous = |value: f64| {
        let mut world = world.clone();
        world
            .rows
            .extend((0..5).map(|_| row(Relation::Peer, value)));
        world
            .rows
            .extend((0..20).map(|at| row(Relation::Subordinate, f64::from(at % 3 + 2))));
        world.released().remove(0)
    };
    let five = unanimous(5.0);
    assert_eq!(five.cells[0].items[0].mean.get().unwrap().estimate, 4.6);
    // Peers at 5.0 and peers at the bound 4.6 give the same profile.
    assert_eq!(five.merged, unanimous(4.7).merged);
}

/// A missing relation is estimated from the others and from other subjects; the estimate says
/// nothing about the people whom it stands in for.
#[test]
fn a_conditional_mean_does_not_depend_on_the_withheld_relation() {
    let mut world = World::draw(
        11,
        Shape {
            subjects: 0,
            ..ORDINARY
        },
    );
    world.instrument.item_competency = vec![0, 0];
    world.instrument.n_competencies = 1;
    world.settings.k = 5;
    world.settings.merge_path.clear();
    world.settings.weights_permille = [0, 0, 500, 500];
    let mut rng = rng(12);
    for subject in 0..25 {
        // The last subject has three subordinates only.
        let n_subordinates = if subject == 24 { 3 } else { 8 };
        world.invited.push([0, 0, 8, n_subordinates]);
        for (relation, n) in [(Relation::Peer, 8), (Relation::Subordinate, n_subordinates)] {
            for _ in 0..n {
                let whole = Shape {
                    missing_pct: 0,
                    ..ORDINARY
                };
                let answers = (0..2).map(|_| draw_answer(&mut rng, whole)).collect();
                let choice = Choice::default();
                world.rows.push(world::Row {
                    subject,
                    relation,
                    answers,
                    choice,
                });
            }
        }
    }
    let released = world.released();
    let merged = released[24].merged[0].get().expect("24 subjects have both");
    assert_eq!(merged.n, 8, "only the peers stand behind it");
    for row in world.rows.iter_mut().filter(|row| row.subject == 24) {
        if row.relation == Relation::Subordinate {
            row.answers = vec![Answer::Value(1.0); 2];
        }
    }
    assert_eq!(world.released(), released);

    // With 19 subjects that have both there is no merged figure.
    world.invited.drain(0..5);
    world.rows.retain(|row| row.subject >= 5);
    world.rows.iter_mut().for_each(|row| row.subject -= 5);
    let reason = world.released()[19].merged[0].reason();
    assert_eq!(reason, Some(Withheld::NotEnoughToMerge { subjects: 20 }));
}
