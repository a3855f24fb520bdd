//! Expectations over a normal variable by Gauss-Hermite quadrature.

use std::f64::consts::PI;

/// Newton steps that the roots of Hermite polynomials need at most.
const MOST_STEPS: usize = 50;

/// Nodes and weights with `E f(Z) ≈ Σ w f(x)` for Z standard normal, exact for polynomials of degree
/// 2n − 1. Roots of the probabilists' Hermite polynomial He_n by Newton's method with deflation,
/// w = n! / (n He_{n−1}(x))² (Abramowitz & Stegun 1964, 25.4.46 with x√2), by the orthonormal
/// recurrence so that nothing overflows.
pub(super) fn gauss_hermite(n: usize) -> Vec<(f64, f64)> {
    let mut nodes: Vec<(f64, f64)> = Vec::with_capacity(n);
    for at in 0..n {
        // Equally spaced starts in the bulk of the roots; deflation keeps them apart.
        let spread = (2.0 * n as f64 + 1.0).sqrt();
        let mut x = spread * (PI * (at as f64 + 0.5) / n as f64).cos();
        let mut slope = 1.0;
        for _ in 0..MOST_STEPS {
            let (value, derivative) = hermite(n, x);
            slope = derivative;
            let pull: f64 = nodes.iter().map(|(other, _)| 1.0 / (x - other)).sum();
            let step = value / (derivative - value * pull);
            x -= step;
            if step.abs() < 1e-15 * (1.0 + x.abs()) {
                slope = hermite(n, x).1;
                break;
            }
        }
        nodes.push((x, 1.0 / (slope * slope)));
    }
    nodes.sort_by(|a, b| a.0.total_cmp(&b.0));
    nodes
}

/// The orthonormal He_n/√n! at x and its derivative √n He_{n−1}/√(n−1)!.
fn hermite(n: usize, x: f64) -> (f64, f64) {
    let (mut before, mut value) = (0.0, 1.0);
    for k in 0..n {
        let next = (x * value - (k as f64).sqrt() * before) / (k as f64 + 1.0).sqrt();
        before = value;
        value = next;
    }
    (value, (n as f64).sqrt() * before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_the_normal_are_exact() {
        for n in [1, 2, 7, 15, 31] {
            let nodes = gauss_hermite(n);
            let moment = |power: i32| -> f64 { nodes.iter().map(|(x, w)| w * x.powi(power)).sum() };
            let mut even = 1.0;
            for half in 0..n.min(8) {
                let power = 2 * i32::try_from(half).unwrap();
                assert!((moment(power) - even).abs() < 1e-10 * even, "{n} {power}");
                assert!(moment(power + 1).abs() < 1e-8 * even, "{n} {power}");
                even *= f64::from(power + 1);
            }
        }
    }
}
