//! Table `unit_predecessor` of the roster vault. The migration says what each column is for.

use sea_orm::entity::prelude::*;

/// One row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unit_predecessor")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub unit_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub predecessor_path: String,
    pub merged_on: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
