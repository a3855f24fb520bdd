//! The answers of one cell, copied out of the columns of the campaign: what every stage after the
//! partition reads.
//!
//! One column per item over the ballots of the cell in canonical order (see [`crate::rows`]), so that
//! memory is read in a row and the same ballots always give the same sums.

use crate::ratings::{Answer, Ratings};

/// Answers of a cell: ballots × items.
#[derive(Debug)]
pub(crate) struct CellAnswers {
    n_ballots: usize,
    /// Item after item; `NaN` where a ballot gives no value. Read through the methods only.
    values: Vec<f64>,
    /// By item.
    cannot_judge: Vec<u32>,
}

impl CellAnswers {
    /// Copies the answers of some ballots.
    pub(crate) fn new(ratings: &Ratings, ballots: impl Iterator<Item = usize>) -> Self {
        let ballots: Vec<usize> = ballots.collect();
        let mut values = Vec::with_capacity(ballots.len() * ratings.n_items());
        let mut cannot_judge = vec![0; ratings.n_items()];
        for (item, cannot_judge) in cannot_judge.iter_mut().enumerate() {
            for &ballot in &ballots {
                values.push(match ratings.answer(ballot, item) {
                    Answer::Value(value) => value,
                    Answer::CannotJudge => {
                        *cannot_judge += 1;
                        f64::NAN
                    }
                    Answer::Blank => f64::NAN,
                });
            }
        }
        Self {
            n_ballots: ballots.len(),
            values,
            cannot_judge,
        }
    }

    /// Ballots.
    pub(crate) fn n_ballots(&self) -> usize {
        self.n_ballots
    }

    /// What each ballot gives an item.
    pub(crate) fn column(&self, item: usize) -> impl Iterator<Item = Option<f64>> {
        let column = &self.values[item * self.n_ballots..(item + 1) * self.n_ballots];
        column
            .iter()
            .map(|value| (!value.is_nan()).then_some(*value))
    }

    /// The values that an item has.
    pub(crate) fn values(&self, item: usize) -> impl Iterator<Item = f64> {
        self.column(item).flatten()
    }

    /// How many ballots say "cannot judge" to an item.
    pub(crate) fn cannot_judge(&self, item: usize) -> u32 {
        self.cannot_judge[item]
    }

    /// One column per item of `items`, over the ballots that give all of them a value.
    pub(crate) fn complete(&self, items: &[usize]) -> Vec<Vec<f64>> {
        let mut complete = vec![true; self.n_ballots];
        for item in items {
            for (complete, value) in complete.iter_mut().zip(self.column(*item)) {
                *complete &= value.is_some();
            }
        }
        let kept = |item: &usize| {
            let rows = self.column(*item).zip(&complete);
            rows.filter_map(|(value, complete)| value.filter(|_| *complete))
                .collect()
        };
        items.iter().map(kept).collect()
    }
}
