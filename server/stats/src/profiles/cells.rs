//! What the ballots of a cell (subject × relation) say before any shrinkage.

use super::ballots::CampaignBallots;

/// Weighted sums of one cell, of any value of its ballots.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cell {
    /// Ballots with a mean, whatever their weight.
    pub(super) n: u32,
    pub(super) weight: f64,
    weight_square: f64,
    sum: f64,
    square: f64,
}

impl Cell {
    /// Σwy/Σw; `None` without weight.
    pub(super) fn mean(&self) -> Option<f64> {
        (self.weight > 0.0).then(|| self.sum / self.weight)
    }

    /// (Σw)²/Σw² (Kish 1965).
    pub(super) fn n_effective(&self) -> f64 {
        if self.weight_square > 0.0 {
            self.weight * self.weight / self.weight_square
        } else {
            0.0
        }
    }

    /// Variance within and its degrees of freedom Σw − 1; `None` below two ballots' weight.
    pub(super) fn variance(&self) -> Option<(f64, f64)> {
        let df = self.weight - 1.0;
        (df >= 1.0).then(|| {
            (
                (self.square - self.sum * self.sum / self.weight).max(0.0) / df,
                df,
            )
        })
    }
}

/// The cells, subject by subject, relations inside.
pub(super) fn of(
    ballots: &CampaignBallots,
    value: impl Fn(usize) -> Option<f64>,
    weight: impl Fn(usize) -> f64,
) -> Vec<Cell> {
    let n_relations = ballots.n_relations();
    let mut cells = vec![Cell::default(); ballots.n_subjects * n_relations];
    for b in 0..ballots.len() {
        let Some(value) = value(b) else { continue };
        let weight = weight(b);
        let cell = &mut cells[ballots.cell(b)];
        cell.n += 1;
        cell.weight += weight;
        cell.weight_square += weight * weight;
        cell.sum += weight * value;
        cell.square += weight * value * value;
    }
    cells
}

/// The share of the variance of ballot means that lies within cells, by relation, from means between
/// and within; .7 where a relation cannot tell (Conway & Huffcutt 1997: a single rater's reliability is
/// about .3).
pub(super) fn within_shares(
    ballots: &CampaignBallots,
    value: &[Option<f64>],
    weight: &[f64],
) -> Vec<f64> {
    const USUAL: f64 = 0.7;
    let n_relations = ballots.n_relations();
    let cells = of(ballots, |b| value[b], |b| weight[b]);
    let share = |g: usize| {
        let (mut squares, mut df) = (0.0, 0.0);
        let (mut sum, mut square, mut noise, mut n) = (0.0, 0.0, 0.0, 0.0);
        for cell in cells.iter().skip(g).step_by(n_relations) {
            if let Some((variance, of)) = cell.variance() {
                squares += variance * of;
                df += of;
            }
            if let Some(mean) = cell.mean().filter(|_| cell.weight >= 1.0) {
                sum += mean;
                square += mean * mean;
                noise += 1.0 / cell.weight;
                n += 1.0;
            }
        }
        if df < 1.0 || n < 2.0 {
            return USUAL;
        }
        let within = squares / df;
        let spread = (square - sum * sum / n) / (n - 1.0);
        let between = (spread - within * noise / n).max(0.0);
        if within > 0.0 {
            within / (within + between)
        } else {
            USUAL
        }
    };
    (0..n_relations).map(share).collect()
}
