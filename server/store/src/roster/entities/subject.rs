//! Table `subject` of the roster vault. The migration says what each column is for.

use sea_orm::entity::prelude::*;

/// One row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "subject")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub campaign_id: Uuid,
    pub person_id: Option<Uuid>,
    pub staff_code: String,
    pub full_name: String,
    pub name: String,
    pub post: String,
    pub unit_path: String,
    pub sort_key: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
