//! Does a ballot agree with itself, and with the usual order of items?

use super::correlation::correlation;
use super::sheet::Sheet;

/// Even-odd consistency: the correlation, across scales, of the mean of the even items with the mean
/// of the odd items of each scale, stepped up by Spearman-Brown 2r/(1 + r) and floored at −1 (Johnson
/// 2005, Journal of Research in Personality 39:103). High is consistent (`careless::evenodd` prints
/// the negative). `scales` hold the items of each scale in order, and positions count inside it; missing answers are left out of the means. `None`
/// with fewer than two scales that have both halves, or where a half does not vary (a straight line).
pub fn even_odd(ballot: &[u8], scales: &[Vec<usize>]) -> Option<f64> {
    let half = |scale: &[usize], odd: usize| {
        let (mut n, mut sum) = (0_u32, 0_u32);
        for item in scale.iter().skip(odd).step_by(2) {
            let level = ballot[*item];
            n += u32::from(level > 0);
            sum += u32::from(level);
        }
        (n > 0).then(|| f64::from(sum) / f64::from(n))
    };
    let halves = scales
        .iter()
        .filter_map(|scale| Some((half(scale, 1)?, half(scale, 0)?)));
    let r = correlation(halves)?;
    Some(if r <= -1.0 {
        -1.0
    } else {
        (2.0 * r / (1.0 + r)).max(-1.0)
    })
}

/// Correlation of a ballot's answers with the means of the items: does it find difficult what others
/// find difficult? (Donlon & Fischer 1968's personal biserial in its product-moment form.)
#[derive(Clone, Debug)]
pub struct PersonTotal {
    /// Sum and number of answers by item.
    totals: Vec<(u64, u64)>,
}

impl PersonTotal {
    /// Sums of the items; exact, whatever the order of ballots.
    pub fn fit(sheet: &Sheet) -> Self {
        let mut totals = vec![(0, 0); sheet.n_items()];
        for ballot in sheet.ballots() {
            for ((sum, n), level) in totals.iter_mut().zip(ballot) {
                *sum += u64::from(*level);
                *n += u64::from(*level > 0);
            }
        }
        Self { totals }
    }

    /// With the item means of everybody; `None` below two answers or where a side does not vary.
    pub fn with_all(&self, ballot: &[u8]) -> Option<f64> {
        self.correlate(ballot, false)
    }

    /// With the item means of the others: `ballot` must be one that was fitted. `None` as above, and
    /// items that nobody else answered are left out.
    pub fn without_itself(&self, ballot: &[u8]) -> Option<f64> {
        self.correlate(ballot, true)
    }

    fn correlate(&self, ballot: &[u8], leave_out: bool) -> Option<f64> {
        let pairs = ballot
            .iter()
            .zip(&self.totals)
            .filter_map(|(level, (sum, n))| {
                let out = if leave_out {
                    (u64::from(*level), 1)
                } else {
                    (0, 0)
                };
                (*level > 0 && *n > out.1)
                    .then(|| (f64::from(*level), (sum - out.0) as f64 / (n - out.1) as f64))
            });
        correlation(pairs)
    }
}
