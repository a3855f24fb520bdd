//! `toancanh serve`: the server, until it is told to end.

use std::net::SocketAddr;
use std::time::Duration;

use app::format;
use app::words::cli as words;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::task::JoinSet;

use super::{CliError, Program};
use crate::accounts::{self, SignInLink};
use crate::ballots;
use crate::campaigns;
use crate::config::VaultPlace;
use crate::demo;
use crate::http;
use crate::state::App;

/// No arguments of its own; what it needs are settings.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// How long what is in flight may take after the signal to end.
const LAST_WORDS: Duration = Duration::from_secs(25);

/// Runs it.
pub async fn run(program: &Program, _: Arguments) -> Result<(), CliError> {
    super::program::log_to_stderr();
    let ending = Ending::listen(program)?;
    let app = program.open().await?;
    if demo::is_half_filled(&app).await? {
        let folder = program.config.data.display();
        return Err(CliError::Told(words::demo_half_filled(
            program.lang(),
            &folder,
        )));
    }
    let set_up = accounts::make_set_up(&app).await?;
    let listener = listen(program).await?;
    greet(program, &app, set_up.as_ref());
    serve(&app, listener, ending).await
}

/// Binds the address, or says who may have it.
pub async fn listen(program: &Program) -> Result<TcpListener, CliError> {
    let address: SocketAddr = program.config.listen;
    TcpListener::bind(address).await.map_err(|error| {
        let lang = program.lang();
        let reason = error.to_string();
        CliError::Told(words::cannot_listen(lang, &address.to_string(), &reason))
    })
}

/// Says where it is, and what is still to do.
pub fn greet(program: &Program, app: &App, set_up: Option<&SignInLink>) {
    let lang = program.lang();
    let config = &program.config;
    program.say(words::serving(lang, &app.public_url));
    let place = |place: &VaultPlace| match place {
        VaultPlace::Sqlite(file) => file.display().to_string(),
        VaultPlace::Postgres(_) => "PostgreSQL".to_owned(),
    };
    program.say(words::vaults_are(
        lang,
        &place(&config.roster),
        &place(&config.ballots),
    ));
    program.say(words::keys_are(lang, &config.keys.display()));
    if app.bundle.loader.is_none() {
        program.say(words::bundle_missing(lang));
    }
    if !config.public_url.is_safe() {
        program.say(words::public_url_unsafe(lang, config.public_url.as_str()));
    }
    if let Some(link) = set_up {
        program.say(words::set_up_link(
            lang,
            &format::moment(lang, link.expires_at),
        ));
        program.say(format_args!("\n  {}\n", link.url));
    }
}

/// Serves until SIGINT or SIGTERM, finishes what is in flight, and closes the vaults.
pub async fn serve(app: &App, listener: TcpListener, mut ending: Ending) -> Result<(), CliError> {
    let mut background = JoinSet::new();
    background.spawn(ballots::jobs::run(app.clone()));
    background.spawn(campaigns::jobs::run(app.clone()));

    let (end, mut ended) = tokio::sync::watch::channel(());
    let server = axum::serve(listener, http::router(app.clone()))
        .with_graceful_shutdown(async move {
            ending.told().await;
            drop(end);
        })
        .into_future();
    let too_late = async {
        // An error of this channel is its end: the signal came.
        let _ = ended.changed().await;
        tokio::time::sleep(LAST_WORDS).await;
    };
    tokio::select! {
        outcome = server => outcome.map_err(|error| CliError::Told(error.to_string()))?,
        () = too_late => tracing::warn!("some requests did not end in time and were cut"),
    }
    // A job that is cut inside a transaction leaves nothing of it.
    background.shutdown().await;
    app.roster.vault().clone().close().await?;
    app.ballots.vault().clone().close().await?;
    Ok(())
}

/// Hears SIGINT and SIGTERM from the moment it is made: a signal that comes between two lines of
/// the greeting must not be missed.
#[derive(Debug)]
pub struct Ending {
    interrupt: Signal,
    terminate: Signal,
}

impl Ending {
    /// Begins to listen.
    pub fn listen(program: &Program) -> Result<Self, CliError> {
        let hear = |kind| {
            signal(kind).map_err(|error| {
                let reason = error.to_string();
                CliError::Told(words::cannot_hear_signals(program.lang(), &reason))
            })
        };
        Ok(Self {
            interrupt: hear(SignalKind::interrupt())?,
            terminate: hear(SignalKind::terminate())?,
        })
    }

    /// Waits for a signal to end.
    pub async fn told(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}
