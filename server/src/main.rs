//! `toancanh`: see `server::cli`.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    // The message of a panic may hold what somebody sent; its place is enough to find the fault.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        eprintln!(
            "✗ panic at {}",
            place.as_deref().unwrap_or("an unknown place")
        );
    }));
    server::cli::run().await
}
