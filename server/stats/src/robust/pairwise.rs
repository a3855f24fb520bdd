//! Order statistics of all pairs, in n log n time and no more memory than the values.

use super::{RobustError, sorted};

/// Hodges-Lehmann location: the median of the Walsh averages (xᵢ + xⱼ)/2, i ≤ j (Hodges & Lehmann
/// 1963, Ann. Math. Stat. 34:598). Units of x.
///
/// # Errors
/// No value, or one that is not finite.
pub fn hodges_lehmann(values: &[f64]) -> Result<f64, RobustError> {
    let sorted = sorted(values, 1)?;
    let n = sorted.len() as u64;
    let pairs = n * (n + 1) / 2;
    let low = kth_average(&sorted, pairs.div_ceil(2));
    let high = kth_average(&sorted, pairs / 2 + 1);
    Ok(low + (high - low) / 2.0)
}

/// The k-th smallest (from 1) of xⱼ − xᵢ, i < j.
pub(super) fn kth_difference(sorted: &[f64], k: u64) -> f64 {
    let bound = sorted[sorted.len() - 1] - sorted[0];
    kth(0.0, bound, |limit| {
        let mut first = 0;
        let count = sorted.iter().enumerate().map(|(j, x)| {
            while x - sorted[first] > limit {
                first += 1;
            }
            (j - first) as u64
        });
        count.sum::<u64>() >= k
    })
}

/// The k-th smallest (from 1) of (xᵢ + xⱼ)/2, i ≤ j.
fn kth_average(sorted: &[f64], k: u64) -> f64 {
    let average = |a: f64, b: f64| a / 2.0 + b / 2.0;
    kth(sorted[0], sorted[sorted.len() - 1], |limit| {
        let mut partners = sorted.len();
        let count = sorted.iter().enumerate().map(|(i, &x)| {
            while partners > 0 && average(x, sorted[partners - 1]) > limit {
                partners -= 1;
            }
            partners.saturating_sub(i) as u64
        });
        count.sum::<u64>() >= k
    })
}

/// The smallest number in `[low, high]` for which `enough` holds, by halving the ordered bits of
/// floating-point numbers: 64 counts, and the answer is one of the pairs, to the last bit.
fn kth(low: f64, high: f64, enough: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (ordered(low), ordered(high));
    while low < high {
        let between = low + ((i128::from(high) - i128::from(low)) / 2) as i64;
        if enough(number(between)) {
            high = between;
        } else {
            low = between + 1;
        }
    }
    number(high)
}

/// Bits that sort as the numbers do.
fn ordered(number: f64) -> i64 {
    let bits = number.to_bits() as i64;
    if bits < 0 {
        i64::MIN.wrapping_sub(bits)
    } else {
        bits
    }
}

fn number(ordered: i64) -> f64 {
    let bits = if ordered < 0 {
        i64::MIN.wrapping_sub(ordered)
    } else {
        ordered
    };
    f64::from_bits(bits as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selection_agrees_with_all_pairs_written_out() {
        let values = [-3.5, -1.0, -1.0, 0.0, 0.25, 2.0, 7.0];
        let (mut differences, mut averages) = (Vec::new(), Vec::new());
        for (i, a) in values.iter().enumerate() {
            averages.extend(values[i..].iter().map(|b| a / 2.0 + b / 2.0));
            differences.extend(values[i + 1..].iter().map(|b| b - a));
        }
        averages.sort_by(f64::total_cmp);
        differences.sort_by(f64::total_cmp);
        for (at, expected) in differences.iter().enumerate() {
            assert_eq!(kth_difference(&values, at as u64 + 1), *expected);
        }
        for (at, expected) in averages.iter().enumerate() {
            assert_eq!(kth_average(&values, at as u64 + 1), *expected);
        }
    }
}
