//! Table `box_campaign` of the ballot vault. The migration says what each column is for.

use sea_orm::entity::prelude::*;

/// One row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "box_campaign")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub campaign: Uuid,
    pub state: String,
    pub envelope_bytes: i32,
    pub protocol: String,
    pub instrument: String,
    pub counts: Option<String>,
    pub salt: Option<Vec<u8>>,
    pub swept: bool,
}

impl ActiveModelBehavior for ActiveModel {}
