//! `toancanh import …`: files that come in from the command line.

pub mod people;
pub mod ratings;

use clap::Subcommand;

use super::{CliError, Program};

/// What comes in.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Nhập cán bộ, đơn vị, chức vụ từ tệp CSV: chạy thử trước, rồi mới áp dụng
    /// · Import people, units and posts from a CSV file: a dry run first, then apply
    People(people::Arguments),

    /// Nhập điểm đánh giá thu thập ở nơi khác thành một kỳ đã đóng: chạy thử trước, rồi mới nhập
    /// · Import ratings collected elsewhere as a closed campaign: a dry run first, then the import
    Ratings(Box<ratings::Arguments>),
}

/// Imports.
pub async fn run(program: &Program, command: Command) -> Result<(), CliError> {
    match command {
        Command::People(arguments) => people::run(program, arguments).await,
        Command::Ratings(arguments) => ratings::run(program, *arguments).await,
    }
}
