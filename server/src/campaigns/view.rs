//! What the administrator sees of a campaign that was opened: never a result, never who is missing.

use contract::campaigns::{CampaignState, Progress, UnitProgress};
use contract::drafts::{CampaignView, DraftView};
use contract::error::AppError;
use contract::ids::CampaignId;
use store::ballots::BoxState;
use store::roster::campaigns::StoredCampaign;

use super::{drafts, kept};
use crate::accounts::Actor;
use crate::accounts::permissions::{Action, Resource};
use crate::ballots::submit;
use crate::instruments;
use crate::state::App;

/// A campaign, before or after its opening.
#[derive(Debug, Clone, PartialEq)]
pub enum Seen {
    /// Everything can still change.
    Draft(Box<DraftView>),
    /// Frozen.
    Frozen(Box<CampaignView>),
}

/// The campaign with this code. `page` is that of the forecasts.
pub async fn view(app: &App, actor: &Actor, code: &str, page: u32) -> Result<Seen, AppError> {
    actor.may(Action::Read, Resource::Campaigns)?;
    let row = kept::find(&app.roster, code).await?;
    if kept::state(&row)? == CampaignState::Draft {
        let view = drafts::look(app, actor, &row, page).await?;
        Ok(Seen::Draft(Box::new(view)))
    } else {
        Ok(Seen::Frozen(Box::new(frozen(app, &row).await?)))
    }
}

/// The canonical form of the protocol with this hash. It is public: it names no person.
pub async fn protocol_by_hash(app: &App, hash: &str) -> Result<String, AppError> {
    let hash = hex::decode(hash).map_err(|_| AppError::NotFound)?;
    let row = app
        .roster
        .campaign_by_protocol_hash(&hash)
        .await
        .map_err(AppError::internal)?;
    row.and_then(|row| row.protocol).ok_or(AppError::NotFound)
}

async fn frozen(app: &App, row: &StoredCampaign) -> Result<CampaignView, AppError> {
    let protocol = kept::protocol(row)?;
    let instrument = instruments::find(
        &app.roster,
        &protocol.instrument,
        protocol.instrument_version,
    )
    .await?
    .ok_or_else(|| AppError::internal("the instrument of a frozen protocol is missing"))?;
    let state = kept::state(row)?;
    let progress = match state {
        CampaignState::Open => Some(progress(app, row, protocol.k).await?),
        _ => None,
    };
    let held = app
        .ballots
        .find_box(row.id)
        .await
        .map_err(AppError::internal)?;
    Ok(CampaignView {
        head: kept::head(row)?,
        state,
        imported: row.imported,
        instrument_title: instrument.title,
        protocol,
        progress,
        handed_out: row.handed_out,
        tallied: held.is_some_and(|held| held.state == BoxState::Tallied),
    })
}

/// Issued by unit, only where at least k people are asked; received in tens. Both only while the
/// campaign is open: afterwards who was issued is forgotten, the envelopes are gone, and the release
/// tells what counts.
async fn progress(app: &App, row: &StoredCampaign, k: u16) -> Result<Progress, AppError> {
    let units = app
        .roster
        .issued_by_unit(row.id)
        .await
        .map_err(AppError::internal)?;
    let count = |n: i64| u32::try_from(n).unwrap_or(0);
    let n_assignments = units
        .iter()
        .map(|unit| u64::from(count(unit.n_assignments)))
        .sum();
    let received_tens = submit::received_tens(&app.ballots, CampaignId(row.id)).await?;
    Ok(Progress {
        issued_by_unit: units
            .into_iter()
            .map(|unit| UnitProgress {
                n_invited: count(unit.n_assignments),
                n_issued: (count(unit.n_people) >= u32::from(k)).then(|| count(unit.n_issued)),
                unit_path: unit.unit_path,
            })
            .collect(),
        received_tens,
        n_assignments,
    })
}
