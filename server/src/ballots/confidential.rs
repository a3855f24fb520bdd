//! What the plain form carries of the protocol: a one-time code, a request key and a submission
//! id, drawn at its first showing. Nothing of it is stored before the last page is sent.

use ballot::code::OneTimeCode;
use ballot::request::RequestKey;
use contract::ballots::{Answers, Scope};
use contract::error::AppError;
use contract::ids::SubjectId;
use contract::raters::Relation;
use store::Ballots;
use uuid::Uuid;

use super::codes;
use crate::invitations::code::EditCode;
use crate::rng;

/// What was drawn when the form was first shown. Never printed.
pub struct Drawn {
    code: [u8; 16],
    key: [u8; 32],
    submission: Uuid,
}

/// The form with everything that its last page sends.
pub struct FormSent {
    /// What it carried.
    pub drawn: Drawn,
    /// Whether it replaces an earlier answer.
    pub edit: bool,
    /// The subject.
    pub subject: SubjectId,
    /// The relation.
    pub relation: Relation,
    /// The answers, checked against the instrument.
    pub answers: Answers,
}

impl Drawn {
    /// Draws all three.
    pub fn draw() -> Result<Self, AppError> {
        Ok(Self {
            code: rng::bytes().map_err(AppError::internal)?,
            key: rng::bytes().map_err(AppError::internal)?,
            submission: rng::id().map_err(AppError::internal)?,
        })
    }

    /// The same with the code of an earlier answer.
    pub fn with_code(self, code: &OneTimeCode) -> Self {
        Self {
            code: *code.as_bytes(),
            ..self
        }
    }

    /// Reads what the form carried.
    pub fn read(code: &str, key: &str, submission: &str) -> Option<Self> {
        let mut drawn = Self {
            code: [0; 16],
            key: [0; 32],
            submission: submission.parse().ok()?,
        };
        hex::decode_to_slice(code, &mut drawn.code).ok()?;
        hex::decode_to_slice(key, &mut drawn.key).ok()?;
        Some(drawn)
    }

    /// The code as the form carries it.
    pub fn code_hex(&self) -> String {
        hex::encode(self.code)
    }

    /// The key as the form carries it.
    pub fn key_hex(&self) -> String {
        hex::encode(self.key)
    }

    /// The submission id as the form carries it.
    pub fn submission_text(&self) -> String {
        self.submission.to_string()
    }

    /// The code as the receipt shows it.
    pub fn edit_code(&self) -> String {
        EditCode::of(self.code).to_string()
    }

    /// The code.
    pub const fn code(&self) -> OneTimeCode {
        OneTimeCode::new(self.code)
    }

    /// The key.
    pub const fn key(&self) -> RequestKey {
        RequestKey::new(self.key)
    }

    /// The submission id.
    pub const fn submission(&self) -> Uuid {
        self.submission
    }
}

/// The code behind what was typed as an edit code, if it is registered for this scope.
pub async fn edit_code(
    ballots: &Ballots,
    scope: Scope,
    typed: &str,
) -> Result<Option<OneTimeCode>, AppError> {
    let Ok(code) = EditCode::parse(typed) else {
        return Ok(None);
    };
    let code = OneTimeCode::new(*code.code());
    let registered = codes::is_registered(ballots, scope, &code).await?;
    Ok(registered.then_some(code))
}
