//! The steps after the opening: closed by hand or by date, released, archived; each once.

use contract::campaigns::CampaignState;
use contract::error::{AppError, Refusal};
use contract::ids::CampaignId;
use store::roster::campaigns::StoredCampaign;

use super::kept;
use super::opening::set_up_box;
use super::protocol::{iso, parse_iso};
use crate::accounts::Actor;
use crate::accounts::permissions::{Action, Resource};
use crate::profiles::{LoadError, PublishError};
use crate::state::App;
use crate::{audit, ballots, profiles, rng};

/// Closes a campaign by hand and counts.
pub async fn close(app: &App, actor: &Actor, code: &str) -> Result<(), AppError> {
    actor.may(Action::Decide, Resource::Campaigns)?;
    let row = kept::find(&app.roster, code).await?;
    close_now(app, actor, &row).await
}

/// Computes all profiles of a closed campaign and shows them to the leaders and the analysts, at
/// once. What an interrupted release has written to the ledger already stays as it is.
pub async fn release(app: &App, actor: &Actor, code: &str) -> Result<(), AppError> {
    actor.may(Action::Decide, Resource::Campaigns)?;
    let row = kept::find(&app.roster, code).await?;
    if kept::state(&row)? != CampaignState::Closed {
        return Err(wrong_state(app, code).await?);
    }
    let mut order = rng::generator().map_err(AppError::internal)?;
    profiles::publish(&app.ballots, CampaignId(row.id), &mut order)
        .await
        .map_err(|error| match error {
            PublishError::Load(LoadError::Unknown | LoadError::NotTallied) => {
                Refusal::NotCounted.into()
            }
            error => AppError::internal(error),
        })?;
    let record = audit::entry(app, actor, "campaign_released", code);
    let today = iso(app.clock.today())?;
    let released = app
        .roster
        .release_campaign(row.id, &today, &record)
        .await
        .map_err(AppError::internal)?;
    if released {
        Ok(())
    } else {
        Err(wrong_state(app, code).await?)
    }
}

/// Moves a released campaign out of the way.
pub async fn archive(app: &App, actor: &Actor, code: &str) -> Result<(), AppError> {
    actor.may(Action::Decide, Resource::Campaigns)?;
    let row = kept::find(&app.roster, code).await?;
    let record = audit::entry(app, actor, "campaign_archived", code);
    let archived = app
        .roster
        .archive_campaign(row.id, &record)
        .await
        .map_err(AppError::internal)?;
    if archived {
        Ok(())
    } else {
        Err(wrong_state(app, code).await?)
    }
}

/// Brings campaigns to where they should be: openings that were cut get their box, campaigns whose
/// last day is over are closed, and closed ones are counted. Run at every start and every minute;
/// what is done already is not done again. One campaign that fails does not keep the others from
/// their turn.
pub async fn settle(app: &App) -> Result<(), AppError> {
    let today = app.clock.today();
    let mut failed = None;
    for row in app.roster.campaigns().await.map_err(AppError::internal)? {
        let done = match kept::state(&row) {
            Ok(CampaignState::Open) => {
                let last_day = row.closes_on.as_deref().and_then(parse_iso);
                match set_up_box(app, &row).await {
                    Ok(()) if last_day.is_some_and(|day| day < today) => {
                        close_now(app, &Actor::System, &row).await
                    }
                    done => done,
                }
            }
            Ok(CampaignState::Closed) if !row.imported => count(app, &row).await,
            Ok(_) => Ok(()),
            Err(error) => Err(error),
        };
        if let Err(error) = done {
            failed = Some(error);
        }
    }
    failed.map_or(Ok(()), Err)
}

async fn close_now(app: &App, actor: &Actor, row: &StoredCampaign) -> Result<(), AppError> {
    let record = audit::entry(app, actor, "campaign_closed", &row.code);
    let closed = app
        .roster
        .close_campaign(row.id, &record)
        .await
        .map_err(AppError::internal)?;
    if !closed {
        return Err(wrong_state(app, &row.code).await?);
    }
    // An opening that was cut before its box was set up is closed with an empty one.
    set_up_box(app, row).await?;
    count(app, row).await
}

async fn count(app: &App, row: &StoredCampaign) -> Result<(), AppError> {
    ballots::close(app, CampaignId(row.id)).await.map(|_| ())
}

async fn wrong_state(app: &App, code: &str) -> Result<AppError, AppError> {
    let row = kept::find(&app.roster, code).await?;
    let state = kept::state(&row)?;
    Ok(Refusal::WrongState { state }.into())
}
