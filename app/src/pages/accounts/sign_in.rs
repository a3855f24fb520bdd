//! The sign-in: one field for a one-time link. A few lines of script fill it from the address that
//! was opened, wipe it from there, and send it; without script it is pasted.

use contract::error::{AppError, Fault};
use leptos::prelude::*;

use crate::components::error_summary::ErrorSummary;
use crate::components::field::{Faults, Field, Input};
use crate::components::heading::PageHeading;
use crate::components::notice::{Notice, NoticeKind};
use crate::page::{Frame, Page, PageContext};
use crate::words::{accounts as words, common, faults};

/// Where the few lines of script lie.
pub const SCRIPT: &str = "/signin.js";

/// The page; `error` is what the last try came to.
pub fn page(context: &PageContext, error: Option<&AppError>) -> Page {
    let lang = context.lang;
    let wrong = match error {
        Some(AppError::Invalid(invalid)) => Faults::new(lang, invalid, |lang, fault| match fault {
            Fault::WrongCode => words::sign_in_code_wrong(lang).to_owned(),
            other => faults::fault(lang, other),
        }),
        _ => Faults::default(),
    };
    let refused = match error {
        None | Some(AppError::Invalid(_)) => None,
        Some(error) => Some(faults::explain(lang, error)),
    };
    let code_error = wrong.of("code");
    Page {
        title: common::sign_in(lang).to_owned(),
        frame: Frame::Rater,
        section: None,
        islands: false,
        main: view! {
            <script src=SCRIPT defer="defer"></script>
            <PageHeading title=common::sign_in(lang) />
            <ErrorSummary lang=lang faults=wrong label=move |_| words::sign_in_code(lang).to_owned() />
            {refused.map(|explained| view! {
                <Notice kind=NoticeKind::Danger title=explained.what>
                    <p>{explained.todo}</p>
                </Notice>
            })}
            <p>{words::sign_in_lead(lang)}</p>
            <form method="post" action="/signin" id="sign-in">
                <Field
                    lang=lang
                    name="code"
                    label=words::sign_in_code(lang)
                    input=Input::Code
                    hint=words::sign_in_code_hint(lang)
                    error=code_error
                    autocomplete="one-time-code"
                />
                <div class="button-row">
                    <button class="button" type="submit">{common::sign_in(lang)}</button>
                </div>
            </form>
        }
        .into_any(),
    }
}
