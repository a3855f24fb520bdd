//! From an invitation to a counted answer, behind three doors:
//!
//! - [`issue`]: which assignments a browser may answer. Roster vault, then [`codes`] in the ballot
//!   vault; between the two goes an [`issue::Issued`], which holds the public scope and hashes.
//! - [`submit`] (and [`form`] for the way without JavaScript): envelopes into the box. Ballot
//!   vault only; who sent one is not known there.
//! - [`tally`]: opens the envelopes of a closed box and writes the answers. Ballot vault only.
//!
//! Each file here works on one vault and never names the other; a test holds them to it. Only this
//! file, and the handlers of `http`, take both one after the other.

pub mod codes;
pub mod confidential;
pub mod form;
pub mod issue;
pub mod jobs;
pub mod session;
pub mod submit;
pub mod tally;
pub mod tasks;

#[cfg(test)]
mod tests;

use ballot::tally::Counts;
use contract::ballots::{IssueRequest, Scope};
use contract::error::AppError;
use contract::ids::CampaignId;

use crate::rng;
use crate::state::App;
use confidential::FormSent;
use form::{Form, Sent};
use issue::IssuedCode;
use session::Rater;

/// Registers the codes of a browser: bound to its request in the roster vault, then good for an
/// answer in the ballot vault. Cut between the two, the same request completes it.
pub async fn issue_to_browser(
    app: &App,
    rater: &Rater,
    request: &IssueRequest,
) -> Result<(), AppError> {
    let issued = issue::bind(&app.roster, rater, request).await?;
    codes::register(&app.ballots, &issued).await
}

/// Sends a form: its assignment is bound in the roster vault, its code registered and its envelope
/// committed in the ballot vault. An edit was bound by the form that it replaces. Cut anywhere, the
/// same form sent again completes it.
pub async fn send_form(
    app: &App,
    rater: &Rater,
    sent: FormSent,
    envelope_bytes: u32,
) -> Result<Sent, AppError> {
    let code = sent.drawn.code();
    if !sent.edit {
        let asked = IssuedCode {
            code_hash: code.hash(),
            subject: sent.subject,
            relation: sent.relation,
        };
        let issued = issue::bind_form(&app.roster, rater, &sent.drawn.key(), asked).await?;
        codes::register(&app.ballots, &issued).await?;
    }
    let form = Form {
        submission: sent.drawn.submission(),
        code,
        scope: Scope {
            campaign: rater.campaign,
            subject: sent.subject,
            relation: sent.relation,
        },
        answers: sent.answers,
    };
    form::send(&app.ballots, &form, envelope_bytes).await
}

/// Closes the box of a campaign and counts. It can be cut anywhere and called again: what was done
/// is not done twice, and the answers are the same.
pub async fn close(app: &App, campaign: CampaignId) -> Result<Counts, AppError> {
    let mut order = rng::generator().map_err(AppError::internal)?;
    let counts = tally::tally(&app.ballots, campaign, &mut order).await?;
    let forgotten = session::forget_raters(&app.roster, campaign).await?;
    sweep(app, campaign, forgotten).await?;
    Ok(counts)
}

/// Sweeps what the close removed out of the files of both vaults: once, since it locks them, and
/// again only where it was cut or a request that was under way at the close left something later.
async fn sweep(app: &App, campaign: CampaignId, forgotten: bool) -> Result<(), AppError> {
    let swept = tally::is_swept(&app.ballots, campaign).await?;
    let mut done = true;
    if forgotten || !swept {
        done &= session::sweep_raters(&app.roster).await?;
    }
    if !swept {
        done &= tally::sweep(&app.ballots).await?;
        if done {
            tally::note_swept(&app.ballots, campaign).await?;
        }
    }
    Ok(())
}
