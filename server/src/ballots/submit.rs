//! The second door: an envelope into the box. Ballot vault only; who sends it is not known here,
//! and nothing about the request is kept or logged.

use ballot::envelope::MARK;
use ballot::receipt::receipt_hex;
use contract::ballots::Receipt;
use contract::error::{AppError, Refusal};
use contract::ids::CampaignId;
use store::Ballots;
use store::ballots::{BoxState, NewEnvelope, Put};

use crate::rng;

/// Puts an envelope into the box. The receipt is made after the commit and not before.
pub async fn submit(
    ballots: &Ballots,
    campaign: CampaignId,
    bytes: Vec<u8>,
) -> Result<Receipt, AppError> {
    let receipt = Receipt {
        envelope: receipt_hex(&bytes),
    };
    let put = ballots
        .put(NewEnvelope {
            campaign: campaign.0,
            id: rng::id().map_err(AppError::internal)?,
            bytes,
            mark: MARK,
        })
        .await
        .map_err(AppError::internal)?;
    match put {
        Put::Stored => Ok(receipt),
        Put::NoSuchBox => Err(AppError::NotFound),
        Put::Closed => Err(AppError::Refused(Refusal::CampaignClosed)),
        Put::WrongSize { expected_bytes } => Err(AppError::Refused(Refusal::WrongEnvelopeSize {
            expected_bytes,
        })),
        Put::WrongShape => Err(AppError::Refused(Refusal::NotAnEnvelope)),
    }
}

/// Envelopes received in the whole campaign, rounded down to tens: all that anybody is shown
/// before the close.
pub async fn received_tens(ballots: &Ballots, campaign: CampaignId) -> Result<u64, AppError> {
    let stands = ballots
        .find_box(campaign.0)
        .await
        .map_err(AppError::internal)?;
    let counted = stands
        .filter(|stands| stands.state == BoxState::Tallied)
        .and_then(|stands| stands.counts)
        .map(|counts| serde_json::from_str::<ballot::tally::Counts>(&counts))
        .transpose()
        .map_err(AppError::internal)?;
    let n = match counted {
        Some(counts) => counts.received,
        None => ballots
            .received(campaign.0)
            .await
            .map_err(AppError::internal)?,
    };
    Ok(n / 10 * 10)
}
