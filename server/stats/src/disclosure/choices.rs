//! The forced choice of one subject: one figure over all published cells that are not attributed,
//! from 2k people on, counted on the number that may be named.

use super::released::{ChoiceFigures, ChoiceShare, Outcome, Withheld};
use crate::forced_choice::{Told, share_pct, share_pct_hidden_n, told};
use crate::partition::{Cell, CellKind};
use crate::pipeline::Analysis;
use crate::protection::certain;
use crate::ratings::{Choice, ChoiceQuestion};

/// `None` where the instrument does not ask.
pub(super) fn choices(analysis: &Analysis<'_>, subject: u32) -> Option<Outcome<ChoiceFigures>> {
    let instrument = analysis.ratings.instrument();
    match instrument.choice {
        ChoiceQuestion::NotAsked => return None,
        ChoiceQuestion::Asked => {}
    }
    let cells: Vec<Cell> = analysis.partitions[subject as usize]
        .cells()
        .iter()
        .filter(|cell| cell.kind == CellKind::Group)
        .copied()
        .collect();
    if cells.is_empty() {
        return Some(Outcome::Withheld(Withheld::NothingPublished));
    }
    let n_ballots: u32 = cells.iter().map(|cell| cell.n_ballots).sum();
    let made: Vec<Choice> = cells
        .iter()
        .flat_map(|cell| analysis.rows.of(subject, cell.relations))
        .map(|row| analysis.ratings.choice(row))
        .collect();

    let competencies = || 0..instrument.n_competencies;
    let count = |chosen: &dyn Fn(&Choice, u16) -> bool| -> Vec<u32> {
        competencies()
            .map(|c| made.iter().filter(|m| chosen(m, c)).count() as u32)
            .collect()
    };
    let strongest = count(&|choice, c| choice.strongest >> c & 1 == 1);
    let improve_first = count(&|choice, c| choice.improve_first == Some(c));
    let n_strongest = made.iter().filter(|choice| choice.strongest != 0).count() as u32;
    let n_improve = made
        .iter()
        .filter(|choice| choice.improve_first.is_some())
        .count() as u32;

    let two_k = analysis.settings.two_k();
    let certain = |n| certain(n, n_ballots, analysis.settings.k());
    let n_certain = certain(n_strongest).min(certain(n_improve));
    if n_certain < two_k {
        return Some(Outcome::Withheld(Withheld::BelowDouble { n: two_k }));
    }
    let shares = |counts: &[u32], n: u32| -> Vec<ChoiceShare> {
        let left_out = n_ballots - n;
        let share = |count| {
            if (1..analysis.settings.k()).contains(&left_out) {
                share_pct_hidden_n(count, n, certain(n))
            } else {
                share_pct(count, n)
            }
        };
        told(counts, n)
            .into_iter()
            .map(|told| match told {
                Told::Few => ChoiceShare::Few,
                Told::NearlyAll => ChoiceShare::NearlyAll,
                Told::Covered => ChoiceShare::Covered,
                Told::Count(count) => {
                    let (pct, lo_pct, hi_pct) = share(count);
                    ChoiceShare::Share {
                        pct,
                        lo_pct,
                        hi_pct,
                    }
                }
            })
            .collect()
    };
    Some(Outcome::released(ChoiceFigures {
        strongest: shares(&strongest, n_strongest),
        improve_first: shares(&improve_first, n_improve),
        n: n_certain,
    }))
}
