//! How well the ballots of raters connect the subjects (statistics.md §2.3).
//!
//! The bipartite graph of subjects and raters; λ₂ the second smallest eigenvalue of the normalised
//! Laplacian of its projection on subjects, P = D_s^−½ B D_r^−1 B' D_s^−½ with B the counts of ballots,
//! λ₂ = 1 − the second largest eigenvalue of P (Jochmans & Weidner 2019, Econometrica 87:1543: the
//! variance of a difference between subjects is bounded by 1/λ₂). λ₂ = 0 where the graph has parts.

use crate::rater_effects::compact;

/// Connection of a campaign.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Connectivity {
    /// Parts of the graph; 1 is connected. Subjects without ballots do not count.
    pub components: usize,
    /// λ₂ in [0, 1]; `None` below two subjects.
    pub lambda2: Option<f64>,
}

/// Power iterations for λ₂, for few ballots and for many: enough for two to three digits unless it is
/// tiny, where tiny is the message. Fixed, so that the order of rows cannot change when it stops.
const ITERATIONS: [usize; 2] = [300, 60];

/// Ballots that are many.
const MANY: usize = 50_000;

/// Of linked ballots: subject and rater of each.
pub(super) fn of(subject: &[u32], rater: &[u32], n_subjects: usize) -> Connectivity {
    let (rater, ids) = compact(rater);
    let n_raters = ids.len();
    let mut parent: Vec<usize> = (0..n_subjects + n_raters).collect();
    let mut degree = vec![0.0_f64; n_subjects];
    let mut rater_degree = vec![0.0_f64; n_raters];
    for (subject, rater) in subject.iter().zip(&rater) {
        let (i, r) = (*subject as usize, *rater as usize);
        degree[i] += 1.0;
        rater_degree[r] += 1.0;
        let (a, b) = (root(&mut parent, i), root(&mut parent, n_subjects + r));
        parent[a.max(b)] = a.min(b);
    }
    let rated: Vec<usize> = (0..n_subjects).filter(|i| degree[*i] > 0.0).collect();
    let mut roots: Vec<usize> = rated.iter().map(|i| root(&mut parent, *i)).collect();
    roots.sort_unstable();
    roots.dedup();
    let components = roots.len();
    let lambda2 = match components {
        0 => None,
        1 if rated.len() < 2 => None,
        1 => Some(second(subject, &rater, &degree, &rater_degree)),
        _ => Some(0.0),
    };
    Connectivity {
        components,
        lambda2,
    }
}

fn root(parent: &mut [usize], mut node: usize) -> usize {
    while parent[node] != node {
        parent[node] = parent[parent[node]];
        node = parent[node];
    }
    node
}

fn second(subject: &[u32], rater: &[u32], degree: &[f64], rater_degree: &[f64]) -> f64 {
    let total: f64 = degree.iter().sum();
    let first: Vec<f64> = degree.iter().map(|d| (d / total).sqrt()).collect();
    // A start that no arrangement of the subjects makes orthogonal to what is sought.
    let mut vector: Vec<f64> = (0..degree.len())
        .map(|i| ((i as f64 + 1.0) * 0.618_033_988_749_895).fract() - 0.5)
        .collect();
    let mut value = 0.0;
    let mut at_raters = vec![0.0; rater_degree.len()];
    let iterations = ITERATIONS[usize::from(subject.len() > MANY)];
    for _ in 0..iterations {
        let along: f64 = vector.iter().zip(&first).map(|(v, f)| v * f).sum();
        for (v, f) in vector.iter_mut().zip(&first) {
            *v -= along * f;
        }
        let norm = vector.iter().map(|v| v * v).sum::<f64>().sqrt();
        if norm <= 1e-300 {
            return 1.0;
        }
        at_raters.fill(0.0);
        for (i, r) in subject.iter().zip(rater) {
            at_raters[*r as usize] += vector[*i as usize] / norm / degree[*i as usize].sqrt();
        }
        let mut next = vec![0.0; vector.len()];
        for (i, r) in subject.iter().zip(rater) {
            let (i, r) = (*i as usize, *r as usize);
            next[i] += at_raters[r] / rater_degree[r] / degree[i].sqrt();
        }
        value = next.iter().zip(&vector).map(|(n, v)| n * v / norm).sum();
        vector = next;
    }
    (1.0 - value).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rater_of_everybody_connects_perfectly_and_strangers_not_at_all() {
        let all = of(&[0, 1, 2], &[0, 0, 0], 3);
        assert_eq!(all.components, 1);
        assert!((all.lambda2.unwrap() - 1.0).abs() < 1e-9);
        let apart = of(&[0, 1], &[0, 1], 3);
        assert_eq!((apart.components, apart.lambda2), (2, Some(0.0)));
        assert_eq!(of(&[], &[], 0).lambda2, None);
    }

    /// A path of three subjects through two raters: P has the eigenvalues 1, ½, 0.
    #[test]
    fn a_path_has_the_eigenvalue_of_a_path() {
        let path = of(&[0, 1, 1, 2], &[0, 0, 1, 1], 3);
        assert!((path.lambda2.unwrap() - 0.5).abs() < 1e-9);
    }
}
