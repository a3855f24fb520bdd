//! `toancanh demo`: a made-up ministry, filled once, and served like any other.

use app::format;
use app::words::{common, demo as words};
use contract::campaigns::CampaignHead;
use contract::locale::Lang;

use super::serve::{self, Ending};
use super::shell::quoted;
use super::{CliError, Program};
use crate::config::Config;
use crate::demo::{self, DemoError, Guide, Invitation, Part, Running, Step};
use crate::startup::StartError;

/// No arguments of its own; what it needs are settings.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Fills it if need be, says where to begin, and serves.
pub async fn run(program: &Program, _: Arguments) -> Result<(), CliError> {
    super::program::log_to_stderr();
    let lang = program.lang();
    let mut ending = Ending::listen(program)?;
    // An address that is taken is told before the filling, not after it.
    let listener = serve::listen(program).await?;
    program.say(words::about(lang));
    let tell = |step: Step| program.say(step_text(lang, &step));
    let app = tokio::select! {
        prepared = demo::prepare(&program.config, program.clock, &tell) => {
            prepared.map_err(|error| explain(program, error))?
        }
        () = ending.told() => return Err(CliError::Told(words::stopped(lang).to_owned())),
    };
    let guide = demo::guide(&app).await?;
    program.say("");
    serve::greet(program, &app, None);
    show(program, &guide);
    serve::serve(&app, listener, ending).await
}

fn step_text(lang: Lang, step: &Step) -> String {
    let count = |n: u64| format::count(lang, n);
    match step {
        Step::Found => words::found(lang).to_owned(),
        Step::Removed => words::removed(lang).to_owned(),
        Step::Marked => words::marked(lang).to_owned(),
        Step::Imported { n_people, n_units } => {
            words::imported(lang, &count(*n_people), &count(*n_units))
        }
        Step::Opened {
            title,
            n_subjects,
            n_people,
            n_assignments,
        } => words::opened(
            lang,
            title.get(lang),
            &count(*n_subjects),
            &count(*n_people as u64),
            &count(*n_assignments),
        ),
        Step::Answering {
            n_asked,
            n_people,
            n_answers,
        } => words::answering(
            lang,
            &count(*n_asked as u64),
            &count(*n_people as u64),
            &count(*n_answers),
        ),
        Step::Answered { n_answers } => words::answered(lang, &count(*n_answers)),
        Step::Counted => words::counted(lang).to_owned(),
        Step::Released { n_profiles } => words::released(lang, &count(*n_profiles)),
        Step::Filled => words::filled(lang).to_owned(),
    }
}

fn explain(program: &Program, error: DemoError) -> CliError {
    let lang = program.lang();
    let folder = || program.config.data.clone();
    match error {
        DemoError::RealData => CliError::Told(words::real_data(lang, &folder().display())),
        DemoError::VaultElsewhere => CliError::Told(words::vault_elsewhere(lang).to_owned()),
        DemoError::Busy => CliError::Told(words::busy(lang, &folder().display())),
        DemoError::Folder(source) => CliError::Start(StartError::Folder {
            folder: folder(),
            source,
        }),
        DemoError::Vault(error) => error.into(),
        DemoError::Start(error) => error.into(),
        DemoError::App(error) => error.into(),
    }
}

fn show(program: &Program, guide: &Guide) {
    let lang = program.lang();
    if let Some((_, link)) = guide.sign_in.first() {
        let until = format::moment(lang, link.expires_at);
        program.say(words::sign_in_links(lang, &until));
    }
    for (part, link) in &guide.sign_in {
        let who = match part {
            Part::Administrator | Part::Analyst => common::role(lang, link.role).to_owned(),
            Part::Leader => words::leader(lang, &link.name),
            Part::Employee => words::employee(lang, &link.name),
        };
        program.say(format_args!("  {who}\n    {}", link.url));
    }
    program.say(words::somebody_else(lang, &folders(&program.config)));
    match &guide.running {
        Running::Open {
            campaign,
            invitations,
        } => {
            let closes_on = format::iso_date(lang, &campaign.closes_on);
            program.say(words::open_campaign(
                lang,
                title(lang, campaign),
                &closes_on,
            ));
            for of in invitations {
                show_invitation(program, of);
            }
            if program.config.listen.ip().is_loopback() {
                let port = program.config.listen.port().to_string();
                program.say(words::on_a_phone(lang, &port));
            }
        }
        Running::ListReplaced(campaign) => {
            program.say(words::list_replaced(lang, title(lang, campaign)));
        }
        Running::Over(campaign) => {
            let folder = program.config.data.display();
            program.say(words::over(lang, title(lang, campaign), &folder));
        }
    }
}

fn show_invitation(program: &Program, invitation: &Invitation) {
    let lang = program.lang();
    let Invitation {
        full_name,
        n_tasks,
        link,
        short_code,
    } = invitation;
    let whom = words::invitation(lang, full_name, *n_tasks, short_code);
    program.say(format_args!("  {whom}\n    {link}"));
}

fn title(lang: Lang, campaign: &CampaignHead) -> &str {
    campaign.title.get(lang)
}

/// The options by which other commands find this demo.
fn folders(config: &Config) -> String {
    format!(
        "--data {} --keys {}",
        quoted(&config.data),
        quoted(&config.keys)
    )
}
