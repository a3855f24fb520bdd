//! Table `ballot` of the ballot vault. The migration says what each column is for.

use sea_orm::entity::prelude::*;

/// One row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ballot")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub campaign: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub subject: Uuid,
    pub relation: String,
    pub familiarity: Option<i16>,
    pub levels: Vec<u8>,
    pub cannot_judge: Vec<u8>,
    pub strongest: i32,
    pub improve_first: Option<i16>,
}

impl ActiveModelBehavior for ActiveModel {}
