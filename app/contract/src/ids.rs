//! Ids as types of their own, so that a subject is never passed where a person is meant.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

id!(
    /// A campaign. Stands in both vaults: it is part of the public scope.
    CampaignId
);
id!(
    /// A leader inside one campaign, drawn at random for that campaign. Stands in both vaults.
    SubjectId
);
id!(
    /// A person on the roster. Never stands in the ballot vault.
    PersonId
);
id!(
    /// An organisational unit. Never stands in the ballot vault.
    UnitId
);
id!(
    /// A dated post. Never stands in the ballot vault.
    PostId
);
id!(
    /// One rater's task about one subject. Never stands in the ballot vault.
    AssignmentId
);
id!(
    /// Someone who may sign in as staff. Never stands in the ballot vault.
    AccountId
);
