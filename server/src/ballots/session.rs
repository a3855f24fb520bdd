//! Who is answering: the session that an invitation opened. Roster vault only.
//!
//! The token is 256 random bits in a cookie that ends with the browser; its hash stands beside the
//! person, without a time, and goes when the campaign closes.
//!
//! Who leaves the roster while a campaign runs stays a rater of it. He knew the leader in the period
//! that is asked about; every rater was told how many his group has; and nobody may shape the group
//! of a frozen protocol by taking people off the roster.

use contract::campaigns::CampaignState;
use contract::error::{AppError, Fault, Refusal};
use contract::ids::{CampaignId, PersonId};
use store::Roster;
use store::roster::StoredRaterSession;
use store::roster::campaigns::StoredCampaign;
use store::roster::invitations::StoredInvitation;

use crate::canonical::sha256;
use crate::invitations::code::{LinkCode, ShortCode};
use crate::invitations::hash::{link_hash, short_hash};
use crate::keys::Keys;
use crate::rng;

/// Somebody who opened an invitation. Never printed, and never together with an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Rater {
    /// The campaign.
    pub campaign: CampaignId,
    /// The person.
    pub person: PersonId,
}

impl Rater {
    /// The name that the browser knows this rater by, see `TaskList::rater`. It follows from who he
    /// is and not from the code he opened his invitation with, so that new codes lock nobody out of
    /// what his browser keeps.
    pub fn name(&self, keys: &Keys) -> String {
        hex::encode(keys.rater_name(self.campaign.0.as_bytes(), self.person.0.as_bytes()))
    }

    /// Refuses a page that shows somebody else's tasks. One browser has one cookie and many tabs:
    /// who opens his invitation in one of them must not be answered for by the others.
    pub fn must_be(&self, keys: &Keys, name: Option<&str>) -> Result<(), AppError> {
        if name == Some(self.name(keys).as_str()) {
            Ok(())
        } else {
            Err(Refusal::SessionOfAnotherInvitation.into())
        }
    }
}

/// A session that was just opened.
pub struct Opened {
    /// The token for the cookie.
    pub token: String,
    /// Whose it is.
    pub rater: Rater,
}

/// Opens a session by the code of an invitation link.
pub async fn open_by_link(roster: &Roster, code: &str) -> Result<Opened, AppError> {
    let code = LinkCode::parse(code).map_err(|_| wrong_code("code"))?;
    let invitation = roster
        .invitation_by_link(&link_hash(&code))
        .await
        .map_err(AppError::internal)?;
    open(roster, invitation.ok_or_else(|| wrong_code("code"))?).await
}

/// Opens a session by a short code. The caller limits how often it may be wrong.
pub async fn open_by_short_code(
    roster: &Roster,
    keys: &Keys,
    code: &str,
) -> Result<Opened, AppError> {
    if code.trim().is_empty() {
        return Err(AppError::field("short_code", Fault::Missing));
    }
    let code = ShortCode::parse(code).map_err(|_| wrong_code("short_code"))?;
    let invitation = roster
        .invitation_by_short_code(&short_hash(keys, &code))
        .await
        .map_err(AppError::internal)?;
    open(roster, invitation.ok_or_else(|| wrong_code("short_code"))?).await
}

/// Whose session a token is. Ended with the campaign: the reader is told that it is closed.
pub async fn rater_of(roster: &Roster, token: Option<&str>) -> Result<Rater, AppError> {
    let token = token.ok_or(AppError::SignInNeeded)?;
    let session = roster
        .rater_session(&token_hash(token))
        .await
        .map_err(AppError::internal)?
        .ok_or(AppError::SignInNeeded)?;
    let rater = Rater {
        campaign: CampaignId(session.campaign_id),
        person: PersonId(session.person_id),
    };
    running_campaign(roster, rater.campaign).await?;
    Ok(rater)
}

/// Ends a session. A token that is none is no fault.
pub async fn sign_out(roster: &Roster, token: &str) -> Result<(), AppError> {
    roster
        .end_rater_session(&token_hash(token))
        .await
        .map_err(AppError::internal)
}

/// Every hour: the order in which sessions were opened is destroyed.
pub async fn forget_order(roster: &Roster) -> Result<(), AppError> {
    roster
        .forget_order_of_sessions()
        .await
        .map_err(AppError::internal)
}

/// After the close: no digest binds a browser any more, no session is left, and no assignment tells
/// whether it was ever issued. `false`: there was nothing to forget.
pub async fn forget_raters(roster: &Roster, campaign: CampaignId) -> Result<bool, AppError> {
    roster
        .forget_raters(campaign.0)
        .await
        .map_err(AppError::internal)
}

/// Sweeps what [`forget_raters`] removed out of the files. `false`: it is to be done again.
pub async fn sweep_raters(roster: &Roster) -> Result<bool, AppError> {
    roster.sweep_raters().await.map_err(AppError::internal)
}

/// The campaign, if it is open.
pub async fn running_campaign(
    roster: &Roster,
    campaign: CampaignId,
) -> Result<StoredCampaign, AppError> {
    let campaign = roster
        .campaign(campaign.0)
        .await
        .map_err(AppError::internal)?
        .ok_or(AppError::NotFound)?;
    if campaign.state == CampaignState::Open.as_str() {
        Ok(campaign)
    } else {
        Err(AppError::Refused(Refusal::CampaignClosed))
    }
}

async fn open(roster: &Roster, invitation: StoredInvitation) -> Result<Opened, AppError> {
    let rater = Rater {
        campaign: CampaignId(invitation.campaign_id),
        person: PersonId(invitation.person_id),
    };
    running_campaign(roster, rater.campaign).await?;
    let token = hex::encode(rng::bytes::<32>().map_err(AppError::internal)?);
    roster
        .open_rater_session(StoredRaterSession {
            token_hash: token_hash(&token),
            campaign_id: rater.campaign.0,
            person_id: rater.person.0,
        })
        .await
        .map_err(AppError::internal)?;
    Ok(Opened { token, rater })
}

fn token_hash(token: &str) -> Vec<u8> {
    sha256(token.as_bytes()).to_vec()
}

fn wrong_code(field: &str) -> AppError {
    AppError::field(field, Fault::WrongCode)
}
