//! The command line. Each area adds its commands in a file here and one line in [`Command`];
//! a command holds no rules, it calls the same use cases as HTTP, as [`Actor::System`].
//!
//! [`Actor::System`]: crate::accounts::Actor::System

mod analyse;
mod backup;
mod campaigns;
mod demo;
mod doctor;
mod import;
mod instruments;
mod keys;
mod link;
mod migrate;
mod profile;
mod program;
mod refusal;
mod restore;
mod serve;
mod shell;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

pub use program::{CliError, Program};

use crate::clock::Clock;
use crate::config::{Folders, Settings};

/// Lấy ý kiến nhiều chiều về người lãnh đạo trong khu vực công
/// · 360-degree feedback for public service
#[derive(Debug, Parser)]
#[command(
    name = "toancanh",
    version,
    disable_help_flag = true,
    disable_help_subcommand = true,
    disable_version_flag = true,
    subcommand_help_heading = "Lệnh · Commands",
    subcommand_value_name = "LỆNH",
    next_line_help = true,
    max_term_width = 100
)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    #[command(flatten, next_help_heading = "Tùy chọn chung · Common options")]
    settings: Settings,

    /// In hướng dẫn · Print this help
    #[arg(long, short, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,

    /// In phiên bản · Print the version
    #[arg(long, short = 'V', action = clap::ArgAction::Version)]
    version: Option<bool>,
}

/// The commands. An area adds one line here and one in [`Command::run`].
#[derive(Debug, Subcommand)]
enum Command {
    /// Chạy máy chủ; lần đầu sẽ tạo kho dữ liệu và in đường dẫn thiết lập
    /// · Run the server; the first start makes the vaults and prints a set-up link
    Serve(serve::Arguments),

    /// Chạy thử với một bộ hư cấu; lần đầu tạo dữ liệu, lần sau giữ nguyên. Chỉ dùng SQLite,
    /// trong thư mục toancanh-demo nếu không nêu --data
    /// · Try it with a fictitious ministry; the first start makes it, later ones keep it. SQLite
    /// only, in the folder toancanh-demo unless --data names another
    Demo(demo::Arguments),

    /// Tạo đường dẫn đăng nhập một lần · Make a one-time sign-in link
    Link(link::Arguments),

    /// Soạn, mở, đóng, trả kết quả, lưu trữ một kỳ lấy ý kiến
    /// · Draft, open, close, release and archive a campaign
    #[command(subcommand, subcommand_value_name = "LỆNH")]
    Campaign(campaigns::Command),

    /// Kiểm tra tệp bộ câu hỏi, in lược đồ · Check instrument files, print their schema
    #[command(subcommand, subcommand_value_name = "LỆNH")]
    Instrument(instruments::Command),

    /// Nhập dữ liệu từ tệp · Import data from files
    #[command(subcommand, subcommand_value_name = "LỆNH")]
    Import(import::Command),

    /// Xem kết quả đã trả của một người, dạng chữ hoặc JSON
    /// · Show the released profile of somebody, as text or JSON
    Profile(profile::Arguments),

    /// Bàn làm việc của nhà thống kê: từng bước tính trên tệp CSV, không mở kho nào
    /// · A workbench for statisticians: each stage on CSV files; it opens no vault
    #[command(subcommand, subcommand_value_name = "LỆNH")]
    Analyse(::analyse::Command),

    /// Kiểm tra kho dữ liệu, khóa, ổ đĩa, cấu hình · Check vaults, keys, disk and settings
    Doctor(doctor::Arguments),

    /// Sao lưu hai kho SQLite vào một thư mục mới, không kèm khóa
    /// · Back both SQLite vaults up into a new folder, never the keys
    Backup(backup::Arguments),

    /// Khôi phục hai kho từ một bản sao lưu, không ghi đè
    /// · Restore both vaults from a backup; overwrites nothing
    Restore(restore::Arguments),

    /// Xuất hoặc nhập khóa của hệ thống, niêm phong bằng cụm mật khẩu
    /// · Export or import the installation's key, sealed by a passphrase
    #[command(subcommand, subcommand_value_name = "LỆNH")]
    Keys(keys::Command),

    /// Đưa hai kho lên lược đồ mới nhất; serve cũng tự làm việc này
    /// · Bring both vaults to the newest schema; serve does so by itself
    Migrate(migrate::Arguments),
}

impl Command {
    /// The folders that it uses when none are named.
    const fn folders(&self) -> Folders {
        match self {
            Self::Demo(_) => Folders::DEMO,
            _ => Folders::OWN,
        }
    }

    async fn run(self, program: &Program) -> Result<(), CliError> {
        match self {
            Self::Serve(arguments) => serve::run(program, arguments).await,
            Self::Demo(arguments) => demo::run(program, arguments).await,
            Self::Link(arguments) => link::run(program, arguments).await,
            Self::Campaign(command) => campaigns::run(program, command).await,
            Self::Instrument(command) => instruments::run(program, command),
            Self::Import(command) => import::run(program, command).await,
            Self::Profile(arguments) => profile::run(program, arguments).await,
            Self::Analyse(command) => analyse::run(program, command),
            Self::Doctor(arguments) => doctor::run(program, arguments).await,
            Self::Backup(arguments) => backup::run(program, arguments).await,
            Self::Restore(arguments) => restore::run(program, arguments).await,
            Self::Keys(command) => keys::run(program, command).await,
            Self::Migrate(arguments) => migrate::run(program, arguments).await,
        }
    }
}

/// The command line with headings in both languages, for the commands below it too.
fn command_line() -> clap::Command {
    fn headed(command: clap::Command) -> clap::Command {
        command
            .help_template("{about-with-newline}\nCách dùng · Usage: {usage}\n\n{all-args}")
            .mut_args(|arg| match arg.get_help_heading() {
                Some(_) => arg,
                None if arg.is_positional() => arg.help_heading("Tham số · Arguments"),
                None => arg.help_heading("Tùy chọn của lệnh · Options of this command"),
            })
            .mut_subcommands(headed)
    }
    headed(Cli::command())
}

/// Reads the command line and does what it says.
pub async fn run() -> ExitCode {
    let parsed = command_line()
        .try_get_matches()
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let Cli {
        command, settings, ..
    } = match parsed {
        Ok(cli) => cli,
        Err(error) => return refusal::tell(&error),
    };
    let lang = settings.lang.unwrap_or_default();
    let outcome = match settings.resolve_with(command.folders()) {
        Ok(config) => {
            let program = Program::new(config, Clock::System);
            let lang = program.config.lang;
            command.run(&program).await.map_err(|error| (lang, error))
        }
        Err(error) => Err((lang, error.into())),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err((lang, error)) => {
            if let Some(text) = error.explain(lang) {
                eprintln!("✗ {text}");
            }
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every command's help, one after the other: what a person reads, and what a change shows.
    #[test]
    fn help_is_complete() {
        let mut command = command_line();
        command.build();
        let mut text = String::new();
        write_help(&mut command, "toancanh", &mut text);
        insta::assert_snapshot!("help", text);
    }

    fn write_help(command: &mut clap::Command, name: &str, text: &mut String) {
        // Settings stand in the environment of whoever runs the tests; their values are left out.
        let mut shown = command
            .clone()
            .mut_args(|arg| arg.hide_env_values(true))
            .term_width(100);
        text.push_str(&format!("$ {name} --help\n{}\n", shown.render_long_help()));
        for sub in command.get_subcommands_mut() {
            let name = format!("{name} {}", sub.get_name());
            write_help(sub, &name, text);
        }
    }

    #[test]
    fn every_command_and_option_says_what_it_does_in_both_languages() {
        fn check(command: &clap::Command) {
            let name = command.get_name();
            let about = command
                .get_about()
                .map(ToString::to_string)
                .unwrap_or_default();
            assert!(
                about.contains(" · ") || about.contains("\n· "),
                "{name}: {about}"
            );
            for arg in command.get_arguments() {
                let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(help.contains("· "), "{name} {}: {help}", arg.get_id());
            }
            command.get_subcommands().for_each(check);
        }
        check(&Cli::command());
    }
}
