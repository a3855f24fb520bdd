//! Table `post` of the roster vault. The migration says what each column is for.

use sea_orm::entity::prelude::*;

/// One row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "post")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub unit_id: Uuid,
    pub title: String,
    pub post_type: String,
    pub field: Option<String>,
    pub is_head: bool,
    pub from_on: Option<String>,
    pub to_on: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
