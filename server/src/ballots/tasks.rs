//! Whom a rater is asked about, and everything the survey needs to know beforehand. Roster vault
//! only.

use contract::campaigns::{CampaignHead, Protocol};
use contract::error::{AppError, Refusal};
use contract::ids::SubjectId;
use contract::instruments::Instrument;
use contract::invitations::{Task, TaskList, Way};
use contract::raters::Relation;
use store::Roster;
use store::roster::StoredWay;
use store::roster::assignments::StoredAssignment;
use store::roster::campaigns::StoredCampaign;
use store::roster::entities::subject;

use super::session::{Rater, running_campaign};
use crate::instruments;
use crate::keys::Keys;

/// The task list of a rater, in the order of units and names.
pub async fn task_list(roster: &Roster, keys: &Keys, rater: &Rater) -> Result<TaskList, AppError> {
    let campaign = running_campaign(roster, rater.campaign).await?;
    let protocol = protocol(&campaign)?;
    let instrument = instrument(roster, &protocol).await?;
    let rows = roster
        .assignments_of_person(rater.campaign.0, rater.person.0)
        .await
        .map_err(AppError::internal)?;
    let tasks = rows
        .into_iter()
        .map(|(assignment, subject)| task(&protocol, &assignment, subject))
        .collect::<Result<_, _>>()?;
    Ok(TaskList {
        rater: rater.name(keys),
        envelope_bytes: protocol.envelope_bytes,
        campaign: head(&campaign, protocol)?,
        instrument,
        tasks,
    })
}

/// The frozen protocol of a campaign that is or was open.
pub fn protocol(campaign: &StoredCampaign) -> Result<Protocol, AppError> {
    let text = campaign
        .protocol
        .as_deref()
        .ok_or_else(|| AppError::internal("a campaign that was opened has no protocol"))?;
    serde_json::from_str(text).map_err(AppError::internal)
}

/// The relation of an assignment.
pub(super) fn relation(assignment: &StoredAssignment) -> Result<Relation, AppError> {
    Relation::parse(&assignment.relation)
        .ok_or_else(|| AppError::internal("an assignment has an unknown relation"))
}

async fn instrument(roster: &Roster, protocol: &Protocol) -> Result<Instrument, AppError> {
    instruments::find(roster, &protocol.instrument, protocol.instrument_version)
        .await?
        .ok_or_else(|| AppError::internal("the instrument of an open campaign is missing"))
}

fn task(
    protocol: &Protocol,
    assignment: &StoredAssignment,
    subject: subject::Model,
) -> Result<Task, AppError> {
    let relation = relation(assignment)?;
    let invited = protocol
        .subjects
        .iter()
        .find(|invited| invited.subject.0 == subject.id)
        .ok_or_else(|| AppError::internal("a subject is missing from the protocol"))?;
    let way = match StoredWay::from_number(assignment.way).map_err(AppError::internal)? {
        StoredWay::Open => Way::Open,
        StoredWay::Browser => Way::Browser,
        StoredWay::Form => Way::Form,
        StoredWay::Over => return Err(Refusal::CampaignClosed.into()),
    };
    Ok(Task {
        subject: SubjectId(subject.id),
        relation,
        full_name: subject.full_name,
        name: subject.name,
        post: subject.post,
        unit: subject.unit_path,
        n_invited: invited.n_invited(relation),
        attributed: invited.attributed(relation),
        way,
    })
}

fn head(campaign: &StoredCampaign, protocol: Protocol) -> Result<CampaignHead, AppError> {
    let hash = campaign
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
        released_on: campaign.released_on.clone(),
        protocol_hash: hex::encode(hash),
    })
}
