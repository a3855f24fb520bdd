//! Whom profiles are about, and who may read them. Roster vault only.

use contract::campaigns::{CampaignHead, CampaignState, Protocol};
use contract::error::{AppError, Fault, Refusal};
use contract::ids::CampaignId;
use contract::profiles::{OwnProfile, ProfilesHome, SubjectHead};
use store::Roster;
use store::roster::campaigns::StoredCampaign;
use store::roster::subjects::StoredSubject;

use crate::accounts::Actor;
use crate::accounts::permissions::{Action, Resource};
use crate::campaigns::kept;
use crate::people::names::fold;

/// A released or archived campaign by its code; any other is not there.
pub async fn campaign(roster: &Roster, code: &str) -> Result<CampaignHead, AppError> {
    let row = roster
        .campaign_by_code(code)
        .await
        .map_err(AppError::internal)?;
    let row = row.ok_or(AppError::NotFound)?;
    if is_released(&row)? {
        head_of(&row)
    } else {
        Err(AppError::NotFound)
    }
}

/// One subject of a campaign, if this actor may read his profile: the analyst and the command line
/// read everybody's, a member his own.
pub async fn readable(
    roster: &Roster,
    actor: &Actor,
    campaign: CampaignId,
    staff_code: &str,
) -> Result<StoredSubject, AppError> {
    let found = roster.subject_by_staff_code(campaign.0, staff_code).await;
    let subject = found
        .map_err(AppError::internal)?
        .ok_or(AppError::NotFound)?;
    if actor.may(Action::Read, Resource::Profiles).is_ok() {
        return Ok(subject);
    }
    actor.may(Action::Read, Resource::OwnProfile)?;
    match (actor.person(), subject.person_id) {
        (Some(asking), Some(rated)) if asking.0 == rated => Ok(subject),
        _ => Err(AppError::NotFound),
    }
}

/// Why there is no profile: the campaign is unknown or not released, or nobody in it has this code.
pub async fn why_not(
    roster: &Roster,
    campaign_code: &str,
    staff_code: &str,
) -> Result<AppError, AppError> {
    let unknown = |field: &str, value: &str| {
        let value = value.chars().take(80).collect();
        AppError::field(field, Fault::Unknown { value })
    };
    let row = roster
        .campaign_by_code(campaign_code)
        .await
        .map_err(AppError::internal)?;
    Ok(match row {
        None => unknown("campaign", campaign_code),
        Some(row) if !is_released(&row)? => Refusal::NotReleased {
            state: kept::state(&row)?,
        }
        .into(),
        Some(_) => unknown("staff_code", staff_code),
    })
}

/// The subjects of a campaign whose name, staff code or unit holds the words, by unit and name.
pub async fn search(
    roster: &Roster,
    campaign: CampaignId,
    words: &str,
) -> Result<Vec<StoredSubject>, AppError> {
    let wanted = fold(words.trim());
    let matches = |subject: &StoredSubject| {
        [&subject.full_name, &subject.staff_code, &subject.unit_path]
            .into_iter()
            .any(|text| fold(text).contains(&wanted))
    };
    let all = roster
        .subjects(campaign.0)
        .await
        .map_err(AppError::internal)?;
    Ok(all.into_iter().filter(matches).collect())
}

/// What the asking person finds under `/profiles`.
pub async fn home(roster: &Roster, actor: &Actor) -> Result<ProfilesHome, AppError> {
    let mut campaigns = Vec::new();
    for row in roster.campaigns().await.map_err(AppError::internal)? {
        if is_released(&row)? {
            campaigns.push(head_of(&row)?);
        }
    }
    campaigns.sort_by(|a, b| b.released_on.cmp(&a.released_on).then(a.code.cmp(&b.code)));
    if actor.may(Action::Read, Resource::Profiles).is_ok() {
        return Ok(ProfilesHome {
            campaigns,
            own: Vec::new(),
        });
    }
    actor.may(Action::Read, Resource::OwnProfile)?;
    let Some(person) = actor.person() else {
        return Ok(ProfilesHome::default());
    };
    let mine = roster
        .subjects_of_person(person.0)
        .await
        .map_err(AppError::internal)?;
    let own = campaigns.into_iter().filter_map(|campaign| {
        let subject = mine
            .iter()
            .find(|subject| subject.campaign_id == campaign.id.0)?;
        Some(OwnProfile {
            campaign,
            staff_code: subject.staff_code.clone(),
        })
    });
    Ok(ProfilesHome {
        campaigns: Vec::new(),
        own: own.collect(),
    })
}

/// A subject as pages name him.
pub fn head(row: StoredSubject) -> SubjectHead {
    SubjectHead {
        staff_code: row.staff_code,
        full_name: row.full_name,
        name: row.name,
        post: row.post,
        unit_path: row.unit_path,
    }
}

fn is_released(row: &StoredCampaign) -> Result<bool, AppError> {
    Ok(match kept::state(row)? {
        CampaignState::Released | CampaignState::Archived => true,
        CampaignState::Draft | CampaignState::Open | CampaignState::Closed => false,
    })
}

fn head_of(row: &StoredCampaign) -> Result<CampaignHead, AppError> {
    let (Some(protocol), Some(hash)) = (&row.protocol, &row.protocol_hash) else {
        return Err(AppError::internal("a released campaign without a protocol"));
    };
    let protocol: Protocol = serde_json::from_str(protocol).map_err(AppError::internal)?;
    Ok(CampaignHead {
        id: CampaignId(row.id),
        code: row.code.clone(),
        title: protocol.title,
        purpose: protocol.purpose,
        mode: protocol.mode,
        k: protocol.k,
        k_text: protocol.k_text,
        opens_on: protocol.opens_on,
        closes_on: row.closes_on.clone().unwrap_or(protocol.closes_on),
        released_on: row.released_on.clone(),
        protocol_hash: hex::encode(hash),
    })
}
