//! The page that hands out the one list of links and codes.
//!
//! Its buttons carry the key of the list; the server keeps it nowhere. While the page is open, both
//! buttons give the same list as often as they are pressed.

use contract::invitations::HandOutView;
use contract::locale::Lang;
use leptos::prelude::*;

use super::{back_to_campaign, frozen, staff_page};
use crate::components::card::Card;
use crate::components::heading::PageHeading;
use crate::components::notice::{Notice, NoticeKind};
use crate::page::{Page, PageContext};
use crate::words::campaigns as words;

/// The page.
pub fn page(context: &PageContext, view: &HandOutView) -> Page {
    let lang = context.lang;
    let title = words::invitations_title(lang, view.campaign.title.get(lang));
    let count = words::invited(lang, view.n_people);
    let content = if view.handed_out {
        renew(lang, view).into_any()
    } else {
        first(lang, view).into_any()
    };
    let main = view! {
        <PageHeading
            title=title.clone() kicker=vec![view.campaign.code.clone(), count]
            subtitle=words::invitations_lead(lang)
            back=Some(back_to_campaign(lang, &view.campaign.code))
        />
        <div class="stack">
            <Notice kind=NoticeKind::Danger title=words::invitations_warning_title(lang)>
                <p>{words::invitations_warning(lang)}</p>
            </Notice>
            {content}
            <div>{frozen::hash(lang, &view.campaign.protocol_hash)}</div>
        </div>
    };
    staff_page(title, main)
}

fn first(lang: Lang, view: &HandOutView) -> impl IntoView + use<> {
    let (csv, sheet) = (words::invitations_csv(lang), words::invitations_sheet(lang));
    view! {
        <p class="measure">{words::invitations_both(lang)}</p>
        <form class="button-row" method="post">
            <input type="hidden" name="key" value=view.key.clone() />
            {buttons("button", csv, sheet)}
        </form>
    }
}

fn renew(lang: Lang, view: &HandOutView) -> impl IntoView + use<> {
    let (csv, sheet) = (words::renew_csv(lang), words::renew_sheet(lang));
    let key = view.key.clone();
    view! {
        <Notice title=words::handed_out_title(lang)><p>{words::handed_out(lang)}</p></Notice>
        <Card id="renew" title=words::renew_title(lang) lead=words::renew_warning(lang)>
            <p>{words::invitations_both(lang)}</p>
            <form class="button-row" method="post">
                <input type="hidden" name="key" value=key />
                <input type="hidden" name="renew" value="yes" />
                {buttons("button button-danger", csv, sheet)}
            </form>
        </Card>
    }
}

fn buttons(class: &'static str, csv: &'static str, sheet: &'static str) -> impl IntoView {
    view! {
        <button class=class type="submit" name="form" value="csv">{csv}</button>
        <button class=class type="submit" name="form" value="sheet" formtarget="_blank">{sheet}</button>
    }
}
