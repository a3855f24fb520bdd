//! Campaigns for the administrator: the list, drafts, the steps, the one list of invitations.
//! Every step is a page that explains it and a form that takes it; all of it works without a script.

use app::pages::campaigns as pages;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Form, Router};
use contract::campaigns::CampaignState;
use contract::drafts::{CampaignView, DraftForm, DraftView};
use contract::error::{AppError, FieldFault, Refusal};
use serde::Deserialize;

use super::{Document, Failure, Visit, page, page_with_status};
use crate::campaigns::{self, Confirmed, K_LIMIT, Seen};
use crate::invitations::{self, Before, ListKey};
use crate::state::App;

/// The addresses of campaigns.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/campaigns", get(list))
        .route("/campaigns/new", get(new).post(create))
        .route("/campaigns/{code}", get(view))
        .route("/campaigns/{code}/edit", get(edit).post(change))
        .route("/campaigns/{code}/discard", get(ask_discard).post(discard))
        .route("/campaigns/{code}/open", get(ask_open).post(open))
        .route("/campaigns/{code}/close", get(ask_close).post(close))
        .route("/campaigns/{code}/release", get(ask_release).post(release))
        .route("/campaigns/{code}/archive", get(ask_archive).post(archive))
        .route(
            "/campaigns/{code}/invitations",
            get(ask_invitations).post(hand_out),
        )
        .route("/protocols/{file}", get(protocol))
}

async fn list(State(app): State<App>, visit: Visit) -> Result<Document, Failure> {
    let lines = campaigns::list(&app, visit.signed_in()?).await?;
    page(&app, &visit, |context| pages::list::page(context, &lines)).await
}

async fn new(State(app): State<App>, visit: Visit) -> Result<Document, Failure> {
    form_page(&app, &visit, None, &campaigns::empty_form(), &[]).await
}

async fn create(
    State(app): State<App>,
    visit: Visit,
    Form(form): Form<DraftForm>,
) -> Result<Response, Failure> {
    let done = campaigns::create(&app, visit.signed_in()?, &form).await;
    saved(&app, &visit, None, &form, done).await
}

async fn edit(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Document, Failure> {
    let form = campaigns::form(&app, visit.signed_in()?, &code).await?;
    form_page(&app, &visit, Some(&code), &form, &[]).await
}

async fn change(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
    Form(form): Form<DraftForm>,
) -> Result<Response, Failure> {
    let done = campaigns::change(&app, visit.signed_in()?, &code, &form).await;
    saved(&app, &visit, Some(&code), &form, done).await
}

/// Leads to the draft, or shows the form again with what is wrong and what was typed.
async fn saved(
    app: &App,
    visit: &Visit,
    code: Option<&str>,
    form: &DraftForm,
    done: Result<String, AppError>,
) -> Result<Response, Failure> {
    match done {
        Ok(code) => Ok(to_campaign(&code)),
        Err(AppError::Invalid(faults)) => {
            let document = form_page(app, visit, code, form, &faults).await?;
            Ok(document.into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn form_page(
    app: &App,
    visit: &Visit,
    code: Option<&str>,
    form: &DraftForm,
    faults: &[FieldFault],
) -> Result<Document, Failure> {
    let instruments = campaigns::instruments(app, visit.signed_in()?).await?;
    let view = pages::form::FormView {
        code,
        form,
        faults,
        instruments: &instruments,
        k_limit: K_LIMIT,
    };
    let status = if faults.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::BAD_REQUEST
    };
    page_with_status(app, visit, status, |context| {
        pages::form::page(context, &view)
    })
    .await
}

#[derive(Debug, Deserialize)]
struct OfList {
    #[serde(default)]
    page: u32,
}

async fn view(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
    Query(of): Query<OfList>,
) -> Result<Document, Failure> {
    let seen = campaigns::view(&app, visit.signed_in()?, &code, of.page).await?;
    page(&app, &visit, |context| match &seen {
        Seen::Draft(view) => pages::draft::page(context, view),
        Seen::Frozen(view) => pages::frozen::page(context, view),
    })
    .await
}

async fn ask_discard(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Document, Failure> {
    let draft = draft(&app, &visit, &code).await?;
    page(&app, &visit, |context| {
        pages::confirm::discard(context, &draft)
    })
    .await
}

async fn discard(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Redirect, Failure> {
    campaigns::discard(&app, visit.signed_in()?, &code).await?;
    Ok(Redirect::to("/campaigns"))
}

async fn ask_open(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Response, Failure> {
    match campaigns::plan(&app, visit.signed_in()?, &code).await {
        Ok(plan) => {
            let document = page(&app, &visit, |context| pages::confirm::open(context, &plan));
            Ok(document.await?.into_response())
        }
        // The draft's own page says what is missing, with links to the fields.
        Err(AppError::Invalid(_)) => Ok(to_campaign(&code)),
        Err(error) => Err(error.into()),
    }
}

#[derive(Debug, Deserialize)]
struct OpenForm {
    plan: String,
}

async fn open(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
    Form(form): Form<OpenForm>,
) -> Result<Response, Failure> {
    let confirmed = Confirmed::Plan(&form.plan);
    match campaigns::open(&app, visit.signed_in()?, &code, confirmed).await {
        Ok(_) => Ok(Redirect::to(&address(&code, "/invitations")).into_response()),
        Err(AppError::Invalid(_)) => Ok(to_campaign(&code)),
        Err(error) => Err(error.into()),
    }
}

async fn ask_close(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Document, Failure> {
    let view = frozen(&app, &visit, &code, CampaignState::Open).await?;
    let today = campaigns::protocol::iso(app.clock.today())?;
    let is_early = today <= view.head.closes_on;
    page(&app, &visit, |context| {
        pages::confirm::close(context, &view.head, is_early)
    })
    .await
}

async fn close(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Response, Failure> {
    campaigns::close(&app, visit.signed_in()?, &code).await?;
    Ok(to_campaign(&code))
}

async fn ask_release(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Document, Failure> {
    let view = frozen(&app, &visit, &code, CampaignState::Closed).await?;
    page(&app, &visit, |context| {
        pages::confirm::release(context, &view.head)
    })
    .await
}

async fn release(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Response, Failure> {
    campaigns::release(&app, visit.signed_in()?, &code).await?;
    Ok(to_campaign(&code))
}

async fn ask_archive(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Document, Failure> {
    let state = CampaignState::Released;
    let view = frozen(&app, &visit, &code, state).await?;
    page(&app, &visit, |context| {
        pages::confirm::archive(context, &view.head)
    })
    .await
}

async fn archive(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Response, Failure> {
    campaigns::archive(&app, visit.signed_in()?, &code).await?;
    Ok(to_campaign(&code))
}

async fn ask_invitations(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Document, Failure> {
    let view = invitations::offer(&app, visit.signed_in()?, &code).await?;
    page(&app, &visit, |context| {
        pages::invitations::page(context, &view)
    })
    .await
}

#[derive(Debug, Deserialize)]
struct HandOutForm {
    key: String,
    form: String,
    #[serde(default)]
    renew: String,
}

async fn hand_out(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
    Form(form): Form<HandOutForm>,
) -> Result<Response, Failure> {
    let key = ListKey::parse(&form.key).ok_or(Refusal::UnreadableRequest)?;
    let before = if form.renew == "yes" {
        Before::IsReplaced
    } else {
        Before::Stands
    };
    let as_csv = match form.form.as_str() {
        "csv" => true,
        "sheet" => false,
        _ => return Err(Refusal::UnreadableRequest.into()),
    };
    let actor = visit.signed_in()?;
    let sheet = invitations::hand_out(&app, actor, &code, &key, before).await?;
    if as_csv {
        let name = format!(
            "attachment; filename=\"{}-invitations.csv\"",
            sheet.campaign.code
        );
        let headers = [
            (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (CONTENT_DISPOSITION, name),
            (CACHE_CONTROL, "no-store".to_owned()),
        ];
        let file = invitations::csv_file(visit.lang, &sheet)?;
        return Ok((headers, file).into_response());
    }
    let document = page(&app, &visit, |context| pages::sheet::page(context, &sheet));
    Ok(document.await?.into_response())
}

/// A frozen protocol by its hash, for everybody: it names no person, and whoever has the hash can
/// check it. The bytes are the canonical form itself.
async fn protocol(State(app): State<App>, Path(file): Path<String>) -> Result<Response, Failure> {
    let hash = file.strip_suffix(".json").ok_or(AppError::NotFound)?;
    let text = campaigns::protocol_by_hash(&app, hash).await?;
    let headers = [
        (CONTENT_TYPE, "application/json"),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, text).into_response())
}

async fn draft(app: &App, visit: &Visit, code: &str) -> Result<DraftView, Failure> {
    match campaigns::view(app, visit.signed_in()?, code, 1).await? {
        Seen::Draft(view) => Ok(*view),
        Seen::Frozen(_) => Err(Refusal::ProtocolIsFrozen.into()),
    }
}

async fn frozen(
    app: &App,
    visit: &Visit,
    code: &str,
    wanted: CampaignState,
) -> Result<CampaignView, Failure> {
    let (state, view) = match campaigns::view(app, visit.signed_in()?, code, 1).await? {
        Seen::Draft(_) => (CampaignState::Draft, None),
        Seen::Frozen(view) => (view.state, Some(*view)),
    };
    match view {
        Some(view) if state == wanted => Ok(view),
        _ => Err(Refusal::WrongState { state }.into()),
    }
}

fn address(code: &str, below: &str) -> String {
    format!("/campaigns/{code}{below}")
}

fn to_campaign(code: &str) -> Response {
    Redirect::to(&address(code, "")).into_response()
}
