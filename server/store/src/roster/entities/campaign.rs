//! Table `campaign` of the roster vault. The migration says what each column is for.

use sea_orm::entity::prelude::*;

/// One row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub code: String,
    pub state: String,
    pub draft: String,
    pub protocol: Option<String>,
    pub protocol_hash: Option<Vec<u8>>,
    pub closes_on: Option<String>,
    pub released_on: Option<String>,
    pub handed_out: bool,
    pub imported: bool,
}

impl ActiveModelBehavior for ActiveModel {}
