//! `cargo xtask test`: everything that must hold before a change is taken.
//!
//! All native code is compiled once, with one compiler, one set of flags and one profile; the
//! browser suite drives the very server that those tests were built with. Nothing is skipped: what
//! is missing is installed, and what cannot be installed fails with what to do.

use std::path::Path;

use anyhow::Result;

use crate::checkout::Checkout;
use crate::node::Node;
use crate::server::{self, Kind};
use crate::stage::Stages;
use crate::toolchain::{self, Flags, Toolchain};
use crate::{command, node, system};

/// All stages, in order; the first that fails ends the run.
pub fn run(checkout: &Checkout) -> Result<()> {
    let mut stages = Stages::of(9);
    let (toolchain, node) = stages.run("Chuẩn bị", "preparation", || prepare(checkout))?;
    stages.run("Định dạng", "formatting", || {
        command::run(toolchain.tool(checkout, "fmt").args(["--all", "--check"]))
    })?;
    stages.run("Clippy", "clippy", || clippy(checkout, &toolchain))?;
    stages.run("Gói trình duyệt", "client bundle", || {
        server::build_bundle(checkout, &toolchain, Kind::Test)
    })?;
    stages.run("Biên dịch kiểm tra", "compiling the tests", || {
        command::run(native_tests(checkout, &toolchain).arg("--no-run"))
    })?;
    stages.run("Kiểm tra mã", "unit, property and store tests", || {
        command::run(&mut native_tests(checkout, &toolchain))?;
        // This program is compiled already, as `cargo xtask` compiled it.
        let mut cargo = Toolchain::called_with()?.cargo(checkout, Flags::Development);
        restore_flags(&mut cargo);
        command::run(cargo.args(["test", "--package", "xtask"]))
    })?;
    stages.run("Ví dụ trong tài liệu", "doctests", || {
        command::run(toolchain.cargo(checkout, Flags::Development).args([
            "test",
            "--doc",
            "--package",
            "stats",
            "--package",
            "contract",
        ]))
    })?;
    let program = stages.run("Máy chủ", "server for the browser suite", || {
        server::build(checkout, &toolchain, Kind::Test)
    })?;
    stages.run("Trình duyệt", "browser suite", || {
        browser(checkout, &node, &program)
    })?;
    stages.print_times();
    println!("\n✓ Mọi kiểm tra đều đạt · every check passed");
    Ok(())
}

fn prepare(checkout: &Checkout) -> Result<(Toolchain, Node)> {
    system::ensure(&[system::postgresql(), system::chromium()])?;
    let toolchain = toolchain::choose()?;
    toolchain.ensure_lint_tools()?;
    let node = node::ensure(checkout)?;
    node.install(
        &checkout.end2end(),
        "Playwright drives the browser, axe looks for barriers",
    )?;
    Ok((toolchain, node))
}

/// The client apart from the rest: in one build, leptos would be asked to render on the server and
/// to hydrate at once.
fn clippy(checkout: &Checkout, toolchain: &Toolchain) -> Result<()> {
    for packages in [
        &["--workspace", "--exclude", "client"][..],
        &["--package", "client"],
    ] {
        command::run(toolchain.tool(checkout, "clippy").args(packages).args([
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ]))?;
    }
    Ok(())
}

fn native_tests(checkout: &Checkout, toolchain: &Toolchain) -> std::process::Command {
    let mut cargo = toolchain.cargo(checkout, Flags::Development);
    cargo
        .args([
            "test",
            "--workspace",
            "--exclude",
            "client",
            "--exclude",
            "xtask",
        ])
        .args(["--lib", "--bins", "--tests"]);
    cargo
}

/// The flags that the caller has, in place of ours.
fn restore_flags(cargo: &mut std::process::Command) {
    match std::env::var_os("RUSTFLAGS") {
        Some(flags) => cargo.env("RUSTFLAGS", flags),
        None => cargo.env_remove("RUSTFLAGS"),
    };
}

fn browser(checkout: &Checkout, node: &Node, program: &Path) -> Result<()> {
    command::run(node.program(&checkout.end2end(), "tsc")?.arg("--noEmit"))?;
    command::run(
        node.program(&checkout.end2end(), "playwright")?
            .arg("test")
            .env("TOANCANH", program)
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    )
}
