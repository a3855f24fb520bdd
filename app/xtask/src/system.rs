//! Debian's packages: which are missing, what each is for, and their installation.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command;

/// A package and the sentence that says why it is wanted.
pub struct Package {
    name: String,
    why: &'static str,
}

impl Package {
    /// A package by its Debian name.
    pub fn new(name: impl Into<String>, why: &'static str) -> Self {
        Self {
            name: name.into(),
            why,
        }
    }
}

/// The server that the store's tests start for themselves in a temporary folder.
pub fn postgresql() -> Package {
    Package::new(
        "postgresql",
        "the store's tests run on a real PostgreSQL as well as on SQLite",
    )
}

/// The browser of the end-to-end tests.
pub fn chromium() -> Package {
    Package::new("chromium", "the end-to-end tests drive a real browser")
}

/// Installs those that are not there yet; says which and why.
pub fn ensure(packages: &[Package]) -> Result<()> {
    let mut missing = Vec::new();
    for package in packages {
        if !is_installed(&package.name)? {
            missing.push(package);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    for package in &missing {
        println!(
            "  Cài đặt · installing Debian package {}: {}",
            package.name, package.why
        );
    }
    let names: Vec<&str> = missing
        .iter()
        .map(|package| package.name.as_str())
        .collect();
    install(&names).with_context(|| {
        format!(
            "these Debian packages could not be installed; install them by hand and start again: \
             apt-get install {}",
            names.join(" ")
        )
    })
}

/// A command that runs as root: as it is for root, else through sudo.
pub fn as_root(program: &str) -> Result<Command> {
    let user = command::read(Command::new("id").arg("-u"))?;
    if user.trim() == "0" {
        return Ok(Command::new(program));
    }
    if command::find("sudo").is_none() {
        bail!(
            "`{program}` needs root rights, and there is no sudo here: start this as root · \
             cần quyền root để chạy `{program}`"
        );
    }
    let mut sudo = Command::new("sudo");
    sudo.arg(program);
    Ok(sudo)
}

fn is_installed(name: &str) -> Result<bool> {
    let status = command::ask(Command::new("dpkg-query").args([
        "--show",
        "--showformat=${db:Status-Status}",
        name,
    ]))?;
    Ok(status.as_deref() == Some("installed"))
}

fn install(names: &[&str]) -> Result<()> {
    command::run(as_root("apt-get")?.args(["update", "--quiet"]))?;
    // `env` because sudo drops the environment of who calls it.
    command::run(
        as_root("env")?
            .args([
                "DEBIAN_FRONTEND=noninteractive",
                "apt-get",
                "install",
                "--yes",
                "--quiet",
            ])
            // No terminal tricks: the output may go to a file.
            .args(["--no-install-recommends", "-o", "Dpkg::Use-Pty=0"])
            .args(names),
    )
}
