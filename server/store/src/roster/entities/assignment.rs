//! Table `assignment` of the roster vault. The migration says what each column is for.

use sea_orm::entity::prelude::*;

/// One row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assignment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub campaign_id: Uuid,
    pub subject_id: Uuid,
    pub person_id: Uuid,
    pub relation: String,
    pub unit_id: Uuid,
    pub way: i16,
    pub digest: Option<Vec<u8>>,
}

impl ActiveModelBehavior for ActiveModel {}
