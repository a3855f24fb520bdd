//! How far two sets of composites lie apart.

use crate::rank_correlation::spearman;

/// Root mean square and largest difference, and rank correlation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// √ mean (a − b)².
    pub rmsd: f64,
    /// max |a − b|.
    pub max: f64,
    /// Spearman 1904, ties by their mean rank; `None` where one set is constant.
    pub spearman: Option<f64>,
}

/// Of two sets of the same subjects; `None` without a subject.
pub(super) fn between(a: &[f64], b: &[f64]) -> Option<Difference> {
    if a.is_empty() {
        return None;
    }
    let gaps = || a.iter().zip(b).map(|(a, b)| (a - b).abs());
    Some(Difference {
        rmsd: (gaps().map(|gap| gap * gap).sum::<f64>() / a.len() as f64).sqrt(),
        max: gaps().fold(0.0, f64::max),
        spearman: spearman(a, b),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_difference_and_the_order_are_told() {
        let apart = between(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0]).unwrap();
        assert_eq!((apart.max, apart.spearman), (2.0, Some(-1.0)));
        assert_eq!(between(&[1.0], &[2.0]).unwrap().spearman, None);
        assert_eq!(between(&[], &[]), None);
    }
}
