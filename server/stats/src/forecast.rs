//! What will be visible of a subject, before anybody answers.
//!
//! In: people invited by relation, and the share r of them who are expected to answer. Out: for each
//! relation the probability that it will have k ballots of its own, and that its ballots will be
//! published at all, alone or merged. Each person answers with probability r independently of the
//! others, so counts are binomial; the partition of every combination of counts is the one that the
//! tally will make (see [`crate::partition`]). Counts of k and more are one case, since the partition
//! only compares with k: (k + 1)³ combinations at most.
//!
//! Source: anonymity.md, decision 7 (a group of 5 at r = 0.8 passes k = 5 one time in three: 0.8⁵).
//! Edges: nobody invited has probability 0; r outside 0..1 counts as the nearer end, `NaN` as 0.

use statrs::distribution::{Binomial, Discrete};

use crate::partition::{CellKind, Counts, partition};
use crate::relation::{N_RELATIONS, Relation};
use crate::settings::Settings;

/// The outlook of one relation.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Outlook {
    /// Whether it will be one attributed person.
    pub attributed: bool,
    /// Probability of enough ballots to stand alone: k, or the one of an attributed person.
    pub alone: f64,
    /// Probability of being published, alone or merged.
    pub published: f64,
}

/// The outlook of every relation, by [`Relation::index`].
pub fn forecast(invited: &Counts, response: f64, settings: &Settings) -> [Outlook; N_RELATIONS] {
    let response = if response.is_nan() {
        0.0
    } else {
        response.clamp(0.0, 1.0)
    };
    let k = settings.k();
    // What each relation may count, up to k, and how probable it is.
    let laws = Relation::ALL.map(|relation| law(invited[relation.index()], response, k));
    let if_all_answer = partition(invited, invited, settings);
    let mut outlook = Relation::ALL.map(|relation| {
        let cell = if_all_answer
            .cell_of(relation)
            .map(|cell| if_all_answer.cells()[cell]);
        let attributed = cell.is_some_and(|cell| cell.kind == CellKind::Attributed);
        Outlook {
            attributed,
            ..Outlook::default()
        }
    });
    let mut ballots = [0; N_RELATIONS];
    each(&laws, 0, 1.0, &mut ballots, &mut |ballots, probability| {
        let made = partition(invited, ballots, settings);
        let published = Relation::ALL
            .into_iter()
            .filter(|r| made.cell_of(*r).is_some());
        for at in published.map(Relation::index) {
            outlook[at].published += probability;
            if outlook[at].attributed || ballots[at] >= k {
                outlook[at].alone += probability;
            }
        }
    });
    // Sums of thousands of probabilities may end a rounding error above 1.
    outlook.map(|of| Outlook {
        alone: of.alone.min(1.0),
        published: of.published.min(1.0),
        ..of
    })
}

/// Probabilities of 0..k−1 ballots and of k or more.
fn law(invited: u32, response: f64, k: u32) -> Vec<f64> {
    let most = invited.min(k);
    let Ok(binomial) = Binomial::new(response, u64::from(invited)) else {
        return vec![1.0];
    };
    let mut law: Vec<f64> = (0..most).map(|n| binomial.pmf(u64::from(n))).collect();
    law.push((1.0 - law.iter().sum::<f64>()).max(0.0));
    law
}

/// Calls `see` with every combination of counts and its probability.
fn each(
    laws: &[Vec<f64>; N_RELATIONS],
    from: usize,
    probability: f64,
    ballots: &mut Counts,
    see: &mut impl FnMut(&Counts, f64),
) {
    let Some(law) = laws.get(from) else {
        return see(ballots, probability);
    };
    for (n, of_n) in law.iter().enumerate().filter(|(_, of_n)| **of_n > 0.0) {
        ballots[from] = n as u32;
        each(laws, from + 1, probability * of_n, ballots, see);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relation::RelationSet;
    use crate::settings::{MergeStep, Purpose, SettingsParts, SoleSuperior};

    fn settings(path: &[RelationSet]) -> Settings {
        Settings::new(SettingsParts {
            k: 5,
            k_text: 5,
            weights_permille: [0, 400, 300, 300],
            merge_path: path
                .iter()
                .map(|relations| MergeStep {
                    relations: *relations,
                })
                .collect(),
            sole_superior: SoleSuperior::Attributed,
            purpose: Purpose::Development,
        })
        .unwrap()
    }

    fn close(ours: f64, theirs: f64) -> bool {
        (ours - theirs).abs() < 1e-12
    }

    #[test]
    fn five_people_at_four_fifths_pass_one_time_in_three() {
        let [own, superior, peer, subordinate] = forecast(&[1, 1, 5, 0], 0.8, &settings(&[]));
        assert!(close(peer.alone, 0.8_f64.powi(5)) && close(peer.published, peer.alone));
        assert!(superior.attributed && close(superior.published, 0.8));
        assert!(own.attributed && close(own.alone, 0.8));
        assert_eq!(subordinate, Outlook::default());
    }

    /// Four and four at one half: together at least five of eight, 93/256.
    #[test]
    fn merging_makes_two_small_relations_visible() {
        let others = [Relation::Peer, Relation::Subordinate]
            .into_iter()
            .collect();
        let [_, _, peer, subordinate] = forecast(&[1, 1, 4, 4], 0.5, &settings(&[others]));
        assert_eq!(peer.alone, 0.0);
        assert!(close(peer.published, 93.0 / 256.0), "{}", peer.published);
        assert!(close(subordinate.published, peer.published));
    }

    /// A large relation that must carry a small one is itself not always alone.
    #[test]
    fn a_large_relation_is_published_with_certainty_if_all_answer() {
        let others = [Relation::Peer, Relation::Subordinate]
            .into_iter()
            .collect();
        let [_, superior, peer, subordinate] = forecast(&[1, 2, 3, 9], 1.0, &settings(&[others]));
        assert_eq!((peer.alone, peer.published), (0.0, 1.0));
        assert_eq!((subordinate.alone, subordinate.published), (1.0, 1.0));
        assert_eq!((superior.published, superior.attributed), (0.0, false));
    }

    #[test]
    fn a_share_that_is_none_is_taken_to_the_nearer_end() {
        for (share, certain) in [(7.0, 1.0), (-1.0, 0.0), (f64::NAN, 0.0)] {
            let [_, _, peer, _] = forecast(&[1, 1, 6, 0], share, &settings(&[]));
            assert_eq!(peer.published, certain);
        }
    }
}
