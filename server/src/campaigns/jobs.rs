//! What campaigns need beside the requests: a look at the calendar every minute.

use std::time::Duration;

use super::settle;
use crate::state::App;

const LOOK: Duration = Duration::from_secs(60);

/// Settles campaigns at once and then every minute, until the task is dropped. A failure is logged
/// and tried again; it never stops the program.
pub async fn run(app: App) {
    loop {
        if let Err(error) = settle(&app).await {
            let cause = std::error::Error::source(&error).map(ToString::to_string);
            tracing::error!(
                "settling campaigns: {error} ({})",
                cause.unwrap_or_default()
            );
        }
        tokio::time::sleep(LOOK).await;
    }
}
