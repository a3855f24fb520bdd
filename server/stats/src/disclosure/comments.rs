//! Which comments on a prompt may be shown, by the number of people who wrote one (rule 8).
//!
//! A published cell with at least k_text commenters is shown under its label. The comments of all
//! other protected relations, those of withheld cells too, are pooled without saying which comes
//! from which, if they are at least k_text; else withheld. An attributed person's comments are shown
//! as his: he was told so. Each text is in one group at most.

use super::released::{CommentLabel, CommentRelease, Released, Withheld};
use crate::partition::{CellKind, RelationFate};
use crate::pipeline::Analysis;
use crate::relation::{Relation, RelationSet};

/// What may be shown of the comments on one prompt.
pub(super) fn comments(analysis: &Analysis<'_>, subject: u32, prompt: u16) -> CommentRelease {
    let partition = &analysis.partitions[subject as usize];
    let k_text = analysis.settings.k_text();
    let commenters = |set: RelationSet| -> u32 {
        set.iter()
            .map(|r| analysis.ratings.commenters(subject, r, prompt))
            .sum()
    };
    let mut groups = Vec::new();
    let mut rest: RelationSet = Relation::OTHERS
        .into_iter()
        .filter(|relation| partition.fate(*relation) == RelationFate::TooFew)
        .collect();
    for cell in partition.cells() {
        let n = commenters(cell.relations);
        match cell.kind {
            CellKind::Attributed if n > 0 => groups.push(CommentLabel::From(cell.relations)),
            CellKind::Attributed => {}
            CellKind::Group if n >= k_text => groups.push(CommentLabel::From(cell.relations)),
            CellKind::Group => rest = rest.union(cell.relations),
        }
    }
    let pooled = !rest.is_empty() && commenters(rest) >= k_text;
    if pooled {
        groups.push(CommentLabel::Pooled(rest));
    }
    let withheld = !rest.is_empty() && !pooled;
    CommentRelease {
        groups: groups.into_iter().map(Released::new).collect(),
        rest: withheld.then_some((rest, Withheld::TooFewComments { k_text })),
    }
}
