//! Ballots' means by subject: ICCs, components, Krippendorff's alpha and the raters needed.

use std::collections::BTreeMap;

use stats::agreement::{
    CrossedComponents, CrossedRating, GStudy, Level, OneWay, TwoWay, krippendorff as alpha_of,
    krippendorff_interval, raters_needed,
};

use super::input::Ballots;
use super::report::{Components, DStudy, Icc, Krippendorff, MeanSquares, RatersFor};
use super::{Arguments, CONFIDENCE};
use crate::refusal::Refusal;

/// The mean of one ballot.
#[derive(Clone, Copy, Debug)]
pub struct Score {
    subject: usize,
    rater: Option<usize>,
    value: f64,
}

/// The mean of each ballot over the items that it has.
pub fn scores(ballots: &Ballots) -> Vec<Score> {
    let of = |row: &super::input::Ballot| {
        let values: Vec<f64> = row.values.iter().flatten().copied().collect();
        Score {
            subject: row.subject,
            rater: row.rater,
            value: values.iter().sum::<f64>() / values.len() as f64,
        }
    };
    ballots.rows.iter().map(of).collect()
}

/// Values by subject, subjects in order.
fn by_subject(scores: &[Score]) -> Vec<Vec<f64>> {
    let mut groups: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    for score in scores {
        groups.entry(score.subject).or_default().push(score.value);
    }
    groups.into_values().collect()
}

/// What the design of the ballots allows.
#[derive(Debug)]
pub struct Analysis {
    pub design: Option<&'static str>,
    pub mean_squares: Option<MeanSquares>,
    pub components: Option<Components>,
    pub icc: Vec<Icc>,
    /// Why there is less than the flags led to expect.
    pub reason: Option<String>,
}

impl Analysis {
    /// Six ICCs where every linked rater rates every subject once, else two.
    pub fn of(scores: &[Score]) -> Self {
        let groups = by_subject(scores);
        let slices: Vec<&[f64]> = groups.iter().map(Vec::as_slice).collect();
        let table = table(scores);
        let table: Option<Vec<&[f64]>> = table
            .as_ref()
            .map(|rows| rows.iter().map(Vec::as_slice).collect());
        if let Some(anova) = table.and_then(|rows| TwoWay::of(&rows).ok()) {
            return Self {
                design: Some("crossed"),
                mean_squares: Some(MeanSquares {
                    between_subjects: anova.ms_subjects,
                    within_subjects: anova.ms_within,
                    between_raters: Some(anova.ms_raters),
                    residual: Some(anova.ms_residual),
                }),
                components: Some(components("anova", GStudy::crossed(&anova))),
                icc: anova.iccs(CONFIDENCE).iter().map(shown).collect(),
                reason: None,
            };
        }
        let Some(anova) = OneWay::of(&slices) else {
            return Self {
                design: None,
                mean_squares: None,
                components: None,
                icc: Vec::new(),
                reason: Some("ICCs need two subjects, and one with two ballots".to_owned()),
            };
        };
        let linked = scores.iter().any(|score| score.rater.is_some());
        let crossed = linked.then(|| moments(scores));
        let (design, study, reason) = match crossed {
            Some(Ok(study)) => ("crossed_incomplete", ("moments", study), None),
            Some(Err(reason)) => ("one_way", ("anova", GStudy::nested(&anova)), Some(reason)),
            None => ("one_way", ("anova", GStudy::nested(&anova)), None),
        };
        Self {
            design: Some(design),
            mean_squares: Some(MeanSquares {
                between_subjects: anova.ms_between,
                within_subjects: anova.ms_within,
                between_raters: None,
                residual: None,
            }),
            components: Some(components(study.0, study.1)),
            icc: anova.iccs(CONFIDENCE).iter().map(shown).collect(),
            reason,
        }
    }
}

/// One row of ratings per subject, where every linked rater rates every subject once.
fn table(scores: &[Score]) -> Option<Vec<Vec<f64>>> {
    let mut rows: BTreeMap<usize, BTreeMap<usize, f64>> = BTreeMap::new();
    for score in scores {
        let earlier = rows
            .entry(score.subject)
            .or_default()
            .insert(score.rater?, score.value);
        if earlier.is_some() {
            return None;
        }
    }
    let raters: Vec<usize> = rows.values().next()?.keys().copied().collect();
    let same = |row: &BTreeMap<usize, f64>| row.keys().copied().eq(raters.iter().copied());
    rows.values().all(same).then(|| {
        rows.into_values()
            .map(|row| row.into_values().collect())
            .collect()
    })
}

/// Components of linked raters who do not rate everybody.
fn moments(scores: &[Score]) -> Result<GStudy, String> {
    let mut cells: BTreeMap<(usize, usize), Vec<f64>> = BTreeMap::new();
    for score in scores {
        if let Some(rater) = score.rater {
            cells
                .entry((score.subject, rater))
                .or_default()
                .push(score.value);
        }
    }
    let largest =
        |part: fn(&(usize, usize)) -> usize| cells.keys().map(part).max().map_or(0, |n| n + 1);
    let (n_subjects, n_raters) = (largest(|cell| cell.0), largest(|cell| cell.1));
    let rating = |(cell, values): (&(usize, usize), &Vec<f64>)| CrossedRating {
        subject: cell.0 as u32,
        rater: cell.1 as u32,
        value: values.iter().sum::<f64>() / values.len() as f64,
    };
    let ratings: Vec<CrossedRating> = cells.iter().map(rating).collect();
    let found = CrossedComponents::of(&ratings, n_subjects, n_raters);
    found
        .map(|found| GStudy {
            subject: found.subject,
            rater: Some(found.rater),
            residual: found.residual,
        })
        .map_err(|error| error.to_string())
}

fn components(method: &str, study: GStudy) -> Components {
    Components {
        method: method.to_owned(),
        subject: study.subject,
        rater: study.rater,
        residual: study.residual,
        single_relative: study.single_relative(),
        single_absolute: study.rater.and_then(|_| study.single_absolute()),
    }
}

fn shown(icc: &stats::agreement::Icc) -> Icc {
    Icc {
        name: icc.kind.name().to_owned(),
        value: icc.value,
        f: icc.f,
        df1: icc.df1,
        df2: icc.df2,
        p: icc.p,
        ci: icc.interval,
    }
}

/// `--level`.
pub fn levels(text: &str) -> Result<Vec<(String, Level)>, Refusal> {
    let level = |name: &str| match name {
        "nominal" => Some(Level::Nominal),
        "ordinal" => Some(Level::Ordinal),
        "interval" => Some(Level::Interval),
        "ratio" => Some(Level::Ratio),
        _ => None,
    };
    text.split(',')
        .map(str::trim)
        .map(|name| {
            level(name).map(|level| (name.to_owned(), level)).ok_or_else(|| {
                Refusal::new(
                    format!("--level: không có bậc đo “{name}”. Có: nominal, ordinal, interval, ratio."),
                    format!("--level: there is no level “{name}”. Known: nominal, ordinal, interval, ratio."),
                )
            })
        })
        .collect()
}

/// `--targets`.
pub fn targets(text: &str) -> Result<Vec<f64>, Refusal> {
    let target = |share: &str| share.parse().ok().filter(|n: &f64| *n > 0.0 && *n < 1.0);
    text.split(',')
        .map(str::trim)
        .map(|share| {
            target(share).ok_or_else(|| {
                Refusal::new(
                    format!("--targets: “{share}” không nằm giữa 0 và 1. Hãy viết như .70,.80."),
                    format!("--targets: “{share}” is not between 0 and 1. Write them as .70,.80."),
                )
            })
        })
        .collect()
}

/// Alpha of values by unit at each level; with an interval where `arguments` say how.
pub fn krippendorff(
    scores: &[Score],
    levels: &[(String, Level)],
    arguments: Option<&Arguments>,
) -> Vec<Krippendorff> {
    let units = by_subject(scores);
    alphas(&units, levels, arguments)
}

/// The same of any units.
pub fn alphas(
    units: &[Vec<f64>],
    levels: &[(String, Level)],
    arguments: Option<&Arguments>,
) -> Vec<Krippendorff> {
    let units: Vec<&[f64]> = units.iter().map(Vec::as_slice).collect();
    let pairable = || units.iter().filter(|unit| unit.len() > 1);
    let of = |(name, level): &(String, Level)| {
        let ci = arguments.and_then(|flags| {
            krippendorff_interval(&units, *level, CONFIDENCE, flags.bootstrap, flags.seed)
                .ok()
                .flatten()
        });
        Krippendorff {
            level: name.clone(),
            alpha: alpha_of(&units, *level).ok().map(|found| found.alpha),
            n_units: pairable().count(),
            n_pairable: pairable().map(|unit| unit.len()).sum(),
            ci,
        }
    };
    levels.iter().map(of).collect()
}

/// The raters needed, over all ballots and by relation.
pub fn d_study(ballots: &Ballots, targets: &[f64]) -> Vec<DStudy> {
    let all = scores(ballots);
    let mut studies = vec![study("all", &all, targets)];
    for (at, name) in ballots.relations.iter().flatten().enumerate() {
        let own = ballots.rows.iter().zip(&all);
        let own = own.filter(|(row, _)| row.relation == Some(at));
        let own: Vec<Score> = own.map(|(_, score)| *score).collect();
        studies.push(study(name, &own, targets));
    }
    studies
}

fn study(relation: &str, scores: &[Score], targets: &[f64]) -> DStudy {
    let analysis = Analysis::of(scores);
    let (relative, absolute) = analysis
        .components
        .map_or((None, None), |c| (c.single_relative, c.single_absolute));
    let needed =
        |single: Option<f64>, target| single.and_then(|single| raters_needed(single, target));
    DStudy {
        relation: relation.to_owned(),
        n_subjects: by_subject(scores).len(),
        n_ballots: scores.len(),
        design: analysis.design.map(str::to_owned),
        single_rater_reliability: relative,
        single_rater_absolute: absolute,
        raters_for: targets
            .iter()
            .map(|target| RatersFor {
                reliability: *target,
                n: needed(relative, *target),
                n_absolute: needed(absolute, *target),
            })
            .collect(),
    }
}
