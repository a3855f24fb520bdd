//! The sealing port as the client crate has set it.

use std::sync::OnceLock;

use contract::ballots::Sealer;

static SEALER: OnceLock<Box<dyn Sealer>> = OnceLock::new();

/// Sets the port, once, before the islands are brought to life.
pub fn set(sealer: Box<dyn Sealer>) {
    // A second call brings the same implementation.
    let _ = SEALER.set(sealer);
}

/// The port; `None` when the client crate has set none.
pub fn sealer() -> Option<&'static dyn Sealer> {
    SEALER.get().map(AsRef::as_ref)
}
