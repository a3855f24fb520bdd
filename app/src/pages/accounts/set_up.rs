//! The set-up: what the organisation is called. The same page changes it later.

use contract::error::FieldFault;
use leptos::prelude::*;

use crate::components::error_summary::ErrorSummary;
use crate::components::field::{Faults, Field};
use crate::components::heading::PageHeading;
use crate::page::{Frame, Page, PageContext};
use crate::words::{accounts as words, common, faults};

/// What stands in the fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// Name of the organisation.
    pub organisation: String,
    /// Name of the administrator.
    pub display_name: String,
}

/// The page.
pub fn page(context: &PageContext, typed: &Typed, invalid: &[FieldFault]) -> Page {
    let lang = context.lang;
    let first = context.organisation.is_empty();
    let title = if first {
        words::set_up_title(lang)
    } else {
        words::settings_title(lang)
    };
    let wrong = Faults::new(lang, invalid, faults::fault);
    let label = move |field: &str| match field {
        "organisation" => words::organisation(lang).to_owned(),
        _ => words::display_name(lang).to_owned(),
    };
    let (organisation_error, name_error) = (wrong.of("organisation"), wrong.of("display_name"));
    Page {
        title: title.to_owned(),
        frame: Frame::Staff,
        section: None,
        islands: false,
        main: view! {
            <div class="measure">
                <PageHeading title=title />
                <ErrorSummary lang=lang faults=wrong label=label />
                {first.then(|| view! { <p>{words::set_up_lead(lang)}</p> })}
                <form class="form" method="post" action="/setup">
                    <Field
                        lang=lang
                        name="organisation"
                        label=words::organisation(lang)
                        hint=words::organisation_hint(lang)
                        value=typed.organisation.clone()
                        error=organisation_error
                        autocomplete="organization"
                    />
                    <Field
                        lang=lang
                        name="display_name"
                        label=words::display_name(lang)
                        hint=words::display_name_hint(lang)
                        value=typed.display_name.clone()
                        error=name_error
                        autocomplete="name"
                    />
                    <div class="button-row">
                        <button class="button" type="submit">{common::save(lang)}</button>
                    </div>
                </form>
                {first.then(|| view! { <p class="page-subtitle">{words::next_steps(lang)}</p> })}
            </div>
        }
        .into_any(),
    }
}
