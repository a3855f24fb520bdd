//! Table `person` of the roster vault. The migration says what each column is for.

use sea_orm::entity::prelude::*;

/// One row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub staff_code: String,
    pub full_name: String,
    pub address_form: Option<String>,
    pub email: Option<String>,
    pub search_text: String,
    pub sort_key: Vec<u8>,
    pub active: bool,
}

impl ActiveModelBehavior for ActiveModel {}
