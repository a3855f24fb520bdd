//! Items: agreement about each subject, alpha and omega.

use std::collections::BTreeMap;

use stats::Scale;
use stats::agreement::{
    Centre, Consistency, ItemsError, Level, OneWay, average_deviation, average_deviation_j,
    cronbach_alpha, omega_hierarchical, one_factor_minres, one_factor_ml, rwg, rwg_j,
    rwg_j_lindell,
};

use super::input::Ballots;
use super::raters::alphas;
use super::report::{Alpha, Dropped, Item, ItemSubject, Omega, Subject};
use super::{CONFIDENCE, warn};
use crate::output::Warning;

/// Group factors of omega hierarchical.
const GROUP_FACTORS: usize = 3;

/// Rows of the ballots by subject, and by relation where one is named.
fn groups(ballots: &Ballots) -> BTreeMap<(usize, Option<usize>), Vec<usize>> {
    let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (row, ballot) in ballots.rows.iter().enumerate() {
        groups
            .entry((ballot.subject, ballot.relation))
            .or_default()
            .push(row);
    }
    groups
}

fn values(ballots: &Ballots, rows: &[usize], item: usize) -> Vec<f64> {
    rows.iter()
        .filter_map(|row| ballots.rows[*row].values[item])
        .collect()
}

fn relation(ballots: &Ballots, relation: Option<usize>) -> Option<String> {
    Some(ballots.relations.as_ref()?.get(relation?)?.clone())
}

/// Each item.
pub fn each(ballots: &Ballots, scale: Scale, levels: &[(String, Level)]) -> Vec<Item> {
    let groups = groups(ballots);
    let mut by_subject: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (row, ballot) in ballots.rows.iter().enumerate() {
        by_subject.entry(ballot.subject).or_default().push(row);
    }
    let item = |(at, name): (usize, &String)| {
        let units: Vec<Vec<f64>> = by_subject
            .values()
            .map(|rows| values(ballots, rows, at))
            .collect();
        let slices: Vec<&[f64]> = units.iter().map(Vec::as_slice).collect();
        let anova = OneWay::of(&slices);
        let subject = |(key, rows): (&(usize, Option<usize>), &Vec<usize>)| {
            let values = values(ballots, rows, at);
            ItemSubject {
                subject: ballots.subjects[key.0].clone(),
                relation: relation(ballots, key.1),
                n: values.len(),
                rwg: rwg(&values, scale),
                ad_mean: average_deviation(&values, Centre::Mean),
                ad_median: average_deviation(&values, Centre::Median),
            }
        };
        Item {
            item: name.clone(),
            n: units.iter().map(Vec::len).sum(),
            icc1: anova.and_then(|anova| anova.icc1()),
            icc2: anova.and_then(|anova| anova.icc2()),
            krippendorff: alphas(&units, levels, None),
            subjects: groups.iter().map(subject).collect(),
        }
    };
    ballots.items.iter().enumerate().map(item).collect()
}

/// Each subject over all items.
pub fn subjects(ballots: &Ballots, scale: Scale) -> Vec<Subject> {
    let subject = |((subject, of), rows): ((usize, Option<usize>), Vec<usize>)| {
        let items: Vec<Vec<f64>> = (0..ballots.items.len())
            .map(|at| values(ballots, &rows, at))
            .collect();
        let items: Vec<&[f64]> = items.iter().map(Vec::as_slice).collect();
        Subject {
            subject: ballots.subjects[subject].clone(),
            relation: relation(ballots, of),
            n: rows.len(),
            rwg_j: rwg_j(&items, scale),
            rwg_j_lindell: rwg_j_lindell(&items, scale),
            ad_j_mean: average_deviation_j(&items, Centre::Mean),
            ad_j_median: average_deviation_j(&items, Centre::Median),
        }
    };
    groups(ballots).into_iter().map(subject).collect()
}

/// Alpha and omega over the ballots that have every item.
pub fn consistency(
    ballots: &Ballots,
    warnings: &mut Vec<Warning>,
) -> (Option<Alpha>, Option<Omega>) {
    if ballots.items.len() < 2 {
        return (None, None);
    }
    let complete: Vec<(usize, Vec<f64>)> = ballots
        .rows
        .iter()
        .filter_map(|row| {
            Some((
                row.subject,
                row.values.iter().copied().collect::<Option<_>>()?,
            ))
        })
        .collect();
    let columns = columns(ballots.items.len(), complete.iter().map(|(_, row)| row));
    let items: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let named = |error: ItemsError| match error {
        ItemsError::ConstantItem(at) => format!("item {} is constant", ballots.items[at]),
        other => other.to_string(),
    };
    let found = match Consistency::of(&items, CONFIDENCE) {
        Ok(found) => found,
        Err(error) => {
            warn(warnings, "no_alpha", format!("no alpha: {}", named(error)));
            return (None, None);
        }
    };
    let (between, within) = between_and_within(&complete, items.len());
    let dropped = |(item, name): (&stats::agreement::ItemStatistics, &String)| Dropped {
        item: name.clone(),
        alpha: item.alpha_without,
        item_rest_r: item.rest_correlation,
        item_total_r: item.total_correlation,
    };
    let alpha = Alpha {
        raw: found.alpha,
        standardised: found.alpha_standardised,
        ci: found.interval,
        n: found.n,
        mean_inter_item_r: found.mean_inter_item,
        median_inter_item_r: found.median_inter_item,
        lambda6: found.lambda6,
        between_subjects: between,
        within_subjects: within,
        if_dropped: found
            .items
            .iter()
            .zip(&ballots.items)
            .map(dropped)
            .collect(),
    };
    (Some(alpha), omega(&items, named, warnings))
}

fn columns<'a>(n: usize, rows: impl Iterator<Item = &'a Vec<f64>>) -> Vec<Vec<f64>> {
    let mut columns = vec![Vec::new(); n];
    for row in rows {
        for (column, value) in columns.iter_mut().zip(row) {
            column.push(*value);
        }
    }
    columns
}

/// Alpha of the subjects' means, and of the deviations from them where a subject has two ballots.
fn between_and_within(
    complete: &[(usize, Vec<f64>)],
    n_items: usize,
) -> (Option<f64>, Option<f64>) {
    let mut by_subject: BTreeMap<usize, Vec<&Vec<f64>>> = BTreeMap::new();
    for (subject, row) in complete {
        by_subject.entry(*subject).or_default().push(row);
    }
    let (mut means, mut deviations) = (Vec::new(), Vec::new());
    for rows in by_subject.values() {
        let n = rows.len() as f64;
        let mean: Vec<f64> = (0..n_items)
            .map(|at| rows.iter().map(|row| row[at]).sum::<f64>() / n)
            .collect();
        if rows.len() > 1 {
            let from_mean = |row: &&Vec<f64>| row.iter().zip(&mean).map(|(y, m)| y - m).collect();
            deviations.extend(rows.iter().map(from_mean));
        }
        means.push(mean);
    }
    let of = |rows: &[Vec<f64>]| {
        let columns = columns(n_items, rows.iter());
        let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        cronbach_alpha(&slices)
    };
    (of(&means), of(&deviations))
}

fn omega(
    items: &[&[f64]],
    named: impl Fn(ItemsError) -> String,
    warnings: &mut Vec<Warning>,
) -> Option<Omega> {
    if items.len() < 3 {
        return None;
    }
    let ml = one_factor_ml(items).map(|found| ("ml", found));
    let found = ml.or_else(|error| {
        let text = format!(
            "no factor by maximum likelihood: {}; minimum residuals instead",
            named(error)
        );
        warn(warnings, "omega_by_minres", text);
        one_factor_minres(items).map(|found| ("minres", found))
    });
    let (method, factor) = match found {
        Ok(found) => found,
        Err(error) => {
            warn(warnings, "no_omega", format!("no omega: {}", named(error)));
            return None;
        }
    };
    if factor.heywood {
        warn(
            warnings,
            "heywood",
            "a uniqueness of the single factor is at its lower bound",
        );
    }
    let hierarchical = match omega_hierarchical(items, GROUP_FACTORS) {
        Ok(found) => {
            if found.heywood {
                warn(
                    warnings,
                    "heywood_hierarchical",
                    "a uniqueness behind omega hierarchical is at its lower bound",
                );
            }
            Some(found.omega_h)
        }
        Err(ItemsError::TooFewItems) => None,
        Err(error) => {
            warn(
                warnings,
                "no_omega_hierarchical",
                format!("no omega hierarchical: {}", named(error)),
            );
            None
        }
    };
    Some(Omega {
        method: method.to_owned(),
        total: factor.omega,
        hierarchical,
        loadings: factor.loadings,
        uniquenesses: factor.uniquenesses,
        chi_square: factor.fit.map(|(chi_square, _)| chi_square),
        df: factor.fit.map(|(_, df)| df),
    })
}
