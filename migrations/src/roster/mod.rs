//! The roster vault: people, posts, campaigns, assignments, invitations, accounts, audit.

mod m0001_people;
mod m0002_campaigns;
mod m0003_accounts;

use sea_orm_migration::prelude::*;

/// Brings the roster vault to the newest schema.
pub struct RosterMigrator;

#[async_trait::async_trait]
impl MigratorTrait for RosterMigrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_people::Migration),
            Box::new(m0002_campaigns::Migration),
            Box::new(m0003_accounts::Migration),
        ]
    }
}
