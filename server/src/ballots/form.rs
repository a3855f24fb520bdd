//! The second door for the plain form: the server makes the envelope that the browser would have
//! made, and drops it into the same box. Ballot vault only. The answers live in this function and
//! in the envelope, nowhere else.

use ballot::code::OneTimeCode;
use ballot::envelope::{self, Content, TooLong};
use contract::ballots::{Answers, Scope};
use contract::error::{AppError, Fault, Refusal};
use store::ballots::{FormPut, NewCode};
use store::{Ballots, StoreError};
use uuid::Uuid;

/// A form that was sent.
pub struct Form {
    /// Drawn when it was first shown.
    pub submission: Uuid,
    /// The one-time code, drawn when it was first shown, or the edit code.
    pub code: OneTimeCode,
    /// Where the answers belong.
    pub scope: Scope,
    /// The answers, checked against the instrument.
    pub answers: Answers,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// It is on the disk.
    Now,
    /// It was on the disk before, just as it is now.
    Before,
    /// It was on the disk before, with other answers; those stand.
    BeforeWithOtherAnswers,
    /// It was on the disk before, and went into the box with others since: whether with these
    /// answers cannot be told any more.
    BeforeAndMixed,
}

enum SealFailure {
    Store(StoreError),
    TooLong,
}

impl From<StoreError> for SealFailure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<TooLong> for SealFailure {
    fn from(_: TooLong) -> Self {
        Self::TooLong
    }
}

/// Makes the envelope of a form and puts it into the box, once per submission id.
pub async fn send(ballots: &Ballots, form: &Form, envelope_bytes: u32) -> Result<Sent, AppError> {
    let answers = serde_json::to_vec(&form.answers).map_err(AppError::internal)?;
    let size = usize::try_from(envelope_bytes).map_err(AppError::internal)?;
    let code = NewCode {
        code_hash: form.code.hash().0,
        subject: form.scope.subject.0,
        relation: form.scope.relation.as_str().to_owned(),
    };
    let seal = |version: u32| {
        let content = Content {
            code: form.code.clone(),
            subject: form.scope.subject.0,
            relation: form.scope.relation.code(),
            version,
            answers: &answers,
        };
        Ok::<_, SealFailure>(envelope::seal(&content, size)?)
    };
    let put = ballots
        .put_form(form.scope.campaign.0, form.submission, &code, seal)
        .await
        .map_err(|failure| match failure {
            SealFailure::Store(error) => AppError::internal(error),
            SealFailure::TooLong => {
                AppError::field("comments", Fault::TooLong { limit_chars: 1_000 })
            }
        })?;
    match put {
        FormPut::Stored => Ok(Sent::Now),
        FormPut::Repeated { stored: None } => Ok(Sent::BeforeAndMixed),
        FormPut::Repeated {
            stored: Some(stored),
        } => match envelope::open(&stored, size) {
            Ok(content) if content.answers == answers => Ok(Sent::Before),
            _ => Ok(Sent::BeforeWithOtherAnswers),
        },
        FormPut::UnknownCode => Err(AppError::field("edit_code", Fault::WrongCode)),
        FormPut::BoxClosed => Err(AppError::Refused(Refusal::CampaignClosed)),
    }
}
