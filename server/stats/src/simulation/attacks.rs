//! Ballots that are not what their rater honestly and carefully thinks.

use rand::seq::SliceRandom;
use rand::{Rng, RngExt};

use super::answers::straight;
use super::organisation::normal;
use super::parameters::{self as p, Group, N_ITEMS, N_LEVELS, N_VIGNETTES};
use super::world::{Kind, World};

/// Seconds a ballot of `n` answers at this median a piece.
pub(super) fn seconds(median: f64, n: usize, rng: &mut impl Rng) -> f64 {
    let log = median.ln() + p::SECONDS_LOG_SD * normal(rng);
    (log.exp() * n as f64 * 10.0).round() / 10.0
}

/// Turns a share of all ballots careless, vignettes with them.
pub(super) fn careless(world: &mut World, rng: &mut impl Rng) {
    for ballot in 0..world.n_ballots() {
        if rng.random::<f64>() >= p::CARELESS {
            continue;
        }
        let (straights, randoms) = p::CARELESS_KINDS;
        let drawn: f64 = rng.random();
        let line = rng.random_range(3..=5);
        let n = N_ITEMS + N_VIGNETTES;
        let answers: Vec<u8> = if drawn < straights {
            (0..n).map(|_| straight(line, rng)).collect()
        } else if drawn < straights + randoms {
            let any = |_| rng.random_range(1..=N_LEVELS as u8);
            (0..n).map(any).collect()
        } else {
            (0..n).map(|j| p::PATTERN[j % p::PATTERN.len()]).collect()
        };
        let taken = seconds(p::SECONDS_CARELESS, N_ITEMS, rng);
        world.write(ballot, Kind::Careless, &answers[..N_ITEMS]);
        world.seconds[ballot] = taken;
        if let Some(vignettes) = &mut world.vignettes {
            vignettes[ballot] = [answers[N_ITEMS], answers[N_ITEMS + 1]];
        }
    }
}

/// Ballots of each subject in the given groups.
pub(super) fn by_subject(world: &World, groups: &[Group]) -> Vec<Vec<usize>> {
    let mut ballots = vec![Vec::new(); world.truth.len()];
    for (ballot, subject) in world.subject.iter().enumerate() {
        if groups.contains(&world.group[ballot]) {
            ballots[*subject as usize].push(ballot);
        }
    }
    ballots
}

/// How many of `n` leaders a share is; at least one.
pub(super) fn leaders(share: f64, n: usize) -> usize {
    ((share * n as f64).round() as usize).clamp(1, n)
}

/// Some leaders, drawn from a half of the cohort by G.
fn drawn_from_half(world: &World, share: f64, upper: bool, rng: &mut impl Rng) -> Vec<usize> {
    let n = world.truth.len();
    let mut order: Vec<usize> = (0..n).collect();
    let g = |at: &usize| world.truth[*at].leadership;
    order.sort_by(|a, b| g(a).total_cmp(&g(b)));
    let mut half = if upper {
        order.split_off(n / 2)
    } else {
        order.truncate(n.div_ceil(2));
        order
    };
    half.shuffle(rng);
    half.truncate(leaders(share, n));
    half
}

/// Cliques praise leaders of the lower half, all within minutes. The vignettes stay honest: a clique
/// has nothing to win there that it can see.
pub(super) fn cliques(world: &mut World, rng: &mut impl Rng) {
    let ballots = by_subject(world, &[Group::Peer, Group::Subordinate]);
    for subject in drawn_from_half(world, p::CLIQUE_LEADERS, false, rng) {
        let mut theirs = ballots[subject].clone();
        let share = (p::CLIQUE_SHARE * theirs.len() as f64).round() as usize;
        theirs.shuffle(rng);
        theirs.truncate(share.max(p::CLIQUE_LEAST));
        let start = rng.random_range(0..p::OPEN_MINUTES - p::CLIQUE_MINUTES);
        for ballot in theirs {
            let answers = two_levels(5, 4, p::CLIQUE_TOP, rng);
            world.write(ballot, Kind::Clique, &answers);
            world.seconds[ballot] = seconds(p::SECONDS_CLIQUE, N_ITEMS, rng);
            world.minute[ballot] = start + rng.random_range(0..p::CLIQUE_MINUTES);
        }
    }
}

/// Subordinates of good leaders take revenge, at their usual pace.
pub(super) fn retaliation(world: &mut World, rng: &mut impl Rng) {
    let ballots = by_subject(world, &[Group::Subordinate]);
    for subject in drawn_from_half(world, p::RETALIATION_LEADERS, true, rng) {
        let mut theirs = ballots[subject].clone();
        let share = (p::RETALIATION_SHARE * theirs.len() as f64).round() as usize;
        theirs.shuffle(rng);
        theirs.truncate(share);
        for ballot in theirs {
            let answers = two_levels(1, 2, p::RETALIATION_BOTTOM, rng);
            world.write(ballot, Kind::Retaliation, &answers);
            world.seconds[ballot] = seconds(p::SECONDS, N_ITEMS, rng);
        }
    }
}

fn two_levels(often: u8, seldom: u8, share: f64, rng: &mut impl Rng) -> [u8; N_ITEMS] {
    let mut level = |_| {
        if rng.random::<f64>() < share {
            often
        } else {
            seldom
        }
    };
    [(); N_ITEMS].map(&mut level)
}
