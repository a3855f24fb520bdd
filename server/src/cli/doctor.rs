//! `toancanh doctor`: a check-up, finding by finding, and an exit code.

use app::format;
use app::words::doctor as words;
use contract::locale::Lang;

use super::program::vault;
use super::{CliError, Program};
use crate::doctor::{self, Standing, What};

/// No arguments of its own.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Examines, and fails when something is bad.
pub async fn run(program: &Program, _: Arguments) -> Result<(), CliError> {
    let lang = program.lang();
    let findings = doctor::examine(&program.config, program.clock).await;
    for finding in &findings {
        let mark = match finding.standing {
            Standing::Good => "✓",
            Standing::Doubtful => "!",
            Standing::Bad => "✗",
        };
        program.say(format_args!("{mark} {}", sentence(lang, &finding.what)));
    }
    let worst = findings.iter().map(|finding| finding.standing).max();
    program.say("");
    match worst.unwrap_or(Standing::Good) {
        Standing::Good => program.say(words::all_good(lang)),
        Standing::Doubtful => program.say(words::some_doubtful(lang)),
        Standing::Bad => {
            program.say(words::some_bad(lang));
            return Err(CliError::Printed);
        }
    }
    Ok(())
}

fn sentence(lang: Lang, what: &What) -> String {
    let mib = |free: &u64| format::count(lang, *free);
    match what {
        What::PublicUrl => words::public_url(lang).to_owned(),
        What::PublicUrlUnsafe => words::public_url_unsafe(lang).to_owned(),
        What::Bundle => words::bundle(lang).to_owned(),
        What::BundleMissing => words::bundle_missing(lang).to_owned(),
        What::NothingHere(path) => words::nothing_here(lang, &path.display()),
        What::Private(path) => words::private(lang, &path.display()),
        What::Exposed(path, mode) => words::exposed(lang, &path.display(), &format!("{mode:o}")),
        What::Unreadable(path, reason) => words::unreadable(lang, &path.display(), reason),
        What::Room(free) => words::room(lang, &mib(free)),
        What::NoRoom(free) => words::no_room(lang, &mib(free)),
        What::Key => words::key(lang).to_owned(),
        What::NoKey(path) => words::no_key(lang, &path.display()),
        What::Vault(which, newest) => words::vault_well(lang, vault(lang, *which), newest),
        What::VaultUnreachable(which, reason) => {
            words::vault_unreachable(lang, vault(lang, *which), reason)
        }
        What::VaultOld(which, n) => words::vault_old(lang, vault(lang, *which), *n),
        What::VaultNewer(which, migration) => {
            words::vault_newer(lang, vault(lang, *which), migration)
        }
        What::Sqlite(which) => words::sqlite(lang, vault(lang, *which)),
        What::SqliteDamaged(which, reason) => {
            words::sqlite_damaged(lang, vault(lang, *which), reason)
        }
        What::Audit(rows, head) => {
            let head = head.get(..16).unwrap_or(head);
            words::audit(lang, &format::count(lang, *rows), head)
        }
        What::AuditBroken(row) => words::audit_broken(lang, *row),
        What::Clock => words::clock(lang).to_owned(),
        What::ClockBehind => words::clock_behind(lang).to_owned(),
    }
}
