//! Table `code` of the ballot vault. The migration says what each column is for.

use sea_orm::entity::prelude::*;

/// One row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "code")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub campaign: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub code_hash: Vec<u8>,
    pub subject: Uuid,
    pub relation: String,
    pub versions: i32,
    pub forms: Option<Vec<u8>>,
}

impl ActiveModelBehavior for ActiveModel {}
