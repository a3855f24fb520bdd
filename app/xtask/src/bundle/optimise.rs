//! `wasm-opt -Oz` from npm's `binaryen`, pinned in `app/xtask/optimiser`.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::checkout::Checkout;
use crate::{command, node};

/// Whether a bundle may be left as the compiler made it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Optimise {
    /// A release: without `wasm-opt` there is none.
    Required,
    /// Development: a note is enough.
    IfThere,
}

/// The optimiser, ready to run.
pub struct WasmOpt {
    program: Command,
    /// What it says of itself; part of what a bundle was made from.
    pub version: String,
}

impl WasmOpt {
    /// Finds it or installs it. In development nothing but npm packages is installed for it.
    pub fn find(checkout: &Checkout, optimise: Optimise) -> Result<Option<Self>> {
        let found = Self::install(checkout);
        match (found, optimise) {
            (Ok(wasm_opt), _) => Ok(Some(wasm_opt)),
            (Err(error), Optimise::IfThere) => {
                println!("  Ghi chú · note: the bundle stays large, without wasm-opt: {error:#}");
                Ok(None)
            }
            (Err(error), Optimise::Required) => Err(error).context(
                "a release needs wasm-opt (npm package binaryen); see above what could not be \
                 installed",
            ),
        }
    }

    /// The module again, smaller.
    pub fn run(&self, wasm: &[u8]) -> Result<Vec<u8>> {
        let folder = tempfile::tempdir().context("no temporary folder")?;
        let (before, after) = (
            folder.path().join("in.wasm"),
            folder.path().join("out.wasm"),
        );
        fs::write(&before, wasm)?;
        let mut program = Command::new(self.program.get_program());
        for (name, value) in self.program.get_envs() {
            if let Some(value) = value {
                program.env(name, value);
            }
        }
        command::run(program.arg("-Oz").arg("-o").args([&after, &before]))?;
        fs::read(&after).context("wasm-opt wrote nothing")
    }

    fn install(checkout: &Checkout) -> Result<Self> {
        let folder = checkout.optimiser();
        let node = node::ensure(checkout)?;
        node.install(&folder, "wasm-opt makes the client bundle small")?;
        let mut program = node.program(&folder, "wasm-opt")?;
        let version = command::read(program.arg("--version"))?.trim().to_owned();
        Ok(Self {
            program: node.program(&folder, "wasm-opt")?,
            version,
        })
    }
}
