//! What can go wrong, as types. The words for it live in the locale files of `app`.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::locale::Localized;

/// What a use case answers when it cannot do what was asked.
/// What a person may not see answers as `NotFound`.
#[derive(Debug, Error)]
pub enum AppError {
    /// No such thing, or none that this person may see.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in.
    #[error("sign-in needed")]
    SignInNeeded,
    /// Signed in, and the role does not allow it.
    #[error("not allowed for this role")]
    Forbidden,
    /// The input is wrong, field by field.
    #[error("invalid input: {0:?}")]
    Invalid(Vec<FieldFault>),
    /// The state of things forbids it.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The body is larger than allowed.
    #[error("body larger than {limit_bytes} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit_bytes: u64,
    },
    /// Ours, not the user's. The chain goes to the log, once.
    #[error("internal error")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl AppError {
    /// Wraps a failure of ours.
    pub fn internal(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(error.into())
    }

    /// A short name that programs may rely on.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::SignInNeeded => "sign_in_needed",
            Self::Forbidden => "forbidden",
            Self::Invalid(_) => "invalid",
            Self::Refused(refusal) => refusal.code(),
            Self::TooLarge { .. } => "too_large",
            Self::Internal(_) => "internal",
        }
    }

    /// One fault in one field.
    pub fn field(field: &str, fault: Fault) -> Self {
        Self::Invalid(vec![FieldFault {
            field: field.to_owned(),
            fault,
        }])
    }
}

/// The body of every answer of the JSON addresses that is not a success. The status says the kind
/// (400 invalid, 401 sign-in needed, 404 not found, 409 refused, 413 too large), this says the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiFault {
    /// [`AppError::code`].
    #[serde(default)]
    pub code: String,
    /// What is wrong and what to do, for programs that have no words of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Localized>,
    /// The faults, field by field, of an [`AppError::Invalid`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<FieldFault>,
    /// The reason of an [`AppError::Refused`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Refusal>,
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// A fault and the form field it belongs to (the `name` of the input).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldFault {
    /// The `name` of the input.
    pub field: String,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fault {
    /// Empty, and must not be.
    Missing,
    /// Longer than allowed.
    TooLong {
        /// The limit in characters.
        limit_chars: u32,
    },
    /// Not a number between the two.
    OutOfRange {
        /// Smallest allowed.
        min: i64,
        /// Largest allowed.
        max: i64,
    },
    /// Not a date of the form dd/MM/yyyy or yyyy-MM-dd.
    NotADate,
    /// The close does not come after the opening.
    EndsBeforeItBegins,
    /// The weights of the relations do not add up to 100 %.
    WeightsDoNotAddUp {
        /// What they add up to, in thousandths.
        sum_permille: u32,
    },
    /// Taken by something else.
    Taken,
    /// Somebody who has left the roster.
    LeftTheRoster {
        /// The staff code.
        staff_code: String,
    },
    /// No such thing.
    Unknown {
        /// What was asked for.
        value: String,
    },
    /// A code of a wrong shape, or one we never gave out.
    WrongCode,
    /// Not a short name for addresses: small letters, digits and hyphens.
    NotAShortName,
    /// Not a percentage with at most one decimal.
    NotAPercentage,
    /// The last day is over.
    InThePast,
}

/// Why the state of things forbids what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Refusal {
    /// After the opening, nothing in the protocol changes.
    ProtocolIsFrozen,
    /// The campaign is not in the state that this step needs.
    WrongState {
        /// The state it is in.
        state: crate::campaigns::CampaignState,
    },
    /// The campaign is closed: no answer can be given or changed.
    CampaignClosed,
    /// No subject, or a subject without raters.
    NobodyToAsk,
    /// The draft, the roster or the day changed since the opening was confirmed.
    OpeningIsStale,
    /// The list of links and codes was handed out already; it exists once.
    InvitationsAlreadyHandedOut,
    /// These assignments are bound to another request (another browser).
    BoundToAnotherBrowser,
    /// This assignment is answered with the plain form.
    AnsweredWithTheForm,
    /// This assignment is answered in the browser page.
    AnsweredInTheBrowser,
    /// The session of this browser belongs to another invitation than the page that asks.
    SessionOfAnotherInvitation,
    /// The link was used already, or is too old.
    LinkUsed,
    /// Too many wrong codes lately; wait a minute.
    TooManyAttempts,
    /// The file or the roster changed since the dry run.
    DryRunIsStale,
    /// The file has faults; nothing was written.
    FileHasFaults,
    /// The answers of a closed campaign are not all written yet.
    NotCounted,
    /// The results of the campaign are not released.
    NotReleased {
        /// The state that it is in.
        state: crate::campaigns::CampaignState,
    },
    /// The envelope is not of this campaign's one size.
    WrongEnvelopeSize {
        /// The one size, in bytes.
        expected_bytes: u32,
    },
    /// What was put into the box is no envelope of a version that we read.
    NotAnEnvelope,
    /// A form that stands on another site was sent to us.
    ForeignPage,
    /// The request is not of the shape that its address takes.
    UnreadableRequest,
    /// The request did not arrive in time.
    TooSlow,
}

impl Refusal {
    /// A short name that programs may rely on.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ProtocolIsFrozen => "protocol_is_frozen",
            Self::WrongState { .. } => "wrong_state",
            Self::CampaignClosed => "campaign_closed",
            Self::NobodyToAsk => "nobody_to_ask",
            Self::OpeningIsStale => "opening_is_stale",
            Self::InvitationsAlreadyHandedOut => "invitations_already_handed_out",
            Self::BoundToAnotherBrowser => "bound_to_another_browser",
            Self::AnsweredWithTheForm => "answered_with_the_form",
            Self::AnsweredInTheBrowser => "answered_in_the_browser",
            Self::SessionOfAnotherInvitation => "session_of_another_invitation",
            Self::LinkUsed => "link_used",
            Self::TooManyAttempts => "too_many_attempts",
            Self::DryRunIsStale => "dry_run_is_stale",
            Self::FileHasFaults => "file_has_faults",
            Self::NotCounted => "not_counted",
            Self::NotReleased { .. } => "not_released",
            Self::WrongEnvelopeSize { .. } => "wrong_envelope_size",
            Self::NotAnEnvelope => "not_an_envelope",
            Self::ForeignPage => "foreign_page",
            Self::UnreadableRequest => "unreadable_request",
            Self::TooSlow => "too_slow",
        }
    }
}
