//! Columns made orthonormal in the metric of the weights, and which of them are independent.
//!
//! X = Q R with Q' W Q = I, R upper triangular, by Gram-Schmidt with each column orthogonalised twice
//! (Giraud, Langou, Rozložník & van den Eshof 2005, "Rounding error analysis of the classical
//! Gram-Schmidt orthogonalization process", Numer. Math. 101:87: twice is enough). A column whose
//! remainder is below [`RANK`] of its own length is a combination of those before it, as in R's `qr`.

/// Smallest share of a column's length that has to be left when those before it are taken out.
pub(crate) const RANK: f64 = 1e-7;

/// Q and R of the independent columns.
#[derive(Debug, Clone)]
pub(crate) struct Orthonormal {
    /// Columns of Q.
    pub(crate) q: Vec<Vec<f64>>,
    /// Columns of R, each down to its diagonal.
    pub(crate) r: Vec<Vec<f64>>,
    /// Which of the columns given are in.
    pub(crate) independent: Vec<bool>,
}

impl Orthonormal {
    /// Q and R of some columns; without weights all are 1.
    pub(crate) fn of(columns: &[&[f64]], weights: Option<&[f64]>) -> Self {
        let mut found = Self {
            q: Vec::new(),
            r: Vec::new(),
            independent: Vec::with_capacity(columns.len()),
        };
        for column in columns {
            let length = dot(column, column, weights).sqrt();
            let mut rest = column.to_vec();
            let mut r = vec![0.0; found.q.len()];
            for _ in 0..2 {
                for (q, r) in found.q.iter().zip(&mut r) {
                    let share = dot(q, &rest, weights);
                    *r += share;
                    for (rest, q) in rest.iter_mut().zip(q) {
                        *rest -= share * q;
                    }
                }
            }
            let left = dot(&rest, &rest, weights).sqrt();
            let independent = left > RANK * length;
            found.independent.push(independent);
            if independent {
                for rest in &mut rest {
                    *rest /= left;
                }
                r.push(left);
                found.q.push(rest);
                found.r.push(r);
            }
        }
        found
    }

    /// R⁻¹ c.
    pub(crate) fn back(&self, c: &[f64]) -> Vec<f64> {
        let mut x = c.to_vec();
        for i in (0..x.len()).rev() {
            x[i] /= self.r[i][i];
            let (above, value) = (&self.r[i][..i], x[i]);
            for (x, r) in x.iter_mut().zip(above) {
                *x -= value * r;
            }
        }
        x
    }

    /// log|R' R|.
    pub(crate) fn log_det(&self) -> f64 {
        self.r
            .iter()
            .filter_map(|column| column.last())
            .map(|diagonal| 2.0 * diagonal.ln())
            .sum()
    }
}

/// a' W b.
pub(crate) fn dot(a: &[f64], b: &[f64], weights: Option<&[f64]>) -> f64 {
    let products = a.iter().zip(b).map(|(a, b)| a * b);
    match weights {
        Some(weights) => crate::numeric::sum(products.zip(weights).map(|(ab, w)| ab * w)),
        None => crate::numeric::sum(products),
    }
}

/// For each column whether it is independent of those before it, with the tolerance of R's `qr`
/// (1e-7 of the column's length).
///
/// Shape: columns of equal length. A column of zeros is dependent.
pub fn independent_columns(columns: &[&[f64]]) -> Vec<bool> {
    Orthonormal::of(columns, None).independent
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn combinations_of_earlier_columns_are_found() {
        let (one, x) = (vec![1.0; 4], vec![2020.0, 2021.0, 2022.0, 2024.0]);
        let sum: Vec<f64> = x.iter().map(|x| 3.0 - 0.1 * x).collect();
        let zero = vec![0.0; 4];
        let columns = [one.as_slice(), &x, &sum, &zero, &one];
        assert_eq!(
            independent_columns(&columns),
            [true, true, false, false, false]
        );
    }

    #[test]
    fn columns_are_orthonormal_under_weights() {
        let (one, x) = (vec![1.0; 4], vec![1e6, 1e6 + 1.0, 1e6 + 3.0, 1e6 + 4.0]);
        let w = [1.0, 2.0, 0.5, 3.0];
        let found = Orthonormal::of(&[&one, &x], Some(&w));
        assert!(dot(&found.q[0], &found.q[1], Some(&w)).abs() < 1e-14);
        assert!((dot(&found.q[1], &found.q[1], Some(&w)) - 1.0).abs() < 1e-14);
        let back = found.back(&found.r[1]);
        assert!(
            (back[0]).abs() < 1e-9 && (back[1] - 1.0).abs() < 1e-14,
            "{back:?}"
        );
    }
}
