//! A draft: what is decided, what is missing, and what would be visible.

use contract::campaigns::K_TEXT_FLOOR;
use contract::drafts::DraftView;
use contract::locale::Lang;
use leptos::prelude::*;

use super::summary::{self, Decisions};
use super::{address, back_to_list, forecast, preview, staff_page, state_tag, title_of};
use crate::components::card::{Card, CardKind};
use crate::components::heading::PageHeading;
use crate::components::notice::{Notice, NoticeKind};
use crate::format;
use crate::page::{Page, PageContext};
use crate::words::{campaigns as words, faults};
use contract::campaigns::CampaignState;

/// The page.
pub fn page(context: &PageContext, view: &DraftView) -> Page {
    let lang = context.lang;
    let draft = &view.draft;
    let code = draft.code.clone();
    let title = title_of(lang, &draft.title);
    let outlook = view.outlook.as_ref().map(|outlook| {
        let code = code.clone();
        let page_address = move |page| address(&code, &format!("?page={page}#outlook"));
        forecast::cards(
            lang,
            outlook,
            draft.expected_response_permille,
            page_address,
        )
    });
    let preview = view
        .instrument
        .as_ref()
        .and_then(|instrument| preview::card(lang, instrument, view.outlook.as_ref()));
    let open = view.missing.is_empty().then(|| {
        let href = address(&code, "/open");
        view! { <a class="button" href=href>{words::to_open(lang)}</a> }
    });
    let list = summary::list(lang, decisions(lang, view));
    let main = view! {
        <PageHeading
            title=title.clone() kicker=vec![code.clone()] back=Some(back_to_list(lang))
        />
        <div class="stack">
            <div>{state_tag(lang, CampaignState::Draft)}</div>
            {readiness(lang, view)}
            <div class="button-row">
                {open}
                <a class="button button-secondary" href=address(&code, "/edit")>{words::edit(lang)}</a>
                <a class="button button-secondary" href=address(&code, "/discard")>
                    {words::to_discard(lang)}
                </a>
            </div>
            <Card id="decisions" title=words::decisions(lang)>
                {list}
            </Card>
            {outlook}
            {preview}
        </div>
    };
    staff_page(title, main)
}

/// What a draft decides.
pub(super) fn decisions(lang: Lang, view: &DraftView) -> Decisions {
    let draft = &view.draft;
    let day = |day: Option<time::Date>| {
        day.map_or_else(
            || words::not_decided(lang).to_owned(),
            |day| format::date(lang, day),
        )
    };
    Decisions {
        purpose: draft.purpose,
        instrument: view.instrument.as_ref().map(|instrument| {
            words::instrument_line(lang, instrument.title.get(lang), instrument.version)
        }),
        weights: draft.weights,
        k: draft.k,
        k_text: draft.k.max(K_TEXT_FLOOR),
        merge_path: draft.merge_path.clone(),
        more: vec![
            (words::field_opens_on(lang).to_owned(), day(draft.opens_on)),
            (
                words::field_closes_on(lang).to_owned(),
                day(draft.closes_on),
            ),
        ],
    }
}

fn readiness(lang: Lang, view: &DraftView) -> impl IntoView + use<> {
    if view.missing.is_empty() {
        return view! {
            <Notice title=words::ready_title(lang)><p>{words::ready_hint(lang)}</p></Notice>
        }
        .into_any();
    }
    let lines: Vec<_> = view
        .missing
        .iter()
        .map(|missing| {
            let href = address(&view.draft.code, &format!("/edit#{}", missing.field));
            let field = words::field(lang, &missing.field);
            let what = faults::fault(lang, &missing.fault);
            view! { <li><a href=href>{field}</a>": "{what}</li> }
        })
        .collect();
    view! {
        <Notice kind=NoticeKind::Caution title=words::missing_title(lang)>
            <ul>{lines}</ul>
        </Notice>
    }
    .into_any()
}

/// A card that stands first, with the decisions, for the page that confirms the opening.
pub(super) fn frozen_card(lang: Lang, view: &DraftView) -> impl IntoView + use<> {
    let list = summary::list(lang, decisions(lang, view));
    view! {
        <Card id="decisions" title=words::open_frozen(lang) kind=CardKind::First>
            {list}
        </Card>
    }
}
