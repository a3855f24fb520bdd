//! The calls of the survey. The envelope goes without cookie, without referrer and without any name;
//! the others carry the rater's session, and those that need one rater name him.

use std::time::Duration;

use contract::ballots::{IssueRequest, Receipt};
use contract::ids::CampaignId;
use contract::invitations::{OpenInvitation, RATER_HEADER, TaskList};
use contract::locale::Localized;
use js_sys::Uint8Array;
use leptos::prelude::{set_timeout_with_handle, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReferrerPolicy, Request, RequestCache, RequestCredentials, RequestInit,
    Response,
};

use crate::islands::survey::trouble::Trouble;
use crate::islands::survey::wire::{self, Node};

/// A connection that says nothing for so long says nothing any more.
const PATIENCE: Duration = Duration::from_secs(60);

/// Opens an invitation by the code of its link.
pub async fn open(code: String) -> Result<TaskList, Trouble> {
    let body = json(&OpenInvitation { code })?;
    let response = call("/api/invitations/open", "POST", &body, Who::Session).await?;
    read(&response, wire::task_list).await
}

/// The task list of a session that this rater opened before.
pub async fn tasks(rater: &str) -> Result<TaskList, Trouble> {
    let who = Who::Rater(rater);
    let response = call("/api/tasks", "GET", &JsValue::UNDEFINED, who).await?;
    read(&response, wire::task_list).await
}

/// Registers the hashes of the codes of this rater.
pub async fn issue(rater: &str, request: &IssueRequest) -> Result<(), Trouble> {
    let body = json(request)?;
    let who = Who::Rater(rater);
    call("/api/ballots/issue", "POST", &body, who)
        .await
        .map(drop)
}

/// Hands an envelope to the box; answers with what the box says of it.
pub async fn deposit(campaign: CampaignId, envelope: &[u8]) -> Result<Receipt, Trouble> {
    let address = ["/box/", &campaign.to_string()].concat();
    let body = Uint8Array::from(envelope);
    let response = call(&address, "POST", &body, Who::Nobody).await?;
    read(&response, wire::receipt).await
}

/// Ends the session.
pub async fn sign_out() -> Result<(), Trouble> {
    call(
        "/api/rater/signout",
        "POST",
        &JsValue::UNDEFINED,
        Who::Session,
    )
    .await
    .map(drop)
}

/// As whom a request goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who<'a> {
    /// With the session's cookie, whosever it is.
    Session,
    /// With the session's cookie, which must be that of the rater with this name.
    Rater(&'a str),
    /// As nobody: no cookie, no referrer, a connection of its own.
    Nobody,
}

fn json<T: serde::Serialize>(body: &T) -> Result<JsValue, Trouble> {
    serde_json::to_string(body)
        .map(JsValue::from)
        .map_err(|_| Trouble::Server)
}

async fn call(
    address: &str,
    method: &str,
    body: &JsValue,
    who: Who<'_>,
) -> Result<Response, Trouble> {
    let (response, stop_waiting) = start(address, method, body, who).ok_or(Trouble::Network)?;
    let response = JsFuture::from(response).await;
    stop_waiting.clear();
    let response: Response = response
        .and_then(JsCast::dyn_into)
        .map_err(|_| Trouble::Network)?;
    if response.ok() {
        return Ok(response);
    }
    let fault = read(&response, fault).await.unwrap_or_default();
    let refusal = fault.refusal.unwrap_or_default();
    Err(match (response.status(), refusal.as_str()) {
        (_, "campaign_closed") => Trouble::Closed,
        (_, "too_many_attempts") => Trouble::TooManyAttempts,
        (_, "bound_to_another_browser" | "answered_with_the_form") => Trouble::Taken,
        (_, "session_of_another_invitation") => Trouble::OtherInvitation,
        (401, _) => Trouble::SessionEnded,
        (400 | 404, _) => Trouble::UnknownInvitation,
        (409, _) => Trouble::Refused(fault.message),
        _ => Trouble::Server,
    })
}

/// What this page reads of a `contract::error::ApiFault`.
#[derive(Default)]
struct Fault {
    message: Option<Localized>,
    refusal: Option<String>,
}

fn fault(node: Node<'_>) -> Option<Fault> {
    Some(Fault {
        message: node.field("message").and_then(wire::localized),
        refusal: node
            .field("refusal")
            .and_then(|refusal| refusal.text("kind")),
    })
}

/// A fetch under way, and the watch that breaks it off.
fn start(
    address: &str,
    method: &str,
    body: &JsValue,
    who: Who<'_>,
) -> Option<(js_sys::Promise, leptos::leptos_dom::helpers::TimeoutHandle)> {
    let watch = AbortController::new().ok()?;
    let init = RequestInit::new();
    init.set_method(method);
    init.set_cache(RequestCache::NoStore);
    init.set_signal(Some(&watch.signal()));
    match who {
        Who::Session | Who::Rater(_) => init.set_credentials(RequestCredentials::SameOrigin),
        Who::Nobody => {
            init.set_credentials(RequestCredentials::Omit);
            init.set_referrer_policy(ReferrerPolicy::NoReferrer);
        }
    }
    if !body.is_undefined() {
        init.set_body(body);
    }
    let request = Request::new_with_str_and_init(address, &init).ok()?;
    if method == "POST" && !body.is_undefined() {
        let kind = match who {
            Who::Session | Who::Rater(_) => "application/json",
            Who::Nobody => "application/octet-stream",
        };
        request.headers().set("content-type", kind).ok()?;
    }
    if let Who::Rater(rater) = who {
        request.headers().set(RATER_HEADER, rater).ok()?;
    }
    let stop_waiting = set_timeout_with_handle(move || watch.abort(), PATIENCE).ok()?;
    Some((window().fetch_with_request(&request), stop_waiting))
}

async fn read<T>(
    response: &Response,
    read: impl FnOnce(Node<'_>) -> Option<T>,
) -> Result<T, Trouble> {
    let text = response.text().map_err(|_| Trouble::Network)?;
    let text = JsFuture::from(text).await.map_err(|_| Trouble::Network)?;
    wire::read(&text.as_string().unwrap_or_default(), read).ok_or(Trouble::Server)
}
