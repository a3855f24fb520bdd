//! Staff sessions: a random token in a cookie, and its hash in the roster vault.

use contract::error::AppError;
use sha2::{Digest, Sha256};

use super::{Actor, Staff};
use crate::state::App;

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

/// A token has 256 random bits, so a plain hash is enough: there is nothing to guess.
fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}
