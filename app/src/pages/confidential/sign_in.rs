//! The short code of the invitation opens the plain form.

use contract::error::{AppError, FieldFault, Refusal};
use leptos::prelude::*;

use super::{promise_general, rater_page};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::{Faults, Field, Input};
use crate::components::heading::PageHeading;
use crate::components::notice::{Notice, NoticeKind};
use crate::page::{Page, PageContext};
use crate::words::{confidential as words, faults};

/// The name of the input.
pub const SHORT_CODE: &str = "short_code";

/// The page, with what was wrong with the last try.
pub fn page(context: &PageContext, error: Option<&AppError>) -> Page {
    let lang = context.lang;
    let wrong: &[FieldFault] = match error {
        Some(AppError::Invalid(wrong)) => wrong,
        _ => &[],
    };
    let found = Faults::new(lang, wrong, faults::fault);
    let warning = match error {
        Some(AppError::SignInNeeded) => Some(words::sign_in_again(lang)),
        Some(AppError::Refused(Refusal::TooManyAttempts)) => Some(words::too_many_attempts(lang)),
        _ => None,
    };
    let main = view! {
        <ErrorSummary
            lang=lang
            faults=found.clone()
            label=move |_: &str| words::short_code(lang).to_owned()
        />
        <PageHeading title=words::title(lang) subtitle=words::sign_in_lead(lang) />
        {warning.map(|text| view! { <Notice kind=NoticeKind::Caution><p>{text}</p></Notice> })}
        <form method="post" action="/confidential/signin" autocomplete="off">
            <Field
                lang=lang
                name=SHORT_CODE
                label=words::short_code(lang)
                input=Input::Code
                hint=words::short_code_hint(lang)
                error=found.of(SHORT_CODE)
            />
            <div class="button-row">
                <button class="button" type="submit">{words::go_on(lang)}</button>
            </div>
        </form>
        {promise_general(lang)}
    };
    rater_page(words::title(lang), main.into_any())
}
