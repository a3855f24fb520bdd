//! What staff did, on record: append-only and chained by hashes (see `store::roster::audit`).
//! What raters do is never recorded.

use contract::error::AppError;
use store::roster::audit::AuditEntry;

use crate::accounts::Actor;
use crate::state::App;

/// An entry for the record, for a store function that writes it in the same transaction as the
/// change itself.
pub fn entry(app: &App, actor: &Actor, action: &'static str, detail: &str) -> AuditEntry {
    AuditEntry {
        at: app.clock.unix_seconds(),
        actor: actor.audit_name(),
        action: action.to_owned(),
        detail: detail.to_owned(),
    }
}

/// Records what somebody did. `detail` says to what (a campaign's code, a count), never a code or a
/// link that opens something.
pub async fn record(
    app: &App,
    actor: &Actor,
    action: &'static str,
    detail: &str,
) -> Result<(), AppError> {
    app.roster
        .append_audit(&entry(app, actor, action, detail))
        .await
        .map_err(AppError::internal)
}
