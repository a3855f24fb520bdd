//! Answers of many ballots to one form, a byte each.

/// Why answers make no sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// No items.
    #[error("a form needs at least one item")]
    NoItems,
    /// A scale of fewer than 2 or more than 255 levels.
    #[error("a scale needs 2 to 255 levels, not {0}")]
    Levels(usize),
    /// The answers do not fill the rows.
    #[error("{answers} answers do not fill rows of {items}")]
    Ragged {
        /// Number of answers.
        answers: usize,
        /// Items of the form.
        items: usize,
    },
    /// An answer beyond the scale.
    #[error("ballot {ballot}, item {item}: level {level} is not on the scale of {levels}")]
    OffScale {
        /// Row, from 0.
        ballot: usize,
        /// Column, from 0.
        item: usize,
        /// The level.
        level: u8,
        /// Levels of the scale.
        levels: u8,
    },
}

/// Ballots in rows, items in columns, levels 1..A of the scale, 0 where there is no answer. Indices
/// do not change when a scale is shifted, so that 0..10 is written as 1..11.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    n_items: usize,
    n_levels: u8,
    levels: Vec<u8>,
}

impl Sheet {
    /// A sheet from rows of `n_items` levels.
    ///
    /// # Errors
    /// [`SheetError`] names what does not fit.
    pub fn new(n_items: usize, n_levels: usize, levels: Vec<u8>) -> Result<Self, SheetError> {
        if n_items == 0 {
            return Err(SheetError::NoItems);
        }
        let most = match u8::try_from(n_levels) {
            Ok(most) if most >= 2 => most,
            _ => return Err(SheetError::Levels(n_levels)),
        };
        if !levels.len().is_multiple_of(n_items) {
            return Err(SheetError::Ragged {
                answers: levels.len(),
                items: n_items,
            });
        }
        if let Some(at) = levels.iter().position(|level| *level > most) {
            return Err(SheetError::OffScale {
                ballot: at / n_items,
                item: at % n_items,
                level: levels[at],
                levels: most,
            });
        }
        Ok(Self {
            n_items,
            n_levels: most,
            levels,
        })
    }

    /// Items of the form.
    pub fn n_items(&self) -> usize {
        self.n_items
    }

    /// Levels of the scale.
    pub fn n_levels(&self) -> usize {
        usize::from(self.n_levels)
    }

    /// Number of ballots.
    pub fn n_ballots(&self) -> usize {
        self.levels.len() / self.n_items
    }

    /// One ballot.
    pub fn ballot(&self, ballot: usize) -> &[u8] {
        &self.levels[ballot * self.n_items..(ballot + 1) * self.n_items]
    }

    /// The ballots in order.
    pub fn ballots(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        self.levels.chunks_exact(self.n_items)
    }

    /// All answers, row by row.
    pub(crate) fn levels(&self) -> &[u8] {
        &self.levels
    }
}
