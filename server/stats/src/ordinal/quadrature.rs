//! Gauss-Hermite quadrature: ∫ e^{−x²} g(x) dx ≈ Σ wₖ g(xₖ).

use faer::{Mat, Side};

/// Nodes xₖ in ascending order, and log wₖ + xₖ², the weights for an integrand without e^{−x²}.
///
/// By the eigenvalues of the Jacobi matrix, off-diagonal √(k/2) (Golub & Welsch 1969, Math. Comp.
/// 23:221): xₖ the eigenvalues, wₖ = √π v₁ₖ². One node is the Laplace approximation.
pub(super) fn gauss_hermite(n: usize) -> Option<Vec<(f64, f64)>> {
    let jacobi = Mat::from_fn(n, n, |a, b| {
        if a.abs_diff(b) == 1 {
            (a.max(b) as f64 / 2.0).sqrt()
        } else {
            0.0
        }
    });
    let eigen = jacobi.self_adjoint_eigen(Side::Lower).ok()?;
    let ln_pi = std::f64::consts::PI.ln();
    let node = |k: usize| {
        let x = eigen.S()[k];
        (x, 0.5 * ln_pi + 2.0 * eigen.U()[(0, k)].abs().ln() + x * x)
    };
    Some((0..n).map(node).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Moments of the normal law: ∫ e^{−x²} x^{2m} = Γ(m + ½).
    #[test]
    fn ten_nodes_integrate_polynomials_up_to_degree_nineteen() {
        let nodes = gauss_hermite(10).unwrap();
        let mut expected = std::f64::consts::PI.sqrt();
        for m in 0..10 {
            let terms = nodes
                .iter()
                .map(|(x, ln_w)| (ln_w - x * x).exp() * x.powi(2 * m));
            assert!((terms.sum::<f64>() / expected - 1.0).abs() < 1e-12, "{m}");
            expected *= f64::from(m) + 0.5;
        }
        let one = gauss_hermite(1).unwrap();
        assert_eq!(one[0].0, 0.0);
        assert!((one[0].1.exp() - std::f64::consts::PI.sqrt()).abs() < 1e-14);
    }
}
