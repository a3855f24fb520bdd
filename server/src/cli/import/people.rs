//! `toancanh import people FILE`: the dry run, and with its hash the import itself.

use std::path::{Path, PathBuf};

use app::format;
use app::words::{import_faults, people as words};
use contract::error::{AppError, Refusal};
use contract::locale::Lang;
use contract::people::{Change, DryRun, Listed, Merger};

use super::super::shell::quoted;
use super::super::{CliError, Program};
use crate::accounts::Actor;
use crate::people::{ImportFiles, apply, dry_run};

/// The files and what to do with them.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Tệp CSV cán bộ và chức vụ · CSV file of people and posts
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Tệp CSV đơn vị tiền thân · CSV file of predecessors of units
    #[arg(long, value_name = "FILE")]
    units: Option<PathBuf>,

    /// Tệp là toàn bộ danh sách: ai không có trong tệp sẽ rời danh sách
    /// · The file is the whole roster: whoever is not in it leaves
    #[arg(long)]
    complete: bool,

    /// Áp dụng đúng lần chạy thử có mã băm này · Apply exactly the dry run with this hash
    #[arg(long, value_name = "HASH")]
    apply: Option<String>,
}

/// Tries out or applies, and prints what was found.
pub async fn run(program: &Program, arguments: Arguments) -> Result<(), CliError> {
    let lang = program.lang();
    let files = ImportFiles {
        people: read(lang, &arguments.file).await?,
        units: match &arguments.units {
            Some(file) => Some(read(lang, file).await?),
            None => None,
        },
        complete: arguments.complete,
    };
    let app = program.open().await?;
    let Some(hash) = &arguments.apply else {
        let run = dry_run(&app, &Actor::System, files).await?;
        program.say(report(lang, &run));
        if run.faults.n > 0 {
            return Err(CliError::Printed);
        }
        if run.changes_anything() {
            program.say(words::cli_apply(lang, &command(&arguments, &run.hash)));
        }
        return Ok(());
    };
    match apply(&app, &Actor::System, files.clone(), hash).await {
        Ok(done) => {
            program.say(words::applied(
                lang,
                &format::count(lang, done.additions.n),
                &format::count(lang, done.changes.n),
                &format::count(lang, done.removals.n),
            ));
            Ok(())
        }
        // Which faults, only a dry run says.
        Err(error @ AppError::Refused(Refusal::FileHasFaults)) => {
            let run = dry_run(&app, &Actor::System, files).await?;
            program.say(report(lang, &run));
            Err(error.into())
        }
        Err(error) => Err(error.into()),
    }
}

async fn read(lang: Lang, file: &Path) -> Result<Vec<u8>, CliError> {
    tokio::fs::read(file).await.map_err(|error| {
        let name = file.display().to_string();
        CliError::Told(words::cli_unreadable_file(lang, &name, &error.to_string()))
    })
}

/// The command that applies a dry run, ready to be copied.
fn command(arguments: &Arguments, hash: &str) -> String {
    let mut command = format!("toancanh import people {}", quoted(&arguments.file));
    if let Some(units) = &arguments.units {
        command.push_str(&format!(" --units {}", quoted(units)));
    }
    if arguments.complete {
        command.push_str(" --complete");
    }
    format!("{command} --apply {hash}")
}

/// What a dry run found, as lines of text.
fn report(lang: Lang, run: &DryRun) -> String {
    let count = |n| format::count(lang, n);
    let scope = if run.complete {
        words::is_complete(lang)
    } else {
        words::is_partial(lang)
    };
    let mut text = format!("{} · {scope}\n", words::n_rows(lang, &count(run.n_rows)));
    let person = |change: &Change| {
        let who = format!("{} {}", change.staff_code, change.full_name);
        if change.columns.is_empty() {
            who
        } else {
            format!("{who} ({})", words::changes_of(lang, &change.columns))
        }
    };
    let merger = |merger: &Merger| {
        let line = words::unit_merged(lang, &merger.unit_path, &merger.predecessor_path);
        match merger.merged_on {
            Some(day) => format!("{line} ({})", format::date(lang, day)),
            None => line,
        }
    };
    write_list(
        lang,
        words::additions(lang),
        &run.additions,
        person,
        &mut text,
    );
    write_list(lang, words::changes(lang), &run.changes, person, &mut text);
    write_list(
        lang,
        words::removals(lang),
        &run.removals,
        person,
        &mut text,
    );
    write_list(
        lang,
        words::new_units(lang),
        &run.new_units,
        Clone::clone,
        &mut text,
    );
    write_list(lang, words::mergers(lang), &run.mergers, merger, &mut text);
    write_list(
        lang,
        words::dropped_mergers(lang),
        &run.dropped_mergers,
        merger,
        &mut text,
    );
    let fault = |fault: &contract::people::ImportFault| {
        let place = words::place(lang, fault);
        format!("{place}: {}", import_faults::explain(lang, &fault.kind))
    };
    write_list(
        lang,
        words::faults_title(lang),
        &run.faults,
        fault,
        &mut text,
    );
    text.push('\n');
    text.push_str(&if run.faults.n > 0 {
        words::with_faults(lang, run.faults.n, &count(run.faults.n))
    } else if run.changes_anything() {
        words::without_faults(lang).to_owned()
    } else {
        words::without_changes(lang).to_owned()
    });
    text
}

fn write_list<T>(
    lang: Lang,
    title: &str,
    list: &Listed<T>,
    line: impl Fn(&T) -> String,
    text: &mut String,
) {
    if list.n == 0 {
        return;
    }
    text.push_str(&format!("\n{title}: {}\n", format::count(lang, list.n)));
    for item in &list.first {
        text.push_str(&format!("  {}\n", line(item)));
    }
    let n = list.n_left_out();
    if n > 0 {
        text.push_str(&format!(
            "  {}\n",
            words::left_out(lang, n, &format::count(lang, n))
        ));
    }
}
