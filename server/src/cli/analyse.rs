//! `toancanh analyse`: hands the command to the workbench, which knows no vault.

use std::io;

use super::{CliError, Program};

/// Runs a command of the workbench.
pub fn run(program: &Program, command: ::analyse::Command) -> Result<(), CliError> {
    let lang = program.lang();
    ::analyse::run(command, lang, &mut io::stdout().lock())
        .map_err(|refusal| CliError::Told(refusal.text(lang).to_owned()))
}
