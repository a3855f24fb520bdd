//! What the engines leave behind of raters after the close, swept away: digests that bound a browser
//! and sessions. A row that is emptied or removed stays readable in the files until then.

use sea_orm::ConnectionTrait;

use super::Roster;
use crate::{Engine, StoreError};

impl Roster {
    /// After [`Roster::forget_raters`]. SQLite overwrites what is removed and keeps the old pages in
    /// its log only; PostgreSQL keeps dead rows until their tables are written anew, which locks
    /// them for that long. `false`: somebody still reads the log; it is to be done again.
    pub async fn sweep_raters(&self) -> Result<bool, StoreError> {
        match self.vault.engine() {
            Engine::Sqlite => self.vault.empty_the_log().await,
            Engine::Postgres => {
                for table in ["assignment", "rater_session"] {
                    self.vault
                        .writer()
                        .execute_unprepared(&format!("VACUUM (FULL) {table}"))
                        .await?;
                }
                Ok(true)
            }
        }
    }
}
