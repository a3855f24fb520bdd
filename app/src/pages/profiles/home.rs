//! `/profiles`: the released campaigns for the analyst, one's own results for everybody else.

use contract::accounts::Role;
use contract::campaigns::CampaignHead;
use contract::locale::Lang;
use contract::profiles::ProfilesHome;
use leptos::prelude::*;

use crate::components::empty_state::EmptyState;
use crate::components::heading::PageHeading;
use crate::components::tag::Tag;
use crate::format;
use crate::page::{Frame, Page, PageContext};
use crate::words::common;
use crate::words::profiles as words;

/// The page.
pub fn page(context: &PageContext, home: &ProfilesHome) -> Page {
    let lang = context.lang;
    let is_analyst = context
        .viewer
        .as_ref()
        .is_some_and(|viewer| viewer.role == Role::Analyst);
    let campaigns: Vec<AnyView> = home
        .campaigns
        .iter()
        .map(|campaign| card(lang, campaign, format!("/profiles/{}", campaign.code)))
        .collect();
    let own: Vec<AnyView> = home
        .own
        .iter()
        .map(|own| {
            let address = super::address(&own.campaign.code, &own.staff_code);
            card(lang, &own.campaign, address)
        })
        .collect();
    let empty = (campaigns.is_empty() && own.is_empty()).then(|| {
        let text = if is_analyst {
            words::home_empty_analyst(lang)
        } else {
            words::home_empty_member(lang)
        };
        view! { <EmptyState title=words::home_empty_title(lang) text=text /> }
    });
    let main = view! {
        <PageHeading title=words::home_title(lang) />
        <div class="stack">
            {section("campaigns", words::home_campaigns(lang), campaigns)}
            {section("own", words::home_own(lang), own)}
            {empty}
        </div>
    };
    Page {
        title: words::home_title(lang).to_owned(),
        frame: Frame::Staff,
        section: Some("/profiles"),
        islands: false,
        main: main.into_any(),
    }
}

fn section(id: &'static str, title: &'static str, cards: Vec<AnyView>) -> Option<AnyView> {
    (!cards.is_empty()).then(|| {
        view! {
            <section aria-labelledby=id>
                <h2 id=id>{title}</h2>
                <div class="card-grid">{cards}</div>
            </section>
        }
        .into_any()
    })
}

fn card(lang: Lang, campaign: &CampaignHead, address: String) -> AnyView {
    let released = campaign
        .released_on
        .as_deref()
        .map(|day| words::released_on(lang, &format::iso_date(lang, day)));
    let purpose = words::purpose_is(lang, common::purpose(lang, campaign.purpose));
    view! {
        <article class="card card-link">
            <h3><a href=address>{campaign.title.get(lang).to_owned()}</a></h3>
            {released.map(|released| view! { <p class="card-lead-text">{released}</p> })}
            <Tag label=purpose />
        </article>
    }
    .into_any()
}
