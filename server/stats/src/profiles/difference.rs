//! How far two sets of composites lie apart.

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
        spearman: correlation(&ranks(a), &ranks(b)),
    })
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    while start < order.len() {
        let ties = order[start..]
            .iter()
            .take_while(|at| values[**at] == values[order[start]])
            .count();
        for at in &order[start..start + ties] {
            ranks[*at] = start as f64 + (ties as f64 + 1.0) / 2.0;
        }
        start += ties;
    }
    ranks
}

fn correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    let n = a.len() as f64;
    let (mean_a, mean_b) = (a.iter().sum::<f64>() / n, b.iter().sum::<f64>() / n);
    let product = |x: &[f64], mx: f64, y: &[f64], my: f64| -> f64 {
        x.iter().zip(y).map(|(x, y)| (x - mx) * (y - my)).sum()
    };
    let scale = (product(a, mean_a, a, mean_a) * product(b, mean_b, b, mean_b)).sqrt();
    (scale > 0.0).then(|| product(a, mean_a, b, mean_b) / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_their_mean_rank() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0]), [2.5, 1.0, 2.5]);
        let apart = between(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0]).unwrap();
        assert_eq!((apart.max, apart.spearman), (2.0, Some(-1.0)));
        assert_eq!(between(&[1.0], &[2.0]).unwrap().spearman, None);
        assert_eq!(between(&[], &[]), None);
    }
}
