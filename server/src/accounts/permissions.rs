//! Role × action × resource, as one table. Nothing else decides what a role may do.

use contract::accounts::Role;

/// What somebody wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// See it.
    Read,
    /// Make it or change it.
    Write,
    /// Open, close, release or archive a campaign.
    Decide,
    /// Get it out of the program, once: the list of links and codes.
    HandOut,
}

/// To what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Resource {
    /// People, units, posts; import of them.
    People,
    /// Instruments.
    Instruments,
    /// Campaigns: drafts, protocols, progress.
    Campaigns,
    /// Links and codes of a campaign's raters.
    Invitations,
    /// Ratings collected elsewhere, on their way in.
    Ratings,
    /// Released profiles of everybody.
    Profiles,
    /// One's own released profile. Whose it is, `profiles` checks.
    OwnProfile,
    /// The organisation's name.
    Settings,
    /// Accounts and their sign-in links.
    Accounts,
    /// The record of what staff did.
    Audit,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Read, Self::Write, Self::Decide, Self::HandOut];
}

impl Resource {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::People,
        Self::Instruments,
        Self::Campaigns,
        Self::Invitations,
        Self::Ratings,
        Self::Profiles,
        Self::OwnProfile,
        Self::Settings,
        Self::Accounts,
        Self::Audit,
    ];
}

/// Whether a role may do this.
pub const fn allows(role: Role, action: Action, resource: Resource) -> bool {
    match (role, resource, action) {
        (
            Role::Administrator,
            Resource::People | Resource::Instruments | Resource::Ratings | Resource::Settings,
            Action::Read | Action::Write,
        )
        | (
            Role::Administrator,
            Resource::Campaigns,
            Action::Read | Action::Write | Action::Decide,
        )
        | (Role::Administrator, Resource::Invitations, Action::Read | Action::HandOut)
        | (Role::Administrator, Resource::Accounts, Action::Read | Action::Write)
        | (Role::Administrator, Resource::Audit, Action::Read)
        | (Role::Analyst, Resource::Instruments | Resource::Profiles, Action::Read)
        | (Role::Member, Resource::OwnProfile, Action::Read) => true,
        (Role::Administrator | Role::Analyst | Role::Member, _, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::{Actor, Staff};
    use contract::error::AppError;
    use contract::ids::AccountId;

    /// The expected table. r read, w write, d decide, h hand out.
    const EXPECTED: &str = "
               administrator analyst member
People         rw            -       -
Instruments    rw            r       -
Campaigns      rwd           -       -
Invitations    rh            -       -
Ratings        rw            -       -
Profiles       -             r       -
OwnProfile     -             -       r
Settings       rw            -       -
Accounts       rw            -       -
Audit          r             -       -
";

    #[test]
    fn every_role_may_do_what_the_table_says_and_nothing_else() {
        let mut table = String::from("\n               administrator analyst member\n");
        for resource in Resource::ALL {
            let cell = |role| {
                let letters: String = Action::ALL
                    .into_iter()
                    .zip(['r', 'w', 'd', 'h'])
                    .filter(|(action, _)| allows(role, *action, resource))
                    .map(|(_, letter)| letter)
                    .collect();
                if letters.is_empty() {
                    "-".to_owned()
                } else {
                    letters
                }
            };
            let name = format!("{resource:?}");
            let row = format!(
                "{name:<14} {:<13} {:<7} {}",
                cell(Role::Administrator),
                cell(Role::Analyst),
                cell(Role::Member)
            );
            table.push_str(row.trim_end());
            table.push('\n');
        }
        assert_eq!(table, EXPECTED);
    }

    #[test]
    fn what_a_role_may_not_read_answers_as_not_found() {
        let analyst = Actor::Staff(Staff {
            account: AccountId(uuid::Uuid::nil()),
            role: Role::Analyst,
            person: None,
            name: "A".to_owned(),
        });
        let refused = |action, resource| analyst.may(action, resource);
        assert!(matches!(
            refused(Action::Read, Resource::People),
            Err(AppError::NotFound)
        ));
        assert!(matches!(
            refused(Action::Write, Resource::Instruments),
            Err(AppError::Forbidden)
        ));
        assert!(refused(Action::Read, Resource::Profiles).is_ok());
    }
}
