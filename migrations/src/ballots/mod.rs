//! The ballot vault: the box, the answers and what was released of them.
//! Every table carries its campaign as the first column of its key.

mod m0001_box;
mod m0002_answers;

use sea_orm_migration::prelude::*;

/// Brings the ballot vault to the newest schema.
pub struct BallotsMigrator;

#[async_trait::async_trait]
impl MigratorTrait for BallotsMigrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_box::Migration),
            Box::new(m0002_answers::Migration),
        ]
    }
}
