//! Fit of a ballot to a model of its answers.

use crate::numeric::VARIANCE_ZERO;

/// Standardised log-likelihood of a ballot,
///
/// ```text
/// l_z = (l − E l)/√Var l,  l = Σ_j log P_j(y_j),
/// E l = Σ_j Σ_c P_jc log P_jc,  Var l = Σ_j [Σ_c P_jc (log P_jc)² − (Σ_c P_jc log P_jc)²]
/// ```
///
/// (Drasgow, Levine & Williams 1985, British Journal of Mathematical and Statistical Psychology
/// 38:67, polytomous form). Low is a bad fit. `probabilities` holds P_jc in rows of `n_levels`, each
/// summing to 1; missing answers are left out. `None` without answers, where an answer has
/// probability 0, or where the likelihood does not vary (every level equally probable).
pub fn person_fit(ballot: &[u8], probabilities: &[f64], n_levels: usize) -> Option<f64> {
    let (mut fit, mut variance) = (0.0, 0.0);
    for (&level, p) in ballot.iter().zip(probabilities.chunks_exact(n_levels)) {
        if level == 0 {
            continue;
        }
        let (mut mean, mut square) = (0.0, 0.0);
        for &p in p.iter().filter(|p| **p > 0.0) {
            mean += p * p.ln();
            square += p * p.ln() * p.ln();
        }
        let chosen = p.get(usize::from(level) - 1).filter(|p| **p > 0.0)?;
        fit += chosen.ln() - mean;
        variance += square - mean * mean;
    }
    (variance > VARIANCE_ZERO).then(|| fit / variance.sqrt())
}
