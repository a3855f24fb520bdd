//! Table `import_file` of the roster vault. The migration says what each column is for.

use sea_orm::entity::prelude::*;

/// One row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub upload: Vec<u8>,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    pub complete: bool,
    pub content: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
