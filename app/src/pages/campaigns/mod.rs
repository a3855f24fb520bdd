//! Pages of campaigns, for the administrator. Nobody else sees them, and none shows a result.

pub mod confirm;
pub mod draft;
mod forecast;
pub mod form;
pub mod frozen;
pub mod invitations;
pub mod list;
mod preview;
pub mod sheet;
mod summary;

use contract::campaigns::CampaignState;
use contract::locale::{Lang, Localized};
use leptos::prelude::*;

use crate::components::tag::{Tag, TagKind};
use crate::page::{Frame, Page};
use crate::words::campaigns as words;

/// The section of the navigation.
const SECTION: &str = "/campaigns";

/// The address of a campaign, or of a page below it.
fn address(code: &str, below: &str) -> String {
    format!("{SECTION}/{code}{below}")
}

/// The title of a campaign, which a draft need not have.
fn title_of(lang: Lang, title: &Localized) -> String {
    match title.get(lang) {
        "" => words::untitled(lang).to_owned(),
        text => text.to_owned(),
    }
}

fn back_to_list(lang: Lang) -> (String, String) {
    (SECTION.to_owned(), words::back_to_list(lang).to_owned())
}

fn back_to_campaign(lang: Lang, code: &str) -> (String, String) {
    (address(code, ""), words::back_to_campaign(lang).to_owned())
}

fn staff_page(title: String, main: impl IntoAny) -> Page {
    Page {
        title,
        frame: Frame::Staff,
        section: Some(SECTION),
        islands: false,
        main: main.into_any(),
    }
}

fn state_tag(lang: Lang, state: CampaignState) -> impl IntoView {
    let kind = match state {
        CampaignState::Draft | CampaignState::Archived => TagKind::Plain,
        CampaignState::Open => TagKind::Brand,
        CampaignState::Closed => TagKind::Caution,
        CampaignState::Released => TagKind::Done,
    };
    view! { <Tag label=words::state(lang, state) kind=kind /> }
}
