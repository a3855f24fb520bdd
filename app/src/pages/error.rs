//! A failure as a page: what is wrong, what to do, and where to go on.

use contract::error::AppError;
use leptos::prelude::*;

use crate::page::{Frame, Page, PageContext};
use crate::words::{common, faults};

/// The page.
pub fn page(context: &PageContext, error: &AppError) -> Page {
    let lang = context.lang;
    let explained = faults::explain(lang, error);
    let fields = match error {
        AppError::Invalid(invalid) => invalid.clone(),
        _ => Vec::new(),
    };
    let asks_to_sign_in = matches!(error, AppError::SignInNeeded);
    Page {
        title: explained.title.clone(),
        frame: if context.viewer.is_some() {
            Frame::Staff
        } else {
            Frame::Rater
        },
        section: None,
        islands: false,
        main: view! {
            <article class="measure">
                <h1>{explained.title}</h1>
                <p>{explained.what}</p>
                {(!fields.is_empty()).then(|| view! {
                    <ul>
                        {fields.iter().map(|wrong| view! {
                            <li>{faults::fault(lang, &wrong.fault)}</li>
                        }).collect_view()}
                    </ul>
                })}
                <p>{explained.todo}</p>
                <p class="button-row">
                    {asks_to_sign_in.then(|| view! {
                        <a class="button" href="/signin">{common::sign_in(lang)}</a>
                    })}
                    <a class="button-secondary" href="/">{faults::to_start(lang)}</a>
                </p>
            </article>
        }
        .into_any(),
    }
}
