//! Distance of a ballot from the centre of the complete ballots.

use faer::linalg::solvers::Llt;
use faer::{Mat, Side};

use super::sheet::Sheet;

/// The covariance of the items cannot be inverted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the covariance of {n_items} items over {n_complete} complete ballots is singular: an item does \
     not vary, repeats others, or there are too few ballots"
)]
pub struct SingularCovariance {
    /// Items.
    pub n_items: usize,
    /// Ballots without a missing answer.
    pub n_complete: usize,
}

/// Smallest pivot of the correlation matrix that counts as more than rounding.
const SMALLEST_PIVOT: f64 = 1e-10;

/// Mean and covariance (divisor n − 1) of the complete ballots.
#[derive(Clone, Debug)]
pub struct Mahalanobis {
    centre: Vec<f64>,
    /// Rows of L⁻¹, row by row, where S = LL'.
    inverse: Vec<f64>,
}

impl Mahalanobis {
    /// Fits centre and covariance, from exact sums.
    ///
    /// # Errors
    /// [`SingularCovariance`] where S has no inverse.
    pub fn fit(sheet: &Sheet) -> Result<Self, SingularCovariance> {
        let k = sheet.n_items();
        let mut n = 0_i64;
        let mut sums = vec![0_i64; k];
        let mut products = vec![0_i64; k * k];
        for ballot in sheet.ballots().filter(|ballot| !ballot.contains(&0)) {
            n += 1;
            for (a, &x) in ballot.iter().enumerate() {
                sums[a] += i64::from(x);
                for (b, &y) in ballot[..=a].iter().enumerate() {
                    products[a * k + b] += i64::from(x) * i64::from(y);
                }
            }
        }
        let singular = SingularCovariance {
            n_items: k,
            n_complete: usize::try_from(n).unwrap_or(0),
        };
        if n < 2 {
            return Err(singular);
        }
        let covariance = |a: usize, b: usize| {
            let (a, b) = (a.max(b), a.min(b));
            let about = i128::from(n) * i128::from(products[a * k + b])
                - i128::from(sums[a]) * i128::from(sums[b]);
            about as f64 / (n as f64 * (n - 1) as f64)
        };
        let s = Mat::from_fn(k, k, covariance);
        let factor = Llt::new(s.as_ref(), Side::Lower).map_err(|_| singular)?;
        let l = factor.L();
        if (0..k).any(|a| l[(a, a)] * l[(a, a)] <= SMALLEST_PIVOT * covariance(a, a)) {
            return Err(singular);
        }
        let mut inverse = vec![0.0; k * k];
        for column in 0..k {
            inverse[column * k + column] = 1.0 / l[(column, column)];
            for row in column + 1..k {
                let above = (column..row).map(|m| l[(row, m)] * inverse[m * k + column]);
                inverse[row * k + column] = -above.sum::<f64>() / l[(row, row)];
            }
        }
        Ok(Self {
            centre: sums.iter().map(|sum| *sum as f64 / n as f64).collect(),
            inverse,
        })
    }

    /// D² = (v − m)'S⁻¹(v − m); about χ² with as many degrees of freedom as items where the answers
    /// are normal. `None` for a ballot with a missing answer.
    pub fn distance(&self, ballot: &[u8]) -> Option<f64> {
        if ballot.contains(&0) {
            return None;
        }
        let k = self.centre.len();
        let mut distance = 0.0;
        for row in 0..k {
            let part: f64 = (0..=row)
                .map(|m| self.inverse[row * k + m] * (f64::from(ballot[m]) - self.centre[m]))
                .sum();
            distance += part * part;
        }
        Some(distance)
    }
}
