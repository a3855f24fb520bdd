//! A campaign after its opening: what is frozen, how it goes, what comes next. No result, no list
//! of who has not answered.

use contract::campaigns::{CampaignState, Progress};
use contract::drafts::CampaignView;
use contract::locale::Lang;
use leptos::prelude::*;

use super::summary::{self, Decisions};
use super::{address, back_to_list, staff_page, state_tag};
use crate::components::card::Card;
use crate::components::heading::PageHeading;
use crate::components::notice::{Notice, NoticeKind};
use crate::components::table::Table;
use crate::components::tag::Tag;
use crate::format;
use crate::page::{Page, PageContext};
use crate::words::{campaigns as words, common};

/// The page.
pub fn page(context: &PageContext, view: &CampaignView) -> Page {
    let lang = context.lang;
    let title = view.head.title.get(lang).to_owned();
    let progress = view
        .progress
        .as_ref()
        .map(|progress| progress_card(lang, progress, view.head.k));
    let imported = view
        .imported
        .then(|| view! { <Tag label=words::imported_tag(lang) /> });
    let list = summary::list(lang, decisions(lang, view));
    let hash = hash(lang, &view.head.protocol_hash);
    let main = view! {
        <PageHeading
            title=title.clone() kicker=vec![view.head.code.clone()] back=Some(back_to_list(lang))
        />
        <div class="stack">
            <div>{state_tag(lang, view.state)}{imported}</div>
            {notice(lang, view)}
            {actions(lang, view)}
            {progress}
            <Card id="decisions" title=words::decisions(lang)>
                {list}
                {hash}
            </Card>
        </div>
    };
    staff_page(title, main)
}

/// The hash of a protocol, and the way to the document itself.
pub(super) fn hash(lang: Lang, hash: &str) -> impl IntoView + use<> {
    let href = format!("/protocols/{hash}.json");
    view! {
        <p>
            {words::protocol_hash(lang)}": "<code>{hash.to_owned()}</code>
        </p>
        <p class="field-hint">
            {words::protocol_hash_hint(lang)}" "
            <a href=href>{words::protocol_download(lang)}</a>
        </p>
    }
}

fn decisions(lang: Lang, view: &CampaignView) -> Decisions {
    let protocol = &view.protocol;
    let dates = words::dates_line(
        lang,
        &format::iso_date(lang, &protocol.opens_on),
        &format::iso_date(lang, &protocol.closes_on),
    );
    let n_subjects = u32::try_from(protocol.subjects.len()).unwrap_or(u32::MAX);
    Decisions {
        purpose: Some(protocol.purpose),
        instrument: Some(words::instrument_line(
            lang,
            view.instrument_title.get(lang),
            protocol.instrument_version,
        )),
        weights: Some(protocol.weights),
        k: protocol.k,
        k_text: protocol.k_text,
        merge_path: Some(protocol.merge_path.clone()),
        more: vec![
            (words::column_dates(lang).to_owned(), dates),
            (
                words::field_mode(lang).to_owned(),
                common::mode(lang, protocol.mode).to_owned(),
            ),
            (
                words::section_subjects(lang).to_owned(),
                words::n_subjects(lang, n_subjects),
            ),
        ],
    }
}

fn notice(lang: Lang, view: &CampaignView) -> Option<AnyView> {
    match view.state {
        CampaignState::Open if !view.handed_out => Some(
            view! {
                <Notice kind=NoticeKind::Caution title=words::not_handed_out_title(lang)>
                    <p>{words::not_handed_out(lang)}</p>
                </Notice>
            }
            .into_any(),
        ),
        CampaignState::Closed => {
            let text = words::closed(lang, view.imported, view.tallied);
            Some(view! { <Notice><p>{text}</p></Notice> }.into_any())
        }
        CampaignState::Released | CampaignState::Archived => {
            let on = view.head.released_on.as_deref()?;
            let text = words::released_line(lang, &format::iso_date(lang, on));
            Some(view! { <Notice><p>{text}</p></Notice> }.into_any())
        }
        CampaignState::Draft | CampaignState::Open => None,
    }
}

fn actions(lang: Lang, view: &CampaignView) -> impl IntoView + use<> {
    let link = |below: &str, label: &'static str, first: bool| {
        let class = if first {
            "button"
        } else {
            "button button-secondary"
        };
        view! { <a class=class href=address(&view.head.code, below)>{label}</a> }
    };
    let links = match view.state {
        CampaignState::Open => vec![
            link(
                "/invitations",
                words::to_invitations(lang),
                !view.handed_out,
            ),
            link("/close", words::to_close(lang), false),
        ],
        CampaignState::Closed if view.tallied => {
            vec![link("/release", words::to_release(lang), true)]
        }
        CampaignState::Released => vec![link("/archive", words::to_archive(lang), false)],
        CampaignState::Draft | CampaignState::Closed | CampaignState::Archived => Vec::new(),
    };
    (!links.is_empty()).then(|| view! { <div class="button-row">{links}</div> })
}

fn progress_card(lang: Lang, progress: &Progress, k: u16) -> impl IntoView + use<> {
    let received = match progress.received_tens {
        0 => words::received_few(lang).to_owned(),
        tens => words::received(lang, &format::count(lang, tens)),
    };
    let rows: Vec<_> = progress
        .issued_by_unit
        .iter()
        .map(|unit| {
            let issued = unit.n_issued.map_or_else(
                || words::not_shown(lang).to_owned(),
                |n| format::count(lang, n.into()),
            );
            view! {
                <tr>
                    <th scope="row">{unit.unit_path.clone()}</th>
                    <td class="number">{format::count(lang, unit.n_invited.into())}</td>
                    <td class="number">{issued}</td>
                </tr>
            }
        })
        .collect();
    let small = progress
        .issued_by_unit
        .iter()
        .any(|unit| unit.n_issued.is_none())
        .then(|| view! { <p class="field-hint">{words::progress_small_units(lang, k)}</p> });
    let n_assignments = words::n_assignments(lang, progress.n_assignments);
    view! {
        <Card id="progress" title=words::progress_title(lang) lead=words::progress_lead(lang)>
            <p>{n_assignments}</p>
            <p>{received}</p>
            <Table id="progress-caption" caption=words::issued_caption(lang)>
                <thead>
                    <tr>
                        <th scope="col">{words::column_unit(lang)}</th>
                        <th scope="col" class="number">{words::column_invited(lang)}</th>
                        <th scope="col" class="number">{words::column_issued(lang)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
            {small}
        </Card>
    }
}
