//! Debian's own compiler as the way to wasm32 where rustup's server is out of reach.
//!
//! Debian packages no standard library for `wasm32-unknown-unknown`, but packages its sources: it
//! is built from them once and laid where the compiler looks for it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command;
use crate::system::{self, Package};
use crate::toolchain::{Toolchain, WASM};

const CARGO: &str = "/usr/bin/cargo";
const RUSTC: &str = "/usr/bin/rustc";

/// Names the compiler that built the libraries beside it, so that an upgraded one builds its own.
const STAMP: &str = "built-by";

/// Whether an earlier start has done all of [`prepare`].
pub fn is_prepared() -> Result<bool> {
    let Some(verbose) = command::ask(Command::new(RUSTC).arg("-vV"))? else {
        return Ok(false);
    };
    Ok(Path::new(CARGO).exists() && has_std_of(&verbose))
}

/// Installs Debian's compiler, its linker for wasm32 and, if need be, the standard library.
pub fn prepare() -> Result<Toolchain> {
    let why = "the compiler for server and client, since rustup cannot add wasm32 here";
    system::ensure(&[
        Package::new("rustc-web", why),
        Package::new("cargo-web", why),
        Package::new("rust-web-src", "the sources of the wasm32 standard library"),
    ])?;
    let verbose = command::read(Command::new(RUSTC).arg("-vV"))?;
    let llvm = llvm_major(&verbose)?;
    system::ensure(&[Package::new(
        format!("lld-{llvm}"),
        "the linker for wasm32, of the same LLVM as the compiler",
    )])?;
    let mut toolchain = Toolchain::at(CARGO, RUSTC)?;
    toolchain.linker = Some(format!("wasm-ld-{llvm}"));
    if has_std_of(verbose.trim()) {
        println!(
            "  Debian's {} has the wasm32 standard library.",
            toolchain.version
        );
    } else {
        build_std(&toolchain, verbose.trim())?;
        println!(
            "  Debian's {} now has a wasm32 standard library.",
            toolchain.version
        );
    }
    Ok(toolchain)
}

/// Clippy and rustfmt of the same version.
pub fn ensure_lint_tools() -> Result<()> {
    system::ensure(&[
        Package::new(
            "rust-web-clippy",
            "clippy reads the code before the tests run",
        ),
        Package::new("rustfmt-web", "the tests check the formatting"),
    ])
}

fn std_folder() -> PathBuf {
    Path::new("/usr/lib/rustlib").join(WASM).join("lib")
}

fn has_std_of(verbose: &str) -> bool {
    fs::read_to_string(std_folder().join(STAMP)).is_ok_and(|stamp| stamp.trim() == verbose)
}

/// `LLVM version: 22.1.8` → `22`.
fn llvm_major(verbose: &str) -> Result<u32> {
    let version = verbose
        .lines()
        .find_map(|line| line.strip_prefix("LLVM version: "));
    let major = version.and_then(|version| version.split('.').next()?.trim().parse().ok());
    major.with_context(|| format!("`{RUSTC} -vV` names no LLVM version"))
}

fn build_std(toolchain: &Toolchain, verbose: &str) -> Result<()> {
    println!(
        "  Dựng thư viện chuẩn wasm32 (khoảng một phút) · building the wasm32 standard library \
         from Debian's sources, once (about a minute)"
    );
    let scratch = tempfile::tempdir().context("no temporary folder")?;
    let folder = scratch.path();
    fs::write(
        folder.join("Cargo.toml"),
        "[package]\nname = \"seed\"\nedition = \"2024\"\n\n[lib]\npath = \"lib.rs\"\n\n\
         [workspace]\n",
    )?;
    fs::write(folder.join("lib.rs"), "")?;
    let target = folder.join("target");
    command::run(
        toolchain
            .cargo_in(folder, &target, "")
            // The flag below is unstable; this is how a stable compiler is told to accept it.
            .env("RUSTC_BOOTSTRAP", "1")
            .args([
                "build",
                "-Zbuild-std=std,panic_abort",
                "--release",
                "--target",
                WASM,
            ]),
    )?;

    let staged = folder.join("lib");
    fs::create_dir(&staged)?;
    let mut libraries = 0;
    for file in fs::read_dir(target.join(WASM).join("release/deps"))? {
        let path = file?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let is_library = name.ends_with(".rlib") || name.ends_with(".rmeta");
        if is_library && !name.starts_with("libseed-") {
            fs::copy(&path, staged.join(&name))?;
            libraries += 1;
        }
    }
    if libraries == 0 {
        bail!("the build of the wasm32 standard library left no libraries");
    }
    fs::write(staged.join(STAMP), verbose)?;

    // The stamp travels with the files: whoever finds it finds all of them.
    let place = std_folder();
    command::run(system::as_root("rm")?.args(["-rf"]).arg(&place))?;
    command::run(system::as_root("mkdir")?.arg("-p").args(place.parent()))?;
    command::run(
        system::as_root("cp")?
            .args(["-r", "--no-preserve=mode,ownership"])
            .arg(&staged)
            .arg(&place),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_linker_is_of_the_compilers_llvm() {
        let verbose = "rustc 1.96.0 (ac68faa20 2026-05-25)\nhost: x\nLLVM version: 22.1.8\n";
        assert_eq!(llvm_major(verbose).unwrap(), 22);
        assert!(llvm_major("rustc 1.96.0").is_err());
    }
}
