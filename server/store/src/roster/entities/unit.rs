//! Table `unit` of the roster vault. The migration says what each column is for.

use sea_orm::entity::prelude::*;

/// One row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub path: String,
    pub name: String,
    pub parent_id: Option<Uuid>,
    pub sort_key: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
