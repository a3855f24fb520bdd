//! `cargo xtask demo`: from a clean checkout to a running demo ministry.

use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Result, anyhow};

use crate::checkout::Checkout;
use crate::server::{self, Kind};
use crate::stage::Stages;

/// Builds what is not fresh, then becomes `toancanh demo`, so that signals reach the server itself.
pub fn run(checkout: &Checkout, flags: &[String]) -> Result<()> {
    let mut stages = Stages::of(3);
    server::prepare_and_build(checkout, Kind::Release, false, &mut stages)?;
    stages.print_times();
    println!();
    let program = checkout.target.join("release/toancanh");
    let error = Command::new(&program)
        .arg("demo")
        .args(flags)
        .env_remove("LD_LIBRARY_PATH")
        .current_dir(&checkout.root)
        .exec();
    Err(anyhow!(error).context(format!("could not start {}", program.display())))
}
