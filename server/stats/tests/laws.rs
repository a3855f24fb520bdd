//! Laws of the pipeline on random campaigns: what must not matter does not, and nothing is absurd.

mod world;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use rand::seq::SliceRandom;
use stats::disclosure::{
    ChoiceShare, Figure, Gap, Outcome, SubjectRelease, Uncertainty, Withheld, Zones,
};
use stats::{Answer, Purpose, Relation, Scale};
use world::{ORDINARY, Row, Shape, World, rng};

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(20_260),
        ..ProptestConfig::default()
    }
}

/// Every figure of a subject.
fn figures(release: &SubjectRelease) -> Vec<Figure> {
    let cells = release.cells.iter().flat_map(|cell| {
        let items = cell.items.iter().map(|item| &item.mean);
        items.chain(cell.competencies.iter().map(|competency| &competency.mean))
    });
    let overall = release
        .overall
        .iter()
        .flat_map(|o| o.cells.iter().chain([&o.merged]));
    cells
        .chain(&release.merged)
        .chain(overall)
        .filter_map(Outcome::get)
        .copied()
        .collect()
}

fn gaps(release: &SubjectRelease) -> Vec<Gap> {
    release
        .gaps
        .iter()
        .filter_map(Outcome::get)
        .copied()
        .collect()
}

proptest! {
    #![proptest_config(config(120))]

    #[test]
    fn the_order_of_rows_changes_nothing(seed: u64, order: u64) {
        let world = World::draw(seed, ORDINARY);
        let mut shuffled = world.clone();
        shuffled.rows.shuffle(&mut rng(order));
        prop_assert_eq!(world.released(), shuffled.released());
    }

    #[test]
    fn naming_subjects_otherwise_changes_nothing_but_their_order(seed: u64) {
        let world = World::draw(seed, Shape { subjects: 24, ..ORDINARY });
        let last = world.invited.len() as u32 - 1;
        let mut turned = world.clone();
        turned.invited.reverse();
        turned.rows.iter_mut().for_each(|row| row.subject = last - row.subject);
        turned.comments.iter_mut().for_each(|comment| comment.0 = last - comment.0);
        let mut released = turned.released();
        released.reverse();
        prop_assert_eq!(world.released(), released);
    }

    #[test]
    fn the_order_of_items_changes_nothing_but_their_order(seed: u64) {
        let world = World::draw(seed, ORDINARY);
        let mut turned = world.clone();
        turned.instrument.item_competency.reverse();
        turned.rows.iter_mut().for_each(|row| row.answers.reverse());
        let mut released = turned.released();
        for cell in released.iter_mut().flat_map(|release| &mut release.cells) {
            cell.items.reverse();
        }
        prop_assert_eq!(world.released(), released);
    }

    /// Shifts the scale by whole levels: each figure moves with it, errors and gaps stay.
    #[test]
    fn shifting_the_scale_shifts_the_figures(seed: u64, levels in -3_i32..=3) {
        let shift = f64::from(levels);
        let world = World::draw(seed, ORDINARY);
        let mut moved = world.clone();
        moved.instrument.scale = Scale::new(1.0 + shift, 5.0 + shift).unwrap();
        for answer in moved.rows.iter_mut().flat_map(|row| &mut row.answers) {
            if let Answer::Value(value) = answer {
                *value += shift;
            }
        }
        for (before, after) in world.released().iter().zip(moved.released()) {
            let (before_figures, after_figures) = (figures(before), figures(&after));
            prop_assert_eq!(before_figures.len(), after_figures.len());
            for (before, after) in before_figures.iter().zip(after_figures) {
                prop_assert!((after.estimate - before.estimate - shift).abs() < 1e-9);
                let se = |figure: &Figure| figure.uncertainty.map_or(0.0, |u| u.se);
                prop_assert!((se(&after) - se(before)).abs() < 1e-9);
                prop_assert_eq!(after.n, before.n);
            }
            for (before, after) in gaps(before).iter().zip(gaps(&after)) {
                prop_assert!((after.difference - before.difference).abs() < 1e-9);
                prop_assert_eq!(after.word, before.word);
            }
        }
    }

    #[test]
    fn every_figure_is_a_finite_number_with_an_interval_around_it_on_the_scale(seed: u64) {
        let world = World::draw(seed, Shape { subjects: 24, ..ORDINARY });
        for release in world.released() {
            for figure in figures(&release) {
                prop_assert!((1.0..=5.0).contains(&figure.estimate), "{figure:?}");
                prop_assert!(figure.n >= 1);
                prop_assert!(figure.reliability.is_none_or(|rho| (0.0..=1.0).contains(&rho)));
                if let Some(Uncertainty { se, ci95 }) = figure.uncertainty {
                    prop_assert!(se.is_finite() && se > 0.0);
                    prop_assert!(1.0 <= ci95.lo && ci95.lo <= figure.estimate, "{figure:?}");
                    prop_assert!(figure.estimate <= ci95.hi && ci95.hi <= 5.0, "{figure:?}");
                }
            }
            for gap in gaps(&release) {
                let Uncertainty { se, ci95 } = gap.uncertainty;
                prop_assert!(se.is_finite() && se > 0.0);
                prop_assert!(ci95.lo <= gap.difference && gap.difference <= ci95.hi);
                prop_assert!((0.0..=1.0).contains(&gap.p_holm));
            }
            let competencies = release.cells.iter().flat_map(|cell| &cell.competencies);
            for competency in competencies {
                let rwg = competency.rwg_j.get();
                prop_assert!(rwg.is_none_or(|rwg| (0.0..=1.0).contains(rwg)));
                prop_assert!(competency.alpha.get().is_none_or(|a| a.is_finite() && *a <= 1.0));
            }
        }
    }

    #[test]
    fn zones_sum_to_a_hundred_and_shares_lie_in_their_interval(seed: u64) {
        let world = World::draw(seed, Shape { most_raters: 30, ..ORDINARY });
        let mut shown = 0;
        for release in world.released() {
            for item in release.cells.iter().flat_map(|cell| &cell.items) {
                let Some(distribution) = item.distribution.get() else { continue };
                let sum: u8 = match distribution.zones {
                    Zones::Three { low_pct, middle_pct, high_pct } => low_pct + middle_pct + high_pct,
                    Zones::LowMiddle { low_middle_pct, high_pct } => low_middle_pct + high_pct,
                    Zones::MiddleHigh { low_pct, middle_high_pct } => low_pct + middle_high_pct,
                };
                prop_assert_eq!(sum, 100);
                shown += 1;
            }
            let Some(choices) = release.choices.as_ref().and_then(Outcome::get) else { continue };
            for share in choices.strongest.iter().chain(&choices.improve_first) {
                if let ChoiceShare::Share { pct, lo_pct, hi_pct } = share {
                    prop_assert!(lo_pct <= pct && pct <= hi_pct && *hi_pct <= 100);
                }
            }
        }
        prop_assume!(shown > 0);
    }

    #[test]
    fn under_development_there_is_no_overall_figure(seed: u64) {
        let mut world = World::draw(seed, ORDINARY);
        world.settings.purpose = Purpose::Development;
        prop_assert!(world.released().iter().all(|release| release.overall.is_none()));
        world.settings.purpose = Purpose::Reference;
        prop_assert!(world.released().iter().all(|release| release.overall.is_some()));
    }
}

/// A campaign of one subject and one relation, with two items.
fn plain(answers: &[[Answer; 2]]) -> SubjectRelease {
    let mut world = World::draw(
        1,
        Shape {
            subjects: 0,
            ..ORDINARY
        },
    );
    world.instrument.item_competency = vec![0, 0];
    world.instrument.n_competencies = 1;
    world.settings.k = 5;
    world.settings.merge_path.clear();
    world.settings.weights_permille = [0, 0, 1000, 0];
    world.invited = vec![[0, 0, answers.len() as u32, 0]];
    let row = |answers: &[Answer; 2]| Row {
        subject: 0,
        relation: Relation::Peer,
        answers: answers.to_vec(),
        choice: stats::Choice::default(),
    };
    world.rows = answers.iter().map(row).collect();
    world.released().remove(0)
}

#[test]
fn without_ballots_everything_is_withheld_with_a_reason() {
    let release = plain(&[]);
    assert!(release.cells.is_empty());
    assert!(
        release
            .withheld
            .contains(&(Relation::Peer, Withheld::NotInvited))
    );
    assert_eq!(release.merged[0].reason(), Some(Withheld::NothingPublished));
    assert_eq!(release.gaps[0].reason(), Some(Withheld::NoAnswer));
}

#[test]
fn one_ballot_is_withheld() {
    let release = plain(&[[Answer::Value(4.0); 2]]);
    assert!(release.cells.is_empty());
    assert!(
        release
            .withheld
            .contains(&(Relation::Peer, Withheld::TooFew { k: 5 }))
    );
}

#[test]
fn a_constant_column_gives_a_mean_with_an_error_that_does_not_tell_so() {
    let release = plain(&[[Answer::Value(3.0); 2]; 24]);
    let item = &release.cells[0].items[0];
    let mean = item.mean.get().unwrap();
    assert_eq!(mean.estimate, 3.0);
    // One cell makes no pool, so the uniform null of the scale stands in: (25 − 1)/12.
    let stand_in = (2.0_f64 / 24.0 + 0.01 / 12.0).sqrt();
    let se = mean.uncertainty.unwrap().se;
    assert_eq!(se, (stand_in * 100.0).ceil() / 100.0);
    assert_eq!(item.distribution.reason(), Some(Withheld::ZonesTooSmall));
    assert_eq!(
        release.cells[0].competencies[0].alpha.reason(),
        Some(Withheld::SpreadTooSmall)
    );
}

#[test]
fn all_missing_answers_leave_a_cell_without_means() {
    let release = plain(&[[Answer::CannotJudge, Answer::Blank]; 6]);
    let cell = &release.cells[0];
    assert_eq!(*cell.n.get(), 6);
    assert_eq!(
        cell.items[0].mean.reason(),
        Some(Withheld::ItemTooFew { k: 5 })
    );
    assert_eq!(cell.items[0].cannot_judge.get(), Some(&6));
    assert_eq!(
        cell.competencies[0].mean.reason(),
        Some(Withheld::NothingPublished)
    );
    assert_eq!(release.merged[0].reason(), Some(Withheld::NothingPublished));
}

#[test]
fn a_count_of_who_could_not_judge_is_hidden_for_one_reason_whatever_the_cause() {
    let count = |n_cannot: usize, n_blank: usize| {
        let mut answers = [[Answer::Value(2.0), Answer::Value(4.0)]; 20];
        for row in &mut answers[..n_cannot] {
            row[0] = Answer::CannotJudge;
        }
        for row in &mut answers[n_cannot..n_cannot + n_blank] {
            row[0] = Answer::Blank;
        }
        let release = plain(&answers);
        let told = &release.cells[0].items[0].cannot_judge;
        (told.get().copied(), told.reason())
    };
    let hidden = (None, Some(Withheld::CountHidden { k: 5 }));
    assert_eq!(count(6, 0), (Some(6), None));
    assert_eq!(count(6, 5), (Some(6), None));
    assert_eq!(count(4, 0), hidden);
    // Enough could not judge, and their number would tell who left a blank: not "fewer than k".
    assert_eq!(count(6, 1), hidden);
    assert_eq!(count(6, 4), hidden);
}

#[test]
fn an_item_with_four_answers_is_withheld_and_the_competency_stands_on_the_other() {
    let mut answers = [[Answer::Value(2.0), Answer::Value(4.0)]; 6];
    answers[4][0] = Answer::Blank;
    answers[5][0] = Answer::Blank;
    let release = plain(&answers);
    let cell = &release.cells[0];
    assert_eq!(
        cell.items[0].mean.reason(),
        Some(Withheld::ItemTooFew { k: 5 })
    );
    assert_eq!(cell.items[1].mean.get().unwrap().estimate, 4.0);
    assert_eq!(cell.competencies[0].mean.get().unwrap().estimate, 4.0);
}
