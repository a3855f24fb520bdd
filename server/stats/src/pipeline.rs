//! From ratings to everything that disclosure may choose from, stage by stage.
//!
//! The stages of the method (statistics.md, beginning) and where they are:
//! - 0 partition: [`crate::partition`];
//! - 1 screening weights, 2 non-response weights, 3 the model of rater effects, 4 the reliability
//!   gate: come between the partition and the means, as weights of ballots and adjusted values;
//! - means and their errors per cell: [`crate::means`], [`crate::composite`], [`crate::cells`];
//! - 5 composite: [`crate::merge`];
//! - 6 attack audit: comes after the merge, with and without;
//! - 7 profile: [`crate::self_other`], [`crate::reliability`];
//! - 8 disclosure: [`crate::disclosure`], the only way out of an [`Analysis`].
//!
//! Cost: O(ballots × items) time; beside the columns themselves, memory for the published means.

use crate::answers::CellAnswers;
use crate::cells::{CellEstimate, cell_estimate};
use crate::composite::{Composite, CompositeMean, composite_mean, composites};
use crate::conditional::Cohort;
use crate::disclosure::audit::Audit;
use crate::disclosure::{self, SubjectRelease};
use crate::interval::Quantiles;
use crate::means::{ItemMean, item_means};
use crate::merge::{Merged, NoMerge, merge};
use crate::partition::{Cell, CellKind, Partition, partition};
use crate::ratings::Ratings;
use crate::relation::{Relation, RelationSet};
use crate::reliability::between_variance;
use crate::rows::Rows;
use crate::settings::{Purpose, Settings};
use crate::variance::{Pool, Pooled, item_error};

/// The published means of one cell, before anything is rounded.
pub(crate) struct CellMeans {
    pub(crate) cell: Cell,
    pub(crate) items: Vec<Option<ItemMean>>,
    composites: Vec<Option<CompositeMean>>,
    /// Squares and degrees of freedom of ballots × items.
    item_error: (f64, f64),
}

/// One composite over the campaign.
pub(crate) struct CompositeFigures {
    /// The published cells of each subject, self included.
    cells: Vec<Vec<CellEstimate>>,
    merged: Vec<Result<Merged, NoMerge>>,
    /// Pooled variance of one rater within a cell.
    pub(crate) pooled: Pooled,
    /// τ̂² of each kind of cell, and of the merge.
    between_cells: Vec<(RelationSet, CellKind, f64)>,
    pub(crate) between_merged: Option<f64>,
}

/// Everything computed from a campaign. Only what [`Analysis::release`] lets out can be read.
pub struct Analysis<'a> {
    pub(crate) ratings: &'a Ratings,
    pub(crate) settings: &'a Settings,
    pub(crate) rows: Rows,
    pub(crate) partitions: Vec<Partition>,
    pub(crate) means: Vec<Vec<CellMeans>>,
    pub(crate) pooled_items: Vec<Pooled>,
    pub(crate) quantiles: Quantiles,
    pub(crate) audit: Audit,
    /// Competencies, and overall last under purpose *reference*.
    pub(crate) figures: Vec<CompositeFigures>,
}

/// Runs the stages.
///
/// Takes any [`Ratings`], also without subjects, ballots or items; the figures that cannot be made
/// are withheld with a reason at the gate.
pub fn analyse<'a>(ratings: &'a Ratings, settings: &'a Settings) -> Analysis<'a> {
    let rows = Rows::new(ratings);
    let wanted = composites(
        ratings.instrument(),
        settings.purpose() == Purpose::Reference,
    );

    let partitions: Vec<Partition> = (0..ratings.n_subjects())
        .map(|subject| partition(ratings.invited(subject), ratings.ballots(subject), settings))
        .collect();
    let means: Vec<Vec<CellMeans>> = (0..ratings.n_subjects())
        .zip(&partitions)
        .map(|(subject, partition)| {
            let of = |cell: &Cell| {
                let answers = CellAnswers::new(ratings, rows.of(subject, cell.relations));
                cell_means(ratings, &answers, cell, &wanted, settings)
            };
            partition.cells().iter().map(of).collect()
        })
        .collect();

    let stand_in = ratings.instrument().scale.uniform_variance();
    let pooled_items = pool_items(&means, ratings.n_items(), stand_in);
    let item_error = pool_item_error(&means, stand_in);
    let figures: Vec<CompositeFigures> = (0..wanted.len())
        .map(|at| composite_figures(at, ratings, &means, item_error, settings))
        .collect();
    let pools = pooled_items.iter().chain([&item_error]);
    let of_figures = figures.iter().map(|figures| &figures.pooled);
    let quantiles = Quantiles::of(pools.chain(of_figures).map(|pooled| pooled.df));
    let scale = ratings.instrument().scale;
    let audit = Audit::new(means.iter().flatten(), scale, settings);
    Analysis {
        ratings,
        settings,
        rows,
        partitions,
        means,
        pooled_items,
        quantiles,
        audit,
        figures,
    }
}

impl Analysis<'_> {
    /// Everything that may be seen of a subject; `None` for a subject that does not exist.
    pub fn release(&self, subject: u32) -> Option<SubjectRelease> {
        (subject < self.ratings.n_subjects()).then(|| disclosure::subject(self, subject))
    }

    /// Number of subjects.
    pub fn n_subjects(&self) -> u32 {
        self.ratings.n_subjects()
    }
}

impl CompositeFigures {
    /// The estimate in one cell of a subject.
    pub(crate) fn cell(&self, subject: u32, relations: RelationSet) -> Option<&CellEstimate> {
        self.cells[subject as usize]
            .iter()
            .find(|cell| cell.relations == relations)
    }

    /// The merge of a subject.
    pub(crate) fn merged(&self, subject: u32) -> Result<Merged, NoMerge> {
        self.merged[subject as usize]
    }

    /// τ̂² of the cells that hold the same relations.
    pub(crate) fn between(&self, relations: RelationSet, kind: CellKind) -> Option<f64> {
        let same = |(set, of, _): &&(RelationSet, CellKind, f64)| *set == relations && *of == kind;
        self.between_cells
            .iter()
            .find(same)
            .map(|(_, _, between)| *between)
    }
}

/// The means of one cell, and what it says of the item error: (squares, degrees of freedom).
fn cell_means(
    ratings: &Ratings,
    answers: &CellAnswers,
    cell: &Cell,
    wanted: &[Composite],
    settings: &Settings,
) -> CellMeans {
    let instrument = ratings.instrument();
    let items = item_means(answers, cell, instrument, settings);
    let composites = wanted
        .iter()
        .map(|of| composite_mean(*of, instrument, answers, cell, &items, settings))
        .collect();
    let item_error = (0..instrument.n_competencies)
        .filter_map(|competency| item_error(instrument, competency, answers, &items))
        .fold((0.0, 0.0), |(squares, df), (s, d)| (squares + s, df + d));
    CellMeans {
        cell: *cell,
        items,
        composites,
        item_error,
    }
}

/// Every cell of protected people, with its subject, in order.
fn protected_cells(means: &[Vec<CellMeans>]) -> impl Iterator<Item = (u32, &CellMeans)> {
    let numbered = means.iter().enumerate();
    numbered
        .flat_map(|(subject, cells)| cells.iter().map(move |cell| (subject as u32, cell)))
        .filter(|(_, cell)| cell.cell.kind == CellKind::Group)
}

fn pool_items(means: &[Vec<CellMeans>], n_items: usize, stand_in: f64) -> Vec<Pooled> {
    let of = |item: usize| {
        let mut pool = Pool::default();
        for (subject, cell) in protected_cells(means) {
            if let Some(mean) = &cell.items[item]
                && let Some(variance) = mean.variance()
            {
                pool.add(subject, f64::from(mean.n - 1), variance);
            }
        }
        pool.pooled(stand_in)
    };
    (0..n_items).map(of).collect()
}

fn pool_item_error(means: &[Vec<CellMeans>], stand_in: f64) -> Pooled {
    let mut pool = Pool::default();
    for (subject, cell) in protected_cells(means) {
        let (squares, df) = cell.item_error;
        if df > 0.0 {
            pool.add(subject, df, squares / df);
        }
    }
    pool.pooled(stand_in)
}

fn composite_figures(
    at: usize,
    ratings: &Ratings,
    means: &[Vec<CellMeans>],
    item_error: Pooled,
    settings: &Settings,
) -> CompositeFigures {
    let scale = ratings.instrument().scale;
    let mut pool = Pool::default();
    for (subject, cell) in protected_cells(means) {
        if let Some(mean) = &cell.composites[at]
            && mean.n > 1
        {
            let per_ballot = mean.own_variance * f64::from(mean.n);
            pool.add(subject, f64::from(mean.n - 1), per_ballot);
        }
    }
    let pooled = pool.pooled(scale.uniform_variance());

    let estimate = |cell: &CellMeans| {
        let Cell {
            relations, kind, ..
        } = cell.cell;
        let mean = cell.composites[at]?;
        Some(cell_estimate(
            relations, kind, mean, pooled, item_error, scale,
        ))
    };
    let cells: Vec<Vec<CellEstimate>> = means
        .iter()
        .map(|cells| cells.iter().filter_map(estimate).collect())
        .collect();
    let mut cohort = Cohort::new(&cells, settings);
    let merged: Vec<_> = (0..ratings.n_subjects())
        .map(|subject| merge(subject, &mut cohort, settings))
        .collect();

    let estimates: Vec<_> = merged
        .iter()
        .flatten()
        .map(|merged| merged.estimate)
        .collect();
    let between_merged = between_variance(&estimates);
    let between_cells = between_cells(&cells);
    CompositeFigures {
        cells,
        merged,
        pooled,
        between_cells,
        between_merged,
    }
}

/// τ̂² for every set of relations that enough subjects have as a cell.
fn between_cells(cells: &[Vec<CellEstimate>]) -> Vec<(RelationSet, CellKind, f64)> {
    let mut kinds: Vec<(RelationSet, CellKind)> = Vec::new();
    for cell in cells.iter().flatten() {
        let kind = (cell.relations, cell.kind);
        if !cell.relations.contains(Relation::Oneself) && !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let between = |(relations, kind): (RelationSet, CellKind)| {
        let same = cells
            .iter()
            .flatten()
            .filter(|c| (c.relations, c.kind) == (relations, kind));
        let estimates: Vec<_> = same.map(|cell| cell.estimate).collect();
        Some((relations, kind, between_variance(&estimates)?))
    };
    kinds.into_iter().filter_map(between).collect()
}
