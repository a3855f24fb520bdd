//! What the engines leave behind after rows were moved or removed, swept away.
//!
//! SQLite keeps the old pages in its log, and the order of insertion inside pages that were never
//! split. PostgreSQL keeps dead rows. Neither keeps anything else once this has run.

use sea_orm::ConnectionTrait;

use super::Ballots;
use super::shuffle::Reach;
use crate::{Engine, StoreError};

impl Ballots {
    /// After a shuffle: old rows do not stay readable in the files.
    pub async fn sweep(&self, reach: Reach) -> Result<(), StoreError> {
        let db = self.vault.writer();
        // Where a reader kept the log from being emptied, the next hour does it.
        match (self.vault.engine(), reach) {
            (Engine::Sqlite, _) => {
                self.vault.empty_the_log().await?;
            }
            (Engine::Postgres, Reach::Hour) => {
                db.execute_unprepared("VACUUM (FULL) intake").await?;
                db.execute_unprepared("VACUUM (FULL) pool_day").await?;
                db.execute_unprepared("VACUUM (FULL) code").await?;
            }
            (Engine::Postgres, Reach::All) => {
                for table in ["intake", "pool_day", "pool", "code"] {
                    db.execute_unprepared(&format!("VACUUM (FULL) {table}"))
                        .await?;
                }
            }
        }
        Ok(())
    }

    /// After a tally: every page is written anew. `false`: old pages are still in the log of SQLite,
    /// because somebody reads them; it is to be done again.
    pub async fn vacuum(&self) -> Result<bool, StoreError> {
        match self.vault.engine() {
            Engine::Sqlite => {
                self.vault.writer().execute_unprepared("VACUUM").await?;
                self.vault.empty_the_log().await
            }
            Engine::Postgres => {
                self.sweep(Reach::All).await?;
                Ok(true)
            }
        }
    }
}
