//! `cargo xtask test`: everything that must hold before a change is taken.
//!
//! All native code is compiled once, with one compiler, one set of flags and one profile; the
//! browser suite drives the very server that those tests were built with. Nothing is skipped: what
//! is missing is installed, and what cannot be installed fails with what to do.

use std::process::Command;

use anyhow::Result;

use crate::bundle::Optimise;
use crate::checkout::Checkout;
use crate::count::Count;
use crate::node::Node;
use crate::stage::Stages;
use crate::toolchain::{self, Flags, Toolchain};
use crate::{command, node, server, system};

/// The same packages and targets for building as for testing: with others, Cargo would choose other
/// features of shared crates and compile them again. The client stays apart, because in one build
/// leptos would be asked to render on the server and to hydrate at once.
const NATIVE: &str = "--workspace --exclude client --exclude xtask --lib --bins --tests";

/// All stages, in order; the first that fails ends the run.
pub fn run(checkout: &Checkout) -> Result<()> {
    let mut stages = Stages::of(8);
    let mut count = Count::default();
    let (toolchain, node) = stages.run("Chuẩn bị", "preparation", || prepare(checkout))?;
    stages.run("Định dạng", "formatting", || {
        command::run(toolchain.tool(checkout, "fmt").args(["--all", "--check"]))
    })?;
    stages.run("Clippy", "clippy", || clippy(checkout, &toolchain))?;
    stages.run("Gói trình duyệt", "client bundle", || {
        server::build_bundle(checkout, &toolchain, Optimise::Required)
    })?;
    stages.run("Máy chủ", "compiling server and tests", || {
        let build = format!("build --profile test {NATIVE}");
        command::run(native(checkout, &toolchain).args(build.split(' ')))
    })?;
    stages.run("Kiểm tra mã", "unit, property and store tests", || {
        let test = format!("test --no-fail-fast {NATIVE}");
        count.run(native(checkout, &toolchain).args(test.split(' ')))?;
        own_tests(checkout, &mut count)
    })?;
    stages.run("Ví dụ trong tài liệu", "doctests", || {
        let test = "test --doc --package stats --package contract";
        count.run(native(checkout, &toolchain).args(test.split(' ')))
    })?;
    stages.run("Trình duyệt", "browser suite", || {
        browser(checkout, &node, &mut count)
    })?;
    stages.print_times();
    println!("\n✓ Mọi kiểm tra đều đạt · every check passed: {count}");
    Ok(())
}

fn prepare(checkout: &Checkout) -> Result<(Toolchain, Node)> {
    system::ensure(&[system::postgresql(), system::chromium()])?;
    let toolchain = toolchain::choose()?;
    toolchain.ensure_lint_tools()?;
    let node = node::ensure(checkout)?;
    let why = "Playwright drives the browser, axe looks for barriers";
    node.install(&checkout.end2end(), why)?;
    Ok((toolchain, node))
}

fn clippy(checkout: &Checkout, toolchain: &Toolchain) -> Result<()> {
    for packages in ["--workspace --exclude client", "--package client"] {
        let arguments = format!("{packages} --all-targets -- --deny warnings");
        command::run(
            toolchain
                .tool(checkout, "clippy")
                .args(arguments.split(' ')),
        )?;
    }
    Ok(())
}

fn native(checkout: &Checkout, toolchain: &Toolchain) -> Command {
    toolchain.cargo(checkout, Flags::Development)
}

/// This program's tests, with the compiler and the flags it was called with: its crates are there.
fn own_tests(checkout: &Checkout, count: &mut Count) -> Result<()> {
    let mut cargo = native(checkout, &Toolchain::called_with()?);
    match std::env::var_os("RUSTFLAGS") {
        Some(flags) => cargo.env("RUSTFLAGS", flags),
        None => cargo.env_remove("RUSTFLAGS"),
    };
    count.run(cargo.args(["test", "--package", "xtask"]))
}

fn browser(checkout: &Checkout, node: &Node, count: &mut Count) -> Result<()> {
    let folder = checkout.end2end();
    command::run(node.program(&folder, "tsc")?.arg("--noEmit"))?;
    count.run(
        node.program(&folder, "playwright")?
            .arg("test")
            .env("TOANCANH", checkout.target.join("debug/toancanh")),
    )
}
