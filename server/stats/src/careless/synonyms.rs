//! Psychometric synonyms: pairs of items that nearly everybody answers alike.

use super::sheet::Sheet;

/// Fewest pairs of a ballot that make a correlation worth looking at.
const FEWEST_PAIRS: i64 = 3;

/// Two items and their correlation over ballots.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The item of the lower number.
    pub first: usize,
    /// The other.
    pub second: usize,
    /// Product-moment correlation over the ballots that answered both.
    pub r: f64,
}

/// The pairs of items that correlate above a critical value in the sample.
#[derive(Clone, Debug)]
pub struct Synonyms {
    pairs: Vec<Pair>,
}

impl Synonyms {
    /// Finds the pairs with r > `critical`, in the order of their items. Correlations are over the
    /// ballots that answered both, from exact sums; an item that does not vary is in no pair.
    pub fn fit(sheet: &Sheet, critical: f64) -> Self {
        let n_items = sheet.n_items();
        let mut pairs = Vec::new();
        let columns: Vec<Vec<u8>> = (0..n_items)
            .map(|item| sheet.ballots().map(|ballot| ballot[item]).collect())
            .collect();
        for first in 0..n_items {
            for second in first + 1..n_items {
                let (x, y) = (columns[first].iter(), columns[second].iter());
                match exact_correlation(x.copied().zip(y.copied())).1 {
                    Some(r) if r > critical => pairs.push(Pair { first, second, r }),
                    _ => {}
                }
            }
        }
        Self { pairs }
    }

    /// The pairs.
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// Correlation inside a ballot, across the pairs, of the first item with the second (Meade &
    /// Craig 2012; `careless::psychsyn`). Low is careless. `None` with fewer than three answered
    /// pairs or where a side does not vary.
    pub fn within(&self, ballot: &[u8]) -> Option<f64> {
        let level = |item: usize| ballot[item];
        let both = self
            .pairs
            .iter()
            .map(|pair| (level(pair.first), level(pair.second)));
        let (n, r) = exact_correlation(both);
        r.filter(|_| n >= FEWEST_PAIRS)
    }
}

/// Number of pairs that are both answered, and their correlation by sums of whole numbers, so that
/// one of exactly 0 is 0.
fn exact_correlation(pairs: impl Iterator<Item = (u8, u8)>) -> (i64, Option<f64>) {
    let (mut n, mut sx, mut sy) = (0_i64, 0_i64, 0_i64);
    let (mut xx, mut yy, mut xy) = (0_i64, 0_i64, 0_i64);
    for (x, y) in pairs {
        let both = i64::from(x > 0 && y > 0);
        let (x, y) = (both * i64::from(x), both * i64::from(y));
        n += both;
        sx += x;
        sy += y;
        xx += x * x;
        yy += y * y;
        xy += x * y;
    }
    let about = |product: i64, a: i64, b: i64| {
        (i128::from(n) * i128::from(product) - i128::from(a) * i128::from(b)) as f64
    };
    let (xx, yy, xy) = (about(xx, sx, sx), about(yy, sy, sy), about(xy, sx, sy));
    let r = (xx > 0.0 && yy > 0.0).then(|| xy / (xx.sqrt() * yy.sqrt()));
    (n, r.map(|r| r.clamp(-1.0, 1.0)))
}
