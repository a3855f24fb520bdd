//! Staff sessions: a random token in a cookie, and its hash in the roster vault.
//!
//! Written here rather than taken from tower-sessions and axum-login: those need a store of our own
//! over sea-orm in any case, keep a bag of values per visitor that we have no use for, and slide the
//! expiry with every request. What is left is one row with an end, and one look-up.

use contract::error::AppError;
use sha2::{Digest, Sha256};
use time::Duration;

use super::{Actor, Staff};
use crate::audit;
use crate::rng;
use crate::state::App;

/// How long a session lives, from the sign-in on: a working day, however busy.
pub const SESSION_LIVES: Duration = Duration::hours(12);
const TOKEN_BYTES: usize = 32;

/// Whose session this token is; `None` when it has ended or never was.
pub async fn actor_of_session(app: &App, token: &str) -> Result<Option<Actor>, AppError> {
    let now = app.clock.unix_seconds();
    let account = app
        .roster
        .account_of_session(&hash(token), now)
        .await
        .map_err(AppError::internal)?;
    match account {
        Some(account) => Ok(Some(Actor::Staff(Staff::try_from(account)?))),
        None => Ok(None),
    }
}

/// Ends a session, if there is one.
pub async fn end(app: &App, token: &str) -> Result<(), AppError> {
    if let Some(actor) = actor_of_session(app, token).await? {
        audit::record(app, &actor, "signed_out", "").await?;
    }
    app.roster
        .end_session(&hash(token))
        .await
        .map_err(AppError::internal)
}

/// A fresh token for a cookie.
pub(super) fn draw_token() -> Result<String, AppError> {
    let bytes: [u8; TOKEN_BYTES] = rng::bytes().map_err(AppError::internal)?;
    Ok(hex::encode(bytes))
}

/// A token has 256 random bits, so a plain hash is enough: there is nothing to guess.
pub(super) fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}
