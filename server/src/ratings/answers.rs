//! The ratings on their way into the ballot vault. Ballot vault only: a subject is an id drawn for
//! this campaign, and who rated is not here at all.
//!
//! Everything is written in one transaction, as the tally writes it: in an order and under ids drawn
//! from the randomness it is given, and so is the salt of their hash. Cut before its commit it has done nothing; called again after
//! it, it finds the box tallied and does nothing.

use ballot::tally::Counts;
use contract::error::AppError;
use rand::CryptoRng;
use rand::seq::SliceRandom;
use store::Ballots;
use store::ballots::{NewBox, StoredBallot};
use uuid::Uuid;

use super::table::Table;

/// Rows held in memory beside the table.
const PAGE: usize = 5_000;

/// Writes the answers. `subjects` are the ids of the table's subjects, in its order.
pub(super) async fn write(
    ballots: &Ballots,
    new_box: NewBox,
    table: &Table,
    subjects: &[Uuid],
    order: &mut (impl CryptoRng + Send),
) -> Result<(), AppError> {
    let campaign = new_box.campaign;
    let writer = ballots
        .begin_import(new_box)
        .await
        .map_err(AppError::internal)?;
    let Some(writer) = writer else {
        return Ok(());
    };
    let mut shuffled: Vec<usize> = (0..table.n_ballots()).collect();
    shuffled.shuffle(order);
    for some in shuffled.chunks(PAGE) {
        let rows = some
            .iter()
            .map(|at| row(campaign, table, subjects, *at, order))
            .collect::<Result<_, _>>()?;
        writer
            .write_ballots(rows)
            .await
            .map_err(AppError::internal)?;
    }
    let n = table.n_ballots() as u64;
    let counts = Counts {
        received: n,
        counted: n,
        ..Counts::default()
    };
    let text = serde_json::to_string(&counts).map_err(AppError::internal)?;
    let mut salt = [0; 32];
    order.fill_bytes(&mut salt);
    writer
        .finish(&text, &salt)
        .await
        .map_err(AppError::internal)
}

fn row(
    campaign: Uuid,
    table: &Table,
    subjects: &[Uuid],
    at: usize,
    order: &mut impl CryptoRng,
) -> Result<StoredBallot, AppError> {
    let subject = subjects
        .get(table.subject[at] as usize)
        .ok_or_else(|| AppError::internal("a rating is about nobody"))?;
    let levels = table.levels_of(at);
    let mut id = [0; 16];
    order.fill_bytes(&mut id);
    Ok(StoredBallot {
        campaign,
        id: uuid::Builder::from_random_bytes(id).into_uuid(),
        subject: *subject,
        relation: table.relation[at].as_str().to_owned(),
        familiarity: None,
        levels: levels
            .iter()
            .flat_map(|level| level.to_le_bytes())
            .collect(),
        // A blank of the file is a blank: nobody said that he cannot judge.
        cannot_judge: vec![0; levels.len().div_ceil(8)],
        strongest: 0,
        improve_first: None,
    })
}
