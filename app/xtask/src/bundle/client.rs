//! The client crate as WebAssembly, and the JavaScript that binds it to the page.

use std::fs;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::Asset;
use crate::checkout::Checkout;
use crate::command;
use crate::toolchain::{Toolchain, WASM};

const PROFILE: &str = "wasm-release";

/// The stem of the module's files: `client.js`, `client_bg.wasm`.
const NAME: &str = "client";

/// What the compiler made of the client crate, as yet without bindings.
pub fn compile(checkout: &Checkout, toolchain: &Toolchain) -> Result<Vec<u8>> {
    command::run(
        toolchain
            .wasm_cargo(checkout)
            .args(["build", "--package", "client", "--lib"])
            .args(["--target", WASM, "--profile", PROFILE]),
    )?;
    let file = checkout
        .client_target()
        .join(WASM)
        .join(PROFILE)
        .join("client.wasm");
    fs::read(&file).with_context(|| format!("the compiler left no {}", file.display()))
}

/// The module with its bindings, for `<script type="module">`.
pub fn bind(wasm: Vec<u8>) -> Result<Vec<Asset>> {
    let folder = tempfile::tempdir().context("no temporary folder")?;
    Bindgen::new()
        .input_bytes(NAME, wasm)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder.path())
        .context("wasm-bindgen could not bind the client")?;
    let mut assets = Vec::new();
    read_all(folder.path(), "", &mut assets)?;
    Ok(assets)
}

/// The scripts that are written by hand, `app/client/*.js`, as they are.
pub fn scripts(checkout: &Checkout) -> Result<Vec<Asset>> {
    let mut scripts = Vec::new();
    for file in fs::read_dir(checkout.client())? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "js") {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            scripts.push(Asset {
                path: name,
                bytes: fs::read(&path)?,
            });
        }
    }
    scripts.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(scripts)
}

/// Snippets that crates bring lie in folders below.
fn read_all(folder: &std::path::Path, prefix: &str, assets: &mut Vec<Asset>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            read_all(&entry.path(), &format!("{path}/"), assets)?;
        } else {
            assets.push(Asset {
                path,
                bytes: fs::read(entry.path())?,
            });
        }
    }
    Ok(())
}
