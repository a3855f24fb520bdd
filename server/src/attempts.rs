//! Guessing leads nowhere: after too many wrong short codes in one minute, by anybody, short codes
//! are not looked at until the next.
//!
//! The count is of all together and knows no address: many people sit behind one, and nothing
//! about a reader is stored. Links are not limited, since nobody guesses 128 bits and a limit would
//! only let a stranger lock people out.
//!
//! The limit is as high as 60 random bits allow, because whoever reaches it on purpose keeps
//! everybody else out of the plain form for that minute, and should have to work for it. 6,000 a
//! minute for 30 days are 259 million guesses; with 200,000 open invitations among 2^60 codes, one is
//! found with a chance of 1 in 22,000. Guesses that are under way at the same moment can pass the
//! limit together; one in a thousand, which is what we accept, leaves room for twenty times as many.
//!
//! Past the limit a right code is refused like a wrong one. If it were let in, the limit would limit
//! nothing: whoever guesses would look at the hits, and would not mind that the rest is refused.

use contract::error::{AppError, Refusal};

use crate::state::App;

/// Wrong codes in one minute before codes are no longer looked at.
pub(crate) const LIMIT: u32 = 6_000;

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

/// As if so many had been wrong this minute, which none was yet.
#[cfg(test)]
pub(crate) async fn pretend_wrong(app: &App, n: u32) {
    let row = store::roster::entities::wrong_code::Model {
        minute: minute(app),
        n: n.cast_signed(),
    };
    store::fixture::insert(app.roster.vault(), row).await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::Fixture;

    #[tokio::test]
    async fn after_too_many_wrong_codes_none_is_looked_at() {
        let fixture = Fixture::new().await;
        let app = &fixture.app;
        pretend_wrong(app, LIMIT - 1).await;
        refuse_if_guessing(app).await.unwrap();
        count_wrong(app).await.unwrap();
        let refused = refuse_if_guessing(app).await;
        assert!(matches!(
            refused,
            Err(AppError::Refused(Refusal::TooManyAttempts))
        ));
        let next_minute = app.roster.n_wrong_codes(minute(app) + 1).await;
        assert_eq!(next_minute.unwrap(), 0);
    }

    #[test]
    fn a_month_of_guessing_finds_no_code_in_all_likelihood() {
        const CODES: f64 = (1_u64 << 60) as f64;
        const OPEN_INVITATIONS: f64 = 200_000.0;
        let guesses = f64::from(LIMIT) * 60.0 * 24.0 * 30.0;
        let chance = guesses * OPEN_INVITATIONS / CODES;
        assert!(chance < 1.0 / 20_000.0, "1 in {}", 1.0 / chance);
    }
}
