//! What the roster keeps of a campaign, read back into the contract's types.

use contract::campaigns::{CampaignHead, CampaignLine, CampaignState, Draft, Protocol};
use contract::error::AppError;
use contract::locale::Localized;
use store::Roster;
use store::roster::campaigns::StoredCampaign;

use super::protocol::parse_iso;

/// The campaign with this short code.
pub async fn find(roster: &Roster, code: &str) -> Result<StoredCampaign, AppError> {
    roster
        .campaign_by_code(code)
        .await
        .map_err(AppError::internal)?
        .ok_or(AppError::NotFound)
}

/// Its state.
pub fn state(row: &StoredCampaign) -> Result<CampaignState, AppError> {
    CampaignState::parse(&row.state)
        .ok_or_else(|| AppError::internal(format!("a campaign with the state {:?}", row.state)))
}

/// Its draft: what it is before the opening, and what it was then.
pub fn draft(row: &StoredCampaign) -> Result<Draft, AppError> {
    serde_json::from_str(&row.draft).map_err(AppError::internal)
}

/// Its frozen protocol.
pub fn protocol(row: &StoredCampaign) -> Result<Protocol, AppError> {
    let text = row
        .protocol
        .as_deref()
        .ok_or_else(|| AppError::internal("a campaign that was opened has no protocol"))?;
    serde_json::from_str(text).map_err(AppError::internal)
}

/// Its head, as every page about it shows it once it is frozen.
pub fn head(row: &StoredCampaign) -> Result<CampaignHead, AppError> {
    let protocol = protocol(row)?;
    let hash = row
        .protocol_hash
        .as_deref()
        .ok_or_else(|| AppError::internal("a protocol has no hash"))?;
    Ok(CampaignHead {
        id: protocol.campaign,
        code: protocol.code,
        title: protocol.title,
        purpose: protocol.purpose,
        mode: protocol.mode,
        k: protocol.k,
        k_text: protocol.k_text,
        opens_on: protocol.opens_on,
        closes_on: protocol.closes_on,
        released_on: row.released_on.clone(),
        protocol_hash: hex::encode(hash),
    })
}

/// Its line in the list.
pub fn line(row: &StoredCampaign) -> Result<CampaignLine, AppError> {
    let state = state(row)?;
    let (title, purpose, opens_on, closes_on): (Localized, _, _, _) = match &row.protocol {
        Some(_) => {
            let frozen = protocol(row)?;
            (
                frozen.title,
                Some(frozen.purpose),
                parse_iso(&frozen.opens_on),
                parse_iso(&frozen.closes_on),
            )
        }
        None => {
            let draft = draft(row)?;
            (draft.title, draft.purpose, draft.opens_on, draft.closes_on)
        }
    };
    Ok(CampaignLine {
        code: row.code.clone(),
        title,
        state,
        purpose,
        opens_on,
        closes_on,
        imported: row.imported,
    })
}
