//! Files uploaded for a dry run. There is one upload at a time: the next one replaces it,
//! an applied import removes it.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, TransactionTrait,
};

use crate::roster::entities::import_file;
use crate::{Roster, StoreError};

/// What was uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Whether who is not in the file goes.
    pub complete: bool,
    /// File by kind: `people`, `units`.
    pub files: Vec<(String, Vec<u8>)>,
}

impl Roster {
    /// Keeps an upload under its hash, instead of any other.
    pub async fn keep_upload(&self, hash: &[u8], upload: Upload) -> Result<(), StoreError> {
        let transaction = self.vault().writer().begin().await?;
        import_file::Entity::delete_many()
            .exec(&transaction)
            .await?;
        for (kind, content) in upload.files {
            import_file::Model {
                upload: hash.to_vec(),
                kind,
                complete: upload.complete,
                content,
            }
            .into_active_model()
            .insert(&transaction)
            .await?;
        }
        Ok(transaction.commit().await?)
    }

    /// The upload with this hash, unless it was applied or replaced.
    pub async fn upload(&self, hash: &[u8]) -> Result<Option<Upload>, StoreError> {
        let rows = import_file::Entity::find()
            .filter(import_file::Column::Upload.eq(hash))
            .all(self.vault().reader())
            .await?;
        Ok(rows
            .first()
            .map(|first| first.complete)
            .map(|complete| Upload {
                complete,
                files: rows
                    .into_iter()
                    .map(|row| (row.kind, row.content))
                    .collect(),
            }))
    }
}
