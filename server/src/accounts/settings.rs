//! What the administrator sets for the whole installation.

use contract::error::AppError;

use crate::state::App;

const ORGANISATION: &str = "organisation";

/// The name of the organisation; empty before the set-up.
pub async fn organisation(app: &App) -> Result<String, AppError> {
    let name = app
        .roster
        .setting(ORGANISATION)
        .await
        .map_err(AppError::internal)?;
    Ok(name.unwrap_or_default())
}
