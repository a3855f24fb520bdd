//! What a dry run tells.

use contract::people::Listed;
use contract::raters::Relation;
use contract::ratings::{ItemFound, RatersFound, RatingsRun, RelationFound, Standing};

use super::columns::{Columns, Headings};
use super::place::told;
use super::read::{Counts, ReadRatings};
use super::table::Table;

/// The report of a file.
pub(super) fn of(read: ReadRatings, hash: String, standing: Standing) -> RatingsRun {
    let ReadRatings {
        form,
        headings,
        columns,
        table,
        counts,
        weights,
        k,
        ready,
        faults,
        ..
    } = read;
    let code = ready.map_or(form.code, |ready| ready.decided.code);
    RatingsRun {
        hash,
        code,
        n_rows: table.n_rows,
        n_blank_rows: table.n_blank_rows,
        n_subjects: table.subjects.len() as u64,
        relations: relations(&counts, k),
        items: items(&table, columns.as_ref(), headings.as_ref()),
        weights,
        k,
        raters: match table.n_raters {
            Some(n) => RatersFound::Different(n),
            None => RatersFound::NotNamed,
        },
        standing,
        faults: listed(faults, headings.as_ref()),
    }
}

fn listed(
    faults: super::place::Faults,
    headings: Option<&Headings>,
) -> Listed<contract::ratings::RatingsFault> {
    faults.list(|place, kind| told(place, kind, headings))
}

fn relations(counts: &Counts, k: u16) -> Vec<RelationFound> {
    let found = |relation: Relation| {
        let with_any = || counts.in_relation(relation).filter(|n| *n > 0);
        RelationFound {
            relation,
            n_ballots: with_any().map(u64::from).sum(),
            n_subjects: with_any().count() as u64,
            n_below_k: with_any().filter(|n| *n < u32::from(k)).count() as u64,
        }
    };
    counts.relations().into_iter().map(found).collect()
}

fn items(table: &Table, columns: Option<&Columns>, headings: Option<&Headings>) -> Vec<ItemFound> {
    let (Some(columns), Some(headings)) = (columns, headings) else {
        return Vec::new();
    };
    let n_items = table.ranges.len();
    let n_ballots = table.n_ballots() as u64;
    let of_all = columns.groups.iter().flat_map(|group| &group.items);
    of_all
        .zip(&table.ranges)
        .enumerate()
        .map(|(item, (column, range))| {
            let levels = table.levels.iter().skip(item).step_by(n_items);
            let n_values = levels.filter(|level| !level.is_nan()).count() as u64;
            ItemFound {
                heading: headings.name(*column).unwrap_or_default().to_owned(),
                n_values,
                n_missing: n_ballots - n_values,
                range: *range,
            }
        })
        .collect()
}
