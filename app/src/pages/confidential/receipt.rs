//! The receipt: it is on the disk, and here is the code that can change it. No name stands here.

use contract::campaigns::CampaignHead;
use leptos::prelude::*;

use super::{TASKS, promise_general, rater_page};
use crate::components::notice::{Notice, NoticeKind};
use crate::components::protocol_hash::ProtocolHash;
use crate::format;
use crate::page::{Page, PageContext};
use crate::words::confidential as words;

/// What became of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Received {
    /// It was stored now.
    Now,
    /// It was stored before, just as it is.
    Before,
    /// It was stored before with other answers, and those stand.
    BeforeWithOtherAnswers,
    /// It was stored before and mixed with others since, so that it cannot be compared any more.
    BeforeAndMixed,
}

/// The page.
pub fn page(
    context: &PageContext,
    campaign: &CampaignHead,
    received: Received,
    edit_code: &str,
) -> Page {
    let lang = context.lang;
    let (kind, text) = match received {
        Received::Now => (NoticeKind::Done, words::receipt_text(lang)),
        Received::Before => (NoticeKind::Done, words::receipt_before(lang)),
        Received::BeforeWithOtherAnswers => {
            (NoticeKind::Caution, words::receipt_other_answers(lang))
        }
        Received::BeforeAndMixed => (NoticeKind::Caution, words::receipt_mixed(lang)),
    };
    let last_day = format::iso_date(lang, &campaign.closes_on);
    let edit_code = edit_code.to_owned();
    let main = view! {
        <h1>{words::receipt_title(lang)}</h1>
        <Notice kind=kind><p>{text}</p></Notice>
        <h2>{words::edit_code_label(lang)}</h2>
        <p><code class="code-large">{edit_code}</code></p>
        <p>{words::edit_code_keep(lang, &last_day)}</p>
        <div class="button-row">
            <a class="button" href=TASKS>{words::to_tasks(lang)}</a>
        </div>
        {promise_general(lang)}
        <ProtocolHash lang=lang hash=campaign.protocol_hash.clone() />
        <form class="survey-foot" method="post" action="/confidential/signout">
            <p>{words::sign_out_why(lang)}</p>
            <button class="button-link" type="submit">{words::sign_out(lang)}</button>
        </form>
    };
    rater_page(words::receipt_title(lang), main.into_any())
}
