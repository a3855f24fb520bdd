//! What the engines leave behind of raters after the close, swept away: sessions, digests that bound
//! a browser, and which assignments were ever issued. A row that is emptied or removed stays readable
//! in the files until then; and one that was changed stands elsewhere in them than one that was not.

use sea_orm::ConnectionTrait;

use super::Roster;
use crate::{Engine, StoreError};

impl Roster {
    /// After [`Roster::forget_raters`]. Both engines put a row that grows where there is room, apart
    /// from the rows that were never touched, so emptying the log is not enough: SQLite writes the
    /// whole file anew in the order of its rows, which is that of the opening; PostgreSQL writes both
    /// tables anew in the order of their random keys, where `VACUUM (FULL)` would keep the order that
    /// the rows had. It locks them for that long. `false`: somebody still reads the log of SQLite; it
    /// is to be done again.
    pub async fn sweep_raters(&self) -> Result<bool, StoreError> {
        let db = self.vault.writer();
        match self.vault.engine() {
            Engine::Sqlite => {
                db.execute_unprepared("VACUUM").await?;
                self.vault.empty_the_log().await
            }
            Engine::Postgres => {
                for table in ["assignment", "rater_session"] {
                    db.execute_unprepared(&format!("CLUSTER {table} USING {table}_pkey"))
                        .await?;
                }
                Ok(true)
            }
        }
    }
}
