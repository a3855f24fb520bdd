//! Stage 8, and the only maker of [`Released`]: what may be seen of a subject.
//!
//! In: the analysis of a campaign. Out: a [`SubjectRelease`], in which each place holds a value or a
//! reason. Rules: anonymity.md §4.1, numbered as there. What they come to:
//!
//! - 1, 3: no figure of a protected cell under k ballots, none of an item under k answers
//!   ([`crate::partition`], [`crate::means`]); withheld cells enter no other figure.
//! - 2: every other figure is computed from published item means, so whatever is solved for has at
//!   least k people in it. Nearly unanimous means enter as their bounds, so what rule 6 hides cannot
//!   be solved for either.
//! - 5, 6: [`figure`]; spread and choices from 2k on, counted on the number that may be named, so that
//!   showing them tells nobody who left something out: [`spread`], [`choices`]. Which distributions
//!   would tell single answers beside the mean is enumerated: [`audit`].
//! - 7: counts are per item; a number that would count one to k − 1 people who left an item out is
//!   replaced by what is certain ([`crate::protection`]).
//! - 8: [`comments`].
//! - Purpose *development*: no overall figure is computed, so none can be released.

pub(crate) mod audit;
mod choices;
mod comments;
mod figure;
mod released;
mod spread;

pub use released::*;

use figure::{About, attributed, figure, uncertainty};
use spread::CellOf;

use crate::answers::CellAnswers;
use crate::cells::CellEstimate;
use crate::conditional::MIN_COHORT;
use crate::estimate::Estimate;
use crate::means::ItemMean;
use crate::merge::{Merged, NoMerge};
use crate::multiplicity::holm;
use crate::partition::{CellKind, RelationFate};
use crate::pipeline::{Analysis, CellMeans, CompositeFigures};
use crate::protection::{Step, variance_floor};
use crate::relation::{Relation, RelationSet};
use crate::reliability::reliability;
use crate::self_other;
use crate::variance::Pooled;

/// Everything that may be seen of one subject.
pub(crate) fn subject(analysis: &Analysis<'_>, subject: u32) -> SubjectRelease {
    let (competencies, overall) = analysis
        .figures
        .split_at(usize::from(analysis.ratings.instrument().n_competencies));
    let cells = &analysis.means[subject as usize];
    let merged = |figures: &CompositeFigures| merged_figure(analysis, subject, figures);
    let cell_of = |means: &CellMeans| {
        let ballots = analysis.rows.of(subject, means.cell.relations);
        let answers = CellAnswers::new(analysis.ratings, ballots);
        cell(&CellOf {
            analysis,
            subject,
            means,
            answers,
        })
    };
    SubjectRelease {
        cells: cells.iter().map(cell_of).collect(),
        withheld: withheld_relations(analysis, subject),
        merged: competencies.iter().map(merged).collect(),
        gaps: gaps(analysis, subject, competencies),
        choices: choices::choices(analysis, subject),
        comments: (0..analysis.ratings.instrument().n_prompts)
            .map(|prompt| comments::comments(analysis, subject, prompt))
            .collect(),
        overall: overall.first().map(|figures| OverallRelease {
            cells: cells
                .iter()
                .map(|m| cell_figure(analysis, subject, m, figures))
                .collect(),
            merged: merged(figures),
        }),
    }
}

fn withheld_relations(analysis: &Analysis<'_>, subject: u32) -> Vec<(Relation, Withheld)> {
    let partition = &analysis.partitions[subject as usize];
    let reason = |relation| {
        let reason = match partition.fate(relation) {
            RelationFate::Alone(_) | RelationFate::Merged(_) => return None,
            RelationFate::NotInvited => Withheld::NotInvited,
            RelationFate::NoAnswer => Withheld::NoAnswer,
            RelationFate::TooFew => Withheld::TooFew {
                k: analysis.settings.k(),
            },
        };
        Some((relation, reason))
    };
    Relation::ALL.into_iter().filter_map(reason).collect()
}

fn cell(of: &CellOf<'_>) -> CellRelease {
    let (analysis, means) = (of.analysis, of.means);
    let instrument = analysis.ratings.instrument();
    let item_release = |(item, mean): (usize, &Option<ItemMean>)| {
        let k = analysis.settings.k();
        let mean_withheld = match means.cell.kind {
            CellKind::Attributed => Withheld::NoAnswer,
            CellKind::Group => Withheld::ItemTooFew { k },
        };
        ItemRelease {
            mean: match mean {
                Some(mean) => Outcome::released(item_figure(analysis, means, item, mean)),
                None => Outcome::Withheld(mean_withheld),
            },
            distribution: match mean {
                Some(mean) => of.distribution(item, mean),
                None => Outcome::Withheld(mean_withheld),
            },
            cannot_judge: of.cannot_judge(item),
        }
    };
    let competency = |competency: u16| {
        let items: Vec<usize> = instrument.items_of(competency).collect();
        let figures = &analysis.figures[usize::from(competency)];
        CompetencyRelease {
            mean: cell_figure(analysis, of.subject, means, figures),
            rwg_j: of.rwg_j(&items),
            alpha: of.alpha(&items),
        }
    };
    CellRelease {
        relations: means.cell.relations,
        attributed: means.cell.kind == CellKind::Attributed,
        n: Released::new(means.cell.n_ballots),
        items: means.items.iter().enumerate().map(item_release).collect(),
        competencies: (0..instrument.n_competencies).map(competency).collect(),
    }
}

fn item_figure(analysis: &Analysis<'_>, means: &CellMeans, item: usize, mean: &ItemMean) -> Figure {
    if means.cell.kind == CellKind::Attributed {
        return attributed(mean.mean);
    }
    let scale = analysis.ratings.instrument().scale;
    // The item's own spread is told by nothing, whatever the number of answers: see `audit`.
    let Pooled { variance, df } = analysis.pooled_items[item];
    let per_answer = variance.max(variance_floor(mean.n_certain, scale));
    let estimate = Estimate {
        value: mean.protected.value,
        variance: per_answer / f64::from(mean.n_certain),
        df,
        below: mean.protected.below,
        above: mean.protected.above,
    };
    let about = About {
        n: mean.n_certain,
        step: Step::of(mean.n_certain),
        side: mean.protected.side,
        t: analysis.quantiles.t_95(df),
        reliability: None,
    };
    figure(&estimate, &about, scale)
}

fn cell_figure(
    analysis: &Analysis<'_>,
    subject: u32,
    means: &CellMeans,
    figures: &CompositeFigures,
) -> Outcome<Figure> {
    let Some(cell) = figures.cell(subject, means.cell.relations) else {
        return Outcome::Withheld(Withheld::NothingPublished);
    };
    let CellEstimate {
        relations,
        kind,
        mean,
        estimate,
    } = cell;
    if *kind == CellKind::Attributed {
        return Outcome::released(attributed(mean.value));
    }
    let between = figures.between(*relations, *kind);
    let about = About {
        n: mean.n_certain,
        step: Step::of(mean.n_certain),
        side: mean.side,
        t: analysis.quantiles.t_95(estimate.df),
        reliability: between.and_then(|between| reliability(between, estimate.variance)),
    };
    Outcome::released(figure(
        estimate,
        &about,
        analysis.ratings.instrument().scale,
    ))
}

fn merged_figure(
    analysis: &Analysis<'_>,
    subject: u32,
    figures: &CompositeFigures,
) -> Outcome<Figure> {
    let Merged {
        estimate,
        n,
        n_protected,
        side,
    } = match figures.merged(subject) {
        Ok(merged) => merged,
        Err(reason) => return Outcome::Withheld(no_merge(reason)),
    };
    let between = figures.between_merged;
    let about = About {
        n,
        step: Step::of(n_protected),
        side,
        t: analysis.quantiles.t_95(estimate.df),
        reliability: between.and_then(|between| reliability(between, estimate.variance)),
    };
    Outcome::released(figure(
        &estimate,
        &about,
        analysis.ratings.instrument().scale,
    ))
}

fn no_merge(reason: NoMerge) -> Withheld {
    match reason {
        NoMerge::NothingPublished => Withheld::NothingPublished,
        NoMerge::NotEnough => Withheld::NotEnoughToMerge {
            subjects: MIN_COHORT as u32,
        },
    }
}

/// Self minus merge for each competency, with p values adjusted over those that exist.
fn gaps(
    analysis: &Analysis<'_>,
    subject: u32,
    competencies: &[CompositeFigures],
) -> Vec<Outcome<Gap>> {
    let own = RelationSet::of(Relation::Oneself);
    let gap = |figures: &CompositeFigures| -> Result<(Estimate, Step), Withheld> {
        let own = figures.cell(subject, own).ok_or(Withheld::NoAnswer)?;
        let merged = figures.merged(subject).map_err(no_merge)?;
        Ok((
            self_other::gap(own.estimate, merged.estimate),
            Step::of(merged.n_protected),
        ))
    };
    let gaps: Vec<Result<(Estimate, Step), Withheld>> = competencies.iter().map(gap).collect();
    let p_values: Vec<f64> = gaps
        .iter()
        .flatten()
        .map(|(gap, _)| self_other::p_value(*gap))
        .collect();
    let mut adjusted = holm(&p_values).into_iter();
    let level = analysis.ratings.instrument().scale.point();
    let release = |(gap, figures): (Result<(Estimate, Step), Withheld>, &CompositeFigures)| {
        let (gap, step) = match gap {
            Ok(gap) => gap,
            Err(reason) => return Outcome::Withheld(reason),
        };
        let p_holm = adjusted.next().unwrap_or(1.0);
        let difference = figure::rounded_difference(gap.value, step);
        let uncertainty = uncertainty(difference, &gap, step, analysis.quantiles.t_95(gap.df));
        let Interval { lo, hi } = uncertainty.ci95;
        let sd = figures.pooled.variance.sqrt();
        let word = self_other::word(gap.value, p_holm, (lo, hi), sd, level);
        let p_holm = (p_holm * 1000.0).ceil() / 1000.0;
        Outcome::released(Gap {
            difference,
            uncertainty,
            p_holm,
            word,
        })
    };
    gaps.into_iter().zip(competencies).map(release).collect()
}
