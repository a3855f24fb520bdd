//! Before each step that cannot be undone: a page of its own, which says what happens.

use contract::campaigns::CampaignHead;
use contract::drafts::{DraftView, OpeningPlan};
use contract::locale::Lang;
use leptos::prelude::*;

use super::{address, back_to_campaign, draft, forecast, frozen, staff_page, title_of};
use crate::components::card::Card;
use crate::components::heading::PageHeading;
use crate::components::notice::{Notice, NoticeKind};
use crate::format;
use crate::page::{Page, PageContext};
use crate::words::campaigns as words;

/// Before the opening: everything that is frozen, with the hash of what is looked at.
pub fn open(context: &PageContext, plan: &OpeningPlan) -> Page {
    let lang = context.lang;
    let drafted = &plan.view.draft;
    let title = words::open_title(lang, &title_of(lang, &drafted.title));
    let planned = drafted
        .opens_on
        .filter(|planned| *planned != plan.opens_on)
        .map(|planned| {
            let text = words::open_planned_other(lang, &format::date(lang, planned));
            view! { <Notice kind=NoticeKind::Caution><p>{text}</p></Notice> }
        });
    let outlook = plan.view.outlook.as_ref().map(|outlook| {
        let code = drafted.code.clone();
        let page_address = move |page| address(&code, &format!("?page={page}#outlook"));
        forecast::cards(
            lang,
            outlook,
            drafted.expected_response_permille,
            page_address,
        )
    });
    let day = words::open_day(lang, &format::date(lang, plan.opens_on));
    let button = words::open_button(lang);
    let plan_hash = plan.plan_hash.clone();
    let frozen_card = draft::frozen_card(lang, &plan.view);
    let not_yet = not_yet(lang, &drafted.code);
    let main = view! {
        <PageHeading title=title.clone() back=Some(back_to_campaign(lang, &drafted.code)) />
        <div class="stack">
            <Notice kind=NoticeKind::Danger><p>{words::open_lead(lang)}</p></Notice>
            {planned}
            {frozen_card}
            {outlook}
            <Card id="confirm" title=words::plan_hash(lang) lead=words::plan_hash_hint(lang)>
                <p><code>{plan_hash.clone()}</code></p>
                <p>{day}</p>
                <form class="button-row" method="post">
                    <input type="hidden" name="plan" value=plan_hash.clone() />
                    <button class="button button-danger" type="submit">{button}</button>
                    {not_yet}
                </form>
            </Card>
        </div>
    };
    staff_page(title, main)
}

/// Before the close.
pub fn close(context: &PageContext, head: &CampaignHead, is_early: bool) -> Page {
    let lang = context.lang;
    let early = is_early.then(|| {
        let last = format::iso_date(lang, &head.closes_on);
        view! {
            <Notice kind=NoticeKind::Caution><p>{words::close_early(lang, &last)}</p></Notice>
        }
    });
    let title = words::close_title(lang, head.title.get(lang));
    step(
        lang,
        head,
        title,
        words::close_lead(lang),
        early.map(IntoAny::into_any),
        words::close_button(lang),
    )
}

/// Before the release.
pub fn release(context: &PageContext, head: &CampaignHead) -> Page {
    let lang = context.lang;
    let title = words::release_title(lang, head.title.get(lang));
    let lead = words::release_lead(lang);
    step(lang, head, title, lead, None, words::release_button(lang))
}

/// Before the archive.
pub fn archive(context: &PageContext, head: &CampaignHead) -> Page {
    let lang = context.lang;
    let title = words::archive_title(lang, head.title.get(lang));
    let lead = words::archive_lead(lang);
    step(lang, head, title, lead, None, words::archive_button(lang))
}

/// Before a draft is discarded.
pub fn discard(context: &PageContext, view: &DraftView) -> Page {
    let lang = context.lang;
    let code = &view.draft.code;
    let title = words::discard_title(lang, &title_of(lang, &view.draft.title));
    let main = view! {
        <PageHeading title=title.clone() back=Some(back_to_campaign(lang, code)) />
        <div class="stack">
            <Notice kind=NoticeKind::Danger><p>{words::discard_lead(lang)}</p></Notice>
            {button(lang, code, words::discard_button(lang))}
        </div>
    };
    staff_page(title, main)
}

fn step(
    lang: Lang,
    head: &CampaignHead,
    title: String,
    lead: &'static str,
    more: Option<AnyView>,
    label: &'static str,
) -> Page {
    let main = view! {
        <PageHeading title=title.clone() back=Some(back_to_campaign(lang, &head.code)) />
        <div class="stack">
            <Notice kind=NoticeKind::Danger><p>{lead}</p></Notice>
            {more}
            <div>{frozen::hash(lang, &head.protocol_hash)}</div>
            {button(lang, &head.code, label)}
        </div>
    };
    staff_page(title, main)
}

fn button(lang: Lang, code: &str, label: &'static str) -> impl IntoView + use<> {
    view! {
        <form class="button-row" method="post">
            <button class="button button-danger" type="submit">{label}</button>
            {not_yet(lang, code)}
        </form>
    }
}

fn not_yet(lang: Lang, code: &str) -> impl IntoView + use<> {
    let href = address(code, "");
    view! { <a class="button button-secondary" href=href>{words::not_yet(lang)}</a> }
}
