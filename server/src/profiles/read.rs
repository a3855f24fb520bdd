//! A profile as somebody reads it: a name from the roster and figures from the ledger, asked for one
//! after the other. They meet only in the view that is shown.

use contract::error::AppError;
use contract::ids::SubjectId;
use contract::profiles::{Profile, ProfileLine, ProfileList, ProfilesHome};

use super::{ledger, subjects};
use crate::accounts::Actor;
use crate::accounts::permissions::{Action, Resource};
use crate::state::App;

/// Leaders on one page of the list.
const PAGE_SIZE: usize = 50;

/// One released profile. What somebody may not see is not there.
pub async fn profile(
    app: &App,
    actor: &Actor,
    campaign_code: &str,
    staff_code: &str,
) -> Result<Profile, AppError> {
    let campaign = subjects::campaign(&app.roster, campaign_code).await?;
    let subject = subjects::readable(&app.roster, actor, campaign.id, staff_code).await?;
    let found = ledger::figures(&app.ballots, campaign.id, &[SubjectId(subject.id)]).await?;
    let figures = found.into_iter().next().ok_or(AppError::NotFound)?;
    Ok(Profile {
        campaign,
        subject: subjects::head(subject),
        figures,
    })
}

/// The same for those who may also see all campaigns: what is not there is named, where [`profile`]
/// must not tell.
pub async fn find(
    app: &App,
    actor: &Actor,
    campaign_code: &str,
    staff_code: &str,
) -> Result<Profile, AppError> {
    actor.may(Action::Read, Resource::Campaigns)?;
    actor.may(Action::Read, Resource::Profiles)?;
    match profile(app, actor, campaign_code, staff_code).await {
        Err(AppError::NotFound) => {
            Err(subjects::why_not(&app.roster, campaign_code, staff_code).await?)
        }
        found => found,
    }
}

/// The analyst's list of a campaign: by unit, then by name, a page (counted from 1) at a time.
pub async fn list(
    app: &App,
    actor: &Actor,
    campaign_code: &str,
    search: &str,
    page: u32,
) -> Result<ProfileList, AppError> {
    actor.may(Action::Read, Resource::Profiles)?;
    let campaign = subjects::campaign(&app.roster, campaign_code).await?;
    let found = subjects::search(&app.roster, campaign.id, search).await?;
    let n_total = found.len() as u64;
    let n_pages = found.len().div_ceil(PAGE_SIZE).max(1);
    let page = (page.max(1) as usize).min(n_pages);
    let shown: Vec<_> = found
        .into_iter()
        .skip((page - 1) * PAGE_SIZE)
        .take(PAGE_SIZE)
        .collect();

    let ids: Vec<SubjectId> = shown.iter().map(|subject| SubjectId(subject.id)).collect();
    let figures = ledger::figures(&app.ballots, campaign.id, &ids).await?;
    let lines = shown.into_iter().filter_map(|subject| {
        let figures = figures
            .iter()
            .find(|figures| figures.subject.0 == subject.id)?;
        Some(ProfileLine {
            subject: subjects::head(subject),
            merged: figures
                .competencies
                .iter()
                .map(|of| of.merged.clone())
                .collect(),
            overall: figures
                .overall
                .as_ref()
                .map(|overall| overall.merged.clone()),
        })
    });
    Ok(ProfileList {
        competencies: ledger::short_titles(&app.ballots, campaign.id).await?,
        lines: lines.collect(),
        search: search.to_owned(),
        n_total,
        page: page as u32,
        n_pages: n_pages as u32,
        campaign,
    })
}

/// What the asking person finds under `/profiles`.
pub async fn home(app: &App, actor: &Actor) -> Result<ProfilesHome, AppError> {
    subjects::home(&app.roster, actor).await
}
