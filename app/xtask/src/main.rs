//! `cargo xtask`: prepares the machine, bundles the client, starts the demo, runs every test.
//!
//! Everything it needs comes from crates.io, npm, PyPI, rustup or Debian's packages, and each thing
//! it installs is named with the reason. It knows how the product is built; what the product does
//! is in the other crates.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]

mod bundle;
mod checkout;
mod command;
mod count;
mod debian;
mod demo;
mod node;
mod server;
mod soak;
mod stage;
mod system;
mod test;
mod toolchain;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use checkout::Checkout;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "Build, start and test Toàn Cảnh · Dựng, chạy thử và kiểm tra Toàn Cảnh"
)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Prepare what is missing, build in release and start the demo ministry
    /// · Chuẩn bị, dựng bản phát hành và mở cơ quan mẫu
    Demo {
        /// Flags for `toancanh demo` itself, after `--`
        /// · Tham số cho chính `toancanh demo`, sau `--`
        #[arg(last = true)]
        flags: Vec<String>,
    },
    /// Run everything: format, clippy, unit and property tests, doctests, both databases, browser
    /// · Chạy mọi kiểm tra
    Test,
    /// Build the client bundle and the server
    /// · Dựng gói trình duyệt và máy chủ
    Build {
        /// Optimise; `wasm-opt` must then be there
        /// · Tối ưu; khi đó phải có `wasm-opt`
        #[arg(long)]
        release: bool,
        /// Only the client bundle, without the server
        /// · Chỉ gói trình duyệt, không dựng máy chủ
        #[arg(long)]
        bundle_only: bool,
    },
    /// The long tests: many worlds, many kills, in release
    /// · Kiểm tra dài: nhiều thế giới giả lập, nhiều lần ngắt
    Soak,
}

fn main() -> ExitCode {
    let Arguments { task } = Arguments::parse();
    let checkout = Checkout::here();
    let outcome = match task {
        Task::Demo { flags } => demo::run(&checkout, &flags),
        Task::Test => test::run(&checkout),
        Task::Build {
            release,
            bundle_only,
        } => server::build_command(&checkout, server::Kind::from_flag(release), bundle_only),
        Task::Soak => soak::run(&checkout),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n✗ {error:#}");
            ExitCode::FAILURE
        }
    }
}
