//! Chooses the compiler for client and server: one compiler for both.
//!
//! The names under which islands are exported hash tokens as the compiler prints them, so a server
//! and a client of different compilers would not find each other, and no page would say so. The
//! manifest of the bundle therefore names its compiler, and the server's build script compares.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::checkout::Checkout;
use crate::{command, debian};

/// What the client is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Type erasure that halves leptos' compile time; releases go without it.
const DEVELOPMENT_FLAGS: &str = "--cfg erase_components";

/// How long rustup may take: a closed network often answers by silence.
const RUSTUP_SECONDS: &str = "180";

/// A cargo and a rustc that have the wasm32 standard library.
pub struct Toolchain {
    cargo: PathBuf,
    rustc: PathBuf,
    /// The linker for wasm32, where the compiler does not bring its own.
    pub linker: Option<String>,
    /// The first line of `rustc -vV`.
    pub version: String,
}

/// Which flags a native build takes. The two never share a compiled crate.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Flags {
    /// Quick to compile.
    Development,
    /// As shipped.
    Release,
}

/// The toolchain this was called with if it has the wasm32 standard library, else with what
/// `rustup target add` brings, else Debian's compiler with a standard library built from Debian's
/// sources. Says in one sentence what it did.
pub fn choose() -> Result<Toolchain> {
    let called_with = Toolchain::called_with()?;
    if called_with.sysroot()? == Path::new("/usr") {
        return debian::prepare();
    }
    if called_with.has_wasm_std()? {
        println!("  {} has the wasm32 standard library.", called_with.version);
        return Ok(called_with);
    }
    // An earlier start may have found rustup's server out of reach; asking again costs minutes.
    if !debian::is_prepared()? && add_by_rustup()? {
        println!(
            "  rustup added the wasm32 standard library to {}.",
            called_with.version
        );
        return Ok(called_with);
    }
    debian::prepare()
}

impl Toolchain {
    /// The one that `cargo xtask` itself was called with.
    pub fn called_with() -> Result<Self> {
        Self::at("cargo", "rustc")
    }

    /// A toolchain by its two programs.
    pub fn at(cargo: impl Into<PathBuf>, rustc: impl Into<PathBuf>) -> Result<Self> {
        let (cargo, rustc) = (cargo.into(), rustc.into());
        let verbose = command::read(Command::new(&rustc).arg("-vV"))?;
        let version = verbose.lines().next().unwrap_or_default().to_owned();
        Ok(Self {
            cargo,
            rustc,
            linker: None,
            version,
        })
    }

    /// Cargo for native code.
    pub fn cargo(&self, checkout: &Checkout, flags: Flags) -> Command {
        let flags = match flags {
            Flags::Development => DEVELOPMENT_FLAGS,
            Flags::Release => "",
        };
        self.cargo_in(&checkout.root, &checkout.target, flags)
    }

    /// Cargo for the client.
    pub fn wasm_cargo(&self, checkout: &Checkout) -> Command {
        let mut cargo = self.cargo_in(&checkout.root, &checkout.client_target(), "");
        if let Some(linker) = &self.linker {
            cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        cargo
    }

    /// `cargo fmt` or `cargo clippy` of this same compiler. Debian's are called by their own names:
    /// `cargo NAME` would find rustup's first.
    pub fn tool(&self, checkout: &Checkout, name: &str) -> Command {
        let mut tool = self.cargo(checkout, Flags::Development);
        if !self.rustc.is_absolute() {
            tool.arg(name);
            return tool;
        }
        let mut own = Command::new(self.cargo.with_file_name(format!("cargo-{name}")));
        own.current_dir(&checkout.root).arg(name);
        for (variable, value) in tool.get_envs() {
            match value {
                Some(value) => own.env(variable, value),
                None => own.env_remove(variable),
            };
        }
        own.env("CARGO", &self.cargo)
            .env("RUSTFMT", self.cargo.with_file_name("rustfmt"));
        own
    }

    /// Installs clippy and rustfmt where they are missing.
    pub fn ensure_lint_tools(&self) -> Result<()> {
        if self.rustc.is_absolute() {
            return debian::ensure_lint_tools();
        }
        for (tool, component) in [("clippy", "clippy"), ("fmt", "rustfmt")] {
            if command::ask(Command::new(&self.cargo).args([tool, "--version"]))?.is_none() {
                println!("  rustup: adding {component}, which the tests want");
                command::run(Command::new("rustup").args(["component", "add", component]))?;
            }
        }
        Ok(())
    }

    /// Cargo in some folder, free of what the outer `cargo run` set for this program: build
    /// scripts that watch such variables would run again at every other call.
    pub fn cargo_in(&self, folder: &Path, target: &Path, flags: &str) -> Command {
        let mut cargo = Command::new(&self.cargo);
        for (name, _) in std::env::vars_os() {
            let shown = name.to_string_lossy();
            let from_outer_cargo = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"]
                .iter()
                .any(|prefix| shown.starts_with(prefix));
            if from_outer_cargo || ["CARGO", "CARGO_ENCODED_RUSTFLAGS"].contains(&&*shown) {
                cargo.env_remove(&name);
            }
        }
        cargo.env_remove("LD_LIBRARY_PATH");
        if self.rustc.is_absolute() {
            cargo
                .env("RUSTC", &self.rustc)
                .env("RUSTDOC", self.rustc.with_file_name("rustdoc"));
        }
        cargo
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", target)
            .env("RUSTFLAGS", flags);
        cargo
    }

    fn sysroot(&self) -> Result<PathBuf> {
        let path = command::read(Command::new(&self.rustc).args(["--print", "sysroot"]))?;
        Ok(PathBuf::from(path.trim()))
    }

    fn has_wasm_std(&self) -> Result<bool> {
        let folder = self.sysroot()?.join("lib/rustlib").join(WASM).join("lib");
        let Ok(files) = std::fs::read_dir(folder) else {
            return Ok(false);
        };
        Ok(files
            .flatten()
            .any(|file| file.file_name().to_string_lossy().starts_with("libstd-")))
    }
}

fn add_by_rustup() -> Result<bool> {
    if command::find("rustup").is_none() {
        return Ok(false);
    }
    println!("  rustup: adding the wasm32 standard library …");
    let status = Command::new("timeout")
        .args([RUSTUP_SECONDS, "rustup", "target", "add", WASM])
        .status()
        .context("could not start rustup")?;
    Ok(status.success())
}
