//! `toancanh import …`: files that come in from the command line.

pub mod people;

use clap::Subcommand;

use super::{CliError, Program};

/// What comes in.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Nhập cán bộ, đơn vị, chức vụ từ tệp CSV: chạy thử trước, rồi mới áp dụng
    /// · Import people, units and posts from a CSV file: a dry run first, then apply
    People(people::Arguments),
}

/// Imports.
pub async fn run(program: &Program, command: Command) -> Result<(), CliError> {
    match command {
        Command::People(arguments) => people::run(program, arguments).await,
    }
}
