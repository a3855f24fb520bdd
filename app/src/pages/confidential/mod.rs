//! The plain form: every page of the way to answer without JavaScript.
//!
//! Nothing is kept between two pages but what the form itself carries ([`carried`]), and nothing
//! of an answer ever stands in an address.

pub mod carried;
pub mod form;
pub mod receipt;
pub mod sign_in;
pub mod step;
pub mod tasks;

mod questions;
mod review;

#[cfg(all(test, feature = "ssr"))]
mod tests;

use contract::campaigns::CampaignHead;
use contract::invitations::Task;
use contract::locale::Lang;
use leptos::prelude::*;

use crate::components::notice::{Notice, NoticeKind};
use crate::page::{Frame, Page};
use crate::words::confidential as words;

/// Where the form is sent.
pub const FORM: &str = "/confidential/form";
/// The task list.
pub const TASKS: &str = "/confidential";

fn rater_page(title: impl Into<String>, main: AnyView) -> Page {
    Page {
        title: title.into(),
        frame: Frame::Rater,
        section: None,
        islands: false,
        main: view! { <article class="measure">{main}</article> }.into_any(),
    }
}

/// What is promised about one part, and what is not.
fn promise(lang: Lang, campaign: &CampaignHead, task: &Task) -> AnyView {
    let (title, text) = if task.attributed {
        (
            words::shown_title(lang),
            // Not what the others are promised: this answer is shown with its author.
            words::shown_as(lang, task.relation).to_owned(),
        )
    } else {
        (
            words::promise_title(lang),
            words::promise(lang, task.n_invited, campaign.k),
        )
    };
    notice(title, text, words::server_sees(lang))
}

/// The promise where no part is chosen yet.
fn promise_general(lang: Lang) -> AnyView {
    notice(
        words::promise_title(lang),
        words::promise_general(lang).to_owned(),
        words::server_sees(lang),
    )
}

fn notice(title: &'static str, text: String, more: &'static str) -> AnyView {
    view! {
        <div class="survey-promise">
            <Notice kind=NoticeKind::Quiet title=title>
                <p>{text}</p>
                <p>{more}</p>
            </Notice>
        </div>
    }
    .into_any()
}
