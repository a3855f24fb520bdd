//! The client bundle: what the browser loads, in one folder named by its content, which the server
//! embeds. `app/pkg/manifest.json` says what is in it and what made it.

mod client;
mod manifest;
mod optimise;
mod pack;
mod style;

use anyhow::Result;

pub use manifest::Manifest;
pub use optimise::Optimise;

use crate::checkout::Checkout;
use crate::toolchain::Toolchain;

/// One file of the bundle, before compression.
pub struct Asset {
    /// Relative to the bundle's folder, with `/`.
    path: String,
    bytes: Vec<u8>,
}

/// Builds the bundle, or finds that the one in `app/pkg` is what would be built.
pub fn build(checkout: &Checkout, toolchain: &Toolchain, optimise: Optimise) -> Result<Manifest> {
    let wasm = client::compile(checkout, toolchain)?;
    let wasm_opt = optimise::WasmOpt::find(checkout, optimise)?;
    let mut assets = vec![style::compile(&checkout.style())?];
    assets.extend(client::scripts(checkout)?);
    assets.extend(style::fonts(&checkout.style())?);

    let wasm_opt_version = wasm_opt.as_ref().map(|wasm_opt| wasm_opt.version.clone());
    let inputs = manifest::hash_inputs(&wasm, &assets, toolchain, wasm_opt_version.as_deref());
    if let Some(manifest) = manifest::read(checkout)?
        && manifest.inputs == inputs
        && checkout.pkg().join(&manifest.hash).is_dir()
    {
        println!("  Gói còn mới · the bundle {} is fresh", manifest.hash);
        return Ok(manifest);
    }

    for mut asset in client::bind(wasm)? {
        if let (Some(wasm_opt), true) = (&wasm_opt, asset.path.ends_with(".wasm")) {
            asset.bytes = wasm_opt.run(&asset.bytes)?;
        }
        assets.push(asset);
    }
    let manifest = pack::write(checkout, assets, |hash, files| Manifest {
        hash,
        inputs,
        rustc: toolchain.version.clone(),
        wasm_bindgen: wasm_bindgen_version().to_owned(),
        wasm_opt: wasm_opt_version,
        files,
    })?;
    manifest.print_sizes();
    Ok(manifest)
}

/// The version that the binding generator speaks; the client's `wasm-bindgen` is pinned to it.
fn wasm_bindgen_version() -> &'static str {
    "0.2.130"
}
