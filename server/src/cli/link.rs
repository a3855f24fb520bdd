//! `toancanh link --as ROLE|STAFF_CODE`: a one-time sign-in link, on standard output.

use app::format;
use app::words::{cli as words, common};

use super::{CliError, Program};
use crate::accounts::{self, Actor, LinkFor};

/// Whom it is for.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Vai trò administrator, analyst, hoặc mã cán bộ của một người trong danh sách
    /// · A role (administrator, analyst) or the staff code of a person on the roster
    #[arg(long = "as", value_name = "ROLE|STAFF_CODE")]
    whom: String,
}

/// Makes it.
pub async fn run(program: &Program, arguments: Arguments) -> Result<(), CliError> {
    let lang = program.lang();
    let app = program.open().await?;
    let whom = LinkFor::parse(&arguments.whom);
    let link = accounts::make(&app, &Actor::System, &whom).await?;
    let role = common::role(lang, link.role);
    let who = if link.name.is_empty() {
        role.to_owned()
    } else {
        format!("{} ({role})", link.name)
    };
    program.say(words::sign_in_link(
        lang,
        &who,
        &format::moment(lang, link.expires_at),
    ));
    program.say(format_args!("\n  {}\n", link.url));
    Ok(())
}
