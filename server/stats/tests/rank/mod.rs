//! Whether a combination of published statistics isolates fewer than k people (invariant I2 of the
//! anonymity design).
//!
//! A statistic is a row of integers over columns (person, item). Fewer than k people T can be
//! isolated exactly if dropping the columns of T lowers the rank of the matrix: then some combination
//! of rows has all its weight on T. Ranks are taken modulo the prime 2⁶¹ − 1.

const P: u64 = (1 << 61) - 1;

fn times(a: u64, b: u64) -> u64 {
    (u128::from(a) * u128::from(b) % u128::from(P)) as u64
}

fn inverse(a: u64) -> u64 {
    let (mut power, mut base, mut exponent) = (1, a, P - 2);
    while exponent > 0 {
        if exponent & 1 == 1 {
            power = times(power, base);
        }
        base = times(base, base);
        exponent >>= 1;
    }
    power
}

/// Rank of the rows, looking only at the columns that are kept.
fn rank(rows: &[Vec<i64>], keep: impl Fn(usize) -> bool) -> usize {
    let mut left: Vec<Vec<u64>> = rows
        .iter()
        .map(|row| {
            let kept = row.iter().enumerate().filter(|(column, _)| keep(*column));
            kept.map(|(_, value)| value.rem_euclid(P as i64) as u64)
                .collect()
        })
        .collect();
    let width = left.first().map_or(0, Vec::len);
    let mut rank = 0;
    for column in 0..width {
        let Some(pivot) = (rank..left.len()).find(|row| left[*row][column] != 0) else {
            continue;
        };
        left.swap(rank, pivot);
        let (above, below) = left.split_at_mut(rank + 1);
        let top = &above[rank];
        let scale = inverse(top[column]);
        for row in below.iter_mut().filter(|row| row[column] != 0) {
            let factor = times(row[column], scale);
            for (value, of_top) in row.iter_mut().zip(top) {
                *value = (*value + P - times(factor, *of_top)) % P;
            }
        }
        rank += 1;
    }
    rank
}

/// The people of each column's statistic, as 0..n; `columns[c]` is the person of column c.
pub struct Statistics {
    pub rows: Vec<Vec<i64>>,
    pub columns: Vec<usize>,
    pub n_people: usize,
}

impl Statistics {
    /// A set of fewer than k people whom a combination of the rows isolates.
    pub fn isolated(&self, k: usize) -> Option<Vec<usize>> {
        let full = rank(&self.rows, |_| true);
        let size = (k - 1).min(self.n_people);
        subsets(self.n_people, size).into_iter().find(|people| {
            rank(&self.rows, |column| !people.contains(&self.columns[column])) < full
        })
    }
}

/// All sets of exactly `size` of `n` people.
fn subsets(n: usize, size: usize) -> Vec<Vec<usize>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let with_last = |last: usize| {
        subsets(last, size - 1).into_iter().map(move |mut set| {
            set.push(last);
            set
        })
    };
    (size - 1..n).flat_map(with_last).collect()
}
