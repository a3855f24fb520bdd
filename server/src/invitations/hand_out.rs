//! The one list of links and codes, handed out to an administrator.
//!
//! The page that offers the list brings a fresh [`ListKey`]. The first request with a key keeps the
//! hashes of its codes and marks the list as handed out, in one transaction with the record; the
//! same key again gives the same list, and any other is refused. Making new codes on purpose
//! replaces everybody's, so that a second list does not tell who has been in.

use std::collections::BTreeMap;

use contract::campaigns::CampaignState;
use contract::error::{AppError, Refusal};
use contract::ids::{CampaignId, PersonId};
use contract::invitations::{HandOutView, InvitationSheet, InvitationSlip};
use store::roster::assignments::Invited;
use store::roster::campaigns::StoredCampaign;
use store::roster::invitations::StoredInvitation;

use super::hash::{link_hash, short_hash};
use super::list_key::ListKey;
use super::qr::qr;
use crate::accounts::Actor;
use crate::accounts::permissions::{Action, Resource};
use crate::audit;
use crate::campaigns::kept;
use crate::state::App;

/// What is wanted of a campaign whose list was handed out before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// Nothing: it is refused, unless the key is the same.
    Stands,
    /// New codes in place of all that are out.
    IsReplaced,
}

/// The page that offers the list, with a fresh key.
pub async fn offer(app: &App, actor: &Actor, code: &str) -> Result<HandOutView, AppError> {
    actor.may(Action::HandOut, Resource::Invitations)?;
    let row = kept::find(&app.roster, code).await?;
    must_be_open(&row)?;
    let invited = app
        .roster
        .invited(row.id)
        .await
        .map_err(AppError::internal)?;
    Ok(HandOutView {
        campaign: kept::head(&row)?,
        n_people: u32::try_from(invited.len()).map_err(AppError::internal)?,
        handed_out: row.handed_out,
        key: ListKey::draw().map_err(AppError::internal)?.to_string(),
    })
}

/// The list of this key.
pub async fn hand_out(
    app: &App,
    actor: &Actor,
    code: &str,
    key: &ListKey,
    before: Before,
) -> Result<InvitationSheet, AppError> {
    actor.may(Action::HandOut, Resource::Invitations)?;
    let row = kept::find(&app.roster, code).await?;
    must_be_open(&row)?;
    let campaign = CampaignId(row.id);
    let invited = app
        .roster
        .invited(row.id)
        .await
        .map_err(AppError::internal)?;
    let mut rows = Vec::with_capacity(invited.len());
    let mut slips = Vec::with_capacity(invited.len());
    for somebody in invited {
        let (link, short) = key.codes(campaign, PersonId(somebody.person_id))?;
        rows.push(StoredInvitation {
            campaign_id: row.id,
            person_id: somebody.person_id,
            link_hash: link_hash(&link).to_vec(),
            short_hash: short_hash(&app.keys, &short).to_vec(),
        });
        slips.push((somebody, link, short));
    }
    keep(app, actor, &row, rows, before).await?;
    let slips = slips
        .into_iter()
        .map(|(somebody, link, short)| {
            // The code stands in the fragment, which no browser sends and no server logs.
            let link = format!("{}/i#{link}", app.public_url);
            slip(somebody, link, short.to_string())
        })
        .collect::<Result<_, AppError>>()?;
    Ok(InvitationSheet {
        campaign: kept::head(&row)?,
        short_code_address: format!("{}/confidential", app.public_url),
        slips,
    })
}

async fn keep(
    app: &App,
    actor: &Actor,
    row: &StoredCampaign,
    rows: Vec<StoredInvitation>,
    before: Before,
) -> Result<(), AppError> {
    let record = |action| audit::entry(app, actor, action, &format!("{} {}", row.code, rows.len()));
    if !row.handed_out {
        let record = record("invitations_handed_out");
        let done = app
            .roster
            .hand_out_invitations(row.id, &rows, &record)
            .await
            .map_err(AppError::internal)?;
        if done {
            return Ok(());
        }
        // Somebody was faster; if it was a second click on the same page, the keys are the same.
    }
    let out = app
        .roster
        .invitations(row.id)
        .await
        .map_err(AppError::internal)?;
    if are_same(&out, &rows) {
        return audit::record(
            app,
            actor,
            "invitations_handed_out_again",
            &format!("{} {}", row.code, rows.len()),
        )
        .await;
    }
    if before == Before::Stands {
        return Err(Refusal::InvitationsAlreadyHandedOut.into());
    }
    let record = record("invitations_replaced");
    let done = app
        .roster
        .replace_invitations(row.id, &rows, &record)
        .await
        .map_err(AppError::internal)?;
    if done {
        Ok(())
    } else {
        Err(Refusal::CampaignClosed.into())
    }
}

fn are_same(out: &BTreeMap<uuid::Uuid, StoredInvitation>, rows: &[StoredInvitation]) -> bool {
    out.len() == rows.len() && rows.iter().all(|row| out.get(&row.person_id) == Some(row))
}

fn must_be_open(row: &StoredCampaign) -> Result<(), AppError> {
    match kept::state(row)? {
        CampaignState::Open => Ok(()),
        state => Err(Refusal::WrongState { state }.into()),
    }
}

fn slip(somebody: Invited, link: String, short_code: String) -> Result<InvitationSlip, AppError> {
    Ok(InvitationSlip {
        staff_code: somebody.staff_code,
        full_name: somebody.full_name,
        email: somebody.email,
        unit_path: somebody.unit_path,
        n_tasks: u32::try_from(somebody.n_tasks).map_err(AppError::internal)?,
        qr: qr(&link)?,
        link,
        short_code,
    })
}
