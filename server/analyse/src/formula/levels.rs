//! Categorical columns as levels: by number where all are numbers, then by bytes.

use std::collections::HashMap;

/// A categorical column: the names of its levels, and for each row the index of its level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Levels {
    pub(super) names: Vec<String>,
    pub(super) index: Vec<u32>,
}

impl Levels {
    /// The levels of some cells.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut names: Vec<&str> = Vec::new();
        let mut index: Vec<u32> = cells
            .map(|cell| {
                *numbers.entry(cell).or_insert_with(|| {
                    names.push(cell);
                    names.len() as u32 - 1
                })
            })
            .collect();
        let values: Option<Vec<f64>> = names
            .iter()
            .map(|name| name.parse().ok().filter(|value: &f64| value.is_finite()))
            .collect();
        let mut order: Vec<usize> = (0..names.len()).collect();
        order.sort_by(|a, b| {
            let by_bytes = names[*a].cmp(names[*b]);
            match &values {
                Some(values) => values[*a].total_cmp(&values[*b]).then(by_bytes),
                None => by_bytes,
            }
        });
        let mut rank = vec![0; names.len()];
        for (place, at) in order.iter().enumerate() {
            rank[*at] = place as u32;
        }
        for at in &mut index {
            *at = rank[*at as usize];
        }
        Self {
            names: order.into_iter().map(|at| names[at].to_owned()).collect(),
            index,
        }
    }

    /// The interaction: the pairs that occur, ordered by the first and then the second.
    pub(super) fn crossed(&self, other: &Self) -> Self {
        let n_other = other.names.len() as u64;
        let pairs = self.index.iter().zip(&other.index);
        let keys: Vec<u64> = pairs
            .map(|(a, b)| u64::from(*a) * n_other + u64::from(*b))
            .collect();
        let mut unique = keys.clone();
        unique.sort_unstable();
        unique.dedup();
        let numbers: HashMap<u64, u32> = unique.iter().copied().zip(0..).collect();
        let name = |key: &u64| {
            let (a, b) = ((key / n_other) as usize, (key % n_other) as usize);
            format!("{}:{}", self.names[a], other.names[b])
        };
        Self {
            names: unique.iter().map(name).collect(),
            index: keys.iter().map(|key| numbers[key]).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_sort_by_number_where_all_are_numbers() {
        let numbers = Levels::of(["10", "9", "10", "-1"].into_iter());
        assert_eq!(numbers.names, ["-1", "9", "10"]);
        assert_eq!(numbers.index, [2, 1, 2, 0]);
        assert_eq!(
            Levels::of(["10", "9", "x"].into_iter()).names,
            ["10", "9", "x"]
        );
    }

    #[test]
    fn an_interaction_has_the_pairs_that_occur() {
        let a = Levels::of(["2", "1", "2"].into_iter());
        let b = Levels::of(["x", "y", "x"].into_iter());
        let both = a.crossed(&b);
        assert_eq!(
            (both.names, both.index),
            (vec!["1:y".into(), "2:x".into()], vec![1, 0, 1])
        );
    }
}
