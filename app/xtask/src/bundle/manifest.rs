//! `app/pkg/manifest.json`: what is in the bundle, and what made it.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Asset;
use crate::checkout::Checkout;
use crate::toolchain::Toolchain;

/// Changes when this program packs the same inputs into something else.
const PACKING: &str = "1";

/// The server reads this file to find the bundle's folder and to know its files.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The folder below `app/pkg`, and the path segment under which a browser may keep it for ever.
    pub hash: String,
    /// A digest of all that went in; an equal one means that there is nothing to do.
    pub inputs: String,
    /// The compiler of the client, which must be the server's too.
    pub rustc: String,
    /// The version of the bindings.
    pub wasm_bindgen: String,
    /// The optimiser, if it ran.
    pub wasm_opt: Option<String>,
    /// Every file, by path.
    pub files: Vec<File>,
}

/// A file of the bundle and its sizes in bytes. Where a compressed size is given, the compressed
/// file lies beside it, as `path.gz` and `path.br`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Relative to the bundle's folder.
    pub path: String,
    /// As it is.
    pub bytes: usize,
    /// With gzip.
    pub gzip: Option<usize>,
    /// With brotli.
    pub brotli: Option<usize>,
}

impl Manifest {
    /// What a page with islands loads to live, scripts and module, in bytes after gzip.
    pub fn loaded_gzip(&self) -> usize {
        let loaded = |file: &&File| file.path.ends_with(".js") || file.path.ends_with(".wasm");
        self.files
            .iter()
            .filter(loaded)
            .filter_map(|file| file.gzip)
            .sum()
    }

    /// The sizes as a small table.
    pub fn print_sizes(&self) {
        println!(
            "  app/pkg/{}  ({:>9} {:>9} {:>9})",
            self.hash, "bytes", "gzip", "brotli"
        );
        let size = |size: Option<usize>| size.map_or("–".to_owned(), |size| size.to_string());
        for File {
            path,
            bytes,
            gzip,
            brotli,
        } in &self.files
        {
            println!(
                "  {path:<38} {bytes:>9} {:>9} {:>9}",
                size(*gzip),
                size(*brotli)
            );
        }
    }
}

/// The manifest that lies there, if one does that can be read.
pub fn read(checkout: &Checkout) -> Result<Option<Manifest>> {
    match fs::read(path(checkout)) {
        // One of another shape is that of an older build, and as good as none.
        Ok(json) => Ok(serde_json::from_slice(&json).ok()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).context("app/pkg/manifest.json cannot be read"),
    }
}

/// Writes it.
pub fn write(checkout: &Checkout, manifest: &Manifest) -> Result<()> {
    let mut json = serde_json::to_string_pretty(manifest)?;
    json.push('\n');
    fs::write(path(checkout), json).context("app/pkg/manifest.json cannot be written")
}

/// Takes it away while the files change.
pub fn remove(checkout: &Checkout) -> Result<()> {
    match fs::remove_file(path(checkout)) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).context("app/pkg/manifest.json cannot be removed")
        }
        _ => Ok(()),
    }
}

/// A digest of all that a bundle is made from.
pub fn hash_inputs(
    wasm: &[u8],
    assets: &[Asset],
    toolchain: &Toolchain,
    wasm_opt: Option<&str>,
) -> String {
    let mut digest = Sha256::new();
    let mut add = |part: &[u8]| digest.update(Sha256::digest(part));
    add(PACKING.as_bytes());
    add(toolchain.version.as_bytes());
    add(wasm_opt.unwrap_or_default().as_bytes());
    add(super::wasm_bindgen_version().as_bytes());
    add(wasm);
    for asset in assets {
        add(asset.path.as_bytes());
        add(&asset.bytes);
    }
    hex::encode(digest.finalize())
}

fn path(checkout: &Checkout) -> PathBuf {
    checkout.pkg().join("manifest.json")
}
