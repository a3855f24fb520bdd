//! The mean of each ballot, with unanswered items allowed for.
//!
//! y_b = mean over answered items of (y_bj − δ_gj), δ_gj = mean of item j in relation g minus the mean
//! of all items there, so that leaving a hard item out does not raise a ballot. What the missing items
//! would have varied is added: x_b = σ²_e (1/J_b − 1/J), σ²_e the variance of an item inside a ballot
//! after the item's own mean. A ballot without any answer has no mean.

use super::ballots::CampaignBallots;

/// Means of ballots.
#[derive(Clone, Debug)]
pub(super) struct Means {
    /// `None` without an answer.
    pub(super) value: Vec<Option<f64>>,
    /// x_b, 0 where every item is answered.
    pub(super) extra_variance: Vec<f64>,
}

pub(super) fn of(ballots: &CampaignBallots) -> Means {
    let (n_items, n_relations) = (ballots.sheet.n_items(), ballots.n_relations());
    let mut sums = vec![(0_u64, 0_u64); n_items * n_relations];
    for (ballot, relation) in ballots.sheet.ballots().zip(&ballots.relation) {
        let row = &mut sums[usize::from(*relation) * n_items..][..n_items];
        for (sum, level) in row.iter_mut().zip(ballot) {
            sum.0 += u64::from(*level);
            sum.1 += u64::from(*level > 0);
        }
    }
    let mut difficulty = vec![0.0; sums.len()];
    for relation in 0..n_relations {
        let row = &sums[relation * n_items..][..n_items];
        let (sum, n) = row
            .iter()
            .fold((0, 0), |(s, n), (sum, of)| (s + sum, n + of));
        for (item, (item_sum, item_n)) in row.iter().enumerate() {
            if *item_n > 0 {
                let mean = *item_sum as f64 / *item_n as f64;
                difficulty[relation * n_items + item] = mean - sum as f64 / n as f64;
            }
        }
    }
    let (mut squares, mut df) = (0.0, 0.0);
    let mut value = Vec::with_capacity(ballots.len());
    let mut answered = Vec::with_capacity(ballots.len());
    for (ballot, relation) in ballots.sheet.ballots().zip(&ballots.relation) {
        let row = &difficulty[usize::from(*relation) * n_items..][..n_items];
        let (mut sum, mut square, mut n) = (0.0, 0.0, 0.0);
        for (level, difficulty) in ballot.iter().zip(row).filter(|(level, _)| **level > 0) {
            let answer = f64::from(*level) - difficulty;
            sum += answer;
            square += answer * answer;
            n += 1.0;
        }
        if n > 1.0 {
            squares += square - sum * sum / n;
            df += n - 1.0;
        }
        value.push((n > 0.0).then(|| ballots.lowest - 1.0 + sum / n));
        answered.push(n);
    }
    let within = if df > 0.0 {
        (squares / df).max(0.0)
    } else {
        0.0
    };
    let whole = n_items as f64;
    let extra = |n: &f64| {
        if *n > 0.0 {
            within * (1.0 / n - 1.0 / whole)
        } else {
            0.0
        }
    };
    Means {
        extra_variance: answered.iter().map(extra).collect(),
        value,
    }
}
