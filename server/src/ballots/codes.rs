//! The codes that may answer. Ballot vault only: it learns the public scope and hashes.

use ballot::code::OneTimeCode;
use contract::ballots::Scope;
use contract::error::{AppError, Refusal};
use store::Ballots;
use store::ballots::{NewCode, Registered};

use super::issue::Issued;

/// Registers what was issued. Registered twice is registered once.
pub async fn register(ballots: &Ballots, issued: &Issued) -> Result<(), AppError> {
    let codes: Vec<NewCode> = issued
        .codes
        .iter()
        .map(|code| NewCode {
            code_hash: code.code_hash.0,
            subject: code.subject.0,
            relation: code.relation.as_str().to_owned(),
        })
        .collect();
    let registered = ballots
        .register_codes(issued.campaign.0, &codes)
        .await
        .map_err(AppError::internal)?;
    match registered {
        Registered::Done => Ok(()),
        Registered::BoxClosed => Err(AppError::Refused(Refusal::CampaignClosed)),
    }
}

/// Whether a code is registered for this scope: asked before an edit begins.
pub async fn is_registered(
    ballots: &Ballots,
    scope: Scope,
    code: &OneTimeCode,
) -> Result<bool, AppError> {
    let found = ballots
        .find_code(scope.campaign.0, &code.hash().0)
        .await
        .map_err(AppError::internal)?;
    Ok(found.is_some_and(|found| {
        found.subject == scope.subject.0 && found.relation == scope.relation.as_str()
    }))
}
