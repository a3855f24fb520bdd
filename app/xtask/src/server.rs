//! The server: one program with the client bundle inside.

use anyhow::{Result, bail};

use crate::bundle::{self, Optimise};
use crate::checkout::Checkout;
use crate::command;
use crate::stage::Stages;
use crate::toolchain::{self, Flags, Toolchain};

/// The most that a rater's phone may be asked to load, in bytes after gzip.
const MOST_LOADED: usize = 150_000;

/// How the server is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Quick to compile, reads the bundle from the checkout.
    Development,
    /// Optimised, with the bundle inside.
    Release,
}

impl Kind {
    /// What `--release` means.
    pub fn from_flag(release: bool) -> Self {
        if release {
            Self::Release
        } else {
            Self::Development
        }
    }

    fn flags(self) -> Flags {
        match self {
            Self::Development => Flags::Development,
            Self::Release => Flags::Release,
        }
    }

    fn profile(self) -> &'static str {
        match self {
            Self::Development => "dev",
            Self::Release => "release",
        }
    }

    fn optimise(self) -> Optimise {
        match self {
            Self::Development => Optimise::IfThere,
            Self::Release => Optimise::Required,
        }
    }
}

/// `cargo xtask build`.
pub fn build_command(checkout: &Checkout, kind: Kind, bundle_only: bool) -> Result<()> {
    let mut stages = Stages::of(if bundle_only { 2 } else { 3 });
    prepare_and_build(checkout, kind, bundle_only, &mut stages)?;
    stages.print_times();
    Ok(())
}

/// The stages that `build` and `demo` share: compiler, bundle, and the server unless it is not
/// wanted.
pub fn prepare_and_build(
    checkout: &Checkout,
    kind: Kind,
    bundle_only: bool,
    stages: &mut Stages,
) -> Result<()> {
    let toolchain = stages.run("Trình biên dịch", "compiler", toolchain::choose)?;
    stages.run("Gói trình duyệt", "client bundle", || {
        build_bundle(checkout, &toolchain, kind.optimise())
    })?;
    if !bundle_only {
        stages.run("Máy chủ", "server", || build(checkout, &toolchain, kind))?;
    }
    Ok(())
}

/// The bundle that goes with a server of this compiler; what is optimised must also be small.
pub fn build_bundle(checkout: &Checkout, toolchain: &Toolchain, optimise: Optimise) -> Result<()> {
    let manifest = bundle::build(checkout, toolchain, optimise)?;
    // The server's build script holds the same guard for whoever builds without this program.
    if manifest.rustc != toolchain.version {
        bail!(
            "the bundle was compiled by `{}`, the server would be by `{}`: islands would not find \
             each other",
            manifest.rustc,
            toolchain.version
        );
    }
    let gzip = manifest.loaded_gzip();
    println!("  gzip: {gzip} bytes of at most {MOST_LOADED} for scripts and module");
    if optimise == Optimise::Required && gzip > MOST_LOADED {
        bail!("scripts and module weigh {gzip} bytes gzipped, more than the {MOST_LOADED} allowed");
    }
    Ok(())
}

/// Compiles the server.
fn build(checkout: &Checkout, toolchain: &Toolchain, kind: Kind) -> Result<()> {
    command::run(
        toolchain
            .cargo(checkout, kind.flags())
            .args(["build", "--package", "server", "--bin", "toancanh"])
            .args(["--profile", kind.profile()]),
    )
}
