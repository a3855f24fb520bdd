//! `cargo xtask soak`: the same tests with many simulated worlds and many kills, in release.
//!
//! A test that has a short and a long form asks whether `TOANCANH_SOAK` is set.

use anyhow::Result;

use crate::checkout::Checkout;
use crate::stage::Stages;
use crate::toolchain::{self, Flags};
use crate::{command, system};

/// Cases per property, against proptest's 256.
const PROPERTY_CASES: &str = "20000";

/// Runs every native test in its long form.
pub fn run(checkout: &Checkout) -> Result<()> {
    let mut stages = Stages::of(2);
    let toolchain = stages.run("Chuẩn bị", "preparation", || {
        system::ensure(&[system::postgresql()])?;
        toolchain::choose()
    })?;
    stages.run("Kiểm tra dài", "long tests", || {
        let test = "test --release --workspace --exclude client --exclude xtask --no-fail-fast";
        command::run(
            toolchain
                .cargo(checkout, Flags::Release)
                .args(test.split(' '))
                .args(["--lib", "--bins", "--tests"])
                .env("TOANCANH_SOAK", "1")
                .env("PROPTEST_CASES", PROPERTY_CASES),
        )
    })?;
    stages.print_times();
    Ok(())
}
