//! `toancanh keys export FILE` and `keys import FILE`: the installation's key, sealed.

use std::fs::{self, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use app::words::cli as words;
use contract::locale::Lang;

use super::{CliError, Program};
use crate::accounts::Actor;
use crate::audit;
use crate::keys::{Keys, PASSPHRASE_CHARS, Passphrase, SealedError};

/// What to do with the key.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Ghi một bản khóa được niêm phong, để cất ở nơi khác
    /// · Write a sealed copy of the key, to be kept elsewhere
    Export(File),
    /// Đặt khóa từ bản niêm phong vào thư mục khóa còn trống
    /// · Put the key of a sealed copy into an empty key folder
    Import(File),
}

/// The file, and where the passphrase comes from.
#[derive(Debug, clap::Args)]
pub struct File {
    /// Tệp niêm phong · The sealed file
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Đọc cụm mật khẩu từ tệp này thay vì hỏi · Read the passphrase from this file instead of asking
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

/// Does it.
pub async fn run(program: &Program, command: Command) -> Result<(), CliError> {
    match command {
        Command::Export(file) => export(program, &file).await,
        Command::Import(file) => import(program, &file),
    }
}

async fn export(program: &Program, arguments: &File) -> Result<(), CliError> {
    let lang = program.lang();
    let app = program.open().await?;
    let passphrase = ask(lang, arguments, Twice::Yes)?;
    let sealed = app
        .keys
        .seal(&passphrase)
        .map_err(|error| told(lang, &error))?;
    write_new(&arguments.file, &sealed).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            CliError::Told(words::file_exists(lang, &arguments.file.display()))
        }
        _ => CliError::Told(words::file_unwritable(
            lang,
            &arguments.file.display(),
            &error.to_string(),
        )),
    })?;
    audit::record(&app, &Actor::System, "keys_exported", "").await?;
    program.say(words::keys_exported(lang, &arguments.file.display()));
    Ok(())
}

fn import(program: &Program, arguments: &File) -> Result<(), CliError> {
    let lang = program.lang();
    let text = read(lang, &arguments.file)?;
    let passphrase = ask(lang, arguments, Twice::No)?;
    let keys = Keys::open_sealed(&text, &passphrase).map_err(|error| told(lang, &error))?;
    let folder = &program.config.keys;
    keys.write(folder).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => CliError::Told(words::key_exists(lang, &folder.display())),
        _ => CliError::Told(words::file_unwritable(
            lang,
            &folder.display(),
            &error.to_string(),
        )),
    })?;
    program.say(words::keys_imported(lang, &folder.display()));
    Ok(())
}

/// Whether a mistyped passphrase would go unnoticed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Twice {
    Yes,
    No,
}

/// From the file, from the terminal without showing it, or from a pipe.
fn ask(lang: Lang, arguments: &File, twice: Twice) -> Result<Passphrase, CliError> {
    let cannot =
        |error: io::Error| CliError::Told(words::passphrase_unreadable(lang, &error.to_string()));
    let text = match &arguments.passphrase_file {
        Some(file) => read(lang, file)?,
        None if io::stdin().is_terminal() => {
            let text = rpassword::prompt_password(words::passphrase(lang)).map_err(cannot)?;
            if twice == Twice::Yes
                && rpassword::prompt_password(words::passphrase_again(lang)).map_err(cannot)?
                    != text
            {
                return Err(CliError::Told(words::passphrases_differ(lang).to_owned()));
            }
            text
        }
        None => {
            let mut text = String::new();
            io::stdin().read_line(&mut text).map_err(cannot)?;
            text
        }
    };
    Passphrase::new(text)
        .map_err(|_| CliError::Told(words::passphrase_short(lang, PASSPHRASE_CHARS)))
}

fn read(lang: Lang, file: &Path) -> Result<String, CliError> {
    fs::read_to_string(file).map_err(|error| {
        CliError::Told(words::file_unreadable(
            lang,
            &file.display(),
            &error.to_string(),
        ))
    })
}

fn write_new(file: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn told(lang: Lang, error: &SealedError) -> CliError {
    CliError::Told(match error {
        SealedError::NotSealed(_) => words::not_sealed(lang).to_owned(),
        SealedError::WrongPassphrase => words::wrong_passphrase(lang).to_owned(),
        SealedError::Refused(reason) => words::sealing_refused(lang, reason),
        SealedError::NoRandomness(_) => words::no_randomness(lang).to_owned(),
    })
}
