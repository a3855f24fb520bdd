//! Who acts. Every use case takes one and asks it first.

use contract::accounts::{Role, Viewer};
use contract::error::AppError;
use contract::ids::{AccountId, PersonId};
use store::roster::entities::account;

use super::permissions::{Action, Resource, allows};

/// Whoever asks for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Somebody who signed in.
    Staff(Staff),
    /// The command line: whoever can start the program on the server already holds the files.
    System,
}

/// Somebody who signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// The account.
    pub account: AccountId,
    /// Its role.
    pub role: Role,
    /// The person on the roster, if the account is tied to one. Members always are.
    pub person: Option<PersonId>,
    /// The name that the header shows.
    pub name: String,
}

impl Actor {
    /// Refuses what the role does not allow. What a person may not even read answers as not found,
    /// so that nobody learns what exists.
    pub fn may(&self, action: Action, resource: Resource) -> Result<(), AppError> {
        let Self::Staff(staff) = self else {
            return Ok(());
        };
        if allows(staff.role, action, resource) {
            Ok(())
        } else if allows(staff.role, Action::Read, resource) {
            Err(AppError::Forbidden)
        } else {
            Err(AppError::NotFound)
        }
    }

    /// How the audit names them: the account, or the command line. Never a name.
    pub fn audit_name(&self) -> String {
        match self {
            Self::Staff(staff) => format!("{}:{}", staff.role.as_str(), staff.account),
            Self::System => "command_line".to_owned(),
        }
    }

    /// The person on the roster who acts, if it is one.
    pub const fn person(&self) -> Option<PersonId> {
        match self {
            Self::Staff(staff) => staff.person,
            Self::System => None,
        }
    }

    /// What the header of a page shows.
    pub fn viewer(&self) -> Option<Viewer> {
        match self {
            Self::Staff(staff) => Some(Viewer {
                role: staff.role,
                display_name: staff.name.clone(),
            }),
            Self::System => None,
        }
    }
}

impl TryFrom<account::Model> for Staff {
    type Error = AppError;
    fn try_from(row: account::Model) -> Result<Self, AppError> {
        let role = Role::parse(&row.role)
            .ok_or_else(|| AppError::internal(format!("account with role {:?}", row.role)))?;
        Ok(Self {
            account: AccountId(row.id),
            role,
            person: row.person_id.map(PersonId),
            name: row.display_name,
        })
    }
}
