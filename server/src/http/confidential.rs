//! The plain form over HTTP. Every page of it is an answer to the form before, which carries all
//! that was answered; nothing is kept here between two of them, and nothing is logged.

use app::pages::confidential::carried::{Carried, RATER, one};
use app::pages::confidential::form::{self as form_page, Showing, fault_text};
use app::pages::confidential::receipt::{self, Received};
use app::pages::confidential::step::{Go, Step};
use app::pages::confidential::{TASKS, sign_in, tasks as tasks_page};
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form, Router};
use contract::ballots::Answers;
use contract::error::{AppError, Refusal};
use contract::ids::{CampaignId, SubjectId};
use contract::invitations::{Task, TaskList, Way};
use cookie::SameSite;

use super::ballots::{gone, rater, rater_cookie, replace_session};
use super::cookies::{self, LANGUAGE, Stays};
use super::{Failure, Visit, failure, page, page_with_status};
use crate::attempts;
use crate::ballots::confidential::{self, Drawn, FormSent};
use crate::ballots::session::{self, Rater};
use crate::ballots::tasks;
use crate::state::App;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/confidential", get(show))
        .route("/confidential/signin", post(send_sign_in))
        .route("/confidential/signout", post(sign_out))
        .route("/confidential/form", get(to_tasks).post(turn_page))
}

type Fields = Vec<(String, String)>;

async fn to_tasks() -> Redirect {
    Redirect::to(TASKS)
}

async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    match rater(&app, &headers).await {
        Ok(rater) => {
            let list = tasks::task_list(&app.roster, &app.keys, &rater).await?;
            let shown = page(&app, &visit, |context| {
                tasks_page::page(context, &list, None)
            })
            .await?;
            Ok(shown.into_response())
        }
        Err(AppError::SignInNeeded) => {
            let shown = page(&app, &visit, |context| sign_in::page(context, None)).await?;
            Ok(shown.into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn send_sign_in(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    let code = one(&fields, sign_in::SHORT_CODE).unwrap_or_default();
    match open(&app, code).await {
        Ok(token) => {
            replace_session(&app, &headers).await?;
            let cookie = rater_cookie(&app, &token)?;
            Ok(([(SET_COOKIE, cookie)], Redirect::to(TASKS)).into_response())
        }
        Err(error @ (AppError::Invalid(_) | AppError::Refused(Refusal::TooManyAttempts))) => {
            sign_in_again(&app, visit, &error).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn open(app: &App, code: &str) -> Result<String, AppError> {
    attempts::refuse_if_guessing(app).await?;
    let opened = session::open_by_short_code(&app.roster, &app.keys, code).await;
    if matches!(opened, Err(AppError::Invalid(_))) && !code.trim().is_empty() {
        attempts::count_wrong(app).await?;
    }
    Ok(opened?.token)
}

/// The sign-in page as the answer to something that did not work.
async fn sign_in_again(app: &App, mut visit: Visit, error: &AppError) -> Result<Response, Failure> {
    TASKS.clone_into(&mut visit.path);
    let status = failure::status(error);
    let shown = page_with_status(app, &visit, status, |context| {
        sign_in::page(context, Some(error))
    });
    Ok(shown.await?.into_response())
}

async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    replace_session(&app, &headers).await?;
    Ok(([(SET_COOKIE, gone(&app)?)], Redirect::to(TASKS)).into_response())
}

/// Every page of the form comes from here.
async fn turn_page(
    State(app): State<App>,
    mut visit: Visit,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    // The answer to a form has no address to come back to.
    visit.path.clear();
    let rater = match rater(&app, &headers).await {
        Ok(rater) => rater,
        Err(error) => return without_session(&app, visit, &fields, error).await,
    };
    let list = tasks::task_list(&app.roster, &app.keys, &rater).await?;
    rater.must_be(&app.keys, one(&fields, RATER))?;
    if let Some(subject) = one(&fields, "begin") {
        return begin(&app, visit, &list, subject).await;
    }
    if let Some(subject) = one(&fields, "change") {
        return change(&app, visit, &list, subject, &fields).await;
    }
    go_on(&app, visit, &rater, &list, &fields).await
}

/// The session is gone. If that is because the campaign closed, the reader hears that instead.
async fn without_session(
    app: &App,
    visit: Visit,
    fields: &Fields,
    error: AppError,
) -> Result<Response, Failure> {
    if !matches!(error, AppError::SignInNeeded) {
        return Err(error.into());
    }
    if let Some(campaign) = one(fields, "campaign").and_then(|id| id.parse::<CampaignId>().ok()) {
        session::running_campaign(&app.roster, campaign).await?;
    }
    sign_in_again(app, visit, &error).await
}

/// The first showing: code, key and submission id are drawn, and nothing is stored.
async fn begin(
    app: &App,
    visit: Visit,
    list: &TaskList,
    subject: &str,
) -> Result<Response, Failure> {
    let task = task_of(list, subject)?;
    match task.way {
        Way::Open => {}
        Way::Form => return Err(Refusal::AnsweredWithTheForm.into()),
        Way::Browser => return Err(Refusal::AnsweredInTheBrowser.into()),
    }
    let drawn = Drawn::draw()?;
    let carried = first(list, task, &drawn, false);
    show_step(app, visit, list, task, &carried, Step::Start, None).await
}

/// The first showing of an edit: the code is the edit code, and the form is empty.
async fn change(
    app: &App,
    mut visit: Visit,
    list: &TaskList,
    subject: &str,
    fields: &Fields,
) -> Result<Response, Failure> {
    let task = task_of(list, subject)?;
    match task.way {
        Way::Form => {}
        Way::Open => return Ok(Redirect::to(TASKS).into_response()),
        Way::Browser => return Err(Refusal::AnsweredInTheBrowser.into()),
    }
    let typed = one(fields, &format!("edit-code-{}", task.subject)).unwrap_or_default();
    let scope = contract::ballots::Scope {
        campaign: list.campaign.id,
        subject: task.subject,
        relation: task.relation,
    };
    match confidential::edit_code(&app.ballots, scope, typed).await? {
        Some(code) => {
            let drawn = Drawn::draw()?.with_code(&code);
            let carried = first(list, task, &drawn, true);
            show_step(app, visit, list, task, &carried, Step::Start, None).await
        }
        None => {
            TASKS.clone_into(&mut visit.path);
            let shown = page_with_status(app, &visit, StatusCode::BAD_REQUEST, |context| {
                tasks_page::page(context, list, Some(task.subject))
            });
            Ok(shown.await?.into_response())
        }
    }
}

/// The next page, the one before, another, or the end.
async fn go_on(
    app: &App,
    mut visit: Visit,
    rater: &Rater,
    list: &TaskList,
    fields: &Fields,
) -> Result<Response, Failure> {
    let instrument = &list.instrument;
    let carried = Carried::read(fields, instrument).map_err(|_| Refusal::UnreadableRequest)?;
    if carried.campaign != list.campaign.id {
        return Err(AppError::NotFound.into());
    }
    let task = list
        .tasks
        .iter()
        .find(|task| task.subject == carried.subject)
        .ok_or(AppError::NotFound)?;
    let step = one(fields, "step").and_then(|name| Step::read(name, instrument));
    let go = one(fields, "go").and_then(|name| Go::read(name, instrument));
    let (Some(step), Some(go)) = (step, go) else {
        return Err(Refusal::UnreadableRequest.into());
    };
    let to = match go {
        Go::Next => step.next(instrument, task.relation, &carried.answers),
        Go::Back => step.back(instrument),
        Go::To(step) => step,
        Go::Send => Step::Review,
        Go::Language => {
            visit.lang = visit.lang.other();
            let shown = show_step(app, visit.clone(), list, task, &carried, step, None).await?;
            let tag = visit.lang.tag();
            let stays = Stays::WithTheBrowser;
            let cookie = cookies::set(app, LANGUAGE, tag, SameSite::Lax, stays)?;
            return Ok(([(SET_COOKIE, cookie)], shown).into_response());
        }
    };
    // Back is always open: what must be corrected may stand there.
    if go != Go::Back
        && let Err(fault) = carried.answers.check(instrument, task.relation)
    {
        let place = Step::of_fault(fault, instrument);
        let text = fault_text(visit.lang, instrument, fault);
        return show_step(app, visit, list, task, &carried, place, Some(&text)).await;
    }
    if go == Go::Send {
        return send(app, visit, rater, list, task, carried).await;
    }
    show_step(app, visit, list, task, &carried, to, None).await
}

async fn send(
    app: &App,
    visit: Visit,
    rater: &Rater,
    list: &TaskList,
    task: &Task,
    carried: Carried,
) -> Result<Response, Failure> {
    let sent = FormSent {
        drawn: Drawn::read(&carried.code, &carried.key, &carried.submission)
            .ok_or(Refusal::UnreadableRequest)?,
        edit: carried.edit,
        subject: task.subject,
        relation: task.relation,
        answers: carried.answers,
    };
    let edit_code = sent.drawn.edit_code();
    let received = match crate::ballots::send_form(app, rater, sent, list.envelope_bytes).await? {
        crate::ballots::form::Sent::Now => Received::Now,
        crate::ballots::form::Sent::Before => Received::Before,
        crate::ballots::form::Sent::BeforeWithOtherAnswers => Received::BeforeWithOtherAnswers,
        crate::ballots::form::Sent::BeforeAndMixed => Received::BeforeAndMixed,
    };
    let shown = page(app, &visit, |context| {
        receipt::page(context, &list.campaign, received, &edit_code)
    });
    Ok(shown.await?.into_response())
}

async fn show_step(
    app: &App,
    visit: Visit,
    list: &TaskList,
    task: &Task,
    carried: &Carried,
    step: Step,
    fault: Option<&str>,
) -> Result<Response, Failure> {
    let status = if fault.is_some() {
        StatusCode::BAD_REQUEST
    } else {
        StatusCode::OK
    };
    let showing = Showing {
        list,
        task,
        carried,
        step,
        fault,
    };
    let shown = page_with_status(app, &visit, status, |context| {
        form_page::page(context, showing)
    });
    Ok(shown.await?.into_response())
}

fn first(list: &TaskList, task: &Task, drawn: &Drawn, edit: bool) -> Carried {
    Carried {
        rater: list.rater.clone(),
        campaign: list.campaign.id,
        subject: task.subject,
        code: drawn.code_hex(),
        key: drawn.key_hex(),
        submission: drawn.submission_text(),
        edit,
        answers: Answers::blank(&list.instrument),
    }
}

fn task_of<'a>(list: &'a TaskList, subject: &str) -> Result<&'a Task, AppError> {
    let subject: SubjectId = subject.parse().map_err(|_| AppError::NotFound)?;
    list.tasks
        .iter()
        .find(|task| task.subject == subject)
        .ok_or(AppError::NotFound)
}
