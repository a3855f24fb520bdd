//! Drafts: begun, changed, looked at, discarded. Everything here is reversible.

use contract::campaigns::{CampaignLine, CampaignState, Draft};
use contract::drafts::{DraftForm, DraftView, Outlook};
use contract::error::{AppError, Fault, FieldFault, Refusal};
use contract::ids::CampaignId;
use contract::instruments::Instrument;
use store::StoreError;
use store::roster::campaigns::StoredCampaign;
use time::Date;

use super::decided::decided;
use super::forecast::{Forecaster, is_hard_to_see};
use super::{forms, kept};
use crate::accounts::Actor;
use crate::accounts::permissions::{Action, Resource};
use crate::raters::{self, Asked, Selection};
use crate::state::App;
use crate::{audit, instruments, rng};

/// Forecasts on one page.
const FORECASTS_PER_PAGE: usize = 50;

/// All campaigns: what waits for the administrator first, what is archived last.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<CampaignLine>, AppError> {
    actor.may(Action::Read, Resource::Campaigns)?;
    let rows = app.roster.campaigns().await.map_err(AppError::internal)?;
    let mut lines: Vec<CampaignLine> = rows.iter().map(kept::line).collect::<Result<_, _>>()?;
    lines.sort_by_key(|line| {
        let order = match line.state {
            CampaignState::Open => 0,
            CampaignState::Closed => 1,
            CampaignState::Draft => 2,
            CampaignState::Released => 3,
            CampaignState::Archived => 4,
        };
        (order, std::cmp::Reverse(line.opens_on), line.code.clone())
    });
    Ok(lines)
}

/// The instruments that a draft can choose from.
pub async fn instruments(app: &App, actor: &Actor) -> Result<Vec<Instrument>, AppError> {
    actor.may(Action::Write, Resource::Campaigns)?;
    instruments::to_choose_from(&app.roster).await
}

/// Begins a draft; answers its code.
pub async fn create(app: &App, actor: &Actor, form: &DraftForm) -> Result<String, AppError> {
    actor.may(Action::Write, Resource::Campaigns)?;
    let draft = read(app, form).await?;
    let text = serde_json::to_string(&draft).map_err(AppError::internal)?;
    let id = rng::id().map_err(AppError::internal)?;
    app.roster
        .create_draft(id, &draft.code, &text)
        .await
        .map_err(taken)?;
    audit::record(app, actor, "campaign_drafted", &draft.code).await?;
    Ok(draft.code)
}

/// Changes a draft; answers its code, which may have changed too.
pub async fn change(
    app: &App,
    actor: &Actor,
    code: &str,
    form: &DraftForm,
) -> Result<String, AppError> {
    actor.may(Action::Write, Resource::Campaigns)?;
    let row = kept::find(&app.roster, code).await?;
    must_be_draft(&row)?;
    let draft = read(app, form).await?;
    let text = serde_json::to_string(&draft).map_err(AppError::internal)?;
    let changed = app
        .roster
        .change_draft(row.id, &draft.code, &text)
        .await
        .map_err(taken)?;
    if !changed {
        return Err(Refusal::ProtocolIsFrozen.into());
    }
    audit::record(app, actor, "campaign_draft_changed", &draft.code).await?;
    Ok(draft.code)
}

/// Forgets a draft.
pub async fn discard(app: &App, actor: &Actor, code: &str) -> Result<(), AppError> {
    actor.may(Action::Write, Resource::Campaigns)?;
    let row = kept::find(&app.roster, code).await?;
    must_be_draft(&row)?;
    let gone = app
        .roster
        .discard_draft(row.id)
        .await
        .map_err(AppError::internal)?;
    if !gone {
        return Err(Refusal::ProtocolIsFrozen.into());
    }
    audit::record(app, actor, "campaign_draft_discarded", code).await
}

/// The form of a draft, to go on with.
pub async fn form(app: &App, actor: &Actor, code: &str) -> Result<DraftForm, AppError> {
    actor.may(Action::Write, Resource::Campaigns)?;
    let row = kept::find(&app.roster, code).await?;
    must_be_draft(&row)?;
    Ok(forms::write(&kept::draft(&row)?))
}

/// A draft with what is missing, and whom it reaches as the roster is today.
pub async fn look(
    app: &App,
    actor: &Actor,
    row: &StoredCampaign,
    page: u32,
) -> Result<DraftView, AppError> {
    actor.may(Action::Read, Resource::Campaigns)?;
    must_be_draft(row)?;
    let draft = kept::draft(row)?;
    let today = app.clock.today();
    let mut missing = decided(&draft, today).err().unwrap_or_default();
    let instrument = match &draft.instrument {
        None => None,
        Some(id) => {
            let found = instruments::newest(&app.roster, id).await?;
            if found.is_none() {
                missing.push(unknown("instrument", id));
            }
            found
        }
    };
    let mut outlook = None;
    if let Some(choice) = &draft.subjects {
        let unknown = raters::unknown_names(&app.roster, choice).await?;
        if unknown.is_empty() {
            let on = draft.opens_on.map_or(today, |day| day.max(today));
            let chart = raters::load(&app.roster, choice).await?;
            let selection = raters::select(&chart, choice, on);
            outlook = Some(outlook_of(&draft, &selection, on, page)?);
        }
        missing.extend(unknown);
    }
    Ok(DraftView {
        id: CampaignId(row.id),
        draft,
        missing,
        instrument,
        outlook,
    })
}

/// What a selection comes to, and the forecasts of one page of it.
pub(super) fn outlook_of(
    draft: &Draft,
    selection: &Selection<'_>,
    on: Date,
    page: u32,
) -> Result<Outlook, AppError> {
    let path = draft.merge_path.as_deref().unwrap_or_default();
    let mut forecaster = Forecaster::new(draft.k, path, draft.expected_response_permille)?;
    let mut forecasts: Vec<_> = selection
        .asked
        .iter()
        .map(|asked| forecaster.of(asked))
        .collect();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let hard = forecasts.iter().filter(|of| is_hard_to_see(of)).count();
    let conversations = forecasts.iter().filter(|of| of.offer_conversation).count();
    let n_pages = forecasts.len().div_ceil(FORECASTS_PER_PAGE).max(1);
    let page = (page.max(1) as usize).min(n_pages);
    Ok(Outlook {
        on,
        n_subjects: count(selection.asked.len()),
        n_raters: count(n_raters(&selection.asked)),
        n_assignments: count(selection.asked.iter().map(|asked| asked.raters.len()).sum()),
        n_hard_to_see: count(hard),
        n_conversations: count(conversations),
        forecasts: forecasts
            .drain(..)
            .skip((page - 1) * FORECASTS_PER_PAGE)
            .take(FORECASTS_PER_PAGE)
            .collect(),
        page: count(page),
        n_pages: count(n_pages),
        left_out: selection.left_out.clone(),
    })
}

fn n_raters(asked: &[Asked<'_>]) -> usize {
    let mut people: Vec<_> = asked
        .iter()
        .flat_map(|asked| asked.raters.iter().map(|rater| rater.person))
        .collect();
    people.sort_unstable();
    people.dedup();
    people.len()
}

/// Refuses what is frozen, and says which state it is in.
pub(super) fn must_be_draft(row: &StoredCampaign) -> Result<(), AppError> {
    match kept::state(row)? {
        CampaignState::Draft => Ok(()),
        CampaignState::Open => Err(Refusal::ProtocolIsFrozen.into()),
        state => Err(Refusal::WrongState { state }.into()),
    }
}

async fn read(app: &App, form: &DraftForm) -> Result<Draft, AppError> {
    let draft = forms::read(form).map_err(AppError::Invalid)?;
    let mut faults = Vec::new();
    if let Some(id) = &draft.instrument
        && instruments::newest(&app.roster, id).await?.is_none()
    {
        faults.push(unknown("instrument", id));
    }
    if let Some(choice) = &draft.subjects {
        faults.extend(raters::unknown_names(&app.roster, choice).await?);
    }
    if faults.is_empty() {
        Ok(draft)
    } else {
        Err(AppError::Invalid(faults))
    }
}

fn unknown(field: &str, value: &str) -> FieldFault {
    FieldFault {
        field: field.to_owned(),
        fault: Fault::Unknown {
            value: value.chars().take(80).collect(),
        },
    }
}

fn taken(error: StoreError) -> AppError {
    match error {
        StoreError::Conflict => AppError::field("code", Fault::Taken),
        other => AppError::internal(other),
    }
}
