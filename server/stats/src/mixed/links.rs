//! Which levels meet in the rows: the off-diagonal blocks of the equations, without their θ.
//!
//! For level j of factor 0: the levels c of the rest that share a row with it, with W_jc = Σ w over
//! these rows, in ascending order (`of_level`), and the same by c. For three factors and more also
//! the pairs of levels of the rest.

use super::rows::Rows;

/// The blocks, in a numbering of the rest that the fill-reducing order gives.
#[derive(Debug)]
pub(crate) struct Links {
    /// Levels of the rest.
    pub(crate) n_rest: usize,
    ptr: Vec<usize>,
    col: Vec<u32>,
    w: Vec<f64>,
    by_col_ptr: Vec<usize>,
    /// (level of factor 0, place in `col`).
    by_col: Vec<(u32, u32)>,
    pair_ptr: Vec<usize>,
    pair_row: Vec<u32>,
    pair_w: Vec<f64>,
}

impl Links {
    /// The blocks of some rows; `label` is the new number of each level of the rest.
    pub(crate) fn new(rows: &Rows, label: &[u32]) -> Self {
        let n_rest = rows.n_rest();
        let mut links = Self {
            n_rest,
            ptr: vec![0],
            col: Vec::new(),
            w: Vec::new(),
            by_col_ptr: Vec::new(),
            by_col: Vec::new(),
            pair_ptr: vec![0; n_rest + 1],
            pair_row: Vec::new(),
            pair_w: Vec::new(),
        };
        let mut found = vec![0.0; n_rest];
        let mut seen: Vec<u32> = Vec::new();
        for level in 0..rows.n_levels() {
            for row in rows.ptr[level]..rows.ptr[level + 1] {
                for levels in &rows.rest {
                    let own = label[levels[row] as usize];
                    // Weights are positive, so 0 means not yet seen.
                    if found[own as usize] == 0.0 {
                        seen.push(own);
                    }
                    found[own as usize] += rows.w[row];
                }
            }
            seen.sort_unstable();
            for own in seen.drain(..) {
                links.col.push(own);
                links.w.push(std::mem::take(&mut found[own as usize]));
            }
            links.ptr.push(links.col.len());
        }
        links.transpose();
        if rows.rest.len() > 1 {
            links.pair(rows, label);
        }
        links
    }

    fn transpose(&mut self) {
        let mut ptr = vec![0_usize; self.n_rest + 1];
        for col in &self.col {
            ptr[*col as usize + 1] += 1;
        }
        for col in 0..self.n_rest {
            ptr[col + 1] += ptr[col];
        }
        let mut next = ptr.clone();
        self.by_col = vec![(0, 0); self.col.len()];
        for level in 0..self.ptr.len() - 1 {
            for at in self.ptr[level]..self.ptr[level + 1] {
                let place = &mut next[self.col[at] as usize];
                self.by_col[*place] = (level as u32, at as u32);
                *place += 1;
            }
        }
        self.by_col_ptr = ptr;
    }

    /// Pairs of levels of two factors of the rest, each in the column of the lower number.
    fn pair(&mut self, rows: &Rows, label: &[u32]) {
        let mut pairs: Vec<(u64, f64)> = Vec::new();
        for (second, b) in rows.rest.iter().enumerate() {
            for a in &rows.rest[..second] {
                for ((a, b), w) in a.iter().zip(b).zip(&rows.w) {
                    let (a, b) = (label[*a as usize], label[*b as usize]);
                    pairs.push((u64::from(a.min(b)) << 32 | u64::from(a.max(b)), *w));
                }
            }
        }
        // Stable: equal pairs are summed in the order of the rows.
        pairs.sort_by_key(|(key, _)| *key);
        let mut last = None;
        for (key, w) in pairs {
            if last == Some(key) {
                if let Some(sum) = self.pair_w.last_mut() {
                    *sum += w;
                }
            } else {
                last = Some(key);
                self.pair_ptr[(key >> 32) as usize + 1] += 1;
                self.pair_row.push(key as u32);
                self.pair_w.push(w);
            }
        }
        for col in 0..self.n_rest {
            self.pair_ptr[col + 1] += self.pair_ptr[col];
        }
    }

    /// Levels of the rest that meet a level of factor 0, and W_jc.
    pub(crate) fn of_level(&self, level: usize) -> (&[u32], &[f64]) {
        let range = self.ptr[level]..self.ptr[level + 1];
        (&self.col[range.clone()], &self.w[range])
    }

    /// The levels of factor 0 that a level c of the rest meets; for each, W_jc and the part of
    /// [`Self::of_level`] from c on.
    pub(crate) fn of_col(&self, col: usize) -> impl Iterator<Item = (usize, &[u32], &[f64])> {
        let entries = &self.by_col[self.by_col_ptr[col]..self.by_col_ptr[col + 1]];
        entries.iter().map(|(level, at)| {
            let range = *at as usize..self.ptr[*level as usize + 1];
            (*level as usize, &self.col[range.clone()], &self.w[range])
        })
    }

    /// Pairs within the rest whose lower number is `col`.
    pub(crate) fn pairs(&self, col: usize) -> impl Iterator<Item = (usize, f64)> {
        let range = self.pair_ptr[col]..self.pair_ptr[col + 1];
        let rows = self.pair_row[range.clone()].iter();
        rows.zip(&self.pair_w[range])
            .map(|(row, w)| (*row as usize, *w))
    }
}
