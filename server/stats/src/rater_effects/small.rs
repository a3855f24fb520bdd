//! Symmetric matrices of one row per relation: at most [`MAX_RELATIONS`], on the stack, since there is
//! one per subject.

/// The most relations the model takes: superior, peer, subordinate, citizen and two more.
pub const MAX_RELATIONS: usize = 6;

/// One value per relation; those past the number of relations are 0.
pub type Vector = [f64; MAX_RELATIONS];

/// One row and one column per relation.
pub type Square = [[f64; MAX_RELATIONS]; MAX_RELATIONS];

/// Smallest pivot, relative to the largest diagonal element, that counts as one.
const PIVOT: f64 = 1e-12;

/// The inverse of the leading n × n block by Gauss-Jordan elimination on a positive definite matrix;
/// `None` where it is not positive definite.
pub(super) fn inverse(matrix: &Square, n: usize) -> Option<Square> {
    let mut left = *matrix;
    let mut right = identity(n);
    let largest = (0..n).map(|g| matrix[g][g]).fold(0.0, f64::max);
    for pivot in 0..n {
        let value = left[pivot][pivot];
        if value <= PIVOT * largest {
            return None;
        }
        for column in 0..n {
            left[pivot][column] /= value;
            right[pivot][column] /= value;
        }
        for row in (0..n).filter(|row| *row != pivot) {
            let factor = left[row][pivot];
            for column in 0..n {
                left[row][column] -= factor * left[pivot][column];
                right[row][column] -= factor * right[pivot][column];
            }
        }
    }
    Some(right)
}

pub(super) fn identity(n: usize) -> Square {
    let mut matrix = Square::default();
    for (g, row) in matrix.iter_mut().enumerate().take(n) {
        row[g] = 1.0;
    }
    matrix
}

/// The leading n × n block with every correlation drawn in until it is positive definite, and every
/// variance at least `floor`.
pub(super) fn made_definite(matrix: &Square, n: usize, floor: f64) -> Square {
    let mut drawn = *matrix;
    for (g, row) in drawn.iter_mut().enumerate().take(n) {
        row[g] = row[g].max(floor);
    }
    for _ in 0..60 {
        if inverse(&drawn, n).is_some() {
            return drawn;
        }
        for (g, row) in drawn.iter_mut().enumerate().take(n) {
            for (_, cell) in row.iter_mut().enumerate().take(n).filter(|(h, _)| *h != g) {
                *cell *= 0.9;
            }
        }
    }
    let mut diagonal = Square::default();
    for g in 0..n {
        diagonal[g][g] = drawn[g][g];
    }
    diagonal
}

/// A matrix times a vector.
pub(super) fn times(matrix: &Square, vector: &Vector, n: usize) -> Vector {
    let mut product = Vector::default();
    for g in 0..n {
        product[g] = (0..n).map(|h| matrix[g][h] * vector[h]).sum();
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inverse_times_its_matrix_is_the_identity() {
        let mut matrix = Square::default();
        for (g, row) in matrix.iter_mut().enumerate().take(4) {
            row[..4].fill(0.5);
            row[g] = 2.0 + g as f64;
        }
        let inverse = inverse(&matrix, 4).unwrap();
        for (g, row) in inverse.iter().enumerate().take(4) {
            let mut product = Vector::default();
            for (of, values) in row.iter().zip(&matrix) {
                for (sum, value) in product.iter_mut().zip(values) {
                    *sum += of * value;
                }
            }
            for (h, cell) in product.iter().enumerate().take(4) {
                assert!((cell - f64::from(u8::from(g == h))).abs() < 1e-14);
            }
        }
    }

    #[test]
    fn what_is_not_definite_has_no_inverse_and_can_be_drawn_in() {
        let mut matrix = identity(3);
        matrix[0][1] = 1.2;
        matrix[1][0] = 1.2;
        assert!(inverse(&matrix, 3).is_none());
        let drawn = made_definite(&matrix, 3, 1e-9);
        assert!(inverse(&drawn, 3).is_some() && drawn[0][0] == 1.0);
        assert!(inverse(&Square::default(), 2).is_none());
    }
}
