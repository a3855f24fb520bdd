//! The reliability gate: what a relation's figure is good for (statistics.md §3).

/// From this reliability on a figure is indicative.
pub const INDICATIVE: f64 = 0.60;

/// From this reliability on it is a score.
pub const SCORE: f64 = 0.70;

/// What a relation's figure is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Reliability of at least [`SCORE`].
    Score,
    /// At least [`INDICATIVE`].
    Indicative,
    /// Fewer raters than would make it reliable even if they agreed as raters usually do.
    TooFew,
    /// Enough raters, but they disagree more than raters usually do.
    Disagree,
}

/// Probability under the campaign's usual disagreement beyond which raters are said to disagree.
const DISAGREE_P: f64 = 0.01;

/// The gate of a cell.
///
/// `usual`: reliability Σ_gg P/(1 + Σ_gg P) of its ballots under the campaign's variances. `own`: the
/// same under the cell's own variance within; `None` with fewer than two ballots. `p_more`: probability
/// of a variance within at least as large as the cell's own.
pub(super) fn gate(usual: f64, own: Option<f64>, p_more: f64) -> Gate {
    let disagree = p_more < DISAGREE_P && own.is_some_and(|own| own < INDICATIVE);
    if usual < INDICATIVE {
        Gate::TooFew
    } else if disagree {
        Gate::Disagree
    } else if usual < SCORE {
        Gate::Indicative
    } else {
        Gate::Score
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_raters_are_too_few_however_they_agree() {
        assert_eq!(gate(0.59, Some(0.9), 0.9), Gate::TooFew);
        assert_eq!(gate(0.59, None, 1.0), Gate::TooFew);
    }

    #[test]
    fn raters_disagree_only_where_it_is_unusual_and_matters() {
        assert_eq!(gate(0.75, Some(0.4), 0.001), Gate::Disagree);
        assert_eq!(gate(0.75, Some(0.4), 0.2), Gate::Score);
        assert_eq!(gate(0.75, Some(0.65), 0.001), Gate::Score);
        assert_eq!(gate(0.65, Some(0.65), 0.2), Gate::Indicative);
    }
}
