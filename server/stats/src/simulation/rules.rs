//! The simple rules that baselines screen with: fixed cut-offs, each for one kind of fault.
//!
//! They use what an anonymous campaign does not have (the minute of a ballot) and take dissent of one
//! subordinate for retaliation; they are here to be beaten, not used.

use super::parameters::{Group, N_ITEMS};
use super::world::World;
use crate::careless::longstring;
use crate::numeric::median;

/// Seconds an item under which nobody reads (Huang et al. 2012).
const HASTE: f64 = 2.0;
/// Seconds an item under which a long run tells.
const HURRY: f64 = 3.0;
/// A long run: the longest of the cut-offs of Costa & McCrae 2008 that halo leaves rare.
const LONG_RUN: usize = 10;
/// Period of the usual zigzag.
const PERIOD: usize = 8;
/// Praise: no answer under 4, and a mean above this.
const PRAISE: f64 = 4.75;
/// A burst: at least this many praises of one leader …
const BURST: usize = 3;
/// … within these minutes.
const BURST_MINUTES: u32 = 15;
/// Revenge: no answer above 2, and a mean under this …
const REVENGE: f64 = 1.3;
/// … this far under the median of the leader's subordinates.
const REVENGE_GAP: f64 = 1.5;

/// Which ballots the rules throw out.
pub fn rule_flags(world: &World) -> Vec<bool> {
    let n = world.n_ballots();
    let means: Vec<f64> = (0..n)
        .map(|b| {
            f64::from(world.ballot(b).iter().copied().map(u32::from).sum::<u32>()) / N_ITEMS as f64
        })
        .collect();
    let mut flags: Vec<bool> = (0..n).map(|ballot| is_careless(world, ballot)).collect();
    let mut praises: Vec<Vec<usize>> = vec![Vec::new(); world.truth.len()];
    let mut subordinates: Vec<Vec<usize>> = vec![Vec::new(); world.truth.len()];
    for (ballot, mean) in means.iter().enumerate() {
        let subject = world.subject[ballot] as usize;
        let lowest = world.ballot(ballot).iter().min();
        if lowest.is_some_and(|level| *level >= 4) && *mean > PRAISE {
            praises[subject].push(ballot);
        }
        if world.group[ballot] == Group::Subordinate {
            subordinates[subject].push(ballot);
        }
    }
    for ballots in &mut praises {
        ballots.sort_by_key(|ballot| world.minute[*ballot]);
        for burst in ballots.windows(BURST) {
            if world.minute[burst[BURST - 1]] - world.minute[burst[0]] <= BURST_MINUTES {
                burst.iter().for_each(|ballot| flags[*ballot] = true);
            }
        }
    }
    for ballots in &subordinates {
        let theirs: Vec<f64> = ballots.iter().map(|ballot| means[*ballot]).collect();
        let Some(usual) = median(&theirs) else {
            continue;
        };
        for &ballot in ballots {
            let highest = world.ballot(ballot).iter().max();
            let low = highest.is_some_and(|level| *level <= 2) && means[ballot] < REVENGE;
            if low && usual - means[ballot] > REVENGE_GAP {
                flags[ballot] = true;
            }
        }
    }
    flags
}

fn is_careless(world: &World, ballot: usize) -> bool {
    let each = world.seconds[ballot] / N_ITEMS as f64;
    let answers = world.ballot(ballot);
    let repeats = || answers.iter().zip(&answers[PERIOD..]).all(|(a, b)| a == b);
    each < HASTE || each < HURRY && (longstring(answers) >= LONG_RUN || repeats())
}
