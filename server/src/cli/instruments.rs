//! `toancanh instrument`: for authors of instrument files.

use std::path::PathBuf;

use app::words::{campaigns as file_words, instruments as words};
use contract::error::AppError;

use super::{CliError, Program};
use crate::canonical::Canonical;
use crate::instruments::{self, schema};

/// What to do.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// In lược đồ JSON của tệp bộ câu hỏi · Print the JSON schema of an instrument file
    Schema,

    /// Kiểm tra một tệp bộ câu hỏi, nêu mọi chỗ cần sửa
    /// · Check an instrument file and name everything to correct
    Check {
        /// Tệp JSON · The JSON file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// Does it.
pub fn run(program: &Program, command: Command) -> Result<(), CliError> {
    let lang = program.lang();
    let file = match command {
        Command::Schema => {
            program.say(schema::instrument().trim_end());
            return Ok(());
        }
        Command::Check { file } => file,
    };
    let text = std::fs::read_to_string(&file).map_err(|error| {
        let name = file.display().to_string();
        CliError::Told(file_words::cli_file_unreadable(
            lang,
            &name,
            &error.to_string(),
        ))
    })?;
    match instruments::read(&text) {
        Ok(instrument) => {
            let canonical = Canonical::of(&instrument).map_err(AppError::internal)?;
            program.say(words::file_is_ready(
                lang,
                &instrument.id,
                instrument.version,
                instrument.items.len(),
                &canonical.hash_hex(),
            ));
            Ok(())
        }
        Err(faults) => {
            program.say(words::file_has_faults(lang, faults.len()));
            for fault in &faults {
                program.say(format_args!("  {}", words::fault(lang, fault)));
            }
            Err(CliError::Printed)
        }
    }
}
