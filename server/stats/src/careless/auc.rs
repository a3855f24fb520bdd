//! How well an index tells careless ballots from attentive ones.

/// Area under the ROC curve: the probability that a careless ballot has the higher value, ties
/// counting half (Mann & Whitney 1947's U over the product of the sizes). `None` where a side is
/// empty.
pub fn auc(careless: &[f64], attentive: &[f64]) -> Option<f64> {
    if careless.is_empty() || attentive.is_empty() {
        return None;
    }
    let mut others = attentive.to_vec();
    others.sort_by(f64::total_cmp);
    let mut twice = 0_u64;
    for value in careless {
        let below = others.partition_point(|other| other < value);
        let not_above = others.partition_point(|other| other <= value);
        twice += (below + not_above) as u64;
    }
    Some(twice as f64 / (2.0 * careless.len() as f64 * others.len() as f64))
}
