//! Names of subjects, raters and items as positions.

use std::cmp::Ordering;
use std::collections::HashMap;

/// Distinct names in order, and the position of each cell's name among them.
#[derive(Debug)]
pub struct Labels {
    /// By number where all are numbers, then by bytes.
    pub names: Vec<String>,
    /// Of each row; `None` where the cell is blank.
    pub codes: Vec<Option<u32>>,
}

impl Labels {
    /// Of the cells of a column.
    pub fn of(cells: &[Option<&str>]) -> Self {
        let mut names: Vec<&str> = cells.iter().copied().flatten().collect();
        names.sort_unstable();
        names.dedup();
        let numbers: Option<Vec<f64>> = names
            .iter()
            .map(|name| name.parse().ok().filter(|n: &f64| n.is_finite()))
            .collect();
        if let Some(numbers) = numbers {
            let mut order: Vec<usize> = (0..names.len()).collect();
            order.sort_by(|a, b| {
                let by_number = numbers[*a].partial_cmp(&numbers[*b]);
                by_number.unwrap_or(Ordering::Equal).then(a.cmp(b))
            });
            names = order.into_iter().map(|at| names[at]).collect();
        }
        let at: HashMap<&str, u32> = names.iter().copied().zip(0..).collect();
        Self {
            codes: cells
                .iter()
                .map(|cell| cell.and_then(|cell| at.get(cell).copied()))
                .collect(),
            names: names.into_iter().map(str::to_owned).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_in_their_order_and_words_in_that_of_their_bytes() {
        let numbers = Labels::of(&[Some("10"), Some("9"), None, Some("10")]);
        assert_eq!(numbers.names, ["9", "10"]);
        assert_eq!(numbers.codes, [Some(1), Some(0), None, Some(1)]);
        assert_eq!(
            Labels::of(&[Some("10"), Some("9"), Some("x")]).names,
            ["10", "9", "x"]
        );
    }
}
