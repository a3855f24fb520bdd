//! Severity inside one unlinked ballot, read from anchoring vignettes (King, Murray, Salomon & Tandon
//! 2004, APSR 98:191; statistics.md §2.5).
//!
//! A vignette carries the rater's severity but nothing of the leader or of the dyad. In a Gaussian
//! model the best use of it is a regression inside cells: y_b is lowered by β_g (z_b − z̄_f), z_b the
//! mean of the ballot's vignettes, z̄_f its mean in the class, β_g = Σ w (z − z̄_c)(y − ȳ_c) /
//! Σ w (z − z̄_c)² over cells c of relation g. β_g estimates cov(severity, z)/var(z), so that the
//! vignettes' own noise shrinks the correction by itself. Cells of one ballot and constant vignettes
//! say nothing; β_g < 0 is taken for 0, since severity cannot pull apart what one rater gives.

use super::ballots::CampaignBallots;

/// What vignettes say.
#[derive(Clone, Debug)]
pub(super) struct Severity {
    /// β_g; 0 where vignettes say nothing.
    pub(super) slope: Vec<f64>,
    /// β_g (z_b − z̄_f), to be taken off y_b; 0 for a ballot without vignettes.
    pub(super) shift: Vec<f64>,
    /// What a ballot without vignettes keeps of the variance that others lose.
    pub(super) extra_variance: Vec<f64>,
}

/// Fewest degrees of freedom within cells from which a slope is read.
const MIN_DF: f64 = 20.0;

pub(super) fn read(
    ballots: &CampaignBallots,
    value: &[Option<f64>],
    weight: &[f64],
) -> Option<Severity> {
    let sheet = ballots.vignettes.as_ref()?;
    let n = ballots.len();
    let n_relations = ballots.n_relations();
    let mean = |b: usize| {
        let levels = sheet.ballot(b);
        let complete = levels.iter().all(|level| *level > 0);
        complete.then(|| levels.iter().map(|l| f64::from(*l)).sum::<f64>() / levels.len() as f64)
    };
    let z: Vec<Option<f64>> = (0..n).map(mean).collect();
    let used = |b: usize| Some((z[b]?, value[b]?)).filter(|_| weight[b] > 0.0);

    // Cells are subject × relation × stratum: strata may see vignettes as they see leaders.
    let offsets = offsets(ballots);
    let n_classes = offsets.last().copied().unwrap_or(0);
    let class =
        |b: usize| offsets[usize::from(ballots.relation[b])] + usize::from(ballots.stratum[b]);
    let mut class_sums = vec![(0.0, 0.0); n_classes];
    let mut cells = vec![[0.0; 5]; ballots.n_subjects * n_classes];
    for b in 0..n {
        if let Some((z, y)) = used(b) {
            let w = weight[b];
            let sums = &mut class_sums[class(b)];
            *sums = (sums.0 + w * z, sums.1 + w);
            let cell = &mut cells[ballots.subject[b] as usize * n_classes + class(b)];
            for (sum, term) in cell.iter_mut().zip([1.0, z, y, z * z, z * y]) {
                *sum += w * term;
            }
        }
    }
    let mut products = vec![[0.0; 3]; n_relations];
    for (at, [w, z, y, zz, zy]) in cells.iter().enumerate() {
        if *w > 1.0 {
            let class = at % n_classes;
            let relation = offsets.partition_point(|offset| *offset <= class) - 1;
            let sums = &mut products[relation];
            sums[0] += zz - z * z / w;
            sums[1] += zy - z * y / w;
            sums[2] += w - 1.0;
        }
    }
    let slope: Vec<f64> = products
        .iter()
        .map(|[zz, zy, df]| {
            let told = *df >= MIN_DF && *zz > 1e-9 * df;
            if told { (zy / zz).max(0.0) } else { 0.0 }
        })
        .collect();
    let spread = |g: usize| products[g][0] / products[g][2].max(1.0);
    let mut severity = Severity {
        shift: vec![0.0; n],
        extra_variance: vec![0.0; n],
        slope,
    };
    for b in 0..n {
        let g = usize::from(ballots.relation[b]);
        let (sum, weight) = class_sums[class(b)];
        match z[b] {
            Some(z) if weight > 0.0 => severity.shift[b] = severity.slope[g] * (z - sum / weight),
            _ => severity.extra_variance[b] = severity.slope[g].powi(2) * spread(g),
        }
    }
    Some(severity)
}

/// First class of each relation, and the number of classes.
pub(super) fn offsets(ballots: &CampaignBallots) -> Vec<usize> {
    let mut offsets = vec![0];
    for strata in &ballots.strata {
        offsets.push(offsets[offsets.len() - 1] + strata.len());
    }
    offsets
}
