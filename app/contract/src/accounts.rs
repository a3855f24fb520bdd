//! Who may sign in, and in which role.

use serde::{Deserialize, Serialize};

/// What an account may do. A leader and an employee are both members:
/// what each sees follows from whom the campaign is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Imports people, opens, closes and releases campaigns. Sees no result before the release,
    /// and no profile after it.
    Administrator,
    /// Reads released profiles (chuyên viên tổng hợp).
    Analyst,
    /// A person on the roster: reads his own released profile, and nobody else's.
    Member,
}

impl Role {
    /// As stored and as typed on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Analyst => "analyst",
            Self::Member => "member",
        }
    }

    /// The inverse of [`Role::as_str`].
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Administrator, Self::Analyst, Self::Member]
            .into_iter()
            .find(|role| role.as_str() == text)
    }
}

/// Who is looking at a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// The role of the account.
    pub role: Role,
    /// The name shown in the header.
    pub display_name: String,
}
