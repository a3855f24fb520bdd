//! Invariant I3, the bounds audit: everything that is released about an item in a cell, attacked by
//! listing all answers that look the same.
//!
//! A campaign is made in which every histogram of a cell on five levels belongs to one leader. The
//! leaders whose releases are equal are each other's candidates, so a reader of one of them can find
//! no more than what all of them have in common.

use std::collections::HashMap;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use stats::disclosure::{SubjectRelease, Withheld};
use stats::{
    Answer, Ballot, Choice, ChoiceQuestion, Instrument, Purpose, RatingsBuilder, Relation, Scale,
    Settings, SettingsParts, SoleSuperior,
};

const LEVELS: usize = 5;

/// People on each level.
type Histogram = [u32; LEVELS];

/// All histograms of `n` people.
fn histograms(n: u32) -> Vec<Histogram> {
    let mut all = Vec::new();
    for a in 0..=n {
        for b in 0..=n - a {
            for c in 0..=n - a - b {
                all.extend((0..=n - a - b - c).map(|d| [a, b, c, d, n - a - b - c - d]));
            }
        }
    }
    all
}

fn people(histogram: &Histogram) -> u32 {
    histogram.iter().sum()
}

fn column(histogram: &Histogram) -> impl Iterator<Item = f64> {
    let of_level = |(at, n): (usize, &u32)| std::iter::repeat_n(at as f64 + 1.0, *n as usize);
    histogram.iter().enumerate().flat_map(of_level)
}

fn settings(k: u16) -> Settings {
    Settings::new(SettingsParts {
        k,
        k_text: 5,
        weights_permille: [0, 0, 1000, 0],
        merge_path: vec![],
        sole_superior: SoleSuperior::Attributed,
        purpose: Purpose::Reference,
    })
    .unwrap()
}

/// What is released of leaders of one competency, each with the first columns of an own cell of
/// `n_cell` peers filled by his histograms, and the rest left blank.
fn released(leaders: &[Vec<Histogram>], n_cell: u32, k: u16) -> Vec<SubjectRelease> {
    let n_items = leaders[0].len();
    let instrument = Instrument {
        scale: Scale::new(1.0, 5.0).unwrap(),
        item_competency: vec![0; n_items],
        n_competencies: 1,
        n_prompts: 0,
        choice: ChoiceQuestion::NotAsked,
    };
    let mut builder = RatingsBuilder::new(instrument, leaders.len() as u32).unwrap();
    for (subject, items) in leaders.iter().enumerate() {
        let subject = subject as u32;
        builder.invite(subject, Relation::Peer, n_cell).unwrap();
        let mut columns: Vec<_> = items.iter().map(column).collect();
        for _ in 0..n_cell {
            let answers: Vec<Answer> = columns
                .iter_mut()
                .map(|column| column.next().map_or(Answer::Blank, Answer::Value))
                .collect();
            let ballot = Ballot {
                subject,
                relation: Relation::Peer,
                answers: &answers,
                choice: Choice::default(),
            };
            builder.push(ballot).unwrap();
        }
    }
    let ratings = builder.build().unwrap();
    let settings = settings(k);
    let analysis = stats::analyse(&ratings, &settings);
    (0..analysis.n_subjects())
        .map(|subject| analysis.release(subject).unwrap())
        .collect()
}

/// What all candidates have in common that nobody may know, if anything.
fn told(candidates: &[Histogram], n_cell: u32, k: u32) -> Option<&'static str> {
    let few = |level: usize| candidates.iter().all(|h| (1..=2).contains(&h[level]));
    if (0..LEVELS).any(few) {
        return Some("one or two people on a level");
    }
    let held: Vec<usize> = (0..LEVELS)
        .filter(|level| candidates.iter().any(|h| h[*level] > 0))
        .collect();
    if held[held.len() - 1] - held[0] < 2 {
        return Some("everybody on two neighbouring levels");
    }
    let n = people(&candidates[0]);
    let some_left_out = (1..k).contains(&(n_cell - n));
    if some_left_out && candidates.iter().all(|h| people(h) == n) {
        return Some("how many left the question out");
    }
    None
}

/// Attacks every release of a cell of `n_cell` ballots with one item; the faults found, and how many
/// of the distributions were shown.
fn attack(n_cell: u32, k: u16) -> (Vec<String>, usize) {
    let all: Vec<Histogram> = (u32::from(k)..=n_cell).flat_map(histograms).collect();
    let leaders: Vec<Vec<Histogram>> = all.iter().map(|h| vec![*h]).collect();
    let mut alike: HashMap<String, Vec<Histogram>> = HashMap::new();
    let mut shown = 0;
    for (release, histogram) in released(&leaders, n_cell, k).iter().zip(&all) {
        shown += usize::from(release.cells[0].items[0].distribution.get().is_some());
        alike
            .entry(format!("{release:?}"))
            .or_default()
            .push(*histogram);
    }
    let faults = alike.values().filter_map(|candidates| {
        let told = told(candidates, n_cell, k.into())?;
        Some(format!("{n_cell} ballots, {told}: {candidates:?}"))
    });
    (faults.collect(), shown)
}

/// All cells that a reader can meet below 15 ballots, whatever was answered.
#[test]
fn no_small_cell_tells_a_single_answer() {
    for k in [4, 5] {
        for n_cell in u32::from(k)..15 {
            let (faults, shown) = attack(n_cell, k);
            assert!(faults.is_empty(), "{}: {:?}", faults.len(), &faults[0]);
            assert_eq!(shown > 0, n_cell >= 2 * u32::from(k), "of {n_cell}");
        }
    }
}

/// In a cell of 15 of whom 13 answered, found by such a list before there was an audit: (0, 0, 5, 7, 1).
#[test]
fn thirteen_of_fifteen_answers_have_many_candidates() {
    let all: Vec<Histogram> = (11..15).flat_map(histograms).collect();
    let leaders: Vec<Vec<Histogram>> = all.iter().map(|h| vec![*h]).collect();
    let released = released(&leaders, 15, 5);
    let at = all.iter().position(|h| *h == [0, 0, 5, 7, 1]).unwrap();
    let candidates: Vec<Histogram> = (0..all.len())
        .filter(|other| released[*other] == released[at])
        .map(|other| all[other])
        .collect();
    assert!(candidates.len() > 5, "{candidates:?}");
    assert_eq!(told(&candidates, 15, 5), None);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 4,
        rng_seed: RngSeed::Fixed(20_262),
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_larger_cell_tells_a_single_answer(n_cell in 15_u32..=25, k in 4_u16..=6) {
        let (faults, shown) = attack(n_cell, k);
        prop_assert!(faults.is_empty(), "{}: {:?}", faults.len(), faults.first());
        prop_assert!(shown > 0);
    }
}

/// Of one question, agreement is its variance in other words; of several it is told from 4k people on.
#[test]
fn agreement_needs_two_questions_and_four_times_k_people() {
    let reason = |n_items: usize, people_per_level: u32| {
        let items = vec![[people_per_level; LEVELS]; n_items];
        let cell = &released(&[items], 5 * people_per_level, 5)[0].cells[0];
        let competency = &cell.competencies[0];
        (competency.rwg_j.reason(), competency.alpha.reason())
    };
    let both = |reason| (Some(reason), Some(reason));
    assert_eq!(reason(1, 5), both(Withheld::OneItem));
    assert_eq!(reason(2, 3), both(Withheld::BelowDouble { n: 20 }));
    assert_eq!(reason(2, 4), (None, None));
}

/// What is released of the choices of leaders whom `n_cell` peers rated: so many chose each of three
/// competencies as the one to improve first, and the rest chose nothing.
fn released_choices(leaders: &[[u32; 3]], n_cell: u32) -> Vec<String> {
    let instrument = Instrument {
        scale: Scale::new(1.0, 5.0).unwrap(),
        item_competency: vec![0, 1, 2],
        n_competencies: 3,
        n_prompts: 0,
        choice: ChoiceQuestion::Asked,
    };
    let mut builder = RatingsBuilder::new(instrument, leaders.len() as u32).unwrap();
    for (subject, counts) in leaders.iter().enumerate() {
        let subject = subject as u32;
        builder.invite(subject, Relation::Peer, n_cell).unwrap();
        let mut chosen =
            (0..3).flat_map(|c| std::iter::repeat_n(c, counts[usize::from(c)] as usize));
        for _ in 0..n_cell {
            let choice = chosen
                .next()
                .map_or(Choice::default(), |competency| Choice {
                    strongest: 0b11,
                    improve_first: Some(competency),
                });
            let ballot = Ballot {
                subject,
                relation: Relation::Peer,
                answers: &[Answer::Blank; 3],
                choice,
            };
            builder.push(ballot).unwrap();
        }
    }
    let ratings = builder.build().unwrap();
    let settings = settings(5);
    let analysis = stats::analyse(&ratings, &settings);
    (0..analysis.n_subjects())
        .map(|subject| format!("{:?}", analysis.release(subject).unwrap().choices))
        .collect()
}

/// Shares of the forced choice leave several numbers of people who did not choose, but for rare ones
/// whose rounding fits one number only.
#[test]
fn choices_hardly_ever_tell_how_many_left_them_out() {
    for n_cell in 13..25 {
        let of = |n: u32| (0..=n).flat_map(move |a| (0..=n - a).map(move |b| [a, b, n - a - b]));
        let all: Vec<[u32; 3]> = (n_cell - 4..n_cell).flat_map(of).collect();
        let mut alike: HashMap<String, Vec<[u32; 3]>> = HashMap::new();
        for (release, counts) in released_choices(&all, n_cell).into_iter().zip(&all) {
            alike.entry(release).or_default().push(*counts);
        }
        let one_number = |candidates: &&Vec<[u32; 3]>| {
            let n = |counts: &[u32; 3]| counts.iter().sum::<u32>();
            candidates
                .iter()
                .all(|counts| n(counts) == n(&candidates[0]))
        };
        let told: usize = alike.values().filter(one_number).map(Vec::len).sum();
        assert!(
            told * 20 <= all.len(),
            "of {n_cell}: {told} of {}",
            all.len()
        );
    }
}

/// The attack itself: what may not be told, it finds.
#[test]
fn the_attack_finds_what_candidates_have_in_common() {
    assert!(told(&[[0, 0, 5, 7, 1]], 13, 5).is_some());
    assert!(told(&[[0, 0, 6, 4, 0], [0, 0, 7, 3, 0]], 10, 5).is_some());
    let one_number = [[3, 3, 3, 3, 0], [0, 3, 3, 3, 3]];
    assert!(told(&one_number, 13, 5).is_some());
    assert_eq!(told(&one_number, 12, 5), None);
    assert_eq!(told(&one_number, 17, 5), None);
}
