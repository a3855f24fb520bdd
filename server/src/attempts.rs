//! Guessing is slow: after too many wrong short codes in one minute, by anybody, short codes are
//! not looked at until the next.
//!
//! The count is of all together and knows no address: many people sit behind one, and nothing
//! about a reader is stored. Links are not limited, since nobody guesses 128 bits and a limit would
//! only let a stranger lock people out. At this limit a year of guessing at the 60 bits of 200,000
//! open invitations finds one with a chance of 1 in 36,000.

use contract::error::{AppError, Refusal};

use crate::state::App;

/// Wrong codes in one minute before codes are no longer looked at.
const LIMIT: u32 = 300;

/// Refuses when too many were wrong. Ask before looking a code up.
pub async fn refuse_if_guessing(app: &App) -> Result<(), AppError> {
    let n = app.roster.n_wrong_codes(minute(app)).await;
    if n.map_err(AppError::internal)? >= LIMIT {
        return Err(AppError::Refused(Refusal::TooManyAttempts));
    }
    Ok(())
}

/// Counts one that was wrong.
pub async fn count_wrong(app: &App) -> Result<(), AppError> {
    app.roster
        .count_wrong_code(minute(app))
        .await
        .map_err(AppError::internal)
}

fn minute(app: &App) -> i64 {
    app.clock.unix_seconds() / 60
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::Fixture;

    #[tokio::test]
    async fn after_too_many_wrong_codes_none_is_looked_at() {
        let fixture = Fixture::new().await;
        for _ in 0..LIMIT {
            refuse_if_guessing(&fixture.app).await.unwrap();
            count_wrong(&fixture.app).await.unwrap();
        }
        let refused = refuse_if_guessing(&fixture.app).await;
        assert!(matches!(
            refused,
            Err(AppError::Refused(Refusal::TooManyAttempts))
        ));
        assert_eq!(
            fixture
                .app
                .roster
                .n_wrong_codes(minute(&fixture.app) + 1)
                .await
                .unwrap(),
            0
        );
    }
}
