//! Simulated worlds are those of the reference campaign, from one seed, with a truth that holds.

use stats::simulation::{Design, Group, Kind, N_ITEMS, Scenario, SimulationError, World};

const BALLOTS: &str = include_str!("reference/sim360_small/ballots.csv");
const LABELS: &str = include_str!("reference/sim360_small/labels.csv");
const TRUTH: &str = include_str!("reference/sim360_small/truth.csv");

fn design(scenario: Scenario, seed: u64, units: u32) -> Design {
    Design {
        scenario,
        seed,
        units,
        leaders_per_unit: 10,
        vignettes: false,
    }
}

fn draw(scenario: Scenario, seed: u64, units: u32) -> World {
    World::draw(&design(scenario, seed, units)).unwrap()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn variance(values: &[f64]) -> f64 {
    let centre = mean(values);
    values.iter().map(|v| (v - centre).powi(2)).sum::<f64>() / (values.len() - 1) as f64
}

/// What can be counted on ballots, however they came.
#[derive(Debug, Default)]
struct Marginals {
    /// Ballots of a group, mean and variance of the means of its genuine ballots.
    groups: Vec<(f64, f64, f64)>,
    /// Variance inside a genuine ballot.
    within: f64,
    /// Covariance of two genuine ballots by one rater, in deviations from the group's mean.
    same_rater: f64,
    careless: f64,
    attack: f64,
}

fn marginals(
    groups: &[usize],
    raters: &[u32],
    subjects: &[u32],
    answers: &[f64],
    labels: &[&str],
) -> Marginals {
    let genuine = |at: usize| labels[at] == "genuine";
    let ballot = |at: usize| &answers[at * N_ITEMS..(at + 1) * N_ITEMS];
    let n = labels.len();
    let of_group = |group: usize| -> Vec<f64> {
        let of = (0..n).filter(|at| groups[*at] == group && genuine(*at));
        of.map(|at| mean(ballot(at))).collect()
    };
    let means: Vec<Vec<f64>> = (0..4).map(of_group).collect();
    let centres: Vec<f64> = means.iter().map(|values| mean(values)).collect();
    let deviation = |at: usize| mean(ballot(at)) - centres[groups[at]];
    let mut order: Vec<usize> = (0..n).filter(|at| genuine(*at)).collect();
    order.sort_by_key(|at| (raters[*at], subjects[*at]));
    let pairs: Vec<f64> = order
        .windows(2)
        .filter(|pair| raters[pair[0]] == raters[pair[1]])
        .map(|pair| deviation(pair[0]) * deviation(pair[1]))
        .collect();
    let within: Vec<f64> = order.iter().map(|at| variance(ballot(*at))).collect();
    let share = |label: &str| labels.iter().filter(|l| **l == label).count() as f64 / n as f64;
    Marginals {
        groups: (0..4)
            .map(|group| {
                let n = groups.iter().filter(|of| **of == group).count() as f64;
                (n, centres[group], variance(&means[group]))
            })
            .collect(),
        within: mean(&within),
        same_rater: mean(&pairs),
        careless: share("careless"),
        attack: 1.0 - share("genuine"),
    }
}

fn reference() -> Marginals {
    let rows: Vec<Vec<&str>> = BALLOTS
        .lines()
        .skip(1)
        .map(|l| l.split(',').collect())
        .collect();
    let number = |cell: &str| cell.parse::<f64>().unwrap();
    let group = |name: &str| Group::ALL.iter().position(|g| g.name() == name).unwrap();
    let groups: Vec<usize> = rows.iter().map(|row| group(row[3])).collect();
    let raters: Vec<u32> = rows.iter().map(|row| row[4].parse().unwrap()).collect();
    let subjects: Vec<u32> = rows.iter().map(|row| row[1].parse().unwrap()).collect();
    let answers: Vec<f64> = rows
        .iter()
        .flat_map(|row| row[8..].iter().map(|c| number(c)))
        .collect();
    let labels: Vec<&str> = LABELS
        .lines()
        .skip(1)
        .map(|l| l.split(',').nth(1).unwrap())
        .collect();
    marginals(&groups, &raters, &subjects, &answers, &labels)
}

fn simulated(world: &World) -> Marginals {
    let groups: Vec<usize> = world.group.iter().map(|group| group.index()).collect();
    let answers: Vec<f64> = world
        .answers
        .iter()
        .map(|answer| f64::from(*answer))
        .collect();
    let labels: Vec<&str> = world.kind.iter().map(|kind| kind.name()).collect();
    marginals(&groups, &world.rater, &world.subject, &answers, &labels)
}

/// The reference campaign is one draw: it must look like a draw of ours, within four standard
/// deviations between seeds.
#[test]
fn the_reference_campaign_looks_like_one_of_these_worlds() {
    let ours: Vec<Marginals> = (1..=30)
        .map(|seed| simulated(&draw(Scenario::S5, seed, 6)))
        .collect();
    let theirs = reference();
    let check = |what: &str, of: &dyn Fn(&Marginals) -> f64| {
        let values: Vec<f64> = ours.iter().map(of).collect();
        let (centre, sd) = (mean(&values), variance(&values).sqrt());
        let z = (of(&theirs) - centre) / sd;
        assert!(
            z.abs() < 4.0,
            "{what}: {} against {centre} ± {sd}",
            of(&theirs)
        );
    };
    for group in Group::ALL {
        let at = group.index();
        check(group.name(), &|m| m.groups[at].0);
        check(group.name(), &|m| m.groups[at].1);
        check(group.name(), &|m| m.groups[at].2);
    }
    check("within", &|m| m.within);
    check("same rater", &|m| m.same_rater);
    check("careless", &|m| m.careless);
    check("attack", &|m| m.attack);
}

#[test]
fn the_truth_of_the_reference_campaign_looks_like_one_of_these() {
    let columns: Vec<Vec<f64>> = TRUTH
        .lines()
        .skip(1)
        .map(|line| line.split(',').map(|cell| cell.parse().unwrap()).collect())
        .collect();
    let theirs = |at: usize| -> Vec<f64> { columns.iter().map(|row| row[at]).collect() };
    let worlds: Vec<World> = (1..=30).map(|seed| draw(Scenario::S5, seed, 6)).collect();
    for part in 0..5 {
        let ours = |world: &World| -> Vec<f64> {
            let of = world.truth.iter();
            of.map(|t| {
                if part == 0 {
                    t.score
                } else {
                    t.parts[part - 1]
                }
            })
            .collect()
        };
        for statistic in [mean, variance] {
            let values: Vec<f64> = worlds.iter().map(|world| statistic(&ours(world))).collect();
            let (centre, sd) = (mean(&values), variance(&values).sqrt());
            let value = statistic(&theirs(7 + part));
            assert!(
                (value - centre).abs() < 4.0 * sd,
                "{part}: {value} against {centre} ± {sd}"
            );
        }
    }
}

/// Group means of clean ballots, weighted by policy, have no bias: the truth is what they estimate.
#[test]
fn truth_is_the_mean_of_an_unlimited_panel() {
    for scenario in [Scenario::S0, Scenario::S6] {
        let world = draw(scenario, 7, 200);
        let mut gaps = vec![Vec::new(); 4];
        let n = world.truth.len();
        let mut sums = vec![[(0.0, 0.0); 4]; n];
        for ballot in 0..world.n_ballots() {
            let answers: Vec<f64> = world.ballot(ballot).iter().map(|v| f64::from(*v)).collect();
            let cell = &mut sums[world.subject[ballot] as usize][world.group[ballot].index()];
            *cell = (cell.0 + mean(&answers), cell.1 + 1.0);
        }
        for (sums, truth) in sums.iter().zip(&world.truth) {
            for (at, (sum, n)) in sums.iter().enumerate() {
                if *n > 0.0 {
                    gaps[at].push(sum / n - truth.parts[at]);
                }
            }
        }
        for (at, gaps) in gaps.iter().enumerate() {
            let error = (variance(gaps) / gaps.len() as f64).sqrt();
            // Superiors are shared by ten leaders, so that their means move together.
            let shared = if at == 0 { 10f64.sqrt() } else { 1.5 };
            let bias = mean(gaps);
            assert!(
                bias.abs() < 4.0 * shared * error,
                "{scenario:?} {at}: {bias} ± {error}"
            );
        }
    }
}

#[test]
fn a_seed_gives_one_world_and_scenarios_share_their_leaders() {
    let world = draw(Scenario::S0, 3, 4);
    assert_eq!(world, draw(Scenario::S0, 3, 4));
    assert_ne!(world.answers, draw(Scenario::S0, 4, 4).answers);
    let careless = draw(Scenario::S1, 3, 4);
    assert_eq!(world.truth, careless.truth);
    assert_eq!(world.rater, careless.rater);
    for ballot in 0..world.n_ballots() {
        if careless.kind[ballot] == Kind::Genuine {
            assert_eq!(world.ballot(ballot), careless.ballot(ballot));
        }
    }
}

#[test]
fn vignettes_change_nothing_else_and_follow_the_rater() {
    let plain = draw(Scenario::S5, 3, 30);
    let mut with = World::draw(&Design {
        vignettes: true,
        ..design(Scenario::S5, 3, 30)
    })
    .unwrap();
    let ratings = with.vignettes.take().unwrap();
    assert_eq!(plain, with);
    let genuine: Vec<usize> = (0..with.n_ballots())
        .filter(|b| with.kind[*b].is_honest())
        .collect();
    let kept = genuine
        .iter()
        .filter(|b| ratings[**b][0] < ratings[**b][1])
        .count();
    assert!(kept * 10 > genuine.len() * 7, "{kept} of {}", genuine.len());
    // Lenient raters rate both higher: the correlation with the ballot's own mean is positive.
    let own: Vec<f64> = genuine
        .iter()
        .map(|b| {
            mean(
                &with
                    .ballot(*b)
                    .iter()
                    .map(|v| f64::from(*v))
                    .collect::<Vec<_>>(),
            )
        })
        .collect();
    let vignettes: Vec<f64> = genuine
        .iter()
        .map(|b| f64::from(ratings[*b][0]) + f64::from(ratings[*b][1]))
        .collect();
    let (a, b) = (mean(&own), mean(&vignettes));
    let covariance: Vec<f64> = own
        .iter()
        .zip(&vignettes)
        .map(|(x, y)| (x - a) * (y - b))
        .collect();
    let r = mean(&covariance) / (variance(&own) * variance(&vignettes)).sqrt();
    assert!((0.2..0.5).contains(&r), "{r}");
}

#[test]
fn criticism_is_varied_low_and_without_haste() {
    let world = draw(Scenario::S6, 11, 30);
    let critics: Vec<usize> = (0..world.n_ballots())
        .filter(|b| world.kind[*b] == Kind::Criticism)
        .collect();
    let mut subjects: Vec<u32> = critics.iter().map(|b| world.subject[*b]).collect();
    subjects.sort_unstable();
    subjects.dedup();
    assert_eq!(subjects.len(), 9, "3 % of 300");
    for subject in subjects {
        let theirs: Vec<usize> = (0..world.n_ballots())
            .filter(|b| world.subject[*b] == subject && world.group[*b] == Group::Subordinate)
            .collect();
        let n = theirs
            .iter()
            .filter(|b| world.kind[**b] == Kind::Criticism)
            .count();
        assert!(n as f64 >= 0.6 * theirs.len() as f64);
    }
    let answers: Vec<f64> = critics
        .iter()
        .flat_map(|b| world.ballot(*b))
        .map(|v| f64::from(*v))
        .collect();
    assert!((1.5..2.5).contains(&mean(&answers)), "{}", mean(&answers));
    let seconds: Vec<f64> = critics.iter().map(|b| world.seconds[*b].ln()).collect();
    assert!((mean(&seconds) - 100f64.ln()).abs() < 0.2);
}

#[test]
fn the_smallest_worlds_exist_and_the_impossible_are_refused() {
    for scenario in Scenario::ALL {
        for (units, leaders_per_unit) in [(1, 1), (1, 2), (3, 1)] {
            let world = World::draw(&Design {
                units,
                leaders_per_unit,
                vignettes: true,
                ..design(scenario, 1, 1)
            })
            .unwrap();
            assert!(world.answers.iter().all(|answer| (1..=5).contains(answer)));
            assert_eq!(world.truth.len(), (units * leaders_per_unit) as usize);
        }
    }
    assert_eq!(
        World::draw(&design(Scenario::S0, 1, 0)),
        Err(SimulationError::NoLeaders)
    );
    let vast = World::draw(&design(Scenario::S0, 1, u32::MAX));
    assert!(matches!(vast, Err(SimulationError::TooManyLeaders(_))));
}
