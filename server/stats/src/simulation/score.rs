//! How far estimates are from the truth.

use statrs::distribution::{ContinuousCDF, Normal};

use super::truth::LeaderTruth;
use super::world::{Kind, World};
use crate::numeric::{mean, sum, sum_of_squares};
use crate::rank_correlation::spearman;

/// An estimate of one leader; `None` where a method has nothing to say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimated {
    /// On the scale of the items.
    pub estimate: f64,
    /// Its standard error, where the method gives one.
    pub se: Option<f64>,
}

/// How a method did on one world. Leaders without an estimate are left out, and counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Leaders with an estimate.
    pub n: usize,
    /// Leaders without.
    pub n_missing: usize,
    /// √ mean (estimate − T)².
    pub rmse: f64,
    /// Mean of estimate − T.
    pub bias: f64,
    /// Standard deviation (divisor n − 1) of estimate − T: what is left when a shift common to all
    /// leaders is taken out.
    pub rmse_centred: f64,
    /// Rank correlation with T, ties at their mean rank; `None` where a side does not vary.
    pub spearman: Option<f64>,
    /// Rank correlation with G.
    pub spearman_leadership: Option<f64>,
    /// Share of 95 % intervals that hold T; `None` without standard errors.
    pub coverage: Option<f64>,
    /// The same once the common bias is taken out.
    pub coverage_centred: Option<f64>,
    /// Mean half-width of the intervals.
    pub half_width: Option<f64>,
    /// Share of the true best tenth (at least one) that is not in the estimated best tenth.
    pub top_tenth_missed: f64,
}

/// How well flags found what is no honest ballot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flags {
    /// Share of careless ballots flagged; `None` where there are none.
    pub careless: Option<f64>,
    /// Share of all ballots of cliques, retaliation and carelessness flagged; `None` where there are
    /// none.
    pub recall: Option<f64>,
    /// Share of honest ballots flagged; `None` where there are none.
    pub false_positives: Option<f64>,
}

/// Scores estimates, one a leader, against the truth; `None` with fewer than two estimates.
pub fn score(estimates: &[Option<Estimated>], truth: &[LeaderTruth]) -> Option<Score> {
    let known: Vec<(Estimated, &LeaderTruth)> = estimates
        .iter()
        .zip(truth)
        .filter_map(|(estimate, truth)| Some(((*estimate)?, truth)))
        .collect();
    if known.len() < 2 {
        return None;
    }
    let gaps: Vec<f64> = known
        .iter()
        .map(|(of, truth)| of.estimate - truth.score)
        .collect();
    let bias = mean(&gaps)?;
    let n = gaps.len() as f64;
    let ses: Option<Vec<f64>> = known.iter().map(|(of, _)| of.se).collect();
    let z = Normal::standard().inverse_cdf(0.975);
    let covered = |shift: f64| {
        ses.as_ref().map(|ses| {
            let inside = gaps
                .iter()
                .zip(ses)
                .filter(|(gap, se)| (*gap - shift).abs() <= z * *se);
            inside.count() as f64 / n
        })
    };
    let values: Vec<f64> = known.iter().map(|(of, _)| of.estimate).collect();
    let scores: Vec<f64> = known.iter().map(|(_, truth)| truth.score).collect();
    let leadership: Vec<f64> = known.iter().map(|(_, truth)| truth.leadership).collect();
    Some(Score {
        n: known.len(),
        n_missing: truth.len() - known.len(),
        rmse: (sum(gaps.iter().map(|gap| gap * gap)) / n).sqrt(),
        bias,
        rmse_centred: (sum_of_squares(&gaps, bias) / (n - 1.0)).sqrt(),
        spearman: spearman(&values, &scores),
        spearman_leadership: spearman(&values, &leadership),
        coverage: covered(0.0),
        coverage_centred: covered(bias),
        half_width: ses.as_ref().and_then(|ses| mean(ses)).map(|se| z * se),
        top_tenth_missed: top_tenth_missed(&values, &scores),
    })
}

/// Scores flags, one a ballot.
pub fn flags(flagged: &[bool], world: &World) -> Flags {
    let share = |of: &dyn Fn(Kind) -> bool| {
        let chosen: Vec<bool> = flagged
            .iter()
            .zip(&world.kind)
            .filter(|(_, kind)| of(**kind))
            .map(|(flagged, _)| *flagged)
            .collect();
        let found = chosen.iter().filter(|flagged| **flagged).count();
        (!chosen.is_empty()).then(|| found as f64 / chosen.len() as f64)
    };
    Flags {
        careless: share(&|kind| kind == Kind::Careless),
        recall: share(&|kind| !kind.is_honest()),
        false_positives: share(&Kind::is_honest),
    }
}

/// Positions of the best tenth by value, at least one; ties go to the earlier.
fn best(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*b].total_cmp(&values[*a]).then(a.cmp(b)));
    order.truncate(values.len().div_ceil(10));
    order
}

fn top_tenth_missed(estimates: &[f64], truth: &[f64]) -> f64 {
    let (theirs, ours) = (best(truth), best(estimates));
    let missed = theirs.iter().filter(|at| !ours.contains(at)).count();
    missed as f64 / theirs.len() as f64
}
