//! A command line that cannot be read, told in Vietnamese first; clap's own words follow.

use std::process::ExitCode;

use app::words::cli as words;
use clap::error::{ContextKind, ErrorKind};
use contract::locale::Lang;

/// Prints what is wrong, or the help that was asked for.
pub fn tell(error: &clap::Error) -> ExitCode {
    let asked_for = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    );
    if !asked_for {
        eprintln!("✗ {}\n", sentence(error));
    }
    // A closed pipe is no failure.
    let _ = error.print();
    if asked_for {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(2)
    }
}

fn sentence(error: &clap::Error) -> String {
    let lang = Lang::Vi;
    let context = |kind| error.get(kind).map(ToString::to_string);
    let argument = context(ContextKind::InvalidArg).unwrap_or_default();
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let command = context(ContextKind::InvalidSubcommand).unwrap_or_default();
            words::unknown_command(lang, &command)
        }
        ErrorKind::UnknownArgument => words::unknown_option(lang, &argument),
        ErrorKind::MissingRequiredArgument => words::missing_option(lang, &argument),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = context(ContextKind::InvalidValue).unwrap_or_default();
            words::wrong_value(lang, &argument, &value)
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            words::missing_command(lang).to_owned()
        }
        _ => words::unreadable_command(lang).to_owned(),
    }
}
